"""Reading California's roster: which link is whose, which seat is nobody's, and what is refused."""

from collections.abc import Callable
from datetime import date

import pytest

from portal.data import DataError
from portal.letters.officials.california import choose_link, parse_california
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Roster
from tests.letters.officials import fictional
from tests.letters.officials.conftest import REAL

Rows = list[dict[str, str]]


@pytest.fixture
def rows(facts: Facts) -> Rows:
    """A whole fictional legislature, to be broken."""
    return fictional.legislature(facts)


def parse(rows: Rows, facts: Facts, day: date = fictional.DAY) -> Roster:
    return parse_california(fictional.legislature_file(rows), facts, day)


def test_a_whole_legislature_is_read_and_its_terms_are_reckoned(rows: Rows, facts: Facts) -> None:
    roster = parse(rows, facts)
    assert len(roster.officials) == 120
    ends = {(o.chamber, (o.district or 0) % 2): o.valid_until for o in roster.officials}
    assert ends == {
        ("lower", 0): date(2026, 12, 7),
        ("lower", 1): date(2026, 12, 7),
        ("upper", 0): date(2026, 12, 7),
        ("upper", 1): date(2028, 12, 4),
    }
    assert roster.officials[0].postal_lines == ("1 O St. Suite 1", "Sacramento, CA 95814")


def test_the_real_file_is_read_and_everybody_has_the_site_of_their_own_seat(facts: Facts) -> None:
    if not REAL.is_dir():
        pytest.skip("The real files are not beside the project.")
    roster = parse_california((REAL / "ca.csv").read_bytes(), facts, fictional.DAY)
    assert len(roster.officials) == 120
    assert roster.warnings == ()
    assert all(o.email and o.url and str(o.district) in o.url for o in roster.officials)
    assert [o.name for o in roster.officials if o.address is None] == ["Mia Bonta"]
    by_name = {o.name: o.url for o in roster.officials}
    assert by_name["Akilah Weber Pierson"] == "https://sd39.senate.ca.gov/"


@pytest.mark.parametrize(
    ("links", "chamber", "district", "chosen"),
    [
        ("https://a79.asmdc.org/;https://sd39.senate.ca.gov/", "upper", 39, 1),
        ("https://sd39.senate.ca.gov/;https://a79.asmdc.org/", "lower", 79, 1),
        ("https://sr8.senate.ca.gov", "upper", 8, 0),
        ("https://sr08.senate.ca.gov/x", "upper", 8, 0),
        ("https://www.senate.ca.gov/sd10", "upper", 10, 0),
        ("https://senate.ca.gov/sd1;https://senate.ca.gov/sd10/about", "upper", 10, 1),
        ("https://ad22.asmrc.org/", "lower", 22, 0),
        ("https://www.assembly.ca.gov/assemblymembers/07", "lower", 7, 0),
        ("https://a7.asmdc.org/;https://a77.asmdc.org/", "lower", 77, 1),
        ("https://a7.asmdc.org.example.org/", "lower", 7, None),
        ("http://a7.asmdc.org/", "lower", 7, None),
        ("https://sfbos.org/;https://cssrc.us/", "lower", 7, None),
        ("", "lower", 7, None),
        ("https://aX7.asmdc.org/", "lower", 7, None),
    ],
)
def test_the_first_link_that_fits_chamber_and_number_is_taken(
    facts: Facts, links: str, chamber: str, district: int, chosen: int | None
) -> None:
    found = choose_link(links, chamber, district, facts.hosts.california)
    assert found == (None if chosen is None else links.split(";")[chosen])


def test_somebody_whose_role_has_ended_refuses_the_file(rows: Rows, facts: Facts) -> None:
    """The exporter gives them the seat of the row above; nobody can say which of the two holds it."""
    ended = fictional.legislator("lower", 20, "Former Member")
    with pytest.raises(DataError, match="on one seat"):
        parse([*rows, ended], facts)


@pytest.mark.parametrize(
    "change",
    [
        {"current_district": "81"},
        {"current_district": "0"},
        {"current_district": "20A"},
        {"current_district": "٢٠"},
        {"current_district": ""},
        {"current_chamber": "joint"},
        {"name": "<b>Member</b>"},
        {"name": "Mem\u202eber"},
        {"family_name": ""},
        {"id": ""},
    ],
)
def test_a_row_that_cannot_be_used_costs_its_own_seat(rows: Rows, facts: Facts, change: dict[str, str]) -> None:
    rows[60] |= change
    roster = parse(rows, facts)
    assert len(roster.officials) == 119
    assert len(roster.gaps) == 1


@pytest.mark.parametrize(
    ("field", "attribute", "value"),
    [
        ("capitol_voice", "phone", "none"),
        ("capitol_address", "address", "<br>"),
        ("email", "email", "x@example.org"),
        ("links", "url", "https://example.org/"),
    ],
)
def test_a_field_that_cannot_be_used_is_left_blank(
    rows: Rows, facts: Facts, field: str, attribute: str, value: str
) -> None:
    rows[60][field] = value
    official = next(o for o in parse(rows, facts).officials if o.id == rows[60]["id"])
    assert getattr(official, attribute) is None


def test_vacant_seats_are_accepted_and_too_many_are_not(rows: Rows, facts: Facts) -> None:
    assert len(parse(rows[:110], facts).officials) == 110
    with pytest.raises(DataError, match="109 seats"):
        parse(rows[:109], facts)


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: b"",
        lambda raw: raw.replace(b"current_chamber", b"chamber", 1),
        lambda raw: b"\xff" + raw,
        lambda raw: raw[: len(raw) // 2],
        lambda raw: raw + b'"never closed\r\n' + b"x" * 1000,
        lambda raw: raw + b"x" * 6_000_000,
        lambda raw: raw.partition(b"\r\n")[0] + b"\r\n" + b"x" * 200_000,
        lambda raw: b"<html></html>",
        lambda raw: raw.replace(b",", b";"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(rows: Rows, facts: Facts, change: Callable[[bytes], bytes]) -> None:
    with pytest.raises(DataError) as caught:
        parse_california(change(fictional.legislature_file(rows)), facts, fictional.DAY)
    assert caught.value.file == "ca.csv"
    assert caught.value.cure


def test_blank_columns_of_older_exporters_are_no_error(rows: Rows, facts: Facts) -> None:
    for row in rows:
        row |= {"capitol_address": "", "capitol_voice": ""}
    assert {(o.phone, o.address) for o in parse(rows, facts).officials} == {(None, None)}
