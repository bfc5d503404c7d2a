"""Follows every link of a site that is served on 127.0.0.1."""

import re
import threading
import urllib.error
import urllib.request
from functools import partial
from html.parser import HTMLParser
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

# What a browser fetches by itself; an `a` only leads somewhere.
FETCHED = {("img", "src"), ("script", "src"), ("iframe", "src"), ("source", "src"), ("object", "data"),
           ("use", "href"), ("image", "href"), ("embed", "src"), ("video", "src"), ("audio", "src")}


class Links(HTMLParser):
    def __init__(self):
        super().__init__()
        self.fetched, self.followed, self.anchors = [], [], set()

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if "id" in given:
            self.anchors.add(given["id"])
        for name, value in attributes:
            if (tag, name) in FETCHED or (tag == "link" and name == "href" and given.get("rel") not in ("canonical",)):
                self.fetched.append(value)
            elif tag in ("a", "area") and name == "href":
                self.followed.append(value)


def crawl(root, start):
    """Paths of all pages reached from `start`; fails for a link that leads nowhere or a fetch from elsewhere."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *arguments):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    documents, waiting, wanted = {}, [origin + start], []
    try:
        while waiting:
            address = waiting.pop()
            if address in documents:
                continue
            try:
                with opener.open(address) as response:
                    kind, content = response.headers.get_content_type(), response.read()
            except urllib.error.HTTPError as error:
                raise AssertionError(f"{address}: {error.code}") from None
            links = Links()
            if kind == "text/html":
                links.feed(content.decode())
            elif kind == "text/css":
                links.fetched = re.findall(r"url\(\s*['\"]?([^'\")]+)", content.decode())
            documents[address] = links
            for link in links.fetched:
                target = urljoin(address, link)
                assert target.startswith(("data:", origin + start)), f"{address} fetches {target}"
                if not target.startswith("data:"):
                    waiting.append(urldefrag(target).url)
            for link in links.followed:
                target, anchor = urldefrag(urljoin(address, link))
                if not target.startswith(origin):
                    assert urlsplit(target).scheme in ("http", "https"), f"{address} leads to {target}"
                    continue
                assert target.startswith(origin + start), f"{address} leaves {start} for {target}"
                waiting.append(target)
                # "#head=..." is not a place but what the page's script shall show.
                if "=" not in anchor:
                    wanted.append((address, target, unquote(anchor)))
    finally:
        server.shutdown()
        server.server_close()
    for address, target, anchor in wanted:
        assert not anchor or anchor in documents[target].anchors, f"{address} leads to {target}#{anchor}"
    return {urlsplit(address).path for address in documents}
