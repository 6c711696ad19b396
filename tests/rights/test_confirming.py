"""Re-dating one claim: the file keeps everything else, and whoever looked is kept by role."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from portal.content.claims import Claim, Confirmation
from portal.data import FOLDER, DataError
from portal.rights.confirming import FILE, confirm_claim
from portal.rights.library import SHORT_ANSWER, load_library

KEY = SHORT_ANSWER
TODAY = date(2026, 11, 22)
UNTIL = date(2027, 5, 1)

#: Everything that makes an edit in place hard: comments in all places, a guide in two pieces, a claim confirmed before.
CLAIMS = """# Head of the file.

[start.first] # why it is here
sources = ["portal-practice"]
as_of = 2026-10-07   # looked in person
# on the review
review_by = 2026-12-15
confidence = "confirmed"
area = "US"
recheck = true
# coping

[coping.only]
area = 'CA'
sources = [
    "portal-practice", # our own
]
confidence = "unclear"
as_of = 2026-09-29
review_by = 2027-02-21

[start.second]
sources = ["portal-practice"]
as_of = 2026-10-07
review_by = 2026-12-15
confidence = "confirmed"
area = "US"
confirmations = [{by = "clinic lead", on = 2026-10-07, until = 2026-12-15}]
# end of the file
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the site's data, to be confirmed in."""
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A folder with a few claims, in every shape a hand may give them."""
    shutil.copy(FOLDER / "sources.toml", tmp_path)
    (tmp_path / FILE).write_text(CLAIMS)
    return tmp_path


def confirm(folder: Path, key: str, by: str = "staff attorney", until: date = UNTIL, today: date = TODAY) -> str:
    """Confirm a claim and write the file, as the command does."""
    text = confirm_claim(folder, key, by, until, today)
    (folder / FILE).write_text(text)
    return text


def read_claim(folder: Path, key: str) -> Claim:
    return load_library(folder).claims[key]


def split_claim(text: str, key: str) -> tuple[str, list[str]]:
    """Split a claims file into the lines of one claim's keys and all the rest."""
    lines = text.splitlines()
    start = lines.index(f"[{key}]") + 1
    end = next((i for i, line in enumerate(lines[start:], start) if not line or line.startswith("[")), len(lines))
    return "\n".join(lines[:start] + lines[end:]), lines[start:end]


def test_a_confirmed_claim_has_new_dates_and_who_looked(data: Path) -> None:
    confirm(data, KEY)
    claim = read_claim(data, KEY)
    assert (claim.as_of, claim.review_by, claim.recheck) == (TODAY, UNTIL, False)
    assert claim.confirmations == (Confirmation("staff attorney", TODAY, UNTIL),)


def test_what_a_claim_rests_on_does_not_change(data: Path) -> None:
    before = read_claim(data, KEY)
    confirm(data, KEY)
    after = read_claim(data, KEY)
    assert (after.sources, after.confidence, after.area) == (before.sources, before.confidence, before.area)


def test_two_confirmations_in_a_row_are_both_kept(data: Path) -> None:
    later, until = date(2027, 4, 1), date(2027, 9, 1)
    confirm(data, KEY)
    confirm(data, KEY, "benefits advocate", until, later)
    claim = read_claim(data, KEY)
    assert (claim.as_of, claim.review_by) == (later, until)
    assert [confirmation.by for confirmation in claim.confirmations] == ["staff attorney", "benefits advocate"]
    assert [confirmation.on for confirmation in claim.confirmations] == [TODAY, later]


def test_nothing_else_in_the_file_changes(data: Path) -> None:
    """The last claim of each guide is the hard one: a comment on the next guide may follow it."""
    before = (data / FILE).read_text()
    keys = {key.partition(".")[0]: key for key in load_library(data).claims}
    for key in keys.values():
        after = confirm_claim(data, key, "staff attorney", UNTIL, TODAY)
        assert split_claim(after, key)[0] == split_claim(before, key)[0], key


def test_every_claim_confirmed_one_after_the_other_makes_a_sound_file(data: Path) -> None:
    keys = list(load_library(data).claims)[:5]
    for key in keys:
        confirm(data, key)
    claims = load_library(data).claims
    assert {key for key, claim in claims.items() if claim.confirmations} >= set(keys)
    assert all(claims[key].review_by == UNTIL for key in keys)


def test_the_lines_of_the_claim_change_as_little_as_they_can(small: Path) -> None:
    assert confirm(small, "start.first") == CLAIMS.replace(
        """as_of = 2026-10-07   # looked in person
# on the review
review_by = 2026-12-15
confidence = "confirmed"
area = "US"
recheck = true
# coping
""",
        """as_of = 2026-11-22   # looked in person
# on the review
review_by = 2027-05-01
confidence = "confirmed"
area = "US"
confirmations = [{by = "staff attorney", on = 2026-11-22, until = 2027-05-01}]
# coping
""",
    )


def test_keys_in_another_order_and_quotes_of_another_kind_stay(small: Path) -> None:
    text = confirm(small, "coping.only")
    assert "area = 'CA'\n" in text
    assert '    "portal-practice", # our own\n' in text
    assert (
        text.replace("2026-11-22", "2026-09-29")
        .replace("2027-05-01", "2027-02-21")
        .replace('confirmations = [{by = "staff attorney", on = 2026-09-29, until = 2027-02-21}]\n', "")
        == CLAIMS
    )


def test_a_claim_confirmed_before_gets_one_line_more(small: Path) -> None:
    text = confirm(small, "start.second")
    assert text.count("confirmations = ") == 1
    assert '{by = "clinic lead", on = 2026-10-07, until = 2026-12-15}' in text
    assert '{by = "staff attorney", on = 2026-11-22, until = 2027-05-01}' in text
    assert text.endswith("# end of the file\n")


def test_nothing_is_written_here(data: Path) -> None:
    """The caller writes, whole or not at all."""
    before = (data / FILE).read_bytes()
    confirm_claim(data, KEY, "staff attorney", UNTIL, TODAY)
    assert (data / FILE).read_bytes() == before


@pytest.mark.parametrize("key", ["start.nowhere", "nowhere.short-answer", "start", "", ".", "start.", "x" * 500])
def test_an_unknown_key_is_refused(data: Path, key: str) -> None:
    with pytest.raises(DataError, match="no such claim") as caught:
        confirm_claim(data, key, "staff attorney", UNTIL, TODAY)
    assert "portal claims" in caught.value.cure
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("until", [date(2020, 1, 1), date(2026, 11, 21), TODAY], ids=str)
def test_a_day_that_is_not_ahead_is_refused(data: Path, until: date) -> None:
    with pytest.raises(DataError) as caught:
        confirm_claim(data, KEY, "staff attorney", until, TODAY)
    assert caught.value.entry == "--until"


@pytest.mark.parametrize("by", ["ana@example.org", "", "staff attorney ", "x\ny"])
def test_who_looked_is_a_role_and_never_an_address(data: Path, by: str) -> None:
    with pytest.raises(DataError) as caught:
        confirm_claim(data, KEY, by, UNTIL, TODAY)
    assert caught.value.entry == "--by"


def test_a_file_that_is_wrong_already_is_not_touched(data: Path) -> None:
    (data / FILE).write_text(f"{(data / FILE).read_text()}\nloose = 1\n")
    with pytest.raises(DataError):
        confirm_claim(data, KEY, "staff attorney", UNTIL, TODAY)
