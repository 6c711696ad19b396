"""The message that goes with a page, in the language of whoever receives it.

It is read on a lock screen, passed on for years and never updated, so what
must be said is said or nothing is: a number does not travel without the
warning that stands before it, nor an old sentence without its age. Where that
does not fit, the message is the address alone.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.content.rendering import Rendered
from portal.directory.matching import order_phones
from portal.directory.register import Register
from portal.directory.services import FEDERAL, Service
from portal.i18n.formats import isolate
from portal.i18n.locales import SiteLocale
from portal.rights.shelf import Reader
from portal.sharing import qr
from portal.sharing.handouts import words as say
from portal.sharing.handouts.runs import Passage, Run, plain_passage, read_passage
from portal.sharing.handouts.words import N_, PartialDay, Words, isolate_any
from portal.sharing.sending import ShareText, bare, drop_isolates
from portal.sharing.subjects import Packet, Subject, find_subject

#: Characters of a message, address included: two text messages in Latin letters, five in others.
MAX_TEXT = 300

# Translators: %(date)s is the day a list was made.
LIST_AGE = N_("This list is of %(date)s. Numbers change: ask for a newer one.")

_LETTERS = {
    "letter": say.WRITE_LETTER,
    "letter.congress": say.TO_CONGRESS,
    "letter.california": say.TO_CALIFORNIA,
}


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a message.

    :param essential: the message is not sent without it.
    """

    passage: Passage
    essential: bool = False


def _fit(lines: Iterable[_Line], address: str) -> tuple[Passage, ...]:
    """Leave out what can be spared, first what stands first; everything, if that is not enough."""
    kept = list(lines)
    while len(address) + sum(len(bare(line.passage)) + 1 for line in kept) > MAX_TEXT:
        spare = next((line for line in kept if not line.essential), None)
        if spare is None:
            return ()
        kept.remove(spare)
    return tuple(line.passage for line in kept)


@dataclass(frozen=True, slots=True)
class TextWriter:
    """Writes messages for readers of one language.

    :param reader: reads the guides out in it, today.
    :param words: says everything else in it.
    :param register: the directory.
    :param english: the source locale, which names of services are in.
    :param base_url: what every address starts with.
    """

    reader: Reader
    words: Words
    register: Register
    english: SiteLocale
    base_url: str

    def find(self, packet: Packet) -> list[Subject]:
        """Find what is on the site of what was chosen."""
        found = (find_subject(name, self.reader.library, self.register, self.reader.today) for name in packet.names)
        return [subject for subject in found if subject]

    def write(self, packet: Packet) -> ShareText | None:
        """Write the message for what was chosen; nothing if none of it is on the site."""
        found = self.find(packet)
        if not found:
            return None
        path = found[0].path if len(packet.names) == 1 else packet.path
        address = qr.join_address(self.base_url, f"/{self.words.locale.code}{path}")
        lines = self._one(found[0]) if len(packet.names) == 1 else self._several(found)
        return ShareText(self.words.locale, _fit(lines, address), address, self._subject(found))

    def _subject(self, found: list[Subject]) -> str:
        guide = found[0].guide if len(found) == 1 else None
        neutral = self.reader.renderer.plain(guide.neutral_title)[0] if guide else self.words.say(say.SITE_NAME).text
        return drop_isolates(neutral)

    def title(self, packet: Packet) -> Passage | None:
        """Name what was chosen; nothing if none of it is on the site."""
        found = self.find(packet)
        if not found:
            return None
        return self.name(found[0]) if len(packet.names) == 1 else self.words.say(say.PACKET)

    def name(self, subject: Subject) -> Passage:
        """Name one thing there is to share."""
        if subject.section:
            return _passage(self.reader.renderer.render(subject.section.heading))
        if subject.guide:
            return _passage(self.reader.renderer.render(subject.guide.title))
        if subject.service:
            return plain_passage(isolate(subject.service.name), self.english)
        if subject.county:
            return self.words.say(say.HELP_IN, county=isolate(subject.county.full_name))
        return self.words.say(_LETTERS[subject.key])

    def _one(self, subject: Subject) -> Iterator[_Line]:
        yield _Line(self.name(subject), essential=True)
        if subject.service:
            yield from self._service(subject.service)
        elif subject.county:
            yield _Line(self.words.say(say.FROM_LISTS))
            yield _Line(self.words.say(LIST_AGE, date=self.reader.today))
        elif subject.guide:
            about = subject.guide.title if subject.section else subject.guide.question
            yield _Line(_passage(self.reader.renderer.render(about)))
        else:
            yield _Line(self.words.say(say.LETTER_LINE))
        yield from self._age([subject])

    def _several(self, subjects: list[Subject]) -> Iterator[_Line]:
        yield _Line(self.words.say(say.PACKET), essential=True)
        for subject in subjects:
            yield _Line(self.name(subject))
        yield from self._age(subjects)

    def _age(self, subjects: Iterable[Subject]) -> Iterator[_Line]:
        """Say since when all of it is known to hold; what has run out is never sent without that."""
        keys = [key for subject in subjects for key in _list_sections(subject)]
        claims = [self.reader.library.claims[key] for key in keys]
        old = [claim for claim in claims if not claim.is_current(self.reader.today)]
        if claims:
            day = min(claim.as_of for claim in old or claims)
            said = self.words.say(say.CHANGED_SINCE if old else say.AS_OF, date=day)
            yield _Line(said, essential=bool(old))

    def _service(self, service: Service) -> Iterator[_Line]:
        warning = self._find_warning(service)
        if warning:
            yield _Line(warning, essential=True)
        if self.register.phone_state(service, self.reader.today) == "folded":
            yield _Line(self.words.say(say.STALE_SERVICE, date=_day_of(service)), essential=True)
            return
        if not warning:
            yield from self._phone(service)
        if not service.is_evergreen:
            yield _Line(self._looked(service))

    def _looked(self, service: Service) -> Passage:
        """Say when somebody of ours looked; else how old the list is it stands in, and that nobody has."""
        if service.assurance:
            day, role = service.assurance.day, isolate(service.assurance.role)
            return self.words.say(say.CHECKED, date=day, role=role)
        listed = self.words.say(say.AS_OF, date=PartialDay(service.listing.date))
        return _join(listed, self.words.say(say.NOT_CHECKED))

    def _find_warning(self, service: Service) -> Passage | None:
        """Find what must stand before a number; that number is then read on the page alone."""
        if service.need == FEDERAL:
            return self.words.say(say.FEDERAL)
        if service.need == "consulates":
            return self.words.say(say.CONSULATE)
        return _passage(self.reader.renderer.render(service.alert)) if service.alert else None

    def _phone(self, service: Service) -> Iterator[_Line]:
        """Give the number to try first; one for text messages needs more words than fit."""
        phones = order_phones(service.all_phones(), self.words.locale.code)
        phone = next((phone for phone in phones if phone.type == "voice"), None)
        if phone is None:
            return
        label = self.words.say(say.CALL_LINE)
        number = Passage((*label.runs, Run(" "), Run(isolate(phone.printed))), label.locale)
        if phone.extension:
            number = _join(number, self.words.say(say.EXTENSION, number=isolate(phone.extension)))
        yield _Line(number)


def _join(first: Passage, second: Passage) -> Passage:
    """Put two sentences in a line; they may be in two languages, if one of them fell back."""
    apart = second.runs if second.locale == first.locale else (Run(isolate_any(second.text)),)
    return Passage((*first.runs, Run(" · "), *apart), first.locale)


def _list_sections(subject: Subject) -> list[str]:
    if subject.guide is None:
        return []
    sections = [subject.section] if subject.section else subject.guide.sections
    return [subject.guide.section_key(section) for section in sections]


def _passage(rendered: Rendered) -> Passage:
    return read_passage(rendered.html, rendered.locale)


def _day_of(service: Service) -> PartialDay:
    """Give the day of the last check, or that of the list."""
    return PartialDay(service.assurance.day.isoformat() if service.assurance else service.listing.date)
