"""The county of an office, from what its list says: a county, or a ZIP code.

Where a ZIP code lies in two counties nobody guesses: the row is reported and
needs a county.
"""

from collections.abc import Mapping

from portal.directory.counties import County
from portal.directory.importers.drafts import Unusable
from portal.directory.zips import ZipTable


class Places:
    """Finds counties.

    :param counties: by slug.
    :param zips: the counties of each ZIP code.
    """

    def __init__(self, counties: Mapping[str, County], zips: ZipTable) -> None:
        self.counties = counties
        self._zips = zips
        self._by_name = {county.name.casefold(): county.slug for county in counties.values()}
        self._by_fips = {county.fips: county.slug for county in counties.values()}

    def named(self, text: str) -> str | None:
        """Find a county by its name, with or without “County”, or by its slug."""
        name = " ".join(text.split()).casefold().removesuffix(" county").removesuffix(", ca")
        return self._by_name.get(name) or (name if name in self.counties else None)

    def with_fips(self, code: str) -> str | None:
        """Find a county by its code of the Census; a spreadsheet may have lost its first zero."""
        return self._by_fips.get(code.strip().zfill(5))

    def find(self, zip_code: str | None, county: str | None) -> str:
        """Find the county of an office.

        :param county: what the row says, if it says anything.
        :raises Unusable: where it is not known, or one of two.
        """
        if county:
            slug = self.named(county)
            if slug is None:
                raise Unusable("county", f"“{county[:40]}” is no county of California.", "Write it like “Fresno”.")
            return slug
        found = self._zips.counties_of((zip_code or "")[:5])
        if len(found) == 1:
            return found[0]
        if found:
            names = " or ".join(self.counties[slug].name for slug in found)
            raise Unusable(
                "county", f"ZIP code {zip_code} lies in more than one.", f"Add a column “county” and write {names}."
            )
        raise Unusable("zip", "Its county is not known.", "Correct the ZIP code, or add a column “county”.")
