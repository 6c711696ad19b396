"""The addresses of the directory: choosing what and where, a county's list, one service.

Everything chosen stands in the address, so a list can be kept and passed on;
a ZIP code never does, because the browser looks it up by itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, abort, current_app, render_template, url_for
from markupsafe import Markup

from portal.content.facts import Phone
from portal.directory.choosing import Choice
from portal.directory.forms import read_choice
from portal.directory.options import Options
from portal.directory.shelf import Part, Reader, Shelf
from portal.i18n.catalogs import current_speech
from portal.site.headers import ZIP_SEARCH

blueprint = Blueprint("directory", __name__)

#: The name of the file of ZIP codes among the site's own.
ZIPS = "zips.json"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the pages of the directory are made from.

    :param phones: the two numbers on a large button of every page.
    """

    shelf: Shelf
    phones: Mapping[str, Phone]


def _desk() -> Desk:
    found: Desk = current_app.extensions["directory"]
    return found


def _reader(county: str | None = None) -> Reader:
    return _desk().shelf.reader(current_speech().locale.code, county)


def _choice(reader: Reader) -> Choice:
    """Read what was chosen.

    A value that is none of ours is answered with our page for wrong addresses.
    """
    choice = read_choice(reader.languages())
    if choice is None:
        abort(400)
    return choice


#: Gives the address of this page with another choice.
To = Callable[[Choice], str]


@dataclass(frozen=True, slots=True)
class Pages:
    """Where the parts of a long list are."""

    page: int
    last: int
    before: str | None
    after: str | None


def _pages(part: Part, choice: Choice, to: To) -> Pages:
    before = to(choice.on_page(choice.page - 1)) if choice.page > 1 else None
    after = to(choice.on_page(choice.page + 1)) if choice.page < part.last else None
    return Pages(choice.page, part.last, before, after)


def _choices(reader: Reader, choice: Choice, to: To) -> dict[str, object]:
    """Give a template every choice there is."""
    options = Options(reader, choice)
    return {
        "choice": choice,
        "to": to,
        "needs": options.needs(),
        "languages": options.languages(),
        "status": options.status(),
        "free": options.free(),
        "phones": _desk().phones,
    }


@blueprint.get("/<locale:locale>/help/")
def index() -> str:
    """Offer what to look for and where; show what a search or a need finds in all of the state."""
    reader = _reader()
    choice = _choice(reader)
    part = warning = corrected = None
    if choice.search:
        part, found = reader.results(choice)
        warning, corrected = found.warning, found.corrected
    elif choice.need or choice.is_narrowed:
        part = reader.part(choice)

    if choice.page > (part.last if part else 1):
        abort(404)

    lacks = reader.lacks(choice.need)
    # A county has none of that either, but other help.
    where = replace(choice, need=None) if lacks else choice

    def to(other: Choice) -> str:
        return url_for("directory.index", **other.query())

    return render_template(
        "directory/index.html",
        part=part,
        pages=_pages(part, choice, to) if part else None,
        lacks=lacks,
        where=where,
        warning=warning,
        corrected=Markup("<bdi>{}</bdi>").format(corrected) if corrected else None,
        regions=Options(reader, where).regions(),
        federal=() if part else reader.federal(),
        zips=current_app.extensions["assets"][ZIPS].address,
        **_choices(reader, choice, to),
    )


@blueprint.get("/<locale:locale>/help/in/<slug>")
def county(slug: str) -> str:
    """Show who helps in a county: a few of every need, or all of one."""
    place = _desk().shelf.register.counties.get(slug)
    if place is None:
        abort(404)
    reader = _reader(slug)
    choice = _choice(reader)

    def to(other: Choice) -> str:
        return url_for("directory.county", slug=slug, **other.query())

    parts = _parts(reader, choice)
    whole = bool(choice.need or choice.search)
    if choice.page > (parts[0].last if whole else 1):
        abort(404)
    return render_template(
        "directory/county.html",
        county=place,
        parts=parts,
        pages=_pages(parts[0], choice, to) if whole else None,
        lacks=reader.lacks(choice.need),
        crisis=reader.crisis(),
        today=reader.today,
        **_choices(reader, choice, to),
    )


def _parts(reader: Reader, choice: Choice) -> list[Part]:
    if choice.search:
        return [reader.results(choice)[0]]
    return [reader.part(choice)] if choice.need else reader.overview(choice)


@blueprint.get("/<locale:locale>/help/<key>")
def entry(key: str) -> str:
    """Show everything known about one service."""
    reader = _reader()
    reading = reader.entry(key)
    if reading is None:
        abort(404)
    counties = reader.register.counties
    return render_template(
        "directory/entry.html",
        reading=reading,
        counties=[counties[slug] for slug in sorted(reading.service.counties())],
    )


def init_app(app: Flask, shelf: Shelf, phones: Mapping[str, Phone]) -> None:
    """Put the directory on the site.

    :param phones: by key; 911 and 988 among them.
    """
    app.extensions["directory"] = Desk(shelf, phones)
    # The page on which a ZIP code is looked up fetches one file of ours.
    app.extensions.setdefault("policies", {})["directory.index"] = ZIP_SEARCH
    app.register_blueprint(blueprint)
