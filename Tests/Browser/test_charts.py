"""What the script adds to a trend chart: readout, zoom with its state in the address, keyboard, switching lines."""

import pytest


def trend_page(site, lines=1):
    """The first script page whose first chart has points to follow, and at least so many lines."""
    for page in site.pages():
        if page.parts[0] != "scripts":
            continue
        text = (site.folder / page).read_text()
        if 'id="trend-0"' in text and text.count('class="hit"') >= 5 and text.count("<li data-line=") >= lines:
            return page
    pytest.skip("no script page has such a chart")


# What is written in each picture: pairs of texts that cover each other, texts that reach beyond the page, labels of an axis
# that are there twice. Boxes are as wide as the words and as high as small letters without what hangs below them.
UNREADABLE = """
(() => {
  const found = [];
  for (const svg of document.querySelectorAll(".chart .plot > svg, .chart .scroll > svg")) {
    const name = svg.closest("figure").querySelector(".chart-title").textContent;
    const texts = [...svg.querySelectorAll("text")]
      .filter((text) => text.textContent.trim() && text.checkVisibility())
      .map((text) => ({ text: text.textContent, kind: text.getAttribute("class") ?? "", box: text.getBoundingClientRect() }));
    const scrolls = svg.closest(".scroll") !== null;
    for (const [index, one] of texts.entries()) {
      if (!scrolls && (one.box.left < 0 || one.box.right > document.documentElement.clientWidth)) {
        found.push(`${name}: “${one.text}” reaches beyond the page`);
      }
      for (const other of texts.slice(index + 1)) {
        const wide = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const high = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (wide > 1 && high > 3) found.push(`${name}: “${one.text}” and “${other.text}” cover each other`);
      }
    }
    const values = texts.filter(({ kind }) => kind === "value").map(({ text }) => text);
    for (const value of new Set(values)) {
      if (values.filter((other) => other === value).length > 1) found.push(`${name}: “${value}” is on the axis twice`);
    }
  }
  return found;
})()
"""


@pytest.mark.parametrize("width", [360, 1440])
def test_every_word_in_a_chart_can_be_read(page_file, width, watch):
    site, file = page_file
    page = watch(site, javascript=False, width=width).open(file)
    found = page.evaluate(UNREADABLE)
    assert not found, "\n".join(found[:20])


def open_live(watched, file):
    """Opens a page and waits until its first chart answers, which is after it was painted."""
    page = watched.open(file)
    page.locator("#trend-0 .plot.live").wait_for()
    return page


def chart(page):
    page.locator("#trend-0 .plot").scroll_into_view_if_needed()
    return page.locator("#trend-0 .plot > svg")


def move(page, svg, x, y=0.5):
    box = svg.bounding_box()
    page.mouse.move(box["x"] + box["width"] * x, box["y"] + box["height"] * y)


def drag(page, svg, start, end):
    move(page, svg, start, 0.2)
    page.mouse.down()
    for step in range(1, 6):
        move(page, svg, start + (end - start) * step / 5, 0.2)
    page.mouse.up()


def view(page):
    return [float(part) for part in page.locator("#trend-0 svg.marks").get_attribute("viewBox").split()]


def test_reads_out_what_is_under_the_pointer(site, opened, watch):
    watched = watch(site, opened)
    page = open_live(watched, trend_page(site))
    readout = page.locator("#trend-0 .readout")
    assert readout.is_hidden()
    point = page.locator("#trend-0 svg.links path.hit").first
    box = point.bounding_box()
    page.locator("#trend-0 .plot").scroll_into_view_if_needed()
    box = point.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert readout.is_visible()
    label = point.locator("xpath=..").get_attribute("aria-label")
    assert readout.inner_text().splitlines()[1] in label
    watched.check()


def test_keeps_the_zoom_in_the_address(site, opened, watch):
    watched = watch(site, opened)
    file = trend_page(site)
    page = open_live(watched, file)
    drag(page, chart(page), 0.25, 0.75)
    zoomed = view(page)
    assert 0 < zoomed[0] and zoomed[2] < 1000
    address = page.url
    assert "trend-0.range=" in address
    page.goto("about:blank")
    page.goto(address)
    assert view(page)[2] < 1000, "the address alone brings the range back"
    page.locator("#trend-0 .tools button", has_text="show all").click()
    assert view(page)[:3] == [0, 0, 1000]
    assert "range" not in page.url
    watched.check()


def test_ignores_an_address_that_means_nothing(site, watch):
    watched = watch(site, "file")
    page = open_live(watched, trend_page(site))
    address = page.url
    page.goto("about:blank")
    page.goto(address + "#trend-0.range=x..y&trend-0.off=99.-1.z&trend-0.by=<b>&=&trend-0")
    assert view(page)[:3] == [0, 0, 1000]
    watched.check()


def test_follows_the_keyboard_to_a_commit(site, opened, watch):
    watched = watch(site, opened)
    page = open_live(watched, trend_page(site))
    svg = chart(page)
    svg.focus()
    readout = page.locator("#trend-0 .readout")
    page.keyboard.press("End")
    newest = readout.inner_text()
    page.keyboard.press("ArrowLeft")
    assert readout.is_visible() and readout.inner_text() != newest
    page.keyboard.press("+")
    assert view(page)[2] == 500
    page.keyboard.press("Escape")
    assert view(page)[2] == 1000
    if page.locator("#trend-0 svg.links a").count() == 0:
        pytest.skip("the history names no commits")
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    page.wait_for_url("**/commits/**")
    watched.check()


def test_switches_lines_off_and_on(site, watch):
    watched = watch(site, "file")
    page = open_live(watched, trend_page(site, lines=2))
    button = page.locator("#trend-0 .legend button").first
    group = page.locator("#trend-0 svg.marks g[data-line='0']")
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert group.is_hidden()
    button.click()
    assert group.is_visible()
    watched.check()
