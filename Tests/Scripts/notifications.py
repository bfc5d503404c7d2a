"""What reaches osascript, notify-send and the terminal, with hostile text; prints "N passed, N failed"."""

import os
import pty
import subprocess
import sys
import tempfile
from pathlib import Path

PERFTRACE = str(Path(os.environ["PERFTRACE"]).resolve())
TITLE = "\"; do shell script \"touch pwned\" -- $(touch pwned) `touch pwned`"
MESSAGE = "--help <b>&amp;</b> @everyone\n\"><img src=x onerror=alert(1)>"
RECORDER = '#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done >"$0.arguments"\necho 7\nexit ${RESULT:-0}\n'
failures = []
passed = 0


def check(name, found, expected):
    global passed
    if found == expected:
        passed += 1
    else:
        failures.append(f"FAIL: {name}\n  expected {expected!r}\n  found    {found!r}")


class Desk:
    def __init__(self, folder, programs):
        self.folder = folder
        folder.mkdir()
        for program in programs:
            (folder / program).write_text(RECORDER)
            (folder / program).chmod(0o755)
        self.environment = {"PATH": str(folder), "XDG_STATE_HOME": str(folder), "HOME": str(folder)}

    def run(self, *arguments, **more):
        return subprocess.run([PERFTRACE, *arguments], cwd=self.folder, capture_output=True, text=True,
                              stdin=subprocess.DEVNULL, env={**self.environment, **more}, timeout=60)

    def arguments(self, program):
        file = self.folder / f"{program}.arguments"
        return file.read_text().split("\0")[:-1] if file.exists() else None


def main(folder):
    mac = Desk(folder / "mac", ["osascript", "notify-send"])
    done = mac.run("notify", "--", TITLE, MESSAGE)
    check("osascript: status", done.returncode, 0)
    check("osascript: data is never part of the program", mac.arguments("osascript"), [
        "-e", "on run argv",
        "-e", "display notification (item 2 of argv) with title (item 1 of argv)",
        "-e", "end run", "--", TITLE, MESSAGE])
    check("osascript: nothing else is called", mac.arguments("notify-send"), None)

    linux = Desk(folder / "linux", ["notify-send"])
    linux.run("notify", "--urgency", "low", "--", TITLE, MESSAGE)
    escaped = MESSAGE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    check("notify-send: body escaped", linux.arguments("notify-send"), [
        "--app-name=perftrace", "--urgency=low", "--print-id", "--", TITLE, escaped])

    script = linux.folder / "$(touch pwned)<i>.sh"
    script.write_text("#!/bin/sh\nexit 3\n")
    script.chmod(0o755)
    done = linux.run("track", "--notify", "--store", "store", script.name)
    check("track: a failure is told", linux.arguments("notify-send"), [
        "--app-name=perftrace", "--urgency=critical", "--print-id", "--",
        "$(touch pwned)<i> failed", "no execution succeeded"])
    check("track: status", done.returncode, 0)
    for identifier in ([], ["--replace-id=7"]):
        linux.run("track-batch", "--notify", "--store", "store", "--runs", "2", ".", "*.sh")
        found = linux.arguments("notify-send")
        check("track-batch: takes the place of the last batch", found[:-3], [
            "--app-name=perftrace", "--urgency=critical", "--print-id", *identifier])
        check("track-batch: title", found[-2], "Batch finished with failures")
        check("track-batch: summary", [
            found[-1].startswith("1 script, 2 runs in "),
            found[-1].endswith("; 2 failed: $(touch pwned)&lt;i&gt;")], [True, True])

    done = linux.run("track", "--notify", "--store", "store", script.name, RESULT="1")
    check("a notification that fails never fails a run", done.returncode, 0)
    check("a notification that fails is told", "warning: cannot notify by notify-send" in done.stderr, True)

    bare = Desk(folder / "bare", [])
    check("no desktop, no terminal", bare.run("notify", "a", "b").returncode, 1)
    parent, child = pty.openpty()
    subprocess.run([PERFTRACE, "notify", "a\x1b[2J", "b"], cwd=bare.folder, env=bare.environment,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=child, timeout=60)
    check("terminal: OSC 9 and a bell, nothing of the text's own", os.read(parent, 1000), b"\x1b]9;a [2J: b\x07\x07")
    check("nothing was executed", [str(path) for path in folder.rglob("pwned")], [])


with tempfile.TemporaryDirectory() as name:
    main(Path(name))
print("\n".join(failures + [f"{passed} passed, {len(failures)} failed"]))
sys.exit(bool(failures))
