"""Writes ``.csv`` for Excel, and reads it as Excel, LibreOffice and Google Sheets write it."""

import csv
import io

from portal.data import DataError
from portal.translators.sheets.cells import MAX_ROWS, Cell, Kind, Line, Table
from portal.translators.sheets.spreadsheet import COLUMNS, Row, guard

_SEPARATORS = ",;\t"


def render_csv(rows: list[Row]) -> bytes:
    """Write rows as CSV the way Excel likes it: UTF-8 with a mark in front, every cell in quotes."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    writer.writerows([guard(text) for text in row.cells()] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        cure = "Save it as “CSV UTF-8”, or as .xlsx."
        raise DataError(name, f"line {line}", "It is not UTF-8.", cure) from error


def _find_separator(text: str) -> str:
    """Find what stands between the names of the columns; in Spanish, Excel writes a semicolon."""
    header = text.partition("\n")[0]
    return max(_SEPARATORS, key=header.count)


def _read_cell(text: str) -> Cell:
    # Programs write what a formula gave, so this is one somebody typed, or a text without its apostrophe.
    return Cell("", Kind.FORMULA) if text.startswith("=") else Cell(text)


def _check_width(record: list[str], width: int, number: int, name: str) -> None:
    if any(text.strip() for text in record[width:]):
        cure = "Put quotes around each text that has a comma or semicolon, or save as .xlsx."
        raise DataError(name, f"row {number}", "It has more cells than there are columns.", cure)


def read_csv(raw: bytes, name: str) -> list[Table]:
    """Read a ``.csv`` file.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole, with its row where there is one.
    """
    text = _decode(raw, name)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_find_separator(text), strict=True)
    lines: list[Line] = []
    number, width = 0, None
    try:
        for number, record in enumerate(reader, start=1):
            line = Line(number, tuple(_read_cell(cell) for cell in record))
            if line.is_blank:
                continue
            width = width or len(record)
            _check_width(record, width, number, name)
            lines.append(line)
            if number > MAX_ROWS:
                raise DataError(name, f"row {number}", f"It has over {MAX_ROWS:,} rows.", "Split the file in two.")
    except csv.Error as error:
        cure = "Look at the quotes there; a cell may be cut short. Or save as .xlsx."
        raise DataError(name, f"row {number + 1}", f"It cannot be read ({error}).", cure) from error
    return [Table("", tuple(lines))]
