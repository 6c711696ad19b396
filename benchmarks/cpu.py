"""What making a page costs in CPU time, beside the same page on stock Flask-Babel.

Run it from the project's folder::

    .venv/bin/python benchmarks/cpu.py [--repeat N] [--today YYYY-MM-DD] [--profile]

Every way of making a page goes through the whole Flask application, inside the
layer that keeps finished pages, so nothing here is answered from a kept body.
All have the same templates, data and compiled catalogs:

``portal``
    the portal as it is.
``words by stock``
    interface words through Flask-Babel 4.0.0 as its own ``init_app`` installs
    it: its callables in Jinja, its ``Domain`` reading ``es/LC_MESSAGES``.
``texts by stock``
    the guides' texts through its ``pgettext`` as well, message by message; what
    was rendered from them is kept, as in the portal.
``all by stock``
    nothing kept: each text is rendered anew for every page, as in an application
    that has Flask-Babel and no renderer of its own. The portal's checks of each
    translation are left out.

The middle two show what is Flask-Babel's own part; the last, what it costs not
to keep rendered texts either.

Times are medians of ``time.process_time`` in milliseconds; the ways take turns,
in changing order, so that a busy machine is unkind to all of them alike. The
ratio is the portal's median to the other's; the aim beside ``all by stock`` is
0.35. Bodies are compared byte by byte first: exit 1 and a line for each page
that differs, because a ratio of different pages means nothing.

``--profile`` prints the twelve functions with the most time of their own, for
the portal. Profiling slows small functions most, so read its order, not its
times.
"""

import argparse
import cProfile
import pstats
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import flask_babel
from flask import Flask
from markupsafe import Markup
from prepared import build_app, compile_catalogs
from werkzeug.test import create_environ, run_wsgi_app

from portal.content.markdown import Message
from portal.content.references import References
from portal.content.rendering import Rendered, Renderer
from portal.i18n.catalogs import current_speech
from portal.i18n.messages import DRAFT, MISSING, SOURCE_TEXT, Found
from portal.rights.shelf import Shelf

PAGES = ("/es/rights/medi-cal-data", "/es/rights/coping", "/es/")
WAYS = ("portal", "words by stock", "texts by stock", "all by stock")
AIM = 0.35
WARM_UP = 5
TOP = 12


class StockRenderer(Renderer):
    """Asks Flask-Babel for the words of a message each time, and keeps what they were rendered to."""

    def _find(self, message: Message) -> Found:
        text = flask_babel.pgettext(message.context, message.text)
        if text == message.text:
            return Found(text, self._source, SOURCE_TEXT, MISSING)
        return Found(text, self.locale, DRAFT)

    def render(self, message: Message) -> Rendered:
        """Look a message up, and render it if its words are new."""
        found = self._find(message)
        rendered = self._cache.get(message)
        if rendered is None or rendered.state != found.state:
            rendered = self._cache[message] = self._render(message)
        return rendered


class ForgetfulRenderer(StockRenderer):
    """Renders each message whenever it is asked."""

    def _translation(self, _source: str, found: Found) -> Markup:
        # Without the portal's checks of what a translation may be, which stock applications do not pay for.
        return self._html(found.text, found.locale)

    def render(self, message: Message) -> Rendered:
        """Render a message, again."""
        return self._render(message)

    def english(self, message: Message) -> Markup:
        """Render the English of a message, again."""
        return self._html(message.text, self._source)


def speak_stock(app: Flask, translations: Path) -> None:
    """Put Flask-Babel's own domain and callables in the place of the portal's."""
    flask_babel.Babel(
        app,
        default_translation_directories=str(translations),
        locale_selector=lambda: current_speech().locale.cldr,
    )


def render_stock(app: Flask, renderer: type[StockRenderer]) -> None:
    """Let Flask-Babel translate the Spanish guides too."""
    shelf: Shelf = app.extensions["rights"]
    speeches = app.extensions["languages"].domain.speeches
    library = shelf.library
    shelf.renderers["es"] = renderer(
        speeches["es"].chain,
        References(library.phones),
        library.link_keys(),
        library.link_to,
        app.extensions["languages"].registry.source,
    )


def build_ways(translations: Path, today: date | None) -> dict[str, Flask]:
    """Make the applications that are compared."""
    ways = {name: build_app(translations, today=today) for name in WAYS}
    for name in WAYS[1:]:
        speak_stock(ways[name], translations)
    render_stock(ways["texts by stock"], StockRenderer)
    render_stock(ways["all by stock"], ForgetfulRenderer)
    return ways


def make_page(app: Flask, path: str) -> bytes:
    """Have Flask make a page, past the layer that keeps them."""
    body, status, _headers = run_wsgi_app(lambda *call: Flask.wsgi_app(app, *call), create_environ(path), buffered=True)
    if status != "200 OK":
        raise SystemExit(f"{path} answers {status}.")
    return b"".join(body)


def find_difference(bodies: Mapping[str, bytes]) -> str | None:
    """Say which way makes another page than the portal, and where it begins to differ."""
    mine = bodies["portal"]
    for name, body in bodies.items():
        if body != mine:
            place = next((at for at, (a, b) in enumerate(zip(mine, body, strict=False)) if a != b), len(mine))
            return f"{name}: byte {place}: {body[place - 40 : place + 40]!r} for {mine[place - 40 : place + 40]!r}"
    return None


def time_page(ways: Mapping[str, Flask], path: str, repeat: int) -> dict[str, float]:
    """Give each way's median time for a page, in milliseconds."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    order = list(ways)
    for turn in range(WARM_UP + repeat):
        random.shuffle(order)
        for name in order:
            started = time.process_time()
            make_page(ways[name], path)
            if turn >= WARM_UP:
                times[name].append(1000 * (time.process_time() - started))
    return {name: statistics.median(found) for name, found in times.items()}


def print_times(path: str, medians: Mapping[str, float], size: int) -> None:
    """Print one page's line for each way."""
    print(f"{path}: {size:,} bytes of HTML")
    for name, median in medians.items():
        ratio = "" if name == "portal" else f"  ratio {medians['portal'] / median:.2f}"
        aim = f" (aim {AIM})" if name == "all by stock" else ""
        print(f"  {name:15} {median:7.2f} ms{ratio}{aim}")


def print_profile(app: Flask, path: str, repeat: int) -> None:
    """Print where the portal's time for a page goes."""
    profile = cProfile.Profile()
    for _ in range(repeat):
        profile.runcall(make_page, app, path)
    print(f"{path}, {repeat} times:")
    pstats.Stats(profile).strip_dirs().sort_stats("tottime").print_stats(TOP)


def main() -> int:
    """Compare the ways on each page."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--repeat", type=int, default=200, help="how often each way makes each page")
    parser.add_argument("--today", type=date.fromisoformat, help="the site's day; today if not given")
    parser.add_argument("--profile", action="store_true", help="show where the portal's time goes")
    choice = parser.parse_args()
    differences = 0
    with tempfile.TemporaryDirectory() as folder:
        ways = build_ways(compile_catalogs(Path(folder)), choice.today)
        for path in PAGES:
            bodies = {name: make_page(app, path) for name, app in ways.items()}
            difference = find_difference(bodies)
            if difference:
                print(f"{path} is not the same page. {difference}")
                differences += 1
            print_times(path, time_page(ways, path, choice.repeat), len(bodies["portal"]))
            if choice.profile:
                print_profile(ways["portal"], path, choice.repeat)
    if not differences:
        print("Every way made the same bytes.")
    return int(differences > 0)


if __name__ == "__main__":
    sys.exit(main())
