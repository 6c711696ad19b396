"""Rows of a CSV file somebody brought, by the names of its columns.

Row numbers are those a spreadsheet shows. Files may be as large as a list of a
whole state and no larger; every limit is said in the error that names it.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.data import DataError

#: A list of a whole state has a tenth of this.
MAX_ROWS = 50_000
MAX_BYTES = 64_000_000

_SEPARATORS = ",;\t"


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    :param number: as a spreadsheet shows it.
    :param cells: by column, without the empty ones.
    """

    number: int
    cells: dict[str, str]

    @property
    def place(self) -> str:
        """Name it for people."""
        return f"row {self.number}"


def read_bytes(path: Path, limit: int = MAX_BYTES) -> bytes:
    """Read a file of bounded size.

    :raises DataError: if it cannot be read or is larger.
    """
    try:
        with path.open("rb") as file:
            raw = file.read(limit + 1)
    except OSError as error:
        problem = f"It cannot be read ({type(error).__name__})."
        raise DataError(path.name, "the file", problem, "Name a file that is there.") from error
    if len(raw) > limit:
        raise DataError(path.name, "the file", f"It is over {limit:,} bytes.", "Split it in two.")
    return raw


def decode(raw: bytes, name: str) -> str:
    """Read bytes as UTF-8, with or without a mark in front.

    :raises DataError: naming the line where they are not.
    """
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(name, f"row {line}", "It is not UTF-8.", "Save it as “CSV UTF-8”.") from error


def read_csv(raw: bytes, name: str, limit: int = MAX_ROWS) -> tuple[list[str], list[Row]]:
    """Read a CSV file.

    :param limit: how many rows it may have below the names of its columns.
    :return: the names of its columns, and its rows that hold something.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    text = decode(raw, name)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    records = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    return read_records(_numbered(records, name), name, limit)


def _numbered(records: Iterable[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    number = 0
    try:
        for number, record in enumerate(records, start=1):
            yield number, record
    except csv.Error as error:
        cure = "Look at the quotes there; a cell may be cut short."
        raise DataError(name, f"row {number + 1}", f"It cannot be read ({error}).", cure) from error


def read_records(records: Iterator[tuple[int, list[str]]], name: str, limit: int) -> tuple[list[str], list[Row]]:
    """Make rows of numbered records, the first of which names the columns.

    :raises DataError: for columns without a name or named twice, too many rows, too many cells.
    """
    columns = _read_columns(next(records, (1, []))[1], name)
    rows = []
    for number, record in records:
        if any(cell.strip() for cell in record[len(columns) :]):
            cure = "Put quotes around each text that has a comma or semicolon."
            raise DataError(name, f"row {number}", "It has more cells than there are columns.", cure)
        cells = {column: cell for column, cell in zip(columns, record, strict=False) if cell.strip()}
        if cells:
            rows.append(Row(number, cells))
        if len(rows) > limit:
            raise DataError(name, f"row {number}", f"It has over {limit:,} rows.", "Split the file in two.")
    return columns, rows


def _read_columns(record: list[str], name: str) -> list[str]:
    columns = [cell.strip() for cell in record]
    # HRSA ends every line with a comma, the first one too.
    while columns and not columns[-1]:
        columns.pop()
    if not columns:
        raise DataError(name, "row 1", "It names no columns.", "Write the names of the columns into the first row.")
    for position, column in enumerate(columns, start=1):
        if not column or column in columns[: position - 1]:
            problem = f"Column {position} has no name of its own."
            raise DataError(name, "row 1", problem, "Give each column its name, once.")
    return columns


def check_columns(columns: Iterable[str], needed: Iterable[str], allowed: Iterable[str] | None, name: str) -> None:
    """Hold the columns of a file to those its kind has.

    :param allowed: beside the needed ones; nothing allows any.
    :raises DataError: naming the first that is missing or not known.
    """
    found = list(columns)
    for column in needed:
        if column not in found:
            raise DataError(name, "row 1", f"The column “{column}” is missing.", "Add it, under exactly this name.")
    known = None if allowed is None else {*needed, *allowed}
    for column in found:
        if known is not None and column not in known:
            cure = f"Remove it, or use one of: {', '.join(sorted(known))}."
            raise DataError(name, "row 1", f"The column “{column[:40]}” is not known.", cure)
