"""Files to pass on: whole, small, dated, in the reader's language, and leading nowhere but to the site."""

import re
from collections.abc import Callable
from datetime import date
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.guides import TELLING, TOPICS
from portal.rights.library import Library
from portal.sharing import files
from portal.sharing.files import MAX_BYTES
from tests.conftest import BASE_URL
from tests.page_checks import elements, parse_page, text_of

MIXED = "start~medi-cal-data.one-page~help.chirla~in.los-angeles~letter"


def choices(library: Library) -> list[str]:
    """List the guides of each topic as one choice."""
    return ["~".join(slug for slug, guide in library.guides.items() if guide.topic == topic) for topic in TOPICS]


def fetch(client: FlaskClient, code: str, what: str) -> Element:
    answer = client.get(f"/{code}/pass-on/{what}.html")
    assert answer.status_code == 200
    return parse_page(answer.data)


def test_every_topic_fits_into_one_file_in_every_language(
    client: FlaskClient, library: Library, locale_code: str
) -> None:
    for what in (*choices(library), MIXED):
        answer = client.get(f"/{locale_code}/pass-on/{what}.html")
        assert answer.status_code == 200
        assert len(answer.data) <= MAX_BYTES
        assert answer.headers["Content-Disposition"] == f'attachment; filename="pages-{locale_code}.html"'


def test_a_file_needs_nothing_but_itself(client: FlaskClient, locale_code: str) -> None:
    root = fetch(client, locale_code, MIXED)
    for name in ("script", "link", "img", "iframe", "form", "object", "svg"):
        assert not elements(root, name), f"The file has a {name}."
    for element in root.iter():
        assert not [name for name in element.keys() if name in {"src", "style", "action"} or name.startswith("on")]
    (style,) = elements(root, "style")
    assert not re.search(r"url\(|@import|@font-face", style.text or "")


def test_links_lead_into_the_file_or_to_a_whole_address(client: FlaskClient, locale_code: str) -> None:
    root = fetch(client, locale_code, "start~medi-cal-data~help.chirla~in.fresno~letter")
    ids = {element.get("id") for element in root.iter()}
    links = [(link.get("href", ""), link.get("rel")) for link in elements(root, "a")]
    inside = [href for href, _ in links if href.startswith("#")]
    assert inside
    assert {href[1:] for href in inside} <= ids
    assert not [href for href, _ in links if not re.match(r"#|https?://|tel:|sms:|mailto:", href)]
    assert any(href.startswith(f"{BASE_URL}/{locale_code}/") for href, _ in links)
    assert {rel for href, rel in links if href.startswith("http")} == {"noreferrer"}


def test_a_link_to_a_guide_in_the_file_stays_in_the_file(client: FlaskClient) -> None:
    both = client.get("/en/pass-on/start~medi-cal-data.html").text
    alone = client.get("/en/pass-on/start.html").text
    assert f'href="{BASE_URL}/en/rights/medi-cal-data"' in alone
    assert f'href="{BASE_URL}/en/rights/medi-cal-data"' not in both


def test_no_id_stands_twice(client: FlaskClient) -> None:
    ids = [element.get("id") for element in fetch(client, "en", "start~start.short-answer~apply~in.fresno").iter()]
    ids = [name for name in ids if name]
    assert len(ids) == len(set(ids))


def test_a_file_says_its_day_and_until_when_it_is_good(client: FlaskClient, library: Library) -> None:
    earliest = min(library.claims[guide.section_key(section)].review_by for guide, section in library.sections())
    assert earliest >= date(2026, 11, 22)
    guide = library.guides["start"]
    until = min(library.claims[guide.section_key(section)].review_by for section in guide.sections)
    text = text_of(fetch(client, "en", "start"))
    assert "This file was made on November 22, 2026." in text
    assert f"It is good until {until:%B} {until.day}, {until.year}." in text
    assert f"{BASE_URL}/en/rights/start" in text


def test_an_office_has_a_date_too(client: FlaskClient) -> None:
    assert "It is good until" in text_of(fetch(client, "en", "help.chirla"))


def test_a_file_of_old_texts_says_so(make_app: Callable[..., Flask]) -> None:
    text = text_of(fetch(make_app(today=date(2030, 1, 1)).test_client(), "en", "start.short-answer"))
    assert "It is good until" not in text
    assert "Look for a newer one before you decide anything." in text
    assert "This may have changed since" in text


def test_crisis_lines_and_the_state_of_the_translation_are_there(client: FlaskClient, locale_code: str) -> None:
    root = fetch(client, locale_code, "coping")
    dialled = {link.get("href") for link in elements(root, "a")}
    assert {"tel:911", "tel:988"} <= dialled
    notes = [element for element in root.iter() if element.get("class") == "note"]
    assert bool(notes) == (locale_code != "en")


def test_a_tab_and_a_download_tell_nothing(client: FlaskClient) -> None:
    (title,) = elements(fetch(client, "en", "medi-cal-data"), "title")
    assert not TELLING.search(text_of(title))


def test_what_would_make_the_file_too_large_is_a_link(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "MAX_BYTES", 60_000)
    answer = client.get("/en/pass-on/start~medi-cal-data~court-case~apply.html")
    assert len(answer.data) <= 60_000
    text = text_of(parse_page(answer.data))
    assert "Not in this file" in text
    assert f'{BASE_URL}/en/rights/apply"' in answer.text


def test_what_is_gone_or_unreadable_is_said(client: FlaskClient) -> None:
    text = text_of(fetch(client, "en", "start~no-such-guide~NOT%20A%20NAME"))
    assert "Something that was chosen for this file is no longer on this site." in text
    assert "A part of the address this file was made from could not be read." in text


@pytest.mark.parametrize("what", ["no-such-guide", "NOT", "~~~", "..", "x" * 300])
def test_nothing_to_give_is_not_found(client: FlaskClient, what: str) -> None:
    assert client.get(f"/en/pass-on/{what}.html").status_code == 404


def test_a_choice_is_not_kept_in_front_of_the_site(app: Flask) -> None:
    before = len(app.extensions["finished"]._pages)
    app.test_client().get("/en/pass-on/apply~start.html")
    assert len(app.extensions["finished"]._pages) == before
