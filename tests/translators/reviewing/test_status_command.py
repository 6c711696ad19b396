"""``portal translations status``: the figures, for people and for machines, and what a language lacks."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.config import Config
from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.i18n.offering import Count, PageProgress
from portal.translators.desk import Desk
from portal.translators.files import po_path
from portal.translators.reviewing.status_command import draw_bar, read_standing, report, status
from tests.translators.small_catalog import SmallCatalog

Run = Callable[..., Result]


@pytest.fixture
def desk(small: SmallCatalog) -> Desk:
    return Desk(Config(translations=small.folder))


@pytest.fixture
def run(desk: Desk) -> Run:
    def invoke(*words: str) -> Result:
        return CliRunner().invoke(status, words, obj=desk)

    return invoke


def cells(result: Result, page: str) -> list[str]:
    """Give the columns of a page's line: all, reviewed, draft, fuzzy, missing, done."""
    (line,) = [line for line in result.stdout.splitlines() if line.startswith(f"{page} ")]
    return line.removeprefix(page).split()


def test_a_line_counts_messages_and_words(run: Run, small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "No firme.", fuzzy=True)
    small.change("You can wait.", "")
    result = run("es")
    assert cells(result, "rights/start") == ["4/15", "0", "2/8", "1/4", "1/3", "50", "%"]
    assert cells(result, "all pages") == ["9/25", "0", "7/18", "1/4", "1/3", "77", "%"]


def test_what_keeps_a_language_from_readers_is_named(run: Run, small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "No firme.", fuzzy=True)
    small.change("All guides", "")
    result = run("es")
    assert result.exit_code == 0
    assert "Critical sections missing: rights/start: beware.\n" in result.stdout
    assert (
        "Can be offered: not yet. It lacks:\n  interface: 2 messages are translated, 3 (90 %) are needed.\n"
        in result.stdout
    )
    assert result.stdout.endswith("  rights/start: critical sections not translated: beware.\n")


def test_a_language_that_is_ready_starts_with_the_next_compile(run: Run, small: SmallCatalog) -> None:
    assert run("es").stdout.endswith("Can be offered: yes, from the next compile on.\n")
    small.compile()
    assert run("es").stdout.endswith("Can be offered: yes, and it is.\n")
    small.change("All guides", "")
    assert "Can be offered: not any more. It lacks:\n  interface: " in run("es").stdout


def test_what_the_rules_refuse_is_counted(run: Run, small: SmallCatalog) -> None:
    small.change("You can wait.", "Espere 5 días.")
    assert "Messages that break a rule: 1. portal translations check es" in run().stdout


def test_the_figures_are_those_the_site_reads(run: Run, small: SmallCatalog) -> None:
    noted = json.loads(small.compile().read_text())
    table = json.loads(run("--json").stdout)["es"]
    assert {name: table[name] for name in ("offered", "pages")} == {name: noted[name] for name in ("offered", "pages")}
    assert (table["open"], table["refused"], table["obstacles"]) == (True, 0, [])


def test_machines_read_what_a_language_lacks(run: Run, small: SmallCatalog) -> None:
    small.change("Go now.", "")
    table = json.loads(run("es", "--json").stdout)["es"]
    assert (table["offered"], table["open"]) == (False, False)
    assert table["obstacles"] == ["rights/emergency-care: critical sections not translated: go-now."]
    assert table["pages"]["rights/emergency-care"]["total"] == [1, 2]


def test_bars_are_for_terminals(desk: Desk, spanish: SiteLocale, run: Run) -> None:
    standing = read_standing(desk, spanish)
    assert "▓" * 20 in "\n".join(report(standing, bars=True))
    assert not set("█▓▒·") & set(run("es").stdout)


@pytest.mark.parametrize(
    ("reviewed", "draft", "fuzzy", "bar"),
    [
        (0, 0, 0, "····················"),
        (5, 5, 5, "█████▓▓▓▓▓▒▒▒▒▒·····"),
        (20, 0, 0, "████████████████████"),
        (0, 19, 1, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▒"),
    ],
)
def test_a_bar_is_filled_from_what_is_signed_to_what_is_missing(
    reviewed: int, draft: int, fuzzy: int, bar: str
) -> None:
    page = PageProgress("x", Count(20), Count(draft), Count(reviewed), Count(fuzzy))
    assert draw_bar(page) == bar


def test_a_page_without_messages_has_an_empty_bar() -> None:
    assert draw_bar(PageProgress("x")) == "·" * 20


def test_asking_changes_nothing(run: Run, small: SmallCatalog) -> None:
    before = small.files()
    assert run("es").exit_code == run("es", "--json").exit_code == 0
    assert small.files() == before


@pytest.mark.parametrize("options", [[], ["--json"]], ids=["text", "json"])
def test_a_broken_catalog_is_named_and_the_others_are_shown(run: Run, small: SmallCatalog, options: list[str]) -> None:
    vietnamese = po_path(small.folder, Desk(Config(translations=small.folder)).locale("vi"))
    shutil.copytree(po_path(small.folder, small.locale).parent, vietnamese.parent)
    result = run(*options)
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: vi/LC_MESSAGES/messages.po: Language: ")
    assert '"es"' in result.stdout or result.stdout.startswith("es  Spanish")


@pytest.mark.parametrize(
    ("code", "cure"), [("vi", "Run portal translations init vi."), ("es", "Run portal translations extract.")]
)
def test_what_is_not_there_is_said_with_its_cure(run: Run, small: SmallCatalog, code: str, cure: str) -> None:
    (small.folder / "messages.pot").unlink()
    result = run(code)
    assert result.exit_code == 2
    assert result.stderr.endswith(f"{cure}\n")


def test_an_unknown_language_is_refused(run: Run) -> None:
    result = run("xx")
    assert isinstance(result.exception, DataError)
    assert result.exception.problem == "No such language to translate into."


def test_a_folder_without_catalogs_has_nothing_to_report(tmp_path: Path) -> None:
    result = CliRunner().invoke(status, [], obj=Desk(Config(translations=tmp_path)))
    assert (result.exit_code, result.stdout) == (0, "No language to report.\n")
