"""``/api/hsds/``: the directory for other software, as the HSDA of Open Referral has it, to be read only.

Every answer is JSON, refusals too. What is searched for is neither logged nor
kept by a cache. A postal code is refused with its reason: where somebody lives
does not belong in an address, and the browser can find the county by itself.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial

from flask import Blueprint, Flask, Response, current_app, request

from portal.config import Config
from portal.directory.hsds.answers import Day, Days, Make, Wish, cut_page, flatten, nest_organization, summarize
from portal.directory.hsds.description import describe_api
from portal.directory.hsds.objects import VERSION
from portal.directory.hsds.vocabulary import Json
from portal.directory.services import Service

blueprint = Blueprint("hsds", __name__, url_prefix="/api/hsds")

PER_PAGE = 50
MOST_PER_PAGE = 500
MOST_WORDS = 100

#: An answer is held in memory whole, because its size is logged.
MOST_LINES = 5000

PROFILE = "https://docs.openreferral.org"

#: Asks for people's whereabouts; the specification has them, and this API does not.
_WHEREABOUTS = {"postcode", "proximity"}
_PAGED = {"page", "per_page", "format", "search"}
_FILTERS = {"taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after"}

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")


class Refused(Exception):
    """An address that asks for something in a way nobody can answer."""

    def __init__(self, parameter: str, problem: str) -> None:
        super().__init__(parameter)
        self.parameter = parameter
        self.problem = problem


def _answer(found: Json, status: int = 200) -> Response:
    body = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    return Response(body, status, content_type="application/json")


@blueprint.errorhandler(Refused)
def _refuse(error: Refused) -> Response:
    return _answer({"error": error.problem, "parameter": error.parameter}, 400)


def _missing() -> Response:
    return _answer({"error": "There is nothing with this id or under this address."}, 404)


def _day() -> Day:
    days: Days = current_app.extensions["hsds"]
    return days.now()


def _check_names(allowed: set[str]) -> None:
    """Refuse parameters there are not, so that a misspelled filter does not answer with everything."""
    for name in request.args:
        if name in _WHEREABOUTS:
            reason = (
                "This API takes no postal code and no distance: where somebody lives does not belong in an address."
            )
            raise Refused(name, f"{reason} Use the service areas of each service.")
        if name not in allowed:
            raise Refused(name[:40], f"There is no such parameter here. Use: {', '.join(sorted(allowed))}.")
        if len(request.args.getlist(name)) > 1:
            raise Refused(name, "It is given twice.")


def _read_number(name: str, default: int, most: int) -> int:
    text = request.args.get(name)
    if text is None:
        return default
    if not re.fullmatch(r"[0-9]{1,6}", text, re.ASCII) or not 1 <= int(text) <= most:
        raise Refused(name, f"Write a whole number from 1 to {most}.")
    return int(text)


def _read_flag(name: str) -> bool:
    text = request.args.get(name, "false")
    if text not in {"true", "false"}:
        raise Refused(name, "Write true or false.")
    return text == "true"


def _read_id(name: str) -> str | None:
    text = request.args.get(name)
    if text is not None and not _UUID.fullmatch(text):
        raise Refused(name, "It is no UUID.")
    return text.lower() if text else None


def _read_moment() -> datetime | None:
    text = request.args.get("modified_after")
    if text is None:
        return None
    try:
        # A plus that was not escaped arrives as a space.
        moment = datetime.fromisoformat(text.replace(" ", "+"))
    except ValueError:
        raise Refused("modified_after", "Write a moment like 2026-11-22T00:00:00Z.") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read_words() -> str | None:
    text = request.args.get("search")
    if text is None:
        return None
    words = "".join(char for char in text if char.isprintable())
    if not words.strip() or len(words) > MOST_WORDS:
        raise Refused("search", f"Write up to {MOST_WORDS} characters.")
    return words


def _read_wish() -> Wish:
    return Wish(
        search=_read_words(),
        term=_read_id("taxonomy_term_id"),
        taxonomy=_read_id("taxonomy_id"),
        organization=_read_id("organization_id"),
        modified_after=_read_moment(),
    )


def _list(found: Sequence[Make]) -> Response:
    """Answer with a page of a list, or with all of it, one object a line."""
    form = request.args.get("format", "json")
    if form not in {"json", "ndjson"}:
        raise Refused("format", "Write json or ndjson.")
    number, size = _read_number("page", 1, 999_999), _read_number("per_page", PER_PAGE, MOST_PER_PAGE)
    if form == "ndjson" and len(found) > MOST_LINES:
        raise Refused("format", f"There are over {MOST_LINES} objects. Ask for them in pages.")
    if form == "ndjson":
        return Response(_lines(found), content_type="application/x-ndjson")
    return _answer(cut_page(found, number, size))


def _lines(found: Iterable[Make]) -> Iterable[str]:
    for make in found:
        yield json.dumps(make(), ensure_ascii=False, separators=(",", ":")) + "\n"


def _give(found: Json) -> Make:
    return lambda: found


@blueprint.get("/")
def about() -> Response:
    """Say which version this is and where it is described."""
    _check_names(set())
    settings: Config = current_app.extensions["config"]
    described = f"{settings.base_url}{request.script_root}{blueprint.url_prefix}/openapi.json"
    return _answer({"version": VERSION, "profile": PROFILE, "openapi_url": described})


@blueprint.get("/openapi.json")
def openapi() -> Response:
    """Describe this API to software."""
    settings: Config = current_app.extensions["config"]
    return _answer(describe_api(f"{settings.base_url}{blueprint.url_prefix}", PER_PAGE, MOST_PER_PAGE))


@blueprint.get("/services")
def services() -> Response:
    """List services."""
    _check_names(_PAGED | _FILTERS | {"minimal", "full"})
    day, whole = _day(), _read_flag("full")
    found = day.find_services(_read_wish())
    if _read_flag("minimal"):
        made = summarize(found)
        # The specification wants all of them in one page.
        return _answer(cut_page([_give(item) for item in made], 1, max(len(made), 1)))
    write = day.exporter.service if whole else lambda service: flatten("service", day.exporter.service(service))
    return _list([partial(write, service) for service in found])


@blueprint.get("/organizations")
def organizations() -> Response:
    """List organizations."""
    _check_names(_PAGED | {"full", "full_service"})
    day, whole, inner = _day(), _read_flag("full"), _read_flag("full_service")

    def write(service: Service) -> Json:
        written = day.exporter.service(service)
        found: Json = nest_organization(written, whole=inner) if whole or inner else written["organization"]
        return found

    return _list([partial(write, service) for service in day.find_services(_read_wish())])


@blueprint.get("/service_at_locations")
def service_at_locations() -> Response:
    """List the offices of services."""
    _check_names(_PAGED | _FILTERS | {"full"})
    day, whole = _day(), _read_flag("full")
    return _list([partial(day.place_at, service, at, whole=whole) for service, at in day.places(_read_wish())])


@blueprint.get("/taxonomies")
def taxonomies() -> Response:
    """List taxonomies."""
    _check_names(_PAGED)
    return _list([_give(found) for found in _day().find_taxonomies(_read_wish())])


@blueprint.get("/taxonomy_terms")
def taxonomy_terms() -> Response:
    """List terms; ours have no terms below them."""
    _check_names(_PAGED | {"taxonomy_id", "top_only", "parent_id"})
    _read_flag("top_only")
    found = [] if _read_id("parent_id") else _day().find_terms(_read_wish())
    return _list([_give(term) for term in found])


#: How one object of each list is found by its id.
_ONE: Mapping[str, Callable[[Day, str], Json | None]] = {
    "services": Day.service,
    "organizations": lambda day, key: day.organization(key, whole=_read_flag("full_service")),
    "service_at_locations": Day.place,
    "taxonomies": lambda day, key: _pick(day.find_taxonomies(Wish()), key),
    "taxonomy_terms": lambda day, key: _pick(day.find_terms(Wish()), key),
}


def _pick(found: Iterable[Json], key: str) -> Json | None:
    return next((item for item in found if item["id"] == key), None)


@blueprint.get("/<kind>/<key>")
def one(kind: str, key: str) -> Response:
    """Give one object with everything that hangs on it."""
    if kind not in _ONE:
        return _missing()
    _check_names({"full_service"} if kind == "organizations" else set())
    # In one spelling alone: each address that answers is kept in memory.
    found = _ONE[kind](_day(), key) if _UUID.fullmatch(key) and key == key.lower() else None
    return _missing() if found is None else _answer(found)


@blueprint.get("/<path:rest>")
def anything(rest: str) -> Response:
    """Answer in JSON where there is nothing."""
    return _missing()


def init_app(app: Flask, days: Days) -> None:
    """Put the API on the site."""
    app.extensions["hsds"] = days
    app.register_blueprint(blueprint)
