"""Where a service is, whom it serves by county, and the list it was found on."""

import re
from collections.abc import Mapping
from typing import cast, get_args

from portal.data import Entry
from portal.directory.contacts import read_address, read_phones
from portal.directory.counties import County
from portal.directory.services import Listing, Location, Scope, ServiceArea
from portal.directory.wording import check_visible
from portal.i18n.formats import check_partial_date

#: Five digits of the Postal Service, with four more where a list has them.
_POSTAL_CODE = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")

#: An address is a line on an envelope, and so is a name.
MAX_LINE = 200


def read_line(entry: Entry, key: str) -> str:
    """Take a name or address: one line, without characters nobody sees.

    :raises DataError: for a text that is none.
    """
    text = check_visible(entry, key, entry.text(key))
    if len(text) > MAX_LINE:
        raise entry.error(f"The key “{key}” has over {MAX_LINE} characters.", "Write the name or address only.")
    return text


def _check_county(entry: Entry, slug: str, counties: Mapping[str, County]) -> str:
    if slug not in counties:
        raise entry.error(f"“{slug[:40]}” is no county.", "Write a county of counties.toml, such as “los-angeles”.")
    return slug


def read_area(parent: Entry, counties: Mapping[str, County]) -> ServiceArea:
    """Take whom a service is for, by place.

    :raises DataError: for a county there is not, or counties where none belong.
    """
    entry = Entry(parent.file, f"{parent.name}.area", parent.table("area"))
    scope = cast(Scope, entry.choice("scope", get_args(Scope)))
    named = entry.texts("counties") if entry.has("counties") else ()
    entry.finish()
    for slug in named:
        _check_county(entry, slug, counties)
    if (scope == "counties") != bool(named):
        raise entry.error(
            f"The scope {scope} and its counties do not fit.", 'Name counties with scope = "counties", and only there.'
        )
    return ServiceArea(scope, named)


def read_listing(parent: Entry) -> Listing:
    """Take the list a service or an office was found on.

    :raises DataError: without a publisher, or where nothing says of when it is.
    """
    entry = Entry(parent.file, f"{parent.name}.listing", parent.table("listing"))
    listing = Listing(
        publisher=read_line(entry, "publisher"),
        url=read_address(entry, "url", secure=False),
        date=_read_date(entry),
        copied=entry.flag("copied"),
    )
    entry.finish()
    return listing


def _read_date(entry: Entry) -> str | None:
    """Take the date of a list; one that has none says so, since a date forgotten would hide its services."""
    date, undated = entry.optional_text("date"), entry.flag("undated")
    if (date is None) != undated:
        cure = 'Write date = "2025-08", or undated = true: its services are hidden then until somebody has called.'
        raise entry.error("It needs either a date or the word that it has none.", cure)
    if date is not None and not check_partial_date(date):
        raise entry.error(f"“{date[:40]}” is no date.", 'Write date = "2025-08-12", "2025-08" or "2025".')
    return date


def read_locations(
    parent: Entry, key: str, name: str, counties: Mapping[str, County], *, imported: bool
) -> tuple[Location, ...]:
    """Take the offices of a service.

    :param key: the service's.
    :param name: the service's, for translators.
    :raises DataError: for one that cannot be used.
    """
    locations = []
    for position, table in enumerate(parent.tables("locations"), start=1):
        entry = Entry(parent.file, f"{parent.name}, location {position}", table)
        location = Location(
            name=read_line(entry, "name") if entry.has("name") else None,
            address=read_line(entry, "address") if entry.has("address") else "",
            city=read_line(entry, "city"),
            postal_code=entry.optional_text("postal_code"),
            county=_check_county(entry, entry.text("county"), counties),
            phones=read_phones(entry, key, name, imported=imported),
            listing=read_listing(entry) if entry.has("listing") else None,
        )
        entry.finish()
        if location.postal_code is not None and not _POSTAL_CODE.fullmatch(location.postal_code):
            raise entry.error(f"“{location.postal_code[:40]}” is no ZIP code.", "Write five digits.")
        locations.append(location)
    return tuple(locations)
