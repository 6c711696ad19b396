"""The addresses of home, the language chooser and the pages about the portal itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, Flask, current_app, g, make_response, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound

from portal.content.rendering import Rendered
from portal.i18n import routing
from portal.i18n.catalogs import current_speech
from portal.i18n.offering import Offering
from portal.pages.handover import build_handover
from portal.pages.progress import read_progress
from portal.pages.promises import Promise
from portal.rights.library import EMERGENCY, HELP, SHORT_ANSWER
from portal.rights.shelf import Reader, Shelf

blueprint = Blueprint("pages", __name__)

#: How much of the timeline the home page shows.
RECENT = 3


def _shelf() -> Shelf:
    found: Shelf = current_app.extensions["rights"]
    return found


def _reader() -> Reader:
    return _shelf().reader(current_speech().locale.code)


@blueprint.get("/")
def chooser() -> str:
    """Offer every language by its own name, the browser's own first; suggest, never redirect."""
    best = current_speech().locale
    others = [locale for locale in routing.languages().offered if locale != best]
    return render_template("pages/chooser.html", locales=[best, *others])


@blueprint.get("/<locale:locale>/")
def home() -> str:
    """Show emergency help first, then what is true today, then everything else."""
    reader = _reader()
    return render_template(
        "pages/home.html",
        emergency=reader.section(EMERGENCY),
        help_section=reader.section(HELP),
        short_answer=reader.section(SHORT_ANSWER),
        topics=reader.guides(),
        recent=reader.changes("happened")[:RECENT],
        phones=reader.library.phones,
    )


@blueprint.get("/<locale:locale>/about")
def about() -> str:
    """Say what this is, who it is for and how its sentences are dated."""
    return render_template("pages/about.html")


@blueprint.get("/<locale:locale>/for-helpers")
def for_helpers() -> str:
    """Say how to pass pages on without collecting anything; printed, it is a sheet for a desk."""
    reader = _reader()
    months = [month for month in reader.library.months() if month <= reader.today.isoformat()]
    return render_template(
        "pages/for-helpers.html",
        base_url=current_app.extensions["config"].base_url,
        topics=reader.guides(),
        month=months[0] if months else None,
    )


@dataclass(frozen=True, slots=True)
class PromiseReading:
    """A promise, ready for a template."""

    promise: Promise
    text: Rendered


@blueprint.get("/<locale:locale>/privacy")
def privacy() -> str:
    """Show each promise with its test, and what could be handed over."""
    promises = [
        PromiseReading(promise, _reader().renderer.render(promise.text))
        for promise in current_app.extensions["promises"]
    ]
    return render_template("pages/privacy.html", promises=promises, handover=build_handover())


@blueprint.get("/<locale:locale>/translations")
def translations() -> str:
    """Show the state of every language."""
    shelf = _shelf()
    known = routing.languages()
    offerings = current_app.extensions["offerings"]
    progress = read_progress(known.registry, known.domain.catalogs, offerings, shelf.library, shelf.renderers)
    render = _reader().renderer.render
    titles = {f"rights/{slug}": render(guide.title) for slug, guide in shelf.library.guides.items()}
    return render_template("pages/translations.html", progress=progress, titles=titles)


def _answer_error(error: HTTPException) -> ResponseReturnValue:
    """Show our error page in the reader's language, with the status and headers of the error."""
    code = error.code or 500
    if isinstance(error, NotFound):
        answer = routing.handle_not_found(error)
        if answer is not error:
            return answer
    if error.response is not None or code < 400:
        return error
    g.error = code
    response = make_response(render_template("pages/error.html", code=code, phones=_shelf().library.phones), code)
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            response.headers[name] = value
    return response


def init_app(app: Flask, promises: tuple[Promise, ...], offerings: Mapping[str, Offering]) -> None:
    """Put these pages on the site.

    :param offerings: what the compiler noted of each started language, by locale code.
    """
    app.extensions.update(promises=promises, offerings=offerings)
    app.register_blueprint(blueprint)
    # Flask hands a failure of ours to the 500 handler as an HTTPException too.
    app.register_error_handler(HTTPException, _answer_error)
