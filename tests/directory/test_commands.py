"""``portal directory``: what an operator is told and what is written for them."""

import re
import tomllib
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.data import FOLDER
from portal.directory.register import load_register
from tests.directory.building import ENTRY, write_instance

Run = Callable[..., Result]

TODAY = "2026-11-22"


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Run a command with an operator's folder of its own, on the day tests live on."""

    def invoke(*words: str, today: str = TODAY, instance: bool = True) -> Result:
        environ = {"PORTAL_TODAY": today, "PORTAL_INSTANCE": str(tmp_path) if instance else ""}
        return CliRunner(env=environ).invoke(main, ["directory", *words], prog_name="portal")

    return invoke


def number_of(label: str, result: Result) -> int:
    [number] = re.findall(rf"(?m)^ *{re.escape(label)}[^:\n]*: (\d+)", result.stdout)
    return int(number)


def test_audit_lists_what_is_kept_out_by_reason(run: Run) -> None:
    result = run("audit", instance=False)
    register = load_register(FOLDER)
    assert result.exit_code == 0
    assert number_of("Kept out of the pages", result) == len(register.kept_out)
    for reason in ("unverified", "corroborated", "no-date", "old-source"):
        assert number_of(reason, result) == sum(record.reason == reason for record in register.kept_out)
    assert all(f" {record.key}  {record.name}" in result.stdout for record in register.kept_out)
    assert "carecen-la  CARECEN Los Angeles (legal-aid); its offices are shown" in result.stdout


def test_audit_tells_checked_from_unchecked_and_folded(run: Run) -> None:
    before = run("audit")
    assert run("assure", "rrn-central-valley", "--by", "volunteer").exit_code == 0
    after = run("audit")
    assert number_of("Shown and never checked", after) == number_of("Shown and never checked", before) - 1
    assert number_of("Number folded", after) == 0
    later = run("audit", today="2027-01-22")
    assert number_of("Number folded", later) == 1
    assert "rrn-central-valley  Valley Watch Network, until 2027-01-21" in later.stdout


def test_audit_lists_checks_of_what_is_gone(run: Run, tmp_path: Path) -> None:
    text = '[gone]\nday = 2026-11-01\nrole = "volunteer"\nphones = []\n'
    write_instance(tmp_path, text, "assurances.toml")
    assert "Checked, and no longer in the directory: 1\n    gone\n" in run("audit").stdout


def test_assure_writes_day_role_and_numbers(run: Run, tmp_path: Path) -> None:
    result = run("assure", "rrn-san-mateo", "--by", "legal director", "--on", "2026-11-20")
    assert result.exit_code == 0
    assert result.stdout == (
        "San Mateo County Rapid Response: (203) 666-4472, checked on 2026-11-20; to be checked again by 2027-01-19.\n"
    )
    written = (tmp_path / "directory" / "assurances.toml").read_text("utf-8")
    assert written.startswith("# Which entries of the directory somebody has checked")
    [(key, table)] = tomllib.loads(written).items()
    assert key == "rrn-san-mateo"
    assert {name: str(value) for name, value in table.items()} == {
        "day": "2026-11-20",
        "role": "legal director",
        "phones": "['+12036664472']",
    }


def test_assure_again_keeps_the_others_and_their_comments(run: Run, tmp_path: Path) -> None:
    run("assure", "rrn-san-mateo", "--by", "volunteer", "--on", "2026-11-01")
    path = tmp_path / "directory" / "assurances.toml"
    path.write_text(path.read_text("utf-8") + "# On leave until May.\n", "utf-8")
    run("assure", "rrn-santa-clara", "--by", "volunteer")
    run("assure", "rrn-san-mateo", "--by", "staff attorney")
    written = path.read_text("utf-8")
    assert "# On leave until May." in written
    tables = tomllib.loads(written)
    assert {key: table["role"] for key, table in tables.items()} == {
        "rrn-san-mateo": "staff attorney",
        "rrn-santa-clara": "volunteer",
    }
    assert load_register(FOLDER, tmp_path).services["rrn-santa-clara"].assurance


def test_the_package_itself_is_never_written(run: Run) -> None:
    files = {path: path.read_bytes() for path in (FOLDER / "directory").iterdir()}
    run("assure", "rrn-san-mateo", "--by", "volunteer")
    assert {path: path.read_bytes() for path in (FOLDER / "directory").iterdir()} == files


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("rrn-san-matteo", "--by", "volunteer"), "Did you mean rrn-san-mateo"),
        (("xyzzy", "--by", "volunteer"), "There is no entry “xyzzy”. Use a key that"),
        (("asian-law-alliance", "--by", "volunteer"), "It is kept out of the directory (corroborated)."),
        (("rrn-san-mateo", "--by", "volunteer", "--on", "2026-11-23"), "2026-11-23 is still to come."),
        (("rrn-san-mateo", "--by", ""), "“” is no role."),
        (("rrn-san-mateo", "--by", "maria@example.org"), "“maria@example.org” is no role."),
    ],
)
def test_a_wrong_assurance_is_refused_and_nothing_written(
    run: Run, tmp_path: Path, words: tuple[str, ...], problem: str
) -> None:
    result = run("assure", *words)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_assure_needs_a_folder_of_the_operators_own(run: Run) -> None:
    result = run("assure", "rrn-san-mateo", "--by", "volunteer", instance=False)
    assert result.exit_code == 2
    assert "PORTAL_INSTANCE: No folder of your own is set." in result.stderr


def test_a_broken_file_stops_the_command_by_name(run: Run, tmp_path: Path) -> None:
    write_instance(tmp_path, ENTRY.replace("+15595550100", "+15595550199"))
    result = run("calls")
    assert result.exit_code == 2
    assert "own.toml: clinic, phone 1: The printed number (559) 555-0100 is not +15595550199." in result.stderr


def test_calls_lists_each_entry_once_with_number_listing_and_last_check(run: Run, tmp_path: Path) -> None:
    write_instance(tmp_path)
    result = run("calls")
    assert result.stdout.startswith("Ask: right place and number;")
    assert result.stdout.partition("\n\n")[2].startswith("All of California\n")
    assert result.stdout.count("rrn-central-valley)") == 1
    assert (
        "  Clinic of the Valley  (basic-needs, clinic)\n"
        "    (559) 555-0100 ext. 4 [es]\n"
        "    898211 (text)\n"
        "    we say: staff speak es, zh-Hant; open to any immigration status; hours, as on its page\n"
        "    listed by County of Fresno, dated 2026-05, this year\n"
        "    never checked\n"
    ) in result.stdout
    assert "emergency-911" not in result.stdout
    register = load_register(FOLDER, tmp_path)
    waiting = len(register.waiting(date.fromisoformat(TODAY)))
    expected = f"\n{len(register.services) - 2} to check, {waiting} of them not on the pages until confirmed.\n"
    assert result.stdout.endswith(expected)


def test_calls_of_one_county_are_its_own_and_the_statewide(run: Run) -> None:
    headings = re.findall(r"(?m)^\S.*", run("calls", "--county", "alpine").stdout)
    assert headings[1:3] == ["All of California", "Alpine County"]
    assert len(headings) == 4
    refused = run("calls", "--county", "alpin")
    assert refused.exit_code == 2
    assert "Did you mean alpine" in refused.stderr


def test_calls_names_what_is_due_within_some_days(run: Run) -> None:
    run("assure", "county-mhp-alpine", "--by", "volunteer")
    listed = "county-mhp-alpine)"
    assert listed not in run("calls").stdout
    assert listed not in run("calls", "--within", "30", today="2027-10-22").stdout
    again = run("calls", "--within", "31", today="2027-10-22").stdout
    assert listed in again
    assert "checked on 2026-11-22 by volunteer" in again
