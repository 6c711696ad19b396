"""Places of an HSDS service: whom it is for by county, and the offices people can go to."""

import re
from collections.abc import Callable, Iterable

from portal.directory.hsds.attributes import Attributes
from portal.directory.hsds.calling import MakeMessage, Note, read_phones
from portal.directory.hsds.vocabulary import Json
from portal.directory.hsds.writing import NATION, STATE
from portal.directory.importers.drafts import Unusable, clean, optional, required
from portal.directory.importers.places import Places
from portal.directory.services import Listing, Location, ServiceArea

#: Gives the listing that attributes keep, if they keep one.
ReadListing = Callable[[Attributes], Listing | None]

_STATE_NAMES = {STATE[0].casefold(), "state of california", "ca", "statewide"}
_NATION_NAMES = {NATION[0].casefold(), "united states of america", "usa", "us", "national", "nationwide"}
_ZIP = re.compile(r"[0-9]{5}(?:-[0-9]{4})?")


def read_area(
    found: Iterable[Json], own: Attributes, locations: tuple[Location, ...], places: Places, note: Note
) -> ServiceArea:
    """Read whom a service is for, by place.

    :raises Unusable: where neither an area nor an office in California says it.
    """
    if own.get("area") == "office":
        return ServiceArea("office")
    counties: list[str] = []
    for item in found:
        name = " ".join(str(item.get("name") or item.get("extent") or item.get("description") or "").split())
        if name.casefold() in _NATION_NAMES:
            return ServiceArea("national")
        if name.casefold() in _STATE_NAMES:
            return ServiceArea("state")
        slug = places.with_fips(str(item.get("uri", "")).removeprefix("fips:")) or places.named(name)
        if slug:
            counties.append(slug)
        else:
            note("service_areas", f"“{clean('service_areas', name, 10_000)[:40]}” is no county of California.")
    if counties:
        return ServiceArea("counties", tuple(dict.fromkeys(counties)))
    if locations:
        return ServiceArea("office")
    raise Unusable("service_areas", "It says no county of California.", "Add a service area, like “Fresno County”.")


def read_locations(
    found: Iterable[Json], places: Places, make: MakeMessage, listing: ReadListing, note: Note
) -> tuple[Location, ...]:
    """Read the offices in California.

    :raises Unusable: for an office whose county nobody can tell.
    """
    locations = []
    for item in found:
        location = item.get("location", {})
        place = _read(location, places, make, listing, note)
        if place is not None:
            more = read_phones(item.get("phones", ()), make, note)
            phones = tuple(dict.fromkeys((*place.phones, *more)))
            locations.append(
                Location(place.name, place.address, place.city, place.postal_code, place.county, phones, place.listing)
            )
    return tuple(locations)


def _read(location: Json, places: Places, make: MakeMessage, listing: ReadListing, note: Note) -> Location | None:
    own = Attributes(location)
    addresses = location.get("addresses", ())
    physical = [address for address in addresses if address.get("address_type") == "physical"]
    if not physical and not own.get("county"):
        if location.get("location_type") == "physical":
            note("locations", "A place has no address people can go to.")
        return None
    written = physical[0] if physical else {}
    if written and str(written.get("state_province", "")).strip().upper() not in {"CA", "CALIFORNIA"}:
        note("locations", "A place is not in California.")
        return None
    zip_code = _read_zip(own.get("postal-code") or written.get("postal_code"))
    region = str(written.get("region", ""))
    county = own.get("county") or (region if places.named(region) else None)
    street = optional("address_1", own.get("street") or written.get("address_1")) or ""
    second = optional("address_2", written.get("address_2"))
    return Location(
        optional("location.name", location.get("name")),
        f"{street}, {second}" if second else street,
        required("city", own.get("city") or written.get("city")),
        zip_code,
        places.find(zip_code, county),
        read_phones(location.get("phones", ()), make, note),
        listing(own),
    )


def _read_zip(text: str | None) -> str | None:
    if not text:
        return None
    zip_code = text.strip()
    if not _ZIP.fullmatch(zip_code):
        raise Unusable("postal_code", "It is no ZIP code.", "Write five digits.")
    return zip_code
