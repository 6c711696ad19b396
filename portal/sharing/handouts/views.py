"""The addresses of paper, pictures and QR codes.

What is asked for stands whole in the address. It is checked before anything
is set, and what cannot be set is answered by a page that leads to the one
that prints.
"""

from dataclasses import replace

from flask import Blueprint, Flask, Response, abort, current_app, make_response, render_template, request

from portal.directory.register import Register
from portal.i18n import routing
from portal.i18n.catalogs import current_speech
from portal.i18n.locales import SiteLocale
from portal.rights.shelf import Shelf
from portal.sharing import qr
from portal.sharing.handouts.fonts import MissingFont, find_fonts
from portal.sharing.handouts.kept import Busy, KeptFiles
from portal.sharing.handouts.kinds import CONTENT_TYPES, DEFAULT, KINDS, Form, Kind
from portal.sharing.handouts.press import Order, Press
from portal.sharing.handouts.typesetting import CannotSet, Typesetter
from portal.sharing.subjects import Packet, find_subject, parse_packet
from portal.site.finished import PASSING_KEY
from portal.site.logs import ERRORS

blueprint = Blueprint("handouts", __name__)


def _press() -> Press:
    found: Press = current_app.extensions["press"]
    return found


@blueprint.get("/<locale:locale>/handout/<what>.<any(pdf, png):form>")
def handout(what: str, form: Form) -> Response:
    """Send a sheet, a card, a poster or a picture."""
    # Anybody can ask for another choice, so none is kept in front of the site.
    request.environ[PASSING_KEY] = True
    order = Order(_read_packet(what), _read_kind(form), form, current_speech().locale, _read_beside())
    if order.beside and not order.kind.pairs:
        abort(400)
    press, kept = _press(), current_app.extensions["handouts"]
    try:
        body = kept.get(order, press.shelf.clock.today(), lambda: press.make(order))
    except Busy:
        abort(_offer_page(order, 503))
    except (MissingFont, CannotSet):
        ERRORS.exception("A sheet could not be made")
        abort(_offer_page(order, 404))
    if body is None:
        abort(404)
    answer = Response(body, content_type=CONTENT_TYPES[form])
    # The name stays in the list of downloads of a phone, so it tells nothing.
    name = f"sheet-{order.locale.code}-{order.kind.name}.{form}"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@blueprint.get("/qr/<code>/<what>.svg")
def code(code: str, what: str) -> Response:
    """Draw the QR code of a page in a language."""
    request.environ[PASSING_KEY] = True
    locale = routing.languages().offered_by_code(code)
    path = _find_path(_read_packet(what))
    if locale is None or path is None:
        abort(404)
    body = qr.draw_svg(_press().base_url, f"/{locale.code}{path}")
    answer = Response(body, content_type="image/svg+xml; charset=utf-8")
    answer.headers["Content-Disposition"] = f'inline; filename="code-{locale.code}.svg"'
    return answer


def _read_packet(what: str) -> Packet:
    packet = parse_packet(what)
    if not packet.names:
        abort(404)
    # That something could not be read is told on the sheet; what it was is nobody's, and makes no sheet of its own.
    return replace(packet, unreadable=("",) if packet.unreadable else ())


def _read_kind(form: Form) -> Kind:
    kind = KINDS.get(_read_one("sheet") or DEFAULT)
    if kind is None or form not in kind.forms:
        abort(400)
    return kind


def _read_beside() -> SiteLocale | None:
    code = _read_one("with")
    if code is None or code == current_speech().locale.code:
        return None
    locale = routing.languages().offered_by_code(code)
    return locale or abort(400)


def _read_one(name: str) -> str | None:
    """Read a word of the query that may stand there once; an empty one is a choice nobody made."""
    values = request.args.getlist(name)
    if len(values) > 1:
        abort(400)
    return (values[0] or None) if values else None


def _find_path(packet: Packet) -> str | None:
    """Find what follows the locale in the address of a page; nothing if nothing of it is on the site."""
    press = _press()
    library, today = press.shelf.library, press.shelf.clock.today()
    found = [find_subject(name, library, press.register, today) for name in packet.names]
    if len(found) == 1:
        return found[0].path if found[0] else None
    return packet.path if any(found) else None


def _offer_page(order: Order, status: int) -> Response:
    """Say that a sheet cannot be had, and lead to the page that prints."""
    path = _find_path(order.packet)
    if path is None:
        abort(404)
    page = render_template("sharing/no-sheet.html", address=f"/{order.locale.code}{path}", busy=status == 503)
    return make_response(page, status)


def init_app(app: Flask, shelf: Shelf, register: Register, base_url: str) -> None:
    """Put paper on the site.

    :param base_url: what every printed address starts with.
    """
    known: routing.Languages = app.extensions["languages"]
    chains = {code: speech.chain for code, speech in known.domain.speeches.items()}
    typesetter = Typesetter(find_fonts())
    app.extensions["press"] = Press(shelf, chains, known.registry, register, base_url, typesetter)
    app.extensions["handouts"] = KeptFiles()
    app.register_blueprint(blueprint)
