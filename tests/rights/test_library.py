"""All content together: what may be linked, where it leads, and what has run out."""

from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest

from portal.i18n.locales import Registry
from portal.rights.library import EMERGENCY, HELP, PAGES, SHORT_ANSWER, STATES_SECTION, Library


def test_sections_and_claims_belong_together_one_to_one(library: Library) -> None:
    assert {guide.section_key(section) for guide, section in library.sections()} == set(library.claims)


@pytest.mark.parametrize("key", [EMERGENCY, SHORT_ANSWER, HELP, STATES_SECTION])
def test_the_sections_other_pages_show_are_there(library: Library, key: str) -> None:
    guide, section = library.section(key)
    assert guide.section_key(section) == key


@pytest.mark.parametrize("key", ["nowhere.at-all", "start"])
def test_a_section_there_is_none_of_is_an_error(library: Library, key: str) -> None:
    with pytest.raises((KeyError, StopIteration)):
        library.section(key)


def test_every_message_is_one_of_a_guide_or_of_the_timeline(library: Library) -> None:
    names = {message.context.partition("#")[0].partition("/")[0] for message in library.messages()}
    assert names == {"rights", "changes"}


def test_no_message_stands_twice_in_its_section(library: Library) -> None:
    """One translation would have to serve both, and one edit would withdraw both."""
    seen = [(message.context, message.text) for message in library.messages() if "#" in message.context]
    twice = {key for key in seen if seen.count(key) > 1}
    assert not twice


def test_every_link_key_leads_somewhere(library: Library, registry: Registry) -> None:
    for key in library.link_keys():
        address = library.link_to(key, registry["es"])
        parts = urlsplit(address)
        assert (parts.scheme in {"http", "https"} and parts.hostname) or address.startswith("/es/"), key


def test_keys_of_guides_sections_and_pages_stay_in_the_language(library: Library, registry: Registry) -> None:
    assert library.link_to("start", registry["zh-Hant"]) == "/zh-Hant/rights/start"
    assert library.link_to(EMERGENCY, registry["es"]) == "/es/rights/start#emergency-first"
    for page, address in PAGES.items():
        assert library.link_to(page, registry["es"]) == f"/es/{address}"


def test_no_key_means_two_things(library: Library) -> None:
    assert not set(library.guides) & (set(library.sources) | set(PAGES))
    assert not set(library.sources) & set(PAGES)


def test_claims_run_out_in_order(library: Library) -> None:
    assert library.expired(date(2026, 11, 22)) == []
    first = min(claim.review_by for claim in library.claims.values())
    assert library.expired(first) == []
    assert {claim.review_by for claim in library.expired(first + timedelta(days=1))} == {first}
    everything = library.expired(date(2040, 1, 1))
    assert len(everything) == len(library.claims)
    assert [claim.review_by for claim in everything] == sorted(claim.review_by for claim in everything)
