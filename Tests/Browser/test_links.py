"""Every address in every page leads somewhere inside the site, and works where the site is opened from a folder."""

from urllib.parse import urlsplit

import pytest

from sitefiles import PageReader, resolve


def test_every_link_leads_to_a_file_and_every_fragment_to_an_element(site):
    broken = []
    for page in site.pages():
        for tag, name, address, line in site.read(page).links:
            scheme = urlsplit(address).scheme
            if tag == "a" and scheme in ("http", "https", "mailto"):
                continue  # Links for people may lead out; nothing may be loaded from there.
            if scheme == "data" and tag in ("link", "img", "image"):
                continue
            if scheme or address.startswith("//"):
                broken.append(f"{page}:{line}: <{tag} {name}> loads from elsewhere: {address!r}")
                continue
            target, rest = resolve(site, page, address)
            if target is None:
                broken.append(f"{page}:{line}: {address!r} {rest}")
            elif rest and target.suffix == ".html" and rest not in PageReader.of(target).identifiers:
                # The page's own script reads what follows a "!" or holds a "="; it names no element.
                if "=" not in rest:
                    broken.append(f"{page}:{line}: {address!r} leads to no element")
    assert not broken, "\n".join(broken[:40])


def test_no_file_is_unreachable_from_the_index(site):
    reached, waiting = set(), [site.folder / "index.html"]
    while waiting:
        file = waiting.pop()
        if file in reached:
            continue
        reached.add(file)
        if file.suffix == ".html":
            page = file.relative_to(site.folder)
            for _, _, address, _ in site.read(page).links:
                if not urlsplit(address).scheme:
                    target, _ = resolve(site, page, address)
                    if target:
                        waiting.append(target)
    lost = [page.as_posix() for page in site.pages() if site.folder / page not in reached]
    lost = [page for page in lost if page != "404.html"]
    assert not lost, f"no page links to these: {lost}"


def test_no_identifier_stands_twice_in_a_page(site):
    twice = []
    for page in site.pages():
        identifiers = site.read(page).identifiers
        twice += [f"{page}: {name!r}" for name in sorted(set(identifiers)) if identifiers.count(name) > 1]
    assert not twice, "\n".join(twice[:40])


def test_a_policy_forbids_what_the_site_never_needs(page_file):
    site, page = page_file
    reader = site.read(page)
    assert reader.policy, "no Content-Security-Policy"
    assert "unsafe-inline" not in reader.policy
    assert "unsafe-eval" not in reader.policy
    assert reader.inline_scripts == 0, "has a script in the page"


@pytest.mark.parametrize("kind", ["index.html", "scripts", "commits"])
def test_the_pages_that_the_design_names_are_there(site, kind):
    pages = [page.as_posix() for page in site.pages()]
    assert any(page == kind or page.startswith(kind + "/") for page in pages)
