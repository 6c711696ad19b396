"""Telling California's new roster from the old one after a turnover.

The publisher kept the old names for 29 days in 2022, so that a file downloaded
after the first Monday of December may say who left. Its age cannot be asked,
only its people: a new legislature has new members.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from enum import StrEnum

from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Official

#: ``end_type`` of a seat that was up for election while nobody knows whether the roster is the new one.
ELECTION = "election"


class Verdict(StrEnum):
    """What a downloaded roster of California is."""

    #: Of the legislature that sits.
    CURRENT = "current"
    #: Of the one before: the seats that were up have changed, and the names are not the new ones.
    OLD = "old"
    #: One of the two; there is nothing to compare with.
    UNSURE = "unsure"


def _assembly(officials: Iterable[Official]) -> list[Official]:
    return [official for official in officials if official.chamber == "lower"]


def judge_roster(new: Iterable[Official], kept: Iterable[Official], day: date, facts: Facts) -> Verdict:
    """Say what a roster is that was downloaded on a day.

    :param kept: the roster we have, or nothing.
    """
    turnover = facts.terms["assembly"].last(day)
    before = _assembly(kept)
    if any(official.valid_until > turnover for official in before):
        return Verdict.CURRENT
    known = {official.id for official in before if official.valid_until == turnover}
    if known:
        fresh = sum(official.id not in known for official in _assembly(new))
        if fresh >= facts.california.new_members:
            return Verdict.CURRENT
        if not any(official.end_type for official in before):
            return Verdict.OLD
    # Nothing to compare with, or only what was in doubt itself.
    settled = date(min(turnover.year + 1, date.max.year), facts.california.unsure_month, 1)
    return Verdict.UNSURE if day < settled else Verdict.CURRENT


def mark_unsure(officials: Iterable[Official], day: date, facts: Facts) -> tuple[Official, ...]:
    """Say of every seat that was up for election at the last turnover that its name may be the old one."""
    turnover = facts.terms["assembly"].last(day)
    return tuple(
        replace(official, valid_from=turnover, valid_until=turnover, end_type=ELECTION)
        if facts.term_of(official.chamber, official.district).last(day) == turnover
        else official
        for official in officials
    )
