"""The federal list of health centers (HRSA), as its publisher's CSV file is.

Columns are found by name, since more may follow, and every line ends with a
comma. Status of immigration is not in it: every entry says to ask first until
somebody has read the clinic's own page.
"""

from portal.directory.importers.drafts import (
    Draft,
    Origin,
    Problem,
    Reading,
    Unusable,
    find_subkind,
    make_key,
    make_message,
    optional,
    read_phone,
    read_web,
    required,
)
from portal.directory.importers.lists import Lists
from portal.directory.importers.rows import Row, check_columns, read_csv
from portal.directory.services import Location, Service, ServiceArea

NUMBER = "BPHC Assigned Number"
NAME = "Site Name"
STREET = "Site Address"
CITY = "Site City"
STATE = "Site State Abbreviation"
ZIP = "Site Postal Code"
PHONE = "Site Telephone Number"
WEB = "Site Web Address"
STATUS = "Site Status Description"
PLACE = "Health Center Location Type Description"
TYPE = "Health Center Type Description"
CENTER = "Health Center Name"
COUNTY = "State and County Federal Information Processing Standard Code"

COLUMNS = (NUMBER, NAME, STREET, CITY, STATE, ZIP, PHONE, STATUS, PLACE, TYPE, COUNTY)

SUBKIND = "health-center"
PUBLISHER = "Health Resources and Services Administration (HRSA)"
URL = "https://data.hrsa.gov/DataDownload/DD_Files/Health_Center_Service_Delivery_and_LookAlike_Sites.csv"


def read_hrsa(raw: bytes, name: str, lists: Lists, origin: Origin) -> Reading:
    """Read the active sites in California that people can go to and call.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    columns, rows = read_csv(raw, name)
    check_columns(columns, COLUMNS, None, name)
    reading = Reading()
    for row in rows:
        if not _is_wanted(row):
            continue
        if not row.cells.get(PHONE, "").strip():
            reading.notes.append(Problem(row.place, PHONE, "It is empty.", "The site is left out."))
            continue
        try:
            reading.drafts.append(Draft(row.place, _read_site(row, lists, origin)))
        except Unusable as error:
            reading.problems.append(error.at(row.place))
    return reading


def _is_wanted(row: Row) -> bool:
    cells = row.cells
    active = cells.get(STATUS, "").strip() == "Active" and cells.get(STATE, "").strip() == "CA"
    return active and "administrative" not in cells.get(TYPE, "").lower()


def _read_site(row: Row, lists: Lists, origin: Origin) -> Service:
    cells = row.cells
    key = make_key("health-center", required(NUMBER, cells.get(NUMBER)))
    county = lists.places.with_fips(cells.get(COUNTY, ""))
    if county is None:
        raise Unusable(COUNTY, "It is no county of California.", "Write a code like 06019.")
    center = optional(CENTER, cells.get(CENTER))
    site = required(NAME, cells.get(NAME))
    location = Location(
        name=None,
        address=required(STREET, cells.get(STREET)),
        city=required(CITY, cells.get(CITY)),
        postal_code=required(ZIP, cells.get(ZIP)),
        county=county,
        phones=(read_phone(PHONE, cells[PHONE]),),
    )
    place = optional(PLACE, cells.get(PLACE))
    return Service(
        key=key,
        name=site,
        need="coverage",
        subkind=SUBKIND,
        description=find_subkind(SUBKIND, lists.subkinds).shared["description"],
        area=ServiceArea("office"),
        listing=origin.listing(origin.publisher or PUBLISHER, origin.url or URL),
        locations=(location,),
        alternate_names=(center,) if center and center != site else (),
        hours_note=None if place in {None, "Permanent"} else make_message(f"help/{key}", f"The list says: {place}."),
        website=read_web(WEB, cells.get(WEB)),
    )
