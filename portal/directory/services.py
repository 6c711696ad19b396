"""A service and everything a page says about it, in the words of Open Referral HSDS.

Names, phones, addresses and days are data and never pass through a
translator. What is said about a service in sentences is a message. Nothing
here is known to be right because it stands here: every service carries the
list it was taken from and that list's date, and ``assured_date`` stays empty
until a person of the operator's has called.
"""

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from portal.content.markdown import Message

#: What a family is looking for, in the order it is offered.
NEEDS = ("legal-aid", "mental-health", "coverage", "rapid-response", "consulates", "basic-needs")

#: Lines for emergencies and crises, and federal agencies, are not needs to browse; each has its own block.
CRISIS, FEDERAL = "crisis", "federal"

Need = Literal[
    "legal-aid", "mental-health", "coverage", "rapid-response", "consulates", "basic-needs", "crisis", "federal"
]

#: ``any``: open to everybody; ``may-refuse``: status can decide; ``ask``: nobody here knows, so ask first.
ImmigrationStatus = Literal["any", "may-refuse", "ask"]

PhoneType = Literal["voice", "text", "textphone"]

Scope = Literal["national", "state", "counties", "office"]

#: 911 and 988: shown whatever their dates say.
EVERGREEN = ("emergency-911", "988-lifeline")

#: Stands for the publisher where no list was needed; readers are not told it.
COMMON_KNOWLEDGE = "general knowledge"

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


@dataclass(frozen=True, slots=True)
class Phone:
    """One number of a service.

    :param printed: as people dial it in the United States, ``(510) 241-4011`` or ``988``.
    :param dial: what a ``tel:`` or ``sms:`` link holds: ``+1`` and ten digits, or the short code.
    :param instruction: for a text line, what to send, as a message: “Text HOME to {name:741741}”.
    :param languages: of this line alone, BCP 47.
    """

    printed: str
    dial: str
    type: PhoneType = "voice"
    extension: str | None = None
    languages: tuple[str, ...] = ()
    instruction: Message | None = None


@dataclass(frozen=True, slots=True)
class Schedule:
    """Hours on some days of the week, Pacific time.

    :param days: of :data:`DAYS`.
    :param opens: with ``closes`` missing on both, all day.
    """

    days: tuple[str, ...]
    opens: time | None = None
    closes: time | None = None


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Whom a service is for, by place.

    :param scope: ``office`` means that only the county of each office is known, not whom it serves.
    :param counties: slugs; empty for ``state`` and ``national``.
    """

    scope: Scope
    counties: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """Where a service was found.

    :param publisher: who publishes the list, by its own name.
    :param url: of the list or page, if it has one that can be opened.
    :param date: year, month or day of the list, as ISO 8601 writes them, if it has one.
    :param copied: the publisher's own page was not read, a public copy of its list was.
    """

    publisher: str
    url: str | None
    date: str | None
    copied: bool = False

    @property
    def is_list(self) -> bool:
        """Whether there is anything to name: of 911 everybody knows."""
        return self.publisher != COMMON_KNOWLEDGE


@dataclass(frozen=True, slots=True)
class Location:
    """An office somebody can go to.

    :param address: street and number; empty where only the city is known.
    :param county: slug of its county.
    :param phones: of this office, where they are not those of the service.
    :param listing: where the office was found, if not where the service was.
    """

    name: str | None
    address: str
    city: str
    postal_code: str | None
    county: str
    phones: tuple[Phone, ...] = ()
    listing: Listing | None = None


@dataclass(frozen=True, slots=True)
class Assurance:
    """That a person of the operator's called or opened the publisher's own page.

    :param role: who, never a name: “volunteer”, “legal director”.
    """

    day: date
    role: str


@dataclass(frozen=True, slots=True)
class Service:
    """One entry of the directory.

    :param key: its name in addresses and files; never changes.
    :param subkind: what kind of organization or line, a word of ``subkinds.toml``.
    :param description: what it offers; a message with context ``help/<key>``.
    :param eligibility: who can use it, if its source says so.
    :param languages: spoken by staff, BCP 47; empty means not known.
    :param interpreters: about interpreters, apart from staff.
    :param free: only where a source says that it costs nothing.
    :param lsc_funded: federally funded legal aid, which may have to refuse some people.
    :param contractor: paid by the state for immigration services (CDSS), from the state's own list only.
    :param recognized_until: for an office recognized by the Department of Justice, when that ends.
    :param imported: from the operator's own folder, not the project's files.
    """

    key: str
    name: str
    need: Need
    subkind: str
    description: Message
    area: ServiceArea
    listing: Listing
    phones: tuple[Phone, ...] = ()
    locations: tuple[Location, ...] = ()
    schedules: tuple[Schedule, ...] = ()
    languages: tuple[str, ...] = ()
    immigration_status: ImmigrationStatus = "ask"
    alternate_names: tuple[str, ...] = ()
    hours_note: Message | None = None
    eligibility: Message | None = None
    interpreters: Message | None = None
    alert: Message | None = None
    website: str | None = None
    email: str | None = None
    free: bool = False
    lsc_funded: bool = False
    contractor: bool = False
    recognized_until: date | None = None
    active: bool = True
    assurance: Assurance | None = None
    imported: bool = False
    tags: tuple[str, ...] = field(default=())

    @property
    def is_evergreen(self) -> bool:
        """Whether its number is shown whatever the dates say, because hiding it could cost a life."""
        return self.key in EVERGREEN

    def all_phones(self) -> tuple[Phone, ...]:
        """List its numbers and those of its offices."""
        return (*self.phones, *(phone for place in self.locations for phone in place.phones))

    def messages(self) -> tuple[Message, ...]:
        """List every message of this service."""
        own = (self.description, self.hours_note, self.eligibility, self.interpreters, self.alert)
        instructions = (phone.instruction for phone in self.all_phones())
        return tuple(dict.fromkeys(message for message in (*own, *instructions) if message))

    def counties(self) -> frozenset[str]:
        """List the counties it is listed in by name: its area, and where it has an office."""
        return frozenset((*self.area.counties, *(place.county for place in self.locations)))
