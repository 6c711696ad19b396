"""One list of addresses, held to what the application answers."""

import re
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.library import Library
from portal.site.inventory import Inventory
from tests.conftest import ADDRESSED_PATHS, BASE_URL, LOCALES, PATHS, SHARE_PATHS

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"

#: Answered, but no public address: the operator's own, and the API's “there is nothing here”.
#: So are paper, codes, files, share sheets and packets: there is one for every choice somebody makes.
UNLISTED = {
    "/healthz",
    "/api/hsds/<path:rest>",
    "/<locale:locale>/handout/<what>.<any(pdf, png):form>",
    "/qr/<code>/<what>.svg",
    "/<locale:locale>/share/<what>",
    "/<locale:locale>/packet/",
    "/<locale:locale>/packet/<choice>",
    "/<locale:locale>/pass-on/<what>.html",
    # Copies for a phone's own store; search engines have the guide itself.
    "/<locale:locale>/keep/<slug>",
    # Hundreds of districts and their letters, and files whose names change with the officials' data.
    "/<locale:locale>/officials/ca/<any(senate, assembly):chamber>/<number>",
    "/<locale:locale>/letter/congress/<state>",
    "/<locale:locale>/letter/congress/<state>/<district>",
    "/<locale:locale>/letter/california/<senate>/<assembly>",
    "/officials/zips/<name>.<edition>.json",
}


@pytest.fixture(scope="module")
def inventory(app: Flask) -> Inventory:
    found: Inventory = app.extensions["inventory"]
    return found


def test_every_route_is_in_the_inventory(app: Flask, inventory: Inventory) -> None:
    adapter = app.url_map.bind("localhost")
    covered = {adapter.match(address, "GET", return_rule=True)[0].rule for address in inventory.addresses()}
    assert {rule.rule for rule in app.url_map.iter_rules()} - covered == UNLISTED


def test_every_address_in_the_inventory_answers(client: FlaskClient, inventory: Inventory) -> None:
    answers = {address: client.get(address).status_code for address in inventory.addresses()}
    assert {address: status for address, status in answers.items() if status != 200} == {}


def test_no_address_stands_twice(inventory: Inventory) -> None:
    addresses = inventory.addresses()
    assert len(addresses) == len(set(addresses))


def test_every_guide_is_there_in_every_language(inventory: Inventory, library: Library) -> None:
    expected = {f"/{locale.code}/rights/{slug}" for locale in LOCALES for slug in library.guides}
    assert expected <= set(inventory.addresses())


def test_pages_are_those_that_answer_with_a_page(client: FlaskClient, inventory: Inventory) -> None:
    pages = {address for _, address in inventory.pages()}
    html = {address for address in inventory.addresses() if client.get(address).mimetype == "text/html"}
    assert html == pages | {"/"}


def test_every_link_of_every_page_leads_to_a_page_there_is(
    app: Flask, client: FlaskClient, inventory: Inventory, page_address: str
) -> None:
    links = re.findall(r'href="(/[^"#?]*)', client.get(page_address).text)
    adapter = app.url_map.bind("localhost")
    unlisted = set(links) - set(inventory.addresses())
    assert {adapter.match(link, "GET", return_rule=True)[0].rule for link in unlisted} <= UNLISTED


def read_sitemap(client: FlaskClient) -> dict[str, list[tuple[str, str]]]:
    """Give, by address, the language and address of each alternate."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").data)
    return {
        url.findtext(f"{SITEMAP}loc", ""): [
            (link.get("hreflang", ""), link.get("href", "")) for link in url.iter(f"{XHTML}link")
        ]
        for url in root.iter(f"{SITEMAP}url")
    }


def test_the_sitemap_lists_exactly_the_pages(client: FlaskClient, inventory: Inventory) -> None:
    spoken = [locale for locale in LOCALES if not locale.pseudo]
    listed = read_sitemap(client)
    unlisted = {*SHARE_PATHS, *ADDRESSED_PATHS}
    assert set(PATHS) - unlisted <= set(inventory.page_paths)
    assert not unlisted & set(inventory.page_paths)
    assert sorted(listed) == sorted(
        f"{BASE_URL}/{locale.code}{path}" for locale in spoken for path in inventory.page_paths
    )


def test_the_sitemap_gives_each_page_in_all_its_languages(client: FlaskClient) -> None:
    spoken = [locale for locale in LOCALES if not locale.pseudo]
    for address, alternates in read_sitemap(client).items():
        path = address.removeprefix(BASE_URL).partition("/")[2].partition("/")[2]
        assert alternates == [(locale.tag, f"{BASE_URL}/{locale.code}/{path}") for locale in spoken]
