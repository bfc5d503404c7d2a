"""The comment's size, its quiet form, JUnit XML and annotations of two commits; prints "N passed, N failed"."""

import json
import os
import re
import subprocess
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path

from checks import check, finish

PERFTRACE = str(Path(os.environ["PERFTRACE"]).resolve())
BASE, HEAD = "a" * 40, "b" * 40
HOSTILE = "`x` | @everyone \"><img src=x onerror=alert(1)>::error::%0A]]>\u0001"


def store(folder, scripts, factor, executions=8):
    """Fossils of main and of a topic that is `factor` times as slow; each name as long as names get."""
    file = folder / "performance/traces/2026/05/20260501T000000Z-0.jsonl"
    file.parent.mkdir(parents=True)
    number = 0
    with file.open("w") as out:
        for sha, branch, parents, minute, times in (
            (BASE, "main", [], 0, 1), (HEAD, "topic", [BASE], 10, factor)):
            for script in scripts:
                for run in range(executions):
                    number += 1
                    stamp = f"2026-05-01T00:{minute:02}:00.{run:03}Z"
                    out.write(json.dumps({
                        "schema": 1, "id": f"0197d8a2-6c1e-7b64-9d0f-{number:012x}", "script": script,
                        "command": ["sh", "job.sh"], "execution_time": (1 + run / 1000) * times,
                        "memory_usage_mb": 10, "exit_code": 0, "timestamp": stamp, "git_sha": sha, "git_branch": branch,
                        "environment": {"os": "linux", "arch": "x86_64", "cpu_model": "C", "cpu_cores": "2"},
                        "git": {"parents": parents, "committed_at": stamp, "subject": HOSTILE, "dirty": False},
                        "run": {"id": f"{branch}{script}", "index": run + 1, "count": executions, "warmup": False,
                                "batch": branch},
                        "outcome": {"timed_out": False}, "recorder": "perftrace 0.1.0"}) + "\n")


def run(folder, *arguments):
    return subprocess.run([PERFTRACE, *arguments, "--default-branch", "main"], cwd=folder, capture_output=True,
                          text=True, stdin=subprocess.DEVNULL, timeout=300)


def main(folder):
    long = [f"{number:04} {HOSTILE} " + "long name " * 12 for number in range(2000)]
    store(folder / "many", long, 2, executions=4)
    store(folder / "worse", [HOSTILE, "plain"], 2)
    store(folder / "same", ["one", "two"], 1)

    site = ["--site-url", "https://example.org/perf", "--head", "topic"]
    text = run(folder, "comment", "--store", "many", *site).stdout
    check("2,000 scripts with long names stay below 60,000 bytes", 1000 < len(text.encode()) < 60_000, len(text.encode()))
    check("all are counted", "2,000" in text or "2000" in text, text)

    quiet = run(folder, "comment", "--store", "same", "--quiet", *site)
    lines = quiet.stdout.strip().splitlines()
    check("a quiet comment: marker, one line, footer", len(lines) == 3 and lines[0].startswith("<!-- perftrace"),
          quiet.stdout + quiet.stderr)
    check("it is the short form of another", len(run(folder, "comment", "--store", "same", *site).stdout) > 500)
    loud = run(folder, "comment", "--store", "worse", "--quiet", *site).stdout
    check("a regression is never quiet", "### Executive summary" in loud and "🔴" in loud, loud)
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", loud)
    check("nobody is mentioned, no image shown", "@everyone" not in outside and "<img" not in outside, outside)

    # GFM parts a row at every bar that has no backslash, in code spans too.
    tables = re.findall(r"(?:^\|.*\n)+", loud + "\n", re.M)
    columns = [{len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()} for table in tables]
    check("no table is broken by a name", len(tables) >= 2 and all(len(widths) == 1 for widths in columns), loud)
    check("a chart of both sides", re.search(r"\| [▁▂▃▄]+ [▅▆▇█]+ \|", loud), loud)

    done = run(folder, "check", "topic", "--store", "worse", "--github", "--junit", "gate.xml")
    check("a regression's status", done.returncode == 2, done.stdout + done.stderr)
    annotations = [line for line in done.stdout.splitlines() if line.startswith("::")]
    check("an annotation for each regressed script", sum(a.startswith("::error") for a in annotations) == 2, done.stdout)
    check("none is cut by what a name holds",
          all(re.fullmatch(r"::(error|warning|notice) [^:]*::.*", a) for a in annotations), annotations)
    suites = ET.parse(folder / "gate.xml").getroot()
    cases = list(suites.iter("testcase"))
    check("JUnit: failures counted as they are",
          sum(case.find("failure") is not None for case in cases) == 2
          and sum(int(suite.get("failures")) for suite in suites.iter("testsuite")) == 2, ET.tostring(suites))
    check("JUnit: hostile names are whole", any("onerror=alert(1)>::error::%0A]]>" in " ".join(case.attrib.values())
                                                for case in cases), ET.tostring(suites))
    done = run(folder, "check", "topic", "--store", "same", "--github", "--junit", "gate.xml")
    suites = ET.parse(folder / "gate.xml").getroot()
    check("JUnit: no failure where all is well", done.returncode == 0 and next(suites.iter("failure"), None) is None)
    check("no error annotation where all is well", "::error" not in done.stdout, done.stdout)


with tempfile.TemporaryDirectory() as name:
    main(Path(name))
finish()
