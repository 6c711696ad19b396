"""The addresses of files to pass on: whatever can be a packet, as one file that needs no network.

It is made of the same components as the packet's page. What would make the
file too large for a chat stands in it as a link.
"""

from flask import Blueprint, Flask, Response, abort, current_app, get_template_attribute, render_template, request

from portal.directory.shelf import Shelf as DirectoryShelf
from portal.i18n.catalogs import current_speech
from portal.sharing.files import count_fitting, find_good_until, lead_out, list_places
from portal.sharing.handouts.words import Words
from portal.sharing.packets import PacketReading, find_worst_state, read_packet
from portal.sharing.subjects import parse_packet
from portal.sharing.texts import TextWriter
from portal.site.finished import PASSING_KEY

blueprint = Blueprint("passing", __name__)


def _directory() -> DirectoryShelf:
    found: DirectoryShelf = current_app.extensions["passing"]
    return found


def _writer() -> TextWriter:
    speech, guides = current_speech(), current_app.extensions["rights"]
    base_url = current_app.extensions["config"].base_url
    english = current_app.extensions["languages"].registry.source
    reader = guides.reader(speech.locale.code)
    return TextWriter(reader, Words(speech.chain), _directory().register, english, base_url)


@blueprint.get("/<locale:locale>/pass-on/<what>.html")
def file(what: str) -> Response:
    """Send guides, or anything else that can be a packet, as one file to keep or to send on."""
    # Anybody can ask for another choice, so none is kept in front of the site.
    request.environ[PASSING_KEY] = True
    packet = parse_packet(what)
    writer = _writer()
    reading = read_packet(packet, writer.reader, _directory())
    if not reading.items:
        abort(404)
    answer = Response(_write(reading, writer), content_type="text/html; charset=utf-8")
    # The name stays in the list of downloads of a phone, so it tells nothing.
    answer.headers["Content-Disposition"] = f'attachment; filename="pages-{writer.words.locale.code}.html"'
    return answer


def _write(reading: PacketReading, writer: TextWriter) -> str:
    locale, packet = writer.words.locale, reading.packet
    write_items = get_template_attribute("components/packet.html", "packet_items")
    texts = [write_items([item], locale) for item in reading.items]
    fitting = count_fitting(texts)
    inside, outside = reading.items[:fitting], reading.items[fitting:]
    path = reading.items[0].subject.path if len(packet.names) == 1 else packet.path
    page = render_template(
        "sharing/file.html",
        title=writer.title(packet),
        reading=reading,
        texts=texts[:fitting],
        outside=[(writer.name(item.subject), item.subject.path) for item in outside],
        state=find_worst_state([item.subject for item in inside], writer.reader),
        made=writer.reader.today,
        good_until=find_good_until(inside, writer.reader),
        phones=writer.reader.library.phones,
        path=f"/{locale.code}{path}",
    )
    return lead_out(page, writer.base_url, list_places(inside, locale.code))


def init_app(app: Flask, directory: DirectoryShelf) -> None:
    """Put files to pass on on the site."""
    app.extensions["passing"] = directory
    app.register_blueprint(blueprint)
