"""One official: how the address breaks for an envelope, what is dialled, where one writes."""

from dataclasses import replace

import pytest

from portal.letters.officials.congress import parse_congress
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Gap, Official
from tests.letters.officials import fictional


@pytest.fixture(scope="module")
def official(facts: Facts) -> Official:
    """A senator with everything."""
    return parse_congress(fictional.congress_file(fictional.congress(facts)), facts).officials[0]


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (
            "1419 Longworth House Office Building Washington DC 20515-0542",
            ("1419 Longworth House Office Building", "Washington DC 20515-0542"),
        ),
        ("511 Hart Building Washington DC 20510", ("511 Hart Building", "Washington DC 20510")),
        ("1021 O St. Suite 8530, Sacramento, CA 95814", ("1021 O St. Suite 8530", "Sacramento, CA 95814")),
        ("1 Washington Street", ("1 Washington Street",)),
        (None, ()),
    ],
)
def test_an_address_breaks_before_the_city(official: Official, address: str | None, lines: tuple[str, ...]) -> None:
    assert replace(official, address=address).postal_lines == lines


def test_a_phone_is_dialled_with_its_country(official: Official) -> None:
    assert official.dial == "+12022241234"
    assert replace(official, phone=None).dial is None


def test_without_a_form_one_is_led_to_the_site_and_never_to_a_guess(official: Official) -> None:
    assert official.link == "https://www.example.senate.gov/contact"
    assert replace(official, contact_form=None).link == "https://www.example.senate.gov"
    assert replace(official, contact_form=None, url=None).link is None


def test_a_gap_covers_its_own_seat_or_all_of_its_file() -> None:
    seat = ("house", "TX", 7)
    assert Gap("congress", *seat).covers("congress", seat)
    assert Gap("congress").covers("congress", seat)
    assert not Gap("congress", "house", "TX", 8).covers("congress", seat)
    assert not Gap("california").covers("congress", seat)
