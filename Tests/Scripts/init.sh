#!/bin/sh
# What `perftrace init` writes is a valid configuration and valid workflows, whatever it is told.
set -eu

folder=$(mktemp -d "${TMPDIR:-/tmp}/perftrace-init.XXXXXX")
trap 'rm -rf "$folder"' EXIT
passed=0

check() {
  "$PYTHON" -m check_jsonschema --builtin-schema vendor.github-workflows "$1"/.github/workflows/*.yml
  (cd "$1" && "$PERFTRACE" config check)
  # Published tools, not those of a checkout that a user does not have.
  if grep -n 'uses: \./$\|version: source' "$1"/.github/workflows/*.yml; then exit 1; fi
  passed=$((passed + 1))
}

git init -q "$folder/plain"
(cd "$folder/plain" && "$PERFTRACE" init --yes >/dev/null)
check "$folder/plain"

git init -q "$folder/named"
mkdir "$folder/named/a b"
(cd "$folder/named" && "$PERFTRACE" init --yes --directory 'a b' >/dev/null)
check "$folder/named"

printf '%d passed, 0 failed\n' "$passed"
