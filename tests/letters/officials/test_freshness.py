"""How fresh the data is said to be."""

from datetime import date
from pathlib import Path

import pytest

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.validity import Status


@pytest.mark.parametrize(
    ("day", "level", "words"),
    [
        ("2026-08-05", "fresh", []),
        ("2026-09-04", "fresh", []),
        ("2026-09-05", "stale", ["Congress are of 2026-08-05", "legislature are of 2026-08-05"]),
        ("2026-12-07", "stale", ["100 seats are past the end of their term: lower CA 1,", "and 90 more"]),
        ("2027-01-03", "stale", ["today's U.S. House districts: AL, CA, FL, LA, NC, OH, TN, TX, UT."]),
    ],
)
def test_the_state_of_the_data_is_told_with_reasons(country: Officials, day: str, level: str, words: list[str]) -> None:
    freshness = country.status(date.fromisoformat(day))
    assert freshness.level == level
    assert freshness.exit_code == {"fresh": 0, "stale": 1, "none": 2}[freshness.level]
    for word in words:
        assert any(word in reason for reason in freshness.reasons), freshness.reasons


def test_a_seat_in_doubt_counts_as_past_its_term(real: Officials) -> None:
    freshness = real.status(date(2026, 11, 21))
    assert "2 seats are past the end of their term: senate FL, senate OH." in freshness.reasons
    assert freshness.counts[("us", Status.MAY_HAVE_CHANGED)] == 2


def test_no_store_is_none(facts: Facts, tmp_path: Path) -> None:
    freshness = Officials(tmp_path / "nothing", facts).status(date(2026, 11, 22))
    assert (freshness.level, freshness.exit_code, len(freshness.reasons)) == ("none", 2, 1)
