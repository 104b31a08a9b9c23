#!/bin/sh
# A batch as a Slurm job array: submits a task for each shard, then the merging, and waits for it.
# usage: slurm.sh OUT SHARDS IN ; OUT and IN in a folder that all nodes see
set -u
[ $# -eq 3 ] || { echo "usage: $0 OUT SHARDS IN" >&2; exit 2; }
OUT=$1 shards=$2 IN=$3
HEXAPLA=${HEXAPLA:-hexapla}
export OUT IN HEXAPLA
mkdir -p "$OUT" || exit 4
rm -f "$OUT"/report-*-of-"$shards".json
job=$(sbatch --parsable --array="1-$shards" --output="$OUT/.slurm-%a.out" "$(dirname "$0")/slurm-shard.sh") || exit 4
# The merging runs whatever became of the shards: what one of them lacks, the report says.
exec sbatch --wait --job-name=hexapla-merge --dependency="afterany:${job%%;*}" --output="$OUT/.slurm-merge.out" \
    --wrap 'exec "$HEXAPLA" batch --merge-reports "$OUT"/report-*-of-'"$shards"'.json -o "$OUT/report.json"'
