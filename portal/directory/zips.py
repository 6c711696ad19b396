"""Which counties a ZIP code lies in, made once into a file that the reader's own browser searches.

A typed ZIP code is never sent to us, so the whole table goes to the browser:
every California ZIP code, with those that lie in two counties named twice.
The package ``zipcodes`` knows one county for each; the rest is our own table,
because a family on the far side of a county line must be asked, not guessed.
"""

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

import zipcodes

from portal.data import Entry, read_toml
from portal.directory.counties import County

_FILE = "zips.toml"
_ZIP = re.compile(r"[0-9]{5}")


class ZipTable:
    """California's ZIP codes and the counties of each.

    :param counties: by ZIP code, slugs in alphabetical order.
    """

    def __init__(self, counties: Mapping[str, tuple[str, ...]]) -> None:
        self._counties = dict(sorted(counties.items()))

    def __len__(self) -> int:
        return len(self._counties)

    def counties_of(self, zip_code: str) -> tuple[str, ...]:
        """List the counties a ZIP code lies in: one, several, or none where it is unknown.

        :param zip_code: five ASCII digits.
        """
        return self._counties.get(zip_code, ())

    def file(self) -> bytes:
        """Make the file for browsers: each county with its ZIP codes, runs without a gap as ``93701-93712``."""
        by_county: dict[str, list[int]] = {}
        for zip_code, slugs in self._counties.items():
            for slug in slugs:
                by_county.setdefault(slug, []).append(int(zip_code))
        table = {slug: _write_runs(numbers) for slug, numbers in sorted(by_county.items())}
        return json.dumps(table, separators=(",", ":")).encode()


def _write_runs(numbers: list[int]) -> str:
    ends = [(before, after) for before, after in pairwise(numbers) if after != before + 1]
    firsts = [numbers[0], *(after for _, after in ends)]
    lasts = [*(before for before, _ in ends), numbers[-1]]
    return " ".join(
        str(first) if first == last else f"{first}-{last}" for first, last in zip(firsts, lasts, strict=True)
    )


def load_zips(folder: Path, counties: Mapping[str, County]) -> ZipTable:
    """Read ``directory/zips.toml`` and put it over what the package ``zipcodes`` knows.

    :param folder: the folder of data files.
    :param counties: by slug.
    :raises DataError: for an entry that cannot be used.
    """
    table = _read_package(counties)
    table.update(_read_pairs(folder, counties))
    return ZipTable(table)


def _read_package(counties: Mapping[str, County]) -> dict[str, tuple[str, ...]]:
    slugs = {county.full_name: slug for slug, county in counties.items()}
    entries = zipcodes.filter_by(state="CA")  # type: ignore[no-untyped-call]
    # A few have no county at all; the page then offers all of them.
    known = (entry for entry in entries if entry["county"] in slugs)
    return {entry["zip_code"]: (slugs[entry["county"]],) for entry in known}


def _read_pairs(folder: Path, counties: Mapping[str, County]) -> dict[str, tuple[str, ...]]:
    whole = Entry(_FILE, "the file", read_toml(folder / "directory" / _FILE))
    found: dict[str, tuple[str, ...]] = {}
    for position, pair in enumerate(whole.tables("pairs"), start=1):
        entry = Entry(_FILE, f"pair {position}", pair)
        slugs, zips = entry.texts("counties"), entry.texts("zips")
        entry.text("source")
        entry.finish()
        unknown = sorted(set(slugs) - set(counties))
        if unknown or len(slugs) < 2:
            raise entry.error("It does not name two counties of counties.toml.", "Write slugs such as “los-angeles”.")
        for zip_code in zips:
            if not _ZIP.fullmatch(zip_code) or not _is_near_california(int(zip_code)):
                raise entry.error(f"“{zip_code}” is no ZIP code of California.", "Write five digits.")
            if zip_code in found:
                raise entry.error(f"“{zip_code}” stands twice.", "Name all its counties in one pair.")
            found[zip_code] = tuple(sorted(slugs))
    whole.finish()
    return found


def _is_near_california(number: int) -> bool:
    # A few routes of Nevada's post offices cross the line.
    return 90001 <= number <= 96162 or 89010 <= number <= 89449
