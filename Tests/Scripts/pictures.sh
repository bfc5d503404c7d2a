#!/bin/sh
# The pictures of Documentation/Statistics.md can be made anew, and show what stands there: the same sizes, the same pictures.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$root"
page=Documentation/Statistics.md
failed=0
"$PYTHON" -B Documentation/pictures.py "$folder" >"$folder/sizes"
while read -r size; do
  grep -qF -- "$size" "$page" || { printf '%s does not tell %s\n' "$page" "$size" && failed=1; }
done <"$folder/sizes"
for file in "$folder"/*.png; do
  name=${file##*/}
  grep -qF "]($name)" "$page" || { printf '%s does not show %s\n' "$page" "$name" && failed=1; }
  [ -s "Documentation/$name" ] || { printf 'Documentation/%s is missing\n' "$name" && failed=1; }
done
exit $failed
