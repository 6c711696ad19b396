"""The table of the 120th Congress: a Census relationship file, or block lists joined to ZIP areas by tract.

It may differ from the 119th's only where lines are known to have changed. Any
other difference means that a court or the Bureau did something this project
has not heard of, and a person decides.
"""

import zipfile
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from portal.data import DataError
from portal.letters.officials.datasets import Dataset
from portal.letters.officials.facts import Facts
from portal.letters.officials.zipareas import (
    MAX_LINE,
    ZipRow,
    check_rows,
    iter_table,
    read_district,
    read_zip,
    states_by_fips,
)

_HEADER = ["GEOID", "STATEFP", "COUNTYFP", "TRACTCE", "BLOCKCE", "CDFP"]

#: Some eight million blocks of about forty bytes; whatever unpacks to more is no list of blocks.
MAX_UNPACKED = 800_000_000
MAX_MEMBERS = 120

#: A share too small to count as a difference between two tables, and how much more a table made by tract may list.
_SLIVER, _BY_TRACT = 0.001, 0.15


def _iter_blocks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> Iterator[tuple[str, str]]:
    """Read tract and district of each block; the size in the archive's index is not believed."""
    unpacked = 0
    with archive.open(member) as file:
        if file.readline(MAX_LINE).decode("utf-8-sig", "replace").strip().split(",") != _HEADER:
            raise DataError(name, member.filename[:40], "Its first line is not that of a block list.", "Use cd120.zip.")
        while line := file.readline(MAX_LINE):
            unpacked += len(line)
            fields = line.decode("ascii", "replace").rstrip("\r\n").split(",")
            if unpacked > MAX_UNPACKED or len(fields) != len(_HEADER) or len(fields[0]) != 15:
                raise DataError(name, member.filename[:40], "It holds no block list.", "Download it again, whole.")
            yield fields[0][:11], fields[5]


def _block_lists(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """Choose the national list; a state's own only where there is none."""
    members = [info for info in archive.infolist()[:MAX_MEMBERS] if info.filename.lower().endswith(".txt")]
    # The other methods unpack with more memory than a limit on bytes can bound.
    members = [info for info in members if info.compress_type in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}]
    national = [info for info in members if "national" in info.filename.lower()]
    return national[:1] or members


def _districts_of_tracts(path: Path, name: str) -> dict[str, set[str]]:
    tracts: dict[str, set[str]] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            for member in _block_lists(archive):
                for tract, district in _iter_blocks(archive, member, name):
                    tracts.setdefault(tract, set()).add(district)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise DataError(name, "the file", "It is no sound ZIP archive.", "Download it again, whole.") from error
    return tracts


def read_blocks(blocks: Path, tracts: Path, dataset: Dataset, facts: Facts) -> list[ZipRow]:
    """Join block lists to ZIP areas by tract: some five percent too much, harmless in a list to choose from.

    :raises DataError: for files that are not laid out as they should be.
    """
    districts = _districts_of_tracts(blocks, dataset.file_name)
    codes = states_by_fips(facts)
    name = facts.datasets["tracts"].file_name
    found: dict[tuple[str, str, int], bool] = {}
    columns = ("GEOID_ZCTA5_20", "GEOID_TRACT_20", "AREALAND_PART")
    for zip_code, tract, land in iter_table(tracts, name, "|", columns):
        state = codes.get(tract[:2])
        if not zip_code or not tract or state is None:
            continue
        for text in districts.get(tract, ()):
            district = read_district(text)
            if district is not None:
                key = (read_zip(zip_code, name), state, district)
                found[key] = found.get(key, False) or land != "0"
    on_land = {zip_code for (zip_code, _, _), land in found.items() if land}
    return [
        ZipRow(zip_code, state, str(dataset.area), str(dataset.plan), district, None)
        for (zip_code, state, district), land in sorted(found.items())
        if land or zip_code not in on_land
    ]


def _pairs(rows: Iterable[ZipRow], state: str) -> set[tuple[str, int]]:
    return {
        (row.zip, row.district) for row in rows if row.state == state and (row.share is None or row.share >= _SLIVER)
    }


def _differs(new: list[ZipRow], old: list[ZipRow], state: str) -> bool:
    after, before = _pairs(new, state), _pairs(old, state)
    by_tract = any(row.share is None for row in new)
    all_after = {(row.zip, row.district) for row in new if row.state == state}
    more = len(after - before)
    return bool(before - all_after) or (more > _BY_TRACT * len(before) if by_tract else more > 0)


def keep_redrawn(new: list[ZipRow], old: list[ZipRow], dataset: Dataset, facts: Facts) -> list[ZipRow]:
    """Keep the rows of states whose lines have changed, once all others are found unchanged.

    :param old: rows of the 119th Congress, from Census's own table.
    :raises DataError: naming the first state that differs and should not.
    """
    name = dataset.file_name
    states = frozenset(code for plan in facts.plans if plan.name == dataset.plan for code in plan.states)
    kept = [row for row in new if row.state in states]
    check_rows(kept, dataset, facts, states)
    if not old or any(row.share is None for row in old):
        raise DataError(
            name, "all states", "There is no Census table of the 119th Congress to compare with.", "Load cd119 first."
        )
    by_state: dict[str, tuple[list[ZipRow], list[ZipRow]]] = {}
    for side, rows in enumerate((new, old)):
        for row in rows:
            by_state.setdefault(row.state, ([], []))[side].append(row)
    for state in sorted(set(by_state) - states - facts.not_in_force):
        if _differs(*by_state[state], state) and facts.states[state].has_senators:
            raise DataError(
                name,
                state,
                "Its districts differ from those of the 119th Congress, and nobody knows why.",
                "Find out whether a court changed the lines, then correct the plans in officials.toml.",
            )
    return kept
