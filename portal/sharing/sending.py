"""A message as it leaves: one text for every way of sending, and the same lines for the page that shows it first."""

import re
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup

from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import SiteLocale
from portal.sharing.handouts.runs import Passage

_ISOLATED = re.compile(f"([{LEFT_TO_RIGHT_ISOLATE}{FIRST_STRONG_ISOLATE}])(.*?){POP_ISOLATE}")

#: Isolates order a line of right-to-left words. Anywhere else they are noise, and one makes a text message dearer.
_UNSEEN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as a page shows it, in the language it really is in."""

    html: Markup
    locale: SiteLocale


def show(passage: Passage) -> Shown:
    """Write a line for a page, with what is set apart in it set apart for a browser.

    Where the line needs its isolates they stay in: whoever selects and copies it by hand must get them too.
    """
    text, end, pieces = passage.text, 0, []
    keeps = passage.locale.direction == "rtl"
    for match in _ISOLATED.finditer(text):
        direction = Markup(' dir="ltr"') if match[1] == LEFT_TO_RIGHT_ISOLATE else ""
        apart = Markup("<bdi{}>{}</bdi>").format(direction, match[2])
        before, after = (match[1], POP_ISOLATE) if keeps else ("", "")
        pieces.append(Markup("{}{}{}{}").format(text[end : match.start()], before, apart, after))
        end = match.end()
    return Shown(Markup("").join([*pieces, Markup("{}").format(text[end:])]), passage.locale)


@dataclass(frozen=True, slots=True)
class ShareText:
    """A message, ready to send.

    :param locale: the language it is for.
    :param lines: each in the language it really is in.
    :param address: of the page, in the reader's language.
    :param subject: of a mail; harmless, because it stands on lock screens.
    """

    locale: SiteLocale
    lines: tuple[Passage, ...]
    address: str
    subject: str

    @property
    def text(self) -> str:
        """Give the whole message.

        The address is a line of its own and bare: a phone may take an isolate behind it for a part of the link.
        """
        return "\n".join([*(bare(line) for line in self.lines), self.address])

    @property
    def shown(self) -> list[Shown]:
        """Give its lines as a page shows them, without the address."""
        return [show(line) for line in self.lines]

    @property
    def sms(self) -> str:
        """Give the link that begins a text message; both kinds of phones read this one."""
        return f"sms:?&body={_escape(self.text)}"

    @property
    def whatsapp(self) -> str:
        """Give the link that begins a WhatsApp message."""
        return f"https://wa.me/?text={_escape(self.text)}"

    @property
    def email(self) -> str:
        """Give the link that begins a mail (RFC 6068)."""
        body = self.text.replace("\n", "\r\n")
        return f"mailto:?subject={_escape(self.subject)}&body={_escape(body)}"


def _escape(text: str) -> str:
    return quote(text, safe="")


def bare(passage: Passage) -> str:
    """Drop the isolates of a line that runs from left to right as everything in it does."""
    return passage.text if passage.locale.direction == "rtl" else drop_isolates(passage.text)


def drop_isolates(text: str) -> str:
    """Write a text for where nothing can be set apart."""
    return text.translate(_UNSEEN)
