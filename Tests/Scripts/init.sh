#!/bin/sh
# What `perftrace init` writes is a valid configuration and valid workflows, whatever it is told, and it writes over nothing
# without being told to.
set -eu

folder=$(mktemp -d "${TMPDIR:-/tmp}/perftrace-init.XXXXXX")
trap 'rm -rf "$folder"' EXIT
passed=0

fail() {
  printf 'FAIL: %s\n' "$1" >&2
  sed 's/^/    /' "$folder/said" >&2
  exit 1
}

# init STATUS FOLDER OPTION...: runs it there; what it says is kept.
init() {
  wanted=$1
  cd "$2"
  shift 2
  status=0
  "$PERFTRACE" init "$@" </dev/null >"$folder/said" 2>&1 || status=$?
  cd "$folder"
  [ $status -eq "$wanted" ] || fail "init $*: exit status $status, expected $wanted"
  passed=$((passed + 1))
}

says() {
  grep -qF -- "$1" "$folder/said" || fail "it does not say: $1"
  passed=$((passed + 1))
}

check() {
  "$PYTHON" -m check_jsonschema --builtin-schema vendor.github-workflows "$1"/.github/workflows/*.yml
  (cd "$1" && "$PERFTRACE" config check)
  # Published tools, not those of a checkout that a user does not have.
  if grep -n 'uses: \./$\|version: source' "$1"/.github/workflows/*.yml; then exit 1; fi
  passed=$((passed + 1))
}

git init -q "$folder/plain"
init 0 "$folder/plain" --yes
says 'new        perftrace.yml'
check "$folder/plain"
for name in performance-tracking performance-comment; do
  [ -f "$folder/plain/.github/workflows/$name.yml" ] || fail "no workflow $name"
done

init 0 "$folder/plain" --yes
says 'unchanged  perftrace.yml'
says 'unchanged  .gitignore'
[ "$(cat "$folder/plain/.gitignore")" = 'site/' ] || fail 'the site is not ignored once'

# A list that is there is only added to, and only once, however the site stands in it.
printf '*.log' >"$folder/plain/.gitignore"
init 0 "$folder/plain" --yes
says 'extended   .gitignore'
[ "$(cat "$folder/plain/.gitignore")" = "$(printf '*.log\nsite/')" ] || fail 'the list was not added to'
printf '/site\n' >"$folder/plain/.gitignore"
init 0 "$folder/plain" --yes
[ "$(cat "$folder/plain/.gitignore")" = '/site' ] || fail 'the site was added twice'

# Without --yes it asks, and where nobody can answer it writes nothing.
git init -q "$folder/asked"
init 1 "$folder/asked"
says 'nothing was written'
[ ! -e "$folder/asked/perftrace.yml" ] || fail 'it wrote without asking'

# What differs is shown and kept, and replaced only with --force; what was missing is written all the same.
printf 'limits:\n  max-time: 3s\n' >"$folder/plain/perftrace.yml"
cp "$folder/plain/perftrace.yml" "$folder/mine"
rm "$folder/plain/.github/workflows/performance-comment.yml"
init 1 "$folder/plain" --yes
says 'kept       perftrace.yml'
says '-  max-time: 3s'
says 'hint: --force replaces them'
cmp -s "$folder/mine" "$folder/plain/perftrace.yml" || fail 'it wrote over a file without --force'
[ -f "$folder/plain/.github/workflows/performance-comment.yml" ] || fail 'it did not write what was missing'
init 1 "$folder/plain" --force
cmp -s "$folder/mine" "$folder/plain/perftrace.yml" || fail '--force alone does not spare the question'
init 0 "$folder/plain" --force --yes
says 'replaced   perftrace.yml'
check "$folder/plain"
if cmp -s "$folder/mine" "$folder/plain/perftrace.yml"; then fail '--force did not replace it'; fi

git init -q "$folder/named"
mkdir "$folder/named/a b"
init 0 "$folder/named" --yes --directory 'a b' --action owner/name@0123456789abcdef0123456789abcdef01234567
check "$folder/named"
grep -qF 'uses: owner/name@0123456789abcdef0123456789abcdef01234567' "$folder/named/.github/workflows/performance-tracking.yml" ||
  fail 'the action is another'
# shellcheck disable=SC2016 # Not for this shell.
init 64 "$folder/named" --yes --action 'x/y@$(touch pwned)'
[ -z "$(find "$folder" -name pwned)" ] || fail 'something was executed'

printf '%d passed, 0 failed\n' "$passed"
