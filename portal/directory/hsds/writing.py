"""One entry written as an HSDS service, with its organization, offices, numbers and attributes.

What HSDS has no field for goes into attributes with terms of our own. Two
things are never written that nobody knows: an assured date where no person of
the operator's has confirmed the entry, and a service area where only the place
of an office is known.
"""

from collections.abc import Callable, Iterable, Mapping

from portal.content.markdown import Message
from portal.directory.counties import County
from portal.directory.hsds.changes import find_modified
from portal.directory.hsds.vocabulary import (
    NEED_TERMS,
    RECORD_TERMS,
    STATUS_TERMS,
    Json,
    Term,
    kind_term,
    make_id,
)
from portal.directory.services import Listing, Location, Phone, Schedule, Service

#: Says a message in English as plain text.
Say = Callable[[Message], str]

#: Winter’s distance from UTC. HSDS wants one; for people the description counts.
OFFSET = "-08:00"
TIMEZONE = -8

STATE = ("California", "fips:06")
NATION = ("United States", "iso3166:US")


class ServiceWriter:
    """One service being written; keeps its ids apart.

    :param counties: by slug.
    :param say: says a message in English.
    :param kinds: names of the subkinds in English.
    :param service: the entry.
    """

    def __init__(self, counties: Mapping[str, County], say: Say, kinds: Mapping[str, str], service: Service) -> None:
        self._counties = counties
        self._say = say
        self._kinds = kinds
        self._of = service
        self._given: set[str] = set()

    def _id(self, *parts: str) -> str:
        """Make an id; the second thing of the same name gets one of its own."""
        found = make_id(*parts)
        turn = 1
        while found in self._given:
            turn += 1
            found = make_id(*parts, str(turn))
        self._given.add(found)
        return found

    def service(self) -> Json:
        """Write the service with everything that hangs on it."""
        of = self._of
        own = self._id("service", of.key)
        organization = self._organization()
        written: Json = {
            "id": own,
            "organization_id": organization["id"],
            "name": of.name,
            "alternate_name": of.alternate_names[0] if of.alternate_names else None,
            "description": self._say(of.description),
            "url": of.website,
            "email": of.email,
            "status": "active" if of.active else "inactive",
            "interpretation_services": self._said(of.interpreters),
            "eligibility_description": self._said(of.eligibility),
            "assured_date": of.assurance.day.isoformat() if of.assurance else None,
            "alert": self._said(of.alert),
            "last_modified": find_modified(of),
            "organization": organization,
            "phones": [self._phone(phone, own, "service_id", own) for phone in of.phones],
            "schedules": self._schedules(own),
            "service_areas": self._areas(own),
            "service_at_locations": [self._place(place, own, organization["id"]) for place in of.locations],
            "languages": [self._language(code, own, "service_id") for code in of.languages],
            "cost_options": self._costs(own),
        }
        return _filled({**written, "attributes": self._attributes(own)})

    def _said(self, message: Message | None) -> str | None:
        return self._say(message) if message else None

    def _organization(self) -> Json:
        of = self._of
        return _filled(
            {
                "id": self._id("organization", of.key),
                "name": of.name,
                "alternate_name": of.alternate_names[0] if of.alternate_names else None,
                "description": self._say(of.description),
                "email": of.email,
                "website": of.website,
            }
        )

    def _attribute(self, term: Term, link: str, entity: str, value: str | None = None) -> Json:
        return _filled(
            {
                "id": self._id("attribute", link, term.id, value or ""),
                "link_id": link,
                "taxonomy_term_id": term.id,
                "link_type": "attribute",
                "link_entity": entity,
                "value": value,
                "taxonomy_term": term.object(),
            }
        )

    def _record(self, values: Iterable[tuple[str, str | None]], link: str, entity: str) -> list[Json]:
        """Write attributes of the record for those values there are."""
        return [self._attribute(RECORD_TERMS[code], link, entity, value) for code, value in values if value]

    def _message(self, code: str, message: Message | None) -> tuple[str, str | None]:
        """Keep a message whose plain text does not say all of it: its references, its marks, or its context."""
        plain = message is None or (message.context == f"help/{self._of.key}" and self._say(message) == message.text)
        return f"message-{code}", None if plain or not message else f"{message.context}\n{message.text}"

    def _attributes(self, own: str) -> list[Json]:
        of = self._of
        kind = kind_term(of.subkind, self._kinds.get(of.subkind))
        terms = [NEED_TERMS[of.need], kind, STATUS_TERMS[of.immigration_status]]
        values: list[tuple[str, str | None]] = [
            ("key", of.key),
            *_listed(of.listing),
            ("assured-by", of.assurance.role if of.assurance else None),
            *(("alternate-name", name) for name in of.alternate_names[1:]),
            ("recognized-until", of.recognized_until.isoformat() if of.recognized_until else None),
            ("lsc-funded", "yes" if of.lsc_funded else None),
            ("contractor", "yes" if of.contractor else None),
            *(("tag", tag) for tag in of.tags),
            self._message("description", of.description),
            self._message("eligibility", of.eligibility),
            self._message("interpreters", of.interpreters),
            self._message("alert", of.alert),
            self._message("hours-note", of.hours_note),
        ]
        if of.area.scope == "office":
            values.append(("area", "office"))
        return [*(self._attribute(term, own, "service") for term in terms), *self._record(values, own, "service")]

    def _phone(self, phone: Phone, own: str, link: str, to: str) -> Json:
        key = self._id("phone", to, phone.type, phone.dial)
        number = int(phone.extension) if phone.extension and phone.extension.isdecimal() else None
        plain = phone.extension is None or str(number) == phone.extension
        values = [
            ("extension", None if plain else phone.extension),
            self._message("instruction", phone.instruction),
        ]
        return _filled(
            {
                "id": key,
                link: to,
                "number": phone.dial,
                "extension": number,
                "type": phone.type,
                "description": self._said(phone.instruction),
                "languages": [self._language(code, key, "phone_id") for code in phone.languages],
                "attributes": self._record(values, key, "phone"),
            }
        )

    def _language(self, tag: str, to: str, link: str) -> Json:
        key = self._id("language", to, tag)
        code = tag.partition("-")[0]
        values = [("language", tag if tag != code else None)]
        return _filled({"id": key, link: to, "code": code, "attributes": self._record(values, key, "language")})

    def _schedules(self, own: str) -> list[Json]:
        written = [self._schedule(schedule, own) for schedule in self._of.schedules]
        if self._of.hours_note:
            note = self._say(self._of.hours_note)
            written.append({"id": self._id("schedule", own, "note"), "service_id": own, "description": note})
        return written

    def _schedule(self, schedule: Schedule, own: str) -> Json:
        opens, closes = schedule.opens, schedule.closes
        first, last = (f"{opens:%H:%M}", f"{closes:%H:%M}") if opens and closes else ("00:00", "23:59")
        days = ",".join(schedule.days)
        return {
            "id": self._id("schedule", own, days, first, last),
            "service_id": own,
            "freq": "WEEKLY",
            "byday": days,
            "opens_at": first + OFFSET,
            "closes_at": last + OFFSET,
            "timezone": TIMEZONE,
            "notes": "All day, Pacific time." if not opens else "Pacific time, summer and winter.",
        }

    def _areas(self, own: str) -> list[Json]:
        area = self._of.area
        named = {"state": [STATE], "national": [NATION], "office": []}.get(area.scope)
        if named is None:
            named = [(self._counties[slug].full_name, f"fips:{self._counties[slug].fips}") for slug in area.counties]
        return [
            {"id": self._id("service_area", own, uri), "service_id": own, "name": name, "uri": uri}
            for name, uri in named
        ]

    def _place(self, place: Location, own: str, organization: str) -> Json:
        key, spot = self.place_id(place), self._id("location", *_name_place(self._of, place))
        values: list[tuple[str, str | None]] = [("county", place.county)]
        if place.listing:
            values += _listed(place.listing)
        whole = bool(place.address and place.postal_code)
        if not whole:
            # An address of HSDS has a street and a ZIP code, and none is made up here.
            values += [("street", place.address), ("city", place.city), ("postal-code", place.postal_code)]
        location = {
            "id": spot,
            "location_type": "physical",
            "organization_id": organization,
            "name": place.name,
            "addresses": [self._address(place, spot)] if whole else [],
            "phones": [self._phone(phone, own, "location_id", spot) for phone in place.phones],
            "attributes": self._record(values, spot, "location"),
        }
        return {"id": key, "service_id": own, "location_id": spot, "location": _filled(location)}

    def place_id(self, place: Location) -> str:
        """Make the id of the next office."""
        return self._id("service_at_location", *_name_place(self._of, place))

    def _address(self, place: Location, spot: str) -> Json:
        return {
            "id": self._id("address", spot),
            "location_id": spot,
            "address_1": place.address,
            "city": place.city,
            "region": self._counties[place.county].full_name,
            "state_province": "CA",
            "postal_code": place.postal_code,
            "country": "US",
            "address_type": "physical",
        }

    def _costs(self, own: str) -> list[Json]:
        if not self._of.free:
            return []
        key = self._id("cost_option", own, "free")
        return [{"id": key, "service_id": own, "option": "Free", "currency": "USD", "amount": 0}]


def _name_place(service: Service, place: Location) -> tuple[str, ...]:
    return service.key, place.name or "", place.address, place.city, place.postal_code or ""


def _listed(listing: Listing) -> list[tuple[str, str | None]]:
    copied = "yes" if listing.copied else None
    return [
        ("publisher", listing.publisher),
        ("publisher-url", listing.url),
        ("listing-date", listing.date),
        ("copied", copied),
    ]


def _filled(written: Json) -> Json:
    """Leave out what is not there: HSDS has no null."""
    return {name: value for name, value in written.items() if value is not None and value != []}
