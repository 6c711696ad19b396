"""From the words of a page to the words of a sheet: the same text, as runs a typesetter takes.

The renderer has made the HTML, so it holds six tags and nothing of anybody
else's. What a page sets apart with ``<bdi>`` a sheet sets apart with Unicode's
isolates, and Typst orders it as a browser does.
"""

from dataclasses import dataclass, replace
from html.parser import HTMLParser

from markupsafe import Markup

from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import SiteLocale


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one weight.

    :param link: the address it leads to, as the page has it.
    """

    text: str
    strong: bool = False
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, heading or list item, in the language it really is in."""

    runs: tuple[Run, ...]
    locale: SiteLocale

    @property
    def text(self) -> str:
        """Give the words without their weight."""
        return "".join(run.text for run in self.runs)


class _Reader(HTMLParser):
    """Collects runs while the parser walks the tags."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.runs: list[Run] = []
        self._strong = 0
        self._link: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "strong":
            self._strong += 1
        elif tag == "a":
            self._link = dict(attrs).get("href")
        elif tag == "bdi":
            self._add(LEFT_TO_RIGHT_ISOLATE if ("dir", "ltr") in attrs else FIRST_STRONG_ISOLATE)

    def handle_endtag(self, tag: str) -> None:
        if tag == "strong":
            self._strong -= 1
        elif tag == "a":
            self._link = None
        elif tag == "bdi":
            self._add(POP_ISOLATE)

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        run = Run(text, self._strong > 0, self._link)
        # An isolate and what it sets apart stay in one run: split, the phone in it could be broken across lines.
        if self.runs and (self.runs[-1].strong, self.runs[-1].link) == (run.strong, run.link):
            run = replace(run, text=self.runs.pop().text + text)
        self.runs.append(run)


def read_runs(html: Markup) -> tuple[Run, ...]:
    """Take the runs out of rendered words."""
    reader = _Reader()
    reader.feed(str(html))
    reader.close()
    return tuple(reader.runs)


def read_passage(html: Markup, locale: SiteLocale) -> Passage:
    """Make a passage of rendered words."""
    return Passage(read_runs(html), locale)


def plain_passage(text: str, locale: SiteLocale, *, strong: bool = False) -> Passage:
    """Make a passage of plain text."""
    return Passage((Run(text, strong),), locale)
