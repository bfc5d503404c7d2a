"""A built site as files: its pages, and what they link to, read by Python's own HTML parser."""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

# Pages of one kind are made by the same code: beyond this many of a kind, the rest would show nothing new.
PAGES_OF_A_KIND = 12


@dataclass(frozen=True)
class Site:
    """A folder that `perfsite build` wrote."""

    folder: Path

    def pages(self):
        """All HTML pages, relative to the folder, in order of their names."""
        return sorted(path.relative_to(self.folder) for path in self.folder.rglob("*.html"))

    def sample_pages(self):
        """All pages of a small site; of a large one the first few of each kind."""
        kinds = defaultdict(list)
        for page in self.pages():
            depth = len(page.parts)
            kinds[(page.parts[0] if depth > 1 else "", depth)].append(page)
        return [page for kind in kinds.values() for page in kind[:PAGES_OF_A_KIND]]

    def read(self, page):
        return PageReader.of(self.folder / page)


class PageReader(HTMLParser):
    """Collects the identifiers of a page and every address in it, with the line it stands on."""

    ADDRESSES = {
        "a": ["href"], "area": ["href"], "audio": ["src"], "embed": ["src"], "iframe": ["src"],
        "img": ["src", "srcset"], "image": ["href", "xlink:href"], "link": ["href"], "object": ["data"],
        "script": ["src"], "source": ["src", "srcset"], "use": ["href", "xlink:href"], "video": ["src", "poster"],
        "form": ["action"],
    }  # fmt: skip

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.identifiers = []
        self.links = []
        self.tags = defaultdict(int)
        self.text = []
        self.inline_scripts = 0
        self.policy = None

    @staticmethod
    @lru_cache(maxsize=None)
    def of(path):
        reader = PageReader()
        reader.feed(path.read_text(encoding="utf-8"))
        reader.close()
        return reader

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.tags[tag] += 1
        if attributes.get("id"):
            self.identifiers.append(attributes["id"])
        for name in self.ADDRESSES.get(tag, []):
            if attributes.get(name) is not None:
                self.links.append((tag, name, attributes[name], self.getpos()[0]))
        if tag == "script" and "src" not in attributes:
            # A block of data is not run; only what the browser would execute counts.
            self.inline_scripts += attributes.get("type") not in ("application/json", "application/ld+json")
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "content-security-policy":
            self.policy = attributes.get("content")

    def handle_data(self, data):
        self.text.append(data)


def resolve(site, page, address):
    """The file that a relative address in `page` leads to and its fragment, or the reason why there is none."""
    parts = urlsplit(address)
    path = unquote(parts.path)
    if path.startswith("/"):
        return None, "leads to the root of the host, which is not the root of the site"
    target = page if path == "" else PurePosixPath(page).parent / path
    file = Path(*PurePosixPath(target).parts)
    resolved = (site.folder / file).resolve()
    if not resolved.is_relative_to(site.folder.resolve()):
        return None, "leaves the site"
    if path.endswith("/") or resolved.is_dir():
        return None, "ends in a folder, which file:// does not open"
    if not resolved.is_file():
        return None, "leads to a file that does not exist"
    return resolved, unquote(parts.fragment)
