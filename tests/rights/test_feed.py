"""The Atom feed: well formed, in the reader's language, and true in a feed reader years later."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import Registry
from portal.rights.library import Library
from tests.conftest import BASE_URL, TODAY

ATOM = "{http://www.w3.org/2005/Atom}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"

LATER = date(2027, 3, 1)


@pytest.fixture(scope="module")
def later(make_app: Callable[..., Flask]) -> Flask:
    return make_app(today=LATER)


def fetch(app: Flask, code: str) -> Element:
    answer = app.test_client().get(f"/{code}/changes.atom")
    assert answer.status_code == 200
    assert answer.content_type == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(answer.data)


def entries(feed: Element) -> list[Element]:
    return feed.findall(f"{ATOM}entry")


def text(element: Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found, f"{name} is missing or empty."
    return found


def find_change(feed: Element, code: str, key: str) -> list[str]:
    address = f"{BASE_URL}/{code}/changes#{key}"
    return [text(entry, "content") for entry in entries(feed) if text(entry, "id") == address]


def test_the_feed_has_what_the_standard_asks_for(later: Flask, locale_code: str, registry: Registry) -> None:
    feed = fetch(later, locale_code)
    assert feed.tag == f"{ATOM}feed"
    assert feed.get(LANGUAGE) == registry[locale_code].tag
    assert text(feed, "title")
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert links["self"] == f"{BASE_URL}/{locale_code}/changes.atom"
    assert links["alternate"] == f"{BASE_URL}/{locale_code}/changes"
    for entry in entries(feed):
        assert text(entry, "title")
        [content] = entry.findall(f"{ATOM}content")
        assert content.get("type") == "text"
        assert registry.find(content.get(LANGUAGE, ""))


def test_ids_are_unique_and_absolute(later: Flask, locale_code: str) -> None:
    feed = fetch(later, locale_code)
    ids = Counter([text(feed, "id"), *(text(entry, "id") for entry in entries(feed))])
    assert ids.most_common(1)[0][1] == 1
    addresses = [*ids, *(link.get("href", "") for link in feed.iter(f"{ATOM}link"))]
    assert all(address.startswith(f"{BASE_URL}/{locale_code}/") for address in addresses)


def test_days_are_stamps_and_the_feed_is_as_new_as_its_newest_entry(later: Flask) -> None:
    feed = fetch(later, "es")
    stamps = [datetime.fromisoformat(text(entry, "updated")) for entry in entries(feed)]
    assert all(stamp.tzinfo for stamp in stamps)
    assert datetime.fromisoformat(text(feed, "updated")) == max(stamps)
    assert max(stamps).date() <= LATER


def test_every_event_is_there_once_its_day_has_come_and_not_before(app: Flask, later: Flask, library: Library) -> None:
    for change in library.changes:
        assert len(find_change(fetch(app, "en"), "en", change.key)) == (change.first_day <= TODAY)
        assert len(find_change(fetch(later, "en"), "en", change.key)) == (change.first_day <= LATER)


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_a_planned_event_whose_day_has_come_says_so(later: Flask, library: Library, code: str) -> None:
    speech = later.extensions["languages"].domain.speeches[code]
    note = speech.gettext("This was planned. We have not yet checked what happened.")
    feed = fetch(later, code)
    for change in library.changes:
        for content in find_change(feed, code, change.key):
            assert (note in content) == (change.kind == "planned")


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_old_sections_are_announced_with_their_old_text(later: Flask, library: Library, code: str) -> None:
    feed = fetch(later, code)
    renderer = later.extensions["rights"].renderers[code]
    announced = {
        text(entry, "id"): text(entry, "content") for entry in entries(feed) if "?expired=" in text(entry, "id")
    }
    assert len(announced) == len(library.expired(LATER)) > 0
    for claim in library.expired(LATER):
        slug, _, anchor = claim.key.partition(".")
        content = announced[f"{BASE_URL}/{code}/rights/{slug}?expired={claim.review_by}#{anchor}"]
        for block in library.section(claim.key)[1].blocks:
            assert renderer.plain(block.message)[0] in content


def test_no_section_is_announced_while_all_are_current(make_app: Callable[..., Flask], library: Library) -> None:
    first = min(claim.review_by for claim in library.claims.values())
    assert "?expired=" not in make_app(today=first).test_client().get("/es/changes.atom").get_data(as_text=True)


def test_the_feed_is_plain_text_with_its_facts_set_apart(later: Flask, locale_code: str, library: Library) -> None:
    feed = fetch(later, locale_code)
    for entry in entries(feed):
        content = text(entry, "content")
        assert not re.search(r"<\w|</|\*\*|\{\w+:|\]\[", content)
        opened = content.count(LEFT_TO_RIGHT_ISOLATE) + content.count(FIRST_STRONG_ISOLATE)
        assert opened == content.count(POP_ISOLATE)
    dated = [change for change in library.changes if "{date:" in change.text.text and change.first_day <= LATER]
    for change in dated:
        [content] = find_change(feed, locale_code, change.key)
        assert FIRST_STRONG_ISOLATE in content


def test_what_a_visitor_sends_changes_no_address(app: Flask) -> None:
    spoofed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    answer = app.test_client().get("/es/changes.atom", headers=spoofed)
    assert b"evil" not in answer.data


def test_the_feed_has_the_same_bytes_every_time(make_app: Callable[..., Flask], app: Flask) -> None:
    fetched = [each.test_client().get("/es/changes.atom").data for each in (app, make_app())]
    assert fetched[0] == fetched[1]
