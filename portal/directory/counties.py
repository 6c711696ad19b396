"""California's 58 counties, each under the name its address uses.

FIPS codes of the counties are those of the Census: in alphabetical order,
every odd number from 06001 to 06115.
"""

from dataclasses import dataclass
from pathlib import Path

from portal.data import DataError, Entry, read_toml

COUNT = 58


@dataclass(frozen=True, slots=True)
class County:
    """One county.

    :param slug: its name in addresses, ``los-angeles``.
    :param name: its name without “County”, as published: ``Los Angeles``.
    :param fips: five digits, state and county.
    :param region: which group of links it stands in, a key of :data:`REGIONS`.
    """

    slug: str
    name: str
    fips: str
    region: str

    @property
    def full_name(self) -> str:
        """Give the name as forms and statistics write it: ``Los Angeles County``."""
        return f"{self.name} County"


#: Groups of county links for readers without scripts, north to south.
REGIONS = ("north", "sacramento", "bay-area", "central-coast", "central-valley", "sierra", "los-angeles", "south")


def load_counties(folder: Path) -> dict[str, County]:
    """Read ``directory/counties.toml``.

    :return: by slug, in alphabetical order.
    :raises DataError: if one is missing, out of order or given twice.
    """
    name = "counties.toml"
    counties: dict[str, County] = {}
    for slug, table in read_toml(folder / "directory" / name).items():
        entry = Entry(name, slug, table)
        counties[slug] = County(slug, entry.text("name"), entry.text("fips"), entry.choice("region", REGIONS))
        entry.finish()
    expected = [f"06{number:03}" for number in range(1, 2 * COUNT, 2)]
    if [county.fips for county in counties.values()] != expected:
        cure = "Keep 58 tables in alphabetical order with FIPS codes 06001, 06003 … 06115."
        raise DataError(name, "the file", "These are not the 58 counties in order.", cure)
    return counties
