"""Makes a small repository with a history of real executions, and takes from it what the README shows.

    demonstration.py FOLDER [--runs N] [--quick]            makes FOLDER: commits, fossils, site
                            [--screenshot FILE]             a picture of its site's first page
                            [--update-readme | --check-readme]

Every commit changes an example for real, and every execution really happens, on the machine that this is run on.
The commands of README.md are run in FOLDER: --update-readme writes their output into the page, --check-readme
only sees that each of them works. PERFTRACE and PERFSITE name the programs.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

# Branch, subject, and what changes: file, text, its replacement.
HISTORY = [
    ("main", "Add the examples", []),
    ("main", "Say how long the journal is", [("journal.py", "records intact", "records are intact")]),
    ("main", "Name the slow requests", [("verbose-log.sh", "slow request ", "a slow request ")]),
    ("main", "Count primes up to three million", [
        ("prime-sieve.swift", "2_000_000", "3_000_000"),
        ("prime-sieve.swift", "148_933", "216_816"),
    ]),
    ("main", "Find words beyond ASCII", [("word-index.py", 'r"[a-z]+", sentence)', 'r"(?:[^\\W\\d_])+", sentence.casefold())')]),
    ("main", "Add seven pictures to the stack", [("picture-stack.py", "PICTURES = 4096, 3072, 25", "PICTURES = 4096, 3072, 32")]),
    ("main", "Follow the planets for another thousand years", [("n-body.js", "step < 300_000", "step < 400_000")]),
    ("main", "Make every tenth record durable", [("journal.py", "number % 100 == 99", "number % 10 == 9")]),
    ("main", "Tell the words by their first letters", [("word-index.py", "most_common(10)", "most_common(12)")]),
    ("main", "Go back to one hundred records at a time", [("journal.py", "number % 10 == 9", "number % 100 == 99")]),
    ("main", "Log in fewer words", [("verbose-log.sh", "answered with", "gave")]),
    ("planets", "Take larger steps", [
        ("n-body.js", "step < 400_000", "step < 200_000"),
        ("n-body.js", "advance(0.01)", "advance(0.02)"),
    ]),
]  # fmt: skip


def run(command, folder, **options):
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, **options)


def make_repository(folder, runs, quick):
    shutil.copytree(ROOT / "Examples", folder / "Examples")
    run(["git", "init", "--quiet", "--initial-branch", "main"], folder)
    (folder / ".gitignore").write_text("/fossils/\n/site/\n")
    (folder / "perftrace.yml").write_text((ROOT / "perftrace.yml").read_text())
    history = [HISTORY[0], HISTORY[6], HISTORY[11]] if quick else HISTORY
    for number, (branch, subject, changes) in enumerate(history):
        if number and branch != "main":
            run(["git", "switch", "--quiet", "--create", branch], folder)
        for file, text, replacement in changes:
            path = folder / "Examples" / file
            before = path.read_text()
            assert text in before, f"{file} no longer holds {text!r}"
            path.write_text(before.replace(text, replacement))
        run(["git", "add", "."], folder)
        identity = ["-c", "user.name=A. Developer", "-c", "user.email=developer@example.com"]
        run(["git", *identity, "commit", "--quiet", "--message", subject], folder)
        print(f"{number + 1} of {len(history)}: {subject}", file=sys.stderr)
        run([os.environ["PERFTRACE"], "track-batch", "Examples", "*", "--runs", str(runs)], folder)
    run([os.environ["PERFSITE"], "build"], folder)


def take_screenshot(folder, file):
    from playwright.sync_api import sync_playwright

    browsers = ["chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, browsers)))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 860})
        page.goto((folder / "site" / "index.html").as_uri())
        page.screenshot(path=file)
        browser.close()
    size = file.stat().st_size
    assert size < 150_000, f"{file} is {size} bytes large"
    print(f"{file}: {size} bytes", file=sys.stderr)


def run_readme(folder, update):
    """Runs each "$ command" of the README; what stands below it there is its output."""
    readme = ROOT / "README.md"
    programs = folder / "programs"
    programs.mkdir(exist_ok=True)
    for name in ["perftrace", "perfsite"]:
        link = programs / name
        link.unlink(missing_ok=True)
        link.symlink_to(Path(os.environ[name.upper()]).resolve())
    environment = {**os.environ, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "NO_COLOR": "1"}

    passed, failed = 0, 0

    def answer(block):
        nonlocal passed, failed
        lines = []
        for line in block.group(2).splitlines():
            if not line.startswith("$ "):
                continue
            result = subprocess.run(
                line[2:], cwd=folder, shell=True, env=environment, text=True, timeout=300,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )  # fmt: skip
            output = result.stdout.rstrip().splitlines()
            # A gate that finds something says so by 2; anything else is a command that does not work.
            works = result.returncode in (0, 2) and output
            passed += bool(works)
            failed += not works
            if not works:
                print(f"FAIL: {line[2:]}: exit status {result.returncode}\n{result.stdout}", file=sys.stderr)
            lines += ["" if lines else None, line, *output]
        return block.group(1) + "\n".join(line for line in lines if line is not None) + "\n" + block.group(3)

    text = readme.read_text()
    renewed = re.sub(r"(```console\n)(.*?)(```)", answer, text, flags=re.DOTALL)
    if update:
        readme.write_text(renewed.replace(str(folder), "."))
    print(f"{passed} passed, {failed} failed")
    return failed


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--quick", action="store_true", help="three commits instead of all")
    parser.add_argument("--screenshot", type=Path)
    readme = parser.add_mutually_exclusive_group()
    readme.add_argument("--update-readme", action="store_true")
    readme.add_argument("--check-readme", action="store_true")
    options = parser.parse_args()

    folder = options.folder.resolve()
    if not folder.exists():
        folder.mkdir(parents=True)
        make_repository(folder, options.runs, options.quick)
    if options.screenshot:
        take_screenshot(folder, options.screenshot)
    if options.update_readme or options.check_readme:
        return run_readme(folder, options.update_readme)
    return 0


if __name__ == "__main__":
    raise SystemExit(main() > 0)
