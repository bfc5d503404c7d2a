#!/bin/sh
# What people get wrong: each time a message on standard error with what, why, where and a hint, the right
# exit status, and nothing lost or half-written.
set -eu

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
passed=0 failed=0

# expect STATUS PATTERN COMMAND...: the exit status, and what must be said on standard error.
expect() {
  wanted=$1 pattern=$2
  shift 2
  status=0
  "$@" </dev/null >stdout 2>stderr || status=$?
  if [ $status -eq "$wanted" ] && grep -qE -- "$pattern" stderr; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'FAIL: %s\n  exit status %d, expected %d and "%s" in:\n' "$*" $status "$wanted" "$pattern" >&2
    sed 's/^/    /' stderr >&2
  fi
}

fossils() {
  find store -name '*.jsonl' -exec cat {} + 2>/dev/null | grep -c . || true
}

mkdir scripts empty
printf '#!/bin/sh\necho fine\n' >scripts/fine.sh
printf '#!/nowhere/interpreter\n' >scripts/orphan
printf 'no shebang and no format\n' >scripts/text
printf 'not executable\n' >scripts/locked
chmod +x scripts/fine.sh scripts/orphan scripts/text

# What can't be started is an execution that failed: recorded, told, and not an error of the recorder.
expect 0 '"nothing" not found; recorded as failed' "$PERFTRACE" track --store store -- nothing
expect 1 'there is no script "nothing"; nothing is recorded' "$PERFTRACE" track --store store nothing
expect 1 'hint: did you mean "scripts/fine.sh"' "$PERFTRACE" track --store store scripts/fin.sh
expect 0 '"./scripts" is a folder; recorded as failed' "$PERFTRACE" track --store store scripts
expect 0 '"scripts/locked" is not executable; recorded as failed' "$PERFTRACE" track --store store scripts/locked
expect 0 'recorded as failed' "$PERFTRACE" track --store store scripts/orphan
expect 0 '"scripts/text" has no format that the system can execute; recorded as failed' \
  "$PERFTRACE" track --store store scripts/text
expect 1 'recorded as failed' "$PERFTRACE" track --strict --store store -- nothing
if [ "$(fossils)" -ne 6 ]; then
  failed=$((failed + 1))
  echo "FAIL: 6 executions failed and $(fossils) are recorded" >&2
fi

expect 64 'missing the script' "$PERFTRACE" track --store store
expect 64 'runs must be at least 1' "$PERFTRACE" track --runs 0 --store store scripts/fine.sh
expect 64 'unknown option "--rums"' "$PERFTRACE" track --rums 3 scripts/fine.sh
expect 1 'no file in "scripts" matches "\*\.ts"' "$PERFTRACE" track-batch scripts '*.ts' --store store
expect 1 'hint: it holds "fine.sh"' "$PERFTRACE" track-batch scripts '*.ts' --store store
expect 1 'no file in "empty"' "$PERFTRACE" track-batch empty '*' --store store
expect 1 'there is no such folder' "$PERFTRACE" track-batch nowhere '*' --store store

# A store that can't be written: nothing is run first.
printf '#!/bin/sh\ntouch "%s/ran"\n' "$folder" >scripts/mark.sh
touch file
expect 1 'cannot create "file/.*not a directory' "$PERFTRACE" track --store file scripts/mark.sh
expect 1 'hint: ' "$PERFTRACE" track --store file scripts/mark.sh
if [ -e ran ]; then
  failed=$((failed + 1))
  echo 'FAIL: a script was run though its fossils could not be stored' >&2
fi

"$PERFTRACE" track --store store scripts/fine.sh >stdout 2>stderr
"$PERFSITE" build --store store --output site >stdout 2>stderr
cp -r site before

# Templates: a name that no page declares, a syntax error, a file that is no template; the old site stays.
theme() {
  rm -rf theme
  "$PERFSITE" templates export theme >stdout 2>stderr
}
theme
first=$(cd theme && find . -name '*.mustache' | sort | head -n 1)
printf '{{nonsense}}\n' >>"theme/$first"
expect 1 'nonsense' "$PERFSITE" build --store store --output site --templates theme
theme
printf '{{#open}}\n' >>"theme/$first"
expect 1 "${first#./}" "$PERFSITE" build --store store --output site --templates theme
theme
touch theme/unknown.txt
expect 1 'unknown.txt' "$PERFSITE" build --store store --output site --templates theme
expect 1 'no-theme' "$PERFSITE" build --store store --output site --templates no-theme
diff -rq before site >differences || {
  failed=$((failed + 1))
  echo 'FAIL: a build that failed changed the site' >&2
}

# A damaged line is named with file and line, and the rest is used.
file=$(find store -name '*.jsonl' | sort | tail -n 1)
printf '{"schema":1,"script":"torn","exec' >>"$file"
expect 0 "$(basename "$file"):2" "$PERFSITE" build --store store --output site
if ! grep -q 'fine' site/index.html; then
  failed=$((failed + 1))
  echo 'FAIL: one damaged line hides the others' >&2
fi

expect 1 'no-store' "$PERFSITE" build --store no-store --output site
expect 1 'file' "$PERFSITE" build --store store --output file

# A folder that may not be read is not an empty one. Nothing is forbidden to root, who becomes nobody for this.
printf '#!/bin/sh\nexec "$@"\n' >as-user
if [ "$(id -u)" -eq 0 ]; then
  printf '#!/bin/sh\nexec setpriv --reuid 65534 --regid 65534 --clear-groups "$@"\n' >as-user
fi
chmod +x as-user
chmod 755 .
cp -r store closed
cp "$PERFTRACE" perftrace
chmod 000 closed/performance/traces
for command in trends log 'fossils verify' 'export csv' 'compare main main'; do
  # shellcheck disable=SC2086 # the words of a command
  expect 1 'cannot read "closed/performance/traces": permission denied' \
    ./as-user ./perftrace $command --store closed
done
chmod 000 closed
expect 1 'cannot read "closed": permission denied' ./as-user ./perftrace trends --store closed
chmod -R 755 closed

# A million equal values: no change, in seconds.
awk 'BEGIN { printf "{\"name\":\"flat\",\"values\":[1"; for (i = 1; i < 1000000; i++) printf ",1"; print "]}" }' >flat
timeout 300 "$PERFTRACE" changepoints <flat >stdout 2>stderr || true
if grep -q '^{"name":"flat","change_points":\[\],"spikes":\[\],"noise":0.001,' stdout; then
  passed=$((passed + 1))
else
  failed=$((failed + 1))
  echo 'FAIL: a million equal values have no answer' >&2
fi

printf '%d passed, %d failed\n' $passed $failed
[ $failed -eq 0 ]
