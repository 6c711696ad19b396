"""Services on paper: whom to call, where, and how old what stands here is.

Every line says its own date, because a sheet outlives the page it was made
from.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from portal.content.markdown import Message
from portal.content.rendering import Renderer
from portal.directory.counties import County
from portal.directory.register import Register
from portal.directory.services import CRISIS, FEDERAL, NEEDS, Phone, Service
from portal.i18n.formats import isolate
from portal.i18n.locales import SiteLocale
from portal.sharing.handouts import words as say
from portal.sharing.handouts.runs import Passage, Run, plain_passage, read_passage
from portal.sharing.handouts.sheets import Line, LineKind, Part
from portal.sharing.handouts.words import PartialDay, Words, isolate_any

#: A county's sheet names this many services a need, and in a packet fewer; its page has all.
MAX_LISTED = 10
MAX_IN_PACKET = 2
MAX_STATEWIDE = 3

#: Where a county has none of its own, those for all of California help too. A consulate is for its own people alone.
_STATEWIDE = {"legal-aid", "mental-health", "coverage", "basic-needs"}

_KINDS = {"voice": say.CALL_LINE, "text": say.TEXT_LINE, "textphone": say.TEXTPHONE}


@dataclass(frozen=True, slots=True)
class Listing:
    """Writes services down for one reader, on one day."""

    register: Register
    renderer: Renderer
    words: Words
    english: SiteLocale
    today: date

    def service(self, service: Service) -> Part:
        """Put a service on a sheet: what to be careful of, then its phones, then everything else."""
        more = (service.description, service.eligibility, service.hours_note, service.interpreters)
        lines = [
            *(Line("notice", self.words.say(caution)) for caution in _cautions(service)),
            *self._messages("notice", service.alert),
            *self._stale(service),
            *self._phones(service.phones),
            *self._messages("paragraph", *more),
            *(Line("paragraph", self.words.say(fact)) for fact in _facts(service)),
            *self._offices(service),
        ]
        return Part(plain_passage(isolate(service.name), self.english), tuple(lines), self._age(service))

    def county(self, county: County, limit: int = MAX_LISTED) -> Iterator[Part]:
        """Put a county's services on a sheet, need by need, crisis lines first.

        :param limit: how many a need.
        """
        found = {CRISIS: self.register.crisis(self.today)}
        for need in NEEDS:
            found[need] = self._nearest(need, county)
        for need, services in found.items():
            lines = [Line("paragraph", self.words.say(word)) for word in _BEFORE.get(need, ()) if services]
            lines += [self._row(service) for service in services[:limit]]
            if len(services) > limit:
                lines.append(Line("paragraph", self.words.say(say.MORE_ONLINE)))
            if lines:
                yield Part(self.words.say(say.NEED_NAMES[need]), tuple(lines))

    def _nearest(self, need: str, county: County) -> tuple[Service, ...]:
        """Give a county's own services; where it has none, those for all of California."""
        own = self.register.find(need, county.slug, today=self.today, prefer=self.words.locale.code)
        if own or need not in _STATEWIDE:
            return own
        return self.register.statewide(need, today=self.today)[:MAX_STATEWIDE]

    def _messages(self, kind: LineKind, *messages: Message | None) -> Iterator[Line]:
        for rendered in (self.renderer.render(message) for message in messages if message):
            yield Line(kind, read_passage(rendered.html, rendered.locale))

    def _stale(self, service: Service) -> Iterator[Line]:
        """Say before the numbers that nobody has looked for too long, and name a line that holds."""
        if self.register.phone_state(service, self.today) != "folded":
            return
        yield Line("notice", self.words.say(say.STALE_SERVICE, date=_looked(service)))
        other = self.register.fallback_line(service, self.today)
        if other:
            yield Line("label", self.words.say(say.ASK_INSTEAD))
            yield Line("paragraph", plain_passage(isolate(other.name), self.english, strong=True))
            yield from self._phones(other.phones[:1])

    def _phones(self, phones: Iterable[Phone]) -> Iterator[Line]:
        for phone in phones:
            yield Line("paragraph", self._phone(phone))
            yield from self._messages("paragraph", phone.instruction)

    def _phone(self, phone: Phone) -> Passage:
        label = self.words.say(_KINDS[phone.type])
        number = Run(isolate(phone.printed), strong=True)
        runs: tuple[Run, ...] = (*label.runs, Run(" "), number)
        locale = label.locale
        if phone.extension:
            locale = self.words.locale
            extension = self.words.say(say.EXTENSION, number=isolate(phone.extension))
            runs = (*runs, Run(" · "), Run(isolate_any(extension.text)))
        # Two sentences stand as in a row below: in the reader's fonts, whichever of them fell back.
        return Passage(runs, locale)

    def _offices(self, service: Service) -> Iterator[Line]:
        for place in service.locations:
            address = ", ".join(filter(None, (place.name, place.address, place.city, place.postal_code)))
            yield Line("paragraph", plain_passage(isolate(address), self.english))
            yield from self._phones(place.phones)

    def _age(self, service: Service) -> tuple[Passage, ...]:
        """Say when somebody last looked, or that nobody has; an emergency number needs no such word."""
        if service.is_evergreen:
            return ()
        if service.assurance:
            return (self.words.say(say.CHECKED, date=service.assurance.day, role=isolate(service.assurance.role)),)
        listing = service.listing
        listed = say.LISTED_COPY if listing.copied else say.LISTED
        listed_words = self.words.say(listed, source=isolate(listing.publisher), date=PartialDay(listing.date))
        return (listed_words, self.words.say(say.NOT_CHECKED))

    def _row(self, service: Service) -> Line:
        is_folded = self.register.phone_state(service, self.today) == "folded"
        spoken = (phone for phone in service.all_phones() if phone.type != "textphone" and not is_folded)
        numbers = [Run(isolate(phone.printed), strong=True) for phone in islice(spoken, 1)]
        # Paper cannot fold a number away: one that nobody has checked in time is not on it.
        word = say.STALE_SERVICE if is_folded else say.AS_OF
        age = [] if service.is_evergreen else [self.words.say(word, date=_looked(service))]
        if service.need == "legal-aid" and service.immigration_status != "ask":
            age.append(self.words.say(say.STATUS[service.immigration_status]))
        runs = [Run(isolate(service.name)), *numbers, *(Run(isolate_any(note.text)) for note in age)]
        parted = [piece for run in runs for piece in (Run(" · "), run)][1:]
        # In the reader's language and fonts, which have Latin letters too, whichever of the sentences fell back.
        return Line("bullet", Passage(tuple(parted), self.words.locale if age else self.english))


def _looked(service: Service) -> date | PartialDay:
    """Give the day of the last check, or that of the list."""
    return service.assurance.day if service.assurance else PartialDay(service.listing.date)


#: What stands above a county's services of a need.
_BEFORE = {"legal-aid": (say.ASK_STATUS,), "consulates": (say.OWN_CITIZENS, say.CONSULATE)}


def _cautions(service: Service) -> Iterator[str]:
    """List what a family must know before it calls."""
    if service.need == "consulates":
        yield from (say.OWN_CITIZENS, say.CONSULATE)
    if service.need == FEDERAL:
        yield say.FEDERAL
    if service.lsc_funded:
        yield say.FEDERAL_MONEY


def _facts(service: Service) -> Iterator[str]:
    """List what is said of every service: whether status matters, and who recognizes it."""
    apart = service.need in {"consulates", FEDERAL}
    if not apart and (service.need != CRISIS or service.immigration_status == "any"):
        yield say.STATUS[service.immigration_status]
    if service.recognized_until or "recognized" in service.subkind:
        yield say.RECOGNIZED
