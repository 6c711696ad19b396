"""What is true of every page of this site, whoever fetches it.

A failure says what to write instead, because whoever meets it was testing
something else.
"""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib

from portal.i18n.locales import Registry

XHTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"

_HANDLER = re.compile(r"on[a-z]+\Z")


def parse_page(body: bytes) -> Element:
    """Parse a page as a browser does, refusing every parse error there is."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=True)
    root: Element = parser.parse(body, transport_encoding="utf-8")
    return root


def elements(root: Element, name: str) -> list[Element]:
    """List the HTML elements of a name in document order."""
    return list(root.iter(f"{XHTML}{name}"))


def text_of(element: Element) -> str:
    """Give an element's text with its white space folded."""
    return " ".join("".join(element.itertext()).split())


def _check_language(root: Element, path: str, registry: Registry) -> None:
    segment = path.split("/")[1]
    locale = registry.find(segment) or registry.source
    if segment in registry:
        assert root.get("lang") == locale.tag, f'Write <html lang="{locale.tag}"> on {path}.'
        assert root.get("dir") == locale.direction, f'Write <html dir="{locale.direction}"> on {path}.'
    for element in root.iter():
        language = element.get("lang")
        if language:
            known = registry.find(language)
            assert known, f"lang={language} is no language of the registry."
            if known.direction != _direction_above(root, element):
                assert element.get("dir") == known.direction, f'Write dir="{known.direction}" beside lang="{language}".'


def _direction_above(root: Element, element: Element) -> str:
    parents = {child: parent for parent in root.iter() for child in parent}
    while element in parents:
        element = parents[element]
        if element.get("dir"):
            return str(element.get("dir"))
    return "ltr"


def _check_headings(root: Element) -> None:
    headings = elements(root, "h1")
    assert len(headings) == 1, "Write one h1."
    assert text_of(headings[0]), "The h1 is empty."
    titles = elements(root, "title")
    assert len(titles) == 1, "Write one title."
    assert text_of(titles[0]), "The title is empty."


def _check_ids(root: Element) -> None:
    ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
    twice = [name for name, count in ids.items() if count > 1]
    assert not twice, f"These ids stand twice: {twice}."
    for link in elements(root, "a"):
        href = link.get("href", "")
        if href.startswith("#"):
            assert href[1:] in ids, f"{href} leads nowhere on this page."
    for element in root.iter():
        for name in ("aria-labelledby", "aria-describedby", "for"):
            for target in (element.get(name) or "").split():
                assert target in ids, f"{name} names {target}, which is not on this page."


def _check_labels(root: Element) -> None:
    for image in elements(root, "img"):
        assert image.get("alt") is not None, "Write alt on every img."
    for link in (*elements(root, "a"), *elements(root, "button"), *elements(root, "summary")):
        assert text_of(link) or link.get("aria-label"), "A link, button or summary has no words."
    labels = {label.get("for") for label in elements(root, "label")}
    for field in (*elements(root, "input"), *elements(root, "select"), *elements(root, "textarea")):
        if field.get("type") not in {"hidden", "submit"}:
            assert field.get("id") in labels or field.get("aria-label"), "Write a label for every field."
    for picture in root.iter(f"{SVG}svg"):
        assert picture.get("aria-hidden") == "true" or picture.get("aria-label"), "Name the svg or hide it."


def _check_nothing_inline(root: Element) -> None:
    styles = elements(root, "style")
    assert len(styles) == 1, "The stylesheet is one inline style, in the head."
    for element in root.iter():
        assert element.get("style") is None, "Write a class instead of style=."
        handlers = [name for name in element.keys() if _HANDLER.match(name)]
        assert not handlers, f"Write a script instead of {handlers}."
    for script in elements(root, "script"):
        assert script.get("src"), "Write scripts in files."
        assert script.get("integrity", "").startswith("sha384-"), "Write integrity= on every script."
        assert script.get("defer") is not None, "Write defer: no script may block the first paint."


def _addresses(root: Element) -> Iterable[tuple[Element, str]]:
    for element in root.iter():
        for name in ("src", "href", "action", "data", "poster", "srcset", "{http://www.w3.org/1999/xlink}href"):
            value = element.get(name)
            if value:
                yield element, value


def _check_hosts(root: Element) -> None:
    """Only a link a person taps may lead to another host; nothing is fetched from one."""
    for element, address in _addresses(root):
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} or parts.netloc:
            assert element.tag == f"{XHTML}a", f"{address} would be fetched from another host."
            assert "noreferrer" in element.get("rel", ""), f'Write rel="noreferrer" on the link to {address}.'
        else:
            assert parts.scheme in {"", "tel", "mailto", "sms"}, f"{address} has a scheme we do not use."


def _check_phones(root: Element) -> None:
    for link in elements(root, "a"):
        if link.get("href", "").startswith("tel:"):
            isolated = [child for child in link.iter(f"{XHTML}bdi") if child.get("dir") == "ltr"]
            assert isolated, f'Write <bdi dir="ltr"> round the number {text_of(link)}.'


def _check_exit(root: Element) -> None:
    body = elements(root, "body")[0]
    focusable = [
        element for element in body.iter() if element.tag in {f"{XHTML}a", f"{XHTML}button", f"{XHTML}summary"}
    ]
    assert focusable, "The page has nothing to tap."
    assert focusable[0].get("data-module") == "exit", "Exit is the first thing the keyboard reaches."


def check_page(body: bytes, path: str, registry: Registry) -> Element:
    """Hold a page to everything above.

    :return: its parsed root element.
    """
    root = parse_page(body)
    _check_language(root, path, registry)
    _check_headings(root)
    _check_ids(root)
    _check_labels(root)
    _check_nothing_inline(root)
    _check_hosts(root)
    _check_phones(root)
    _check_exit(root)
    return root
