#!/bin/sh
# A batch on Kubernetes: starts the shards of kubernetes.yaml, waits until all have ended, well or not, and merges their
# reports. Status 0 only when every document is there.
set -u
cd "$(dirname "$0")" || exit 4
ended() { kubectl get job "$1" -o 'jsonpath={.status.conditions[*].type}' | grep -qE 'Complete|Failed'; }
for job in hexapla:kubernetes.yaml hexapla-merge:kubernetes-merge.yaml; do
    kubectl delete job "${job%%:*}" --ignore-not-found && kubectl apply -f "${job#*:}" || exit 4
    until ended "${job%%:*}"; do sleep "${POLL:-5}"; done
done
kubectl logs job/hexapla-merge
kubectl get job hexapla-merge -o 'jsonpath={.status.conditions[*].type}' | grep -q Complete
