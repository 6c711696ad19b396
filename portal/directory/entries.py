"""One table of the directory's files to one service, key by key, with nothing in it left unread."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast, get_args

from portal.content.markdown import Message
from portal.data import Entry
from portal.directory.contacts import read_address, read_email, read_languages, read_phones, read_schedules
from portal.directory.counties import County
from portal.directory.places import read_area, read_line, read_listing, read_locations
from portal.directory.services import ImmigrationStatus, Need, Service
from portal.directory.subkinds import Subkind
from portal.directory.wording import check_key, check_visible, own_message


@dataclass(frozen=True, slots=True)
class Known:
    """What an entry may name."""

    counties: Mapping[str, County]
    subkinds: Mapping[str, Subkind]


class _Sentences:
    """Finds each sentence of a service: its own, or the one all of its kind share."""

    def __init__(self, entry: Entry, name: str, subkind: Subkind, *, imported: bool) -> None:
        self._entry = entry
        self._name = name
        self._subkind = subkind
        self._imported = imported

    def find(self, field: str) -> Message | None:
        if self._entry.has(field):
            return own_message(self._entry, field, self._entry.name, self._name, imported=self._imported)
        return self._subkind.shared.get(field)

    def require(self, field: str) -> Message:
        message = self.find(field)
        if message is None:
            raise self._entry.error(f"The key “{field}” is missing.", f'Add {field} = "…" in plain words.')
        return message


def read_service(file: str, key: str, table: object, known: Known, *, imported: bool = False) -> Service:
    """Read one entry.

    :param imported: from the operator's own folder: its sentences are data, held to other rules.
    :raises DataError: naming the first thing that cannot be used.
    """
    entry = Entry(file, key, table)
    check_key(entry)
    name = read_line(entry, "name")
    subkind = entry.choice("subkind", known.subkinds)
    sentences = _Sentences(entry, name, known.subkinds[subkind], imported=imported)
    service = Service(
        key=key,
        name=name,
        need=cast(Need, entry.choice("need", get_args(Need))),
        subkind=subkind,
        description=sentences.require("description"),
        area=read_area(entry, known.counties),
        listing=read_listing(entry),
        phones=read_phones(entry, key, name, imported=imported),
        locations=read_locations(entry, key, name, known.counties, imported=imported),
        schedules=read_schedules(entry),
        languages=read_languages(entry),
        immigration_status=_read_status(entry),
        alternate_names=_read_names(entry),
        hours_note=sentences.find("hours_note"),
        eligibility=sentences.find("eligibility"),
        interpreters=sentences.find("interpreters"),
        alert=sentences.find("alert"),
        website=read_address(entry, "website", secure=not imported),
        email=read_email(entry),
        free=entry.flag("free"),
        lsc_funded=entry.flag("lsc_funded"),
        contractor=entry.flag("contractor"),
        recognized_until=entry.day("recognized_until") if entry.has("recognized_until") else None,
        active=not entry.flag("inactive"),
        tags=entry.texts("tags") if entry.has("tags") else (),
        imported=imported,
    )
    entry.finish()
    _check_whole(entry, service)
    return service


def _read_status(entry: Entry) -> ImmigrationStatus:
    options = get_args(ImmigrationStatus)
    # Left out is “ask”: nothing is open to everybody by default.
    status = entry.choice("immigration_status", options) if entry.has("immigration_status") else "ask"
    return cast(ImmigrationStatus, status)


def _read_names(entry: Entry) -> tuple[str, ...]:
    names = entry.texts("alternate_names") if entry.has("alternate_names") else ()
    return tuple(check_visible(entry, "alternate_names", name) for name in names)


def _check_whole(entry: Entry, service: Service) -> None:
    """Refuse an entry whose parts are right and whose whole is not."""
    if not (service.all_phones() or service.website or service.locations):
        raise entry.error("Nobody can reach it.", "Give a phone, a website or a location.")
    if service.area.scope == "office" and not service.locations:
        raise entry.error("Its scope is office and it has no location.", "Give its locations or its counties.")
    if service.immigration_status == "any" and service.lsc_funded:
        raise entry.error(
            "Federally funded legal aid is not open to any status.", 'Write immigration_status = "may-refuse".'
        )
