"""The directory's pages: what a family finds in two taps, and what every number there says of itself."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from urllib.parse import parse_qs, urlsplit
from xml.etree.ElementTree import Element

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.data import FOLDER
from portal.directory.register import Register, load_register
from portal.directory.services import NEEDS, Assurance, Service
from tests.conftest import LOCALES, TODAY, Page
from tests.page_checks import XHTML, elements, text_of

#: What a server may send in its first flight.
FIRST_FLIGHT = 14_480

PAGES_OF_CHOICES = [
    "/help/?need=legal-aid",
    "/help/?q=abogado",
    "/help/?q=notario&speaks=es",
    "/help/?speaks=es&status=any&free=yes",
    "/help/in/los-angeles?need=legal-aid",
    "/help/in/los-angeles?need=legal-aid&page=2",
    "/help/in/alpine?need=legal-aid",
    "/help/in/fresno?need=mental-health",
    "/help/in/fresno?speaks=hmn",
    "/help/in/fresno?q=lawyer",
    "/help/in/fresno?need=consulates",
]


@pytest.fixture(scope="module")
def register() -> Register:
    return load_register(FOLDER)


@pytest.fixture(scope="module")
def services(register: Register) -> tuple[Service, ...]:
    return register.shown(TODAY)


def numbers(root: Element) -> Counter[str]:
    """Count the numbers of a page's main part that can be tapped."""
    (main,) = elements(root, "main")
    links = (link.get("href", "") for link in main.iter(f"{XHTML}a"))
    return Counter(href for href in links if href.startswith(("tel:", "sms:")))


def names(root: Element) -> list[str]:
    """List the services of a page by the keys they lead to."""
    links = [link for heading in elements(root, "h3") for link in heading.iter(f"{XHTML}a")]
    return [link.get("href", "").rpartition("/")[2] for link in links]


def classes(root: Element, name: str) -> list[str]:
    """List the texts of the elements of a class."""
    return [text_of(element) for element in root.iter() if name in (element.get("class") or "").split()]


@pytest.mark.parametrize("code", ["en", "ar-XB"])
def test_every_county_has_a_page_with_its_line_and_lines_for_everybody(
    get_page: Callable[..., Page], register: Register, code: str
) -> None:
    wide = [service.key for service in register.statewide("legal-aid", today=TODAY)]
    for slug in register.counties:
        root = get_page(f"/{code}/help/in/{slug}").root
        line = register.county_line(slug, TODAY)
        assert line, slug
        assert {f"tel:{phone.dial}" for phone in line.phones} <= set(numbers(root)), slug
        own = register.find("legal-aid", slug, today=TODAY)
        assert set(names(root)) & {service.key for service in own or register.statewide("legal-aid", today=TODAY)}
        everything = names(get_page(f"/{code}/help/in/{slug}?need=legal-aid&page=1").root)
        assert len(own) + len(wide) > len(everything) or set(wide) <= set(everything)


@pytest.mark.parametrize("code", ["en", "ar-XB"])
def test_every_service_has_a_page_with_its_numbers_and_its_source(
    get_page: Callable[..., Page], services: tuple[Service, ...], code: str
) -> None:
    for service in services:
        root = get_page(f"/{code}/help/{service.key}").root
        assert text_of(elements(root, "h1")[0]) == service.name
        expected = {f"{'sms' if phone.type == 'text' else 'tel'}:{phone.dial}" for phone in service.all_phones()}
        assert {number.partition(";")[0] for number in numbers(root)} == expected, service.key
        if not service.is_evergreen:
            assert service.listing.publisher in text_of(root), service.key


def test_numbers_are_the_same_in_every_language(client: FlaskClient, get_page: Callable[..., Page]) -> None:
    for path in PAGES_OF_CHOICES:
        if "q=" not in path:
            counted = [numbers(get_page(f"/{locale.code}{path}").root) for locale in LOCALES]
            assert all(count == counted[0] for count in counted), path


@pytest.mark.parametrize("path", PAGES_OF_CHOICES)
def test_a_page_of_choices_is_sound(get_page: Callable[..., Page], path: str, locale_code: str) -> None:
    page = get_page(f"/{locale_code}{path}")
    assert "Set-Cookie" not in page.response.headers
    assert page.response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/help/", "/help/in/los-angeles", *PAGES_OF_CHOICES])
def test_a_page_fits_the_first_flight(client: FlaskClient, path: str, locale_code: str) -> None:
    answer = client.get(f"/{locale_code}{path}", headers={"Accept-Encoding": "identity"})
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers) + 80
    assert head + len(brotli.compress(answer.data, quality=5)) < FIRST_FLIGHT


def test_emergency_and_crisis_stand_first(get_page: Callable[..., Page], locale_code: str) -> None:
    for path in ("/help/", "/help/in/fresno", "/help/in/fresno?need=mental-health"):
        links = [
            link.get("href") for link in elements(elements(get_page(f"/{locale_code}{path}").root, "main")[0], "a")
        ]
        assert links[:2] == ["tel:911", "tel:988"]


def test_crisis_lines_stand_on_top_of_mental_health(get_page: Callable[..., Page]) -> None:
    found = names(get_page("/en/help/in/fresno?need=mental-health").root)
    assert "988-lifeline" in found[:2]
    assert found.index("988-lifeline") < found.index("county-mhp-fresno")


def test_the_order_is_what_cannot_wait_first(get_page: Callable[..., Page]) -> None:
    sections = [section.get("id") for section in elements(get_page("/en/help/in/fresno").root, "section")]
    assert sections == ["rapid-response", "legal-aid", "mental-health", "coverage", "basic-needs", "consulates"]


def test_a_need_with_nothing_recent_says_so_and_what_one_can_do(
    get_page: Callable[..., Page], locale_code: str
) -> None:
    for path in ("/help/?need=basic-needs", "/help/in/fresno?need=basic-needs", "/help/?need=basic-needs&speaks=es"):
        root = get_page(f"/{locale_code}{path}").root
        (note,) = [part for part in elements(root, "div") if part.get("class") == "note"]
        links = [link.get("href", "") for link in elements(note, "a")]
        assert links == [f"/{locale_code}/help/", f"/{locale_code}/rights/"]
        if locale_code == "en":
            assert text_of(note).startswith("We have no entry here that is recent enough to show. That does not mean")


def test_where_nothing_is_recent_counties_lead_to_all_their_help(
    get_page: Callable[..., Page], register: Register
) -> None:
    root = get_page("/en/help/?need=basic-needs").root
    links = [link.get("href", "") for link in elements(root, "a") if "/help/in/" in link.get("href", "")]
    assert set(links) == {f"/en/help/in/{slug}" for slug in register.counties}


def test_a_need_without_anything_is_still_offered_with_its_count(get_page: Callable[..., Page]) -> None:
    for path in ("/en/help/", "/en/help/in/fresno"):
        root = get_page(path).root
        (choices,) = [item for item in elements(root, "ul") if item.get("class") == "needs"]
        assert "Food and basic needs 0" in [text_of(item) for item in elements(choices, "li")]


def test_911_names_no_list_and_988_does(get_page: Callable[..., Page]) -> None:
    paths = ("/en/help/emergency-911", "/en/help/988-lifeline", "/en/help/in/fresno?need=mental-health")
    texts = [text_of(get_page(path).root) for path in paths]
    assert not [text for text in texts if "general knowledge" in text]
    assert "This number does not change. Listed by Goleta Monarch Press, July 2022." in texts[1]
    assert "Listed by" not in texts[0]


def test_a_list_is_put_in_order_for_its_reader_and_names_the_same(
    make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    """Also where a list is cut: a family is shown no other numbers because of its language."""
    app = make_app()
    desk = app.extensions["directory"]
    register = desk.shelf.register
    found = register.find("legal-aid", "los-angeles", today=TODAY)
    assert len(found) > 20
    speaker = replace(found[3], languages=("es",))
    register = replace(register, services={**register.services, speaker.key: speaker}, _days={})
    app.extensions["directory"] = replace(desk, shelf=replace(desk.shelf, register=register))
    get_page = page_getter_for(app)
    for path in ("/help/in/los-angeles", "/help/in/los-angeles?need=legal-aid"):
        english, spanish = (names(get_page(f"/{code}{path}").root) for code in ("en", "es"))
        assert sorted(english) == sorted(spanish)
        assert spanish.index(speaker.key) < english.index(speaker.key)


def test_a_county_without_an_office_says_so_and_offers_lines_for_everybody(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/help/in/alpine?need=legal-aid")
    assert "We know of none in Alpine County. These serve everybody in California." in classes(page.root, "note")
    assert names(page.root)


def test_every_count_is_what_its_link_shows(get_page: Callable[..., Page]) -> None:
    for path in ("/en/help/in/fresno", "/en/help/in/los-angeles?speaks=es"):
        root = get_page(path).root
        (choices,) = [item for item in elements(root, "ul") if item.get("class") == "needs"]
        for item in elements(choices, "li"):
            link, count = elements(item, "a")[0].get("href", ""), int(text_of(elements(item, "small")[0]))
            assert len(list_all(get_page, link)) == count, link


def list_all(get_page: Callable[..., Page], link: str) -> list[str]:
    """List the services of every part of a list, without the crisis lines above them."""
    found = []
    while link:
        root = get_page(link).root
        apart = {"emergency-911", "988-lifeline"}
        found += [name for name in names(root) if name not in apart]
        following = [part.get("href", "") for part in elements(root, "a") if part.get("rel") == "next"]
        link = following[0] if following else ""
    assert len(found) == len(set(found))
    return found


def test_counties_on_the_first_page_keep_what_was_chosen(get_page: Callable[..., Page], register: Register) -> None:
    root = get_page("/en/help/?need=legal-aid&speaks=es").root
    links = [link.get("href", "") for link in elements(root, "a") if "/help/in/" in link.get("href", "")]
    assert {urlsplit(link).path.rpartition("/")[2] for link in links} == set(register.counties)
    assert all(parse_qs(urlsplit(link).query) == {"need": ["legal-aid"], "speaks": ["es"]} for link in links)


def test_every_choice_can_be_taken_back(get_page: Callable[..., Page]) -> None:
    root = get_page("/en/help/in/fresno?need=legal-aid&speaks=es&status=any&free=yes").root
    made = [link for link in elements(root, "a") if link.get("aria-current") == "true" and "?" in link.get("href", "")]
    assert [len(parse_qs(urlsplit(link.get("href", "")).query)) for link in made] == [3, 3, 3, 3]


def test_a_language_lists_those_whose_staff_speak_it(get_page: Callable[..., Page], register: Register) -> None:
    found = list_all(get_page, "/en/help/in/los-angeles?speaks=es")
    assert found
    for key in found:
        service = register.services[key]
        assert "es" in {*service.languages, *(code for phone in service.all_phones() for code in phone.languages)}


def test_no_consulate_is_open_to_everybody(get_page: Callable[..., Page], register: Register) -> None:
    found = list_all(get_page, "/en/help/in/los-angeles?status=any&need=consulates")
    assert found == []
    for path in ("/en/help/mx-ciam", "/en/help/in/fresno?need=consulates", "/en/help/?need=consulates"):
        (warning,) = classes(get_page(path).root, "warning")
        assert warning.startswith("Only for citizens of its own country. Do you ask for asylum")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("need=ice", 400),
        ("need=legal-aid&speaks=tlh", 400),
        ("status=all", 400),
        ("page=0", 400),
        ("page=%20", 400),
        ("need=%C2%A0", 400),
        ("speaks=%09", 400),
        ("page=999", 404),
        ("need=legal-aid&page=99", 404),
        ("need=%FF%FE", 400),
        ("need=%00", 400),
        ("need=%E2%80%AElegal-aid", 400),
        ("q=" + "x" * 10_000, 414),
        ("page=" + "9" * 1_900, 400),
        ("need=legal-aid&need=ice", 200),
        ("q=%FF%00%E2%80%AE%0D%0A", 200),
        ("q=%22%27)%20OR%20NEAR(%20*", 200),
        ("q=" + "%F0%9F%98%80" * 100, 200),
        ("q=" + "x" * 1_900, 200),
        ("free", 200),
        ("utm_source=chat", 200),
    ],
)
@pytest.mark.parametrize("path", ["/help/", "/help/in/fresno"])
def test_a_wrong_query_is_answered_in_the_readers_language(
    get_page: Callable[..., Page], path: str, query: str, status: int, locale_code: str
) -> None:
    page = get_page(f"/{locale_code}{path}?{query}", status)
    assert page.root.get("lang") == next(locale.tag for locale in LOCALES if locale.code == locale_code)


@pytest.mark.parametrize(
    "path", ["/help/in/nowhere", "/help/in/Fresno", "/help/in/", "/help/nobody", "/help/in/fresno/x"]
)
def test_an_unknown_county_or_service_is_not_found(get_page: Callable[..., Page], path: str, locale_code: str) -> None:
    get_page(f"/{locale_code}{path}", 404)


def test_what_is_kept_out_has_no_page(client: FlaskClient, register: Register) -> None:
    assert register.kept_out
    for one in register.kept_out:
        assert client.get(f"/en/help/{one.key}").status_code == (200 if one.key in register.services else 404)


def test_a_search_is_shown_as_text_and_stays_out_of_caches(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/help/?q=%3Cscript%3Ealert(1)%3C/script%3E%00%E2%80%AE")
    (box,) = [field for field in elements(page.root, "input") if field.get("name") == "q"]
    assert box.get("value") == "<script>alert(1)</script>"
    assert "CDN-Cache-Control" not in page.response.headers


def test_a_search_keeps_the_other_choices(get_page: Callable[..., Page]) -> None:
    root = get_page("/en/help/?q=ayuda&need=legal-aid&page=1").root
    (form,) = [form for form in elements(root, "form") if form.get("role") == "search"]
    hidden = {
        field.get("name"): field.get("value") for field in elements(form, "input") if field.get("type") == "hidden"
    }
    assert hidden == {"need": "legal-aid"}
    assert form.get("action") == "/en/help/"


def test_a_notario_is_no_lawyer(get_page: Callable[..., Page], locale_code: str) -> None:
    page = get_page(f"/{locale_code}/help/?q=notario")
    (warning,) = [part for part in page.root.iter() if part.get("class") == "warning"]
    assert elements(warning, "a")[0].get("href") == f"/{locale_code}/rights/avoid-scams"
    assert names(page.root)


def test_the_zip_box_stands_where_a_file_may_be_fetched(app: Flask, get_page: Callable[..., Page]) -> None:
    page = get_page("/es/help/")
    assert "connect-src 'self'" in page.response.headers["Content-Security-Policy"]
    (form,) = [form for form in elements(page.root, "form") if form.get("data-module") == "zip-county"]
    assert form.get("action") is None
    assert [field.get("name") for field in elements(form, "input")] == [None]
    file = app.test_client().get(form.get("data-file", ""))
    assert file.mimetype == "application/json"
    assert "immutable" in file.headers["Cache-Control"]
    assert "connect-src 'none'" in get_page("/es/help/in/fresno").response.headers["Content-Security-Policy"]


def test_what_federal_money_may_refuse_is_said_by_the_name(get_page: Callable[..., Page]) -> None:
    (warning,) = classes(get_page("/en/help/bay-area-legal-aid").root, "warning")
    assert "They may have to refuse people without immigration status." in warning


def test_a_wrong_entry_is_reported_by_its_key_alone(get_page: Callable[..., Page]) -> None:
    links = [link.get("href", "") for link in elements(get_page("/es/help/chirla").root, "a")]
    assert [link for link in links if link.startswith("mailto:")] == ["mailto:team@portal.example?subject=chirla"]


def test_an_extension_is_dialled_and_said(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/help/acba-lawyer-referral")
    assert numbers(page.root)["tel:+15103022222;ext=4"] == 1
    assert "extension 4" in text_of(page.root)


def test_no_page_draws_or_links_a_map(client: FlaskClient, services: tuple[Service, ...]) -> None:
    for service in services:
        if service.locations:
            text = client.get(f"/en/help/{service.key}").text
            assert not re.search(r"geo:|maps\.|/maps|openstreetmap", text), service.key


CHECKED = Assurance(date(2026, 11, 1), "volunteer")


def with_assurance(app: Flask, key: str, assurance: Assurance) -> Flask:
    """Let somebody have checked a service of a running portal."""
    desk = app.extensions["directory"]
    register = desk.shelf.register
    checked = {**register.services, key: replace(register.services[key], assurance=assurance)}
    shelf = replace(desk.shelf, register=replace(register, services=checked, _days={}))
    app.extensions["directory"] = replace(desk, shelf=shelf)
    return app


def test_a_checked_entry_says_when_and_by_whom(
    make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    get_page = page_getter_for(with_assurance(make_app(), "chirla", CHECKED))
    text = text_of(get_page("/en/help/chirla").root)
    assert "Checked on November 1, 2026 by: volunteer" in text
    assert "Not yet checked by us." not in text


@pytest.mark.parametrize(
    ("key", "today", "folded"),
    [
        ("chirla", date(2027, 11, 1), False),
        ("chirla", date(2027, 11, 2), True),
        ("rrn-los-angeles", date(2026, 12, 31), False),
        ("rrn-los-angeles", date(2027, 1, 1), True),
    ],
)
def test_an_old_number_is_folded_with_a_line_for_everybody_beside_it(
    make_app: Callable[..., Flask],
    page_getter_for: Callable[[Flask], Callable[..., Page]],
    key: str,
    today: date,
    folded: bool,
) -> None:
    app = with_assurance(make_app(today=today), key, CHECKED)
    register: Register = app.extensions["directory"].shelf.register
    service = register.services[key]
    for path in (f"/en/help/{key}", f"/en/help/in/los-angeles?need={service.need}"):
        root = page_getter_for(app)(path).root
        stale = [part for part in elements(root, "details") if part.get("class") == "stale"]
        inside = Counter(number for part in stale for number in numbers_in(part))
        assert bool(inside) == folded, path
        if folded:
            assert f"tel:{service.phones[0].dial}" in inside
            assert "Not checked since November 1, 2026. Show the number" in text_of(stale[0])
            line = register.fallback_line(service, today)
            assert line
            assert f"/en/help/{line.key}" in [link.get("href") for link in elements(root, "a")]
            assert {f"tel:{phone.dial}" for phone in line.phones} <= set(numbers(root))


def numbers_in(element: Element) -> list[str]:
    return [link.get("href", "") for link in element.iter(f"{XHTML}a") if link.get("href", "").startswith("tel:")]


def test_needs_are_offered_in_one_order(get_page: Callable[..., Page]) -> None:
    root = get_page("/en/help/").root
    (choices,) = [item for item in elements(root, "ul") if item.get("class") == "needs"]
    offered = [parse_qs(urlsplit(link.get("href", "")).query)["need"][0] for link in elements(choices, "a")]
    assert tuple(offered) == NEEDS


def test_a_search_is_in_no_log(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    for query in ("q=quetzal", "q=quetzal&need=nope", "q=quetzal&page=99"):
        client.get(f"/en/help/?{query}")
    assert caplog.records
    assert "quetzal" not in " ".join(repr(vars(record)) for record in caplog.records)
