"""HSDS read again: ours without loss, and that of others without guessing."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import time

import pytest

from portal.content.markdown import Message
from portal.directory.entries import Known
from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.packages import Package, read_json, read_tables
from portal.directory.hsds.tables import write_package
from portal.directory.hsds.vocabulary import Json
from portal.directory.importers.drafts import Reading
from portal.directory.importers.merging import settle
from portal.directory.register import Register
from portal.directory.services import Phone, Schedule, Service
from tests.directory.entries import make_full_service, make_service

Read = Callable[..., Reading]

ORIGIN = {"publisher": "A network", "day": "2026-11", "need": "legal-aid", "subkind": "legal-services"}

#: As another system might write it: no attributes of ours, its own ways with numbers and words.
FOREIGN: Json = {
    "id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c44",
    "name": "Valley Table",
    "status": "active",
    "description": "Free meals since 1985. [Really] *good* {soup}, $5 & up.",
    "url": "https://valley.example.org",
    "email": None,
    "phones": [
        {"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c45", "number": "1-559-555-0110 ext. 12", "type": "Voice"},
        {"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c46", "number": "559.555.0111", "type": "fax"},
    ],
    "languages": [
        {"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c47", "code": "spa"},
        {"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c48", "name": "Hmong"},
        {"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c49", "name": "Signing with hands"},
    ],
    "schedules": [
        {
            "id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c50",
            "freq": "WEEKLY",
            "byday": "TU,MO",
            "opens_at": "09:00-08:00",
            "closes_at": "17:00-08:00",
        },
        {"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c51", "freq": "MONTHLY", "description": "First Friday of the month."},
    ],
    "service_areas": [{"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c52", "name": "Fresno"}],
    "capacities": [{"available": 3}],
    "additional_urls": [{"url": "https://three-one.example.org"}],
}


def without_comments(service: Service) -> Service:
    """Leave out what only translators see; it names the file an entry stands in."""

    def plain(value: object) -> object:
        if isinstance(value, Message):
            return replace(value, comment="")
        if isinstance(value, Phone):
            return replace(value, instruction=plain(value.instruction))
        return value

    changes = {name: plain(getattr(service, name)) for name in Service.__dataclass_fields__}
    changes["phones"] = tuple(plain(phone) for phone in service.phones)
    changes["locations"] = tuple(
        replace(place, phones=tuple(plain(phone) for phone in place.phones)) for place in service.locations
    )
    return replace(service, **changes)


def through_json(services: list[Json]) -> Package:
    return read_json(json.dumps(services).encode(), "services.json")


def through_tables(services: list[Json]) -> Package:
    return read_tables(write_package(services), "services.zip")


@pytest.mark.parametrize("through", [through_json, through_tables])
def test_every_shown_service_comes_back_equal(
    through: Callable[[list[Json]], Package], read: Read, shown: tuple[Service, ...], exported: list[Json]
) -> None:
    reading = read(through(deepcopy(exported)))
    assert (reading.problems, reading.notes) == ([], [])
    found = [without_comments(draft.service) for draft in reading.drafts]
    assert found == [without_comments(service) for service in shown]


@pytest.mark.parametrize("through", [through_json, through_tables])
@pytest.mark.parametrize("service", [make_service(), make_full_service()], ids=lambda service: service.key)
def test_the_fullest_service_comes_back_equal(
    through: Callable[[list[Json]], Package], read: Read, exporter: Exporter, service: Service
) -> None:
    reading = read(through([exporter.service(service)]))
    assert [str(problem) for problem in (*reading.problems, *reading.notes)] == []
    assert without_comments(reading.drafts[0].service) == without_comments(service)


def test_what_was_read_is_what_the_portal_reads_from_its_file(
    read: Read, register: Register, shown: tuple[Service, ...], exported: list[Json]
) -> None:
    reading = read(through_json(exported))
    settled = settle(reading, Known(register.counties, register.subkinds), "list.toml")
    assert reading.problems == []
    found = {draft.service.key: without_comments(draft.service) for draft in settled}
    expected = {service.key: without_comments(replace(service, imported=True)) for service in shown}
    assert found == expected


def test_services_of_another_system_are_read(read: Read) -> None:
    reading = read(through_json([FOREIGN]), **ORIGIN)
    assert reading.problems == []
    service = reading.drafts[0].service
    assert service.key == "valley-table-0e6f0d4d"
    assert service.phones == (Phone("(559) 555-0110", "+15595550110", "voice", "12"),)
    assert service.languages == ("es", "hmn")
    assert service.schedules == (Schedule(("MO", "TU"), time(9), time(17)),)
    assert service.hours_note
    assert service.hours_note.text == "First Friday of the month."
    assert service.area.counties == ("fresno",)
    assert (service.listing.publisher, service.listing.date) == ("A network", "2026-11")
    assert service.immigration_status == "ask"
    assert [note.name for note in reading.notes] == ["phones", "languages"]


def test_words_of_others_come_out_as_they_were(read: Read, exporter: Exporter) -> None:
    service = read(through_json([FOREIGN]), **ORIGIN).drafts[0].service
    assert exporter.say(service.description) == "Free meals since 1985. [Really] *good* (soup), $5 & up."


def test_an_assurance_of_others_is_a_date_of_their_list_and_no_check_of_ours(read: Read) -> None:
    origin = {name: value for name, value in ORIGIN.items() if name != "day"}
    service = read(through_json([{**FOREIGN, "assured_date": "2026-09-09"}]), **origin).drafts[0].service
    assert service.assurance is None
    assert service.listing.date == "2026-09-09"


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"name": "<b>Valley</b>"}, "name", "HTML"),
        ({"name": "Valley \u202eelbaT"}, "name", "U+202E"),
        ({"name": "Valley\x07"}, "name", "U+0007"),
        ({"name": "=cmd()"}, "name", "formula"),
        ({"name": "V" * 300}, "name", "200"),
        ({"url": "javascript:alert(1)"}, "url", "web address"),
        ({"url": "ftp://valley.example.org"}, "url", "web address"),
        ({"url": "https://me@evil.example.org"}, "url", "web address"),
        ({"email": "nobody"}, "email", "e-mail"),
        ({"phones": [{"id": FOREIGN["id"], "number": "555-0100"}]}, "phones", "United States"),
        ({"phones": [{"id": FOREIGN["id"], "number": "call us"}]}, "phones", "no phone number"),
        ({"service_areas": []}, "service_areas", "county"),
        ({"service_areas": [{"id": FOREIGN["id"], "name": "Clark County, NV"}]}, "service_areas", "county"),
        ({"description": "<script>"}, "description", "HTML"),
        ({"description": None}, "description", "missing"),
    ],
)
def test_what_cannot_be_shown_costs_that_service_and_no_other(read: Read, change: Json, field: str, words: str) -> None:
    reading = read(through_json([{**FOREIGN, **change}, {**FOREIGN, "id": FOREIGN["id"][:-1] + "a"}]), **ORIGIN)
    assert len(reading.drafts) == 1
    problem = reading.problems[0]
    assert (problem.place, problem.name) == ("service 1", field)
    assert words in problem.problem
    assert problem.cure.endswith(".")


@pytest.mark.parametrize(("missing", "cure"), [("publisher", "--publisher"), ("day", "--date"), ("need", "--need")])
def test_what_a_file_does_not_say_the_operator_must(read: Read, missing: str, cure: str) -> None:
    origin = {name: value for name, value in ORIGIN.items() if name != missing}
    reading = read(through_json([FOREIGN]), **origin)
    assert cure in reading.problems[0].cure


def test_a_kind_that_is_none_names_those_there_are(read: Read) -> None:
    problem = read(through_json([FOREIGN]), **{**ORIGIN, "subkind": "wizards"}).problems[0]
    assert "wizards" in problem.problem
    assert "legal-services" in problem.cure


def test_a_long_description_keeps_its_first_sentences(read: Read) -> None:
    text = "One sentence of some words. " * 200
    reading = read(through_json([{**FOREIGN, "description": text}]), **ORIGIN)
    kept = reading.drafts[0].service.description.text
    assert kept.endswith("words.")
    assert len(kept.split()) <= 400
    assert reading.notes[0].name == "description"


def test_an_office_in_two_counties_needs_to_be_told(read: Read) -> None:
    def place(**more: str) -> Json:
        address = {
            "id": FOREIGN["id"],
            "address_1": "1 Line Road",
            "city": "La Palma",
            "state_province": "CA",
            "postal_code": "90630",
            "country": "US",
            "address_type": "physical",
            **more,
        }
        location = {"id": FOREIGN["id"], "location_type": "physical", "addresses": [address]}
        return {**FOREIGN, "service_areas": [], "service_at_locations": [{"id": FOREIGN["id"], "location": location}]}

    problem = read(through_json([place()]), **ORIGIN).problems[0]
    assert "Los Angeles or Orange" in problem.cure
    assert read(through_json([place(region="Orange County")]), **ORIGIN).drafts[0].service.counties() == {"orange"}
    assert "no county" in read(through_json([place(state_province="NV")]), **ORIGIN).problems[0].problem
