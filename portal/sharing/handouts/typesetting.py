"""Typst, asked for one file at a time: texts go in as data, bytes come out, and nothing else is touched.

A PDF is made to the rules of PDF/UA (ISO 14289), which refuse a document
without title or language and any letter its fonts do not have. A picture is
made from what passed as a PDF first, since a picture would show a box there
and say nothing.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typst

from portal.sharing.handouts.fonts import FontShelf
from portal.sharing.handouts.kinds import Form, Kind

TEMPLATES = Path(__file__).parent / "templates"

#: A fixed day for what a PDF says of its making: the same sheet is the same bytes.
EPOCH = 0

#: A picture of this much data is some 12,000 pixels long; a PDF has pages and no such bound.
MAX_PICTURE_DATA = 90_000


class CannotSet(Exception):
    """A sheet that cannot be made as it must be."""


class TooLong(CannotSet):
    """A sheet that as one picture would take more memory than a phone has for it."""


class MissingGlyph(CannotSet):
    """A sheet with a letter that none of its fonts has."""


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets sheets.

    :param shelf: the fonts there are.
    """

    shelf: FontShelf

    def compose(self, kind: Kind, form: Form, data: Mapping[str, object]) -> bytes:
        """Make one file.

        :param data: what the template asks for; see ``templates/pieces.typ``.
        :raises TooLong: if a picture would be as long as a book.
        :raises MissingGlyph: if a letter is in none of the fonts.
        :raises CannotSet: if Typst refuses or doubts anything else.
        """
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        if form == "png" and kind.whole and len(inputs["data"]) > MAX_PICTURE_DATA:
            raise TooLong("The text is too long for one picture. Ask for the PDF.")
        compiler = typst.Compiler(
            TEMPLATES / kind.template, root=TEMPLATES, font_paths=self.shelf.fonts, sys_inputs=inputs
        )
        try:
            checked = _only(compiler.compile_with_warnings(format="pdf", timestamp=EPOCH, pdf_standards=["ua-1"]))
            if form == "pdf":
                return checked
            return _only(compiler.compile_with_warnings(format="png", ppi=kind.ppi))
        except typst.TypstError as error:
            kind_of_error = MissingGlyph if "could not be displayed" in error.message else CannotSet
            raise kind_of_error(error.message) from error


def _only(result: tuple[bytes | list[bytes] | None, list[typst.TypstWarning]]) -> bytes:
    """Take the one file; a picture of several pages is their first, which is what a card hands over."""
    made, warnings = result
    if warnings:
        # A family that has gone since the start is only a warning, and would leave the sheet without letters.
        raise CannotSet(warnings[0].message)
    first = made[0] if isinstance(made, list) else made
    if not first:
        raise CannotSet("Typst made nothing.")
    return first
