"""``portal``: what people who look after the site type."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.content.claims import LETTER_CLAIMS, load_claims
from portal.data import FOLDER
from portal.i18n.locales import Registry
from portal.rights.confirming import FILE
from portal.rights.library import SHORT_ANSWER, Library, load_library
from portal.translators.compiling import compile_catalog
from portal.translators.files import po_path, read_po, write_po

TODAY = date(2026, 11, 22)
LATER = date(2026, 12, 20)

Run = Callable[..., Result]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data, to be edited by commands."""
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder)
    return folder


@pytest.fixture
def catalogs(tmp_path: Path, translations: Path) -> Path:
    """A copy of the compiled catalogs, to be broken."""
    folder = tmp_path / "translations"
    shutil.copytree(translations, folder)
    return folder


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, translations: Path) -> Run:
    """Run a command of the portal with some settings."""
    for name in list(os.environ):
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)

    def invoke(*arguments: str, **settings: object) -> Result:
        chosen = {"today": TODAY, "translations": translations, **settings}
        environ = {f"PORTAL_{name.upper()}": str(value) for name, value in chosen.items()}
        return CliRunner().invoke(main, arguments, env=environ)

    return invoke


def check_refused(result: Result, *words: str) -> None:
    """Hold an answer to one clear line and exit code 2."""
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    assert "Traceback" not in result.output
    for word in words:
        assert word in result.stderr


def push_reviews_far_ahead(data: Path) -> None:
    for name in ("claims.toml", "facts.toml", "letters/claims.toml"):
        text = (data / name).read_text()
        (data / name).write_text(re.sub(r"^review_by = .*", "review_by = 2040-01-01", text, flags=re.MULTILINE))


def test_the_menu_lists_the_commands() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for command in ("claims", "status", "translations", "serve", "offline", "routes"):
        assert re.search(rf"^  {command} ", result.stdout, re.MULTILINE)
    assert result.stderr == ""


def test_the_menu_is_there_when_the_data_is_wrong(tmp_path: Path) -> None:
    """Whoever has to mend it needs the menu most. As a program of its own: that is what people run."""
    answer = subprocess.run(
        [sys.executable, "-c", "from portal.cli import main; main()", "--help"],
        env={"PORTAL_DATA": str(tmp_path), "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )
    assert answer.returncode == 0
    assert "claims" in answer.stdout
    assert answer.stderr == ""


@pytest.mark.parametrize("command", [["claims"], ["claims", "confirm"], ["status"], ["translations"], ["serve"]])
def test_every_command_explains_itself(run: Run, command: list[str]) -> None:
    result = run(*command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


@pytest.mark.parametrize("command", ["status", "claims", "routes"])
def test_a_misspelled_setting_stops_every_command(run: Run, command: str) -> None:
    check_refused(run(command, tody="2026-12-20"), "PORTAL_TODY", "PORTAL_TODAY")


def test_status_exits_0_when_nothing_is_due(run: Run, data: Path) -> None:
    push_reviews_far_ahead(data)
    result = run("status", data=data)
    assert result.exit_code == 0
    assert "0 overdue, 0 due within 14 days" in result.stdout


def test_status_exits_1_and_names_what_is_overdue_or_due(run: Run, library: Library) -> None:
    result = run("status", today=LATER)
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    for claim in library.claims.values():
        line = f"{claim.review_by}  {claim.key}"
        assert (f"  overdue {line}" in lines) == (claim.review_by < LATER)
        assert (f"  due {line}" in lines) == (LATER <= claim.review_by <= LATER + timedelta(days=14))


def test_status_exits_1_when_something_is_only_due(run: Run, library: Library) -> None:
    first = min(claim.review_by for claim in library.claims.values())
    result = run("status", today=first - timedelta(days=14))
    assert result.exit_code == 1
    assert ": 0 overdue, " in result.stdout
    result = run("status", today=first - timedelta(days=15))
    assert f"due {first}" not in result.stdout


@pytest.mark.parametrize("key", ["911", "health-consumer-alliance"])
def test_status_names_a_phone_nobody_checked(run: Run, data: Path, key: str) -> None:
    """An emergency number stays on the page after its day; the check falls due all the same."""
    push_reviews_far_ahead(data)
    before, table, after = (data / "facts.toml").read_text().partition(f"\n[{key}]\n")
    (data / "facts.toml").write_text(
        before + table + after.replace("review_by = 2040-01-01", "review_by = 2026-12-01", 1)
    )
    result = run("status", data=data, today=LATER)
    assert result.exit_code == 1
    assert f"  overdue 2026-12-01  phone {key}\n" in result.stdout
    assert "1 overdue, 0 due" in result.stdout


def test_status_counts_what_people_still_have_to_open_or_call(run: Run, library: Library) -> None:
    rechecks = sum(claim.recheck for claim in library.claims.values())
    uncalled = sum(not phone.called for phone in library.phones.values())
    assert f"{rechecks} claims wait" in run("status").stdout
    assert f"{uncalled} phones were never called" in run("status").stdout


def test_status_names_what_is_untranslated_and_still_exits_by_dates(
    run: Run, data: Path, catalogs: Path, registry: Registry, names: list[str]
) -> None:
    push_reviews_far_ahead(data)
    path = po_path(catalogs, registry["es"])
    catalog = read_po(path)
    context = f"rights/{SHORT_ANSWER.replace('.', '#')}"
    next(entry for entry in catalog if entry.msgctxt == context).msgstr = ""
    write_po(catalog, path)
    compile_catalog(catalogs, registry["es"], names)
    result = run("status", data=data, translations=catalogs)
    assert result.exit_code == 0
    assert f"  untranslated  {context}\n" in result.stdout


@pytest.mark.parametrize("damage", ["missing", "cut", "zeros"])
def test_status_exits_2_when_a_catalog_cannot_be_used(run: Run, data: Path, catalogs: Path, damage: str) -> None:
    push_reviews_far_ahead(data)
    compiled = catalogs / "es" / "LC_MESSAGES" / "messages.mo"
    whole = compiled.read_bytes()
    if damage == "missing":
        compiled.unlink()
    else:
        compiled.write_bytes(whole[:5000] if damage == "cut" else bytes(len(whole)))
    result = run("status", data=data, translations=catalogs)
    assert result.exit_code == 2
    assert "es: the catalog cannot be used." in result.stdout
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "file", [*sorted(path.name for path in FOLDER.glob("*.toml")), "guides/start.md", "guides/find-help.md"]
)
def test_status_exits_2_with_one_line_for_any_broken_file(run: Run, data: Path, file: str) -> None:
    (data / file).write_text("\n[half a table\n")
    check_refused(run("status", data=data), Path(file).name)


def test_status_says_which_day_it_takes_it_to_be(run: Run) -> None:
    assert run("status", today=LATER).stdout.startswith("2026-12-20: ")


def test_claims_lists_every_claim_soonest_first(run: Run, library: Library) -> None:
    result = run("claims", today=LATER)
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    claims = {**library.claims, **load_claims(FOLDER, library.sources, LETTER_CLAIMS)}
    assert len(lines) == len(claims)
    days = [re.findall(r"\d{4}-\d{2}-\d{2}", line)[0] for line in lines]
    assert days == sorted(days)
    for claim in claims.values():
        [line] = [line for line in lines if re.search(rf" {re.escape(claim.key)}( |$)", line)]
        assert line.startswith("OVERDUE") == (claim.review_by < LATER)
        assert f"as of {claim.as_of}" in line
        assert (" recheck" in line) == claim.recheck


def test_claims_names_who_confirmed_last(run: Run, data: Path) -> None:
    run("claims", "confirm", SHORT_ANSWER, "--by", "staff attorney", "--until", "2027-05-01", data=data)
    [line] = [line for line in run("claims", data=data).stdout.splitlines() if SHORT_ANSWER in line]
    assert "(confirmed by staff attorney)" in line
    assert line.startswith("current")


def test_claims_of_broken_data_is_one_line(run: Run, data: Path) -> None:
    (data / FILE).write_text("start = 1\n")
    check_refused(run("claims", data=data), FILE, "start")


def test_confirm_re_dates_one_claim(run: Run, data: Path) -> None:
    before = load_library(data).claims
    result = run("claims", "confirm", SHORT_ANSWER, "--by", "staff attorney", "--until", "2027-05-01", data=data)
    assert result.exit_code == 0
    assert result.stdout == f"{SHORT_ANSWER}: as of 2026-11-22, to be checked again by 2027-05-01.\n"
    after = load_library(data).claims
    assert {key for key in after if after[key] != before[key]} == {SHORT_ANSWER}
    assert (after[SHORT_ANSWER].as_of, after[SHORT_ANSWER].review_by) == (TODAY, date(2027, 5, 1))


def test_confirming_takes_a_claim_off_the_list_of_what_is_overdue(run: Run, data: Path) -> None:
    assert f"  {SHORT_ANSWER}\n" in run("status", data=data, today=LATER).stdout
    run("claims", "confirm", SHORT_ANSWER, "--by", "nurse", "--until", "2027-05-01", data=data, today=LATER)
    assert f"  {SHORT_ANSWER}\n" not in run("status", data=data, today=LATER).stdout


@pytest.mark.parametrize(
    ("key", "by", "until", "says"),
    [
        ("start.nowhere", "staff attorney", "2027-05-01", "no such claim"),
        (SHORT_ANSWER, "staff attorney", "2026-11-22", "--until"),
        (SHORT_ANSWER, "staff attorney", "2020-01-01", "--until"),
        (SHORT_ANSWER, "ana@example.org", "2027-05-01", "--by"),
        (SHORT_ANSWER, "staff attorney ", "2027-05-01", "--by"),
    ],
    ids=["unknown-key", "today", "past", "e-mail", "space"],
)
def test_confirm_refuses_and_leaves_the_file_alone(
    run: Run, data: Path, key: str, by: str, until: str, says: str
) -> None:
    before = (data / FILE).read_bytes()
    check_refused(run("claims", "confirm", key, "--by", by, "--until", until, data=data), says)
    assert (data / FILE).read_bytes() == before


@pytest.mark.parametrize("until", ["soon", "2027-13-01", "01/05/2027"])
def test_confirm_refuses_what_is_no_day(run: Run, data: Path, until: str) -> None:
    before = (data / FILE).read_bytes()
    result = run("claims", "confirm", SHORT_ANSWER, "--by", "staff attorney", "--until", until, data=data)
    assert result.exit_code == 2
    assert "--until" in result.stderr
    assert (data / FILE).read_bytes() == before


@pytest.mark.parametrize("missing", ["--by", "--until"])
def test_confirm_needs_who_and_until_when(run: Run, data: Path, missing: str) -> None:
    options = {"--by": "staff attorney", "--until": "2027-05-01"}
    given = [word for name, value in options.items() if name != missing for word in (name, value)]
    result = run("claims", "confirm", SHORT_ANSWER, *given, data=data)
    assert result.exit_code == 2
    assert missing in result.stderr


def test_a_write_that_fails_leaves_the_file_whole(run: Run, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A full disk or a power cut in the middle must not leave half a file, or a stray one."""
    before = {path.name: path.read_bytes() for path in data.glob("*.toml")}

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    result = run("claims", "confirm", SHORT_ANSWER, "--by", "staff attorney", "--until", "2027-05-01", data=data)
    assert result.exit_code != 0
    assert {
        path.name: path.read_bytes() for path in data.iterdir() if path.is_file() and path.suffix != ".py"
    } == before
