"""Without scripts the letter follows its ticks by its sheets, which therefore name every part and recipient."""

import re
from collections.abc import Mapping

import pytest

from portal.letters.recipients import EVERYWHERE
from portal.letters.templates import LetterTemplate
from tests.code_reading import PORTAL

SHEETS = PORTAL / "static" / "css" / "letters"

#: The most recipients an address of the letter has: the offices of a letter, or two senators and a representative.
MOST = max(3, *(len(offices) for offices in EVERYWHERE.values()))


@pytest.fixture(scope="module")
def ticks() -> str:
    """The sheet by which parts follow their ticks."""
    return (SHEETS / "ticks.css").read_text()


@pytest.mark.parametrize("state", [":not(:checked)", ":checked"])
def test_each_part_somebody_ticks_follows_its_tick(
    ticks: str, templates: Mapping[str, LetterTemplate], state: str
) -> None:
    optional = {block.key for template in templates.values() for block in template.blocks if block.is_optional}
    pairs = re.findall(rf'\[value="([a-z0-9-]+)"\]{re.escape(state)}\) \[data-part="([a-z0-9-]+)"\]', ticks)
    assert all(value == part for value, part in pairs)
    assert sorted(value for value, _ in pairs) == sorted(optional)


def test_each_letter_follows_the_tick_of_its_recipient(ticks: str) -> None:
    pairs = re.findall(r'\[value="(to-\d+)"\]:not\(:checked\)\) \[data-recipient="(to-\d+)"\]', ticks)
    assert pairs == [(f"to-{number}", f"to-{number}") for number in range(1, MOST + 1)]


def test_a_part_is_found_by_nothing_else_in_the_sheets(templates: Mapping[str, LetterTemplate]) -> None:
    """The frame of a letter has parts of its own, which are no blocks."""
    frame = {"date", "address", "salutation", "personal", "signature"}
    known = frame | {block.key for template in templates.values() for block in template.blocks}
    named = {
        key for sheet in SHEETS.glob("*.css") for key in re.findall(r'data-part="([a-z0-9-]+)"', sheet.read_text())
    }
    assert named
    assert named <= known
