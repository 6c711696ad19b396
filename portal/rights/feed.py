"""The Atom feed of what changed (RFC 4287), in plain text.

A feed reader keeps what it was sent, so an entry names its date in its own
words, and a section that has run out is announced like any other event.
"""

from dataclasses import dataclass
from datetime import date
from xml.etree import ElementTree

from portal.content.claims import Claim
from portal.i18n.formats import format_day, format_partial_date
from portal.rights.changes import Change
from portal.rights.shelf import Reader

_ATOM = "http://www.w3.org/2005/Atom"

ElementTree.register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class Words:
    """The interface messages a feed needs, in its language.

    :param title: the feed's title.
    :param changed_since: with ``%(date)s``, opens an expired section.
    :param known_on: with ``%(date)s``, opens the old text.
    :param was_planned: said of a planned event whose day has come.
    :param confidence: the word for each confidence.
    """

    title: str
    changed_since: str
    known_on: str
    was_planned: str
    confidence: dict[str, str]


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text
    return element


def _stamp(day: date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _add_entry(root: ElementTree.Element, address: str, updated: date, title: str, text: str, language: str) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", address)
    _add(entry, "title", title)
    _add(entry, "updated", _stamp(updated))
    _add(entry, "link", rel="alternate", type="text/html", href=address)
    content = _add(entry, "content", text, type="text")
    content.set("{http://www.w3.org/XML/1998/namespace}lang", language)


def _change_text(change: Change, reader: Reader, words: Words) -> tuple[str, str]:
    text, locale = reader.renderer.plain(change.text)
    note = f" {words.was_planned}" if change.was_planned(reader.today) else ""
    return f"{text}{note} ({words.confidence[change.confidence]})", locale.tag


def _expired_text(claim: Claim, reader: Reader, words: Words) -> tuple[str, str]:
    _, section = reader.library.section(claim.key)
    renderer = reader.renderer
    day = format_day(claim.as_of, renderer.locale)
    parts = [renderer.plain(block.message) for block in section.blocks]
    old = " ".join(text for text, _ in parts)
    spoken = {locale.tag for _, locale in parts}
    notice = words.changed_since % {"date": day}
    known = words.known_on % {"date": day}
    # The old text is most of the entry, so its language is the entry's where it is all in one.
    return f"{notice} {known}: {old}", spoken.pop() if len(spoken) == 1 else renderer.locale.tag


def build_feed(reader: Reader, base_url: str, words: Words) -> bytes:
    """Build the feed of one reader's language.

    :param base_url: scheme and host of every address in it.
    :return: the XML document.
    """
    renderer, library, today = reader.renderer, reader.library, reader.today
    locale = renderer.locale
    page = f"{base_url}/{locale.code}/changes"
    root = ElementTree.Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": locale.tag})
    expired = library.expired(today)
    happened = [change for change in library.changes if change.first_day <= today]
    days = [claim.review_by for claim in expired] + [change.first_day for change in happened]
    _add(root, "id", page)
    _add(root, "title", words.title)
    _add(root, "updated", _stamp(max(days, default=today)))
    _add(root, "link", rel="self", type="application/atom+xml", href=f"{page}.atom")
    _add(root, "link", rel="alternate", type="text/html", href=page)
    _add(_add(root, "author"), "name", base_url)
    for claim in expired:
        guide, section = library.section(claim.key)
        text, language = _expired_text(claim, reader, words)
        title = f"{renderer.plain(guide.title)[0]}: {renderer.plain(section.heading)[0]}"
        # The day it ran out is part of the id: a section can run out again.
        address = f"{base_url}/{locale.code}/rights/{guide.slug}?expired={claim.review_by}#{section.key}"
        _add_entry(root, address, claim.review_by, title, text, language)
    for change in happened:
        text, language = _change_text(change, reader, words)
        title = format_partial_date(change.when, locale)
        _add_entry(root, f"{page}#{change.key}", change.first_day, title, text, language)
    body: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return body
