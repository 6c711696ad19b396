"""Telling California's new roster from the old one."""

from dataclasses import replace
from datetime import date

import pytest

from portal.letters.officials.california import parse_california
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Official
from portal.letters.officials.turnover import Verdict, judge_roster, mark_unsure
from portal.letters.officials.validity import Status, judge
from tests.letters.officials import fictional

TURNOVER = date(2026, 12, 7)


def roster(facts: Facts, day: date, new: int = 0) -> tuple[Official, ...]:
    rows = fictional.legislature(facts, new)
    return parse_california(fictional.legislature_file(rows), facts, day).officials


@pytest.mark.parametrize(
    ("day", "new", "verdict"),
    [
        ("2026-12-06", 0, Verdict.CURRENT),
        ("2026-12-07", 0, Verdict.OLD),
        ("2026-12-07", 4, Verdict.OLD),
        ("2026-12-07", 5, Verdict.CURRENT),
        ("2027-01-05", 0, Verdict.OLD),
        ("2027-06-01", 0, Verdict.OLD),
        ("2027-06-01", 61, Verdict.CURRENT),
    ],
)
def test_a_new_legislature_has_new_members(facts: Facts, day: str, new: int, verdict: Verdict) -> None:
    moment = date.fromisoformat(day)
    kept = roster(facts, fictional.DAY)
    assert judge_roster(roster(facts, moment, new), kept, moment, facts) is verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        ("2026-12-06", Verdict.CURRENT),
        ("2026-12-07", Verdict.UNSURE),
        ("2027-01-31", Verdict.UNSURE),
        ("2027-02-01", Verdict.CURRENT),
    ],
)
def test_without_an_earlier_roster_there_is_doubt_until_february(facts: Facts, day: str, verdict: Verdict) -> None:
    moment = date.fromisoformat(day)
    assert judge_roster(roster(facts, moment), [], moment, facts) is verdict


def test_a_roster_of_an_earlier_term_is_nothing_to_compare_with(facts: Facts) -> None:
    kept = roster(facts, date(2024, 8, 1))
    moment = date(2026, 12, 10)
    assert judge_roster(roster(facts, moment, 60), kept, moment, facts) is Verdict.UNSURE


def test_a_roster_taken_in_doubt_is_settled_by_new_people_or_by_february(facts: Facts) -> None:
    kept = mark_unsure(roster(facts, TURNOVER), TURNOVER, facts)
    assert judge_roster(roster(facts, TURNOVER), kept, date(2026, 12, 20), facts) is Verdict.UNSURE
    assert judge_roster(roster(facts, TURNOVER, 30), kept, date(2026, 12, 20), facts) is Verdict.CURRENT
    assert judge_roster(roster(facts, TURNOVER), kept, date(2027, 2, 1), facts) is Verdict.CURRENT


def test_once_the_new_roster_is_in_it_is_not_doubted_again(facts: Facts) -> None:
    kept = roster(facts, date(2026, 12, 9), 30)
    assert judge_roster(roster(facts, date(2026, 12, 10), 30), kept, date(2026, 12, 10), facts) is Verdict.CURRENT


def test_names_in_doubt_are_shown_with_the_doubt_and_hidden_from_february(facts: Facts) -> None:
    marked = mark_unsure(roster(facts, TURNOVER), TURNOVER, facts)
    for official in marked:
        odd = official.chamber == "upper" and (official.district or 0) % 2 == 1
        assert judge(official, date(2027, 1, 31), facts) is (Status.SHOWN if odd else Status.MAY_HAVE_CHANGED)
        assert judge(official, date(2027, 2, 1), facts) is (Status.SHOWN if odd else Status.CHANGED)
        assert judge(official, date(2026, 12, 6), facts) is (Status.SHOWN if odd else Status.NONE)


def test_a_special_election_leaves_a_doubt_until_the_next_third_of_january(facts: Facts) -> None:
    senator = replace(roster(facts, fictional.DAY)[0], level="us", chamber="senate", valid_until=date(2026, 11, 3))
    assert judge(senator, date(2026, 11, 3), facts) is Status.CHANGED
    ended = replace(senator, end_type="special-election")
    assert judge(ended, date(2026, 11, 2), facts) is Status.SHOWN
    assert judge(ended, date(2026, 11, 3), facts) is Status.MAY_HAVE_CHANGED
    assert judge(ended, date(2027, 1, 2), facts) is Status.MAY_HAVE_CHANGED
    assert judge(ended, date(2027, 1, 3), facts) is Status.CHANGED
    assert judge(replace(ended, valid_until=date(2027, 1, 3)), date(2027, 1, 3), facts) is Status.CHANGED
