#!/bin/sh
# A batch with GNU parallel: a job for each shard, tried three times.
# usage: parallel.sh OUT SHARDS IN... ; with PARALLEL='--sshloginfile hosts' on other machines, too
set -u
[ $# -ge 3 ] || { echo "usage: $0 OUT SHARDS IN..." >&2; exit 2; }
out=$1 shards=$2
shift 2
hexapla=${HEXAPLA:-hexapla}
mkdir -p "$out" || exit 4
rm -f "$out"/report-*-of-"$shards".json
seq "$shards" | parallel --will-cite -q --retries 3 --delay 0.1 \
    "$hexapla" batch "$@" -o "$out" -j 1 --progress none --shard "{}/$shards"
set -- "$out"/report-*-of-"$shards".json
exec "$hexapla" batch --merge-reports "$@" -o "$out/report.json"
