#!/bin/sh
# What a desktop on Linux is really told: the real notify-send, a private bus, a real dunst on a screen of its own.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
if [ "$(uname -s)" != Linux ]; then
  echo 'this system has no such desktop; its own way of telling is recorded by notifications.sh'
  exit 0
fi
mkdir -p "$root/.build/test"
"$PYTHON" -B "$root/Tests/Scripts/desktop.py" "$root/.build/test/desktop.png"
