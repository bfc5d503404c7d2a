#!/bin/sh
# Times imports, and imports again to see that nothing is added twice.
#
# usage: bench-import.sh [FOLDER]
#
# FOLDER (or PERFTRACE_IMPORT_DATA) holds real histories, which are too big for this repository:
#   github-action-benchmark-data.js  dev/bench/data.js of benchmark-action/github-action-benchmark, branch gh-pages
#   dvc-bench-data.js                the same of treeverse/dvc-bench
#   numpy-bench/results              results of pv/numpy-bench (asv)
#   rust-analyzer-metrics.jsonl      metrics.json of rust-analyzer/metrics
# Each must take less than a second. A generated data.js of 50 MB is timed with or without them.
set -eu

perftrace=${PERFTRACE:-.build/release/perftrace}
data=${1:-${PERFTRACE_IMPORT_DATA:-}}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

milliseconds() { echo $(($(date +%s%N) / 1000000)); }

# time_import FORMAT PATH LIMIT-IN-MILLISECONDS
time_import() {
  store=$work/store
  rm -rf "$store"
  start=$(milliseconds)
  "$perftrace" import "$1" "$2" --store "$store" --branch main --output json >"$work/first.json"
  taken=$(($(milliseconds) - start))
  "$perftrace" import "$1" "$2" --store "$store" --branch main --output json >"$work/again.json"
  python3 - "$2" "$taken" "$3" "$work/first.json" "$work/again.json" <<'PYTHON' || failed=1
import json
import os
import sys

path, taken, limit = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
first, again = (json.load(open(name)) for name in sys.argv[4:6])
size = sum(
    os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(path) for name in names
) if os.path.isdir(path) else os.path.getsize(path)
print(f"{os.path.basename(path):34} {size / 1e6:6.1f} MB {first['new']:8,} results"
      f" {first['left_out']:5,} left out {taken / 1000:7.2f} s  (must be under {limit / 1000:g} s)")
if again["new"] != 0:
    print(f"  imported again: {again['new']} results were added twice")
sys.exit(0 if taken < limit and again["new"] == 0 else 1)
PYTHON
}

if [ -n "$data" ]; then
  time_import auto "$data/github-action-benchmark-data.js" 1000
  time_import auto "$data/dvc-bench-data.js" 1000
  time_import asv "$data/numpy-bench/results" 1000
  time_import auto "$data/rust-analyzer-metrics.jsonl" 1000
else
  echo 'bench-import: no folder of real histories given (PERFTRACE_IMPORT_DATA); see the head of this script'
fi

python3 - >"$work/generated-data.js" <<'PYTHON'
import json

runs = []
for run in range(1000):
    commit = {"id": f"{run:040x}", "message": f"Change {run}", "timestamp": "2026-01-02T03:04:05Z",
              "author": {"name": "A. Developer"}, "url": "https://example.org"}
    benches = [{"name": f"suite.rs::case_number_{case}", "value": 0.0437 + run * case / 1e6, "unit": "iter/sec",
                "range": "stddev: 0.00125", "extra": "mean: 22.89410906500001 sec\nrounds: 5"} for case in range(330)]
    runs.append({"commit": commit, "date": 1767323045000 + run * 60000, "tool": "pytest", "benches": benches})
print("window.BENCHMARK_DATA =", json.dumps({"lastUpdate": 0, "entries": {"Suite": runs}}, indent=1))
PYTHON
time_import auto "$work/generated-data.js" 20000
exit "$failed"
