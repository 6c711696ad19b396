"""A claim holds until its day, and only a role may renew it."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from portal.content.claims import WARNING, Claim, Confirmation, check_role, load_claims
from portal.content.sources import load_sources
from portal.data import FOLDER, DataError
from portal.rights.library import Library

ONE_CLAIM = """
[start.short-answer]
sources = ["dhcs-statement"]
as_of = 2026-09-01
review_by = 2026-12-15
confidence = "disputed"
area = "plaintiff states"
confirmations = [
    {by = "staff attorney", on = 2026-08-01, until = 2026-09-01},
    {by = "benefits advocate", on = 2026-09-01, until = 2026-12-15},
]
"""


def read_claim(tmp_path: Path, text: str = ONE_CLAIM) -> Claim:
    (tmp_path / "claims.toml").write_text(text)
    return load_claims(tmp_path, load_sources(FOLDER))["start.short-answer"]


def test_a_claim_is_read_whole(tmp_path: Path) -> None:
    claim = read_claim(tmp_path)
    assert claim.key == "start.short-answer"
    assert [source.key for source in claim.sources] == ["dhcs-statement"]
    assert (claim.as_of, claim.review_by) == (date(2026, 9, 1), date(2026, 12, 15))
    assert (claim.confidence, claim.area, claim.recheck) == ("disputed", "plaintiff states", False)


def test_who_looked_again_and_when_is_kept_in_order(tmp_path: Path) -> None:
    assert read_claim(tmp_path).confirmations == (
        Confirmation("staff attorney", date(2026, 8, 1), date(2026, 9, 1)),
        Confirmation("benefits advocate", date(2026, 9, 1), date(2026, 12, 15)),
    )


@pytest.mark.parametrize(("days", "expected"), [(-1, True), (0, True), (1, False), (400, False)])
def test_a_claim_is_current_up_to_its_day(tmp_path: Path, days: int, expected: bool) -> None:
    claim = read_claim(tmp_path)
    assert claim.is_current(claim.review_by + timedelta(days=days)) == expected


@pytest.mark.parametrize(("days", "expected"), [(-15, False), (-14, True), (0, True), (30, True)])
def test_a_claim_is_due_two_weeks_before_its_day(tmp_path: Path, days: int, expected: bool) -> None:
    claim = read_claim(tmp_path)
    assert timedelta(days=14) == WARNING
    assert claim.is_due(claim.review_by + timedelta(days=days)) == expected


def test_every_claim_of_the_site_has_a_source_that_was_read(library: Library) -> None:
    assert library.claims
    for claim in library.claims.values():
        assert any(source.read for source in claim.sources), claim.key
        assert claim.as_of <= claim.review_by, claim.key


@pytest.mark.parametrize(
    "role",
    [
        "staff attorney",
        "Staff attorney (immigration)",
        "CHW",
        "abogada de inmigración",
        "nurse, clinic lead",
        "律师顾问",
    ],
)
def test_a_role_is_taken(role: str) -> None:
    assert check_role(role) == role


@pytest.mark.parametrize(
    "role",
    [
        "",
        " ",
        "x",
        "ana@example.org",
        "staff attorney ",
        " staff attorney",
        "https://example.org",
        "+1 555 0100",
        "attorney\nreview_by = 2099-01-01",
        'attorney", on = 1',
        "attorney\t",
        "a" * 81,
    ],
)
def test_what_is_no_role_is_refused(role: str) -> None:
    """What is written must be readable again, and must not name a person."""
    with pytest.raises(DataError) as caught:
        check_role(role)
    assert caught.value.entry == "--by"
    assert len(str(caught.value)) < 300
