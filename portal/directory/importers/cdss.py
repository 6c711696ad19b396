"""The state's list of contractors for immigration services (CDSS), as a CSV file the operator made of it.

Being on it is what the list says and all it says. An organization the
directory has already keeps its entry and is marked there; it is never inferred
from anything else.
"""

from dataclasses import replace

from portal.directory.importers.drafts import Draft, Origin, Reading, Unusable, find_subkind
from portal.directory.importers.lists import Lists
from portal.directory.importers.merging import retire
from portal.directory.importers.offices import Known, Office, name_entry, place_offices, read_office, read_offices
from portal.directory.importers.rows import check_columns, read_csv
from portal.directory.services import Service, ServiceArea

COLUMNS = ("organization", "office", "street", "city", "state", "zip", "phone")

SUBKIND = "immigration-contractor"
PUBLISHER = "California Department of Social Services, immigration services contractors"


def read_cdss(raw: bytes, name: str, lists: Lists, origin: Origin) -> Reading:
    """Read the list of contractors.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    columns, rows = read_csv(raw, name)
    check_columns(columns, COLUMNS, ("office_type", "county"), name)
    reading = Reading()
    organizations = read_offices(rows, lambda row: read_office(row, lists.places, reading), reading)
    known = Known({key: service for key, service in lists.services.items() if service.need == "legal-aid"})
    for offices in organizations.values():
        try:
            reading.drafts.append(_draft(offices, known, lists, origin))
        except Unusable as error:
            reading.problems.append(error.at(offices[0].row.place))
    return reading


def _draft(offices: list[Office], known: Known, lists: Lists, origin: Origin) -> Draft:
    place = offices[0].row.place
    same = known.find(offices)
    if same and same.subkind != SUBKIND:
        return Draft(place, replace(same, contractor=True))
    phones, locations = place_offices(offices)
    service = Service(
        key=same.key if same else name_entry("cdss", offices[0]),
        name=offices[0].organization,
        need="legal-aid",
        subkind=SUBKIND,
        description=find_subkind(SUBKIND, lists.subkinds).shared["description"],
        area=ServiceArea("office"),
        listing=origin.listing(origin.publisher or PUBLISHER),
        phones=phones,
        locations=locations,
        contractor=True,
    )
    return Draft(place, service)


def leave_contract(service: Service) -> Service:
    """Make an entry what it is without a contract: one known from elsewhere stays, only the mark goes."""
    return retire(service) if service.subkind == SUBKIND else replace(service, contractor=False)
