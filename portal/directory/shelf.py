"""What one reader finds in the directory: lists in the order to call, and every choice with how many it leads to."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypedDict

from portal.content.clock import Clock
from portal.content.rendering import Renderer
from portal.directory.choosing import Choice
from portal.directory.matching import NEED_ORDER, sort_services
from portal.directory.reading import ServiceReader, ServiceReading
from portal.directory.register import Register
from portal.directory.search.index import Found, SearchIndex
from portal.directory.search.places import load_towns
from portal.directory.search.synonyms import load_synonyms
from portal.directory.services import NEEDS, Service
from portal.i18n.locales import Registry

#: Services of one need in a list of all needs, and in a part of a list of one.
FEW, MANY = 4, 20

#: Searches for a text in a locale, by its code.
Search = Callable[[str, str], Found]


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a list.

    :param here: services of the county that was chosen.
    :param wide: services for everybody in the state.
    :param own: how many are of the county in all.
    :param total: how many there are in all.
    :param last: the number of the last part.
    """

    need: str | None
    here: tuple[ServiceReading, ...]
    wide: tuple[ServiceReading, ...]
    own: int
    total: int
    last: int
    page: int = 1


class _Asked(TypedDict):
    """What the register is asked beside need and county."""

    speaks: str | None
    status: str | None
    free: bool | None
    today: date


class Reader:
    """One reader's view of the directory: a language and a day, and a county if one is chosen.

    :param county: slug.
    """

    def __init__(self, shelf: "Shelf", services: ServiceReader, county: str | None = None) -> None:
        self.register = shelf.register
        self.services = services
        self.county = county
        self._search = shelf.search

    @property
    def today(self) -> date:
        """The site's day."""
        return self.services.today

    def _asked(self, choice: Choice) -> _Asked:
        return {
            "speaks": choice.speaks,
            "status": choice.status,
            "free": choice.free or None,
            "today": self.today,
        }

    def languages(self) -> Iterable[str]:
        """List every language that can be asked for: those somebody speaks, and our own readers'."""
        return {*self.register.languages(self.today), *(locale.code for locale in self.services.locales)}

    def entry(self, key: str) -> ServiceReading | None:
        """Read one service for its own page, if it is shown."""
        found = self.register.get(key, self.today)
        return self.services.read(found, whole=True) if found else None

    def _here(self, choice: Choice) -> tuple[Service, ...]:
        """Find the county's own services."""
        return self.register.find(choice.need, self.county, **self._asked(choice)) if self.county else ()

    def _wide(self, choice: Choice) -> tuple[Service, ...]:
        """Find the services for everybody in the state."""
        return self.register.statewide(choice.need, **self._asked(choice))

    def found(self, choice: Choice) -> tuple[Service, ...]:
        """Find what a choice leads to: in a county with the lines for everybody, without one all there is."""
        if self.county:
            return (*self._here(choice), *self._wide(choice))
        return self.register.find(choice.need, **self._asked(choice))

    def part(self, choice: Choice, most: int = MANY) -> Part:
        """Read a part of the services that fit, those that speak the reader's language first.

        Only their order is the reader's: a part names the same services in every language.
        """
        return self._cut(choice, self._here(choice), self._wide(choice), most, self._prefer)

    def overview(self, choice: Choice) -> list[Part]:
        """Read a few services of every need that has any, or, with nothing else chosen, of every need."""
        parts = [self.part(replace(choice, need=need), FEW) for need in NEED_ORDER if need in NEEDS]
        return [part for part in parts if part.total or not choice.is_narrowed]

    @property
    def _prefer(self) -> str | None:
        """The language lists are put in order for; of English nobody has to say that it is spoken."""
        locale = self.services.renderer.locale
        return None if locale.is_source else locale.code

    def _cut(
        self,
        choice: Choice,
        here: tuple[Service, ...],
        wide: tuple[Service, ...],
        most: int,
        prefer: str | None = None,
    ) -> Part:
        begin = (choice.page - 1) * most
        cut = (*here, *wide)[begin : begin + most]
        own = max(0, len(here) - begin)
        return Part(
            choice.need,
            here=self._read(self._order(cut[:own], prefer)),
            wide=self._read(self._order(cut[own:], prefer)),
            own=len(here),
            total=len(here) + len(wide),
            last=max(1, -(-(len(here) + len(wide)) // most)),
            page=choice.page,
        )

    def _order(self, services: tuple[Service, ...], prefer: str | None) -> tuple[Service, ...]:
        return sort_services(services, prefer, self.county) if prefer else services

    def _read(self, services: Iterable[Service]) -> tuple[ServiceReading, ...]:
        return tuple(self.services.read(service, self.county) for service in services)

    def results(self, choice: Choice) -> tuple[Part, Found]:
        """Read what a search found that fits the other choices, the likeliest first."""
        found = self._search(choice.search, self.services.renderer.locale.code)
        fitting = {service.key: service for service in (*self.found(choice), *self._apart(choice))}
        services = tuple(fitting[key] for key in found.keys if key in fitting)
        return self._cut(choice, (), services, MANY), found

    def _apart(self, choice: Choice) -> tuple[Service, ...]:
        """List the crisis lines and federal agencies, which no need leads to and a search may."""
        if self.county or choice.need or choice.is_narrowed:
            return ()
        return (*self.register.crisis(self.today), *self.register.federal(self.today))

    def lacks(self, need: str | None) -> bool:
        """Say whether the whole directory has nothing of a need that may be shown today."""
        return need is not None and not self.register.find(need, today=self.today)

    def crisis(self) -> tuple[ServiceReading, ...]:
        """Read the lines for emergencies and crises, 911 and 988 first."""
        return self._read(self.register.crisis(self.today))

    def federal(self) -> tuple[ServiceReading, ...]:
        """Read the federal agencies."""
        return self._read(self.register.federal(self.today))


@dataclass(frozen=True, slots=True)
class Shelf:
    """The directory, and who reads it out in each language.

    :param register: every service.
    :param renderers: by locale code.
    :param locales: names languages.
    :param clock: tells the day.
    :param search: finds services by what is typed.
    """

    register: Register
    renderers: Mapping[str, Renderer]
    locales: Registry
    clock: Clock
    search: Search

    def reader(self, code: str, county: str | None = None) -> Reader:
        """Give a reader of one language, today."""
        services = ServiceReader(self.register, self.renderers[code], self.locales, self.clock.today())
        return Reader(self, services, county)

    def paths(self) -> list[str]:
        """List what follows the locale in the address of every page that depends on the data, as of today."""
        counties = [f"/help/in/{slug}" for slug in self.register.counties]
        return [*counties, *(f"/help/{service.key}" for service in self.register.shown(self.clock.today()))]


def build_shelf(
    register: Register, folder: Path, renderers: Mapping[str, Renderer], locales: Registry, clock: Clock
) -> Shelf:
    """Put the directory on the shelf, ready to be searched in every language.

    :param folder: the folder of data files, for the words families use.
    :raises DataError: if that file cannot be used.
    """
    synonyms = load_synonyms(folder, renderers, register.counties, register.subkinds)
    labels = {key: subkind.label for key, subkind in register.subkinds.items()}
    towns = load_towns(register.counties)
    index = SearchIndex(
        register.shown(clock.today()), register.counties, synonyms, renderers=renderers, labels=labels, towns=towns
    )
    return Shelf(register, renderers, locales, clock, index.search)
