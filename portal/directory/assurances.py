"""Who checked which entry and when: the operator's own record, one table a service.

An assurance is for the numbers that were called. When a new release or an
import changes one, nobody has called the new one, so the assurance ends by
itself.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import tomlkit

from portal.content.claims import check_role
from portal.data import Entry, parse_toml, read_text
from portal.directory.services import Assurance, Service

FILE = "assurances.toml"

#: 50,000 services, each with a few lines.
MAX_BYTES = 16_000_000

HEADER = """\
# Which entries of the directory somebody has checked, written by “portal directory assure”.
#
# day     when somebody called, or opened the organization's own page
# role    who, never a name
# phones  the numbers that were checked; when the entry gets another one, this table no longer counts
"""


@dataclass(frozen=True, slots=True)
class Record:
    """One table of the file.

    :param phones: what ``tel:`` links held when it was checked, in order of digits.
    """

    assurance: Assurance
    phones: tuple[str, ...]


def checked_phones(service: Service) -> tuple[str, ...]:
    """List the numbers an assurance of a service is for."""
    return tuple(sorted({phone.dial for phone in service.all_phones()}))


def path_of(instance: Path) -> Path:
    """Give the place of the file in the operator's folder."""
    return instance / "directory" / FILE


def _read_record(key: str, table: object) -> Record:
    entry = Entry(FILE, key, table)
    record = Record(Assurance(entry.day("day"), check_role(entry.text("role"), f"{key}: role")), entry.texts("phones"))
    entry.finish()
    return record


def load_assurances(instance: Path) -> dict[str, Record]:
    """Read the operator's ``directory/assurances.toml``; without one, nothing was checked.

    :raises DataError: for an entry that cannot be used.
    """
    path = path_of(instance)
    if not path.exists():
        return {}
    tables = parse_toml(FILE, read_text(path, MAX_BYTES))
    return {key: _read_record(key, table) for key, table in tables.items()}


def apply_assurances(services: Mapping[str, Service], records: Mapping[str, Record]) -> dict[str, Service]:
    """Give each service its assurance, if it is for the numbers the service has now."""
    return {
        key: replace(service, assurance=records[key].assurance)
        if key in records and records[key].phones == checked_phones(service)
        else service
        for key, service in services.items()
    }


def write_record(text: str, service: Service, day: date, role: str) -> str:
    """Put one assurance into the text of the file, keeping its comments and order.

    :param text: the file as it is, or nothing.
    :return: its new text; the caller writes it.
    """
    document = tomlkit.parse(text or HEADER)
    values = {"day": day, "role": role, "phones": list(checked_phones(service))}
    if service.key in document:
        # In place: a comment below the table belongs to it.
        document[service.key].update(values)
    else:
        table = tomlkit.table()
        table.update(values)
        document.add(tomlkit.nl())
        document.add(service.key, table)
    return tomlkit.dumps(document)
