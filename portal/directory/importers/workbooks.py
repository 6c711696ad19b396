"""Opens an Excel workbook somebody brought, a zip archive of XML that may have been made to do harm.

What it claims to unpack to is added up first, and its parts are looked through
before the parser sees them. A formula is never computed: its cell is reported.
"""

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import openpyxl

from portal.data import DataError
from portal.directory.importers.rows import MAX_ROWS

MAX_UNPACKED = 100_000_000
MAX_MEMBERS = 200
MAX_RATIO = 100
MAX_COLUMNS = 60

#: Stands for a formula among cells; no file can hold this character and be read.
FORMULA = "\x00formula"

_FOREIGN = ("externallinks", "connections.xml", "querytables", "embeddings", "vbaproject.bin", "activex")
_ANEW = "Copy the cells into a new workbook as values only, and save it as .xlsx without a password."


def _check_archive(archive: zipfile.ZipFile, name: str) -> None:
    parts = archive.infolist()
    if "xl/workbook.xml" not in archive.namelist():
        raise DataError(name, "the file", "It is no Excel workbook.", _ANEW)
    if len(parts) > MAX_MEMBERS or sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise DataError(name, "the file", f"It unpacks to over {MAX_UNPACKED // 1_000_000} MB.", _ANEW)
    for part in parts:
        entry = "".join(char for char in part.filename[:60] if char.isprintable())
        if part.file_size > 1_000_000 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise DataError(name, entry, f"It is packed over {MAX_RATIO} to one, which no sheet is.", _ANEW)
        if set(part.filename.lower().split("/")) & set(_FOREIGN):
            raise DataError(name, entry, "It has programs or links to other files inside.", _ANEW)
        if part.filename.lower().endswith((".xml", ".rels")):
            body = archive.read(part)
            # No spreadsheet program writes either; entities are how a small file becomes a large text.
            if b"<!DOCTYPE" in body or b"<!ENTITY" in body or b"\0" in body:
                raise DataError(name, entry, "It declares entities or is not UTF-8.", _ANEW)


def _read_cell(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    # A ZIP code typed as a number is one.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _read_first_sheet(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, keep_links=False)
        sheet = book.worksheets[0]
        # What a file says of its own size cannot be believed.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MAX_COLUMNS, max_row=MAX_ROWS + 10), start=1):
            yield number, [_read_cell(cell) for cell in cells]


def read_workbook(raw: bytes, name: str) -> list[tuple[int, list[str]]]:
    """Read the first sheet of a workbook as numbered records.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            _check_archive(archive, name)
        return list(_read_first_sheet(raw))
    except DataError:
        raise
    # A damaged archive can raise nearly anything in the unpacker or the parser, and all of it means the same.
    except Exception as error:
        raise DataError(name, "the file", f"It is no workbook, or damaged ({type(error).__name__}).", _ANEW) from error
