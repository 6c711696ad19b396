from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import Element

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.sharing.subjects import JOINT, MAX_ITEMS, parse_packet
from tests.conftest import BASE_URL, LOCALES, Page
from tests.page_checks import XHTML, elements, text_of
from tests.sharing.conftest import read_message
from tests.sharing.test_shares import links, message_of

#: What a server may send in its first flight.
FIRST_FLIGHT = 14_480

CHOICE = "start.short-answer~help.chirla~emergency-care~in.fresno~letter"


def main_text(page: Page) -> str:
    (main,) = elements(page.root, "main")
    return text_of(main)


def headings(root: Element) -> list[str]:
    (packet,) = [part for part in elements(root, "div") if part.get("class") == "packet"]
    return [text_of(heading) for heading in packet.iter(f"{XHTML}h2")]


def ticks(root: Element) -> dict[str, bool]:
    """Give every box to tick, and whether it is ticked."""
    boxes = [field for field in elements(root, "input") if field.get("name") == "item"]
    found = {str(box.get("value")): box.get("checked") is not None for box in boxes}
    assert len(found) == len(boxes), "A box stands twice."
    return found


@pytest.mark.parametrize("code", [locale.code for locale in LOCALES])
def test_a_packet_shows_everything_in_its_order(code: str, get_page: Callable[..., Page]) -> None:
    page = get_page(f"/{code}/packet/{CHOICE}")
    library_order = [section.get("id") for section in elements(page.root, "section")]
    assert library_order[0] == "part-1-short-answer"
    assert library_order[1] == "help.chirla"
    assert str(library_order[2]).startswith("part-3-")
    assert message_of(page.root).get("lang") == code
    assert f"{BASE_URL}/{code}/packet/{CHOICE}" in text_of(elements(page.root, "figcaption")[0])


def test_two_in_a_packet_may_be_the_same_text(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/packet/start.short-answer~start")
    ids = [section.get("id") for section in elements(page.root, "section")]
    assert {"part-1-short-answer", "part-2-short-answer"} <= set(ids)


def test_a_packet_stands_in_the_clients_language_on_the_workers_page(get_page: Callable[..., Page]) -> None:
    page = get_page(f"/en/packet/{CHOICE}?in=ar-XB")
    (packet,) = [part for part in elements(page.root, "div") if part.get("class") == "packet"]
    assert (page.root.get("lang"), packet.get("lang"), packet.get("dir")) == ("en", "ar-XB", "rtl")
    assert [text_of(title) for title in elements(page.root, "h1")] == ["Your packet"]
    own = get_page(f"/ar-XB/packet/{CHOICE}")
    assert headings(page.root) == headings(own.root)
    inside = [link.get("href", "") for link in packet.iter(f"{XHTML}a")]
    assert not [link for link in inside if link.startswith("/en/")]


def test_a_packet_has_its_paper_and_its_message(get_page: Callable[..., Page]) -> None:
    found = links(get_page(f"/en/packet/{CHOICE}?in=es").root)
    assert f"/es/handout/{CHOICE}.pdf" in found
    assert f"/es/handout/{CHOICE}.pdf?with=en" in found
    (sms,) = [link for link in found if link.startswith("sms:?")]
    assert read_message(sms).split("\n")[-1] == f"{BASE_URL}/es/packet/{CHOICE}"


def test_what_has_left_the_site_is_said_to_be_gone(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/packet/start.short-answer~start.no-longer~help.no-longer")
    assert "2 parts of this packet are no longer on this site." in main_text(page)
    assert len(headings(page.root)) == 1


def test_a_service_that_was_listed_too_long_ago_is_gone(
    make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    page = page_getter_for(make_app(today=date(2040, 1, 1)))("/en/packet/start.short-answer~help.chirla")
    assert "1 part of this packet is no longer on this site." in main_text(page)
    assert "This may have changed since" in main_text(page)


def test_a_damaged_address_shows_what_could_be_read(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/packet/start.short-answer~%E2%80%AE~HELP")
    assert "could not be read" in main_text(page)
    assert len(headings(page.root)) == 1
    assert "\u202e" not in page.text
    assert "HELP" not in main_text(page)


def test_more_than_fit_are_the_first_and_said_to_be(get_page: Callable[..., Page], app: Flask) -> None:
    slugs = list(app.extensions["rights"].library.guides)
    names = [*slugs, *(f"start.{section.key}" for section in app.extensions["rights"].library.guides["start"].sections)]
    assert len(names) > MAX_ITEMS
    query = "&".join(f"item={name}" for name in names)
    page = get_page(f"/en/packet/?{query}")
    chosen = [name for name, is_ticked in ticks(page.root).items() if is_ticked]
    assert chosen == [name.key for name in parse_packet(JOINT.join(names)).names]
    assert 0 < len(chosen) <= MAX_ITEMS
    assert "A packet holds up to 20 parts." in main_text(page)


def test_the_builder_offers_every_guide_and_section_once(get_page: Callable[..., Page], app: Flask) -> None:
    library = app.extensions["rights"].library
    everything = {*library.guides, *(guide.section_key(section) for guide, section in library.sections())}
    offered = ticks(get_page("/en/packet/").root)
    assert everything <= set(offered)
    assert not any(offered.values())


def test_what_is_ticked_becomes_one_address(get_page: Callable[..., Page]) -> None:
    page = get_page("/en/packet/?item=start.short-answer&item=help.chirla&item=start.short-answer&county=")
    assert [name for name, is_ticked in ticks(page.root).items() if is_ticked] == ["start.short-answer", "help.chirla"]
    assert "/en/packet/start.short-answer~help.chirla" in links(page.root)
    assert "/en/share/start.short-answer~help.chirla" in links(page.root)


def test_a_county_adds_its_services_to_what_can_be_ticked(get_page: Callable[..., Page], app: Flask) -> None:
    before, after = (ticks(get_page(f"/es/packet/?{query}").root) for query in ("", "county=fresno&item=letter"))
    register = app.extensions["sharing"].directory.register
    own = {f"help.{service.key}" for service in register.find(county="fresno", today=date(2026, 11, 22))}
    assert set(after) - set(before) == own | {"in.fresno"}
    assert after["letter"]


def test_a_packet_can_be_changed(get_page: Callable[..., Page]) -> None:
    (change,) = [link for link in links(get_page(f"/en/packet/{CHOICE}").root) if link.startswith("/en/packet/?")]
    chosen = [name for name, is_ticked in ticks(get_page(change).root).items() if is_ticked]
    assert chosen == CHOICE.split(JOINT)


@pytest.mark.parametrize(
    "query", ["county=nowhere", "county=fresno&county=kern", "county=%E2%80%AE", "county=" + "x" * 1500]
)
def test_a_county_there_is_none_of_is_a_polite_page(query: str, get_page: Callable[..., Page]) -> None:
    get_page(f"/en/packet/?{query}", status=400)


@pytest.mark.parametrize("items", [["%00"], ["x" * 900], ["%E2%80%AEstart"], ["~~~"], [""], ["nothing", "in.nowhere"]])
def test_hostile_choices_choose_nothing(items: list[str], get_page: Callable[..., Page]) -> None:
    page = get_page("/en/packet/?" + "&".join(f"item={item}" for item in items))
    assert not any(ticks(page.root).values())


def test_five_hundred_ticks_are_a_polite_page(get_page: Callable[..., Page]) -> None:
    get_page("/en/packet/?" + "&".join(["item=start"] * 500), status=414)


def test_every_page_fits_the_first_flight(client: FlaskClient, locale_code: str) -> None:
    for path in ("/packet/", "/packet/?county=los-angeles", "/share/start?in=ar-XB", f"/packet/{CHOICE}"):
        body = client.get(f"/{locale_code}{path}").data
        assert len(brotli.compress(body, quality=11)) < FIRST_FLIGHT - 1_500, path
