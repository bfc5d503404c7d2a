"""What the scripts of this folder count and tell: checks that hold, and those that don't, with what was found."""

import sys

failures = []
passed = 0


def check(name, holds, shown=""):
    """Counts a condition; `shown` is told where it does not hold."""
    global passed
    if holds:
        passed += 1
    else:
        failures.append(f"FAIL: {name}\n{str(shown)[:2000]}")


def equal(name, found, expected):
    """Counts whether two values are the same."""
    check(name, found == expected, f"  expected {expected!r}\n  found    {found!r}")


def finish():
    """Prints what failed and "N passed, N failed", and ends the script."""
    print("\n".join(failures + [f"{passed} passed, {len(failures)} failed"]))
    sys.exit(bool(failures))
