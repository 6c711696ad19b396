"""A month's changes on a sheet."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.library import Library
from tests.conftest import Page
from tests.page_checks import elements, text_of


def test_every_month_of_the_timeline_has_a_sheet(client: FlaskClient, library: Library) -> None:
    for change in library.changes:
        if len(change.when) > 4:
            page = client.get(f"/en/changes/{change.when[:7]}")
            assert page.status_code == 200
            assert f'id="{change.key}"' in page.text


def test_a_sheet_has_its_own_month_alone(get_page: Callable[..., Page], library: Library) -> None:
    page = get_page("/en/changes/2026-01")
    shown = {item.get("id") for item in elements(page.root, "li") if item.get("id")}
    assert shown == {change.key for change in library.changes if change.when[:7] == "2026-01"}
    assert text_of(elements(page.root, "h1")[0]) == "What changed: January 2026"


def test_a_sheet_names_what_is_due_and_later_what_ran_out(make_app: Callable[..., Flask], library: Library) -> None:
    claim = min(library.claims.values(), key=lambda claim: claim.review_by)
    path = f"/en/changes/{claim.review_by:%Y-%m}"
    before = make_app(today=claim.review_by).test_client().get(path).text
    after = make_app(today=date(2030, 1, 1)).test_client().get(path).text
    slug, _, anchor = claim.key.partition(".")
    link = f'href="/en/rights/{slug}#{anchor}"'
    assert link in before
    assert "Parts to be checked again this month" in before
    assert link in after
    assert "Do not hand out older sheets of these." in after


def test_the_list_of_changes_leads_to_the_months_so_far(client: FlaskClient) -> None:
    text = client.get("/en/changes").text
    assert 'href="/en/changes/2026-11"' in text
    assert 'href="/en/changes/2026-12"' not in text


@pytest.mark.parametrize("month", ["2013-01", "2026", "2026-1", "2026-13", "nope", "2099-01"])
def test_there_is_no_sheet_of_other_months(client: FlaskClient, month: str) -> None:
    assert client.get(f"/en/changes/{month}").status_code == 404
