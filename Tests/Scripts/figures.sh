#!/bin/sh
# The figures agree with /usr/bin/time of the same script within its noise, and the site with the fossils.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$root"

# By turns, so that whatever else the machine does meets both alike.
for repeat in 1 2 3 4 5 6 7; do
  /usr/bin/time -a -o "$folder/time" -f '%e %U %S %M' python3 Examples/picture-stack.py >"$folder/output$repeat"
  "$PERFTRACE" track --runs 1 --store "$folder/store" --output discard Examples/picture-stack.py >/dev/null 2>&1
done
"$PERFSITE" build --store "$folder/store" --output "$folder/site" >/dev/null

"$PYTHON" Tests/Scripts/figures.py "$folder"
