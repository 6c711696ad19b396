from pathlib import Path

import pytest
from click.testing import CliRunner

from portal.data import DataError
from portal.rights.guides import TOPICS
from portal.sharing import commands
from portal.sharing.commands import handouts
from portal.sharing.handouts.fonts import FontShelf, find_fonts
from tests.sharing.handouts.conftest import needs_fonts


@pytest.fixture
def runner(translations: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("PORTAL_TRANSLATIONS", str(translations))
    monkeypatch.setenv("PORTAL_OFFER", "all")
    monkeypatch.setenv("PORTAL_TODAY", "2026-11-22")
    return CliRunner()


@needs_fonts
def test_sheets_are_written_by_language_and_kind(runner: CliRunner, tmp_path: Path) -> None:
    words = ["build", str(tmp_path), "--locale", "es", "--kind", "letter", "--kind", "wide"]
    done = runner.invoke(handouts, [*words, "--what", "start", "--what", "help.988-lifeline"])
    assert done.exit_code == 0, done.output
    assert "4 of 4 files are in" in done.output
    assert (tmp_path / "es" / "letter" / "start.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "es" / "wide" / "help.988-lifeline.png").read_bytes().startswith(b"\x89PNG")


@needs_fonts
def test_what_could_not_be_made_is_listed_and_the_rest_is_there(
    runner: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = runner.invoke(
        handouts, ["build", str(tmp_path), "--locale", "en", "--kind", "a5", "--what", "start", "--what", "nothing"]
    )
    assert done.exit_code == 1
    assert "1 of 2 files" in done.output
    assert "not made  en a5 nothing: Nothing of it is on the site." in done.output


def test_files_to_pass_on_are_written_by_language_under_names_that_tell_nothing(
    runner: CliRunner, tmp_path: Path
) -> None:
    done = runner.invoke(handouts, ["file", str(tmp_path), "--locale", "es", "--locale", "en"])
    assert done.exit_code == 0, done.output
    names = [f"pages-{number}.html" for number in range(1, len(TOPICS) + 1)]
    for code in ("en", "es"):
        assert sorted(path.name for path in (tmp_path / code).iterdir()) == names
        assert f'lang="{code}"' in (tmp_path / code / "pages-1.html").read_text("utf-8")
    assert f"{tmp_path / 'en' / 'pages-1.html'}" in done.output
    assert "start~find-help" in done.output


def test_a_file_that_could_not_be_made_is_named(runner: CliRunner, tmp_path: Path) -> None:
    words = ["file", str(tmp_path), "--locale", "en", "--what", "no such/guide", "--what", "start"]
    done = runner.invoke(handouts, words)
    assert done.exit_code == 1
    assert "not made  en no such/guide" in done.output
    assert [path.name for path in (tmp_path / "en").iterdir()] == ["pages-2.html"]


@pytest.mark.parametrize("words", [["--locale", "xx"], ["--what", "No Name"]])
def test_a_wrong_choice_names_its_cure(runner: CliRunner, tmp_path: Path, words: list[str]) -> None:
    done = runner.invoke(handouts, ["build", str(tmp_path), *words])
    assert isinstance(done.exception, DataError)
    assert done.exception.cure


def test_fonts_are_listed_with_the_package_that_is_missing(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    poor = FontShelf(find_fonts().fonts, frozenset({"Noto Sans"}))
    monkeypatch.setattr(commands, "find_fonts", lambda: poor)
    done = runner.invoke(handouts, ["fonts"])
    assert done.exit_code == 1
    assert "es: Noto Sans: ready" in done.output
    assert "ko: Noto Sans CJK KR, Noto Sans: missing, install fonts-noto-cjk" in done.output
