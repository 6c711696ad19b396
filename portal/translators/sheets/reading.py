"""Finds a translator's rows in a spreadsheet whose columns may have been moved, added to and written over.

Columns are found by name. A file with anything that makes its rows doubtful
as a whole is refused whole: two sheets that could be meant, a column that is
missing or stands twice, a formula where a text should be.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.data import DataError
from portal.i18n.messages import MAX_CATALOG_BYTES
from portal.translators.sheets.cells import Cell, Kind, Line, Table
from portal.translators.sheets.csv_files import read_csv
from portal.translators.sheets.spreadsheet import COLUMNS, FUZZY, portable
from portal.translators.sheets.workbooks import read_workbook
from portal.translators.sheets.writing import sheet_format

REQUIRED = ("key", "English", "translation")

#: What is read; the other columns are for the translator.
READ = (*REQUIRED, "form", "state", "exported")

_FORM = re.compile(r"(?:form )?(\d{1,2})\b")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row as it came back.

    :param number: its number in the spreadsheet.
    :param key: which message it claims to be of.
    :param english: the English it shows.
    :param translation: the translation; empty where there is none.
    :param form: which plural form it is of; nothing where the cell does not say.
    :param fuzzy: whether the state still says so; nothing where the sheet has no such column.
    :param exported: the stamp of the translation when the sheet was made; empty where it is lost.
    :param problem: why the row cannot be used, or nothing.
    """

    number: int
    key: str
    english: str
    translation: str
    form: int | None
    fuzzy: bool | None
    exported: str
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A spreadsheet that was read.

    :param name: the file's name.
    :param rows: its rows, without blank ones.
    :param ignored: the columns nobody reads, as they are named.
    """

    name: str
    rows: tuple[SheetRow, ...]
    ignored: tuple[str, ...]


def _read_raw(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_CATALOG_BYTES + 1)
    except OSError as error:
        problem = f"It cannot be read ({type(error).__name__})."
        raise DataError(path.name, "the file", problem, "Check the name of the file.") from error
    if len(raw) > MAX_CATALOG_BYTES:
        cure = "Remove pictures and other sheets; a sheet of translations has a few megabytes at most."
        raise DataError(path.name, "the file", "It is over 20 MB.", cure)
    return raw


def _find_columns(table: Table) -> dict[str, list[int]]:
    """Find our columns in the first line that holds something, in any order and case."""
    known = {column.lower(): column for column in COLUMNS}
    found: dict[str, list[int]] = {}
    for position, cell in enumerate(table.lines[0].cells if table.lines else ()):
        name = portable(cell.text)
        if name:
            found.setdefault(known.get(name.lower(), name), []).append(position)
    return found


def _find_missing(columns: dict[str, list[int]]) -> list[str]:
    return [column for column in REQUIRED if column not in columns]


def _choose_table(tables: list[Table], name: str) -> Table:
    """Find the sheet that is meant: the one with our columns."""
    fitting = [table for table in tables if not _find_missing(_find_columns(table))]
    if len(fitting) > 1:
        titles = ", ".join(f"“{portable(table.title)[:40]}”" for table in fitting)
        raise DataError(name, "the sheets", f"{titles} all look like translations.", "Keep the one that is meant.")
    if fitting:
        return fitting[0]
    missing = _find_missing(_find_columns(tables[0])) if tables else list(REQUIRED)
    raise DataError(
        name,
        "the first row",
        f"There is no column named {' and none named '.join(f'“{column}”' for column in missing)}.",
        "Name the columns in the first row as the export does.",
    )


def _check_columns(columns: dict[str, list[int]], name: str) -> None:
    for column in READ:
        if len(columns.get(column, [])) > 1:
            problem = f"The column “{column}” stands twice."
            raise DataError(name, "the first row", problem, "Keep the one you wrote in, and rename the other.")


def _check_formulas(lines: tuple[Line, ...], columns: dict[str, list[int]], name: str) -> None:
    """Refuse formulas: what they show depends on who opens the file, and where."""
    positions = [columns[column][0] for column in READ if column in columns]
    found = [str(line.number) for line in lines if any(line.cell(place).kind is Kind.FORMULA for place in positions)]
    if found:
        rows = ", ".join(found[:20]) + (" …" if len(found) > 20 else "")
        raise DataError(
            name,
            f"row {rows}" if len(found) == 1 else f"rows {rows}",
            "There is a formula where a text should be.",
            "Copy these cells and paste them back as values only; begin no translation with “=”.",
        )


def _find_problem(cells: dict[str, Cell]) -> str | None:
    """Say which cell a program has turned into something else than the text that was typed."""
    for column, cell in cells.items():
        if cell.kind is not Kind.TEXT and not (cell.kind is Kind.NUMBER and cell.text.isdecimal()):
            return f"The cell in “{column}” is {cell.kind}, not a text; format it as text and type it again."
    return None


def _read_row(line: Line, columns: dict[str, list[int]]) -> SheetRow:
    cells = {column: line.cell(columns[column][0]) for column in READ if column in columns}
    texts = {column: portable(cell.text) for column, cell in cells.items()}
    form = _FORM.match(texts.get("form", "").lower())
    state = texts.get("state")
    return SheetRow(
        number=line.number,
        key=texts["key"],
        english=texts["English"],
        translation=texts["translation"],
        form=int(form[1]) if form else None,
        fuzzy=None if state is None else state.lower() == FUZZY,
        exported=texts.get("exported", ""),
        problem=_find_problem(cells),
    )


def _read_rows(table: Table, columns: dict[str, list[int]]) -> Iterator[SheetRow]:
    for line in table.lines[1:]:
        row = _read_row(line, columns)
        # A row of remarks alone belongs to nobody.
        if row.key or row.english or row.translation:
            yield row


def read_sheet(path: Path) -> Sheet:
    """Read a spreadsheet, ``.xlsx`` or ``.csv`` by its name.

    :raises DataError: for a file that cannot be trusted as a whole.
    """
    read = read_workbook if sheet_format(path) == ".xlsx" else read_csv
    table = _choose_table(read(_read_raw(path), path.name), path.name)
    columns = _find_columns(table)
    _check_columns(columns, path.name)
    _check_formulas(table.lines[1:], columns, path.name)
    ignored = tuple(column for column in columns if column not in COLUMNS)
    return Sheet(path.name, tuple(_read_rows(table, columns)), ignored)
