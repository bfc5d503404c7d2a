"""Makes the pictures of Statistics.md from generated series, by the project's own programs.

    pictures.py [FOLDER]        writes step.png, drift.png and quiet.png into FOLDER, by default this one,
                                and prints the sizes of the step and of the drift

Three scripts of 120 commits, their noise from Benchmarks/detection/make_series.py with fixed seeds, are written as CSV, read
by `perftrace import`, and shown by `perfsite build`. PERFTRACE and PERFSITE name the programs. Nothing is written unless the
site tells one step, one drift and nothing else. The pictures are of the charts as Chromium shows them, so their bytes depend
on its version and on the fonts of the machine.
"""

import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import numpy as np
from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "Benchmarks" / "detection"))
from make_series import noise  # noqa: E402

POINTS = 120
BEGIN = datetime(2026, 1, 5, 9, tzinfo=timezone.utc)


def step(random):
    """Noise of 2 %, a step of +7 % after 70 commits, one execution that took half as long again, and four that failed."""
    values = noise(random, POINTS, 0.02, "white")
    values[70:] += np.log1p(0.07)
    values[35] += np.log1p(0.5)
    return 0.240 * np.exp(values), {15, 50, 51, 100}


def drift(random):
    """Noise of 2 %, and over 80 commits slowly 25 % more."""
    values = noise(random, POINTS, 0.02, "white")
    values += np.interp(np.arange(POINTS), [20, 100], [0, np.log1p(0.25)])
    return 1.80 * np.exp(values), set()


def quiet(random):
    """Noise of 1 % on two speeds some percent apart, one of them at random each time; nothing changes."""
    return 0.065 * np.exp(noise(random, POINTS, 0.01, "bimodal")), set()


PICTURES = [step, drift, quiet]


def write_executions(path):
    """One execution of each script at each commit; before some of them one that failed."""
    with path.open("w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(
            ["script", "timestamp", "commit", "branch", "committed_at", "subject", "execution_time", "exit_code"]
        )
        for seed, make in enumerate(PICTURES, 1):
            values, failures = make(np.random.default_rng(seed))
            for number, value in enumerate(values):
                subject = f"Change {number}"
                when = BEGIN + timedelta(hours=12 * number)
                revision = [hashlib.sha1(subject.encode()).hexdigest(), "main", when.isoformat(), subject]
                if number in failures:
                    rows.writerow([make.__name__, (when + timedelta(minutes=1)).isoformat(), *revision, "0.01", 1])
                rows.writerow([make.__name__, (when + timedelta(minutes=2)).isoformat(), *revision, f"{value:.6g}", 0])


def take_pictures(site, target):
    chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(
            viewport={"width": 840, "height": 900}, device_scale_factor=1, color_scheme="light", java_script_enabled=False
        )
        for make in PICTURES:
            file = target / f"{make.__name__}.png"
            page.goto((site / "scripts" / make.__name__ / "index.html").as_uri())
            page.locator("#trend-0 .chart-data").evaluate("table => table.remove()")
            page.locator("#trend-0").screenshot(path=file)
            size = file.stat().st_size
            assert size < 100_000, f"{file} is {size} bytes large"
            print(f"{file}: {size} bytes", file=sys.stderr)
        browser.close()


def main():
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_executions(folder / "executions.csv")
        perftrace, perfsite = (str(Path(os.environ[variable]).resolve()) for variable in ["PERFTRACE", "PERFSITE"])
        for command in [
            [perftrace, "import", "csv", "executions.csv", "--store", "fossils"],
            [perfsite, "build", "--store", "fossils", "--output", "site"],
        ]:
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        changes = json.loads((folder / "site" / "data" / "changes.json").read_text())["changes"]
        told = sorted((change["script"], change["kind"]) for change in changes)
        assert told == [("drift", "drift"), ("step", "step")], f"the site tells other changes: {told}"
        take_pictures(folder / "site", target)
        for change in changes:
            print(f"{100 * change['effect']:+.1f} %")


if __name__ == "__main__":
    main()
