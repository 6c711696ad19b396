"""The whole directory, asked by pages, search and exports; what it says depends on nothing but the day.

It is made once at start. A day's list of what may be shown is kept until the
next day asks.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.content.markdown import Message
from portal.directory.counties import County, load_counties
from portal.directory.counting import Counts, count
from portal.directory.freshness import PhoneState, is_shown, is_waiting, phone_state
from portal.directory.kept_out import KeptOut, load_kept_out
from portal.directory.loading import load_services
from portal.directory.matching import APART, Wish, fits, is_statewide, languages_of, sort_services
from portal.directory.services import CRISIS, FEDERAL, Service
from portal.directory.subkinds import Subkind, load_subkinds

COUNTY_LINE = "county-mental-health-plan"

#: What stands beside a folded number, where its own need has nothing for all of California.
_FALLBACKS = {
    "mental-health": "988-lifeline",
    "legal-aid": "immigration-legal-directory",
    "rapid-response": "immigration-legal-directory",
}


@dataclass(frozen=True, slots=True)
class Register:
    """All services and everything they refer to.

    :param services: by key, shown or not; what the day or a missing check hides is asked of :meth:`shown`.
    :param counties: by slug, in alphabetical order.
    :param subkinds: by key.
    :param kept_out: what is known and not shown.
    """

    services: Mapping[str, Service]
    counties: Mapping[str, County]
    subkinds: Mapping[str, Subkind]
    kept_out: tuple[KeptOut, ...] = ()
    _days: dict[date, tuple[Service, ...]] = field(default_factory=dict, repr=False, compare=False)

    def shown(self, today: date) -> tuple[Service, ...]:
        """List every service that has a page, in reading order."""
        services = self._days.get(today)
        if services is None:
            services = sort_services(service for service in self.services.values() if is_shown(service, today))
            self._days.clear()
            self._days[today] = services
        return services

    def get(self, key: str, today: date) -> Service | None:
        """Give a service that has a page."""
        service = self.services.get(key)
        return service if service is not None and is_shown(service, today) else None

    def waiting(self, today: date) -> tuple[Service, ...]:
        """List every service that would have a page if somebody called it, in reading order."""
        return sort_services(service for service in self.services.values() if is_waiting(service, today))

    def find(
        self,
        need: str | None = None,
        county: str | None = None,
        speaks: str | None = None,
        status: str | None = None,
        free: bool | None = None,
        *,
        today: date,
        prefer: str | None = None,
    ) -> tuple[Service, ...]:
        """Find services; with a county its own alone, else those of all counties and of the whole state.

        Crisis lines and federal agencies are found only when asked for as the need.

        :param status: ``any``, for what is open to any immigration status.
        :param prefer: a reader's language; those that speak it come first in each group.
        """
        wish = Wish(need, county, speaks, status, bool(free))
        found = tuple(service for service in self.shown(today) if fits(service, wish))
        return sort_services(found, prefer, county) if prefer or county else found

    def statewide(
        self,
        need: str | None = None,
        speaks: str | None = None,
        status: str | None = None,
        free: bool | None = None,
        *,
        today: date,
        prefer: str | None = None,
    ) -> tuple[Service, ...]:
        """Find services for all of California, the state's before the nation's; to stand below a county's own."""
        found = self.find(need, None, speaks, status, free, today=today, prefer=prefer)
        return tuple(service for service in found if is_statewide(service))

    def counts(
        self,
        need: str | None = None,
        county: str | None = None,
        speaks: str | None = None,
        status: str | None = None,
        free: bool | None = None,
        *,
        today: date,
    ) -> Counts:
        """Count what each further choice would show."""
        return count(self.shown(today), Wish(need, county, speaks, status, bool(free)), self.counties)

    def languages(self, today: date) -> dict[str, int]:
        """Count the services of each language that staff speak, most first."""
        spoken: dict[str, int] = {}
        for service in self.shown(today):
            for language in languages_of(service) if service.need not in APART else ():
                spoken[language] = spoken.get(language, 0) + 1
        return dict(sorted(spoken.items(), key=lambda item: (-item[1], item[0])))

    def crisis(self, today: date) -> tuple[Service, ...]:
        """List the lines for emergencies and crises, 911 and 988 first."""
        return tuple(sorted(self.find(CRISIS, today=today), key=lambda service: not service.is_evergreen))

    def federal(self, today: date) -> tuple[Service, ...]:
        """List the federal agencies, which are no help and stand apart with a warning."""
        return self.find(FEDERAL, today=today)

    def county_line(self, county: str, today: date) -> Service | None:
        """Give the behavioral-health line of a county."""
        found = self.find("mental-health", county, today=today)
        return next((service for service in found if service.subkind == COUNTY_LINE), None)

    def phone_state(self, service: Service, today: date) -> PhoneState:
        """Say how the numbers of a service may be shown."""
        return phone_state(service, today)

    def fallback_line(self, service: Service, today: date) -> Service | None:
        """Give what is for all of California to stand beside a folded number: a line, or else a website.

        None for consulates, since another country's is no help, and where
        nothing of the need may itself be shown.
        """
        if service.need == "consulates":
            return None
        instead = self.get(_FALLBACKS.get(service.need, ""), today)
        lines = [*([instead] if instead else []), *self.statewide(service.need, today=today)]
        usable = [line for line in lines if line.key != service.key and phone_state(line, today) != "folded"]
        return next((line for line in usable if line.phones), usable[0] if usable else None)

    def messages(self) -> tuple[Message, ...]:
        """List every message of the project's own services and kinds; imported sentences are data."""
        own = (service for service in self.services.values() if not service.imported)
        said = (message for service in own for message in service.messages())
        kinds = (message for subkind in self.subkinds.values() for message in subkind.messages())
        return tuple(dict.fromkeys((*kinds, *said)))


def load_register(folder: Path, instance: Path | None = None) -> Register:
    """Read the whole directory.

    :param folder: the folder of data files.
    :param instance: the operator's own folder, if there is one.
    :raises DataError: naming file, entry and cure of the first mistake.
    """
    counties, subkinds = load_counties(folder), load_subkinds(folder)
    services = load_services(folder, instance, counties, subkinds)
    return Register(services, counties, subkinds, load_kept_out(folder))
