"""The addresses for keeping pages on a phone: the page that asks, the copies, and the worker that shows them.

Nothing here knows who keeps what. The phone asks for the same copies as any
other reader, and its list is on the phone alone.
"""

from dataclasses import dataclass

from flask import Blueprint, Flask, Response, abort, current_app, render_template

from portal.content.facts import Phone
from portal.i18n.catalogs import current_speech
from portal.rights.reading import SectionReading
from portal.rights.shelf import Reader, Shelf
from portal.sharing.keeping.worker import ADDRESS, STORE, find_version, write_worker
from portal.site.assets import Assets
from portal.site.headers import KEEPING

blueprint = Blueprint("keeping", __name__)

#: What every kept page needs beside itself.
FILES = ("js/exit.js", "js/keep.js", "js/kept.js", "images/icon.svg")


@dataclass(frozen=True, slots=True)
class KeptSection:
    """A section of a copy.

    :param phones: numbers it names that will be old one day.
    """

    reading: SectionReading
    phones: tuple[Phone, ...]


def _reader() -> Reader:
    shelf: Shelf = current_app.extensions["rights"]
    return shelf.reader(current_speech().locale.code)


def _assets() -> Assets:
    found: Assets = current_app.extensions["assets"]
    return found


@blueprint.get("/<locale:locale>/keep")
def keep() -> str:
    """Offer to keep guides on the phone, show what is kept, and take it off again."""
    reader = _reader()
    return render_template(
        "sharing/keep.html",
        topics=reader.guides(),
        phones=reader.library.phones,
        worker=ADDRESS,
        store=STORE,
        files=[_assets()[name].address for name in FILES],
    )


@blueprint.get("/<locale:locale>/keep/<slug>")
def copy(slug: str) -> str:
    """Give a guide as a phone keeps it: it tells by the phone's own clock what has run out."""
    reader = _reader()
    guide = reader.library.guides.get(slug)
    if guide is None:
        abort(404)
    return render_template(
        "sharing/kept.html",
        title=reader.renderer.render(guide.title),
        question=reader.renderer.render(guide.question),
        neutral_title=reader.renderer.plain(guide.neutral_title)[0],
        explicit_title=reader.renderer.plain(guide.title)[0],
        sections=[KeptSection(reading, tuple(reader.phones(reading.key))) for reading in reader.sections(guide)],
        state=reader.state(guide),
        made=reader.today,
        phones=reader.library.phones,
        slug=slug,
    )


@blueprint.get(ADDRESS)
def worker() -> Response:
    """Send the worker. It may ask this site for pages, and nobody for anything else."""
    version = find_version(_reader().library, _assets().addresses())
    answer = Response(write_worker(version), content_type="text/javascript; charset=utf-8")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; connect-src 'self'"
    return answer


def init_app(app: Flask) -> None:
    """Put keeping on the site."""
    app.extensions.setdefault("policies", {})["keeping.keep"] = KEEPING
    app.register_blueprint(blueprint)
