"""Which districts a ZIP code's area is in, from the Census Bureau's relationship files.

An area is not a set of people: shares of land order a short list to choose
from and are never shown. A file with one row that does not fit is refused
whole, since half a table would leave districts out without a word.

Layout: https://www2.census.gov/geo/docs/maps-data/data/rel2020/
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from portal.data import DataError
from portal.letters.officials.datasets import Dataset
from portal.letters.officials.facts import Facts

#: No line of any of these files comes near it; a file without line ends must not be read into memory at once.
MAX_LINE = 2_000


class ZipRow(NamedTuple):
    """One district of one ZIP area; ``share`` of its land is nothing where the file does not tell."""

    zip: str
    state: str
    area: str
    plan: str
    district: int
    share: float | None


def iter_lines(path: Path, name: str) -> Iterator[str]:
    """Read a text line by line, with or without a byte order mark.

    :raises DataError: for a line that is too long or not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline=None) as file:
            while line := file.readline(MAX_LINE):
                if len(line) == MAX_LINE:
                    raise DataError(name, "the file", "It has a line that never ends.", "Download it again.")
                yield line.rstrip("\n")
    except UnicodeDecodeError as error:
        raise DataError(name, "the file", "It is not UTF-8.", "Download it again.") from error


def iter_table(path: Path, name: str, separator: str, wanted: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Read some columns of a table by their names.

    :raises DataError: for a missing column, or a row with more or fewer fields than the header.
    """
    lines = iter_lines(path, name)
    header = next(lines, "").split(separator)
    for column in wanted:
        if column not in header:
            raise DataError(name, "line 1", f"The column {column} is missing.", "Use the file of that name.")
    places = [header.index(column) for column in wanted]
    for number, line in enumerate(lines, 2):
        if not line:
            continue
        fields = line.split(separator)
        if len(fields) != len(header):
            raise DataError(name, f"line {number}", "It has another number of fields.", "Download it again, whole.")
        yield tuple(fields[place] for place in places)


def _number(text: str, name: str) -> int:
    if not re.fullmatch(r"[0-9]{1,15}", text):
        raise DataError(name, text[:20], "It is no number.", "Download the file again.")
    return int(text)


def read_zip(text: str, name: str) -> str:
    """Hold a ZIP code of a file to five digits.

    :raises DataError: for anything else.
    """
    if not re.fullmatch(r"[0-9]{5}", text):
        raise DataError(name, text[:20], "It is no ZIP code.", "Download the file again.")
    return text


def states_by_fips(facts: Facts) -> dict[str, str]:
    """Give the code of each state by the Census Bureau's number."""
    return {state.fips: state.code for state in facts.states.values() if state.fips}


def read_district(text: str) -> int | None:
    """Read a district as Census writes it: 00 is at large, 98 a delegate's, ZZ is no district."""
    if not re.fullmatch(r"[0-9]{2,3}", text):
        return None
    return 0 if text in {"00", "98"} else int(text)


def _land_or_water(fields: tuple[str, ...], name: str) -> tuple[int, int]:
    """Give an area's part and whole; by water where it has no land."""
    land_part, water_part, land, water = (_number(text, name) for text in fields)
    return (land_part, land) if land else (water_part, water)


def read_census(path: Path, dataset: Dataset, facts: Facts) -> list[ZipRow]:
    """Read one relationship file of ZIP areas and districts.

    :raises DataError: for a file that is not laid out as it should be.
    """
    name, column = dataset.file_name, dataset.column
    geoid = f"GEOID_{column}"
    parts = ("AREALAND_PART", "AREAWATER_PART", "AREALAND_ZCTA5_20", "AREAWATER_ZCTA5_20")
    codes = states_by_fips(facts)
    shares: dict[tuple[str, str, int], float] = {}
    for district_id, zip_code, *areas in iter_table(path, name, "|", (geoid, "GEOID_ZCTA5_20", *parts)):
        state, district = codes.get(district_id[:2]), read_district(district_id[2:])
        if not zip_code or not district_id or state is None or district is None:
            continue
        part, whole = _land_or_water(tuple(areas), name)
        key = (read_zip(zip_code, name), state, district)
        shares[key] = shares.get(key, 0.0) + (part / whole if whole else 0.0)
    alone = _count_zips(shares)
    return [
        ZipRow(zip_code, state, str(dataset.area), str(dataset.plan), district, min(share, 1.0))
        for (zip_code, state, district), share in shares.items()
        if share > 0 or alone[zip_code] == 1
    ]


def _count_zips(keys: Iterable[tuple[str, str, int]]) -> Mapping[str, int]:
    counts: dict[str, int] = {}
    for zip_code, _, _ in keys:
        counts[zip_code] = counts.get(zip_code, 0) + 1
    return counts


def read_zccd(path: Path, dataset: Dataset, facts: Facts) -> list[ZipRow]:
    """Read ``zccd.csv``, where Census's own table cannot be had; it tells no shares.

    :raises DataError: for a file that is not laid out as it should be.
    """
    name = dataset.file_name
    rows = set()
    for state, zip_code, district in iter_table(path, name, ",", ("state_abbr", "zcta", "cd")):
        if state not in facts.states:
            raise DataError(name, state[:20], "It is no state.", "Use zccd.csv.")
        rows.add(
            ZipRow(read_zip(zip_code, name), state, str(dataset.area), str(dataset.plan), _number(district, name), None)
        )
    return sorted(rows, key=lambda row: row[:5])


def check_rows(rows: list[ZipRow], dataset: Dataset, facts: Facts, only: frozenset[str] | None = None) -> None:
    """Refuse a table that leaves a district out or knows one there is not.

    :param only: the states the table is for, when not for all that have the plan.
    :raises DataError: naming the state, or the number that cannot be.
    """
    name = dataset.file_name
    found: dict[str, set[int]] = {}
    for row in rows:
        found.setdefault(row.state, set()).add(row.district)
    expected = only or {
        code for plan in facts.plans if plan.name == dataset.plan and dataset.area in plan.areas for code in plan.states
    }
    for state in sorted(expected | set(found)):
        wanted = set(facts.districts(str(dataset.area), state))
        # Islands are left out of some files: their one seat needs no table.
        island = not facts.states[state].has_senators and state not in found
        if state not in expected or (found.get(state) != wanted and not island):
            raise DataError(
                name, state, "It does not have exactly the state's districts.", "Use the file for these lines, whole."
            )
    if dataset.area != "cd" or only is not None:
        return
    for label, number, allowed in (
        ("areas", len({row.zip for row in rows}), facts.bounds.zip_areas),
        ("pairs", len(rows), facts.bounds.zip_pairs),
    ):
        if number not in allowed:
            raise DataError(name, label, f"It has {number:,}.", f"Expected are {allowed.least:,} to {allowed.most:,}.")
