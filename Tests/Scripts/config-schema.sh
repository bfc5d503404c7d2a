#!/bin/sh
# Documentation/perftrace.schema.json against the reader of perftrace.yml: both must accept, and both reject, the same.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
failed=0 cases=0

# judge WANTED NAME FILE: what the reader and the validator say of a file.
judge() {
  reader=valid validator=valid
  "$PERFTRACE" config check "$3" >"$folder/reader" 2>&1 || reader=invalid
  "$PYTHON" -m check_jsonschema --schemafile "$root/Documentation/perftrace.schema.json" "$3" \
    >"$folder/validator" 2>&1 || validator=invalid
  cases=$((cases + 1))
  if [ "$reader" != "$1" ] || [ "$validator" != "$1" ]; then
    failed=$((failed + 1))
    printf 'FAIL: "%s" is %s, but %s to config check and %s to the schema\n' "$2" "$1" "$reader" "$validator" >&2
    sed 's/^/    /' "$folder/reader" "$folder/validator" >&2
  fi
}

# Documents are parted by lines "--- NAME".
judge_all() {
  rm -f "$folder"/case-*
  awk -v folder="$folder" '
    /^--- / { name = substr($0, 5); file = sprintf("%s/case-%02d.yml", folder, ++n); print name > (file ".name"); next }
    { print > file }'
  for file in "$folder"/case-*.yml; do
    judge "$1" "$(cat "$file.name")" "$file"
  done
}

judge valid 'the example' "$root/Documentation/perftrace.yml"
judge valid "this project's own" "$root/perftrace.yml"
judge_all valid <<'CASES'
--- limits
limits:
  max-time: 2min
  success-rate: 99.5%
  regression: {limit: 8%, action: warn}
  improvement: off
  trend: {limit: 10%, action: fail}
--- metrics
limits:
  metrics:
    memory_usage_mb: {max: 512MiB, regression: 10%}
    "throughput*": {regression: 3%, trend: off}
    page_faults: off
--- scripts
scripts:
  "nightly-*":
    max-time: 90 s
    metrics:
      memory_usage_mb: off
--- exceptions
exceptions:
  - script: legacy
    limit: trend
    until: "2026-12-31"
    reason: waits for the new parser
--- gate
gate: {window: 30, require-baseline: true}
--- track
track:
  directory: scripts
  pattern: "*.ts"
  runs: 5
  warmups: 0
  timeout: 500ms
  interpreters: {ts: [deno, run], py: python3.13}
--- webhooks
notify:
  webhooks:
    - {format: slack, variable: SLACK_WEBHOOK}
--- site
site: {title: Build times, base-url: "https://example.org/perf/", pages: [a.md]}
--- empty sections
limits:
scripts:
exceptions:
CASES
judge_all invalid <<'CASES'
--- an unknown key
limts: {}
--- an unknown limit
limits: {max-tme: 15s}
--- a number without its unit
limits: {max-time: 15}
--- a percentage as a duration
limits: {max-time: 5%}
--- a duration as a percentage
limits: {regression: 5s}
--- a fraction that may be percents
limits: {regression: 0.05}
--- a change of nothing
limits: {regression: 0%}
--- more than all executions
limits: {success-rate: 110%}
--- an unknown action
limits: {trend: {limit: 10%, action: stop}}
--- an unknown key of a limit
limits: {trend: {limt: 10%}}
--- a limit that metrics do not have
limits: {metrics: {x: {max-time: 5s}}}
--- an exception without its day
exceptions: [{script: a, reason: b}]
--- an exception without its reason
exceptions: [{script: a, until: "2026-12-31"}]
--- an exception from no limit
exceptions: [{script: a, limit: speed, until: "2026-12-31", reason: b}]
--- a day that is none
exceptions: [{script: a, until: "soon", reason: b}]
--- a window of nothing
gate: {window: 0}
--- a word for yes or no
gate: {require-baseline: perhaps}
--- no runs
track: {runs: 0}
--- runs as text
track: {runs: many}
--- a webhook without its variable
notify: {webhooks: [{format: slack}]}
--- a webhook of no known kind
notify: {webhooks: [{format: fax, variable: FAX}]}
--- a list of limits
limits: [5%]
CASES

[ "$cases" -eq 33 ] || { echo "only $cases of 33 cases were judged" >&2 && exit 1; }
[ "$failed" -eq 0 ] || exit 1
echo "$cases configurations are judged alike"
