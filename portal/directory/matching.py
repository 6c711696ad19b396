"""Which services fit what somebody is looking for, and in which order they are read.

“Not known” never counts as yes: a service without a listed language is not
found under any, and one whose rule about immigration status nobody knows is
not open to all.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from portal.directory.services import CRISIS, FEDERAL, Phone, Service

#: In a county: who comes at once, who defends, then care, money and the rest.
NEED_ORDER = (
    CRISIS,
    "rapid-response",
    "legal-aid",
    "mental-health",
    "coverage",
    "basic-needs",
    "consulates",
    FEDERAL,
)

_SCOPE_ORDER = {"counties": 0, "office": 0, "state": 1, "national": 2}

#: They have their own blocks and are no choice among the needs.
APART = frozenset({CRISIS, FEDERAL})

#: A consulate serves its own nationals and may put others at risk, so it is never “open to everybody”.
_NEVER_ANY = frozenset({"consulates", FEDERAL})


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; nothing chosen means everything.

    :param need: one of the needs.
    :param county: slug; services of this county alone.
    :param speaks: language of staff, BCP 47.
    :param status: ``any``, for what is open to any immigration status.
    :param free: only what a source says costs nothing.
    """

    need: str | None = None
    county: str | None = None
    speaks: str | None = None
    status: str | None = None
    free: bool = False


def is_statewide(service: Service) -> bool:
    """Say whether a service is for all of California."""
    return service.area.scope in {"state", "national"}


def covers(listed: str, wanted: str) -> bool:
    """Say whether a listed language serves a reader of another.

    ``zh``, Chinese with nothing said about its writing, serves readers of
    ``zh-Hant`` and ``zh-Hans``; those two do not serve each other.
    """
    return listed == wanted or wanted.startswith(f"{listed}-") or listed.startswith(f"{wanted}-")


def languages_of(service: Service) -> frozenset[str]:
    """List the languages of a service's staff and of its single lines."""
    lines = (language for phone in service.all_phones() for language in phone.languages)
    return frozenset((*service.languages, *lines))


def serves_language(service: Service, wanted: str) -> bool:
    """Say whether staff, or one line, speak a language."""
    return any(covers(listed, wanted) for listed in languages_of(service))


def order_phones(phones: Iterable[Phone], wanted: str) -> tuple[Phone, ...]:
    """Put lines in a reader's language first, those for anybody next and other languages' last."""

    def rank(phone: Phone) -> int:
        if not phone.languages:
            return 1
        return 0 if any(covers(listed, wanted) for listed in phone.languages) else 2

    return tuple(sorted(phones, key=rank))


def fits(service: Service, wish: Wish) -> bool:
    """Say whether a service is what somebody looks for."""
    if service.need != wish.need if wish.need else service.need in APART:
        return False
    if wish.county and (is_statewide(service) or wish.county not in service.counties()):
        return False
    if wish.speaks and not serves_language(service, wish.speaks):
        return False
    if wish.status and not has_status(service, wish.status):
        return False
    return service.free or not wish.free


def has_status(service: Service, status: str) -> bool:
    """Say whether a service is known to treat immigration status so."""
    return service.immigration_status == status and not (status == "any" and service.need in _NEVER_ANY)


def sort_services(
    services: Iterable[Service], prefer: str | None = None, county: str | None = None
) -> tuple[Service, ...]:
    """Put services in reading order: by need, the county's own before the state's, then by name.

    :param prefer: a reader's language; within a group, those that speak it come first.
    :param county: slug; what is for this county comes before what only has an office there.
    """

    def rank(service: Service) -> tuple[int, int, bool, bool, str, str]:
        foreign = prefer is not None and not serves_language(service, prefer)
        return (
            NEED_ORDER.index(service.need),
            _SCOPE_ORDER[service.area.scope],
            county is not None and county not in service.area.counties,
            foreign,
            service.name.casefold(),
            service.key,
        )

    return tuple(sorted(services, key=rank))
