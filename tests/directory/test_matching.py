"""What fits a wish, and in which order it is read."""

import pytest

from portal.directory.matching import Wish, covers, fits, order_phones, serves_language, sort_services
from portal.directory.services import Location, Phone, Service, ServiceArea
from tests.directory.entries import make_service

OFFICE = Location(None, "1 Main Street", "Fresno", "93706", "fresno")


def line(printed: str, *languages: str) -> Phone:
    return Phone(printed, f"+1{''.join(filter(str.isdigit, printed))}", languages=languages)


@pytest.mark.parametrize(
    ("listed", "wanted", "answer"),
    [
        ("es", "es", True),
        ("zh", "zh-Hant", True),
        ("zh", "zh-Hans", True),
        ("zh-Hant", "zh-Hans", False),
        ("zh-Hant", "zh", True),
        ("fa", "fil", False),
        ("hmn", "hm", False),
        ("en", "es", False),
    ],
)
def test_chinese_serves_readers_of_both_writings(listed: str, wanted: str, answer: bool) -> None:
    assert covers(listed, wanted) is answer


def test_a_line_of_its_own_counts_as_a_language() -> None:
    service = make_service(phones=(line("(559) 555-0100"), line("(559) 555-0101", "vi")))
    assert serves_language(service, "vi")
    assert not serves_language(service, "en")


def test_lines_in_the_readers_language_come_first_and_others_last() -> None:
    plain, spanish, korean = line("(559) 555-0100"), line("(559) 555-0101", "es"), line("(559) 555-0102", "ko")
    assert order_phones((korean, plain, spanish), "es") == (spanish, plain, korean)
    assert order_phones((korean, plain, spanish), "ru") == (plain, korean, spanish)


@pytest.mark.parametrize(
    ("wish", "answer"),
    [
        (Wish(), True),
        (Wish(need="legal-aid"), True),
        (Wish(need="coverage"), False),
        (Wish(county="fresno"), True),
        (Wish(county="kern"), False),
        (Wish(speaks="es"), False),
        (Wish(status="any"), False),
        (Wish(free=True), False),
    ],
)
def test_what_is_not_known_does_not_count_as_yes(wish: Wish, answer: bool) -> None:
    assert fits(make_service(), wish) is answer


@pytest.mark.parametrize(("need", "answer"), [("legal-aid", True), ("consulates", False), ("federal", False)])
def test_a_consulate_is_never_open_to_everybody(need: str, answer: bool) -> None:
    service = make_service(need=need, immigration_status="any")
    assert fits(service, Wish(need=need, status="any")) is answer


@pytest.mark.parametrize("need", ["crisis", "federal"])
def test_crisis_lines_and_federal_agencies_are_found_only_by_name(need: str) -> None:
    service = make_service(need=need)
    assert not fits(service, Wish())
    assert fits(service, Wish(need=need))


def test_an_office_is_found_in_its_county_and_a_statewide_service_in_none() -> None:
    assert fits(make_service(area=ServiceArea("office"), locations=(OFFICE,)), Wish(county="fresno"))
    assert not fits(make_service(area=ServiceArea("state"), locations=(OFFICE,)), Wish(county="fresno"))


def test_the_order_is_need_then_place_then_language_then_name() -> None:
    def service(key: str, need: str, scope: str, name: str, *languages: str) -> Service:
        area = ServiceArea(scope, ("fresno",) if scope == "counties" else ())  # type: ignore[arg-type]
        return make_service(key, need=need, area=area, name=name, languages=languages)

    services = [
        service("nation", "legal-aid", "national", "A"),
        service("state", "legal-aid", "state", "A"),
        service("z", "legal-aid", "counties", "Z", "ru"),
        service("a", "legal-aid", "counties", "a"),
        service("plan", "mental-health", "counties", "A"),
        service("rapid", "rapid-response", "counties", "A"),
        service("crisis", "crisis", "national", "A"),
    ]
    plain = [found.key for found in sort_services(services)]
    assert plain == ["crisis", "rapid", "a", "z", "state", "nation", "plan"]
    assert plain == [found.key for found in sort_services(reversed(services))]
    assert [found.key for found in sort_services(services, prefer="ru")][2:4] == ["z", "a"]


def test_in_a_county_what_is_for_it_comes_before_an_office_there() -> None:
    office = make_service("a", name="A", area=ServiceArea("office"), locations=(OFFICE,))
    elsewhere = make_service("b", name="B", area=ServiceArea("counties", ("madera",)), locations=(OFFICE,))
    own = make_service("z", name="Z", area=ServiceArea("counties", ("fresno", "madera")))
    services = (office, elsewhere, own)
    assert [service.key for service in sort_services(services)] == ["a", "b", "z"]
    assert [service.key for service in sort_services(services, county="fresno")] == ["z", "a", "b"]
