#!/bin/sh
# The store: loading a million fossils, appending one, growing a branch; see Benchmarks/store/bench_store.py.
set -eu
exec "${PYTHON:-python3}" "$(dirname -- "$0")/store/bench_store.py" "$@"
