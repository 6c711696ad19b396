"""The project's own entries: each number is its record's, and nothing stands there that a rule keeps out."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

import pytest

from portal.data import FOLDER
from portal.directory.freshness import is_waiting, listed_until
from portal.directory.kept_out import REASONS
from portal.directory.loading import FILES
from portal.directory.register import COUNTY_LINE, load_register
from portal.directory.services import Phone, Service
from tests.code_reading import ROOT

RECORDS = ROOT.parent / "shared" / "data" / "resources.yaml"
REGISTER = load_register(FOLDER)
SERVICES = list(REGISTER.services.values())

#: The day the records were collected; three years are counted from it.
COLLECTED = date(2026, 11, 21)

#: The lines of a record whose offices are another entry.
KEYS_OF_RECORDS = {"ajsocal-helplines": "ajsocal"}

needs_records = pytest.mark.skipif(not RECORDS.is_file(), reason="The collected records are not part of the project.")


def named(service: Service) -> str:
    return service.key


@dataclass(frozen=True)
class Record:
    """One record or office of the collection, as far as numbers go."""

    key: str
    text: str
    phones: frozenset[tuple[str, str, str, str | None]]


_PHONE = re.compile(
    r'\{printed: "(?P<printed>[^"]+)", e164: (?:"(?P<dial>[^"]+)"|null), ext: (?:"(?P<ext>\d+)"|null), '
    r'type: (?P<type>\w+), short_code: (?:"(?P<code>\d+)"|null),.* confidence: (?P<confidence>\w+)\}'
)
_TYPES = {"sms": "text", "voice": "voice", "textphone": "textphone"}


@cache
def read_records() -> tuple[Record, ...]:
    """List records and their offices, read by pattern: the project needs no reader of YAML."""
    return tuple(iter_records())


def iter_records() -> Iterator[Record]:
    for block in re.split(r"(?m)^(?= *- id: )", RECORDS.read_text("utf-8"))[1:]:
        [key] = re.findall(r'\A *- id: "?([^"\n]+)"?', block)
        phones = {
            (match["printed"], match["dial"] or match["code"], _TYPES[match["type"]], match["ext"])
            for match in _PHONE.finditer(block)
            if match["confidence"] == "verified" or key == "emergency-911"
        }
        yield Record(key, block, frozenset(phones))


def identity(phone: Phone) -> tuple[str, str, str, str | None]:
    return phone.printed, phone.dial, phone.type, phone.extension


@needs_records
@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_every_number_is_its_records(service: Service) -> None:
    """An organization made of several offices has its numbers from the records of those very addresses."""
    records = read_records()
    key = KEYS_OF_RECORDS.get(service.key, service.key)
    own = {number for record in records if record.key == key for number in record.phones}
    for place in service.locations:
        street = f'"{place.address}, {place.city}, CA'
        at_place = [record for record in records if place.address and street in record.text]
        own |= {number for record in at_place for number in record.phones}
        numbers = {number for record in at_place for number in record.phones}
        assert not place.address or {identity(phone) for phone in place.phones} <= numbers
    if service.key == "iiba":
        # Two of its offices are known by city only.
        own |= {number for record in records if record.key.startswith("iiba-") for number in record.phones}
    assert {identity(phone) for phone in service.all_phones()} <= own


@needs_records
def test_every_record_is_shown_or_named_as_kept_out() -> None:
    """Offices of one organization are one entry, so their records are found by address."""
    text = "\n".join((FOLDER / "directory" / f"{need}.toml").read_text("utf-8") for need in FILES)
    kept_out = {record.key for record in REGISTER.kept_out}
    for block in re.split(r"(?m)^(?=- id: )", RECORDS.read_text("utf-8"))[1:]:
        [key] = re.findall(r'\A- id: "?([^"\n]+)"?', block)
        address = re.search(r'^  address: "(.+?), [^,]+, CA', block, re.MULTILINE)
        joined = address and f'address = "{address[1]}"' in text
        assert key in REGISTER.services or key in kept_out or joined, key


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_printed_and_dialled_numbers_agree(service: Service) -> None:
    for phone in service.all_phones():
        assert re.sub(r"\D", "", phone.printed) == phone.dial.removeprefix("+1")


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_every_entry_names_a_list_of_the_last_three_years_or_waits_for_a_call(service: Service) -> None:
    listings = [service.listing, *(place.listing for place in service.locations if place.listing)]
    assert all(listing.publisher for listing in listings)
    until = listed_until(service)
    is_recent = until is not None and until >= COLLECTED
    assert service.is_evergreen or is_recent != is_waiting(service, COLLECTED)


@needs_records
def test_what_waits_for_a_call_was_read_on_a_page() -> None:
    """Not what only repositories have, and not what a reference calls unsafe: that is a name among the kept out."""
    waiting = {service.key: service for service in SERVICES if is_waiting(service, COLLECTED)}
    assert len(waiting) > 30
    assert not {record.key for record in REGISTER.kept_out} & set(waiting)
    blocks = re.split(r"(?m)^(?=- id: )", RECORDS.read_text("utf-8"))[1:]
    records = {match[1]: block for block in blocks for match in [re.match(r'- id: "?([^"\n]+)"?', block)] if match}
    for key, service in waiting.items():
        text = records[KEYS_OF_RECORDS.get(key, key)]
        assert "\n  confidence: verified\n" in text, key
        [day] = re.findall(r'(?m)^    date: (?:"([^"]+)"|null)', text)
        assert (day or None) == service.listing.date, key
        assert service.listing.url is None or service.listing.url in text, key
        assert not service.schedules, key


@pytest.mark.parametrize("service", SERVICES, ids=named)
def test_nobody_has_checked_anything_yet(service: Service) -> None:
    """The project ships no assurance: only an operator can call."""
    assert service.assurance is None
    assert service.active


def test_every_county_and_every_kind_of_record_is_where_it_belongs() -> None:
    files = {need: tomllib.loads((FOLDER / "directory" / f"{need}.toml").read_text("utf-8")) for need in FILES}
    assert sum(map(len, files.values())) == len(SERVICES)
    assert {service.subkind for service in SERVICES if service.need == "crisis"} <= {
        "crisis",
        "emergency",
        "survivor-support",
    }
    plans = [key for key, table in files["mental-health"].items() if table["subkind"] == COUNTY_LINE]
    assert len(plans) == 58


def numbers() -> set[str]:
    return {phone.dial for service in SERVICES for phone in service.all_phones()}


@pytest.mark.parametrize(
    "number",
    [
        "+12132190775",  # two different emergency numbers of the consulate in Los Angeles
        "+12132190175",
        "+18554636395",  # CIAM, on one consulate's page only
        "+14152001548",  # San Francisco's rapid response, cut by a digit where it was read
        "+12138307911",  # ICE
        "+18003755283",  # USCIS
        "+18778818281",  # an invented one
    ],
)
def test_a_number_that_would_hurt_a_family_is_not_there(number: str) -> None:
    assert number not in numbers()
    kept_out = (FOLDER / "directory" / "kept-out.toml").read_text("utf-8")
    assert not re.search(r"\d{3}-\d{4}", kept_out)


def test_san_mateos_number_is_there_with_its_odd_area_code() -> None:
    assert REGISTER.services["rrn-san-mateo"].phones[0].dial == "+12036664472"


def test_federally_funded_legal_aid_is_never_open_to_any_status() -> None:
    funded = {service.key for service in SERVICES if service.lsc_funded}
    assert funded >= {"bay-area-legal-aid", "central-california-legal-services", "community-legal-aid-socal"}
    assert {service.immigration_status for service in SERVICES if service.lsc_funded} == {"may-refuse"}


def test_recognized_offices_say_what_the_roster_says_and_nothing_more() -> None:
    offices = [service for service in SERVICES if service.subkind == "doj-recognized-office"]
    assert len({service.description for service in offices}) == 1
    assert {(service.languages, service.free, service.website) for service in offices if not service.tags} <= {
        ((), False, None),
        *(
            ((), False, REGISTER.services[key].website)
            for key in ("carecen-la", "ajsocal", "community-legal-aid-socal")
        ),
    }
    assert {service.area.scope for service in offices} == {"office"}


def test_nothing_promises_hours_that_nobody_confirmed() -> None:
    always = {service.key for service in SERVICES if service.schedules}
    assert always == {"emergency-911", "988-lifeline", "rrn-san-mateo", "rrn-santa-clara", "mx-ciam"}


def test_what_is_kept_out_says_why() -> None:
    assert {record.reason for record in REGISTER.kept_out} == set(REASONS)
    both = {record.key for record in REGISTER.kept_out if record.key in REGISTER.services}
    assert both == {record.key for record in REGISTER.kept_out if record.offices_only}


def test_sentences_are_short_and_plain() -> None:
    for message in REGISTER.messages():
        assert len(message.text.split()) <= 30, message.text
        assert "'" not in message.text
        assert '"' not in message.text
        assert message.comment
