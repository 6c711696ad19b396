"""From names to a sheet: everything that was chosen, in its order, in one language, on one day.

What has left the site since leaves a sentence in its place. A packet that
silently became shorter would look as if nothing had been there.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from portal.content.rendering import Rendered, Renderer
from portal.directory.register import Register
from portal.i18n.formats import isolate
from portal.i18n.locales import SiteLocale
from portal.rights.reading import SectionReading, read_guide, read_section
from portal.rights.shelf import Reader
from portal.sharing.handouts import words as say
from portal.sharing.handouts.listings import MAX_IN_PACKET, MAX_LISTED, Listing
from portal.sharing.handouts.runs import Passage, plain_passage, read_passage
from portal.sharing.handouts.sheets import Line, Part, Sheet, build_section, find_key, notice_draft
from portal.sharing.handouts.words import Words
from portal.sharing.subjects import Packet, Subject, find_subject

_LETTERS = {
    "letter": say.WRITE_LETTER,
    "letter.congress": say.TO_CONGRESS,
    "letter.california": say.TO_CALIFORNIA,
}


@dataclass(frozen=True, slots=True)
class Gatherer:
    """Gathers what sheets hold, for one reader.

    :param reader: reads guides out, today.
    :param words: says what the sheet says of itself.
    :param register: the directory.
    :param english: the source locale.
    :param facing: whether English stands beside this language, so that drafts need none below them.
    """

    reader: Reader
    words: Words
    register: Register
    english: SiteLocale
    facing: bool = False

    @property
    def renderer(self) -> Renderer:
        """Give who renders messages for this reader."""
        return self.reader.renderer

    @property
    def today(self) -> date:
        """Give the day the sheet tells of."""
        return self.reader.today

    def gather(self, packet: Packet) -> Sheet | None:
        """Make a sheet of what was chosen; nothing if none of it is on the site."""
        subjects = [find_subject(name, self.reader.library, self.register, self.today) for name in packet.names]
        found = [subject for subject in subjects if subject]
        if not found:
            return None
        readings = {subject.key: self._readings(subject) for subject in found}
        alone = len(subjects) == 1
        states = [reading.state for every in readings.values() for reading in every]
        title = self._title(found[0]) if alone else self.words.say(say.PACKET)
        by_subject = [tuple(self._parts(subject, readings[subject.key], alone=alone)) for subject in found]
        lines = (
            *notice_draft(states, self.words, facing=self.facing),
            *self._losses(packet, len(subjects) - len(found)),
        )
        return Sheet(
            locale=self.words.locale,
            title=title,
            neutral_title=self._neutral_title(found[0]),
            lines=(*self._summary(found[0]), *lines) if alone else lines,
            parts=tuple(part for parts in by_subject for part in parts),
            key=self._key(found, by_subject, title),
            path=f"/{self.words.locale.code}{found[0].path if alone else packet.path}",
            made=self.today,
            words=self.words,
        )

    def _losses(self, packet: Packet, gone: int) -> Iterator[Line]:
        if packet.unreadable:
            yield Line("notice", self.words.say(say.UNREADABLE))
        if gone:
            yield Line("notice", self.words.say(say.GONE))

    def _key(self, found: list[Subject], by_subject: list[tuple[Part, ...]], title: Passage) -> Part:
        if len(found) > 1:
            headings = [Part(self._name(subject), ()) for subject in found]
            return find_key(tuple(headings), title, self.words)
        # A guide opens with what matters most; a county's list has no first.
        return find_key(by_subject[0] if found[0].county else by_subject[0][:1], title, self.words)

    def _readings(self, subject: Subject) -> list[SectionReading]:
        if subject.guide is None:
            return []
        place = (self.reader.library, self.renderer, self.today)
        if subject.section is None:
            return read_guide(subject.guide, *place)
        return [read_section(subject.guide, subject.section, *place)]

    def _name(self, subject: Subject) -> Passage:
        """Name one of several: a section by its own heading."""
        return _passage(self.renderer.render(subject.section.heading)) if subject.section else self._title(subject)

    def _title(self, subject: Subject) -> Passage:
        if subject.guide:
            return _passage(self.renderer.render(subject.guide.title))
        if subject.service:
            return plain_passage(isolate(subject.service.name), self.english)
        if subject.county:
            return self.words.say(say.HELP_IN, county=isolate(subject.county.full_name))
        return self.words.say(_LETTERS[subject.key])

    def _neutral_title(self, subject: Subject) -> str:
        if subject.guide:
            return self.renderer.plain(subject.guide.neutral_title)[0]
        return self.words.say(say.SITE_NAME).text

    def _summary(self, subject: Subject) -> Iterator[Line]:
        if subject.guide and not subject.section:
            yield Line("paragraph", _passage(self.renderer.render(subject.guide.question)))
        elif subject.county:
            yield Line("paragraph", self.words.say(say.FROM_LISTS))

    def _parts(self, subject: Subject, readings: Iterable[SectionReading], *, alone: bool) -> Iterator[Part]:
        listing = Listing(self.register, self.renderer, self.words, self.english, self.today)
        if subject.service:
            yield listing.service(subject.service)
        elif subject.county:
            if not alone:
                yield Part(self._title(subject), tuple(self._summary(subject)))
            yield from listing.county(subject.county, MAX_LISTED if alone else MAX_IN_PACKET)
        elif subject.kind == "letter":
            line = Line("paragraph", self.words.say(say.LETTER_LINE))
            yield Part(self._title(subject), (line,))
        for reading in readings:
            yield build_section(reading, self.words, self.english, facing=self.facing)


def _passage(rendered: Rendered) -> Passage:
    return read_passage(rendered.html, rendered.locale)
