"""The page that keeps guides, the copies, and the worker, as the portal sends them."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.guides import TELLING
from portal.rights.library import HELP, Library
from portal.sharing.keeping.worker import ADDRESS, STORE, find_version
from tests.code_reading import PORTAL
from tests.conftest import Page
from tests.page_checks import elements, text_of

WORKER = (PORTAL / "sharing" / "keeping" / "worker.js").read_text()


def test_the_page_offers_every_guide_and_nothing_is_ticked(
    get_page: Callable[..., Page], library: Library, locale_code: str
) -> None:
    page = get_page(f"/{locale_code}/keep")
    ticks = [field for field in elements(page.root, "input") if field.get("type") == "checkbox"]
    assert {tick.get("value") for tick in ticks} == {f"/{locale_code}/keep/{slug}" for slug in library.guides}
    assert all(tick.get("checked") is None and tick.get("name") is None for tick in ticks)
    assert {"tel:911", "tel:988"} <= {link.get("href") for link in elements(page.root, "a")}


def test_what_the_page_keeps_is_there(get_page: Callable[..., Page], client: FlaskClient) -> None:
    (box,) = [part for part in get_page("/es/keep").root.iter() if part.get("data-module") == "keep"]
    files = (box.get("data-files") or "").split()
    assert files
    for address in (*files, box.get("data-home"), box.get("data-worker")):
        assert client.get(address or "").status_code == 200
    needed = {
        script.get("src")
        for path in ("/es/keep", "/es/keep/start")
        for script in elements(get_page(path).root, "script")
    }
    assert needed <= set(files)


@pytest.mark.parametrize("slug", ["start", "medi-cal-data", "if-someone-comes"])
def test_a_copy_carries_every_date_and_notice(
    get_page: Callable[..., Page], library: Library, locale_code: str, slug: str
) -> None:
    root = get_page(f"/{locale_code}/keep/{slug}").root
    guide = library.guides[slug]
    dated = {part.get("id"): part for part in elements(root, "section")}
    for section in guide.sections:
        part = dated[section.key]
        assert part.get("data-review-by") == library.claims[guide.section_key(section)].review_by.isoformat()
        notices = [line for line in part.iter() if line.get("data-expired") is not None]
        assert len(notices) == 2
        assert all(line.get("hidden") is not None for line in notices)


def test_a_copy_says_the_same_as_the_guide(get_page: Callable[..., Page], locale_code: str) -> None:
    def words(path: str) -> list[str]:
        sections = elements(get_page(path).root, "section")
        # A guide's page ends with where to find help, which is a part of another guide.
        own = [part for part in sections if part.get("id") != HELP.partition(".")[2]]
        return [text_of(line) for part in own for name in ("h2", "p", "li") for line in elements(part, name)]

    copy, guide = words(f"/{locale_code}/keep/start"), words(f"/{locale_code}/rights/start")
    shared = [line for line in guide if line in copy]
    # What a copy has not: the link to the share page under each section.
    assert len(guide) - len(shared) == len(elements(get_page(f"/{locale_code}/keep/start").root, "section"))
    assert len(shared) > 20


def test_what_had_run_out_when_the_copy_was_made_is_shown_so(make_app: Callable[..., Flask]) -> None:
    text = make_app(today=date(2030, 1, 1)).test_client().get("/en/keep/start").text
    assert 'class="old"' in text
    assert 'data-review-by="2026' not in text


def test_a_copy_of_no_guide_is_not_found(client: FlaskClient) -> None:
    assert client.get("/en/keep/no-such-guide").status_code == 404


def test_the_worker_names_its_store_and_version(client: FlaskClient) -> None:
    first, rest = client.get(ADDRESS).text.split("\n", 1)
    assert re.fullmatch(r'self\.kept = \{"version": "[0-9a-f]{16}", "store": "pages"\};', first)
    assert rest == WORKER


def test_another_state_of_the_guides_is_another_worker(library: Library) -> None:
    versions = {find_version(library, addresses) for addresses in ([], ["/static/a.js"], ["/static/b.js"])}
    assert len(versions) == 3
    assert find_version(library, []) in versions


def test_the_names_on_a_phone_tell_nothing() -> None:
    assert not TELLING.search(f"{STORE} {ADDRESS}")


def test_the_worker_fetches_from_this_site_alone_and_writes_nothing_elsewhere() -> None:
    assert not re.search(r"https?:|importScripts|indexedDB|postMessage|\bclients\.(?!claim)|sync|push|console", WORKER)
    # It opens a store only where there is one.
    assert WORKER.count("caches.open(") == 1
    assert "isThere ? caches.open(STORE) : null" in WORKER
