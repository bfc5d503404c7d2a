#!/bin/sh
# Notifications reach osascript, notify-send and the terminal as data, whatever stands in them.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
"$PYTHON" -B "$root/Tests/Scripts/notifications.py"
