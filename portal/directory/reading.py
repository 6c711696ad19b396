"""A service as one reader meets it: numbers in the order to try them, hours and languages in their own words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from portal.content.markdown import Message
from portal.content.rendering import Rendered, Renderer
from portal.directory.hours import OpenDays, read_hours
from portal.directory.languages import LanguageName, name_language
from portal.directory.matching import order_phones
from portal.directory.register import Register
from portal.directory.services import CRISIS, FEDERAL, Listing, Location, Phone, Service
from portal.i18n.locales import Registry, SiteLocale

#: Offices whose numbers stand in a row of a list; the rest stand on the service's own page.
FEW_OFFICES = 3


@dataclass(frozen=True, slots=True)
class PhoneReading:
    """One number, ready for a template.

    :param locale: the reader's.
    :param languages: spoken on this line alone.
    """

    phone: Phone
    locale: SiteLocale
    languages: tuple[LanguageName, ...]
    instruction: Rendered | None


@dataclass(frozen=True, slots=True)
class PlaceReading:
    """An office, ready for a template.

    :param address: in one line, to copy.
    """

    name: str | None
    address: str
    phones: tuple[PhoneReading, ...]
    listing: Listing | None


@dataclass(frozen=True, slots=True)
class Instead:
    """A statewide line to call where another's number is old."""

    service: Service
    phones: tuple[PhoneReading, ...]


@dataclass(frozen=True, slots=True)
class ServiceReading:
    """A service, ready for a template.

    :param kind: what kind of office or line it is.
    :param listings: where it was found, and its numbers if elsewhere.
    :param counties: names of its counties, as one text.
    :param is_stale: whether nobody has checked its number for too long.
    :param instead: the line to offer then.
    """

    service: Service
    kind: Rendered | None
    description: Rendered
    hours_note: Rendered | None
    eligibility: Rendered | None
    interpreters: Rendered | None
    alert: Rendered | None
    phones: tuple[PhoneReading, ...]
    listings: tuple[Listing, ...]
    places: tuple[PlaceReading, ...]
    hours: tuple[OpenDays, ...]
    languages: tuple[LanguageName, ...]
    counties: str
    is_stale: bool
    instead: Instead | None

    @property
    def shows_status(self) -> bool:
        """Whether immigration status is a question here; a crisis line is never one to ask first."""
        if self.service.need == CRISIS:
            return self.service.immigration_status == "any"
        return self.service.need not in {"consulates", FEDERAL}

    @property
    def is_recognized(self) -> bool:
        """Whether the Department of Justice lists it as recognized."""
        return self.service.recognized_until is not None or "recognized" in self.service.subkind

    @property
    def website_shown(self) -> str:
        """Give the website as people write it."""
        parts = urlsplit(self.service.website or "")
        return f"{parts.netloc.removeprefix('www.')}{parts.path}".rstrip("/")


class ServiceReader:
    """Reads services out in one language on one day.

    :param locales: names languages.
    """

    def __init__(self, register: Register, renderer: Renderer, locales: Registry, today: date) -> None:
        self.register = register
        self.renderer = renderer
        self.locales = locales
        self.today = today

    def read(self, service: Service, county: str | None = None, *, whole: bool = False) -> ServiceReading:
        """Make a service ready.

        :param county: show the offices of this county alone.
        :param whole: for its own page, with every number at its office; a list has few numbers and no offices.
        """
        places = [place for place in service.locations if county in {None, place.county}]
        is_stale = self.register.phone_state(service, self.today) == "folded"
        apart = whole and not is_stale and bool(service.phones or len(places) > 1)
        named = [] if apart or (service.phones and not county) else places[: None if whole else FEW_OFFICES]
        phones = (*service.phones, *(phone for place in named for phone in place.phones))
        listings = (place.listing for place in named if place.listing and place.phones)
        return ServiceReading(
            service=service,
            kind=self._kind(service),
            description=self.renderer.render(service.description),
            hours_note=self._render(service.hours_note),
            eligibility=self._render(service.eligibility),
            interpreters=self._render(service.interpreters),
            alert=self._render(service.alert),
            phones=self._phones(dict.fromkeys(phones)),
            listings=tuple(dict.fromkeys((service.listing, *listings))),
            places=tuple(self._place(place, with_phones=apart) for place in places if whole),
            hours=read_hours(service.schedules, self.renderer.locale),
            languages=tuple(self.name(code) for code in service.languages),
            counties=", ".join(self.register.counties[slug].full_name for slug in sorted(service.counties())),
            is_stale=is_stale,
            instead=self._instead(service) if is_stale else None,
        )

    def name(self, code: str) -> LanguageName:
        """Name a language."""
        return name_language(code, self.renderer.locale, self.locales)

    def _kind(self, service: Service) -> Rendered | None:
        subkind = self.register.subkinds.get(service.subkind)
        return self.renderer.render(subkind.label) if subkind else None

    def _render(self, message: Message | None) -> Rendered | None:
        return self.renderer.render(message) if message else None

    def _instead(self, service: Service) -> Instead | None:
        line = self.register.fallback_line(service, self.today)
        return Instead(line, self._phones(line.phones)) if line and line.key != service.key else None

    def _place(self, place: Location, *, with_phones: bool) -> PlaceReading:
        lines = (place.address, place.city, f"CA {place.postal_code or ''}".strip())
        address = ", ".join(line for line in lines if line)
        return PlaceReading(place.name, address, self._phones(place.phones) if with_phones else (), place.listing)

    def _phones(self, phones: Iterable[Phone]) -> tuple[PhoneReading, ...]:
        """Put the line in the reader's language first, and lines in others last."""
        return tuple(
            PhoneReading(
                phone,
                self.renderer.locale,
                tuple(self.name(language) for language in phone.languages),
                self._render(phone.instruction),
            )
            for phone in order_phones(phones, self.renderer.locale.code)
        )
