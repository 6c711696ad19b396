"""The states in the lawsuit: the map and the list say the same."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import pytest

from portal.rights.library import STATES_SECTION, Library
from portal.rights.states import COLUMNS, ROWS
from tests.conftest import Page
from tests.page_checks import SVG, elements, text_of

PAGE = f"rights/{STATES_SECTION.partition('.')[0]}"

FILED = (
    "Arizona, California, Colorado, Connecticut, Delaware, Hawaii, Illinois, Maine, Maryland, Massachusetts, Michigan, "
    "Minnesota, Nevada, New Jersey, New Mexico, New York, Oregon, Rhode Island, Vermont, Washington"
).split(", ")


def named(library: Library, part: str) -> list[str]:
    return [state.name for state in library.states if state.part == part]


def test_twenty_states_filed(library: Library) -> None:
    assert named(library, "filed") == FILED
    assert len(FILED) == 20


def test_wisconsin_joined_later(library: Library) -> None:
    assert named(library, "joined") == ["Wisconsin"]


def test_every_state_and_the_district_is_there_once(library: Library) -> None:
    assert len(library.states) == 51
    assert len({state.name for state in library.states}) == 51
    assert all(len(state.code) == 2 for state in library.states)


def test_no_two_states_share_a_tile_and_all_are_on_the_map(library: Library) -> None:
    tiles = {(state.column, state.row) for state in library.states}
    assert len(tiles) == len(library.states)
    assert all(column < COLUMNS and row < ROWS for column, row in tiles)


def tiles_of(root: Element, part: str) -> list[str]:
    groups = [group for group in root.iter(f"{SVG}g") if group.get("class") == part]
    return sorted(text_of(group) for group in groups)


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_the_map_and_the_list_name_the_same_states(get_page: Callable[..., Page], library: Library, code: str) -> None:
    root = get_page(f"/{code}/{PAGE}").root
    codes = {state.name: state.code for state in library.states}
    [listing] = [child for child in root.iter() if child.get("class") == "columns"]
    listed = [text_of(item) for item in listing]
    assert listed == named(library, "filed")
    assert tiles_of(root, "filed") == sorted(codes[name] for name in listed)
    assert tiles_of(root, "joined") == sorted(codes[name] for name in named(library, "joined"))
    assert tiles_of(root, "none") == sorted(codes[name] for name in named(library, "none"))
    assert all(name in text_of(root) for name in named(library, "joined"))


@pytest.mark.parametrize("code", ["es", "ar-XB"])
def test_english_names_are_marked_as_english(get_page: Callable[..., Page], code: str) -> None:
    root = get_page(f"/{code}/{PAGE}").root
    [listing] = [child for child in root.iter() if child.get("class") == "columns"]
    assert (listing.get("lang"), listing.get("dir")) == ("en", "ltr")


def test_the_map_stands_inside_the_section_of_the_states(get_page: Callable[..., Page], library: Library) -> None:
    root = get_page(f"/en/{PAGE}").root
    anchor = STATES_SECTION.partition(".")[2]
    [section] = [section for section in elements(root, "section") if section.get("id") == anchor]
    assert len(tiles_of(section, "filed")) == 20


def test_no_other_guide_has_the_map(get_page: Callable[..., Page]) -> None:
    assert '<svg class="map"' not in get_page("/en/rights/start").text
