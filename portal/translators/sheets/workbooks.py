"""Opens an Excel file somebody sent, which is a zip archive of XML and may have been made to do harm.

What the archive claims to unpack to is added up before anything is unpacked,
and every part is looked through before the parser sees it. Formulas are never
computed; links to other files and programs inside refuse the whole file.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

import openpyxl

from portal.data import DataError
from portal.translators.sheets.cells import MAX_ROWS, Cell, Kind, Line, Table
from portal.translators.sheets.spreadsheet import portable

#: A sheet of three thousand messages unpacks to about a quarter of this.
MAX_UNPACKED = 20_000_000
MAX_TAGS = 1_000_000
MAX_COLUMNS = 50

#: Parts of an archive that fetch or run something.
_FOREIGN = {
    "externallinks": "It has links to other files.",
    "connections.xml": "It has links to other files.",
    "querytables": "It has links to other files.",
    "embeddings": "It has other files inside.",
    "vbaproject.bin": "It has programs (macros) inside.",
    "activex": "It has programs inside.",
}

_SAVE_AS = "Save it as an Excel workbook (.xlsx) without a password."
_START_ANEW = "Copy the columns into a new workbook as values only, and save that."


def _open_archive(raw: bytes, name: str) -> zipfile.ZipFile:
    if raw.startswith(b"\xd0\xcf\x11\xe0"):
        raise DataError(name, "the file", "It is an old .xls file or has a password.", _SAVE_AS)
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise DataError(name, "the file", "It is no .xlsx file, or cut short.", _SAVE_AS) from error
    if "xl/workbook.xml" not in archive.namelist():
        raise DataError(name, "the file", "It is no Excel workbook.", _SAVE_AS)
    return archive


def _check_size(archive: zipfile.ZipFile, name: str) -> None:
    """Refuse what would unpack to too much; the unpacker stops at the sizes that are claimed here."""
    if sum(part.file_size for part in archive.infolist()) > MAX_UNPACKED:
        raise DataError(name, "the file", f"It unpacks to over {MAX_UNPACKED // 1_000_000} MB.", _START_ANEW)


def _check_parts(archive: zipfile.ZipFile, name: str) -> None:
    tags = 0
    for part in archive.infolist():
        pieces = set(part.filename.lower().split("/"))
        for foreign in pieces & set(_FOREIGN):
            raise DataError(name, portable(part.filename)[:60], _FOREIGN[foreign], _START_ANEW)
        if part.filename.lower().endswith((".xml", ".rels", ".vml")):
            body = archive.read(part)
            # No spreadsheet program writes either; entities are how a small file becomes a large text.
            if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"\0" in body:
                raise DataError(
                    name, portable(part.filename)[:60], "It declares entities or is not UTF-8.", _START_ANEW
                )
            tags += body.count(b"<")
    if tags > MAX_TAGS:
        raise DataError(name, "the file", "It has too many cells.", _START_ANEW)


def _read_cell(cell: Any) -> Cell:
    value = cell.value
    if value is None:
        return Cell("")
    if cell.data_type == "f":
        return Cell("", Kind.FORMULA)
    if cell.data_type == "e":
        return Cell(str(value), Kind.ERROR)
    if isinstance(value, str):
        return Cell(value)
    if isinstance(value, bool):
        return Cell(str(value), Kind.LOGICAL)
    if isinstance(value, int | float):
        return Cell(str(int(value)) if value == int(value) else str(value), Kind.NUMBER)
    return Cell(str(value), Kind.DATE)


def _read_lines(sheet: Any, name: str) -> Iterator[Line]:
    # What a file says of its own size cannot be believed.
    sheet.reset_dimensions()
    for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS), start=1):
        if number > MAX_ROWS:
            cure = "Delete the empty rows under the last message, or copy the rows into a new workbook."
            raise DataError(name, f"sheet {portable(sheet.title)[:40]}", f"It has over {MAX_ROWS:,} rows.", cure)
        if any(cell.value is not None for cell in cells):
            line = Line(number, tuple(_read_cell(cell) for cell in cells))
            if not line.is_blank:
                yield line


def _read_tables(raw: bytes, name: str) -> list[Table]:
    # Warnings tell of decoration that is lost in reading, which nobody wants here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        return [Table(sheet.title, tuple(_read_lines(sheet, name))) for sheet in book.worksheets]


def read_workbook(raw: bytes, name: str) -> list[Table]:
    """Read every sheet of an Excel file.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    archive = _open_archive(raw, name)
    try:
        _check_size(archive, name)
        _check_parts(archive, name)
        return _read_tables(raw, name)
    except DataError:
        raise
    # A damaged archive can raise nearly anything in the unpacker or the parser, and all of it means the same.
    except Exception as error:
        raise DataError(name, "the file", f"It is damaged ({type(error).__name__}).", _SAVE_AS) from error
