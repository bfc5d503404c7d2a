#!/bin/sh
# How faithful the recorder is and how little it disturbs, beside a bare C loop, hyperfine and time(1).
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
if [ -z "${PERFTRACE:-}" ]; then
  swift build --package-path "$root" -c release >&2
  PERFTRACE=$root/.build/release/perftrace
fi

folder=$(mktemp -d "${TMPDIR:-/tmp}/perftrace-bench.XXXXXX")
trap 'rm -rf "$folder"' EXIT

compiler=${CC:-$(command -v cc || command -v clang)}
for program in spawn-loop touch-memory process-tree burn stamp; do
  "$compiler" -O2 -pthread -o "$folder/$program" "$root/Benchmarks/capture/$program.c"
done

"${PYTHON:-python3}" "$root/Benchmarks/capture/measure.py" "$PERFTRACE" "$folder" "$@"
