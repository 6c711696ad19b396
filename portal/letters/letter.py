"""A letter as one object with two renderings, part by part.

The office gets English; its sender reads the same parts in their own language
under the same numbers. There is no way to make one copy without the other, so
nothing can be mailed that its sender could not read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from portal.content.markdown import Message
from portal.content.rendering import Rendered, Renderer
from portal.i18n.formats import format_day
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import SOURCE_TEXT, Chain
from portal.letters.recipients import N_, OFFICES, Recipient
from portal.letters.templates import BREACH, OPENING, STAND_IN, SUBJECT, Block, LetterTemplate

#: Parts every letter has around its blocks.
DATE, ADDRESS, SALUTATION, PERSONAL, SIGNATURE = "date", "address", "salutation", "personal", "signature"

# Translators: In brackets in the letter, until somebody types a name there.
_NAME = N_("[your name]")
# Translators: In brackets in the letter, until somebody types their city there.
_CITY = N_("[your city]")
# Translators: In brackets in the letter, where a few words of one's own can stand.
_OWN_WORDS = N_("[your own words]")
# Translators: In brackets in the letter, under the title of an office whose holder and address we do not know.
_OFFICE_ADDRESS = N_("[name and address]")
# Translators: In a letter, before the line that says what it is about.
_SUBJECT = N_("Subject: %(subject)s")
# Translators: At the end of a letter, above the writer's name.
_SINCERELY = N_("Sincerely,")


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a letter in both copies.

    :param number: its number in both, or nothing for what stands outside the text.
    :param is_optional: whether the writer ticks it.
    :param is_on: whether it is shown before anything is ticked or typed.
    :param is_addressed: whether it differs from recipient to recipient.
    :param mailed: its paragraphs in English.
    :param reading: the same paragraphs in the reader's language.
    """

    key: str
    number: int | None
    is_optional: bool
    is_on: bool
    is_addressed: bool
    mailed: tuple[Markup, ...]
    reading: tuple[Rendered, ...]


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter to one recipient."""

    recipient: Recipient
    parts: tuple[Part, ...]

    def part(self, key: str) -> Part:
        """Find a part by its key.

        :raises KeyError: if there is none.
        """
        for part in self.parts:
            if part.key == key:
                return part
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Line:
    """Something said on the phone.

    :param tick: the block it belongs to, where it depends on a tick; ``kind`` is its role.
    """

    tick: str | None
    kind: str | None
    is_on: bool
    mailed: Markup
    reading: Rendered


@dataclass(frozen=True, slots=True)
class Script:
    """What to say to a person or a machine."""

    key: str
    heading: Rendered
    lines: tuple[Line, ...]


class Writer:
    """Writes letters that somebody reads in one language.

    :param renderer: reads the blocks out in that language.
    :param chain: gives the words around them.
    :param source: the language that is mailed.
    """

    def __init__(self, renderer: Renderer, chain: Chain, source: SiteLocale) -> None:
        self._renderer = renderer
        self._chain = chain
        self._source = source

    def write(self, template: LetterTemplate, ticks: frozenset[str], recipient: Recipient, today: date) -> Letter:
        """Write a letter to one recipient.

        :param ticks: keys of the optional blocks that are shown at first.
        """
        parts = [self._date(today), self._address(recipient)]
        number = 0
        for block in find_blocks(template, today):
            is_on = not block.is_optional or block.key in ticks
            if block.key == SUBJECT:
                parts += [self._subject(block), self._salutation(recipient)]
                continue
            number += is_on
            if block.role == "closing":
                parts.append(self._personal())
            parts.append(self._block(block, number if is_on else 0, is_on))
        return Letter(recipient, (*parts, self._signature()))

    def call(
        self, template: LetterTemplate, ticks: frozenset[str], key: str, roles: Sequence[str], today: date
    ) -> Script:
        """Write what to say on the phone: how to begin, one of each role, how to end.

        :param key: the block with the first and the last words.
        :param roles: of the blocks in between; the first of each that is ticked is said.
        """
        block = template.block(key)
        first, last = (self._line(message, None, None, is_on=True) for message in block.messages)
        between = []
        for role in roles:
            said = False
            for choice in template.in_role(role, today):
                is_on = choice.key in ticks and not said
                said = said or is_on
                between.append(self._line(choice.messages[0], choice.key, role, is_on=is_on))
        return Script(key, self._renderer.render(block.heading), (first, *between, last))

    def _line(self, message: Message, tick: str | None, kind: str | None, *, is_on: bool) -> Line:
        return Line(tick, kind, is_on, self._renderer.english(message), self._renderer.render(message))

    def _block(self, block: Block, number: int, is_on: bool) -> Part:
        mailed = tuple(self._renderer.english(message) for message in block.messages)
        reading = tuple(self._renderer.render(message) for message in block.messages)
        return Part(block.key, number, block.is_optional, is_on, False, mailed, reading)

    def _say(self, message: str, values: Mapping[str, object] | None = None) -> Rendered:
        """Say an interface message in the reader's language, or in English with that said."""
        found = self._chain.find(None, message)
        return Rendered(_fill(found.text, values), found.locale, found.state, found.reason)

    def _framed(self, key: str, mailed: list[Markup], reading: list[Rendered], *, is_addressed: bool = False) -> Part:
        return Part(key, None, False, True, is_addressed, tuple(mailed), tuple(reading))

    def _foreign(self, lines: Sequence[Markup]) -> list[Rendered]:
        """Take what stays English in every language, such as an address."""
        return [Rendered(_lines(lines), self._source, SOURCE_TEXT, "")] if lines else []

    def _date(self, today: date) -> Part:
        english = escape(format_day(today, self._source))
        day = Markup("<bdi>{}</bdi>").format(format_day(today, self._chain.locale))
        return self._framed(DATE, [english], [Rendered(day, self._chain.locale, SOURCE_TEXT, "")])

    def _address(self, recipient: Recipient) -> Part:
        """Write the address as an envelope has it; what is not known is a blank in both copies."""
        title = OFFICES[recipient.office].title
        name = [escape(recipient.name)] if recipient.name else []
        rest = [escape(line) for line in recipient.postal or OFFICES[recipient.office].postal]
        blank = [] if recipient.postal else [_slotted("address", self._say(_OFFICE_ADDRESS))]
        mailed = [*name, escape(title), *(slot("address", escape(_OFFICE_ADDRESS)) for _ in blank), *rest]
        reading = [*self._foreign(name), self._say(title), *blank, *self._foreign(rest)]
        return self._framed(ADDRESS, [_lines(mailed)], reading, is_addressed=True)

    def _subject(self, block: Block) -> Part:
        (message,) = block.messages
        rendered = self._renderer.render(message)
        words = self._say(_SUBJECT, {"subject": rendered.html})
        # The subject's own language decides: half a line in another would be read in the wrong voice.
        whole = words if words.locale == rendered.locale else rendered
        return self._framed(SUBJECT, [_fill(_SUBJECT, {"subject": self._renderer.english(message)})], [whole])

    def _salutation(self, recipient: Recipient) -> Part:
        office = OFFICES[recipient.office]
        if not recipient.family:
            return self._framed(
                SALUTATION,
                [_fill(office.plain_greeting)],
                [self._say(office.plain_greeting)],
                is_addressed=True,
            )
        name = Markup('<bdi lang="en" dir="ltr">{}</bdi>').format(recipient.family)
        mailed = _fill(office.greeting, {"name": recipient.family})
        return self._framed(SALUTATION, [mailed], [self._say(office.greeting, {"name": name})], is_addressed=True)

    def _personal(self) -> Part:
        blank = self._say(_OWN_WORDS)
        own = Rendered(slot(PERSONAL, blank.html), blank.locale, blank.state, blank.reason)
        return Part(PERSONAL, 0, False, False, False, (slot(PERSONAL, escape(_OWN_WORDS)),), (own,))

    def _signature(self) -> Part:
        words = [self._say(message) for message in (_SINCERELY, _NAME, _CITY)]
        mailed = [escape(_SINCERELY), slot("name", escape(_NAME)), slot("city", escape(_CITY))]
        reading = [words[0], _slotted("name", words[1]), _slotted("city", words[2])]
        return self._framed(SIGNATURE, mailed, reading)


def slot(name: str, blank: Markup) -> Markup:
    """Make a place for something typed, with what stands there until then; no translating add-on may send it away."""
    return Markup('<span data-slot="{}" translate="no">{}</span>').format(name, blank)


def _fill(message: str, values: Mapping[str, object] | None = None) -> Markup:
    """Put values into a message; both sides come out escaped."""
    return escape(message) % values if values else escape(message)


def _slotted(name: str, blank: Rendered) -> Rendered:
    return Rendered(slot(name, blank.html), blank.locale, blank.state, blank.reason)


def _lines(lines: Sequence[Markup]) -> Markup:
    return Markup("<br>").join(lines)


def find_blocks(template: LetterTemplate, today: date) -> list[Block]:
    """List the blocks a letter may be made of on a day, in order; the scripts for the phone are apart.

    The opening that asserts nothing stands in for the one that has run out.
    """
    opening = template.block(OPENING)
    left_out = STAND_IN if opening.claim.is_current(today) else OPENING
    calls = template.blocks[-2:]
    return [
        block
        for block in template.blocks
        if block not in calls
        and block.key != left_out
        and (block.claim.is_current(today) or block.key in {SUBJECT, STAND_IN} or block.role == "closing")
    ]


def find_left_out(template: LetterTemplate, today: date) -> list[Block]:
    """List the blocks the page must say are missing from the letter."""
    shown = {block.key for block in find_blocks(template, today)}
    calls = {block.key for block in template.blocks[-2:]}
    return [block for block in template.left_out(today) if block.key not in shown | calls]


def default_ticks(template: LetterTemplate, today: date) -> frozenset[str]:
    """List what is ticked before the writer has touched anything; at least one of each kind there is."""
    ticked = {block.key for block in find_blocks(template, today) if block.is_optional and block.default_on}
    for role in ("concern", "request"):
        blocks = template.in_role(role, today)
        if blocks and not ticked & {block.key for block in blocks}:
            ticked.add(blocks[0].key)
    return frozenset(ticked - {BREACH})
