"""How many services stand behind each choice, so that nobody taps a choice and finds nothing.

Every count is what that choice would show with everything else left as
chosen; it is made from the same question as the list itself.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from portal.directory.matching import Wish, fits, has_status, is_statewide, languages_of
from portal.directory.services import NEEDS, Service


@dataclass(frozen=True, slots=True)
class Counts:
    """How many there are.

    :param total: that fit what is chosen, of this county where one is.
    :param needs: by need.
    :param counties: by county; statewide services are not counted here.
    :param languages: by language as listed, only those that somebody speaks.
    :param open_to_any: that are open to any immigration status.
    :param free: that are known to cost nothing.
    :param statewide: that are for all of California, by need.
    """

    total: int
    needs: Mapping[str, int]
    counties: Mapping[str, int]
    languages: Mapping[str, int]
    open_to_any: int
    free: int
    statewide: Mapping[str, int]


def count(services: Iterable[Service], wish: Wish, counties: Iterable[str]) -> Counts:
    """Count what each choice would show.

    :param services: those on pages.
    :param wish: what is chosen so far; it does not count against itself.
    :param counties: slugs, each of which is in the answer.
    """
    shown = tuple(services)

    def left(**changes: object) -> list[Service]:
        wanted = replace(wish, **changes)  # type: ignore[arg-type]
        return [service for service in shown if fits(service, wanted)]

    needs = Counter[str](service.need for service in left(need=None))
    places = Counter(slug for service in left(county=None) if not is_statewide(service) for slug in service.counties())
    spoken = Counter(language for service in left(speaks=None) for language in languages_of(service))
    everywhere = Counter[str](service.need for service in left(need=None, county=None) if is_statewide(service))
    return Counts(
        total=len(left()),
        needs={need: needs[need] for need in NEEDS},
        counties={slug: places[slug] for slug in counties},
        languages=dict(sorted(spoken.items())),
        open_to_any=sum(has_status(service, "any") for service in left(status=None)),
        free=sum(service.free for service in left(free=False)),
        statewide={need: everywhere[need] for need in NEEDS},
    )
