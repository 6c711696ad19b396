"""An import from the file to the operator's folder, and everything that may stop it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.data import FOLDER, DataError
from portal.directory.assurances import load_assurances
from portal.directory.importers import importing
from portal.directory.register import Register, load_register
from portal.directory.services import Service
from tests.conftest import TODAY
from tests.directory.importers.conftest import Run, count_outcome, write_rows

ROW = {
    "name": "Harbor Help",
    "need": "legal-aid",
    "kind": "legal-services",
    "key": "",
    "description": "Lawyers who listen.",
    "eligibility": "",
    "phone": "559-555-0100",
    "street": "1 Pier Road",
    "city": "Fresno",
    "zip": "93706",
    "publisher": "A county list",
    "source_date": "2026-10-01",
}
OTHER = {**ROW, "name": "Quay House", "phone": "559-555-0101", "street": "2 Quay"}

Load = Callable[[], dict[str, Service]]


@pytest.fixture
def bring(run: Run, tmp_path: Path) -> Callable[..., object]:
    """Import rows as the list “county”."""

    def bring(*rows: dict[str, str], dry: bool = False, status: int = 0) -> dict[str, int]:
        path = write_rows(tmp_path / "county.csv", list(rows))
        result = run("import", path, *(["--dry-run"] if dry else []))
        assert result.exit_code == status, result.output
        return count_outcome(result)

    return bring


Bring = Callable[..., dict[str, int]]


def test_what_is_new_changed_the_same_and_gone_is_counted(bring: Bring, load: Load) -> None:
    third = {**OTHER, "name": "Third Place", "phone": "559-555-0103", "street": "3 Quay"}
    assert bring(ROW, OTHER)["added"] == 2
    counts = bring({**ROW, "description": "Lawyers."}, third)
    assert (counts["added"], counts["changed"], counts["unchanged"], counts["gone"]) == (1, 1, 0, 1)
    found = load()
    assert found["harbor-help-fresno-93706"].description.text == "Lawyers."
    assert not found["quay-house-fresno-93706"].active
    again = bring({**ROW, "description": "Lawyers."}, third)
    assert (again["unchanged"], again["gone"]) == (2, 0)
    assert bring(ROW, OTHER, third)["changed"] == 2
    assert load()["quay-house-fresno-93706"].active


def test_a_dry_run_writes_nothing(bring: Bring, instance: Path) -> None:
    assert bring(ROW, dry=True)["added"] == 1
    assert list(instance.iterdir()) == []


def test_the_file_before_is_kept(bring: Bring, instance: Path, load: Load) -> None:
    bring(ROW)
    first = (instance / "directory" / "county.toml").read_bytes()
    bring(OTHER)
    assert (instance / "directory" / "county.toml.previous").read_bytes() == first
    assert len(load()) == 2


def test_good_rows_are_kept_beside_bad_ones(run: Run, tmp_path: Path, load: Load) -> None:
    path = write_rows(tmp_path / "county.csv", [ROW, {**OTHER, "phone": "none"}])
    result = run("import", path)
    assert result.exit_code == 1
    assert "  error  row 3: phone: It is no phone number." in result.stdout
    assert list(load()) == ["harbor-help-fresno-93706"]


@pytest.mark.parametrize(
    ("change", "ends"),
    [
        ({"phone": "559-555-0109"}, True),
        ({"street": "4 Quay"}, True),
        ({"eligibility": "Adults only."}, True),
        ({"description": "Lawyers."}, False),
        ({"source_date": "2026-11-01"}, False),
    ],
)
def test_a_changed_phone_address_or_eligibility_ends_the_assurance(
    bring: Bring, run: Run, instance: Path, load: Load, change: dict[str, str], ends: bool
) -> None:
    bring(ROW, OTHER)
    for key in ("harbor-help-fresno-93706", "quay-house-fresno-93706"):
        assert run("assure", key, "--by", "volunteer").exit_code == 0
    bring({**ROW, **change}, OTHER)
    assert (load()["harbor-help-fresno-93706"].assurance is None) == ends
    assert ("harbor-help-fresno-93706" not in load_assurances(instance)) == ends
    assert load()["quay-house-fresno-93706"].assurance


def test_an_entry_twice_in_a_file_is_reported_and_kept_once(bring: Bring) -> None:
    again = {**ROW, "name": "HARBOR  help", "key": "another-key"}
    assert bring(ROW, again)["duplicates"] == 1
    assert bring(ROW, ROW, status=1)["rows"] == 1


def test_what_the_directory_has_is_left_out_or_replaced_by_its_key(
    run: Run, tmp_path: Path, register: Register, load: Load
) -> None:
    known = next(
        service
        for service in register.shown(TODAY)
        if service.need == "legal-aid" and service.phones and service.locations and service.locations[0].postal_code
    )
    place = known.locations[0]
    row = {
        **ROW,
        "name": known.name,
        "kind": known.subkind,
        "phone": known.phones[0].printed,
        "street": place.address or "1 Pier Road",
        "city": place.city,
        "zip": (place.postal_code or "")[:5],
        "county": place.county,
    }
    path = tmp_path / "county.csv"
    result = run("import", write_rows(path, [row, {**OTHER, "county": ""}]))
    assert count_outcome(result)["duplicates"] == 1
    assert f"in the directory already, as {known.key}." in result.stdout
    assert known.key not in load()
    result = run("import", write_rows(path, [{**row, "key": known.key}, {**OTHER, "county": ""}]))
    assert count_outcome(result)["changed"] == 1
    assert load()[known.key].description.text == "Lawyers who listen."


def test_the_same_number_elsewhere_is_kept_and_told(run: Run, tmp_path: Path, bring: Bring) -> None:
    bring(ROW)
    row = {**OTHER, "phone": ROW["phone"]}
    result = run("import", write_rows(tmp_path / "second.csv", [row]))
    assert result.exit_code == 0
    assert "  same number  row 2: phones: “Quay House” has a number of harbor-help-fresno-93706." in result.stdout


def test_a_key_of_another_of_the_operators_files_is_left_alone(run: Run, tmp_path: Path, bring: Bring) -> None:
    bring(ROW)
    result = run("import", write_rows(tmp_path / "second.csv", [{**ROW, "description": "Other words."}, OTHER]))
    assert count_outcome(result)["duplicates"] == 1
    assert "Another of your files" in result.stdout
    load_register(FOLDER)


def test_without_a_folder_of_the_operators_nothing_is_imported(run: Run, tmp_path: Path) -> None:
    result = run("import", write_rows(tmp_path / "county.csv", [ROW]), instance=None)
    assert result.exit_code == 2
    assert "PORTAL_INSTANCE" in result.stderr
    assert "never writes the project’s own files".replace("’", "'") in result.stderr


@pytest.mark.parametrize("source", ["assurances", "../x", "A B"])
def test_a_list_has_a_plain_name(run: Run, tmp_path: Path, source: str) -> None:
    result = run("import", write_rows(tmp_path / "county.csv", [ROW]), "--source", source)
    assert result.exit_code == 2
    assert "--source" in result.stderr


def test_a_file_that_is_not_there_or_broken_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_bytes(b"name,need,kind\n\xff\n")
    (tmp_path / "bad.json").write_text("{")
    (tmp_path / "bad.zip").write_bytes(b"PK\x03\x04")
    for name in ("missing.csv", "bad.csv", "bad.json", "bad.zip"):
        result = run("import", tmp_path / name)
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: ")
        assert result.stderr.count("\n") == 1


def test_a_list_of_which_nothing_can_be_used_takes_nothing_away(run: Run, tmp_path: Path, bring: Bring) -> None:
    bring(ROW)
    result = run("import", write_rows(tmp_path / "county.csv", [{**ROW, "zip": "x"}]))
    assert result.exit_code == 2
    assert "None of its rows can be used" in result.stderr


def test_a_file_of_ours_that_somebody_broke_is_named(run: Run, tmp_path: Path, bring: Bring, instance: Path) -> None:
    bring(ROW)
    (instance / "directory" / "county.toml").write_text("[x]\n")
    result = run("import", write_rows(tmp_path / "county.csv", [ROW]))
    assert result.exit_code == 2
    assert "county.toml" in result.stderr


def test_too_much_to_read_again_is_not_written(
    monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path, instance: Path
) -> None:
    monkeypatch.setattr(importing, "MAX_IMPORTED_BYTES", 100)
    result = run("import", write_rows(tmp_path / "county.csv", [ROW]))
    assert result.exit_code == 2
    assert not (instance / "directory").exists()


@pytest.mark.parametrize(("form", "name"), [("json", "out.json"), ("csv", "out"), ("csv", "out.zip")])
def test_an_export_is_read_again_without_a_difference(run: Run, tmp_path: Path, form: str, name: str) -> None:
    """Nothing added, nothing changed: all that was written is what the directory has."""
    path = tmp_path / name
    assert run("export", path, "--format", form).exit_code == 0
    result = run("import", path, "--dry-run")
    assert result.exit_code == 0, result.output
    counts = count_outcome(result)
    assert counts["in"] == len(load_register(FOLDER).shown(TODAY))
    assert counts["added"] == counts["changed"] == counts["duplicates"] == counts["rows"] == 0
    before = path.read_bytes() if path.is_file() else None
    run("export", path, "--format", form)
    assert before is None or path.read_bytes() == before


def test_an_export_has_what_was_imported(run: Run, tmp_path: Path, bring: Bring) -> None:
    bring(ROW)
    run("export", tmp_path / "out.json")
    assert "Harbor Help" in (tmp_path / "out.json").read_text()


def test_a_place_nobody_may_write_to_is_one_clear_line(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = run("export", tmp_path / "file" / "out.json")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1


def test_the_package_is_never_written(bring: Bring) -> None:
    before = {path: path.stat().st_mtime_ns for path in FOLDER.rglob("*.toml")}
    bring(ROW, OTHER)
    assert {path: path.stat().st_mtime_ns for path in FOLDER.rglob("*.toml")} == before
    with pytest.raises(DataError):
        importing.find_file(None, "county")
