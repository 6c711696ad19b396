"""The addresses of “who represents me”: a state, a district, and the files a ZIP code is looked up in.

Every page is complete without scripts: state first, then district. With them a
ZIP code leads to the same pages, and what was typed is never sent.
"""

from dataclasses import dataclass, replace

from flask import Blueprint, Flask, Response, abort, current_app, render_template, request, url_for
from markupsafe import Markup

from portal.content.clock import Clock
from portal.i18n.catalogs import gettext
from portal.letters.officials.answers import ALL, name_edition, write_answers
from portal.letters.officials.lookup import OFFICES, Officials
from portal.letters.officials.places import (
    CHAMBERS,
    HOME,
    find_district,
    find_seat,
    find_state,
    group_states,
    read_lines,
)
from portal.letters.officials.recipients import letter_office
from portal.letters.officials.states import State
from portal.letters.recipients import OFFICES as LETTER_OFFICES
from portal.site.finished import PASSING_KEY
from portal.site.headers import PAGE, ZIP_SEARCH

blueprint = Blueprint("officials", __name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What these pages are made from."""

    officials: Officials
    clock: Clock


def _desk() -> Desk:
    found: Desk = current_app.extensions["officials"]
    return found


def _state_or_404(name: str) -> State:
    return find_state(_desk().officials.facts, name) or abort(404)


def _edition() -> str:
    desk = _desk()
    return name_edition(desk.officials, desk.clock.today())


def _titles() -> dict[str, Markup]:
    """Name every office in the reader's language, in the letter's words."""
    return {office: gettext(LETTER_OFFICES[letter_office(office)].title) for office in OFFICES}


@blueprint.get("/<locale:locale>/officials/")
def index() -> str:
    """Offer every state, California first, and a box for a ZIP code."""
    facts = _desk().officials.facts
    return render_template(
        "letters/officials/index.html",
        groups=group_states(facts),
        facts=facts,
        edition=_edition(),
        all_states=ALL,
        home=HOME.lower(),
    )


@blueprint.get("/<locale:locale>/officials/<name>")
def state(name: str) -> str:
    """Show whom all of a state shares, and its districts to choose from."""
    place = _state_or_404(name)
    desk = _desk()
    day = desk.clock.today()
    facts = desk.officials.facts
    lines = read_lines(desk.officials, place, day)
    return render_template(
        "letters/officials/state.html",
        state=place,
        name=name,
        seats=desk.officials.seats(place.code, None, day),
        districts=[district for district in place.districts if district],
        chambers={chamber: facts.california.seats(key) for chamber, key in CHAMBERS.items()}
        if place.code == HOME
        else {},
        lines=lines,
        # The lines of California's legislature may be known when those of Congress are not.
        has_box=lines.has_table or place.code == HOME,
        facts=facts,
        edition=_edition(),
        letter=url_for("letters.congress", state=name),
        titles=_titles(),
    )


@blueprint.get("/<locale:locale>/officials/<name>/<number>")
def district(name: str, number: str) -> str:
    """Show everybody in Congress who represents a district."""
    place = _state_or_404(name)
    desk = _desk()
    chosen = find_district(place, number)
    if chosen is None:
        abort(404)
    if place.code != HOME:
        # Four hundred districts in every language are more than is worth keeping.
        request.environ[PASSING_KEY] = True
    day = desk.clock.today()
    return render_template(
        "letters/officials/district.html",
        state=place,
        name=name,
        district=chosen,
        seats=[desk.officials.house_seat(place.code, chosen, day), *desk.officials.senators(place.code, day)],
        lines=read_lines(desk.officials, place, day),
        is_home=place.code == HOME,
        facts=desk.officials.facts,
        letter=url_for("letters.congress", state=name, district=chosen),
        titles=_titles(),
    )


@blueprint.get("/<locale:locale>/officials/ca/<any(senate, assembly):chamber>/<number>")
def legislator(chamber: str, number: str) -> str:
    """Show who represents a district in California's own legislature."""
    desk = _desk()
    chosen = find_seat(desk.officials.facts, chamber, number)
    if chosen is None:
        abort(404)
    upper, lower = (chosen, None) if chamber == "senate" else (None, chosen)
    (seat,) = desk.officials.california(upper, lower, desk.clock.today())
    return render_template(
        "letters/officials/legislator.html",
        seat=seat,
        district=chosen,
        chamber=chamber,
        facts=desk.officials.facts,
        letter=url_for("letters.california", senate=upper or 0, assembly=lower or 0),
        titles=_titles(),
    )


@blueprint.get("/officials/zips/<name>.<edition>.json")
def zips(name: str, edition: str) -> Response:
    """Send what a browser needs to answer ZIP codes, as long as it is today's."""
    desk = _desk()
    body = write_answers(desk.officials, name, desk.clock.today()) if edition == _edition() else None
    if body is None:
        abort(404)
    return Response(body, content_type="application/json")


def init_app(app: Flask, officials: Officials, clock: Clock) -> None:
    """Put who represents whom on the site."""
    app.extensions["officials"] = Desk(officials, clock)
    # The pages on which a ZIP code is looked up fetch files of ours.
    policies = app.extensions.setdefault("policies", {})
    # These name people whose term may end tonight.
    searching, naming = replace(ZIP_SEARCH, lasting=False), replace(PAGE, lasting=False)
    policies |= {"officials.index": searching, "officials.state": searching}
    policies |= {"officials.district": naming, "officials.legislator": naming}
    app.extensions.setdefault("immutable", {"site.static_file"}).add("officials.zips")
    app.register_blueprint(blueprint)
