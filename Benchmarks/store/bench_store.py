#!/usr/bin/env python3
"""Measures the store of the built perftrace ($PERFTRACE) and fails where it does not reach what it must.

A million fossils are generated once below the system's temporary folder; --executions makes it quicker.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
PERFTRACE = os.environ["PERFTRACE"]
failures = 0


def report(what, value, unit, limit):
    global failures
    reached = value < limit
    failures += not reached
    print(f"{'ok  ' if reached else 'FAIL'}  {what}: {value:.2f} {unit}, must be under {limit:.2f} {unit}")


def run(arguments, **options):
    """Seconds of wall time and peak RSS in MiB of a command."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, **options)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{arguments[0]} failed with {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def best(count, arguments, **options):
    runs = [run(arguments, **options) for _ in range(count)]
    return min(seconds for seconds, _ in runs), max(peak for _, peak in runs)


def load(executions):
    store = pathlib.Path(tempfile.gettempdir()) / f"perftrace-bench-{executions}"
    if not (store / "truth.json").exists():
        shutil.rmtree(store, ignore_errors=True)
        commits = max(executions // 200, 1)
        subprocess.run(
            [sys.executable, HERE / "make_fossils.py", store, "--executions", str(executions),
             "--scripts", "1000", "--commits", str(commits)], check=True)
    files = [str(path) for path in sorted(store.rglob("*.jsonl"))]
    size = sum(os.path.getsize(path) for path in files)
    print(f"{executions} fossils, {size / 1e9:.2f} GB, {len(files)} files")
    with open(os.devnull, "wb") as nothing:
        cat, _ = best(3, ["cat", *files], stdout=nothing)
        lines, _ = best(3, ["wc", "-l", *files], stdout=nothing)
        seconds, peak = best(
            5, [PERFTRACE, "fossils", "stats", "--store", str(store)], stdout=nothing)
    print(f"      cat {cat:.2f} s, wc -l {lines:.2f} s")
    share = executions / 1_000_000
    report("load into the history (`fossils stats`)", seconds, "s", 2.5 * share)
    report("load against cat and wc -l", seconds / (cat + lines), "times", 4)
    report("peak memory of loading", peak, "MiB", 400)


BARE = """
import os, sys
descriptor = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)
for _ in range(200):
    os.write(descriptor, b'{"schema' + b"x" * 1000 + b"\\n")
    os.fsync(descriptor)
"""


def traced(folder, arguments):
    """Seconds of each write of a fossil with the sync behind it, by strace's clock."""
    trace = folder + "/trace"
    subprocess.run(["strace", "-f", "-T", "-e", "trace=write,fsync", "-o", trace, *arguments],
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    appends, last, unfinished = [], {}, {}
    for entry in open(trace, errors="replace"):
        pid, _, call = entry.partition(" ")
        call = call.strip()
        if call.endswith("<unfinished ...>"):
            unfinished[pid] = call
            continue
        if call.startswith("<..."):
            call = unfinished.pop(pid, "") + call
        if not call.endswith(">"):
            continue
        seconds = float(call[call.rindex("<") + 1:-1])
        if call.startswith("write(") and '"{\\"schema' in call and "write(1," not in call:
            last[pid] = seconds
        elif call.startswith("fsync(") and pid in last:
            appends.append(last.pop(pid) + seconds)
    appends.sort()
    return appends[len(appends) // 2], len(appends)


def append():
    """What `track` does to store a fossil against a bare write and fsync of the same length, both under strace."""
    if not shutil.which("strace"):
        print("      append: not measured, there is no strace")
        return
    with tempfile.TemporaryDirectory(dir=os.getcwd()) as folder:
        bare, _ = traced(folder, [sys.executable, "-c", BARE, folder + "/bare"])
        stored, count = traced(
            folder, [PERFTRACE, "track", "--store", folder + "/fossils", "--runs", "200", "--", "true"])
        print(f"      bare write and fsync {bare * 1000:.3f} ms, {count} appends {stored * 1000:.3f} ms (medians)")
        report("append one fossil, synced, against a bare write and fsync", stored / bare, "times", 2)


def growth():
    """Packed bytes of the branch for each pushed invocation of 15 scripts."""
    with tempfile.TemporaryDirectory() as folder:
        def git(*arguments, cwd=folder):
            return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout
        git("init", "--quiet", "--bare", "hub.git")
        git("init", "--quiet", "user")
        user = folder + "/user"
        git("remote", "add", "origin", "../hub.git", cwd=user)
        # As densely as a project measures that has 5,000 commits in three years.
        count, commits = 60, 5000
        subprocess.run(
            [sys.executable, HERE / "make_fossils.py", folder + "/made", "--executions", str(commits * 15),
             "--scripts", "15", "--commits", str(commits), "--branches", "0"], check=True)
        def packed():
            git("-c", "gc.pruneExpire=now", "gc", "--quiet", "--prune=now", cwd=folder + "/hub.git")
            return sum(p.stat().st_size for p in pathlib.Path(folder, "hub.git/objects/pack").iterdir()
                       if p.suffix in (".pack", ".idx"))
        made = sorted(pathlib.Path(folder, "made").rglob("*.jsonl"))[-count:]
        first = 0
        for number, path in enumerate(made):
            target = pathlib.Path(user, "fossils", path.relative_to(pathlib.Path(folder, "made")))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
            subprocess.run([PERFTRACE, "fossils", "push"], cwd=user, check=True, stdout=subprocess.DEVNULL)
            if number == 9:
                first = packed()
        report("growth of the branch, packed, a pushed invocation of 15 scripts",
               (packed() - first) / (len(made) - 10) / 1024, "KiB", 2)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--executions", type=int, default=1_000_000)
    options = arguments.parse_args()
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    load(options.executions)
    append()
    growth()
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
