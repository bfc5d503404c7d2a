#!/bin/sh
# Two builds of one store are the same to the byte: other folder, other time zone and language, other order
# and split of the store's files, other number of tasks, and a rebuild over what is there.
set -eu

tests=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
  printf 'FAIL: %s\n' "$1" >&2
  exit 1
}

same() {
  diff -rq "$1" "$2" >differences || {
    head -n 20 differences >&2
    fail "$3"
  }
}

"$PYTHON" "$tests/Browser/make_hostile_store.py" store

# The same fossils, in one file instead of thirty, last line first.
mkdir -p other/elsewhere/performance/traces/2025/07
find store -name '*.jsonl' -exec cat {} + | sort -r >other/elsewhere/performance/traces/2025/07/all.jsonl

one_core=''
command -v taskset >/dev/null && one_core='taskset -c 0'

TZ=UTC LC_ALL=C "$PERFSITE" build --store store --output first >/dev/null
(
  cd other
  # shellcheck disable=SC2086 # Words of a command, or none.
  TZ=Pacific/Kiritimati LC_ALL=en_US.UTF-8 $one_core "$PERFSITE" build --store elsewhere --output "$folder/a folder/second" >/dev/null
)
[ -s first/index.html ] || fail 'there is no index.html'
same first 'a folder/second' 'two builds of the same fossils differ'

cp -r first third
"$PERFSITE" build --store store --output third >/dev/null
same first third 'building over a site that is there changes it'

if grep -rlF "$folder" first >differences; then
  fail "the place of the build is written in $(head -n 1 differences)"
fi
