#!/bin/sh
#SBATCH --job-name=hexapla
#SBATCH --cpus-per-task=2
#SBATCH --time=01:00:00
#SBATCH --requeue
#SBATCH --signal=B:TERM@60
# A shard of a batch, as a task of a Slurm job array. A minute before its time is over it is asked to stop: it finishes
# what it has begun. When its node fails it is put in the queue again. Either way the next run does the rest.
exec "${HEXAPLA:-hexapla}" batch "$IN" -o "$OUT" -j "${SLURM_CPUS_PER_TASK:-1}" --progress none --limit-time 60 \
    --shard "$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT"
