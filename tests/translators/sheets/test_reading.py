"""Spreadsheets as they come back, and as somebody may send them to do harm."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from portal.data import DataError
from portal.i18n.messages import MAX_CATALOG_BYTES
from portal.translators.sheets.cells import MAX_ROWS
from portal.translators.sheets.reading import Sheet, read_sheet
from portal.translators.sheets.workbooks import MAX_TAGS

HEADER = ["key", "English", "translation"]
ROW = ["m1", "Exit", "Salir"]

WriteBook = Callable[..., Path]


@pytest.fixture
def write_book(tmp_path: Path) -> WriteBook:
    """Write a workbook of the lines given."""

    def write(*lines: list[object], more_sheets: int = 0) -> Path:
        book = openpyxl.Workbook()
        for sheet in [book.active, *(book.create_sheet() for _ in range(more_sheets))]:
            for line in lines:
                sheet.append(line)
        path = tmp_path / "es.xlsx"
        book.save(path)
        return path

    return write


@pytest.fixture
def write_csv(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(raw: bytes) -> Path:
        path = tmp_path / "es.csv"
        path.write_bytes(raw)
        return path

    return write


def read_texts(sheet: Sheet) -> list[tuple[int, str, str, str]]:
    return [(row.number, row.key, row.english, row.translation) for row in sheet.rows]


def add_part(path: Path, name: str, body: bytes) -> Path:
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, body)
    return path


def replace_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    parts = {part: zipfile.ZipFile(path).read(part) for part in zipfile.ZipFile(path).namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, body in parts.items():
            archive.writestr(part, change(body) if part == name else body)
    return path


def check_refused(path: Path, *words: str) -> None:
    """Hold a refusal to naming the file, what is wrong and a cure."""
    with pytest.raises(DataError) as refused:
        read_sheet(path)
    assert refused.value.file == path.name
    assert refused.value.cure
    for word in words:
        assert word in str(refused.value)


def test_columns_are_found_by_name_in_any_order(write_book: WriteBook) -> None:
    sheet = read_sheet(
        write_book(["Reviewer", " TRANSLATION", "note", "key", "english"], ["Ana", "Salir", "", *ROW[:2]])
    )
    assert read_texts(sheet) == [(2, *ROW)]
    assert sheet.ignored == ("Reviewer",)


@pytest.mark.parametrize("column", HEADER)
def test_a_missing_column_is_named(write_book: WriteBook, column: str) -> None:
    check_refused(write_book([name for name in HEADER if name != column], ROW), "first row", f"“{column}”")


@pytest.mark.parametrize("column", ["key", "translation", "state"])
def test_a_column_that_stands_twice_is_named(write_book: WriteBook, column: str) -> None:
    check_refused(write_book([*HEADER, "state", column], ROW), "first row", f"“{column}” stands twice")


def test_a_sheet_of_remarks_beside_the_translations_is_passed_over(write_book: WriteBook) -> None:
    path = write_book(HEADER, ROW)
    book = openpyxl.load_workbook(path)
    book.create_sheet("remarks", 0).append(["Hello"])
    book.save(path)
    assert read_texts(read_sheet(path)) == [(2, *ROW)]


def test_two_sheets_that_could_be_meant_are_refused(write_book: WriteBook) -> None:
    check_refused(write_book(HEADER, ROW, more_sheets=1), "Keep the one")


def test_rows_keep_the_numbers_the_spreadsheet_shows(write_book: WriteBook) -> None:
    sheet = read_sheet(write_book(HEADER, [], ROW, [], [None, None, None, "a remark"], ROW))
    assert [row.number for row in sheet.rows] == [3, 6]


@pytest.mark.parametrize("cell", ["=1+1", '=GOOGLETRANSLATE(B2,"en","es")'])
def test_formulas_are_refused_with_their_rows(write_book: WriteBook, cell: str) -> None:
    path = write_book(HEADER, ROW, ["m2", "Call", cell], ROW, [cell, "Call", "Llame"])
    check_refused(path, "rows 3, 5", "formula", "values only")


def test_a_formula_where_nobody_reads_is_no_matter(write_book: WriteBook) -> None:
    sheet = read_sheet(write_book([*HEADER, "note", "length"], [*ROW, "=A1", "=LEN(C2)"]))
    assert read_texts(sheet) == [(2, *ROW)]


@pytest.mark.parametrize(
    ("value", "kind"), [(1.5, "a number"), (True, "true or false"), (46000.5, "a number"), ("#REF!", "an error value")]
)
def test_a_cell_that_is_no_text_refuses_its_row(write_book: WriteBook, value: object, kind: str) -> None:
    [bad, good] = read_sheet(write_book(HEADER, [*ROW[:2], value], ROW)).rows
    assert bad.problem is not None
    assert kind in bad.problem
    assert good.problem is None


def test_a_cell_that_became_a_date_refuses_its_row(write_book: WriteBook) -> None:
    path = write_book(HEADER, [*ROW[:2], 46000])
    book = openpyxl.load_workbook(path)
    book.active["C2"].number_format = "yyyy-mm-dd"
    book.save(path)
    assert "a date" in str(read_sheet(path).rows[0].problem)


def test_a_whole_number_is_taken_as_it_shows(write_book: WriteBook) -> None:
    [row] = read_sheet(write_book(HEADER, ["m1", "988", 988])).rows
    assert (row.translation, row.problem) == ("988", None)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["bare", "mark"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("separator", [b",", b";", b"\t"], ids=["comma", "semicolon", "tab"])
def test_csv_of_any_program_is_read(
    write_csv: Callable[[bytes], Path], separator: bytes, ends: bytes, mark: bytes
) -> None:
    lines = [HEADER, ["m1", "Exit", '"Salir; ya,\n""hoy"""']]
    raw = mark + ends.join(separator.join(cell.encode() for cell in line) for line in lines)
    assert read_texts(read_sheet(write_csv(raw))) == [(2, "m1", "Exit", 'Salir; ya,\n"hoy"')]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", ["first row", "“key”"]),
        (b"key,English,translation\nm1,Exit,Adi\xf3s\n", ["line 2", "UTF-8"]),
        ("key,English,translation\n".encode("utf-16"), ["line 1", "UTF-8"]),
        (b'key,English,translation\nm1,Exit,"Salir', ["row 2", "cut short"]),
        (b'key,English,translation\nm1,Exit,"Salir"ya\n', ["row 2", "quotes"]),
        (b"key,English,translation\nm1,Exit,Salga, por favor\n", ["row 2", "more cells"]),
        (b"key,English,translation\nm1,Exit,=1+1\n", ["row 2", "formula"]),
        ("key,English,translation\n".encode("utf-16-le"), ["first row"]),
        (b"\xde\x12\x04\x95" + bytes(100), ["line 1", "UTF-8"]),
        (b"key,English,translation\nm1,Exit," + b"a" * 200_000, ["row 2"]),
        (b"key,English,translation\n" + b"m1,a,b\n" * (MAX_ROWS + 1), ["20,000 rows"]),
    ],
    ids=["empty", "latin-1", "utf-16", "cut", "quote", "wide", "formula", "utf-16-bare", "mo", "huge-cell", "huge"],
)
def test_csv_that_cannot_be_trusted_is_refused(
    write_csv: Callable[[bytes], Path], raw: bytes, words: list[str]
) -> None:
    check_refused(write_csv(raw), *words)


@pytest.mark.parametrize(
    ("name", "body", "words"),
    [
        ("es.ods", b"", ["neither .xlsx nor .csv"]),
        ("es.xls", b"", ["neither .xlsx nor .csv"]),
        ("es.xlsx", b"", ["no .xlsx file"]),
        ("es.xlsx", b"key,English,translation\n", ["no .xlsx file"]),
        ("es.xlsx", b"\xde\x12\x04\x95" + bytes(100), ["no .xlsx file"]),
        ("es.xlsx", b"\xd0\xcf\x11\xe0" + bytes(600), ["password"]),
        ("es.xlsx", bytes(MAX_CATALOG_BYTES + 1), ["20 MB"]),
        ("es.csv", bytes(MAX_CATALOG_BYTES + 1), ["20 MB"]),
    ],
    ids=["ods", "xls", "empty", "csv", "mo", "locked", "big-xlsx", "big-csv"],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, name: str, body: bytes, words: list[str]) -> None:
    path = tmp_path / name
    path.write_bytes(body)
    check_refused(path, *words)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    check_refused(tmp_path / "es.xlsx", "FileNotFoundError")


def test_an_open_document_under_another_name_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "es.xlsx"
    check_refused(add_part(path, "content.xml", b"<office/>"), "no Excel workbook")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("xl/externalLinks/externalLink1.xml", "links to other files"),
        ("xl/connections.xml", "links to other files"),
        ("xl/vbaProject.bin", "macros"),
        ("xl/embeddings/oleObject1.bin", "other files inside"),
    ],
)
def test_a_workbook_that_fetches_or_runs_something_is_refused(write_book: WriteBook, part: str, words: str) -> None:
    check_refused(add_part(write_book(HEADER, ROW), part, b"<x/>"), part, words)


def test_a_bomb_is_refused_before_it_is_unpacked(write_book: WriteBook) -> None:
    path = add_part(write_book(HEADER, ROW), "xl/media/image1.png", bytes(MAX_CATALOG_BYTES + 1))
    assert path.stat().st_size < 100_000
    check_refused(path, "unpacks to over 20 MB")


def test_a_bomb_that_lies_about_its_size_is_refused(write_book: WriteBook) -> None:
    """The unpacker stops at the size a part claims, so a lie is a damaged file and no full memory."""
    path = add_part(write_book(HEADER, ROW), "xl/bomb.xml", b" " * 30_000_000)
    path.write_bytes(path.read_bytes().replace((30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    check_refused(path, "damaged")


@pytest.mark.parametrize(
    "part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"]
)
def test_entities_are_refused(write_book: WriteBook, part: str) -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    path = replace_part(write_book(HEADER, ROW), part, lambda body: bomb + body[body.find(b"<", 1) :])
    check_refused(path, part, "entities")


def test_a_part_in_another_charset_is_refused(write_book: WriteBook) -> None:
    """Entities written in UTF-16 would pass a search for them in ASCII."""
    path = write_book(HEADER, ROW)
    check_refused(replace_part(path, "xl/workbook.xml", lambda body: body.decode().encode("utf-16")), "not UTF-8")


def test_a_sheet_of_too_many_cells_is_refused(write_book: WriteBook) -> None:
    cells = b'<row r="3">' + b"<c/>" * (MAX_TAGS + 1) + b"</row></sheetData>"
    path = replace_part(
        write_book(HEADER, ROW), "xl/worksheets/sheet1.xml", lambda body: body.replace(b"</sheetData>", cells)
    )
    check_refused(path, "too many cells")


def test_a_cell_at_the_end_of_the_world_is_refused(write_book: WriteBook) -> None:
    path = write_book(HEADER, ROW)
    book = openpyxl.load_workbook(path)
    book.active.cell(1_048_576, 16_384, "x")
    book.save(path)
    check_refused(path, "20,000 rows", "Delete the empty rows")


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.99])
def test_a_workbook_cut_short_is_refused(write_book: WriteBook, share: float) -> None:
    path = write_book(HEADER, ROW)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    check_refused(path, "cut short")


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"])
@pytest.mark.parametrize("body", [b"", b"<x/>", b"<<<", b"\xff\xfe"])
def test_a_workbook_with_a_broken_part_is_refused(write_book: WriteBook, part: str, body: bytes) -> None:
    check_refused(replace_part(write_book(HEADER, ROW), part, lambda _: body))


def is_refused(path: Path) -> bool:
    try:
        read_sheet(path)
    except DataError:
        return True
    return False


def test_flipped_bytes_are_refused_or_read(write_book: WriteBook) -> None:
    """Whatever a bad disk does to a file, its translator gets a sentence and no traceback."""
    path = write_book(HEADER, ROW)
    raw = path.read_bytes()
    refused = []
    for position in range(0, len(raw), 37):
        path.write_bytes(raw[:position] + bytes([raw[position] ^ 0x55]) + raw[position + 1 :])
        refused.append(is_refused(path))
    assert any(refused)


def test_hidden_signs_of_a_file_do_not_reach_the_terminal(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/externalLinks/\x1b[2J.xml", "<x/>")
    path = tmp_path / "es.xlsx"
    path.write_bytes(buffer.getvalue())
    with pytest.raises(DataError) as refused:
        read_sheet(path)
    assert "\x1b" not in str(refused.value)
