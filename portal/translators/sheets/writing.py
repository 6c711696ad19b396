"""Writes rows to a new file, ``.xlsx`` or ``.csv``, where every cell of a workbook is declared to be text.

So a translation that begins with “=” is shown and never computed, and a
translator who types one gets a text as well.
"""

import io
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from portal.data import DataError, replace_file
from portal.i18n.locales import SiteLocale
from portal.translators.sheets.csv_files import render_csv
from portal.translators.sheets.spreadsheet import COLUMNS, FORMULA_STARTS, Row

#: More does not fit into a cell of Excel, which cuts it off without a word.
MAX_CELL = 32_767

_WIDTHS = {
    "key": 20,
    "English": 60,
    "translation": 60,
    "form": 16,
    "context": 30,
    "limit": 8,
    "glossary": 34,
    "state": 14,
    "note": 40,
    "exported": 24,
}

#: The columns a translator writes in; the others look as if they were locked.
_OPEN = {"translation", "state"}
_HEADER = PatternFill("solid", start_color="D9E1F2")
_LOCKED = PatternFill("solid", start_color="F2F2F2")


def sheet_format(path: Path) -> str:
    """Tell ``.xlsx`` from ``.csv`` by the end of a file's name.

    :raises DataError: for any other ending.
    """
    ending = path.suffix.lower()
    if ending not in {".xlsx", ".csv"}:
        raise DataError(path.name, "the file", "It is neither .xlsx nor .csv.", "Save the spreadsheet as .xlsx.")
    return ending


def _check_lengths(rows: list[Row], name: str) -> None:
    for row in rows:
        if max(map(len, row.cells())) > MAX_CELL:
            raise DataError(
                name,
                f"{row.context}: “{row.english[:60]}”",
                f"A text of this message is over {MAX_CELL:,} characters and fits into no cell.",
                "Look at the message in the .po file.",
            )


def _write_cell(sheet: Worksheet, number: int, position: int, text: str, direction: str) -> None:
    cell = sheet.cell(number, position + 1)
    cell.value = text
    # After the value, which would make a formula of “=…” and an error of “#N/A”.
    cell.data_type = "s"
    cell.number_format = "@"
    cell.quotePrefix = text.startswith(FORMULA_STARTS)
    right = direction == "rtl" and COLUMNS[position] == "translation"
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=2 if right else 1)
    if COLUMNS[position] not in _OPEN:
        cell.fill = _LOCKED


def _write_header(sheet: Worksheet) -> None:
    sheet.append(COLUMNS)
    for cell, name in zip(sheet[1], COLUMNS, strict=True):
        cell.font = Font(bold=True)
        cell.fill = _HEADER
        sheet.column_dimensions[cell.column_letter].width = _WIDTHS[name]
    sheet.freeze_panes = "A2"


def render_xlsx(rows: list[Row], locale: SiteLocale) -> bytes:
    """Write rows as an Excel workbook of one sheet, which runs from the right for a language that does."""
    book = Workbook()
    sheet = book.active
    sheet.title = locale.code
    sheet.sheet_view.rightToLeft = locale.direction == "rtl"
    _write_header(sheet)
    for number, row in enumerate(rows, start=2):
        for position, text in enumerate(row.cells()):
            _write_cell(sheet, number, position, text, locale.direction)
    sheet.auto_filter.ref = sheet.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def write_new_file(path: Path, body: bytes) -> None:
    """Write a file that is not there yet; one that is may hold a translator's work of days.

    :raises DataError: if it is there, or cannot be written.
    """
    if path.exists():
        raise DataError(path.name, "the file", "It is there already.", "Give another name, or move the old file away.")
    try:
        replace_file(path, body)
    except OSError as error:
        problem = f"It cannot be written ({type(error).__name__})."
        raise DataError(path.name, "the file", problem, "Give a folder you may write to.") from error


def write_sheet(rows: list[Row], path: Path, locale: SiteLocale) -> None:
    """Write rows to a new file, ``.xlsx`` or ``.csv`` by its name.

    :raises DataError: for another ending, a file that is there, or a text that fits into no cell.
    """
    ending = sheet_format(path)
    _check_lengths(rows, path.name)
    write_new_file(path, render_xlsx(rows, locale) if ending == ".xlsx" else render_csv(rows))
