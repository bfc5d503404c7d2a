#!/bin/sh
# Every step of the workflows and of action.yml, run in order against a repository, its remote and a GitHub made for it.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
"$PYTHON" -B -m pytest -q -p no:cacheprovider "$root/Tests/Workflows"
