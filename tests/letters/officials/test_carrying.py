"""Phones and links that a new file leaves out for a while."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from portal.letters.officials.carrying import carry_over
from portal.letters.officials.congress import parse_congress
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Official
from tests.letters.officials import fictional

DAY = date(2027, 1, 4)


@pytest.fixture(scope="module")
def official(facts: Facts) -> Official:
    """Somebody with a phone, a site and a form."""
    return parse_congress(fictional.congress_file(fictional.congress(facts)), facts).officials[0]


def test_the_same_person_in_the_same_seat_keeps_them(official: Official) -> None:
    bare = replace(official, phone=None, url=None, contact_form=None, valid_until=date(2029, 1, 3))
    (kept,) = carry_over([bare], [official], DAY, 30)
    assert (kept.phone, kept.url, kept.contact_form) == (official.phone, official.url, official.contact_form)
    assert kept.kept_since == DAY
    assert kept.valid_until == date(2029, 1, 3)


def test_they_are_kept_for_thirty_days_and_no_longer(official: Official) -> None:
    bare = replace(official, phone=None)
    (kept,) = carry_over([bare], [official], DAY, 30)
    (still,) = carry_over([bare], [kept], DAY + timedelta(days=30), 30)
    assert (still.phone, still.kept_since) == (official.phone, DAY)
    (gone,) = carry_over([bare], [still], DAY + timedelta(days=31), 30)
    assert (gone.phone, gone.kept_since) == (None, None)


@pytest.mark.parametrize("change", [{"id": "bioguide:other"}, {"state": "ZZ"}, {"chamber": "house"}])
def test_another_person_or_seat_gets_nothing(official: Official, change: dict[str, str]) -> None:
    bare = replace(official, phone=None, **change)  # type: ignore[arg-type]
    assert carry_over([bare], [official], DAY, 30) == (bare,)


def test_what_the_new_file_says_wins(official: Official) -> None:
    changed = replace(official, phone="202-224-9999")
    assert carry_over([changed], [official], DAY, 30) == (changed,)
