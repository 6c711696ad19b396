"""Lists of offices, one row each, of organizations that have several: the DOJ's roster and the state's contractors.

Rows of one name become one entry with several offices, because a family that
is sent to the nearest office must not think it is another organization.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from portal.directory.importers.drafts import Problem, Reading, Unusable, make_key, optional, read_phone, required
from portal.directory.importers.merging import fold_name
from portal.directory.importers.places import Places
from portal.directory.importers.rows import Row
from portal.directory.services import Location, Phone, Service

_ZIP = re.compile(r"[0-9]{5}")


@dataclass(frozen=True, slots=True)
class Office:
    """One row.

    :param main: whether it is the organization's principal office.
    """

    row: Row
    organization: str
    location: Location
    main: bool


def read_office(row: Row, places: Places, reading: Reading) -> Office:
    """Read the columns that every list of offices has.

    :param reading: gets a note where there is no phone.
    :raises Unusable: for a row that is no office in California.
    """
    cells = row.cells
    organization = required("organization", cells.get("organization"))
    if cells.get("state", "").strip().upper() not in {"CA", "CALIFORNIA"}:
        raise Unusable("state", "It is not in California.", "Keep offices in CA alone.")
    zip_code = required("zip", cells.get("zip"))
    if not _ZIP.fullmatch(zip_code):
        raise Unusable("zip", f"“{zip_code[:20]}” is no ZIP code.", "Write five digits; keep zeros in front.")
    kind = cells.get("office_type", "").strip().lower()
    if kind not in {"", "principal", "extension"}:
        raise Unusable("office_type", f"“{kind[:20]}” is not a choice.", "Write principal or extension.")
    phone = cells.get("phone", "").strip()
    if not phone:
        problem = "It is empty."
        reading.notes.append(Problem(row.place, "phone", problem, "The office is kept; look its number up."))
    name = optional("office", cells.get("office"))
    location = Location(
        name=name if name and fold_name(name) != fold_name(organization) else None,
        address=required("street", cells.get("street")),
        city=required("city", cells.get("city")),
        postal_code=zip_code,
        county=places.find(zip_code, cells.get("county")),
        phones=(read_phone("phone", phone),) if phone else (),
    )
    return Office(row, organization, location, kind == "principal")


def read_offices(
    rows: Iterable[Row], read: Callable[[Row], Office | None], reading: Reading
) -> dict[str, list[Office]]:
    """Read every row that can be used.

    :param read: reads one; nothing for a row that does not count.
    :return: offices by the folded name of their organization, principal ones first.
    """
    found: dict[str, list[Office]] = {}
    for row in rows:
        try:
            office = read(row)
        except Unusable as error:
            reading.problems.append(error.at(row.place))
            continue
        if office is None:
            continue
        offices = found.setdefault(fold_name(office.organization), [])
        twin = next((other for other in offices if _is_same(office.location, other.location)), None)
        if twin:
            problem = f"It is the office of {twin.row.place}."
            reading.problems.append(Problem(row.place, "street", problem, "Keep one of the two rows."))
            continue
        offices.append(office)
    return {name: sorted(offices, key=lambda office: not office.main) for name, offices in found.items()}


def _is_same(location: Location, other: Location) -> bool:
    return (fold_name(location.address), location.postal_code) == (fold_name(other.address), other.postal_code)


class Known:
    """Entries of the directory an organization of a list may be.

    :param services: those that come into question.
    """

    def __init__(self, services: Mapping[str, Service]) -> None:
        self._by_name: dict[str, list[Service]] = {}
        for service in services.values():
            for name in (service.name, *service.alternate_names):
                self._by_name.setdefault(fold_name(name), []).append(service)

    def find(self, offices: list[Office]) -> Service | None:
        """Find the entry of an organization: one of its name, with an office in one of its ZIP codes."""
        zips = {office.location.postal_code for office in offices}
        named = self._by_name.get(fold_name(offices[0].organization), ())
        return next((service for service in named if zips & _zips(service)), None)


def _zips(service: Service) -> set[str | None]:
    return {place.postal_code[:5] if place.postal_code else None for place in service.locations}


def place_offices(offices: list[Office]) -> tuple[tuple[Phone, ...], tuple[Location, ...]]:
    """Give the numbers of the organization and its offices: the number of an only office is the organization's."""
    locations = tuple(office.location for office in offices)
    if len(locations) > 1:
        return (), locations
    return locations[0].phones, (replace(locations[0], phones=()),)


def name_entry(prefix: str, office: Office) -> str:
    """Make the key of a new entry."""
    place = office.location
    return make_key(prefix, office.organization[:50], place.city, place.postal_code or "")
