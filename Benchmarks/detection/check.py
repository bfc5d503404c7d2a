#!/usr/bin/env python3
"""Holds `perftrace changepoints` and `perftrace judge` against what they must reach; ends with 1 where they do not.

  check.py [--seeds 20260102,1,2,3] [--reps 1000] [--only series,speed,gate] PERFTRACE

Each figure is told for every seed and as their mean, and the mean is held against the bound. The gate's seeds follow the
series' (one more). Speed: a thousand series of a thousand points, the best of three, on the processors that there are.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np

from lines import table

HERE = os.path.dirname(os.path.abspath(__file__))

# name, key, bound, whether greater is better
SERIES = [
    ("quiet series: false alarms per 1000 points", "false_alarms_per_1000", 0.05, False),
    ("steps: F1", "f1", 0.815, True),
    ("steps: precision", "precision", 0.93, True),
    ("steps: recall", "recall", 0.695, True),
    ("steps of 2-5 sigma found", "2-5", 0.95, True),
    ("steps over 5 sigma found", ">5", 0.995, True),
    ("replay: false alarms per 1000 arrivals", "false_alarms_per_1000_arrivals", 0.6, False),
    ("replay: median delay in points", "median_delay", 4, False),
    ("alarms per slow drift", "alarms_per_ramp", 1.1, False),
]
ONE_STAGE = [
    ("one stage: false fails", 0, 0.009, False),
    ("one stage: worst cell", 1, 0.015, False),
    ("one stage: +10 % found, CV <= 5 %", 7, 0.92, True),
    ("one stage: +5 % found, CV <= 3 %", 6, 0.71, True),
]
TWO_STAGES = [
    ("two stages: false fails", 0, 0.0005, False),
    ("two stages: +10 % found, CV <= 5 %", 7, 0.98, True),
    ("two stages: +5 % found, CV <= 3 %", 6, 0.80, True),
]


def python(script, *arguments):
    return subprocess.run([sys.executable, os.path.join(HERE, script), *arguments], check=True,
                          stdout=subprocess.PIPE).stdout


def series(program, seed, folder):
    out = os.path.join(folder, str(seed))
    python("make_series.py", "--seed", str(seed), out)
    found = json.loads(python("score.py", out, "--json", "--label", "ours", "--", program, "changepoints"))["ours"]
    return {**found, **found["found_by_effect_over_cv"]}


def gate(program, seed, reps, *more):
    out = python("gate.py", "--json", "--no-peers", "--seed", str(seed), "--reps", str(reps), *more, "--", program, "judge")
    return json.loads(out)["figures"]["10x10"]


def rows(figures, wanted, seeds):
    """rows of a table, and how many bounds are missed"""
    out, missed = [], 0
    for name, key, bound, greater in wanted:
        values = [figures[s][key] for s in seeds]
        mean = float(np.mean(values))
        fine = mean >= bound if greater else mean <= bound
        missed += not fine
        out.append([name, (">= " if greater else "<= ") + "%g" % bound] + ["%.4g" % v for v in values]
                   + ["%.4g" % mean, "yes" if fine else "NO"])
    return out, missed


def speed(program, folder):
    """seconds for a thousand series of a thousand points, and milliseconds for one of them"""
    rng = np.random.default_rng(1)
    path = os.path.join(folder, "speed.jsonl")
    with open(path, "w") as fp:
        for i in range(1000):
            x = rng.normal(0, 0.03, 1000)
            for c in rng.integers(30, 970, 3):
                x[c:] += rng.normal(0, 0.1)
            fp.write(json.dumps({"name": str(i), "values": [float("%.6g" % v) for v in 100 * np.exp(x)]}) + "\n")
    best = []
    for command in ([program, "changepoints"], ["taskset", "-c", "0", program, "changepoints"]):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            with open(path, "rb") as fp:
                subprocess.run(command, stdin=fp, stdout=subprocess.DEVNULL, check=True)
            times.append(time.perf_counter() - start)
        best.append(min(times))
    return best


def main():
    a = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    a.add_argument("--seeds", default="20260102,1,2,3")
    a.add_argument("--reps", type=int, default=1000)
    a.add_argument("--only", default="series,speed,gate")
    a.add_argument("program", metavar="PERFTRACE")
    a = a.parse_args()
    seeds, parts, missed = [int(s) for s in a.seeds.split(",")], a.only.split(","), 0
    head = ["figure", "must be"] + ["seed %d" % s for s in seeds] + ["mean", "reached"]
    with tempfile.TemporaryDirectory() as folder:
        if "series" in parts:
            found, less = rows({s: series(a.program, s, folder) for s in seeds}, SERIES, seeds)
            table(head, found)
            missed += less
        if "speed" in parts:
            both, one = speed(a.program, folder)
            table(["speed", "must be", "seconds", "reached"],
                  [["1000 series of 1000 points, %d processors" % os.cpu_count(), "< 0.7", "%.3f" % both,
                    "yes" if both < 0.7 else "NO"],
                   ["1000 points, one processor (a thousandth of 1000 series)", "< 0.001", "%.6f" % (one / 1000),
                    "yes" if one < 1 else "NO"]])
            missed += (both >= 0.7) + (one >= 1)
        if "gate" in parts:
            again = [s + 1 for s in seeds]
            for wanted, more in ((ONE_STAGE, []), (TWO_STAGES, ["--two-stage"])):
                found, less = rows({s: gate(a.program, s, a.reps, *more) for s in again}, wanted, again)
                table(["figure", "must be"] + ["seed %d" % s for s in again] + ["mean", "reached"], found)
                missed += less
    if missed:
        sys.exit("check.py: error: %d figures miss their bounds" % missed)


if __name__ == "__main__":
    main()
