"""What a preview says about the messages of a page: how each stands, what is wrong with it, and where to mend it.

A refused translation may hold anything, so whatever is shown of it is escaped,
and its invisible characters are written out: they would turn the panel's own
text round.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.translators.previews.live import LiveCatalog, Standing
from portal.translators.previews.marks import Mark
from portal.translators.previews.outlining import Label, Placed

#: More of one text than this says nothing about what is wrong with it.
MAX_SHOWN = 1500

_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):\S+\Z")
_NO_EDITORS = {"javascript", "data", "vbscript", "file", "about", "blob"}

#: Format characters that belong to words.
_JOINERS = {"\u200b", "\u200c", "\u200d"}


def reveal(text: str) -> str:
    """Write invisible characters out, and cut what nobody would read."""
    shown = text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]} … ({len(text):,} characters)"
    return "".join(
        f"[U+{ord(c):04X}]" if unicodedata.category(c)[0] == "C" and c not in {*_JOINERS, "\n"} else c for c in shown
    )


def check_editor(template: str) -> str:
    """Check an editor's address template, such as ``vscode://file/{path}:{line}``.

    :raises DataError: if no link can be made of it.
    """
    scheme = _SCHEME.match(template)
    if scheme is None or scheme[1] in _NO_EDITORS or "{path}" not in template:
        raise DataError(
            "command line", "--editor", "It is no address of an editor.", "Write vscode://file/{path}:{line}."
        )
    return template


@dataclass(frozen=True, slots=True)
class Row:
    """One message in the list below a page.

    :param place: file and line, to copy; empty where the file does not have the message.
    :param editor: an address that opens an editor there, or empty.
    """

    number: int
    key: str
    english: str
    is_shown: bool
    locale: SiteLocale
    standing: Standing
    place: str
    editor: str


class Panel:
    """Writes the lists above and below a page.

    :param live: the catalogs being previewed, by locale code.
    :param editor: an editor's address template, or empty.
    """

    def __init__(self, live: Mapping[str, LiveCatalog], editor: str = "") -> None:
        self._live = live
        self._editor = editor
        environment = Environment(
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            loader=FileSystemLoader(Path(__file__).parent),
        )
        environment.filters["reveal"] = reveal
        self._template = environment.get_template("preview.html")

    def _standing(self, mark: Mark) -> Standing:
        return self._live[mark.code].standing(mark.context, mark.msgid, mark.plural)

    def label(self, mark: Mark) -> Label:
        """Say what the outline of a message tells whoever points at it."""
        standing = self._standing(mark)
        words = [f"{mark.key}: {standing.state}", *standing.findings, *standing.questions]
        if standing.line:
            words.append(f"{self._live[mark.code].place}:{standing.line}")
        return Label(standing.state, reveal("\n".join(words)))

    def _row(self, placed: Placed) -> Row:
        mark, standing = placed.mark, self._standing(placed.mark)
        live = self._live[mark.code]
        return Row(
            placed.number,
            mark.key,
            mark.msgid,
            placed.is_shown,
            live.locale,
            standing,
            place=f"{live.place}:{standing.line}" if standing.line else "",
            editor=self._link(live.path, standing.line) if standing.line else "",
        )

    def _link(self, path: Path, line: int) -> str:
        address = quote(path.as_posix(), safe="/:")
        # An absolute path brings its own slash.
        template = self._editor.replace("/{path}", "{path}") if address.startswith("/") else self._editor
        return template.replace("{path}", address).replace("{line}", str(line))

    def above(self, catalogs: Iterable[LiveCatalog]) -> Markup:
        """Write what stands above a page: which files it is made from, and which of them cannot be read."""
        html: Markup = self._template.module.above(catalogs)  # type: ignore[attr-defined]
        return html

    def below(self, messages: Iterable[Placed]) -> Markup:
        """Write the list of a page's messages."""
        html: Markup = self._template.module.below([self._row(placed) for placed in messages])  # type: ignore[attr-defined]
        return html
