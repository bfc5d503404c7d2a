#!/usr/bin/env python3
"""What the store must survive, done to the built perftrace ($PERFTRACE). Prints one line a trial and exits 1 if one fails.

    survive.py [NAME...] [--kills 300] [--seed N]
"""
import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import time

PERFTRACE = os.environ["PERFTRACE"]


class Failure(Exception):
    pass


def expect(condition, message):
    if not condition:
        raise Failure(message)


def perftrace(*arguments, **options):
    return subprocess.run([PERFTRACE, *arguments], capture_output=True, text=True, **options)


def stored(store):
    """How often each id stands in the store's whole lines, read by Python alone."""
    counts = collections.Counter()
    for path in pathlib.Path(store).rglob("*.jsonl"):
        for line in path.read_bytes().split(b"\n"):
            try:
                counts[json.loads(line)["id"]] += 1
            except (ValueError, KeyError, TypeError):
                continue
    return counts


def reported(text):
    """Ids of the fossils that `track --format json` printed as whole lines."""
    return [json.loads(line)["id"] for line in text.split("\n")[:-1] if line]


def kill_tracking(folder, options):
    """Every execution that was reported is stored once, whenever track is killed."""
    store = folder + "/fossils"
    start = time.perf_counter()
    perftrace("track", "--store", folder + "/first", "--", "true", cwd=folder)
    length = time.perf_counter() - start

    def one(number):
        # From before the first execution to well into them.
        delay = random.Random(f"{options.seed}-{number}").uniform(length / 2, length * 1.3 + 0.1)
        with open(f"{folder}/out-{number}", "w+") as output:
            process = subprocess.Popen(
                [PERFTRACE, "track", "--store", store, "--runs", "100000", "--format", "json", "--", "true"],
                stdout=output, stderr=subprocess.DEVNULL, cwd=folder)
            time.sleep(delay)
            process.kill()
            process.wait()
            output.seek(0)
            return reported(output.read())

    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        seen = [id for ids in pool.map(one, range(options.kills)) for id in ids]
    counts = stored(store)
    expect(len(seen) > options.kills, f"only {len(seen)} executions were reported")
    expect(len(set(seen)) == len(seen), "an id was reported twice")
    lost = [id for id in seen if counts[id] != 1]
    expect(not lost, f"{len(lost)} of {len(seen)} reported fossils are not there once")
    verify = perftrace("fossils", "verify", "--store", store)
    expect(verify.returncode in (0, 2), verify.stderr)
    if verify.returncode == 2:
        perftrace("fossils", "verify", "--repair", "--store", store)
        expect(perftrace("fossils", "verify", "--store", store).returncode == 0, "repair left damage")
        expect(all(stored(store)[id] == 1 for id in seen), "repair lost a fossil")
    return f"{options.kills} kills, {len(seen)} reported fossils, each there once"


def made_fossil(number):
    when = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(1700000000 + number * 40000))
    return {"schema": 1, "id": f"{number:08x}-0000-7000-8000-000000000000", "script": f"s{number % 7}",
            "timestamp": when + ".000Z", "execution_time": 1.5, "exit_code": 0}


def make_store(store, fossils, files):
    for index in range(files):
        part = [made_fossil(number) for number in range(index, fossils, files)]
        path = pathlib.Path(store, "performance/traces/2023", f"{11 + index % 2}", f"f{index}.jsonl")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(json.dumps(fossil, separators=(",", ":")) + "\n" for fossil in part))


def contents(store):
    return {str(path.relative_to(store)): path.read_bytes()
            for path in sorted(pathlib.Path(store).rglob("*")) if path.is_file()}


def kill_compaction(folder, options):
    """No fossil is ever lost by compacting, and finishing what was killed gives the same bytes."""
    make_store(folder + "/source", 400, 24)
    shutil.copytree(folder + "/source", folder + "/reference")
    start = time.perf_counter()
    expect(perftrace("fossils", "compact", "--store", folder + "/reference").returncode == 0, "compact failed")
    length = time.perf_counter() - start
    reference = contents(folder + "/reference")
    expect(len(reference) > 1 and all("/archive/" in name for name in reference), f"not all was rolled up: {list(reference)}")
    ids = set(stored(folder + "/source"))

    def one(number):
        random_number = random.Random(f"{options.seed}-compact-{number}")
        store = f"{folder}/store-{number}"
        shutil.copytree(folder + "/source", store)
        process = subprocess.Popen([PERFTRACE, "fossils", "compact", "--store", store],
                                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(random_number.uniform(0, length * 1.2))
        process.kill()
        expect(set(stored(store)) == ids, f"kill {number} lost fossils")
        changed = process.wait() != 0 and contents(store) != contents(folder + "/source")
        statistics = json.loads(perftrace("fossils", "stats", "--format", "json", "--store", store).stdout)
        expect(statistics["fossils"] == len(ids) and statistics["damaged"] == 0,
               f"kill {number}: the history has {statistics}")
        expect(perftrace("fossils", "compact", "--store", store).returncode == 0, "compacting again failed")
        left = {name: data for name, data in contents(store).items() if not name.endswith(".tmp")}
        expect(left == reference, f"kill {number}: compacting again gives other files: {sorted(left)}")
        shutil.rmtree(store)
        return changed

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        changed = sum(pool.map(one, range(options.kills)))
    return f"{options.kills} kills, {changed} of them in the middle of the work, no fossil lost"


def sixteen_writers(folder, options):
    """Sixteen processes track into one store at once."""
    store = folder + "/fossils"
    processes = [
        subprocess.Popen([PERFTRACE, "track", "--store", store, "--runs", "20", "--format", "json", "--", "true"],
                         stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder)
        for _ in range(16)]
    seen = []
    for process in processes:
        output, _ = process.communicate()
        expect(process.returncode == 0, f"a writer ended with {process.returncode}")
        seen += reported(output)
    counts = stored(store)
    expect(len(set(seen)) == 320, f"{len(set(seen))} of 320 executions were reported")
    expect(counts == collections.Counter(seen), "stored and reported fossils differ")
    expect(len(contents(store)) == 16, "not one file a writer")
    return "16 writers, 320 fossils, each there once"


def git(*arguments, cwd):
    return subprocess.run(["git", *arguments], cwd=cwd, check=True, capture_output=True, text=True).stdout


def eight_clones(folder, options):
    """Eight clones push fifty files each to one bare remote at once."""
    git("init", "--quiet", "--bare", "hub.git", cwd=folder)
    pushes = options.pushes

    def one(clone):
        path = f"{folder}/clone-{clone}"
        git("clone", "--quiet", folder + "/hub.git", path, cwd=folder)
        for number in range(pushes):
            fossil = made_fossil(clone * 1000 + number)
            target = pathlib.Path(path, "fossils/performance/traces/2023/11", f"c{clone}-{number}.jsonl")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(json.dumps(fossil) + "\n")
            push = perftrace("fossils", "push", cwd=path)
            expect(push.returncode == 0, f"push {number} of clone {clone}: {push.stderr}")

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(8)))
    git("clone", "--quiet", "--branch", "perf-fossils", folder + "/hub.git", "result", cwd=folder)
    counts = stored(folder + "/result")
    wanted = {made_fossil(clone * 1000 + number)["id"] for clone in range(8) for number in range(pushes)}
    expect(set(counts) == wanted, f"{len(wanted - set(counts))} fossils were lost")
    expect(set(counts.values()) == {1}, "a fossil is there twice")
    commits = int(git("rev-list", "--count", "HEAD", cwd=folder + "/result"))
    expect(commits == 8 * pushes, f"{commits} commits for {8 * pushes} pushes")
    pulled = perftrace("fossils", "pull", "--store", folder + "/pulled", cwd=folder + "/clone-0")
    expect(pulled.returncode == 0 and set(stored(folder + "/pulled")) == wanted, f"pull: {pulled.stderr}")
    return f"8 clones, {8 * pushes} pushes, nothing lost, nothing twice"


def full_disk(folder, options):
    """A full disk is an error, the fossil is printed, and what was stored is whole."""
    store = folder + "/disk/fossils"
    os.mkdir(folder + "/disk")
    track = [PERFTRACE, "track", "--store", store, "--runs", "500", "--format", "json", "--", "true"]
    probe = subprocess.run(["unshare", "-rm", "true"], capture_output=True) if shutil.which("unshare") else None
    if probe is not None and probe.returncode == 0:
        kind = "a tmpfs of 64 KiB"
        script = 'mount -t tmpfs -o size=64k none "$0/disk" && { "$@"; status=$?; cp -r "$0/disk/fossils" "$0/kept"; exit $status; }'
        result = subprocess.run(["unshare", "-rm", "sh", "-c", script, folder, *track],
                                capture_output=True, text=True, cwd=folder)
        kept, why = folder + "/kept", "no space left on device"
    else:
        kind = "RLIMIT_FSIZE"
        result = subprocess.run(["sh", "-c", 'ulimit -f 32; exec "$@"', "sh", *track],
                                capture_output=True, text=True, cwd=folder)
        kept, why = store, "file too large"
    expect(result.returncode == 1, f"{kind}: exit status {result.returncode}: {result.stderr[-300:]}")
    expect(why in result.stderr, f"{kind}: {result.stderr[-300:]}")
    lines = [line for line in result.stderr.split("\n") if line.startswith('{"schema"')]
    expect(len(lines) == 1, f"{kind}: the fossil that did not fit was printed {len(lines)} times")
    printed, seen, counts = json.loads(lines[0])["id"], reported(result.stdout), stored(kept)
    expect(printed not in counts and set(counts) == set(seen) and len(seen) > 5,
           f"{kind}: {len(counts)} stored, {len(seen)} reported")
    expect(perftrace("fossils", "verify", "--store", kept).returncode == 0, f"{kind}: damage was left")
    return f"{kind}: {len(seen)} fossils stored whole, the one that did not fit printed"


def size_limit(folder, options):
    """A limit of file sizes is met like a full disk."""
    store = folder + "/fossils"
    result = subprocess.run(
        ["sh", "-c", 'ulimit -f 32; exec "$@"', "sh", PERFTRACE, "track", "--store", store, "--runs", "500",
         "--format", "json", "--", "true"], capture_output=True, text=True, cwd=folder)
    expect(result.returncode == 1 and "file too large" in result.stderr,
           f"exit status {result.returncode}: {result.stderr[-300:]}")
    expect(set(stored(store)) == set(reported(result.stdout)), "stored and reported fossils differ")
    expect(perftrace("fossils", "verify", "--store", store).returncode == 0, "damage was left")
    return f"{len(stored(store))} fossils stored whole"


def read_only(folder, options):
    """A store that cannot be written is known before anything is executed."""
    os.mkdir(folder + "/disk")
    command = [PERFTRACE, "track", "--store", folder + "/disk/fossils", "--", "touch", folder + "/executed"]
    if os.geteuid() != 0:
        os.chmod(folder + "/disk", 0o555)
        result = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        os.chmod(folder + "/disk", 0o755)
    else:
        result = subprocess.run(
            ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o ro none "$0/disk" && exec "$@"', folder, *command],
            capture_output=True, text=True, cwd=folder)
        if "mount" in result.stderr or "unshare" in result.stderr:
            return "not tried: this root may not mount"
    expect(result.returncode == 1, f"exit status {result.returncode}")
    expect("cannot create" in result.stderr and "hint: " in result.stderr, result.stderr)
    expect(not os.path.exists(folder + "/executed"), "the command was executed")
    return "refused before anything was executed"


TRIALS = [kill_tracking, kill_compaction, sixteen_writers, eight_clones, full_disk, size_limit, read_only]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(trial.__name__ for trial in TRIALS))
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--pushes", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    passed = failed = 0
    for trial in TRIALS:
        if options.names and trial.__name__ not in options.names:
            continue
        start = time.perf_counter()
        with tempfile.TemporaryDirectory() as folder:
            try:
                words = trial(folder, options)
                passed += 1
            except Failure as failure:
                words = f"FAILED: {failure}"
                failed += 1
        print(f"{trial.__name__}: {words} ({time.perf_counter() - start:.0f} s)", flush=True)
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
