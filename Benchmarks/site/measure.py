#!/usr/bin/env python3
"""Measures `perfsite build` on generated stores and prints every figure beside what must be reached.

    measure.py --perfsite .build/release/perfsite --generator Benchmarks/store/make_fossils.py [--small] [--keep DIR]

Ratios are taken within one run: the build against reading the same store with cat and copying the same site with cp.
"""

import argparse
import filecmp
import gzip
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

failures = []


def row(what, value, unit, limit=None):
    """Prints a figure; remembers it if it exceeds its limit."""
    missed = limit is not None and value > limit
    if missed:
        failures.append(what)
    bound = "" if limit is None else f"   at most {limit:g} {unit}{'   MISSED' if missed else ''}"
    print(f"  {what:58} {value:10.2f} {unit:4}{bound}", flush=True)


def timed(command, **options):
    """Wall seconds and peak MiB of a command, and what it wrote on standard output if `stdout` is a file."""
    before = time.monotonic()
    process = subprocess.Popen(command, **{"stdout": subprocess.DEVNULL} | options)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - before
    if status:
        sys.exit(f"measure.py: {command[0]} ended with status {status}")
    return seconds, usage.ru_maxrss / 1024


def reading_seconds(report):
    """What `perfsite build` says of the time that reading the store took: "of which 1.31 s to read the store"."""
    number, unit = re.search(r"of which ([0-9.,]+) (s|ms) to read the store", report).groups()
    return float(number.replace(",", "")) / (1000 if unit == "ms" else 1)


def make(generator, folder, executions, scripts, commits, branches):
    if not folder.exists():
        subprocess.run(
            [sys.executable, generator, folder, "--executions", str(executions), "--scripts", str(scripts),
             "--commits", str(commits), "--branches", str(branches)], check=True)  # fmt: skip
    return folder


def add_commit(store):
    """Adds the newest commit's executions once more, under a commit of its own that is an hour younger."""
    files = sorted((store / "performance" / "traces").rglob("*.jsonl"))
    newest = files[-1]
    text = newest.read_text()
    sha = re.search(r'"git_sha":"([0-9a-f]{40})"', text).group(1)
    child = sha[::-1] if sha[::-1] != sha else "f" * 40
    text = re.sub(r'"parents":\[[^\]]*\]', f'"parents":["{sha}"]', text)
    text = text.replace(f'"git_sha":"{sha}"', f'"git_sha":"{child}"')
    text = re.sub(r'"id":"([0-9a-f]{8})', lambda m: '"id":"' + m.group(1)[::-1], text)

    def later(match):
        moment = datetime.strptime(match.group(2)[:19], "%Y-%m-%dT%H:%M:%S") + timedelta(hours=1)
        return match.group(1) + moment.strftime("%Y-%m-%dT%H:%M:%S") + match.group(2)[19:]

    text = re.sub(r'("(?:timestamp|committed_at)":")([^"]+)', later, text)
    newest.with_name(newest.stem + "-child.jsonl").write_text(text)


PICTURES = re.compile(rb"<figure.*?</figure>|<svg.*?</svg>", re.S)


def largest_pages(site, sample=400):
    """Greatest compressed size of a page, without and with its pictures' text, in KB, of the largest pages."""
    pages = sorted(site.rglob("*.html"), key=lambda page: -page.stat().st_size)[:sample]
    bare = whole = 0
    for page in pages:
        data = page.read_bytes()
        whole = max(whole, len(gzip.compress(data, 6)))
        bare = max(bare, len(gzip.compress(PICTURES.sub(b"", data), 6)))
    return bare / 1000, whole / 1000


def size_of(folder):
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def difference(first, second):
    """The first path that differs between two sites; None if none does."""
    names = [
        sorted(str(f.relative_to(site)) for f in site.rglob("*") if f.is_file() and f.name != "lock")
        for site in (first, second)
    ]
    if names[0] != names[1]:
        return sorted(set(names[0]) ^ set(names[1]))[0]
    return next((name for name in names[0] if not filecmp.cmp(first / name, second / name, shallow=False)), None)


def shuffled_copy(store, copy, seed=7):
    """The same fossils in other files and another order."""
    lines = []
    for file in (store / "performance" / "traces").rglob("*.jsonl"):
        lines += file.read_text().splitlines(keepends=True)
    random.Random(seed).shuffle(lines)
    folder = copy / "performance" / "traces" / "2020" / "01"
    folder.mkdir(parents=True)
    for part in range(13):
        (folder / f"part-{part}.jsonl").write_text("".join(lines[part::13]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--perfsite", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--small", action="store_true")
    parser.add_argument("--keep", type=Path, help="keep stores and sites in this folder for the next time")
    options = parser.parse_args()
    perfsite = str(Path(options.perfsite).resolve())
    work = options.keep or Path(tempfile.mkdtemp(prefix="bench-site-"))
    work.mkdir(parents=True, exist_ok=True)

    def fresh(name):
        return Path(tempfile.mkdtemp(prefix=name + "-", dir=work)) / "new"

    def build(store, site, *more, stdout=subprocess.DEVNULL, **environment):
        # In a folder without a configuration: another one would make every page anew.
        return timed([perfsite, "build", "--store", store, "--output", site, *more],
                     env={**os.environ, **environment}, cwd=work, stdout=stdout)  # fmt: skip

    try:
        print("100,000 executions, 200 scripts, 1,000 commits")
        store = make(options.generator, work / "store-100k", 100_000, 200, 1000, 12)
        # Into folders that never were: ext4 goes around inodes that were freed just before, and takes seconds for it.
        sites = [fresh("site-100k") for _ in range(5)]
        os.sync()
        row("full build, median of 5", statistics.median(build(store, site)[0] for site in sites), "s", 1)
        site = sites[0]
        row("build again, nothing changed", build(store, site)[0], "s")

        print("determinism: shuffled, split otherwise, one task, other folder and time zone")
        copy, other = fresh("store-shuffled"), fresh("elsewhere") / "site"
        shuffled_copy(store, copy)
        build(copy, other, "--jobs", "1", TZ="Asia/Kathmandu", LC_ALL="tr_TR.UTF-8")
        differing = difference(site, other)
        row(f"files that differ{'' if differing is None else ': ' + differing}", 0 if differing is None else 1, "", 0)

        if not options.small:
            print("1,000,000 executions, 1,000 scripts, 5,000 commits, 40 branches")
            store = make(options.generator, work / "store-1m", 1_000_000, 1000, 5000, 40)
            for added in store.rglob("*-child.jsonl"):
                added.unlink()
            site, site_copy = fresh("site-1m"), fresh("site-1m-copy")
            os.sync()
            reading = timed(["sh", "-c", f"find '{store}/performance' -name '*.jsonl' | xargs cat"])[0]
            seconds, memory = build(store, site)
            copying = timed(["cp", "-r", site, site_copy])[0]
            row("reading the store (cat)", reading, "s")
            row("writing the site (cp -r)", copying, "s")
            row("full build", seconds, "s", 8)
            row("full build against cat and cp", seconds / (reading + copying), "×", 4)
            row("peak memory", memory, "MiB", 700)
            row("size of the site", size_of(site) / 1e6, "MB", 300)
            bare, whole = largest_pages(site)
            row("largest page, compressed, without pictures", bare, "KB", 100)
            row("largest page, compressed, with pictures", whole, "KB", 250)
            row("build again, nothing changed", build(store, site)[0], "s")
            add_commit(store)
            # Replacing a file waits for the disk, which still has the copy of the site to write.
            os.sync()
            with tempfile.TemporaryFile("w+") as report:
                seconds = build(store, site, stdout=report)[0]
                report.seek(0)
                reading = reading_seconds(report.read())
            row("build after one more commit", seconds, "s", 3)
            row("of which all but reading the store", seconds - reading, "s", 0.5)
    finally:
        if options.keep is None:
            shutil.rmtree(work, ignore_errors=True)
    if failures:
        sys.exit("measure.py: missed: " + "; ".join(failures))


if __name__ == "__main__":
    main()
