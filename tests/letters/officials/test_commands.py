"""``portal officials``: what operators type, and how each command exits."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.data import DataError
from portal.letters.officials import commands
from portal.letters.officials.facts import Facts
from portal.letters.officials.fetching import Fetcher
from portal.letters.officials.store import FILE
from tests.conftest import TODAY
from tests.letters.officials import fictional
from tests.letters.officials.web import publish, read_all

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run a command with a folder of its own."""
    for name in list(os.environ):
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)
    monkeypatch.setattr(commands, "_today", lambda: TODAY)

    def invoke(*arguments: str, instance: str | None = str(tmp_path), today: str = "2026-11-22") -> Result:
        environ = {"PORTAL_TODAY": today, **({"PORTAL_INSTANCE": instance} if instance else {})}
        return CliRunner().invoke(commands.officials, arguments, env=environ)

    return invoke


@pytest.fixture
def files(tmp_path: Path, facts: Facts) -> list[str]:
    """The fictional country's files."""
    return [str(path) for path in fictional.write_all(tmp_path / "published", facts)]


def test_status_exits_with_how_fresh_the_data_is(run: Run, folder: Path) -> None:
    fresh = run("status", today="2026-08-10")
    assert (fresh.exit_code, fresh.stdout.splitlines()[0]) == (0, "2026-08-10: fresh.")
    stale = run("status")
    assert stale.exit_code == 1
    assert "The names of Congress are of 2026-08-05." in stale.stdout
    assert "  us shown: 541" in stale.stdout
    (folder / FILE).unlink()
    assert run("status").exit_code == 2


def test_import_and_bundle_and_restore(run: Run, files: list[str], tmp_path: Path) -> None:
    first = run("import", "--day", "2026-08-05", *files)
    assert first.exit_code == 0, first.output
    assert "In place: congress, california, cd119, sldu, sldl." in first.stdout
    assert run("bundle", str(tmp_path / "sealed.zip")).stdout.count("sha256") == 5
    again = run("import", str(tmp_path / "sealed.zip"))
    assert again.exit_code == 0, again.output
    restored = run("restore")
    assert restored.exit_code == 0
    assert "congress: 541 records of 2026-08-05." in restored.stdout


def test_an_import_that_fails_exits_with_1_and_one_sentence(run: Run, folder: Path, tmp_path: Path) -> None:
    before = (folder / FILE).read_bytes()
    for name, body in {"legislators-current.json": b"[]", "x.txt": b"hello"}.items():
        (tmp_path / name).write_bytes(body)
        result = run("import", str(tmp_path / name))
        assert result.exit_code == 1
        assert result.stderr.startswith(f"Error: {name}: ")
        assert result.stderr.count("\n") == 1
        assert "Nothing was changed." in result.stdout
    assert (folder / FILE).read_bytes() == before


def test_an_update_downloads_what_is_published(
    run: Run, files: list[str], tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = publish(facts, read_all(Path(path) for path in files))
    monkeypatch.setattr(commands, "Fetcher", lambda agent: Fetcher(agent, web))
    dry = run("update", "--dry-run")
    assert (dry.exit_code, dry.stdout.splitlines()[-1]) == (0, "Nothing was changed.")
    assert not (tmp_path / "officials" / FILE).exists()
    assert run("update", "--only", "congress, california").exit_code == 0
    assert run("status").exit_code == 1
    assert run("update").exit_code == 0
    assert run("status").exit_code == 0
    web.bodies[str(facts.datasets["congress"].url)] = b"[]"
    failed = run("update")
    assert failed.exit_code == 1
    assert failed.stderr.startswith("Error: legislators-current.json: ")


def test_a_preview_clock_does_not_date_what_is_downloaded(
    run: Run, files: list[str], tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    web = publish(facts, read_all(Path(path) for path in files))
    monkeypatch.setattr(commands, "Fetcher", lambda agent: Fetcher(agent, web))
    result = run("update", "--only", "california", today="2026-12-20")
    assert "california: 120 records of 2026-11-22." in result.stdout


def test_wrong_words_are_refused(run: Run) -> None:
    assert isinstance(run("update", "--only", "senate").exception, DataError)
    for arguments in (("status",), ("update",), ("bundle", "x.zip")):
        error = run(*arguments, instance=None).exception
        assert isinstance(error, DataError)
        assert error.entry == "PORTAL_INSTANCE"
    assert run("import").exit_code == 2


def test_the_first_try_never_fails(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(commands, "try_first_update", lambda config: "There is no officials' data yet.")
    result = run("update", "--first")
    assert (result.exit_code, result.stdout) == (0, "There is no officials' data yet.\n")
    monkeypatch.setattr(commands, "try_first_update", lambda config: None)
    assert run("update", "--first").stdout == ""
