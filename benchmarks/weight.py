"""What the first view of every page weighs, in every language, in the one request it takes.

Run it from the project's folder::

    .venv/bin/python benchmarks/weight.py [--pseudo] [--today YYYY-MM-DD]

A first view is all a phone needs to paint: status line, headers and body. The
stylesheet is inside the body, the one script is deferred, and there is no
font. Bytes are counted as HTTP/1.1 sends them, after pages were finished ahead
of time (brotli 11, gzip 9), for a portal behind HTTPS with a contact address,
and with the two headers the server adds. The chooser and the page for a wrong
address are counted too; those are made for one reader and sent as they are.

Per page the table shows the whole by brotli and by gzip, then the parts of the
brotli figure that are head and stylesheet; the stylesheet's is what the body
loses in compressed size without it. The aim is 9,000 bytes. More than 14,480
would not fit a server's first flight of ten packets, and is a failure. Weights
depend on the day: a section past its date is shown in other words.

Exit 1 if a page is over the limit, or brings a font, a cookie or a file that
blocks painting; else 0.
"""

import argparse
import re
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import brotli
from flask import Flask
from flask.testing import FlaskClient
from prepared import build_app, compile_catalogs
from werkzeug.test import TestResponse

AIM = 9_000
LIMIT = 14_480
HEAVIEST = 10

#: What granian puts on every answer; a proxy puts its own in their place.
SERVER_HEADERS = (("server", "granian"), ("date", "Sun, 22 Nov 2026 12:00:00 GMT"))

_STYLE = re.compile(rb"<style>.*?</style>", re.DOTALL)


@dataclass(frozen=True)
class Weight:
    """One page, in bytes.

    :param brotli: head and body, for a browser that knows brotli.
    :param gzip: the same for one that only knows gzip.
    :param head: status line and headers of the brotli answer.
    :param css: what the stylesheet adds to its body.
    :param problems: what it brings that a first view may not.
    """

    address: str
    brotli: int
    gzip: int
    head: int
    css: int
    problems: tuple[str, ...]


class FirstView(HTMLParser):
    """Lists what a browser would fetch before it paints a page."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one element."""
        attributes = {name: value or "" for name, value in attrs}
        relations = attributes.get("rel", "").split()
        if tag == "script" and not {"defer", "async"} & set(attributes):
            self.problems.append("a script that is not deferred")
        if tag == "link" and "stylesheet" in relations:
            self.problems.append("a stylesheet in a file")
        if tag == "link" and attributes.get("as") == "font":
            self.problems.append("a font")

    def handle_data(self, data: str) -> None:
        """Look at text, the stylesheet's among it."""
        if self.lasttag == "style":
            self.problems += [f"{word} in the stylesheet" for word in ("@font-face", "@import") if word in data]


def find_problems(page: TestResponse) -> tuple[str, ...]:
    """Say what a page brings that a first view may not."""
    view = FirstView()
    view.feed(page.text)
    cookies = ["a cookie"] if "Set-Cookie" in page.headers else []
    return (*cookies, *view.problems)


def count_head(page: TestResponse) -> int:
    """Count the bytes of status line and headers, up to the body."""
    lines = [f"HTTP/1.1 {page.status}", *(f"{name}: {value}" for name, value in (*page.headers, *SERVER_HEADERS))]
    return len("\r\n".join([*lines, "", ""]).encode())


def count_css(page: TestResponse, plain: TestResponse) -> int:
    """Count what the stylesheet adds to a body as it is sent.

    :param plain: the same page without compression.
    """
    bare = _STYLE.sub(b"", plain.data)
    compressed = page.headers.get("Content-Encoding") == "br"
    return len(page.data) - len(brotli.compress(bare, mode=brotli.MODE_TEXT) if compressed else bare)


def weigh(client: FlaskClient, address: str) -> Weight:
    """Fetch one page in each encoding and count."""
    by_brotli, by_gzip, plain = (client.get(address, headers={"Accept-Encoding": name}) for name in ("br", "gzip", ""))
    head = count_head(by_brotli)
    return Weight(
        address,
        head + len(by_brotli.data),
        count_head(by_gzip) + len(by_gzip.data),
        head,
        count_css(by_brotli, plain),
        find_problems(plain),
    )


def iter_weights(app: Flask) -> Iterator[Weight]:
    """Finish every page as a server does before its first reader, and weigh it."""
    inventory = app.extensions["inventory"]
    pages = [address for _, address in inventory.pages()]
    app.extensions["finished"].warm(pages)
    client = app.test_client()
    for address in ["/", *pages, *(f"/{locale.code}/wrong-address" for locale in inventory.locales)]:
        yield weigh(client, address)


def print_table(weights: list[Weight]) -> None:
    """Print the heaviest pages, then what is true of all of them."""
    print(f"{'brotli':>7} {'gzip':>7} {'head':>6} {'css':>6}  page")
    for weight in weights[:HEAVIEST]:
        print(f"{weight.brotli:7,} {weight.gzip:7,} {weight.head:6,} {weight.css:6,}  {weight.address}")
    for name in ("brotli", "gzip"):
        sizes = [getattr(weight, name) for weight in weights]
        over = [sum(size > bound for size in sizes) for bound in (AIM, LIMIT)]
        print(
            f"{name}: {len(sizes)} pages, median {statistics.median(sizes):,.0f}, maximum {max(sizes):,}, "
            f"{over[0]} over {AIM:,}, {over[1]} over {LIMIT:,}"
        )
    heads, sheets = [weight.head for weight in weights], [weight.css for weight in weights]
    print(
        f"median of the head alone {statistics.median(heads):,.0f}, of the stylesheet {statistics.median(sheets):,.0f}"
    )


def print_problems(weights: list[Weight]) -> bool:
    """Print what may not be; say whether there was anything."""
    found = False
    for weight in weights:
        too_heavy = [f"over {LIMIT:,} bytes"] if max(weight.brotli, weight.gzip) > LIMIT else []
        for problem in (*too_heavy, *weight.problems):
            print(f"{weight.address}: {problem}")
            found = True
    if not found:
        print("No page is too heavy or brings a font, a cookie or a file that blocks painting.")
    return found


def main() -> int:
    """Weigh every page and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--pseudo", action="store_true", help="weigh the pseudo-locales too")
    parser.add_argument("--today", type=date.fromisoformat, help="the site's day; today if not given")
    choice = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        app = build_app(compile_catalogs(Path(folder)), pseudo=choice.pseudo, today=choice.today)
        weights = sorted(iter_weights(app), key=lambda weight: weight.brotli, reverse=True)
    print_table(weights)
    return int(print_problems(weights))


if __name__ == "__main__":
    sys.exit(main())
