#!/bin/sh
# Every command of README.md works in a repository of a few real commits.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$root"
"$PYTHON" Documentation/demonstration.py "$folder/demonstration" --quick --runs 2 --check-readme
