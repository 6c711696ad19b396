"""The 58 counties: all there, in order, each in a group of links."""

import shutil
from pathlib import Path

import pytest

from portal.data import FOLDER, DataError
from portal.directory.counties import COUNT, REGIONS, load_counties


def test_all_counties_are_there_in_order() -> None:
    counties = load_counties(FOLDER)
    assert len(counties) == COUNT == 58
    assert list(counties) == sorted(counties)
    assert [counties[slug].fips for slug in ("alameda", "los-angeles", "yuba")] == ["06001", "06037", "06115"]


def test_a_slug_is_the_countys_name() -> None:
    for slug, county in load_counties(FOLDER).items():
        assert slug == county.slug == county.name.lower().replace(" ", "-")
        assert county.full_name == f"{county.name} County"


def test_every_group_of_links_has_counties() -> None:
    assert {county.region for county in load_counties(FOLDER).values()} == set(REGIONS)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('[alpine]\nname = "Alpine"\nfips = "06003"\nregion = "sierra"\n', "", "These are not the 58 counties"),
        ('fips = "06003"', 'fips = "06005"', "These are not the 58 counties"),
        ('region = "sierra"', 'region = "mountains"', "“mountains” is no region."),
        ('name = "Alpine"', 'nmae = "Alpine"', "The key “name” is missing."),
    ],
)
def test_wrong_counties_are_refused(tmp_path: Path, old: str, new: str, problem: str) -> None:
    shutil.copytree(FOLDER / "directory", tmp_path / "directory")
    file = tmp_path / "directory" / "counties.toml"
    assert old in file.read_text("utf-8")
    file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(DataError, match=r"counties\.toml") as caught:
        load_counties(tmp_path)
    assert caught.value.problem.startswith(problem)
    assert caught.value.cure
