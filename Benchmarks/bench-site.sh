#!/bin/sh
# Builds sites of generated stores and holds time, memory, sizes and determinism against what they must be; then how soon
# pages are there in Chromium.
#
# BENCH_SMALL=1 leaves out the store of a million executions, which takes a gigabyte and some minutes to make.
# PERFTRACE_IMPORT_DATA may name a folder of real histories, as in bench-import.sh.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
python=${PYTHON:-python3}
perfsite=${PERFSITE:-.build/release/perfsite}
status=0
"$python" "$here/site/measure.py" --perfsite "$perfsite" \
  --generator "$here/store/make_fossils.py" ${BENCH_SMALL:+--small} || status=$?
"$python" "$here/site/browser.py" --perfsite "$perfsite" --generator "$here/store/make_fossils.py" \
  --perftrace "${PERFTRACE:-.build/release/perftrace}" \
  ${PERFTRACE_IMPORT_DATA:+--data "$PERFTRACE_IMPORT_DATA"} || status=$?
exit "$status"
