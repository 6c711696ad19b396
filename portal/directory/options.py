"""Every choice the directory offers beside what is chosen, each with how many services it leads to."""

from collections import Counter
from dataclasses import dataclass, replace

from portal.directory.choosing import ANY, Choice
from portal.directory.counties import REGIONS
from portal.directory.languages import LanguageName
from portal.directory.matching import is_statewide, languages_of
from portal.directory.services import NEEDS
from portal.directory.shelf import Reader


@dataclass(frozen=True, slots=True)
class Option:
    """A choice that can be made.

    :param value: what the address says.
    :param choice: what is chosen once it is made.
    :param count: how many services it leads to.
    :param chosen: whether it is made already; then ``choice`` takes it back.
    """

    value: str
    choice: Choice
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class LanguageOption:
    """A language that staff somewhere speak."""

    option: Option
    name: LanguageName


@dataclass(frozen=True, slots=True)
class CountyOption:
    """A county, with how many services of its own it has.

    :param name: with “County”, in English.
    """

    slug: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Region:
    """Counties that lie together."""

    key: str
    counties: tuple[CountyOption, ...]

    @property
    def count(self) -> int:
        """Count the counties that have something."""
        return sum(county.count > 0 for county in self.counties)


class Options:
    """The choices of one reader who has made some already."""

    def __init__(self, reader: Reader, choice: Choice) -> None:
        self._reader = reader
        self._choice = replace(choice, page=1)

    def _option(self, value: str, choice: Choice, *, chosen: bool) -> Option:
        return Option(value, choice, len(self._reader.found(choice)), chosen)

    def needs(self) -> tuple[Option, ...]:
        """Offer every need; the one that is chosen leads back to all."""
        now = self._choice.need
        return tuple(
            self._option(need, replace(self._choice, need=None if need == now else need), chosen=need == now)
            for need in NEEDS
        )

    def status(self) -> Option:
        """Offer only what is open to any immigration status."""
        chosen = self._choice.status == ANY
        return self._option(ANY, replace(self._choice, status=None if chosen else ANY), chosen=chosen)

    def free(self) -> Option:
        """Offer only what is known to cost nothing."""
        chosen = self._choice.free
        return self._option("yes", replace(self._choice, free=not chosen), chosen=chosen)

    def languages(self) -> tuple[LanguageOption, ...]:
        """Offer the languages of staff, the one spoken by most first."""
        now = self._choice.speaks
        found = self._reader.found(replace(self._choice, speaks=None))
        counted = Counter(language for service in found for language in languages_of(service))
        if now:
            counted.setdefault(now, 0)
        order = sorted(counted, key=lambda code: (code != now, -counted[code], code))
        return tuple(
            LanguageOption(
                Option(code, replace(self._choice, speaks=None if code == now else code), counted[code], code == now),
                self._reader.services.name(code),
            )
            for code in order
        )

    def regions(self) -> tuple[Region, ...]:
        """Offer every county, by region."""
        found = self._reader.found(self._choice)
        counts = Counter(slug for service in found if not is_statewide(service) for slug in service.counties())
        counties = self._reader.register.counties.values()
        return tuple(
            Region(
                region,
                tuple(
                    CountyOption(county.slug, county.full_name, counts[county.slug])
                    for county in counties
                    if county.region == region
                ),
            )
            for region in REGIONS
        )
