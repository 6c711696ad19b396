"""What a sheet holds: parts, notices, sources and dates, as plain passages in the order they are read.

A sheet says exactly what the page says on the same day. An expired section
has its notice here because it has one there, and nothing that decides it is
repeated: the reading of the section is the same object.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from portal.content.rendering import Rendered
from portal.content.sources import Source
from portal.i18n.formats import isolate
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import MISSING, REVIEWED, SOURCE_TEXT
from portal.rights.reading import SectionReading
from portal.sharing.handouts import words as say
from portal.sharing.handouts.runs import Passage, plain_passage, read_passage
from portal.sharing.handouts.words import Words, isolate_any, isolated_partial_day

LineKind = Literal["paragraph", "bullet", "number", "quote", "notice", "label"]


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a sheet.

    :param kind: how it stands: ``notice`` in a frame, ``label`` before other words.
    """

    kind: LineKind
    passage: Passage


@dataclass(frozen=True, slots=True)
class Part:
    """A section, service or list on a sheet.

    :param lines: in reading order.
    :param notes: how sure and how old it is, in one line under the heading.
    :param english: the same in English, where a draft must not stand alone.
    :param before: notices above the heading.
    :param sources: where it comes from.
    :param is_current: whether it may be shown as it stands, and on a picture.
    """

    heading: Passage
    lines: tuple[Line, ...]
    notes: tuple[Passage, ...] = ()
    english: tuple[Line, ...] = ()
    before: tuple[Line, ...] = ()
    sources: tuple[Source, ...] = ()
    is_current: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """Everything that is set, whatever the size of the paper.

    :param title: its heading.
    :param neutral_title: what a tab or a list of files shows; it tells nobody what is read.
    :param lines: under the title.
    :param parts: in the order chosen.
    :param key: what a card or picture shows of it.
    :param path: what follows the site's base address, language included.
    :param made: the day it tells of.
    """

    locale: SiteLocale
    title: Passage
    neutral_title: str
    parts: tuple[Part, ...]
    path: str
    made: date
    key: Part
    lines: tuple[Line, ...] = ()
    words: Words = field(compare=False, repr=False, kw_only=True)

    @property
    def sources(self) -> tuple[Source, ...]:
        """List the sources of all parts, each once."""
        return tuple({source.key: source for part in self.parts for source in part.sources}.values())


def _passage(rendered: Rendered) -> Passage:
    return read_passage(rendered.html, rendered.locale)


def _read_words(reading: SectionReading, words: Words) -> Iterable[Line]:
    for group in reading.groups:
        for item in group.items:
            reason = words.reason(item.reason)
            if reason:
                yield Line("label", reason)
            yield Line(group.kind, _passage(item))  # type: ignore[arg-type]


def _read_english(reading: SectionReading, words: Words, english: SiteLocale) -> Iterable[Line]:
    if reading.english:
        yield Line("label", words.say(say.SAME_IN_ENGLISH, strong=True))
    for kind, blocks in reading.english:
        for block in blocks:
            yield Line(kind, read_passage(block, english))  # type: ignore[arg-type]


def build_section(reading: SectionReading, words: Words, english: SiteLocale, *, facing: bool = False) -> Part:
    """Put a section on a sheet.

    :param english: the source locale.
    :param facing: leave out the English under a draft, because it stands beside it.
    """
    heading, sources = _passage(reading.heading), reading.claim.sources
    body = list(_read_words(reading, words))
    english_lines = () if facing else tuple(_read_english(reading, words, english))
    as_of = reading.claim.as_of
    if not reading.is_current:
        changed = words.say(say.CHANGED_SINCE, strong=True, date=as_of)
        before = (Line("notice", changed), Line("notice", words.say(say.ASK_FIRST)))
        known = Line("label", words.say(say.KNOWN_ON, strong=True, date=as_of))
        return Part(heading, (known, *body), (), english_lines, before, sources, is_current=False)
    notes = (words.confidence(reading.claim.confidence), words.say(say.AS_OF, date=as_of), words.state(reading.state))
    for phone in reading.old_phones:
        number = isolate(phone.number)
        body.append(Line("notice", words.say(say.OLD_PHONE, number=number, date=phone.as_of)))
    return Part(heading, tuple(body), tuple(filter(None, notes)), english_lines, sources=sources)


def date_source(source: Source, words: Words) -> tuple[Passage, ...]:
    """Say how old a source is, and whether we have read it; its own names are in its own language."""
    locale = words.locale
    day = [plain_passage(isolated_partial_day(source.date, locale), locale)] if source.date else []
    unread = words.say(say.NOT_READ)
    apart = plain_passage(isolate_any(unread.text), unread.locale)
    return (*day, *([] if source.read else [apart]))


def notice_draft(states: Iterable[str], words: Words, *, facing: bool = False) -> tuple[Line, ...]:
    """Say that a translation is a draft, where any of it is.

    :param facing: whether English stands beside it.
    """
    if not set(states) - {SOURCE_TEXT, REVIEWED, MISSING}:
        return ()
    reason = say.ENGLISH_BESIDE if facing else say.DRAFT_REASON
    return (Line("notice", words.say(say.IS_DRAFT, strong=True)), Line("notice", words.say(reason)))


def find_key(parts: tuple[Part, ...], title: Passage, words: Words) -> Part:
    """Choose what a card or picture shows: the first part, or the headings of several subjects.

    An expired text never goes on one. A picture is passed on for years, and
    its notice would be cut off first.

    :param parts: one where there is one subject.
    """
    if len(parts) != 1:
        return Part(title, tuple(Line("bullet", part.heading) for part in parts))
    part = parts[0]
    if part.is_current:
        return part
    return Part(part.heading, (Line("paragraph", words.say(say.READ_ONLINE)),), before=part.before[:1])


def first_block(part: Part) -> tuple[Line, ...]:
    """Give what a picture has room for: the first block, and its English where it must have it."""
    own = part.lines[:1] if part.lines and part.lines[0].kind != "label" else part.lines[:2]
    return (*own, *part.english[:2])
