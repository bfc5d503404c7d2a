"""Runs the commands of a page, in order, in a repository made for it; prints "N passed, N failed"."""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

# `bun run NAME ARGUMENT...` of package.json, for machines without bun.
BUN = """#!/usr/bin/env python3
import json, os, sys
assert sys.argv[1] == "run"
command = json.load(open("package.json"))["scripts"][sys.argv[2]]
os.execvp("sh", ["sh", "-c", command + ' "$@"', "sh", *sys.argv[3:]])
"""
RECORDER = """#!/bin/sh
printf '%s\\n' "$@" >>"$NOTIFIED"
echo 1
"""
OLD = [{"script": "legacy-task", "execution_time": 4.23, "memory_usage_mb": 45.2, "exit_code": 0,
        "timestamp": "2025-07-05T05:30:00Z", "git_sha": "abc123def456", "git_branch": "main",
        "additional_metrics": {"real_time": 4.23, "user_time": 3.38, "sys_time": 0.85},
        "environment": {"os": "darwin", "cpu_cores": "8", "memory_total": "16.0"}}]


def executable(path, content):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content)
    path.chmod(0o755)


def main(page, desktop):
    text = Path(page).read_text()
    blocks = re.findall(r"^```(\w+)\n(.*?)^```", text, re.S | re.M)
    (package,) = [body for language, body in blocks if language == "json"]
    commands = [line for language, body in blocks if language == "sh" for line in body.splitlines() if line]
    assert set(json.loads(package)["scripts"]) == {
        "perf:track", "perf:track-batch", "perf:trends", "perf:traceability", "perf:notify"}
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tools, clone = folder / "tools", folder / "clone"
        for variable in ("PERFTRACE", "PERFSITE"):
            tools.mkdir(exist_ok=True)
            (tools / variable.lower()).symlink_to(Path(os.environ[variable]).resolve())
        executable(tools / "bun", BUN)
        executable(tools / desktop, RECORDER)
        environment = {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}", "NOTIFIED": str(folder / "notified"),
                       "XDG_STATE_HOME": str(folder), "GIT_CONFIG_GLOBAL": "/dev/null"}
        for variable in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"):
            environment.pop(variable, None)
        for person in ("AUTHOR", "COMMITTER"):
            environment[f"GIT_{person}_NAME"] = "A. Developer"
            environment[f"GIT_{person}_EMAIL"] = "a@example.org"

        def git(*arguments):
            subprocess.run(["git", *arguments], cwd=clone, env=environment, check=True, capture_output=True)

        clone.mkdir()
        git("init", "--quiet", "--initial-branch=main")
        subprocess.run(["git", "init", "--quiet", "--bare", str(folder / "remote.git")], check=True, env=environment)
        git("remote", "add", "origin", str(folder / "remote.git"))
        executable(clone / "scripts/llm-chat-context.sh", "#!/bin/sh\nsleep 0.02\n")
        executable(clone / "scripts/performance-monitor.sh", "#!/bin/sh\nsleep 0.01\n")
        (clone / "package.json").write_text(package)
        old = clone / "fossils/performance/granular_trace.json"
        old.parent.mkdir(parents=True)
        (folder / "old.json").write_text(json.dumps(OLD))
        git("add", "package.json", "scripts")
        git("commit", "--quiet", "-m", "Begin")
        for command in commands:
            if command.startswith("perftrace import granular"):
                old.write_text(json.dumps(OLD))
            done = subprocess.run(["sh", "-c", command], cwd=clone, env=environment, capture_output=True, text=True,
                                  stdin=subprocess.DEVNULL, timeout=60)
            if done.returncode == 0 and "error:" not in done.stderr:
                passed += 1
            else:
                failed += 1
                print(f"FAIL: {command}\n  exit status {done.returncode}\n{done.stdout}{done.stderr}")
        told = (folder / "notified").read_text() if (folder / "notified").exists() else ""
        for expected in ("llm-chat-context finished", "Batch finished", "2 scripts, 6 runs in ", "Test Complete"):
            if expected in told:
                passed += 1
            else:
                failed += 1
                print(f"FAIL: no notification by {desktop} says {expected!r}:\n{told}")
    return passed, failed


# Stand-ins disturb nobody's desktop; a Mac's own osascript would come before notify-send.
desktops = ["osascript"] if sys.platform == "darwin" else ["osascript", "notify-send"]
results = [main(sys.argv[1], desktop) for desktop in desktops]
passed, failed = (sum(numbers) for numbers in zip(*results))
print(f"{passed} passed, {failed} failed")
sys.exit(failed > 0)
