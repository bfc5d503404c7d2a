#!/bin/sh
# The change-point detector and the gate against what they must reach, on four seeds.
set -eu

cd "$(dirname -- "$0")/.."
exec "${PYTHON:-.venv/bin/python}" Benchmarks/detection/check.py "$@" \
  "${PERFTRACE:-.build/release/perftrace}"
