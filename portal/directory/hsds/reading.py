"""From HSDS services, ours or anybody's, to drafts of entries.

Our own attributes give back everything an export wrote. What another system
says in its own way is taken where it can be shown here, noted where it is left
out, and never guessed: a service without a place, a number that is no number,
or a need nobody named costs that service and no other.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from portal.content.markdown import Message
from portal.directory.hsds.attributes import Attributes
from portal.directory.hsds.calling import read_languages, read_phones
from portal.directory.hsds.opening import read_schedules
from portal.directory.hsds.packages import Package
from portal.directory.hsds.reaching import read_area, read_locations
from portal.directory.hsds.vocabulary import Json
from portal.directory.importers.drafts import (
    MAX_TEXT,
    Draft,
    Origin,
    Problem,
    Reading,
    Unusable,
    clean,
    find_subkind,
    make_key,
    make_message,
    optional,
    read_email,
    read_web,
    required,
    shorten,
)
from portal.directory.importers.places import Places
from portal.directory.services import Assurance, Listing, Service
from portal.directory.subkinds import Subkind
from portal.directory.wording import KEY, MAX_IMPORTED_WORDS, MAX_KEY


class Reader:
    """Reads services of a package.

    :param places: finds counties.
    :param subkinds: the kinds a service may be of.
    :param origin: what the operator says of the file.
    """

    def __init__(self, places: Places, subkinds: Mapping[str, Subkind], origin: Origin) -> None:
        self.places = places
        self.subkinds = subkinds
        self.origin = origin

    def read(self, package: Package) -> Reading:
        """Read every service that can be used."""
        reading = Reading(problems=list(package.problems))
        for place, found in package.services:
            try:
                draft = _ServiceReader(self, place, found).draft()
            except Unusable as error:
                reading.problems.append(error.at(place))
            else:
                reading.drafts.append(draft)
                reading.notes += draft.notes
        return reading


class _ServiceReader:
    """One service being read."""

    def __init__(self, reader: Reader, place: str, found: Json) -> None:
        self._reader = reader
        self._place = place
        self._found = found
        self._notes: list[Problem] = []
        self._own = Attributes(found)
        self._name = required("name", found.get("name"))
        self._key = self._find_key()

    def _find_key(self) -> str:
        key = self._own.get("key")
        if key is None:
            return make_key(self._name[:60], self._found["id"][:8])
        if not KEY.fullmatch(key) or len(key) > MAX_KEY:
            raise Unusable("key", "It is no key of an entry.", "Write small letters, digits and hyphens.")
        return key

    def _note(self, name: str, problem: str) -> None:
        self._notes.append(Problem(self._place, name, problem, "It is left out."))

    def draft(self) -> Draft:
        """Make the draft.

        :raises Unusable: if the service cannot be shown.
        """
        found, own = self._found, self._own
        organization = found.get("organization", {})
        need = own.need or self._reader.origin.need
        if need is None:
            raise Unusable("need", "Nothing says what need it is for.", "Name it with --need.")
        schedules, hours = read_schedules(found.get("schedules", ()), self._note)
        locations = read_locations(
            found.get("service_at_locations", ()), self._reader.places, self._message, self._own_listing, self._note
        )
        # An organization's number is better than none.
        phones = found.get("phones") or organization.get("phones") or ()
        service = Service(
            key=self._key,
            name=self._name,
            need=need,
            subkind=self._subkind().key,
            description=self._description(),
            area=read_area(found.get("service_areas", ()), own, locations, self._reader.places, self._note),
            listing=self._listing(),
            phones=read_phones(phones, self._message, self._note),
            locations=locations,
            schedules=schedules,
            languages=read_languages(found.get("languages", ()), self._note),
            immigration_status=own.status or "ask",
            alternate_names=self._alternate_names(),
            hours_note=self._message("hours-note", hours, own),
            eligibility=self._message("eligibility", found.get("eligibility_description"), own),
            interpreters=self._message("interpreters", found.get("interpretation_services"), own),
            alert=self._message("alert", found.get("alert"), own),
            website=read_web("url", found.get("url") or organization.get("website")),
            email=read_email("email", found.get("email") or organization.get("email")),
            free=any(cost.get("amount") == 0 for cost in found.get("cost_options", ())),
            lsc_funded=own.get("lsc-funded") == "yes",
            contractor=own.get("contractor") == "yes",
            recognized_until=self._day("recognized-until"),
            active=found["status"] == "active",
            assurance=self._assurance(),
            tags=tuple(clean("tag", tag) for tag in own.all("tag")),
        )
        return Draft(self._place, service, tuple(self._notes))

    def _subkind(self) -> Subkind:
        name = self._own.kind or self._reader.origin.subkind
        if not name:
            raise Unusable("subkind", "Nothing says what kind of service it is.", "Name it with --subkind.")
        return find_subkind(name, self._reader.subkinds)

    def _description(self) -> Message:
        organization = self._found.get("organization", {})
        text = self._found.get("description") or organization.get("description")
        own = self._message("description", text, self._own)
        shared = self._subkind().shared.get("description")
        if own is None and shared is None:
            raise Unusable("description", "It is missing.", "Say in a sentence what it offers.")
        return own or shared  # type: ignore[return-value]

    def _message(self, name: str, text: str | None, own: Attributes) -> Message | None:
        """Give the message an export kept, or make one of a plain text."""
        kept = self._kept(name, own.get(f"message-{name}"))
        if kept:
            return kept
        words = optional(name, text, MAX_TEXT)
        if words is None:
            return None
        short, cut = shorten(words)
        if cut:
            problem = f"It has over {MAX_IMPORTED_WORDS} words."
            self._notes.append(Problem(self._place, name, problem, "Its first sentences are kept."))
        return make_message(f"help/{self._key}", short)

    def _kept(self, name: str, value: str | None) -> Message | None:
        context, _, text = (value or "").partition("\n")
        subkind = self._reader.subkinds.get(context.removeprefix("help/subkind/"))
        shared = subkind.shared.get(name.replace("-", "_")) if subkind else None
        if shared and shared.context == context and shared.text == text:
            return shared
        # Somebody else may have written this; like all of it, it is held to the rules of an operator's file later.
        good = context == f"help/{self._key}" and clean(name, text, MAX_TEXT) == text
        return Message(context, text) if good else None

    def _alternate_names(self) -> tuple[str, ...]:
        first = optional("alternate_name", self._found.get("alternate_name"))
        rest = [clean("alternate-name", name) for name in self._own.all("alternate-name")]
        return tuple(dict.fromkeys([*([first] if first else []), *rest]))

    def _listing(self) -> Listing:
        known = self._found.get("assured_date") or self._found.get("last_modified") or ""
        kept = self._own_listing(self._own)
        # Another organization's check is when its list was right, and no check of ours.
        return kept or self._reader.origin.listing(day=self._reader.origin.day or known[:10])

    def _own_listing(self, own: Attributes) -> Listing | None:
        publisher, url, day = own.get("publisher"), own.get("publisher-url"), own.get("listing-date")
        if publisher is None:
            return None
        copied = own.get("copied") == "yes"
        if day is None:
            # An export gives no date where a list has none, and the date of a whole file would make the list look new.
            return Listing(clean("publisher", publisher), read_web("publisher-url", url), None, copied)
        return replace(Origin(publisher, url, day).listing(), copied=copied)

    def _day(self, code: str) -> date | None:
        text = self._own.get(code)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            raise Unusable(code, f"“{text}” is no date.", "Write it like 2026-11-22.") from None

    def _assurance(self) -> Assurance | None:
        role, day = self._own.get("assured-by"), self._found.get("assured_date")
        return Assurance(date.fromisoformat(day), clean("assured-by", role)) if role and day else None
