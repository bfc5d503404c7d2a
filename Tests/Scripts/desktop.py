"""A desktop made for this test: what arrives on its bus and in its notification service; prints "N passed, N failed".

The first argument is where a picture of the screen is put, for people to look at.
"""

import html
import os
import re
import signal
import struct
import subprocess
import sys
import tempfile
import time
import zlib
from pathlib import Path

from checks import equal, failures, finish

PERFTRACE = str(Path(os.environ["PERFTRACE"]).resolve())
TITLE = "\"; $(touch pwned) `touch pwned` <i>&amp;</i> @everyone %s \\n"
MESSAGE = "--help <b>bold?</b> &amp; C:\\new\\table\\303\\\n\"><img src=x onerror=alert(1)> <a href=\"http://x/\">%n</a> \\"
BUS = """<busconfig><type>session</type><listen>unix:dir={folder}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy>
</busconfig>"""
# Markup as desktops have it by default, and messages that stay, so that they can be counted.
DUNST = """[global]
width = 840
height = 400
origin = top-left
notification_limit = 0
stack_duplicates = false
idle_threshold = 0
history_length = 100
markup = full
format = "<b>%s</b>\\n%b"
font = DejaVu Sans 11
[urgency_low]
timeout = 0
[urgency_normal]
timeout = 0
[urgency_critical]
timeout = 0
frame_color = "#dd2222"
"""


def until(what, condition):
    """The first answer of `condition` that holds, within half a minute."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        if answer := condition():
            return answer
        time.sleep(0.02)
    raise SystemExit(f"FAIL: {what} within 30 s\n" + "\n".join(failures))


class Desktop:
    def __init__(self, folder):
        self.folder, self.programs = folder, []
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "XDG_STATE_HOME": str(folder / "state"),
                            "LC_ALL": "C.UTF-8"}
        number = self.start_telling(["Xvfb", "-screen", "0", "900x560x24", "-nolisten", "tcp", "-fbdir", str(folder)],
                                    "-displayfd")
        self.environment["DISPLAY"] = f":{number}"
        (folder / "bus.conf").write_text(BUS.format(folder=folder))
        self.environment["DBUS_SESSION_BUS_ADDRESS"] = self.start_telling(
            ["dbus-daemon", "--nofork", f"--config-file={folder}/bus.conf"], "--print-address")
        self.bus = folder / "bus"
        self.start(["dbus-monitor", "--session", "interface='org.freedesktop.Notifications'"], self.bus)
        until("the bus is watched", lambda: "NameAcquired" in self.bus.read_text())
        self.service_process = self.service()

    def service(self):
        """Starts the notification service; answers with its process."""
        (self.folder / "dunstrc").write_text(DUNST)
        process = self.start(["dunst", "-conf", str(self.folder / "dunstrc")], self.folder / "dunst.log")
        until("dunst answers", lambda: self.ask("count").isdecimal() or self.ask("count").startswith(" "))
        return process

    def start(self, command, log, **more):
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=self.folder, env=self.environment, stdin=subprocess.DEVNULL,
                                       stdout=output, stderr=output, **more)
        self.programs.append(process)
        return process

    def start_telling(self, command, option):
        """Starts a program that writes a line to the descriptor that `option` names, when it is ready."""
        told, tell = os.pipe()
        joined = [f"{option}={tell}"] if option.startswith("--") else [option, str(tell)]
        self.start([*command, *joined], self.folder / f"{command[0]}.log", pass_fds=[tell])
        os.close(tell)
        with os.fdopen(told) as file:
            line = file.readline().strip()
        assert line, (self.folder / f"{command[0]}.log").read_text()
        return line

    def stop(self):
        for process in reversed(self.programs):
            process.send_signal(signal.SIGTERM)
            process.wait(10)

    def run(self, *arguments, program=PERFTRACE, **more):
        return subprocess.run([program, *arguments], cwd=self.folder, env={**self.environment, **more},
                              stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60)

    def ask(self, *words):
        return self.run(*words, program="dunstctl").stdout

    def shown(self):
        return int(self.ask("count", "displayed"))

    def messages(self):
        """What was sent to the service so far, as (replaced identifier, summary, body, urgency)."""
        text = self.bus.read_text()
        calls = re.findall(
            r'member=Notify\n   string "perftrace"\n   uint32 (\d+)\n   string ""\n   string "(.*?)"\n   string "(.*?)"\n'
            r'   array \[\n   \](.*?)\n   int32 -?\d+\n', text, re.S)
        return [(int(replaced), summary, body, int(re.search(r'"urgency"\s+variant\s+byte (\d)', hints)[1]))
                for replaced, summary, body, hints in calls]

    def last(self, count):
        """The last message, when there are `count` of them."""
        return until(f"{count} messages were sent", lambda: len(self.messages()) == count and self.messages()[-1])

    def forget(self):
        """Lets the next messages be the first of their minute, and clears the screen."""
        (self.folder / "state/perftrace/notifications.json").unlink(missing_ok=True)
        self.ask("close-all")
        until("the screen is clear", lambda: self.shown() == 0)

    def drawn(self, summary):
        """The text with markup that the service drew for each message of a summary that was closed.

        `dunstctl history` would say it as JSON, but only where there is systemd.
        """
        text = self.run(
            "--session", "--print-reply", "--dest=org.freedesktop.Notifications", "/org/freedesktop/Notifications",
            "org.dunstproject.cmd0.NotificationListHistory", program="dbus-send").stdout
        entries = [dict(re.findall(r'string "(\w+)"\s+variant\s+string "(.*?)"\n +\)', entry, re.S))
                   for entry in re.split(r"\n      array \[", text)[1:]]
        return [entry["message"] for entry in entries if entry["summary"] == summary]


def picture(screen, target):
    """Writes the screen that Xvfb keeps in a file (X Window Dump, 32 bits a pixel) as PNG."""
    content = screen.read_bytes()
    header = struct.unpack(">25I", content[:100])
    size, width, height, stride, colours = header[0], header[4], header[5], header[12], header[19]
    start = size + 12 * colours
    rows = b""
    for y in range(height):
        row = content[start + y * stride:start + y * stride + 4 * width]
        pixels = bytearray(3 * width)
        pixels[0::3], pixels[1::3], pixels[2::3] = row[2::4], row[1::4], row[0::4]
        rows += b"\0" + pixels

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    target.write_bytes(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0))
                       + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def main(desktop, target):
    escaped = html.escape(MESSAGE, quote=False)
    for number, urgency in enumerate(["low", "normal", "critical"]):
        done = desktop.run("notify", "--urgency", urgency, "--", TITLE, MESSAGE)
        equal(f"{urgency}: status", (done.returncode, done.stderr), (0, ""))
        equal(f"{urgency}: what is sent", desktop.last(number + 1), (0, TITLE, escaped, number))
    equal("one below the other", desktop.shown(), 3)

    name = "$(touch pwned) <i>&\\n"
    script = desktop.folder / "scripts" / f"{name}.sh"
    script.parent.mkdir()
    script.write_text("#!/bin/sh\nexit 0\n")
    script.chmod(0o755)
    done = desktop.run("track", "--notify", "--store", "store", f"scripts/{script.name}")
    equal("track: status", done.returncode, 0)
    replaced, summary, body, urgency = desktop.last(4)
    equal("track: what is sent", (replaced, summary, urgency), (0, f"{name} finished", 1))
    equal("track: with timing", bool(re.fullmatch(r"[\d.]+ (µs|ms|s)", body)), True)
    script.write_text("#!/bin/sh\nexit 3\n")
    batch = ["track-batch", "--notify", "--store", "store", "--runs", "2", "scripts", "*.sh"]
    desktop.run(*batch)
    first = desktop.last(5)
    equal("batch: what is sent", (first[0], first[1], first[3]), (0, "Batch finished with failures", 2))
    equal("batch: the names of failed scripts are text", first[2].endswith("; 2 failed: $(touch pwned) &lt;i&gt;&amp;\\n"),
          True)
    equal("batch: beside the script's", desktop.shown(), 5)
    desktop.run(*batch)
    second = desktop.last(6)
    equal("a second batch names the one it replaces", second[0] > 0, True)
    equal("a second batch takes the place of the first", desktop.shown(), 5)
    picture(desktop.folder / "Xvfb_screen0", target)
    desktop.forget()
    # What is left of markup when it is drawn is what was written; the bold letters are the format's.
    equal("what is drawn", [html.unescape(re.sub("</?b>", "", text)) for text in desktop.drawn(TITLE)],
          [f"{TITLE}\n{MESSAGE}"] * 3)

    for number in range(7):
        done = desktop.run("notify", f"number {number}", "of many")
        equal("many: status", done.returncode, 0)
    equal("many: only so many a minute", (desktop.shown(), "held back" in done.stderr), (5, True))
    desktop.run("notify", "--urgency", "critical", "grave", "is never held back")
    equal("many: how many were held back is told",
          desktop.last(12)[2], "is never held back\n(2 earlier messages were held back)")
    desktop.forget()

    desktop.service_process.terminate()
    desktop.service_process.wait(10)
    done = desktop.run("track", "--notify", "--store", "store", f"scripts/{script.name}")
    equal("no service: the run succeeds", done.returncode, 0)
    equal("no service: a warning", "perftrace: warning: cannot notify by notify-send: " in done.stderr, True)
    equal("no service: told to who asked", desktop.run("notify", "a", "b").returncode, 1)
    equal("nothing was executed", [str(path) for path in desktop.folder.rglob("pwned*")], [])


with tempfile.TemporaryDirectory() as name:
    desktop = Desktop(Path(name))
    try:
        main(desktop, Path(sys.argv[1]))
    finally:
        desktop.stop()
finish()
