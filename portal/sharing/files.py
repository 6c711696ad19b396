"""What makes a page a file somebody passes on: how long it is good, how large it may be, where its links lead.

Nothing can take such a file back. It is opened years later from a chat or a
memory card, with no network and no script, so it says in its own words until
when it was good, and it leads to what replaced it.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from portal.directory.freshness import assured_until, listed_until
from portal.directory.services import Service
from portal.rights.shelf import Reader
from portal.sharing.packets import Item

#: What a chat still sends on a bad line, and an old phone still opens. The frame round the texts is a part of it.
MAX_BYTES = 300_000
FRAME_BYTES = 20_000

_OWN_LINK = re.compile(r'<a ([^>]*?)href="(/[^"]*)"')


def find_good_until(items: Iterable[Item], reader: Reader) -> date | None:
    """Find the last day on which nothing in a file has run out; nothing if it holds nothing dated that still is good.

    What has run out already says so in its own place.
    """
    days = [day for item in items for day in _review_days(item, reader) if day >= reader.today]
    return min(days, default=None)


def _review_days(item: Item, reader: Reader) -> Iterator[date]:
    for reading in item.sections:
        yield reading.claim.review_by
        yield from (phone.review_by for phone in reader.phones(reading.key))
    if item.service:
        yield from _service_days(item.service.service)
    for part in item.parts:
        for entry in (*part.here, *part.wide):
            yield from _service_days(entry.service)


def _service_days(service: Service) -> Iterator[date]:
    if service.is_evergreen:
        return
    yield from filter(None, (listed_until(service), assured_until(service), service.recognized_until))


def count_fitting(texts: Sequence[str]) -> int:
    """Count how many texts, in their order, fit into one file."""
    room = MAX_BYTES - FRAME_BYTES
    for number, text in enumerate(texts):
        room -= len(text.encode())
        if room < 0:
            return number
    return len(texts)


def list_places(items: Iterable[Item], code: str) -> dict[str, str]:
    """List the addresses that are pages of the site and places in the file, each with the id it has there."""
    places: dict[str, str] = {}
    for item in items:
        for reading in item.sections:
            address = f"/{code}/rights/{reading.slug}"
            places.setdefault(f"{address}#{reading.key.partition('.')[2]}", reading.anchor)
            if item.subject.kind == "guide":
                places.setdefault(address, reading.anchor)
    return places


def lead_out(page: str, base_url: str, places: Mapping[str, str]) -> str:
    """Make the links of a page lead to places in the file where they can, and else to the site, by its whole address.

    :param page: rendered, so that no text in it holds a quotation mark of its own.
    """

    def lead(link: re.Match[str]) -> str:
        attributes, address = link.groups()
        if address in places:
            return f'<a {attributes}href="#{places[address]}"'
        return f'<a {attributes}rel="noreferrer" href="{base_url}{address}"'

    return _OWN_LINK.sub(lead, page)
