"""The addresses of share sheets and packets.

Whoever prepares something stays in their own language; the language of whoever
receives it is one word of the query, ``in``, and nobody remembers it. Every
choice is a link or a tick, so nothing here can carry what somebody typed.
"""

from dataclasses import dataclass
from typing import Any

from flask import (
    Blueprint,
    Flask,
    abort,
    current_app,
    get_template_attribute,
    make_response,
    render_template,
    request,
    url_for,
)
from markupsafe import Markup

from portal.directory.services import NEEDS, Service
from portal.directory.shelf import Shelf as DirectoryShelf
from portal.i18n import routing
from portal.i18n.catalogs import Speech, current_speech, speaking
from portal.i18n.locales import SiteLocale
from portal.rights.shelf import Reader, Shelf
from portal.sharing.handouts.words import Words
from portal.sharing.packets import PacketReading, find_worst_state, read_packet
from portal.sharing.sending import show
from portal.sharing.subjects import JOINT, MAX_ITEMS, Packet, parse_packet
from portal.sharing.texts import TextWriter
from portal.site.finished import PASSING_KEY

blueprint = Blueprint("sharing", __name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What share sheets are made from.

    :param guides: every guide, and who reads it out in each language.
    :param directory: the same for services.
    :param base_url: what every address that is passed on starts with.
    """

    guides: Shelf
    directory: DirectoryShelf
    base_url: str

    def reader(self, locale: SiteLocale) -> Reader:
        """Give a reader of the guides in a language, today."""
        return self.guides.reader(locale.code)

    def writer(self, locale: SiteLocale) -> TextWriter:
        """Give who writes messages in a language."""
        words = Words(_speech(locale).chain)
        english = routing.languages().registry.source
        return TextWriter(self.reader(locale), words, self.directory.register, english, self.base_url)


def _desk() -> Desk:
    found: Desk = current_app.extensions["sharing"]
    return found


def _speech(locale: SiteLocale) -> Speech:
    return routing.languages().domain.speeches[locale.code]


@blueprint.get("/<locale:locale>/share/<what>")
def share(what: str) -> str:
    """Show the message, the code and the paper of one thing, or of a packet, for somebody else's language."""
    request.environ[PASSING_KEY] = True
    packet = _read_packet(what)
    return render_template("sharing/share.html", **_describe(packet, _read_client()))


@blueprint.get("/<locale:locale>/packet/<choice>")
def packet(choice: str) -> str:
    """Show everything of a packet as its reader gets it, then how to pass it on."""
    request.environ[PASSING_KEY] = True
    chosen = _read_packet(choice)
    client = _read_client()
    reading = read_packet(chosen, _desk().reader(client), _desk().directory)
    return render_template(
        "sharing/packet.html",
        reading=reading,
        items=_render_items(reading, client),
        change=url_for("sharing.builder", item=[name.key for name in chosen.names]),
        **_describe(chosen, client),
    )


@blueprint.get("/<locale:locale>/packet/")
def builder() -> str:
    """Offer every guide, its sections and a county's services to be ticked; what is ticked stands in the address."""
    request.environ[PASSING_KEY] = True
    chosen = parse_packet(JOINT.join(request.args.getlist("item")))
    locale = current_speech().locale
    desk = _desk()
    register, today = desk.directory.register, desk.guides.clock.today()
    slug = _read_one("county")
    county = register.counties.get(slug) if slug else None
    if slug and county is None:
        abort(400)
    writer = desk.writer(locale)
    found = writer.find(chosen)
    return render_template(
        "sharing/builder.html",
        packet=Packet(tuple(subject.name for subject in found), chosen.unreadable),
        chosen=[(subject.key, show(writer.name(subject))) for subject in found],
        gone=len(chosen.names) - len(found),
        topics=desk.reader(locale).guides(),
        render=desk.reader(locale).renderer.render,
        counties=list(register.counties.values()),
        county=county,
        services=_list_services(county.slug) if county else [],
        crisis=register.crisis(today),
        most=MAX_ITEMS,
    )


def _list_services(county: str) -> list[tuple[str, tuple[Service, ...]]]:
    """List a county's own services, by need."""
    shelf = _desk().directory
    found = ((need, shelf.register.find(need, county, today=shelf.clock.today())) for need in NEEDS)
    return [(need, services) for need, services in found if services]


def _describe(packet: Packet, client: SiteLocale) -> dict[str, Any]:
    """Give a template what both pages say of something to pass on.

    The page is not there where nothing of it is on the site.
    """
    desk = _desk()
    writer = desk.writer(client)
    message = writer.write(packet)
    title = desk.writer(current_speech().locale).title(packet)
    if message is None or title is None:
        abort(404)
    return {
        "packet": packet,
        "client": client,
        "message": message,
        "title": show(title),
        "state": find_worst_state(writer.find(packet), writer.reader),
        "address": message.address.removeprefix(desk.base_url),
        "languages": _offer_languages(),
        "has_paper": current_app.extensions["press"].typesetter.shelf.find_missing(client) is None,
    }


def _render_items(reading: PacketReading, client: SiteLocale) -> Markup:
    """Write what is in a packet in its reader's language, whatever language the page around it is in."""
    with speaking(_speech(client)):
        written: Markup = get_template_attribute("components/packet.html", "packet_items")(reading.items, client)
    return written


def _read_packet(what: str) -> Packet:
    packet = parse_packet(what)
    if not packet.names:
        abort(404)
    return packet


def _read_one(name: str) -> str | None:
    """Read a word of the query that may stand there once; an empty one is a choice nobody made."""
    values = request.args.getlist(name)
    if len(values) > 1:
        abort(400)
    return (values[0] or None) if values else None


def _read_client() -> SiteLocale:
    """Read whose language is meant; the page's own, if nobody is named.

    A language that is known and not offered yet is answered by a page with those that are.
    """
    known = routing.languages()
    name = _read_one("in")
    if name is None:
        return current_speech().locale
    locale = known.registry.find(name)
    if locale in known.offered:
        return locale
    if locale is None or locale.pseudo:
        abort(400)
    page = render_template("sharing/not-offered.html", wanted=locale, languages=_offer_languages(), client=None)
    abort(make_response(page, 404))


def _offer_languages() -> list[tuple[SiteLocale, str]]:
    """List every language with the address of this very page for its readers."""
    return [(locale, f"?in={locale.code}") for locale in routing.languages().offered]


def init_app(app: Flask, guides: Shelf, directory: DirectoryShelf, base_url: str) -> None:
    """Put share sheets and packets on the site.

    :param base_url: what every address that is passed on starts with.
    """
    app.extensions["sharing"] = Desk(guides, directory, base_url)
    app.register_blueprint(blueprint)
