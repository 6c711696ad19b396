from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.data import FOLDER
from portal.directory.register import Register, load_register
from portal.rights.library import Library
from portal.sharing.subjects import (
    JOINT,
    LETTERS,
    MAX_CHOICE,
    MAX_ITEMS,
    MAX_NAME,
    RESERVED,
    find_subject,
    join_names,
    parse_packet,
    parse_subject,
)
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(FOLDER)


def every_name(library: Library, register: Register) -> Iterator[str]:
    yield from library.guides
    yield from (guide.section_key(section) for guide, section in library.sections())
    yield from (f"help.{service.key}" for service in register.shown(TODAY))
    yield from (f"in.{slug}" for slug in register.counties)
    yield from LETTERS


def test_everything_there_is_has_a_name_that_leads_to_it(library: Library, register: Register) -> None:
    for key in every_name(library, register):
        name = parse_subject(key)
        assert name is not None, key
        subject = find_subject(name, library, register, TODAY)
        assert subject is not None, key
        assert subject.key == key


@pytest.mark.parametrize(
    ("key", "kind", "path"),
    [
        ("start", "guide", "/rights/start"),
        ("start.short-answer", "section", "/rights/start#short-answer"),
        ("help.988-lifeline", "service", "/help/988-lifeline"),
        ("in.fresno", "county", "/help/in/fresno"),
        ("letter", "letter", "/letter/"),
        ("letter.california", "letter", "/letter/california"),
    ],
)
def test_each_kind_has_its_page(library: Library, register: Register, key: str, kind: str, path: str) -> None:
    name = parse_subject(key)
    assert name is not None
    subject = find_subject(name, library, register, TODAY)
    assert subject is not None
    assert (subject.kind, subject.path) == (kind, path)


@pytest.mark.parametrize(
    "key",
    ["", ".", "a.", ".a", "a.b.c", "A", "a b", "ä", "start\n", "a-", "-a", "a_b", "٣", "letter.texas", "help", "in"]
    + ["packet", "packet.a", "a/b", "..", "x" * (MAX_NAME + 1), "\u202ea", "a\u200b"],
)
def test_what_is_no_name_is_none(key: str) -> None:
    assert parse_subject(key) is None


def test_no_guide_is_named_like_another_kind(library: Library) -> None:
    assert not RESERVED & set(library.guides)


@pytest.mark.parametrize("key", ["nothing", "start.nothing", "help.nothing", "in.nowhere"])
def test_a_name_with_nothing_behind_it_finds_nothing(library: Library, register: Register, key: str) -> None:
    name = parse_subject(key)
    assert name is not None
    assert find_subject(name, library, register, TODAY) is None


def test_a_service_whose_listing_is_too_old_is_gone(library: Library, register: Register) -> None:
    service = next(service for service in register.shown(TODAY) if not service.is_evergreen and not service.assurance)
    name = parse_subject(f"help.{service.key}")
    assert name is not None
    assert find_subject(name, library, register, date(2040, 1, 1)) is None


def test_a_packet_keeps_its_order_and_drops_what_stands_twice() -> None:
    packet = parse_packet("b~a~b~c.d~a")
    assert [name.key for name in packet.names] == ["b", "a", "c.d"]
    assert packet.choice == "b~a~c.d"
    assert packet.unreadable == ()


def test_a_damaged_packet_shows_what_can_be_read() -> None:
    packet = parse_packet("start~~HELP~help.988-lifeline~%00")
    assert [name.key for name in packet.names] == ["start", "help.988-lifeline"]
    assert packet.unreadable == ("HELP", "%00")


def test_a_packet_holds_no_more_than_fit() -> None:
    packet = parse_packet(JOINT.join(f"g{number}" for number in range(MAX_ITEMS + 3)))
    assert len(packet.names) == MAX_ITEMS
    assert len(packet.unreadable) == 3


def test_five_hundred_items_are_cut_and_said_to_be() -> None:
    packet = parse_packet(JOINT.join(f"guide-{number}" for number in range(500)))
    assert len(packet.names) == MAX_ITEMS
    assert packet.unreadable
    assert len(packet.choice) <= MAX_CHOICE


def test_a_name_cut_in_two_is_not_read_as_another() -> None:
    packet = parse_packet("a" * 90 + "~" + "b" * 90 + "~" + "c" * 90 + "~" + "d" * 120)
    assert [name.key[0] for name in packet.names] == ["a", "b", "c"]
    assert packet.unreadable


@given(st.text(alphabet="ab1.-~/%ä\u202e ", max_size=600))
def test_any_text_is_read_within_bounds_and_written_back_the_same(text: str) -> None:
    packet = parse_packet(text)
    assert len(packet.names) <= MAX_ITEMS
    assert parse_packet(join_names(packet.names)).names == packet.names
