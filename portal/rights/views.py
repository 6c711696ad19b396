"""The addresses of guides and of what changed."""

from flask import Blueprint, Flask, Response, abort, current_app, render_template

from portal.i18n.catalogs import current_speech
from portal.rights import feed
from portal.rights.library import HELP, STATES_SECTION
from portal.rights.shelf import Reader, Shelf

blueprint = Blueprint("rights", __name__)


def _reader() -> Reader:
    shelf: Shelf = current_app.extensions["rights"]
    return shelf.reader(current_speech().locale.code)


@blueprint.get("/<locale:locale>/rights/")
def index() -> str:
    """Show every guide, by topic."""
    return render_template("rights/index.html", topics=_reader().guides())


@blueprint.get("/<locale:locale>/rights/<slug>")
def guide(slug: str) -> str:
    """Show one guide."""
    reader = _reader()
    found = reader.library.guides.get(slug)
    if found is None:
        abort(404)
    states_slug, _, states_anchor = STATES_SECTION.partition(".")
    return render_template(
        "rights/guide.html",
        slug=slug,
        title=reader.renderer.render(found.title),
        question=reader.renderer.render(found.question),
        neutral_title=reader.renderer.plain(found.neutral_title)[0],
        explicit_title=reader.renderer.plain(found.title)[0],
        sections=reader.sections(found),
        state=reader.state(found),
        help_section=None if HELP.startswith(f"{slug}.") else reader.section(HELP),
        states=reader.library.states if slug == states_slug else (),
        states_anchor=states_anchor,
    )


@blueprint.get("/<locale:locale>/changes")
def changes() -> str:
    """Show what changed, newest first, and what may have."""
    reader = _reader()
    return render_template(
        "rights/changes.html",
        planned=reader.changes("planned"),
        happened=reader.changes("happened"),
        expired=reader.expired(),
        months=[month for month in reader.library.months() if month <= reader.today.isoformat()],
    )


@blueprint.get("/<locale:locale>/changes/<month>")
def bulletin(month: str) -> str:
    """Show what changed in one month, as a sheet to print."""
    reader = _reader()
    if month not in reader.library.months():
        abort(404)
    return render_template("rights/bulletin.html", bulletin=reader.bulletin(month), made=reader.today)


@blueprint.get("/<locale:locale>/changes.atom")
def changes_feed() -> Response:
    """Give what changed as an Atom feed, for those who follow without visiting."""
    body = feed.build_feed(_reader(), current_app.extensions["config"].base_url, _feed_words())
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _feed_words() -> feed.Words:
    gettext = current_speech().gettext
    return feed.Words(
        title=gettext("Family guide: what changed"),
        changed_since=gettext("This may have changed since %(date)s."),
        known_on=gettext("What was known on %(date)s"),
        was_planned=gettext("This was planned. We have not yet checked what happened."),
        confidence={
            "confirmed": gettext("Confirmed"),
            "unclear": gettext("Not fully clear"),
            "disputed": gettext("Sources disagree"),
        },
    )


def init_app(app: Flask, shelf: Shelf) -> None:
    """Put the guides on the site."""
    app.extensions["rights"] = shelf
    app.register_blueprint(blueprint)
