"""What reaches osascript, notify-send, the terminal and webhooks, with hostile text; prints "N passed, N failed"."""

import json
import os
import pty
import shutil
import subprocess
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from checks import equal, finish

PERFTRACE = str(Path(os.environ["PERFTRACE"]).resolve())
TITLE = "\"; do shell script \"touch pwned\" -- $(touch pwned) `touch pwned`"
MESSAGE = "--help <b>&amp;</b> @everyone\n\"><img src=x onerror=alert(1)>"
RECORDER = '#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done >"$0.arguments"\necho 7\nexit ${RESULT:-0}\n'


class Chat:
    """A server that takes the messages of webhooks, on 127.0.0.1; `statuses` are answered first."""

    def __init__(self, statuses=()):
        self.messages, statuses = [], list(statuses)

        class Handler(BaseHTTPRequestHandler):
            def do_POST(handler):
                body = json.loads(handler.rfile.read(int(handler.headers["Content-Length"])))
                self.messages.append((handler.path, handler.headers["Content-Type"], body))
                handler.send_response(statuses.pop(0) if statuses else 204)
                handler.end_headers()

            def log_message(self, *arguments):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/services/SECRET"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


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


def webhooks(folder):
    """The real curl posts to a server; the address, which is the secret, shows up nowhere."""
    desk = Desk(folder / "chat", ["notify-send"])
    curl = shutil.which("curl")
    # Remembers its arguments, as `ps` would show them to others on the machine.
    (desk.folder / "curl").write_text(f'#!/bin/sh\necho "$*" >>"$0.arguments"\nexec {curl} "$@"\n')
    (desk.folder / "curl").chmod(0o755)
    chat = Chat()
    ways = ["--webhook", "slack=CHAT", "--webhook", "discord=CHAT", "--webhook", "plain=CHAT"]
    done = desk.run("notify", *ways, "--", TITLE, MESSAGE, CHAT=chat.address)
    equal("webhooks: status", (done.returncode, done.stderr), (0, ""))
    escaped = [text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for text in (TITLE, MESSAGE)]
    equal("webhooks: what arrives", chat.messages, [("/services/SECRET", "application/json", body) for body in (
        {"text": f"*{escaped[0]}*\n{escaped[1]}"},
        {"content": f"**{TITLE}**\n{MESSAGE}", "allowed_mentions": {"parse": []}},
        {"title": TITLE, "message": MESSAGE, "kind": "custom", "urgency": "normal"})])
    (desk.folder / "perftrace.yml").write_text(
        "notify:\n  webhooks:\n    - format: plain\n      variable: CHAT\n")
    (desk.folder / "job.sh").write_text("#!/bin/sh\nexit 0\n")
    (desk.folder / "job.sh").chmod(0o755)
    track = ["track", "--notify", "--store", "store", "job.sh"]
    done = desk.run(*track, CHAT=chat.address)
    equal("webhooks: perftrace.yml names them", (done.returncode, chat.messages[-1][2]["title"]), (0, "job finished"))
    broken = Chat([404] * 9)
    told = []
    for address in (broken.address, "http://127.0.0.1:1/services/SECRET", "file:///services/SECRET", "", None):
        done = desk.run(*track, **({} if address is None else {"CHAT": address}))
        equal(f"webhooks: {address} never fails a run", done.returncode, 0)
        equal(f"webhooks: {address} is told", "perftrace: warning: cannot notify by curl (CHAT): " in done.stderr, True)
        told.append(done.stdout + done.stderr)
        (desk.folder / "perftrace/notifications.json").unlink()
    kept = "".join(file.read_text() for file in (desk.folder / "store").rglob("*.jsonl"))
    told += [kept, (desk.folder / "curl.arguments").read_text()]
    equal("webhooks: the secret is told to nobody", [text for text in told if "SECRET" in text], [])


def main(folder):
    mac = Desk(folder / "mac", ["osascript", "notify-send"])
    done = mac.run("notify", "--", TITLE, MESSAGE)
    equal("osascript: status", done.returncode, 0)
    equal("osascript: data is never part of the program", mac.arguments("osascript"), [
        "-e", "on run argv",
        "-e", "display notification (item 2 of argv) with title (item 1 of argv)",
        "-e", "end run", "--", TITLE, MESSAGE])
    equal("osascript: nothing else is called", mac.arguments("notify-send"), None)
    program = ["-e", "on run argv", "-e", "display notification (item 2 of argv) with title (item 1 of argv)"]
    alarm = [*program[:3], program[3] + ' sound name "Basso"', "-e", "end run", "--"]
    name = '" & (do shell script "touch pwned") & $(touch pwned)'
    script = mac.folder / f"{name}.sh"
    script.write_text("#!/bin/sh\nexit 0\n")
    script.chmod(0o755)
    (mac.folder / "git").symlink_to(shutil.which("git"))
    identity = ["-c", "user.name=A. Developer", "-c", "user.email=a@example.org"]
    for words in (["init", "--quiet"], [*identity, "commit", "--quiet", "--allow-empty", "-m", "Begin"]):
        subprocess.run(["git", *words], cwd=mac.folder, check=True)
    for command in (["track", script.name], ["track-batch", ".", "*.sh"]):
        mac.run(command[0], "--notify", "--store", "store", "--runs", "2", *command[1:])
        found = mac.arguments("osascript")
        equal(f"osascript: {command[0]}", found[:-1], [
            *program, "-e", "end run", "--", f"{name} finished" if command[0] == "track" else "Batch finished"])
    equal("osascript: batch's summary", found[-1].startswith("1 script, 2 runs in "), True)
    mac.run("check", "--notify", "--store", "store", "--max-time", "1us")
    found = mac.arguments("osascript")
    equal("osascript: an exceeded limit sounds", found[:-1], [*alarm, "Limit exceeded"])
    equal("osascript: which one", found[-1].startswith(f"{name}: wall time is "), True)
    script.write_text("#!/bin/sh\nexit 1\n")
    mac.run("track", "--notify", "--store", "store", script.name)
    equal("osascript: a failure sounds", mac.arguments("osascript"), [
        *alarm, f"{name} failed", "no execution succeeded"])

    linux = Desk(folder / "linux", ["notify-send"])
    linux.run("notify", "--urgency", "low", "--", TITLE, MESSAGE)
    escaped = MESSAGE.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    equal("notify-send: body escaped", linux.arguments("notify-send"), [
        "--app-name=perftrace", "--urgency=low", "--print-id", "--", TITLE, escaped])

    script = linux.folder / "$(touch pwned)<i>.sh"
    script.write_text("#!/bin/sh\nexit 3\n")
    script.chmod(0o755)
    done = linux.run("track", "--notify", "--store", "store", script.name)
    equal("track: a failure is told", linux.arguments("notify-send"), [
        "--app-name=perftrace", "--urgency=critical", "--print-id", "--",
        "$(touch pwned)<i> failed", "no execution succeeded"])
    equal("track: status", done.returncode, 0)
    for identifier in ([], ["--replace-id=7"]):
        linux.run("track-batch", "--notify", "--store", "store", "--runs", "2", ".", "*.sh")
        found = linux.arguments("notify-send")
        equal("track-batch: takes the place of the last batch", found[:-3], [
            "--app-name=perftrace", "--urgency=critical", "--print-id", *identifier])
        equal("track-batch: title", found[-2], "Batch finished with failures")
        equal("track-batch: summary", [
            found[-1].startswith("1 script, 2 runs in "),
            found[-1].endswith("; 2 failed: $(touch pwned)&lt;i&gt;")], [True, True])

    done = linux.run("track", "--notify", "--store", "store", script.name, RESULT="1")
    equal("a notification that fails never fails a run", done.returncode, 0)
    equal("a notification that fails is told", "warning: cannot notify by notify-send" in done.stderr, True)

    webhooks(folder)

    bare = Desk(folder / "bare", [])
    equal("no desktop, no terminal", bare.run("notify", "a", "b").returncode, 1)
    parent, child = pty.openpty()
    subprocess.run([PERFTRACE, "notify", "a\x1b[2J", "b"], cwd=bare.folder, env=bare.environment,
                   stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=child, timeout=60)
    equal("terminal: OSC 9 and a bell, nothing of the text's own", os.read(parent, 1000), b"\x1b]9;a [2J: b\x07\x07")
    equal("nothing was executed", [str(path) for path in folder.rglob("pwned")], [])


with tempfile.TemporaryDirectory() as name:
    main(Path(name))
finish()
