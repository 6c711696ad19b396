"""Reads a finished page once and turns the marks in it into outlines a person can see and follow.

A mark in an attribute, a title or a picture cannot become an element, so such
a message is listed and nothing more. Elements that were opened inside a message
are closed inside it, whatever a filter has cut off: the page stays well-formed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from markupsafe import Markup

from portal.translators.previews.marks import PATTERN, Mark, Marks

_TOKEN = re.compile(r"<!--.*?-->|<(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|[^<]+|<", re.DOTALL)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_ID = re.compile(r"\sid=\"([^\"]*)\"")

_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())

#: Their text cannot hold an element.
_TEXT_ONLY = frozenset({"title", "style", "script", "textarea", "option", "svg"})

#: They cannot hold a link.
_NO_LINK = frozenset({"a", "button", "label"})

_OUTLINE = Markup('<span class="message {}"{} data-key="{}" title="{}">')
_PLACE = Markup(' id="message-{}"')
_NUMBER = Markup('<a class="message-number" href="#entry-{0}" lang="en" dir="ltr">{0}</a>')


@dataclass(frozen=True, slots=True)
class Label:
    """What an outline says of its message.

    :param state: its state, one word.
    :param words: the same and more, for whoever points at it.
    """

    state: str
    words: str


@dataclass(slots=True)
class Placed:
    """A message of a page.

    :param number: its place in the order of the page, from 1.
    :param anchor: the nearest id around it, or empty.
    :param is_shown: whether it stands in the text, so that it has an outline.
    """

    number: int
    mark: Mark
    anchor: str = ""
    is_shown: bool = False


@dataclass(frozen=True, slots=True)
class Outlined:
    """A page with its marks turned into outlines.

    :param messages: each once, in the order of the page.
    """

    html: str
    messages: tuple[Placed, ...]


@dataclass(slots=True)
class _Open:
    """An element, or a message, that is not closed yet."""

    name: str
    ident: str = ""
    placed: Placed | None = None


@dataclass(frozen=True, slots=True)
class _Occurrence:
    """Where a message's outline goes in the output, and how good a place that is to jump to."""

    position: int
    is_linked: bool
    anchor: str


@dataclass(slots=True)
class _Walk:
    """One reading of one page."""

    marks: Marks
    out: list[str] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    placed: dict[Mark, Placed] = field(default_factory=dict)
    occurrences: dict[Mark, list[_Occurrence]] = field(default_factory=dict)
    waiting: list[Placed] = field(default_factory=list)

    def read(self, html: str) -> None:
        for token in _TOKEN.findall(html):
            tag = _TAG.match(token)
            if tag:
                self._tag(self._without_marks(token), tag[2].lower(), closes=bool(tag[1]))
            else:
                self._text(token)
        while self.stack:
            self._close(self.stack.pop())

    def _is_inside(self, names: frozenset[str]) -> bool:
        return any(opened.name in names for opened in self.stack)

    def _place(self, digits: str) -> Placed | None:
        mark = self.marks.find(digits)
        if mark is None:
            return None
        return self.placed.setdefault(mark, Placed(len(self.placed) + 1, mark))

    def _without_marks(self, tag: str) -> str:
        for match in PATTERN.finditer(tag):
            if match[1]:
                self._place(match[1])
        return PATTERN.sub("", tag)

    def _tag(self, tag: str, name: str, *, closes: bool) -> None:
        if closes:
            self._leave(name)
        self.out.append(tag)
        if closes and not self._is_inside(_NO_LINK):
            self.out += [_NUMBER.format(placed.number) for placed in self.waiting]
            self.waiting.clear()
        elif not closes and name not in _VOID and not tag.endswith("/>"):
            ident = _ID.search(tag)
            self.stack.append(_Open(name, ident[1] if ident else ""))

    def _leave(self, name: str) -> None:
        if not self._is_inside(frozenset({name})):
            return
        while (opened := self.stack.pop()).name != name:
            self._close(opened)

    def _text(self, text: str) -> None:
        end = 0
        for match in PATTERN.finditer(text):
            self.out.append(text[end : match.start()])
            end = match.end()
            if match[1]:
                self._begin(match[1])
            elif self.stack and self.stack[-1].name == "":
                self._close(self.stack.pop())
        self.out.append(text[end:])

    def _begin(self, digits: str) -> None:
        placed = self._place(digits)
        if placed is None or self._is_inside(_TEXT_ONLY):
            self.stack.append(_Open(""))
            return
        idents = [opened.ident for opened in self.stack if opened.ident not in {"", "main"}]
        occurrence = _Occurrence(len(self.out), self._is_inside(_NO_LINK), idents[-1] if idents else "")
        self.occurrences.setdefault(placed.mark, []).append(occurrence)
        self.out.append("")
        self.stack.append(_Open("", placed=placed))

    def _close(self, opened: _Open) -> None:
        if opened.placed is None:
            return
        self.out.append("</span>")
        if self._is_inside(_NO_LINK):
            self.waiting.append(opened.placed)
        else:
            self.out.append(_NUMBER.format(opened.placed.number))

    def finish(self, label: Callable[[Mark], Label]) -> Outlined:
        """Fill the outlines in; of several places the first outside a link is the one to jump to."""
        for mark, found in self.occurrences.items():
            placed, said = self.placed[mark], label(mark)
            best = min(found, key=lambda occurrence: (occurrence.is_linked, occurrence.position))
            placed.is_shown, placed.anchor = True, best.anchor
            for occurrence in found:
                place = _PLACE.format(placed.number) if occurrence is best else ""
                self.out[occurrence.position] = _OUTLINE.format(said.state, place, mark.key, said.words)
        return Outlined("".join(self.out), tuple(self.placed.values()))


def outline(html: str, marks: Marks, label: Callable[[Mark], Label]) -> Outlined:
    """Turn the marks in a page into outlines.

    :param label: says what an outline tells of its message.
    """
    walk = _Walk(marks)
    walk.read(html)
    return walk.finish(label)
