"""The project's own spreadsheet, as CSV and as a workbook."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from portal.data import DataError
from portal.directory.importers import rows, workbooks
from portal.directory.importers.drafts import Origin, Reading
from portal.directory.importers.lists import Lists
from portal.directory.importers.spreadsheet import COLUMNS, NEEDED, read_spreadsheet, write_template
from portal.directory.services import Service
from tests.directory.importers.conftest import Run, count_outcome, write_rows

ROW = {
    "name": "Harbor Help",
    "need": "legal-aid",
    "kind": "legal-services",
    "description": "Lawyers who listen.",
    "phone": "559-555-0100 x 7",
    "text_phone": "741741",
    "text_instruction": "Text HARBOR2.",
    "website": "harbor.example.org",
    "street": "1 Pier Road",
    "city": "Fresno",
    "zip": "93706",
    "serves": "Fresno; Tulare County",
    "languages": "es; hmn",
    "free": "yes",
    "publisher": "A county list",
    "source_date": "2026-10",
}


def make_workbook(records: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for record in records:
        book.active.append(record)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(raw: bytes, lists: Lists) -> Reading:
    return read_spreadsheet(raw, "list.xlsx", lists, Origin())


def read_row(lists: Lists, **changes: str) -> Reading:
    row = {**ROW, **changes}
    return read(make_workbook([list(row), list(row.values()), [*ROW.values()]]), lists)


def test_a_row_becomes_a_service(lists: Lists) -> None:
    service = read_row(lists).drafts[0].service
    assert [(phone.dial, phone.extension, phone.type) for phone in service.phones] == [
        ("+15595550100", "7", "voice"),
        ("741741", None, "text"),
    ]
    assert service.area.counties == ("fresno", "tulare")
    assert service.locations[0].county == "fresno"
    assert service.languages == ("es", "hmn")
    assert service.website == "https://harbor.example.org"
    assert (service.free, service.immigration_status, service.assurance) == (True, "ask", None)


def test_the_same_rows_are_read_from_csv_and_from_a_workbook(tmp_path: Path, lists: Lists) -> None:
    path = write_rows(tmp_path / "list.csv", [ROW])
    from_csv = read_spreadsheet(path.read_bytes(), path.name, lists, Origin()).drafts
    assert from_csv == read(make_workbook([list(ROW), list(ROW.values())]), lists).drafts


@pytest.mark.parametrize(
    ("column", "value", "words"),
    [
        ("name", " ", "empty"),
        ("name", "<i>Harbor</i>", "HTML"),
        ("name", "Harbor\u202e", "U+202E"),
        ("need", "lawyers", "not a choice"),
        ("kind", "wizards", "not a choice"),
        ("phone", "555-0100", "phone number"),
        ("text_phone", "text us", "phone number"),
        ("website", "javascript:alert(1)", "web address"),
        ("zip", "9370", "ZIP code"),
        ("county", "Clark", "no county"),
        ("languages", "Spanish", "language tag"),
        ("free", "maybe", "not a choice"),
        ("immigration_status", "all", "not a choice"),
        ("source_date", "last year", "no date"),
        ("key", "Harbor Help", "address"),
        ("description", "=HYPERLINK(1)", "formula"),
    ],
)
def test_a_wrong_cell_names_row_column_and_cure(lists: Lists, column: str, value: str, words: str) -> None:
    reading = read_row(lists, **{column: value})
    problem = reading.problems[0]
    assert (len(reading.drafts), len(reading.problems)) == (1, 1)
    assert (problem.place, problem.name) == ("row 2", {"kind": "subkind", "source_date": "date"}.get(column, column))
    assert words in problem.problem
    assert problem.cure.endswith(".")


def test_a_zip_code_in_two_counties_needs_a_county(lists: Lists) -> None:
    problem = read_row(lists, zip="90630").problems[0]
    assert "Los Angeles or Orange" in problem.cure
    assert read_row(lists, zip="90630", county="Orange").drafts[0].service.locations[0].county == "orange"
    assert "not known" in read_row(lists, zip="95214").problems[0].problem


def test_a_formula_is_never_computed(lists: Lists) -> None:
    raw = make_workbook([["name", "need", "kind"], ["=1+1", "legal-aid", "legal-services"]])
    problem = read(raw, lists).problems[0]
    assert (problem.place, problem.name, problem.problem) == ("row 2", "name", "It holds a formula.")


def test_missing_and_unknown_columns_are_named(lists: Lists) -> None:
    with pytest.raises(DataError, match="“kind” is missing"):
        read(make_workbook([["name", "need"]]), lists)
    with pytest.raises(DataError, match="“telephone” is not known"):
        read(make_workbook([[*NEEDED, "telephone"]]), lists)
    with pytest.raises(DataError, match="no name of its own"):
        read(make_workbook([[*NEEDED, "name"]]), lists)


def test_more_rows_than_stated_are_refused(lists: Lists) -> None:
    assert rows.MAX_ROWS == 50_000
    body = (",".join(NEEDED) + "\n" + "a,b,c\n" * 50_001).encode()
    with pytest.raises(DataError, match="over 50,000 rows"):
        read(body, lists)
    whole = read((",".join(NEEDED) + "\n" + "a,b,c\n" * 50_000).encode(), lists)
    assert len(whole.problems) == 50_000


def test_a_workbook_made_to_do_harm_is_refused(lists: Lists, monkeypatch: pytest.MonkeyPatch) -> None:
    good = make_workbook([list(NEEDED)])

    def with_part(name: str, body: bytes) -> bytes:
        file = io.BytesIO(good)
        with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, body)
        return file.getvalue()

    for part, body, words in (
        ("xl/media/bomb.bin", b"0" * 5_000_000, "100 to one"),
        ("xl/vbaProject.bin", b"x", "programs"),
        ("xl/evil.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", "entities"),
    ):
        with pytest.raises(DataError, match=words):
            read(with_part(part, body), lists)
    with pytest.raises(DataError, match="damaged"):
        read(good[:200], lists)
    monkeypatch.setattr(workbooks, "MAX_UNPACKED", 100)
    with pytest.raises(DataError, match="unpacks"):
        read(good, lists)


def test_wrong_bytes_and_broken_quotes_name_their_row(lists: Lists) -> None:
    with pytest.raises(DataError, match=r"row 2: It is not UTF-8"):
        read(b"name,need,kind\n\xff\n", lists)
    with pytest.raises(DataError, match="row 2"):
        read(b'name,need,kind\n"a,b\n', lists)
    with pytest.raises(DataError, match="names no columns"):
        read(b"", lists)


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
def test_the_template_has_every_column_and_is_read(
    run: Run, tmp_path: Path, suffix: str, load: Callable[[], dict[str, Service]]
) -> None:
    path = tmp_path / f"our-list{suffix}"
    assert run("template", path).exit_code == 0
    if suffix == ".xlsx":
        book = openpyxl.load_workbook(path)
        assert [cell.value for cell in book.worksheets[0][1]] == list(COLUMNS)
        book.worksheets[0].append([ROW.get(column) for column in COLUMNS])
        book.save(path)
    else:
        path = write_rows(path, [{column: ROW.get(column, "") for column in COLUMNS}])
    result = run("import", path)
    assert result.exit_code == 0, result.stdout
    assert count_outcome(result)["added"] == 1
    service = load()["harbor-help-fresno-93706"]
    assert (service.name, service.imported) == ("Harbor Help", True)


def test_a_template_is_a_spreadsheet_or_nothing(run: Run, tmp_path: Path) -> None:
    result = run("template", tmp_path / "list.pdf")
    assert result.exit_code == 2
    assert ".xlsx" in result.stderr
    assert set(NEEDED) <= set(COLUMNS)
    assert write_template(".csv").startswith(b"\xef\xbb\xbfname,")
