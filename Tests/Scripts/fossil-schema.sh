#!/bin/sh
# Recorded fossils against Documentation/fossil.schema.json, by a validator that is not ours.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

cd "$folder"
# shellcheck disable=SC2016 # The script's own argument.
printf '#!/bin/sh\necho hello; exit "${1:-0}"\n' >ok.sh
chmod +x ok.sh
"$PERFTRACE" track --store fossils --runs 3 ok.sh >/dev/null 2>&1
"$PERFTRACE" track --store fossils ok.sh 3 >/dev/null 2>&1 || true
"$PERFTRACE" track --store fossils -- /nonexistent/program >/dev/null 2>&1 || true

mkdir lines
cat fossils/performance/traces/*/*/*.jsonl | split -l 1 --additional-suffix=.json - lines/fossil-
set -- lines/fossil-*.json
[ $# -ge 4 ] || { echo "only $# fossils were recorded" >&2 && exit 1; }
"$PYTHON" -m check_jsonschema --schemafile "$root/Documentation/fossil.schema.json" "$@"

# The validator finds what is wrong, so that its silence above means something.
sed 's/"exit_code":[0-9]*/"exit_code":"zero"/' "$1" >lines/wrong.json
if "$PYTHON" -m check_jsonschema --schemafile "$root/Documentation/fossil.schema.json" lines/wrong.json >/dev/null; then
  echo "a wrong fossil was accepted" >&2 && exit 1
fi
