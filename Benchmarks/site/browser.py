#!/usr/bin/env python3
"""Measures in Chromium how soon a site is there, and prints every figure beside what must be reached.

    browser.py --perfsite .build/release/perfsite --generator Benchmarks/store/make_fossils.py
               [--perftrace .build/release/perftrace --data FOLDER]

The pages are opened from a folder, as a double-click opens them, in a fresh profile each time. FOLDER holds
dvc-bench-data.js, dev/bench/data.js of treeverse/dvc-bench (branch gh-pages); without it a store of as many series as
long stands for it. Each figure is the median of several loads, for other programs share the machine.
"""

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from measure import failures, make, row

LOADS = 9

# Tells when the first picture of a page was painted, by the clock that the click before it was timed with.
WATCH = """
addEventListener("click", (event) => clicked(performance.timeOrigin + event.timeStamp), true);
(() => {
  const look = () => {
    const picture = document.querySelector("main figure .plot svg");
    const box = picture && picture.getBoundingClientRect();
    if (!box || box.width === 0 || box.top >= innerHeight) return requestAnimationFrame(look);
    // What this frame paints is on the screen when the next task after it runs.
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => painted(performance.timeOrigin + performance.now());
      channel.port2.postMessage(0);
    });
  };
  requestAnimationFrame(look);
})();
"""


def first_paint(browser, address):
    """Milliseconds from the start of navigation to the first contentful paint."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    page.goto(address, wait_until="load")
    # The pages forbid what Playwright's own waiting needs.
    paint = None
    while paint is None:
        page.wait_for_timeout(10)
        paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null")
    context.close()
    return paint


def longest_task(browser, address):
    """The longest task of the page's main thread while it loads and its scripts run, in milliseconds by the clock, and
    of the processor: other programs lengthen the first alone."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    page = context.new_page()
    browser.start_tracing(page=page, categories=["toplevel", "disabled-by-default-devtools.timeline", "__metadata"])
    page.goto(address, wait_until="load")
    page.wait_for_timeout(300)
    events = json.loads(browser.stop_tracing())["traceEvents"]
    context.close()
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        (event["dur"] / 1000, event.get("tdur", event["dur"]) / 1000)
        for event in events
        if event.get("ph") == "X" and event["name"].endswith("RunTask") and (event["pid"], event["tid"]) in mains
    ]
    if not tasks:
        sys.exit("browser.py: the trace holds no task of the main thread")
    return tuple(map(max, zip(*tasks)))


def chart_after_click(browser, address, number):
    """Milliseconds from a click on one of the index's scripts until the first chart of its page is painted."""
    times = {}
    context = browser.new_context(viewport={"width": 1280, "height": 900}, offline=True)
    context.expose_function("clicked", lambda time: times.setdefault("clicked", time))
    context.expose_function("painted", lambda time: times.update(painted=time))
    page = context.new_page()
    page.goto(address, wait_until="load")
    page.add_init_script(WATCH)
    page.reload(wait_until="load")
    links = page.locator("#scripts-table a[href^='scripts/']")
    # In the page: what moves a pointer to a link takes longer than what is measured.
    links.nth(number % links.count()).evaluate("(link) => link.click()")
    page.wait_for_url("**/scripts/**")
    for _ in range(500):
        if "painted" in times:
            break
        page.wait_for_timeout(10)
    context.close()
    if not {"clicked", "painted"} <= times.keys():
        sys.exit("browser.py: no chart was seen after a click")
    return times["painted"] - times["clicked"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--perfsite", required=True)
    parser.add_argument("--generator", required=True)
    parser.add_argument("--perftrace")
    parser.add_argument("--data", type=Path)
    options = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if chromium is None:
        sys.exit("browser.py: no Chromium is installed; bin/setup test installs one")
    work = Path(tempfile.mkdtemp(prefix="bench-browser-"))

    def index(store, name):
        subprocess.run([options.perfsite, "build", "--store", store, "--output", work / name], check=True,
                       stdout=subprocess.DEVNULL)  # fmt: skip
        return (work / name / "index.html").as_uri()

    try:
        many = index(make(options.generator, work / "many", 50_000, 500, 400, 6), "site-many")
        data = options.data and options.data / "dvc-bench-data.js"
        if data and data.is_file():
            subprocess.run([options.perftrace, "import", "auto", data, "--store", work / "wide"], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
            wide, words = index(work / "wide", "site-wide"), "355 series of dvc-bench"
        else:
            wide = index(make(options.generator, work / "wide", 9_156, 355, 26, 1), "site-wide")
            words = "355 series, generated"
        with sync_playwright() as playwright:
            # The sandbox needs rights that root in a container lacks; only our own pages are opened.
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            first_paint(browser, many)
            print("500 scripts, opened from a folder")
            row("first contentful paint of the index",
                statistics.median(first_paint(browser, many) for _ in range(LOADS)), "ms", 300)  # fmt: skip
            tasks = [longest_task(browser, many) for _ in range(LOADS)]
            row("longest task of the index", statistics.median(task for task, _ in tasks), "ms", 50)
            row("the same in processor time", statistics.median(time for _, time in tasks), "ms", 50)
            print(words)
            clicks = [chart_after_click(browser, wide, 37 * load) for load in range(LOADS)]
            row("first chart of a script's page after a click", statistics.median(clicks), "ms", 150)
            row("the slowest of these clicks", max(clicks), "ms")
            browser.close()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    if failures:
        sys.exit("browser.py: missed: " + "; ".join(failures))


if __name__ == "__main__":
    main()
