#!/bin/sh
# Builds sites of generated stores and holds time, memory, sizes and determinism against what they must be.
#
# BENCH_SMALL=1 leaves out the store of a million executions, which takes a gigabyte and some minutes to make.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
exec "${PYTHON:-python3}" "$here/site/measure.py" \
  --perfsite "${PERFSITE:-.build/release/perfsite}" \
  --generator "$here/store/make_fossils.py" ${BENCH_SMALL:+--small}
