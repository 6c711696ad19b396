"""What the HSDA answers, without knowing how it is asked: lists in pages, and one object by its id.

Everything is made from what pages show on the day, so the two can never say
different things. Objects are written when they are asked for; only their ids
are kept, for a directory may have fifty thousand entries.
"""

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from portal.directory.hsds.changes import find_modified
from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.objects import RESOURCES
from portal.directory.hsds.vocabulary import (
    NEED_TERMS,
    RECORD_TERMS,
    STATUS_TERMS,
    TAXONOMIES,
    Json,
    Term,
    make_id,
)
from portal.directory.services import Service

#: Made when its page of a list is sent.
Make = Callable[[], Json]


@dataclass(frozen=True, slots=True)
class Wish:
    """What of a list is asked for; nothing means everything.

    :param search: words, each of which has to be there.
    :param modified_after: entries whose last change nobody can date are always given.
    """

    search: str | None = None
    term: str | None = None
    taxonomy: str | None = None
    organization: str | None = None
    modified_after: datetime | None = None


def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def _has_words(folded: str, search: str | None) -> bool:
    return all(word in folded for word in _fold(search or "").split())


def _terms(service: Service) -> list[Term]:
    """List the terms a service can be found by: its need, its kind, its status and the marks it has."""
    marks = {"lsc-funded": service.lsc_funded, "contractor": service.contractor, "copied": service.listing.copied}
    given = {"recognized-until": service.recognized_until, "assured-by": service.assurance, "tag": service.tags}
    dated = {"listing-date": service.listing.date}
    record = [code for code, there in {**dated, **marks, **given}.items() if there]
    codes = ["key", "publisher", *record]
    return [
        NEED_TERMS[service.need],
        STATUS_TERMS[service.immigration_status],
        *(RECORD_TERMS[code] for code in codes),
    ]


class Day:
    """The directory as it is on one day.

    :param services: those that pages show.
    """

    def __init__(self, exporter: Exporter, services: Sequence[Service]) -> None:
        self.exporter = exporter
        self.services = services
        self._by_id: dict[str, Service] | None = None
        self._words: dict[str, str] = {}

    def _find(self, key: str) -> Service | None:
        found = self._by_id
        if found is None:
            # Filled before others see it: half an index would answer 404 for what is there.
            found = {}
            for service in self.services:
                own = (make_id(kind, service.key) for kind in ("service", "organization"))
                found.update(dict.fromkeys((*own, *self.exporter.place_ids(service)), service))
            self._by_id = found
        return found.get(key)

    def find_services(self, wish: Wish) -> list[Service]:
        """List the services that fit."""
        return [service for service in self.services if self._fits(service, wish)]

    def _fits(self, service: Service, wish: Wish) -> bool:
        if wish.organization and make_id("organization", service.key) != wish.organization:
            return False
        if wish.term or wish.taxonomy:
            terms = [self.exporter.kind(service.subkind), *_terms(service)]
            if wish.term and wish.term not in {term.id for term in terms}:
                return False
            if wish.taxonomy and wish.taxonomy not in {term.taxonomy.id for term in terms}:
                return False
        if wish.modified_after:
            moment = find_modified(service)
            if moment and datetime.fromisoformat(moment) < wish.modified_after:
                return False
        return not wish.search or _has_words(self._find_words(service), wish.search)

    def _find_words(self, service: Service) -> str:
        words = self._words.get(service.key)
        if words is None:
            cities = (place.city for place in service.locations)
            said = self.exporter.say(service.description)
            words = self._words[service.key] = _fold(" ".join((service.name, *service.alternate_names, said, *cities)))
        return words

    def service(self, key: str) -> Json | None:
        """Give one service with everything that hangs on it."""
        service = self._find(key)
        return self.exporter.service(service) if service and make_id("service", service.key) == key else None

    def organization(self, key: str, *, whole: bool) -> Json | None:
        """Give one organization with its services.

        :param whole: with everything that hangs on each service.
        """
        service = self._find(key)
        if not service or make_id("organization", service.key) != key:
            return None
        return nest_organization(self.exporter.service(service), whole=whole)

    def places(self, wish: Wish) -> list[tuple[Service, int]]:
        """List the offices of services that fit, each as its service and its position there."""
        return [(service, at) for service in self.find_services(wish) for at in range(len(service.locations))]

    def place(self, key: str) -> Json | None:
        """Give one office of a service."""
        service = self._find(key)
        places = self.exporter.place_ids(service) if service else []
        return self.place_at(service, places.index(key), whole=True) if service and key in places else None

    def place_at(self, service: Service, at: int, *, whole: bool) -> Json:
        """Give an office of a service by its position.

        :param whole: with everything that hangs on it.
        """
        written = self.exporter.service(service)
        place: Json = written["service_at_locations"][at]
        return {**(place if whole else flatten("service_at_location", place)), "service": flatten("service", written)}

    def terms(self) -> list[Term]:
        """List every term, those of kinds where something is of the kind."""
        kinds = sorted({service.subkind for service in self.services})
        return [
            *NEED_TERMS.values(),
            *(self.exporter.kind(kind) for kind in kinds),
            *STATUS_TERMS.values(),
            *RECORD_TERMS.values(),
        ]

    def find_terms(self, wish: Wish) -> list[Json]:
        """List the terms that fit."""
        return [
            term.object()
            for term in self.terms()
            if wish.taxonomy in {None, term.taxonomy.id}
            and _has_words(_fold(f"{term.name} {term.description}"), wish.search)
        ]

    def find_taxonomies(self, wish: Wish) -> list[Json]:
        """List the taxonomies that fit."""
        return [
            taxonomy.object()
            for taxonomy in TAXONOMIES
            if _has_words(_fold(f"{taxonomy.name} {taxonomy.description}"), wish.search)
        ]


def flatten(kind: str, found: Json) -> Json:
    """Give only what an object has once: its own fields, and the organization of a service."""
    own = {name: found[name] for name in RESOURCES[kind].columns if name in found}
    for part, other in RESOURCES[kind].parts.items():
        if part in found:
            own[part] = flatten(other, found[part])
    return own


def nest_organization(service: Json, *, whole: bool) -> Json:
    """Turn a service round: its organization, with the service in it."""
    organization: Json = service["organization"]
    inner = {name: value for name, value in service.items() if name != "organization"}
    short = {name: service[name] for name in ("id", "name", "status")}
    return {**organization, "services": [inner if whole else short]}


def cut_page(found: Sequence[Make], number: int, size: int) -> Json:
    """Give one page of a list, as HSDA frames it.

    :param number: from 1; a page behind the last is empty.
    """
    pages = -(-len(found) // size)
    contents = [make() for make in found[(number - 1) * size : number * size]]
    return {
        "total_items": len(found),
        "total_pages": pages,
        "page_number": number,
        "size": len(contents),
        "first_page": number == 1,
        "last_page": number >= pages,
        "empty": not contents,
        "contents": contents,
    }


def summarize(services: Iterable[Service]) -> list[Json]:
    """Give ids and days of change alone, for whoever keeps a copy up to date."""
    return [
        {"id": make_id("service", service.key), **({"modified_date": moment} if moment else {})}
        for service in services
        for moment in [find_modified(service)]
    ]


class Days:
    """Gives the directory of the day, made once a day.

    :param today: the site's clock.
    :param shown: what pages show on a day.
    """

    def __init__(
        self, exporter: Exporter, today: Callable[[], date], shown: Callable[[date], Sequence[Service]]
    ) -> None:
        self._exporter = exporter
        self._today = today
        self._shown = shown
        self._made: tuple[date, Day] | None = None

    def now(self) -> Day:
        """Give the directory as it is today."""
        today = self._today()
        if self._made is None or self._made[0] != today:
            self._made = (today, Day(self._exporter, self._shown(today)))
        return self._made[1]
