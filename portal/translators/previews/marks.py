"""Invisible marks round every message of a preview, so that a finished page still knows where its words come from.

Nobody can tell while a message is being rendered whether it will stand in a
paragraph, an attribute or the title of a tab. So it carries characters that no
translation may hold, and the finished page is read to see where they came out.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from portal.content.markdown import Message
from portal.content.rendering import Rendered, Renderer
from portal.i18n.catalogs import Speech
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import Chain

# Private-use characters; in an address or in JSON they arrive in another spelling.
_HTML = Markup("\ue000{}\ue001{}\ue002")
_TEXT = "\ue000{}\ue001{}\ue002"

#: An opening mark, with the message's number, or a closing one.
PATTERN = re.compile(r"(?:\ue000|%EE%80%80|\\ue000)([0-9]+)(?:\ue001|%EE%80%81|\\ue001)|(?:\ue002|%EE%80%82|\\ue002)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A message as one language was asked for it.

    :param code: the language.
    :param plural: its English plural, empty where it counts nothing.
    """

    code: str
    context: str | None
    msgid: str
    plural: str = ""

    @property
    def key(self) -> str:
        """What a person calls it by: its context, or ``interface``."""
        return self.context or "interface"


class Marks:
    """Every message that was marked, by number.

    :param codes: the languages whose messages are marked.
    """

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = frozenset(codes)
        #: Off while something is made that is no page, such as a feed.
        self.are_made = True
        self._numbers: dict[Mark, int] = {}
        self._marks: list[Mark] = []

    def _number(self, mark: Mark) -> int:
        number = self._numbers.setdefault(mark, len(self._marks))
        if number == len(self._marks):
            self._marks.append(mark)
        return number

    def find(self, digits: str) -> Mark | None:
        """Find a message by the number in its mark; a page can hold one that is nobody's."""
        number = int(digits[:9])
        return self._marks[number] if number < len(self._marks) else None

    def remove(self, body: bytes) -> bytes:
        """Take the marks out of what is no page."""
        text = body.decode("utf-8", "surrogateescape")
        return PATTERN.sub("", text).encode("utf-8", "surrogateescape")

    def around_html(self, mark: Mark, html: Markup) -> Markup:
        """Mark a message that is ready for a page."""
        return _HTML.format(self._number(mark), html) if self.are_made else html

    def around_text(self, mark: Mark, text: str) -> str:
        """Mark a message that is plain text."""
        return _TEXT.format(self._number(mark), text) if self.are_made else text


class _Forgetful(dict[Any, Any]):
    """Keeps nothing, so that the next page asks the catalog again."""

    def __setitem__(self, key: Any, value: Any) -> None:
        """Let the value go."""


class MarkingSpeech(Speech):
    """Speaks a language, and marks each message it says."""

    def __init__(self, marks: Marks, chain: Chain) -> None:
        super().__init__(chain)
        self._escaped = _Forgetful()
        self._marks = marks

    def interface(self, context: str | None, msgid: str, values: dict[str, Any]) -> Markup:
        """Translate an interface message, marked."""
        mark = Mark(self.locale.code, context, msgid)
        return self._marks.around_html(mark, super().interface(context, msgid, values))

    def gettext(self, msgid: str) -> str:
        """Translate an interface message as plain text, marked."""
        return self._marks.around_text(Mark(self.locale.code, None, msgid), super().gettext(msgid))

    def plural(self, context: str | None, msgid: str, plural: str, number: int, values: dict[str, Any]) -> Markup:
        """Translate an interface message that counts something, marked."""
        mark = Mark(self.locale.code, context, msgid, plural)
        return self._marks.around_html(mark, super().plural(context, msgid, plural, number, values))


class MarkingRenderer(Renderer):
    """Reads guides out, and marks each message it reads."""

    def __init__(self, marks: Marks, chain: Chain, *parts: Any, **settings: Any) -> None:
        super().__init__(chain, *parts, **settings)
        self._cache = _Forgetful()
        self._marks = marks

    def _mark(self, message: Message) -> Mark:
        return Mark(self.locale.code, message.context, message.text)

    def render(self, message: Message) -> Rendered:
        """Render a message, marked."""
        rendered = super().render(message)
        return replace(rendered, html=self._marks.around_html(self._mark(message), rendered.html))

    def plain(self, message: Message) -> tuple[str, SiteLocale]:
        """Render a message as plain text, marked."""
        text, locale = super().plain(message)
        return self._marks.around_text(self._mark(message), text), locale


def make_speech(marks: Marks) -> Callable[[Chain], Speech]:
    """Give what makes who speaks a language, marking where it is to be marked."""
    return lambda chain: MarkingSpeech(marks, chain) if chain.locale.code in marks.codes else Speech(chain)


def make_renderer(marks: Marks) -> Callable[..., Renderer]:
    """Give what makes who reads guides out in a language, marking where it is to be marked."""

    def make(chain: Chain, *parts: Any, **settings: Any) -> Renderer:
        if chain.locale.code in marks.codes:
            return MarkingRenderer(marks, chain, *parts, **settings)
        return Renderer(chain, *parts, **settings)

    return make
