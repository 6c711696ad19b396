"""``portal serve`` tries once to get officials' data, and ``portal status`` says how fresh it is."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.config import Config
from portal.data import FOLDER
from portal.directory.register import load_register
from portal.letters.officials.facts import load_facts
from portal.letters.officials.updating import FOLDER as OFFICIALS
from portal.letters.officials.updating import import_files
from portal.letters.templates import load_letter_templates
from portal.rights.library import load_library
from portal.site import attention, commands
from tests.conftest import TODAY
from tests.letters.officials import fictional

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command with some settings alone."""
    for name in list(os.environ):
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)

    def invoke(*arguments: str, **settings: object) -> Result:
        environ = {f"PORTAL_{name.upper()}": str(value) for name, value in settings.items()}
        return CliRunner().invoke(
            commands.serve if arguments[0] == "serve" else commands.status, arguments[1:], env=environ
        )

    return invoke


@pytest.fixture
def tried(monkeypatch: pytest.MonkeyPatch) -> list[Config]:
    """Start no server and ask no host; note each try to download."""
    noted: list[Config] = []

    def note(config: Config) -> str:
        noted.append(config)
        return "There is no officials' data yet."

    monkeypatch.setattr(commands, "create_app", lambda: None)
    monkeypatch.setattr(commands, "try_first_update", note)
    monkeypatch.setattr(os, "execve", lambda *_words: None)
    return noted


def test_serve_tries_once_and_says_in_a_line_what_came_of_it(run: Run, tried: list[Config], tmp_path: Path) -> None:
    result = run("serve", instance=tmp_path)
    assert result.exit_code == 0
    assert [config.instance for config in tried] == [tmp_path]
    assert "There is no officials' data yet.\nThe portal is at http://127.0.0.1:8000/" in result.stdout


def test_serve_tries_nothing_when_told_so_or_when_its_clock_is_stopped(
    run: Run, tried: list[Config], tmp_path: Path
) -> None:
    assert run("serve", "--no-update", instance=tmp_path).exit_code == 0
    assert run("serve", instance=tmp_path, today="2026-11-22").exit_code == 0
    assert tried == []


def test_serve_without_a_folder_has_nowhere_to_download_to() -> None:
    assert commands.try_first_update(Config()) is None


def test_status_says_how_fresh_the_officials_are(run: Run, tmp_path: Path) -> None:
    facts = load_facts(FOLDER)
    paths = fictional.write_all(tmp_path / "published", facts)
    import_files(tmp_path / OFFICIALS, facts, paths, fictional.DAY, fictional.DAY)
    fresh = run("status", instance=tmp_path, today="2026-08-06")
    assert "Officials: fresh.\n" in fresh.stdout
    stale = run("status", instance=tmp_path, today="2026-12-08")
    assert stale.exit_code == 1
    assert "Officials: stale.\n" in stale.stdout
    assert "seats are past the end of their term" in stale.stdout
    shutil.rmtree(tmp_path / OFFICIALS)
    assert "Officials: no data.\n" in run("status", instance=tmp_path, today="2026-08-06").stdout
    assert "Officials: no data.\n" in run("status", today="2026-08-06").stdout


def test_status_says_whom_to_call_and_counts_a_check_that_ran_out(run: Run, tmp_path: Path) -> None:
    register = load_register(FOLDER)
    shown, waiting = register.shown(TODAY), register.waiting(TODAY)
    text = '[rrn-san-mateo]\nday = 2026-11-01\nrole = "volunteer"\nphones = ["+12036664472"]\n'
    (tmp_path / "directory").mkdir()
    (tmp_path / "directory" / "assurances.toml").write_text(text, "utf-8")
    before = run("status", today=TODAY).stdout
    assert f"Directory: {len(shown)} entries shown, {len(shown) - 2} of them never called; " in before
    assert (
        f"{len(waiting)} hidden until somebody calls. Checks that run out within 14 days, or have: 0, 0 of them"
        in before
    )
    assert f"{len(shown) - 3} of them never called;" in run("status", instance=tmp_path, today=TODAY).stdout
    later = run("status", instance=tmp_path, today="2027-01-01").stdout
    assert "Checks that run out within 14 days, or have: 1, 1 of them folded." in later


def test_status_counts_the_texts_of_directory_and_letters(run: Run) -> None:
    library, register = load_library(FOLDER), load_register(FOLDER)
    letters = load_letter_templates(FOLDER, dict(library.sources), library.phones).values()
    messages = [*library.messages(), *register.messages(), *(part for letter in letters for part in letter.messages())]
    number = len({(message.context, message.text) for message in messages})
    assert f" of {number} texts translated" in run("status", today=TODAY).stdout


def test_fonts_that_are_missing_are_named_by_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attention, "find_missing_fonts", lambda _locales: {"km": "fonts-noto-core"})
    assert attention.report_fonts(()).lines == ("km: handouts need the package fonts-noto-core.",)
