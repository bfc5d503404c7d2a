#!/bin/sh
# Every command of Documentation/ComingFromTheGuide.md works in a scratch repository with a remote.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
"$PYTHON" -B "$root/Tests/Scripts/guide.py" "$root/Documentation/ComingFromTheGuide.md"
