"""What all browser tests share: the sites under test, a server for them, and pages that are being watched."""

import functools
import http.server
import os
import shutil
import threading
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import sync_playwright

from sitefiles import Site


def pytest_addoption(parser):
    parser.addoption(
        "--site", action="append", default=[], type=Path, help="a folder made by perfsite build (repeatable)"
    )
    parser.addoption(
        "--address", action="append", default=[], help="where the site is served already, in the order of --site"
    )
    parser.addoption("--every-page", action="store_true", help="look at all pages, not only at the first of each kind")


def pytest_generate_tests(metafunc):
    """`page_file` runs a test for every page of every site, `site` once a site, `opened` in each way of opening."""
    sites = [Site(folder.resolve()) for folder in metafunc.config.getoption("site")]
    if "page_file" in metafunc.fixturenames:
        every = metafunc.config.getoption("every_page")
        pages = [(site, page) for site in sites for page in (site.pages() if every else site.sample_pages())]
        metafunc.parametrize(
            "page_file", pages, ids=[f"{site.folder.name}/{page.as_posix()}" for site, page in pages]
        )
    elif "site" in metafunc.fixturenames:
        metafunc.parametrize("site", sites, ids=[site.folder.name for site in sites])
    if "opened" in metafunc.fixturenames:
        metafunc.parametrize("opened", ["file", "http"])


class SubPathHandler(http.server.SimpleHTTPRequestHandler):
    """Serves a folder under /repository/ as GitHub Pages does, and nothing beside it."""

    prefix = "/repository"

    def translate_path(self, path):
        if not path.startswith(self.prefix + "/"):
            return os.path.join(self.directory, "outside of the site")
        return super().translate_path(path[len(self.prefix) :])

    def log_message(self, *_):
        pass


@pytest.fixture(scope="session")
def serve(pytestconfig):
    """A function that serves a site on loopback and returns its address; each site is served once."""
    servers = {}
    folders = [folder.resolve() for folder in pytestconfig.getoption("site")]
    served = dict(zip(folders, pytestconfig.getoption("address")))

    def address(site):
        if site.folder in served:
            return served[site.folder].rstrip("/") + "/"
        if site.folder not in servers:
            handler = functools.partial(SubPathHandler, directory=site.folder)
            server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
            threading.Thread(target=server.serve_forever, daemon=True).start()
            servers[site.folder] = server
        return f"http://127.0.0.1:{servers[site.folder].server_port}{SubPathHandler.prefix}/"

    yield address
    for server in servers.values():
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium; Playwright brings only the protocol."""
    candidates = ["chromium", "chromium-browser", "google-chrome"]
    path = next(filter(None, map(shutil.which, candidates)), None)
    assert path, f"none of {candidates} is installed; bin/setup test installs one"
    with sync_playwright() as playwright:
        # The sandbox needs rights that root in a container lacks; only our own pages are opened.
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@dataclass
class Watched:
    """A browser page and everything that must not have happened in it."""

    page: object
    base: str = ""
    requests: list = field(default_factory=list)
    complaints: list = field(default_factory=list)

    def __post_init__(self):
        page = self.page
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", self.note_failure)
        page.on("response", self.note_response)
        page.on("pageerror", lambda error: self.complaints.append(f"uncaught: {error}"))
        page.on("console", self.note_console)
        page.on("dialog", self.note_dialog)

    def note_failure(self, request):
        # A page that is left gives up what it still loads; what is missing fails otherwise.
        if request.failure != "net::ERR_ABORTED":
            self.complaints.append(f"failed: {request.url}: {request.failure}")

    def note_response(self, response):
        if response.status >= 400:
            self.complaints.append(f"{response.status}: {response.url}")

    def note_console(self, message):
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def note_dialog(self, dialog):
        self.complaints.append(f"{dialog.type}: {dialog.message}")
        dialog.dismiss()

    def begin(self, base):
        """Forgets the last test; `base` is the address of the site to watch now."""
        self.base = base
        self.requests.clear()
        self.complaints.clear()
        return self

    def open(self, page_file):
        self.page.goto(self.base + quote(page_file.as_posix()), wait_until="load")
        return self.page

    def check(self):
        """Fails where the page asked another host, a request failed, or the console showed a complaint."""
        foreign = [url for url in self.requests if not url.startswith((self.base, "data:", "blob:"))]
        assert not foreign, f"asked for something outside of the site: {foreign}"
        assert not self.complaints, "\n".join(self.complaints)
        # Names in the hostile store try to set it.
        assert self.page.evaluate("typeof window.pwned") == "undefined", "ran a script out of a name"


@pytest.fixture(scope="session")
def watch(browser, serve):
    """A function that gives a watched page: `watch(site, "file", javascript=False, scheme="dark")`.

    Making a browser page costs more than all that a test does with it, so there is one for each combination.
    """
    watched = {}

    def start(site, opened="file", javascript=True, scheme="light", width=1280):
        key = (opened, javascript, scheme, width)
        if key not in watched:
            context = browser.new_context(
                java_script_enabled=javascript,
                offline=opened == "file",
                color_scheme=scheme,
                viewport={"width": width, "height": 900},
            )
            context.set_default_timeout(10_000)
            watched[key] = Watched(context.new_page())
        return watched[key].begin(site.folder.as_uri() + "/" if opened == "file" else serve(site))

    return start
