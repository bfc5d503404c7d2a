#!/bin/sh
# bin/setup: silent and quick where nothing is missing, clear where Swift is, from whatever folder it is called.
set -eu

setup=$(CDPATH='' cd -- "$(dirname -- "$0")/../../bin" && pwd)/setup
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

fail() {
  printf 'FAIL: %s\n' "$1" >&2
  exit 1
}

begin=$(date +%s)
said=$("$setup" test 2>&1) || fail "it failed where nothing is missing: $said"
[ -z "$said" ] || fail "it is not silent where nothing is missing: $said"
[ $(($(date +%s) - begin)) -le 5 ] || fail 'it is slow where nothing is missing'

# A folder with the few programs that the script itself needs, and no Swift.
mkdir bare
for program in sh dirname uname cat sed head; do
  ln -s "$(command -v $program)" bare/
done
status=0
said=$(PATH="$folder/bare" "$setup" 2>&1) || status=$?
[ $status -eq 1 ] || fail "exit status $status without Swift, expected 1"
case $said in
  *'no Swift toolchain found; Swift 6.2 or later is needed'*www.swift.org/install*) ;;
  *) fail "unclear without Swift: $said" ;;
esac

cat >bare/swift <<'END'
#!/bin/sh
echo 'Swift version 5.10.1 (swift-5.10.1-RELEASE)'
END
chmod +x bare/swift
status=0
said=$(PATH="$folder/bare" "$setup" 2>&1) || status=$?
[ $status -eq 1 ] || fail "exit status $status with an old Swift, expected 1"
case $said in
  *'Swift 5.10 found; Swift 6.2 or later is needed'*) ;;
  *) fail "unclear with an old Swift: $said" ;;
esac

status=0
"$setup" everything >said 2>&1 || status=$?
[ $status -eq 64 ] || fail "exit status $status for an unknown word, expected 64"
