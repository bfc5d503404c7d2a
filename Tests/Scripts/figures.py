"""Compares what GNU time said, what the fossils say and what the page shows; see figures.sh."""

import json
import re
import statistics
import sys
from pathlib import Path

folder = Path(sys.argv[1])
timed = [list(map(float, line.split())) for line in (folder / "time").read_text().splitlines()]
fossils = [
    json.loads(line) for file in sorted((folder / "store").rglob("*.jsonl")) for line in file.read_text().splitlines()
]
assert len(timed) == len(fossils) == 7, (len(timed), len(fossils))
measured = [fossil["additional_metrics"] for fossil in fossils]
failures = 0


def check(what, ours, others, share, floor):
    """Medians within a share of each other, or within what both call noise."""
    global failures
    difference = abs(statistics.median(ours) - statistics.median(others))
    noise = statistics.median(abs(value - statistics.median(others)) for value in others)
    allowed = max(share * statistics.median(others), 4 * noise, floor)
    agree = difference <= allowed
    failures += not agree
    print(
        f"{'ok  ' if agree else 'FAIL'} {what}: {statistics.median(ours):.4g} against "
        f"{statistics.median(others):.4g} by GNU time, {allowed:.2g} allowed"
    )


check("wall, s", [m["real_time"] for m in measured], [t[0] for t in timed], 0.1, 0.02)
check("user + system, s", [m["user_time"] + m["sys_time"] for m in measured], [t[1] + t[2] for t in timed], 0.1, 0.03)
check("peak memory, MiB", [m["max_memory_mb"] for m in measured], [t[3] / 1024 for t in timed], 0.01, 0)

# The page shows the median to three figures, whatever the unit that it chose.
page = next((folder / "site" / "scripts").glob("picture-stack*/index.html")).read_text()
text = re.sub(r"<[^>]*>", " ", page)
shown = {float(number) for number in re.findall(r"\d+\.?\d*", text.replace("\u2009", " ").replace(",", ""))}


def check_shown(what, values, scales):
    global failures
    median = statistics.median(values)
    wanted = [float(f"{median * scale:.3g}") for scale in scales]
    found = any(abs(number - value) <= abs(value) * 0.003 for value in wanted for number in shown)
    failures += not found
    print(f"{'ok  ' if found else 'FAIL'} the page shows the median of {what}, {wanted}")


check_shown("time", [fossil["execution_time"] for fossil in fossils], [1, 1000])
check_shown("memory", [fossil["memory_usage_mb"] for fossil in fossils], [1, 1 / 1024])
print(f"{5 - failures} passed, {failures} failed")
raise SystemExit(failures > 0)
