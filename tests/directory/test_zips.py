"""ZIP codes and their counties, and the file a browser searches."""

import json
from pathlib import Path

import pytest

from portal.data import FOLDER, DataError
from portal.directory.counties import County, load_counties
from portal.directory.zips import ZipTable, load_zips

PAIR = '[[pairs]]\ncounties = ["orange", "los-angeles"]\nzips = ["90630"]\nsource = "a list"\n'


@pytest.fixture(scope="module")
def counties() -> dict[str, County]:
    return load_counties(FOLDER)


@pytest.fixture(scope="module")
def table(counties: dict[str, County]) -> ZipTable:
    return load_zips(FOLDER, counties)


def read_file(body: bytes) -> dict[str, list[str]]:
    """Read the file as the script does: by ZIP code, its counties."""
    found: dict[str, list[str]] = {}
    for slug, runs in json.loads(body).items():
        for run in runs.split(" "):
            first, _, last = run.partition("-")
            for number in range(int(first), int(last or first) + 1):
                found.setdefault(str(number), []).append(slug)
    return found


@pytest.mark.parametrize(
    ("zip_code", "expected"),
    [
        ("94110", ("san-francisco",)),
        ("93706", ("fresno",)),
        ("92101", ("san-diego",)),
        ("90011", ("los-angeles",)),
        ("95814", ("sacramento",)),
        ("90630", ("los-angeles", "orange")),
        ("92225", ("imperial", "riverside")),
        ("89019", ("inyo", "san-bernardino")),
        ("95214", ()),
        ("90085", ()),
        ("10001", ()),
    ],
)
def test_a_zip_code_has_its_counties(table: ZipTable, zip_code: str, expected: tuple[str, ...]) -> None:
    assert table.counties_of(zip_code) == expected


def test_every_county_has_zip_codes(table: ZipTable, counties: dict[str, County]) -> None:
    assert set(json.loads(table.file())) == set(counties)


def test_the_file_says_what_the_table_says(table: ZipTable) -> None:
    listed = read_file(table.file())
    assert len(listed) == len(table) == 2656
    assert all(tuple(slugs) == table.counties_of(zip_code) for zip_code, slugs in listed.items())


def test_the_file_is_small(table: ZipTable) -> None:
    assert len(table.file()) < 12_000


def test_our_pairs_name_the_county_everybody_else_names(table: ZipTable, counties: dict[str, County]) -> None:
    """A pair without the county other lists give would be a slip of ours, not of theirs."""
    from portal.directory.zips import _read_package, _read_pairs

    package = _read_package(counties)
    for zip_code, slugs in _read_pairs(FOLDER, counties).items():
        if zip_code in package:
            assert package[zip_code][0] in slugs, zip_code


@pytest.mark.parametrize(
    ("before", "after", "problem"),
    [
        ('"90630"', '"9063"', "“9063” is no ZIP code of California."),
        ('"90630"', '"10001"', "“10001” is no ZIP code of California."),
        ('"90630"', '"٩٠٦٣٠"', "is no ZIP code of California."),
        ('"90630"', '"90630\\n"', "is no ZIP code of California."),
        ('"orange"', '"range"', "It does not name two counties"),
        ('"orange", ', "", "It does not name two counties"),
        ('source = "a list"\n', "", "The key “source” is missing."),
        ('source = "a list"\n', 'source = "a list"\nsure = true\n', "The key “sure” is not known here."),
        (PAIR, PAIR + PAIR, "“90630” stands twice."),
    ],
)
def test_a_mistake_in_the_pairs_is_named(
    tmp_path: Path, counties: dict[str, County], before: str, after: str, problem: str
) -> None:
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory" / "zips.toml").write_text(PAIR.replace(before, after), "utf-8")
    with pytest.raises(DataError, match=r"zips.toml: pair \d: ") as caught:
        load_zips(tmp_path, counties)
    assert problem in str(caught.value)
