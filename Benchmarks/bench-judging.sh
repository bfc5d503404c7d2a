#!/bin/sh
# Replays a real history run by run: how many runs the trend analysis alarms, and how many the usual rule.
#
# RUST_ANALYZER_METRICS names rust-analyzer's metrics.jsonl (https://github.com/rust-analyzer/metrics); without it there
# is nothing to replay.
set -eu

perftrace=${PERFTRACE:-.build/release/perftrace}
metrics=${RUST_ANALYZER_METRICS:-}
if [ -z "$metrics" ]; then
  echo 'bench-judging: RUST_ANALYZER_METRICS is not set; nothing to replay'
  exit 0
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$perftrace" import rust-analyzer "$metrics" --store "$folder/fossils" >/dev/null
start=$(date +%s%N)
"$perftrace" trends --store "$folder/fossils" --replay --format json >"$folder/replay.json"
end=$(date +%s%N)
python3 - "$folder/replay.json" "$(((end - start) / 1000000))" <<'PYTHON'
import json
import sys

replay = json.load(open(sys.argv[1]))
ours, literal = replay["alarmed_share"], replay["literal_share"]
print(f"runs                                   {replay['runs']}")
print(f"alarmed by the trend analysis          {100 * ours:.2f} %   (must be under 1 %)")
print(f"alarmed by 5 % over the run before     {100 * literal:.1f} %")
print(f"time of the replay                     {int(sys.argv[2]) / 1000:.1f} s")
sys.exit(0 if ours < 0.01 else 1)
PYTHON
