"""Which counties somebody means who names a county or a town.

Towns come from the package ``zipcodes``, which knows the post offices of
California, and from the offices in the directory itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

import zipcodes

from portal.directory.counties import County
from portal.directory.services import Service

#: Name as written → slugs of its counties.
Places = dict[str, frozenset[str]]


def load_towns(counties: Mapping[str, County]) -> Places:
    """List California's post towns with the counties their ZIP codes lie in.

    :param counties: by slug.
    """
    slugs = {county.full_name: slug for slug, county in counties.items()}
    towns: defaultdict[str, set[str]] = defaultdict(set)
    for entry in zipcodes.filter_by(state="CA"):  # type: ignore[no-untyped-call]
        if entry["county"] in slugs:
            towns[entry["city"]].add(slugs[entry["county"]])
    return {name: frozenset(found) for name, found in towns.items()}


def gather_places(
    counties: Mapping[str, County],
    services: Iterable[Service],
    towns: Mapping[str, frozenset[str]],
    no_places: Collection[str],
) -> Places:
    """Put counties, towns and the towns of offices together; a county's name means the county and no town.

    :param towns: as :func:`load_towns` gives them.
    :param no_places: names of towns that are rather meant as words.
    """
    places: Places = {name: found for name, found in towns.items() if name not in no_places}
    for service in services:
        for location in service.locations:
            places[location.city] = places.get(location.city, frozenset()) | {location.county}
    # “San Diego” is also a town, and “Los Angeles” has a ZIP code over the county line.
    for slug, county in counties.items():
        places[county.name] = places[county.full_name] = frozenset({slug})
    return places
