"""The timeline: what happened stays true, what was planned says when its day has come."""

from collections.abc import Callable
from datetime import date, timedelta
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from portal.content.markdown import Message
from portal.rights.changes import Change
from portal.rights.library import Library
from tests.conftest import TODAY, Page, page_getter
from tests.page_checks import elements, text_of

PLANNED = "This was planned. We have not yet checked what happened."


def make_change(when: str, kind: str = "planned") -> Change:
    return Change("key", when, kind, Message("changes#key", "Text."), (), "confirmed", "start")


@pytest.mark.parametrize(
    ("when", "expected"),
    [("2027-07-01", date(2027, 7, 1)), ("2026-05", date(2026, 5, 1)), ("2013", date(2013, 1, 1))],
)
def test_an_event_begins_on_the_first_day_its_date_can_mean(when: str, expected: date) -> None:
    assert make_change(when).first_day == expected


def test_a_planned_event_was_planned_from_its_day_on() -> None:
    change = make_change("2027-07-01")
    assert not change.was_planned(date(2027, 6, 30))
    assert change.was_planned(date(2027, 7, 1))
    assert change.was_planned(date(2030, 1, 1))


def test_what_happened_was_not_planned() -> None:
    assert not make_change("2025-07-01", "happened").was_planned(TODAY)


def test_changes_are_read_newest_first(library: Library) -> None:
    days = [change.first_day for change in library.changes]
    assert days == sorted(days, reverse=True)


def test_every_change_has_a_source_and_a_guide(library: Library) -> None:
    for change in library.changes:
        assert change.sources
        assert change.guide in library.guides


def test_nothing_is_said_to_have_happened_before_its_day(library: Library) -> None:
    for change in library.changes:
        if change.kind == "happened":
            assert change.first_day <= TODAY, change.key


def find_entry(page: Page, key: str) -> Element:
    [entry] = [entry for entry in elements(page.root, "li") if entry.get("id") == key]
    return entry


def warnings(entry: Element) -> list[str]:
    return [text_of(child) for child in entry.iter() if child.get("class") == "warning"]


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_the_page_shows_what_happened_newest_first_and_what_is_planned_soonest_first(
    get_page: Callable[..., Page], library: Library, code: str
) -> None:
    shown = [entry.get("id") for entry in elements(get_page(f"/{code}/changes").root, "li") if entry.get("id")]
    happened = [change.key for change in library.changes if change.kind == "happened"]
    planned = [change.key for change in reversed(library.changes) if change.kind == "planned"]
    assert shown == planned + happened


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_a_planned_event_whose_day_has_come_says_so(
    make_app: Callable[..., Flask], library: Library, code: str
) -> None:
    first = min((change for change in library.changes if change.kind == "planned"), key=lambda c: c.first_day)
    eve, day = (make_app(today=first.first_day - timedelta(days=days)) for days in (1, 0))
    sentence = day.extensions["languages"].domain.speeches[code].gettext(PLANNED)
    assert warnings(find_entry(page_getter(eve)(f"/{code}/changes"), first.key)) == []
    assert warnings(find_entry(page_getter(day)(f"/{code}/changes"), first.key)) == [sentence]


def test_long_after_only_planned_events_say_they_were_planned(make_app: Callable[..., Flask], library: Library) -> None:
    page = page_getter(make_app(today=date(2040, 1, 1)))("/en/changes")
    for change in library.changes:
        assert bool(warnings(find_entry(page, change.key))) == (change.kind == "planned")
