#!/bin/sh
# A tree of processes: four workers at once, each a pipeline of its own that makes numbers, shuffles
# them by a checksum and sorts them; the parent waits for all and merges what they found.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

worker() {
  awk -v seed="$1" 'BEGIN { for (i = 0; i < 60000; i++) { seed = (seed * 16807) % 2147483647; print seed } }' |
    sort -n | uniq >"$folder/part-$1"
}

for number in 1 2 3 4; do
  worker "$number" &
done
wait

sort -n -m "$folder"/part-* | awk 'END { print NR " numbers from four workers, the largest " $1 }'
