"""The directory as pages ask it: every county has its line, every count is what its choice shows."""

from dataclasses import replace
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from portal.data import FOLDER
from portal.directory.counties import load_counties
from portal.directory.register import COUNTY_LINE, Register, load_register
from portal.directory.services import NEEDS, Assurance, Phone, Service, ServiceArea
from tests.directory.building import ENTRY, write_instance
from tests.directory.entries import make_service

TODAY = date(2026, 11, 22)
COUNTIES = load_counties(FOLDER)


@pytest.fixture(scope="module")
def register() -> Register:
    """The project's own directory."""
    return load_register(FOLDER)


@pytest.fixture(scope="module")
def mixed(register: Register) -> Register:
    """The project's own with services that have what none of ours has yet."""
    extra = (
        make_service("one", languages=("es", "zh"), immigration_status="any", free=True, need="basic-needs"),
        make_service("two", languages=("vi",), need="coverage", area=ServiceArea("state"), immigration_status="any"),
        make_service("three", phones=(Phone("(559) 555-0101", "+15595550101", languages=("vi",)),)),
        make_service("gone", active=False),
    )
    return Register({**register.services, **{service.key: service for service in extra}}, COUNTIES, register.subkinds)


@pytest.mark.parametrize("slug", COUNTIES)
def test_every_county_has_its_behavioral_health_line(register: Register, slug: str) -> None:
    line = register.county_line(slug, TODAY)
    assert line
    assert line.subkind == COUNTY_LINE
    assert line.area.counties == (slug,)
    assert line.phones
    assert line in register.find("mental-health", slug, today=TODAY)


def test_every_county_has_the_statewide_services(register: Register) -> None:
    statewide = register.statewide(today=TODAY)
    assert {service.area.scope for service in statewide} == {"state", "national"}
    assert "health-consumer-alliance" in {service.key for service in statewide}
    assert not set(statewide) & set(register.find(county="fresno", today=TODAY))


def test_crisis_lines_begin_with_911_and_988(register: Register) -> None:
    assert {service.key for service in register.crisis(TODAY)[:2]} == {"emergency-911", "988-lifeline"}


def test_what_is_shown_has_a_page_and_what_is_not_has_none(mixed: Register) -> None:
    assert mixed.get("one", TODAY) in mixed.shown(TODAY)
    assert mixed.get("gone", TODAY) is None
    assert mixed.get("nobody", TODAY) is None
    assert len(mixed.shown(TODAY)) == len(mixed.services) - 1 - len(mixed.waiting(TODAY))


def test_a_day_is_asked_anew(register: Register) -> None:
    """Three years on, only 911 and 988 are left of what nobody has checked."""
    assert len(register.shown(TODAY)) > 100
    assert {service.key for service in register.shown(date(2030, 1, 1))} == {"emergency-911", "988-lifeline"}
    assert len(register.shown(TODAY)) > 100


WISHES = [
    {"need": need, "county": county, "speaks": speaks, "status": status, "free": free}
    for need, county, speaks, status, free in product(
        [None, "legal-aid", "coverage"], [None, "fresno"], [None, "vi", "zh-Hant"], [None, "any"], [None, True]
    )
]


@pytest.mark.parametrize("wish", WISHES, ids=str)
def test_every_count_is_what_its_choice_shows(mixed: Register, wish: dict[str, object]) -> None:
    def number(**changes: object) -> int:
        return len(mixed.find(**{**wish, **changes}, today=TODAY))  # type: ignore[arg-type]

    counts = mixed.counts(**wish, today=TODAY)  # type: ignore[arg-type]
    assert counts.total == number()
    assert counts.needs == {need: number(need=need) for need in NEEDS}
    assert counts.counties == {slug: number(county=slug) for slug in COUNTIES}
    assert counts.open_to_any == number(status="any")
    assert counts.free == number(free=True)
    for language, found in counts.languages.items():
        assert 0 < found <= number(speaks=language)
    without = {name: value for name, value in wish.items() if name not in {"need", "county"}}
    assert counts.statewide == {
        need: len(mixed.statewide(need, **without, today=TODAY))  # type: ignore[arg-type]
        for need in NEEDS
    }


def test_languages_are_counted_as_they_are_found(mixed: Register) -> None:
    for language, number in mixed.languages(TODAY).items():
        assert number == len(mixed.find(speaks=language, today=TODAY))
    assert mixed.languages(TODAY)["vi"] == 2


def test_a_readers_language_comes_first(mixed: Register) -> None:
    assert mixed.find("legal-aid", "fresno", today=TODAY, prefer="vi")[0].key == "three"


def folded(service: Service) -> Service:
    return replace(service, assurance=Assurance(date(2020, 1, 1), "volunteer"))


@pytest.mark.parametrize(
    ("key", "instead"),
    [
        ("county-mhp-fresno", "988-lifeline"),
        ("ufw-foundation", "immigration-legal-directory"),
        ("rrn-central-valley", "immigration-legal-directory"),
        ("hn-los-angeles", None),
        ("health-consumer-alliance", None),
    ],
)
def test_a_folded_number_has_something_beside_it(register: Register, key: str, instead: str | None) -> None:
    service = folded(register.services[key])
    assert register.phone_state(service, TODAY) == "folded"
    line = register.fallback_line(service, TODAY)
    assert (line.key if line else None) == instead


def test_a_line_that_is_folded_itself_stands_beside_nothing(mixed: Register) -> None:
    assert mixed.fallback_line(mixed.services["health-consumer-alliance"], TODAY) == mixed.services["two"]
    old = {**mixed.services, "two": folded(mixed.services["two"])}
    register = Register(old, COUNTIES, mixed.subkinds)
    assert register.fallback_line(register.services["health-consumer-alliance"], TODAY) is None


def test_imported_sentences_are_no_messages(register: Register, tmp_path: Path) -> None:
    imported = load_register(FOLDER, write_instance(tmp_path, ENTRY))
    assert imported.services["clinic"].messages()
    assert imported.messages() == register.messages()
