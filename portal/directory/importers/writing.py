"""Entries as the text of a file of the operator's, in the layout every file of the directory has.

Written here and not by a library that keeps comments: the file is the
import's, made anew each time, and a state's list has thousands of entries.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from portal.content.markdown import Message
from portal.directory.services import Listing, Location, Phone, Schedule, Service, ServiceArea

_HEADER = """\
# Written by “portal directory import” from {source}.
# The next import from the same list writes this file anew, so mend the list and not the file.
"""


def _filled(table: dict[str, Any]) -> dict[str, Any]:
    """Leave out what is not there, since TOML has no null; its lists are lists."""
    filled = {key: value for key, value in table.items() if value not in (None, "", (), [], False)}
    return {key: list(value) if isinstance(value, tuple) else value for key, value in filled.items()}


def _own(message: Message | None, key: str) -> str | None:
    """Give the text of a service's own message; those a whole kind shares stand with the kind."""
    return message.text if message and message.context == f"help/{key}" else None


def _phones(phones: Iterable[Phone], key: str) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "printed": phone.printed,
                "dial": phone.dial,
                "type": None if phone.type == "voice" else phone.type,
                "extension": phone.extension,
                "languages": phone.languages,
                "instruction": _own(phone.instruction, key),
            }
        )
        for phone in phones
    ]


def _schedule(schedule: Schedule) -> dict[str, Any]:
    opens, closes = schedule.opens, schedule.closes
    clock = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"} if opens and closes else {}
    return {"days": list(schedule.days), **clock}


def _area(area: ServiceArea) -> dict[str, Any]:
    return _filled({"scope": area.scope, "counties": area.counties})


def _listing(listing: Listing) -> dict[str, Any]:
    return _filled(
        {
            "publisher": listing.publisher,
            "url": listing.url,
            "date": listing.date,
            "undated": listing.date is None,
            "copied": listing.copied,
        }
    )


def _location(place: Location, key: str) -> dict[str, Any]:
    return _filled(
        {
            "name": place.name,
            "address": place.address,
            "city": place.city,
            "postal_code": place.postal_code,
            "county": place.county,
            "phones": _phones(place.phones, key),
            "listing": _listing(place.listing) if place.listing else None,
        }
    )


def make_table(service: Service) -> dict[str, Any]:
    """Write a service as the table of a file, key by key as ``entries.py`` reads it."""
    key = service.key
    return _filled(
        {
            "name": service.name,
            "alternate_names": service.alternate_names,
            "need": service.need,
            "subkind": service.subkind,
            "inactive": not service.active,
            "description": _own(service.description, key),
            "eligibility": _own(service.eligibility, key),
            "interpreters": _own(service.interpreters, key),
            "hours_note": _own(service.hours_note, key),
            "alert": _own(service.alert, key),
            "immigration_status": None if service.immigration_status == "ask" else service.immigration_status,
            "languages": service.languages,
            "website": service.website,
            "email": service.email,
            "free": service.free,
            "lsc_funded": service.lsc_funded,
            "contractor": service.contractor,
            "recognized_until": service.recognized_until,
            "tags": service.tags,
            "area": _area(service.area),
            "listing": _listing(service.listing),
            "phones": _phones(service.phones, key),
            "schedules": [_schedule(schedule) for schedule in service.schedules],
            "locations": [_location(place, key) for place in service.locations],
        }
    )


def _write(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_write(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(_write, value)) + "]"
    # JSON's texts are TOML's, but for one character that TOML wants escaped as well.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def write_file(services: Iterable[Service], source: str) -> bytes:
    """Write the whole file, in order of keys.

    :param source: what the entries were read from, for whoever opens it.
    """
    parts = [_HEADER.format(source=" ".join(source.split()))]
    for service in sorted(services, key=lambda service: service.key):
        lines = [f"[{service.key}]", *(f"{key} = {_write(value)}" for key, value in make_table(service).items())]
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts).encode()
