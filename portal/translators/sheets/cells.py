"""A spreadsheet as its file holds it: lines of cells, where not every cell is a text."""

from dataclasses import dataclass
from enum import StrEnum

#: More rows than any catalog has.
MAX_ROWS = 20_000


class Kind(StrEnum):
    """What a cell holds, as said to its translator."""

    TEXT = "a text"
    NUMBER = "a number"
    DATE = "a date"
    LOGICAL = "true or false"
    ERROR = "an error value"
    FORMULA = "a formula"


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell.

    :param text: what it shows; empty for a formula, which is never computed.
    :param kind: what it holds.
    """

    text: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a sheet.

    :param number: its number as the spreadsheet shows it, from 1.
    :param cells: its cells, from the first column on.
    """

    number: int
    cells: tuple[Cell, ...]

    @property
    def is_blank(self) -> bool:
        """Whether it holds nothing at all."""
        return not any(cell.text.strip() or cell.kind is Kind.FORMULA for cell in self.cells)

    def cell(self, position: int) -> Cell:
        """Give the cell of a column, an empty one where the line is shorter."""
        return self.cells[position] if position < len(self.cells) else Cell("")


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet.

    :param title: its name; empty in a file of one sheet.
    :param lines: its lines that hold something.
    """

    title: str
    lines: tuple[Line, ...]
