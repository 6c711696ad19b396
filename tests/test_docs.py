"""The documents name everything an operator, editor or translator can set or run."""

import re
from collections.abc import Iterator

import click
import pytest

from portal.cli import main
from portal.config import VARIABLES
from tests.code_reading import ROOT

DOCUMENTS = (
    "operating",
    "translating",
    "spreadsheet",
    "editing",
    "directory",
    "open-data",
    "officials",
    "letter",
    "handouts",
    "sharing",
)


@pytest.fixture(scope="module")
def documents() -> str:
    """The text of the three documents for those who run the site."""
    return "\n".join((ROOT / "docs" / f"{name}.md").read_text() for name in DOCUMENTS)


def list_commands(group: click.Group, words: str) -> Iterator[tuple[str, click.Command]]:
    """Go through our commands with the words that call them; Flask's own are Flask's to document."""
    for name, command in group.commands.items():
        if (command.callback.__module__ if command.callback else "").startswith("portal."):
            yield f"{words} {name}", command
            if isinstance(command, click.Group):
                yield from list_commands(command, f"{words} {name}")


COMMANDS = dict(list_commands(main, "portal"))


@pytest.mark.parametrize("name", VARIABLES)
def test_every_setting_is_described(name: str, documents: str) -> None:
    assert f"`{name}`" in documents or re.search(rf"\b{name}\b", documents)


def test_no_setting_is_described_that_there_is_not(documents: str) -> None:
    assert set(re.findall(r"\bPORTAL_[A-Z_]+\b", documents)) <= set(VARIABLES)


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_is_described(words: str, documents: str) -> None:
    assert re.search(rf"\b{words}\b", documents)


def test_no_command_is_described_that_there_is_not(documents: str) -> None:
    groups = {words for words, command in COMMANDS.items() if isinstance(command, click.Group)}
    for words in re.findall(r"(?:`|^\s*(?:\.venv/bin/)?)(portal(?: [a-z]+)+)", documents, re.MULTILINE):
        first, second = " ".join(words.split()[:2]), " ".join(words.split()[:3])
        assert first in COMMANDS, f"There is no “{first}”."
        assert first not in groups or second in {*COMMANDS, first}, f"There is no “{second}”."


@pytest.mark.parametrize("words", COMMANDS)
def test_every_command_says_what_it_does(words: str) -> None:
    assert COMMANDS[words].help


def test_the_menu_shows_every_command() -> None:
    context = click.Context(main)
    listed = {f"portal {name}" for name in main.list_commands(context)}
    assert {words for words in COMMANDS if words.count(" ") == 1} <= listed
