#!/bin/sh
# The examples of Documentation/ContinuousIntegration.md are valid, and do what the page says.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
"$PYTHON" -B "$root/Tests/Scripts/ci_page.py" "$root/Documentation/ContinuousIntegration.md"
