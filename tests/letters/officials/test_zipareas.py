"""Which districts a ZIP area is in: the Census Bureau's layout, and files that are not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.data import DataError
from portal.letters.officials.facts import Facts
from portal.letters.officials.zipareas import ZipRow, check_rows, read_census, read_zccd
from tests.letters.officials import fictional
from tests.letters.officials.fictional import Pair


def read(tmp_path: Path, facts: Facts, rows: list[Pair], bom: bool = True) -> dict[tuple[str, str, int], float | None]:
    path = tmp_path / "cd119.txt"
    path.write_bytes(fictional.census("CD119_20", rows, bom))
    return {(r.zip, r.state, r.district): r.share for r in read_census(path, facts.datasets["cd119"], facts)}


@pytest.mark.parametrize("bom", [True, False])
def test_a_row_tells_state_district_and_share(tmp_path: Path, facts: Facts, bom: bool) -> None:
    rows = [("06", "13", "93706", 75, 100), ("06", "21", "93706", 25, 100)]
    assert read(tmp_path, facts, rows, bom) == {("93706", "CA", 13): 0.75, ("93706", "CA", 21): 0.25}


@pytest.mark.parametrize(("written", "district"), [("00", 0), ("98", 0), ("07", 7)])
def test_at_large_and_delegates_are_district_0(tmp_path: Path, facts: Facts, written: str, district: int) -> None:
    assert list(read(tmp_path, facts, [("11", written, "20001", 1, 1)])) == [("20001", "DC", district)]


def test_what_is_no_district_is_skipped(tmp_path: Path, facts: Facts) -> None:
    rows = [("06", "ZZ", "93706", 1, 1), ("06", "13", "", 1, 1), ("", "", "93706", 1, 1), ("99", "01", "93706", 1, 1)]
    assert read(tmp_path, facts, rows) == {}


def test_a_part_without_land_is_dropped_unless_it_is_the_only_one(tmp_path: Path, facts: Facts) -> None:
    rows = [("06", "13", "93706", 100, 100), ("06", "21", "93706", 0, 100), ("06", "22", "93707", 0, 100)]
    assert set(read(tmp_path, facts, rows)) == {("93706", "CA", 13), ("93707", "CA", 22)}


def test_an_area_of_water_is_shared_by_water(tmp_path: Path, facts: Facts) -> None:
    assert read(tmp_path, facts, [("06", "13", "93706", 0, 0)]) == {("93706", "CA", 13): 1.0}


def change_text(old: str, new: str) -> Callable[[bytes], bytes]:
    return lambda raw: raw.replace(old.encode(), new.encode(), 1)


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"",
        lambda raw: raw[:-8],
        lambda raw: raw.replace(b"|", b","),
        lambda raw: b"\xff\xfe" + raw,
        lambda raw: raw.replace(b"ZCTA5 93706", b"\xe9"),
        change_text("GEOID_CD119_20", "GEOID_CD120_20"),
        change_text("|93706|", "|9370|"),
        change_text("|93706|", "|٩٣٧٠٦|"),
        change_text("|75|", "|many|"),
        change_text("|75|", "|-75|"),
        change_text("|75|", "|" + "9" * 5000 + "|"),
        change_text("|75|", "|75|75|"),
        lambda raw: raw + b"x" * 1_000_000,
    ],
)
def test_a_file_that_does_not_fit_is_refused_whole(
    tmp_path: Path, facts: Facts, change: Callable[[bytes], bytes]
) -> None:
    path = tmp_path / "cd119.txt"
    path.write_bytes(change(fictional.census("CD119_20", [("06", "13", "93706", 75, 100)])))
    with pytest.raises(DataError) as caught:
        read_census(path, facts.datasets["cd119"], facts)
    assert caught.value.file == "cd119.txt"


def rows_of(facts: Facts) -> list[ZipRow]:
    codes = {str(state.fips): state.code for state in facts.states.values()}
    return [
        ZipRow(zip_code, codes[fips], "cd", "cd119", int(district), part / whole)
        for fips, district, zip_code, part, whole in fictional.pairs(facts)
    ]


def test_a_table_with_every_district_is_accepted(facts: Facts) -> None:
    check_rows(rows_of(facts), facts.datasets["cd119"], facts)


@pytest.mark.parametrize(
    ("state", "change"),
    [
        ("TX", lambda rows: [r for r in rows if (r.state, r.district) != ("TX", 38)]),
        ("TX", lambda rows: [*rows, ZipRow("75001", "TX", "cd", "cd119", 39, 1.0)]),
        ("WY", lambda rows: [r for r in rows if r.state != "WY"]),
        ("WY", lambda rows: [*rows, ZipRow("82001", "WY", "cd", "cd119", 1, 1.0)]),
        ("areas", lambda rows: rows + [ZipRow(f"{n:05}", "WY", "cd", "cd119", 0, 1.0) for n in range(3000)]),
        ("areas", lambda rows: [r for r in rows if not r.zip.endswith("7")]),
        ("pairs", lambda rows: rows + [r._replace(district=r.district % 52 + 1) for r in rows if r.state == "CA"] * 3),
    ],
)
def test_a_table_nobody_would_believe_is_refused(
    facts: Facts, state: str, change: Callable[[list[ZipRow]], list[ZipRow]]
) -> None:
    with pytest.raises(DataError) as caught:
        check_rows(change(rows_of(facts)), facts.datasets["cd119"], facts)
    assert caught.value.entry == state


def test_the_table_without_shares_is_read(tmp_path: Path, facts: Facts) -> None:
    path = tmp_path / "zccd.csv"
    path.write_bytes(b"state_fips,state_abbr,zcta,cd\r\n06,CA,93706,13\r\n06,CA,93706,21\r\n06,CA,93706,21\r\n")
    assert read_zccd(path, facts.datasets["zccd"], facts) == [
        ZipRow("93706", "CA", "cd", "cd119", 13, None),
        ZipRow("93706", "CA", "cd", "cd119", 21, None),
    ]


@pytest.mark.parametrize("row", ["06,XX,93706,13", "06,CA,9370,13", "06,CA,93706,x", "06,CA,93706"])
def test_a_row_without_shares_that_does_not_fit_is_refused(tmp_path: Path, facts: Facts, row: str) -> None:
    path = tmp_path / "zccd.csv"
    path.write_text(f"state_fips,state_abbr,zcta,cd\n{row}\n")
    with pytest.raises(DataError):
        read_zccd(path, facts.datasets["zccd"], facts)
