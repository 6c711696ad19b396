"""What an import would do to the directory: what is new, what changed, what is gone, what is there already.

Nothing is deleted: an entry that has gone from its list becomes inactive, so
that its key is never given to somebody else. An entry whose number, address or
eligibility changed is one that nobody has checked, whatever was checked before.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from portal.data import DataError
from portal.directory.entries import Known, read_service
from portal.directory.importers.drafts import Draft, Problem, Reading
from portal.directory.importers.writing import make_table
from portal.directory.services import Service

_WORD = re.compile(r"[^\w]+")

#: Fields that end an assurance when they change.
CHECKED = ("phones", "locations", "eligibility")

#: So many entries with one number or name are looked at.
MANY = 4

_COMPARED = tuple(name for name in Service.__dataclass_fields__ if name not in {"assurance", "imported"})


@dataclass(slots=True)
class Merge:
    """The outcome, by key.

    :param services: all that the source's file would hold.
    :param changed: names of the fields that differ.
    :param present: entries the directory has as they are, from another list.
    :param cleared: entries whose assurance ends.
    """

    services: dict[str, Service] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    changed: dict[str, list[str]] = field(default_factory=dict)
    unchanged: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    cleared: list[str] = field(default_factory=list)
    duplicates: list[Problem] = field(default_factory=list)
    shared: list[Problem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def fold_name(name: str) -> str:
    """Give a name without case, accents and punctuation, to find it again."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return _WORD.sub(" ", "".join(char for char in plain if not unicodedata.combining(char))).strip()


class _Index:
    """Finds services that may be the same as another, as fast among fifty thousand as among ten."""

    def __init__(self, services: Iterable[Service]) -> None:
        self._found: dict[Hashable, list[Service]] = defaultdict(list)
        for service in services:
            self.add(service)

    def add(self, service: Service) -> None:
        for sign in (*_signs(service), *_numbers(service)):
            # A number of a whole county is in a thousand entries; the first few say as much as all.
            if len(self._found[sign]) < MANY:
                self._found[sign].append(service)

    def same(self, service: Service) -> Service | None:
        """Find the same service: its name with a number or its place, or its number at its very address."""
        return self._first(service, _signs(service))

    def calling(self, service: Service) -> Service | None:
        """Find one with a number of this one."""
        return self._first(service, _numbers(service))

    def _first(self, service: Service, signs: Iterable[Hashable]) -> Service | None:
        found = (other for sign in signs for other in self._found.get(sign, ()))
        return next((other for other in found if other.key != service.key), None)


def _numbers(service: Service) -> Iterator[Hashable]:
    for phone in service.all_phones():
        yield service.need, phone.dial


def _signs(service: Service) -> Iterator[Hashable]:
    """Give everything that two entries of one service would have in common."""
    name = (service.need, fold_name(service.name))
    dials = {phone.dial for phone in service.all_phones()}
    streets = {(fold_name(place.address), place.postal_code[:5]) for place in service.locations if place.postal_code}
    for dial in dials:
        yield "number", name, dial
        for street in streets:
            yield "door", service.need, dial, street
    for _, zip_code in streets:
        yield "place", name, zip_code
    if not streets:
        yield "area", name, service.area, frozenset(service.counties())


def settle(reading: Reading, known: Known, file: str) -> list[Draft]:
    """Hold each draft to what the portal will say when it reads the file; give those it will take.

    :param reading: gets the problems of the others.
    :param file: the name of the file they will stand in.
    """
    settled: dict[str, Draft] = {}
    for draft in reading.drafts:
        key = draft.service.key
        if key in settled:
            problem = f"It has the key {key}, as {settled[key].place} has."
            reading.problems.append(
                Problem(draft.place, "key", problem, "Keep one of the two, or give it another key.")
            )
            continue
        try:
            service = read_service(file, key, make_table(draft.service), known, imported=True)
        except DataError as error:
            name = error.entry.removeprefix(key).strip(", .") or "entry"
            reading.problems.append(Problem(draft.place, name, error.problem, error.cure))
        else:
            settled[key] = replace(draft, service=service)
    return list(settled.values())


def find_changes(before: Service, after: Service) -> list[str]:
    """Name the fields in which two versions of an entry differ."""
    return [name for name in _COMPARED if _plain(getattr(before, name)) != _plain(getattr(after, name))]


def _plain(value: object) -> object:
    # Two versions may carry different words to translators, which is no change of the entry.
    return getattr(value, "text", value)


def retire(service: Service) -> Service:
    """Take an entry that has gone from its list off the pages."""
    return replace(service, active=False)


def merge(
    drafts: Iterable[Draft],
    previous: Mapping[str, Service],
    others: Mapping[str, Service],
    leave: Callable[[Service], Service] = retire,
) -> Merge:
    """Compare what was read with what is there. One of the project's entries gives way to another with its key.

    :param drafts: settled.
    :param previous: what the last import from the same list wrote.
    :param others: the rest of the directory.
    :param leave: makes an entry what it is once it has gone from the list.
    """
    found = Merge()
    elsewhere, here = _Index(others.values()), _Index(())
    for draft in drafts:
        service = draft.service
        before = previous.get(service.key) or others.get(service.key)
        if service.key not in previous and before is not None:
            if not find_changes(before, service):
                found.present.append(service.key)
                continue
            if before.imported:
                problem = f"Another of your files has the key {service.key}."
                found.duplicates.append(Problem(draft.place, "key", problem, "It is left out. Remove it from one."))
                continue
        same = here.same(service) or (None if before else elsewhere.same(service))
        if same is not None:
            found.duplicates.append(_duplicate(draft, same))
            continue
        other = elsewhere.calling(service)
        found.shared += [_shared(draft, other)] if other else []
        here.add(service)
        _note(found, service, before)
    for key in sorted(set(previous) - set(found.services)):
        found.services[key] = leave(previous[key])
        if found.services[key] != previous[key]:
            found.gone.append(key)
    return found


def _note(found: Merge, service: Service, before: Service | None) -> None:
    found.services[service.key] = service
    if before is None:
        found.added.append(service.key)
        return
    changes = find_changes(before, service)
    if not changes:
        found.unchanged.append(service.key)
        return
    found.changed[service.key] = changes
    if set(changes) & set(CHECKED):
        found.cleared.append(service.key)


def _duplicate(draft: Draft, other: Service) -> Problem:
    problem = f"“{draft.service.name}” is in the directory already, as {other.key}."
    return Problem(draft.place, "entry", problem, "It is left out. Give it that key to replace the entry.")


def _shared(draft: Draft, other: Service) -> Problem:
    problem = f"“{draft.service.name}” has a number of {other.key}."
    return Problem(draft.place, "phones", problem, "It is kept. Make sure that they are two services.")
