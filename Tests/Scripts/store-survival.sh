#!/bin/sh
# The store under kill -9, many writers, many pushes, a full disk and a read-only one; see Tests/Survival/.
set -eu
exec "${PYTHON:-python3}" "$(dirname -- "$0")/../Survival/survive.py" "$@"
