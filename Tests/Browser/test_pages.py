"""Each page as people meet it: from a folder, over HTTP, with and without JavaScript, offline, wide and narrow."""

import pytest
from pathlib import Path

WIDTHS = [320, 360, 768, 1440, 3840]


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_opens_without_a_complaint(page_file, opened, javascript, watch):
    site, file = page_file
    watched = watch(site, opened, javascript=javascript)
    page = watched.open(file)
    assert page.title().strip(), "has no title"
    assert page.locator("h1").count() == 1, "has no or several main headings"
    assert page.locator("h1").inner_text().strip(), "has an empty main heading"
    assert page.locator("main").inner_text().strip(), "is blank"
    watched.check()


def test_shows_its_charts_without_script(page_file, watch):
    site, file = page_file
    if file.parts[0] != "scripts" or len(file.parts) != 3:
        pytest.skip("not the page of a script")
    page = watch(site, javascript=False).open(file)
    charts = page.locator("main svg[role=img], main svg[role=group]")
    assert charts.count() > 0, "has no chart"
    box = charts.first.bounding_box()
    assert box["width"] > 200 and box["height"] > 60, f"its first chart is {box}"


def test_fits_every_width(page_file, watch):
    site, file = page_file
    page = watch(site, width=WIDTHS[0]).open(file)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, f"is {overflow} px wider than a window of {width} px"


def test_dark_is_dark_and_light_is_light(site, watch):
    def lightness(scheme):
        page = watch(site, scheme=scheme).open(Path("index.html"))
        colours = page.evaluate(
            "[document.body, document.documentElement].map(part => getComputedStyle(part).backgroundColor)"
        )
        colour = next(colour for colour in colours if colour != "rgba(0, 0, 0, 0)")
        return sum(float(part) for part in colour[colour.index("(") + 1 : -1].split(",")[:3]) / 3

    assert lightness("light") > 200
    assert lightness("dark") < 60


def test_prints_the_same_from_either_scheme(site, watch):
    page = watch(site).open(Path("index.html"))

    def colours(scheme):
        page.emulate_media(media="print", color_scheme=scheme)
        return page.evaluate(
            "['--ink', '--worse', '--better', '--series-1'].map("
            "name => getComputedStyle(document.documentElement).getPropertyValue(name))"
        )

    light, dark = colours("light"), colours("dark")
    page.emulate_media(media="screen", color_scheme="light")
    assert dark == light


@pytest.mark.parametrize("javascript", [True, False], ids=["with-script", "without-script"])
def test_leads_by_clicks_from_the_index_to_a_commit_and_back(site, opened, javascript, watch):
    watched = watch(site, opened, javascript=javascript)
    page = watched.open(Path("index.html"))

    page.locator("main a[href^='scripts/']").first.click()
    page.wait_for_url("**/scripts/**")
    assert page.locator("h1").inner_text().strip()

    page.locator("main table.executions a[href*='commits/']").first.click()
    page.wait_for_url("**/commits/**")
    assert page.locator("h1").inner_text().strip()

    page.locator("header a[href$='index.html']").first.click()
    page.wait_for_url(watched.base + "index.html")
    watched.check()
