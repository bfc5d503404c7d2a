#!/bin/sh
# The comment stays short whatever it is about; JUnit XML and annotations say what the gate found.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
"$PYTHON" -B "$root/Tests/Scripts/comment.py"
