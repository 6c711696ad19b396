"""Sizes of paper and pictures, by the word an address has for each."""

from dataclasses import dataclass
from typing import Literal

Form = Literal["pdf", "png"]

#: Content types by a file's ending.
CONTENT_TYPES: dict[Form, str] = {"pdf": "application/pdf", "png": "image/png"}


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to print or send a sheet.

    :param name: its word in addresses.
    :param template: which of our templates sets it.
    :param width: of the page, in points; of a picture, in pixels.
    :param height: as width.
    :param margin: in points.
    :param size: of the smallest text, in points.
    :param ppi: pixels an inch, as a picture.
    :param forms: what files there are of it.
    :param grows: whether, as a picture, it becomes as long as its text.
    :param pairs: whether another language can stand beside the reader's.
    """

    name: str
    template: str
    width: float
    height: float
    margin: float
    size: float
    ppi: float = 96
    forms: tuple[Form, ...] = ("pdf", "png")
    grows: bool = True
    pairs: bool = True

    @property
    def whole(self) -> bool:
        """Whether the whole text stands on it, and not the key message alone."""
        return self.template == "sheet.typ"


_INCH = 72.0
_MM = _INCH / 25.4

#: The first is what an address without a word for it means.
KINDS = {
    kind.name: kind
    for kind in (
        # Margins of nine millimeters, which every office printer leaves: a packet of five fits two pages.
        Kind("letter", "sheet.typ", 8.5 * _INCH, 11 * _INCH, 26, 12),
        Kind("a4", "sheet.typ", 210 * _MM, 297 * _MM, 26, 12),
        Kind("half-letter", "sheet.typ", 5.5 * _INCH, 8.5 * _INCH, 28, 12),
        Kind("a5", "sheet.typ", 148 * _MM, 210 * _MM, 28, 12),
        # A bank card (ISO/IEC 7810, ID-1), so that it fits where people keep theirs.
        Kind("card", "card.typ", 85.6 * _MM, 53.98 * _MM, 9, 8, ppi=300, pairs=False),
        Kind("poster", "poster.typ", 8.5 * _INCH, 11 * _INCH, 54, 24, grows=False),
        # Pictures for chats: a pixel a point.
        Kind("tall", "picture.typ", 1080, 1350, 72, 30, ppi=72, forms=("png",), grows=False, pairs=False),
        Kind("wide", "picture.typ", 1200, 630, 56, 26, ppi=72, forms=("png",), grows=False, pairs=False),
    )
}

DEFAULT = "letter"
