"""The Justice Department's roster of recognized organizations, as a CSV file the operator made of it.

The roster is three PDFs at addresses that change, so the columns are ours. It
gives recognition and nothing else: languages, fees and services are never
filled in from it. A renewal that is pending keeps an office recognized (8 CFR
1292.16); one that has run out hides it.
"""

from datetime import date

from portal.directory.importers.drafts import Draft, Origin, Problem, Reading, Unusable, find_subkind
from portal.directory.importers.lists import Lists
from portal.directory.importers.offices import Known, Office, name_entry, place_offices, read_office, read_offices
from portal.directory.importers.rows import Row, check_columns, read_csv
from portal.directory.services import Service, ServiceArea

COLUMNS = (
    "organization",
    "office",
    "office_type",
    "street",
    "city",
    "state",
    "zip",
    "phone",
    "recognized_until",
    "renewal_pending",
    "status",
    "roster_date",
)

SUBKIND = "doj-recognized-office"
PUBLISHER = "U.S. Department of Justice, roster of recognized organizations"

#: On an entry whose recognition goes on because a renewal is pending.
PENDING = "renewal-pending"


def read_doj(raw: bytes, name: str, lists: Lists, origin: Origin) -> Reading:
    """Read the roster.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    columns, rows = read_csv(raw, name)
    check_columns(columns, COLUMNS, ("county",), name)
    reading = Reading()
    terms: dict[int, tuple[date | None, str]] = {}

    def read(row: Row) -> Office | None:
        office = read_office(row, lists.places, reading)
        until, day = _read_day(row, "recognized_until"), _read_day(row, "roster_date").isoformat()
        is_pending = _read_choice(row, "renewal_pending", ("yes", "no")) == "yes"
        if _read_choice(row, "status", ("active", "inactive")) == "inactive":
            reading.notes.append(Problem(row.place, "status", "It is inactive.", "The office is left out."))
            return None
        if until < lists.today and not is_pending:
            problem = f"Recognition ended on {until}."
            reading.notes.append(Problem(row.place, "recognized_until", problem, "The office is left out."))
            return None
        terms[row.number] = (None if is_pending else until, day)
        return office

    organizations = read_offices(rows, read, reading)
    known = Known({key: service for key, service in lists.services.items() if service.subkind == SUBKIND})
    for offices in organizations.values():
        ends = [terms[office.row.number][0] for office in offices]
        days = [terms[office.row.number][1] for office in offices]
        try:
            reading.drafts.append(_draft(offices, ends, max(days), known, lists, origin))
        except Unusable as error:
            reading.problems.append(error.at(offices[0].row.place))
    return reading


def _draft(
    offices: list[Office], ends: list[date | None], day: str, known: Known, lists: Lists, origin: Origin
) -> Draft:
    same = known.find(offices)
    known_ends = [end for end in ends if end is not None]
    phones, locations = place_offices(offices)
    service = Service(
        key=same.key if same else name_entry("doj-ra", offices[0]),
        name=offices[0].organization,
        need="legal-aid",
        subkind=SUBKIND,
        description=find_subkind(SUBKIND, lists.subkinds).shared["description"],
        area=ServiceArea("office"),
        listing=origin.listing(origin.publisher or PUBLISHER, day=day),
        phones=phones,
        locations=locations,
        recognized_until=min(known_ends) if known_ends else None,
        tags=(PENDING,) if None in ends else (),
    )
    return Draft(offices[0].row.place, service)


def _read_day(row: Row, column: str) -> date:
    text = row.cells.get(column, "").strip()
    try:
        if len(text) != 10:
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError:
        raise Unusable(column, f"“{text[:20]}” is no day.", "Write it like 2026-11-22.") from None


def _read_choice(row: Row, column: str, options: tuple[str, ...]) -> str:
    text = row.cells.get(column, "").strip().lower()
    if text not in options:
        raise Unusable(column, f"“{text[:20]}” is not a choice.", f"Write {' or '.join(options)}.")
    return text
