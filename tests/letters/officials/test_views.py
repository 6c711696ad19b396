"""“Who represents me”: the right names on the right days, and a way on where there is none."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import FILE, PREVIOUS
from tests.conftest import TODAY, Page
from tests.page_checks import XHTML, elements, text_of

#: What a server may send in its first flight.
FIRST_FLIGHT = 14_480

SHAPES = ["", "ca", "ca/13", "ca/senate/8", "ca/assembly/80", "tx", "tx/23", "wy", "dc", "pr", "as"]

FINDERS = {
    "https://www.house.gov/representatives/find-your-representative",
    "https://www.senate.gov/senators/senators-contact.htm",
    "https://findyourrep.legislature.ca.gov/",
}


@dataclass(frozen=True)
class Site:
    """A portal on some day, with some store."""

    app: Flask
    get_page: Callable[..., Page]

    def get(self, path: str, code: str = "en", status: int = 200) -> Page:
        return self.get_page(f"/{code}/officials/{path}", status)


Open = Callable[..., Site]


@pytest.fixture(scope="session")
def open_site(make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]) -> Open:
    made: dict[tuple[Path | None, date], Site] = {}

    def open_one(folder: Path | None, day: date = TODAY) -> Site:
        if (folder, day) not in made:
            app = make_app(instance=folder.parent if folder else None, today=day)
            made[folder, day] = Site(app, page_getter_for(app))
        return made[folder, day]

    return open_one


@pytest.fixture
def site(open_site: Open, country: Officials) -> Site:
    """The portal with the fictional country."""
    assert country._path is not None
    return open_site(country._path.parent)


@pytest.fixture
def bare(open_site: Open) -> Site:
    """The portal without any data about officials."""
    return open_site(None)


def links(page: Page) -> list[str]:
    (main,) = elements(page.root, "main")
    return [link.get("href", "") for link in main.iter(f"{XHTML}a")]


def words(page: Page) -> str:
    """Give everything a page's main part says."""
    return text_of(elements(page.root, "main")[0])


def cards(page: Page) -> list[str]:
    """Give the words of each seat on a page."""
    return [text_of(part) for part in elements(page.root, "section") if part.get("class") == "seat"]


@pytest.mark.parametrize("shape", SHAPES)
def test_every_page_is_sound_and_light_in_every_language(site: Site, locale_code: str, shape: str) -> None:
    page = site.get(shape, locale_code)
    headers = "".join(f"{name}: {value}\r\n" for name, value in page.response.headers)
    assert len(brotli.compress(page.response.data)) + len(headers) < FIRST_FLIGHT


def test_the_first_page_leads_to_every_state_california_first(site: Site, facts: Facts) -> None:
    states = [link for link in links(site.get("")) if re.fullmatch(r"/en/officials/[a-z]{2}", link)]
    assert states[0] == "/en/officials/ca"
    assert len(states) == len(set(states)) == 56
    assert {link[-2:].upper() for link in states} == {code for code, state in facts.states.items() if state.seats}


def test_every_link_among_these_pages_answers(site: Site) -> None:
    """Without scripts somebody reaches every district from the first page."""
    client = site.app.test_client()
    seen, waiting = set(), ["/en/officials/"]
    while waiting:
        address = waiting.pop()
        if address in seen:
            continue
        seen.add(address)
        page = client.get(address)
        assert page.status_code == 200, address
        waiting += re.findall(r'href="(/en/officials/[^"#]*)"', page.text)
    assert len(seen) == 1 + 56 + (435 - 6) + 40 + 80


def test_a_district_shows_its_representative_and_both_senators(site: Site) -> None:
    page = site.get("ca/13")
    representative, first, second = cards(page)
    assert "United States Representative Rep MemberCA13" in representative
    assert "Republican Party" in representative
    assert "202-225-1234" in representative
    assert "1 Cannon House Office Building Washington DC 20515-0001" in representative.replace(
        "BuildingW", "Building W"
    )
    assert "Checked on August 5, 2026, from congress-legislators." in representative
    assert "United States Senator Sena TorCA1" in first
    assert "United States Senator Sena TorCA2" in second
    assert {"tel:+12022251234", "https://member.house.gov", "https://www.example.senate.gov/contact"} <= set(
        links(page)
    )


def test_names_and_addresses_stay_english_for_readers_of_other_languages(site: Site) -> None:
    for code in ("es", "ar-XB"):
        page = site.get("ca/13", code)
        english = [text_of(part) for part in elements(page.root, "bdi") if part.get("lang") == "en"]
        assert {"Rep MemberCA13", "1 Cannon House Office Building", "congress-legislators"} <= set(english)


def test_a_state_shows_its_senators_and_every_district(site: Site) -> None:
    page = site.get("tx")
    assert len(cards(page)) == 2
    assert [link for link in links(page) if "/tx/" in link and "letter" not in link] == [
        f"/en/officials/tx/{number}" for number in range(1, 39)
    ]


@pytest.mark.parametrize(
    ("name", "offices"),
    [
        ("wy", ["United States Senator", "United States Senator", "United States Representative"]),
        ("dc", ["Delegate to the U.S. House of Representatives"]),
        ("gu", ["Delegate to the U.S. House of Representatives"]),
        ("pr", ["Resident Commissioner of Puerto Rico"]),
    ],
)
def test_who_has_one_seat_has_it_on_the_page_of_the_state(site: Site, name: str, offices: list[str]) -> None:
    page = site.get(name)
    found = cards(page)
    assert len(found) == len(offices)
    assert all(card.startswith(office) for card, office in zip(found, offices, strict=True))
    assert ("This place has no senators." in page.text) == (name != "wy")
    assert 'data-module="zip-officials"' not in page.text


def test_california_has_its_own_legislators(site: Site) -> None:
    (card,) = cards(site.get("ca/senate/8"))
    assert card.startswith("California State Senator Upper Person8")
    assert "from Open States people: California" in card
    (card,) = cards(site.get("ca/assembly/80"))
    assert card.startswith("Member of the California State Assembly Lower Person80")
    assert "https://findyourrep.legislature.ca.gov/" in links(site.get("ca/13"))


@pytest.mark.parametrize(
    "path",
    "CA xx ae fm california ca/0 ca/53 ca/013 ca/x wy/0 wy/1 dc/0 ca/senate/0 ca/senate/41 ca/assembly/81 ca/senate/08 "
    "ca/senate ny/senate/1 ca/13/ ca/١٣ %00 ca/%0a13".split(),
)
def test_an_unknown_place_is_not_found(site: Site, path: str) -> None:
    site.get(path, "es", 404)


def test_a_december_day_hides_every_name_that_ran_out(open_site: Open, site: Site, country: Officials) -> None:
    assert country._path is not None
    page = open_site(country._path.parent, date(2026, 12, 7)).get("ca/assembly/80")
    (card,) = cards(page)
    assert "This seat changed on December 7, 2026. We do not have the new name yet." in card
    assert "Person" not in page.text
    assert "https://findyourrep.legislature.ca.gov/" in links(page)
    assert "Lower Person80" in site.get("ca/assembly/80").text


def test_in_january_congress_is_hidden_and_the_switchboard_shown(open_site: Open, country: Officials) -> None:
    assert country._path is not None
    january = open_site(country._path.parent, date(2027, 1, 3))
    page = january.get("tx/23")
    representative, _, second = cards(page)
    assert "This seat changed on January 3, 2027." in representative
    assert "202-224-3121" in representative
    assert "Nobody of ours has called this number yet." in representative
    assert "Sena TorTX2" in second
    assert "Member" not in representative
    assert "This state has new district lines since January 3, 2027." in words(page)
    assert "We cannot look up a ZIP code by the new lines yet." in page.text
    assert "zip-officials" not in january.get("tx").text
    assert "new district lines" not in january.get("mo/3").text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("ca/14", "This seat is vacant."),
        ("oh", "This seat may have changed on November 3, 2026."),
        ("fl/20", "This seat may have changed on November 3, 2026."),
        ("ga/13", "This seat is vacant."),
        ("ca/14", "This state gets new district lines on January 3, 2027."),
    ],
)
def test_vacant_and_doubtful_seats_say_so(open_site: Open, real_folder: Path, path: str, said: str) -> None:
    assert said in words(open_site(real_folder).get(path))


@pytest.mark.parametrize("day", ["2026-11-21", "2026-12-06", "2026-12-07", "2027-01-02", "2027-01-03", "2027-01-10"])
def test_no_page_ever_shows_a_name_that_ran_out(open_site: Open, real_folder: Path, real: Officials, day: str) -> None:
    """Every page of California and of one state of each other kind, held against every name there is."""
    moment = date.fromisoformat(day)
    shown = {official.name for official in real.people().officials if moment < official.valid_until}
    doubtful = {official.name for official in real.people().officials if official.end_type}
    gone = {official.name for official in real.people().officials} - shown - doubtful
    client = open_site(real_folder, moment).app.test_client()
    paths = ["ca", *(f"ca/{number}" for number in range(1, 53)), "oh", "fl", "tx", "tx/15", "dc", "pr", "ny/9"]
    paths += [
        f"ca/{chamber}/{number}"
        for chamber, last in (("senate", 40), ("assembly", 80))
        for number in range(1, last + 1)
    ]
    seen: set[str] = set()
    for path in paths:
        names = re.findall(r"</small> <bdi>(.*?)</bdi>", client.get(f"/en/officials/{path}").text)
        seen |= {unescape(name) for name in names}
    assert not seen & gone
    assert seen & shown


def test_without_data_every_page_says_so_and_leads_on(bare: Site) -> None:
    for path in ("ca/13", "tx", "dc", "pr", "ca/senate/8"):
        page = bare.get(path)
        assert "We do not have the name of this official." in page.text
        assert FINDERS & set(links(page))
        assert any("/letter/" in link for link in links(page))
    assert set(links(bare.get(""))) >= FINDERS
    assert 'data-module="zip-officials"' in bare.get("").text


def test_links_out_say_nothing_of_the_reader(site: Site) -> None:
    for path in ("", "ca", "ca/13", "dc", "ca/assembly/80"):
        assert not [
            link for link in links(site.get(path)) if link.startswith("http") and re.search(r"[?#]|\d{5}", link)
        ]


def test_every_district_leads_to_its_letter(site: Site) -> None:
    assert "/es/letter/congress/ca/13" in links(site.get("ca/13", "es"))
    assert "/en/letter/congress/wy" in links(site.get("wy"))


def test_the_box_sends_nothing(site: Site) -> None:
    for path in ("", "ca"):
        page = site.get(path)
        (form,) = elements(page.root, "form")
        (field,) = elements(page.root, "input")
        assert form.get("action") is None
        assert form.get("hidden") is not None
        assert field.get("name") is None
        assert "connect-src 'self'" in page.response.headers["Content-Security-Policy"]
    assert "connect-src 'none'" in site.get("ca/13").response.headers["Content-Security-Policy"]


def file_addresses(page: Page) -> list[str]:
    """List the files the box of a page may ask for."""
    (form,) = elements(page.root, "form")
    pattern = form.get("data-files", "")
    return [pattern.replace("{name}", name) for name in form.get("data-preload", "").split()]


def test_the_files_of_zip_codes_are_kept_and_answer_today_alone(site: Site, bare: Site) -> None:
    addresses = file_addresses(site.get(""))
    assert [address.split("/")[-1].split(".")[0] for address in addresses] == ["us", "ca"]
    client = site.app.test_client()
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.mimetype == "application/json"
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert json.loads(answer.data)
        other = bare.app.test_client().get(address)
        assert other.status_code == 404
        assert "immutable" not in other.headers.get("Cache-Control", "")
    assert client.get(addresses[0].replace("us.", "wy.")).status_code == 404


def test_a_new_store_is_on_the_pages_at_once(folder: Path, make_app: Callable[..., Flask]) -> None:
    """Finished pages and the files of ZIP codes are of the store they were made from."""
    client: FlaskClient = make_app(instance=folder.parent).test_client()
    before = client.get("/en/officials/ca/13")
    assert "Rep MemberCA13" in before.text
    assert client.get("/en/officials/ca/13").headers["ETag"] == before.headers["ETag"]
    address = re.findall(r'data-files="(.*?)"', client.get("/en/officials/ca").text)[0].replace("{name}", "ca")
    assert client.get(address).status_code == 200
    (folder / FILE).rename(folder / PREVIOUS)
    assert "We do not have the name" in client.get("/en/officials/ca/13").text
    assert client.get(address).status_code == 404
    (folder / PREVIOUS).rename(folder / FILE)
    assert client.get("/en/officials/ca/13").text == before.text


def test_a_damaged_store_never_breaks_a_page(folder: Path, make_app: Callable[..., Flask]) -> None:
    client = make_app(instance=folder.parent).test_client()
    (folder / FILE).write_bytes(b"SQLite format 3\x00 and no more")
    for path in SHAPES:
        assert client.get(f"/en/officials/{path}").status_code == 200, path
