"""The read-only HSDA."""

import json
import logging
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator, FormatChecker

from portal.directory.hsds import views
from portal.directory.hsds.vocabulary import NEED, NEED_TERMS, RECORD, RECORD_TERMS, Json, make_id
from portal.directory.services import Service
from portal.site.inventory import API

LISTS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")

FRAME = ["total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"]


@pytest.fixture
def get(client: FlaskClient) -> Callable[..., Json]:
    """Fetch an answer of the API."""

    def get(path: str, status: int = 200) -> Json:
        response = client.get(f"/api/hsds/{path}")
        assert (response.status_code, response.mimetype) == (status, "application/json")
        assert response.headers["Cache-Control"] == "no-store"
        assert "Set-Cookie" not in response.headers
        return json.loads(response.data)  # type: ignore[no-any-return]

    return get


def faults(specification: Path, name: str, found: Json) -> list[str]:
    schema = json.loads((specification / "schema" / f"{name}.json").read_text())
    return [error.message for error in Draft202012Validator(schema, format_checker=FormatChecker()).iter_errors(found)]


def test_it_says_its_version_and_where_it_is_described(get: Callable[..., Json]) -> None:
    found = get("")
    assert sorted(found) == ["openapi_url", "profile", "version"]
    assert found["version"] == "3.0"
    assert found["openapi_url"] == "https://portal.example/api/hsds/openapi.json"


def test_it_describes_every_address_it_answers(get: Callable[..., Json]) -> None:
    described = get("openapi.json")
    assert set(described["paths"]) == {"/", *(f"/{name}{rest}" for name in LISTS for rest in ("", "/{id}"))}
    for path, item in described["paths"].items():
        names = {parameter["name"] for parameter in item["get"]["parameters"]}
        assert not names & {"postcode", "proximity"}
        if path.endswith("s"):
            for name in names & {"full", "minimal", "full_service", "top_only"}:
                assert get(f"{path[1:]}?{name}=true&per_page=1")["page_number"] == 1


def test_its_parameters_are_those_of_the_specification(specification: Path, get: Callable[..., Json]) -> None:
    official = json.loads((specification / "openapi.json").read_text())
    for path, item in get("openapi.json")["paths"].items():
        named = official["paths"][path]["get"].get("parameters", [])
        names = {part.get("name") or part["$ref"].rpartition("/")[2] for part in named}
        ours = {part["name"] for part in item["get"]["parameters"] if part["in"] == "query"}
        # The specification forgets the words of two lists of its own, and asks for whereabouts in a third.
        assert ours - names <= set()
        assert names - ours <= {"postcode", "proximity", "full_service"}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_comes_in_pages_that_hold_everything_once(get: Callable[..., Json], name: str) -> None:
    first = get(f"{name}?per_page=3")
    assert list(first) == FRAME
    assert (first["page_number"], first["first_page"], first["empty"]) == (1, True, False)
    everything = get(f"{name}?per_page=500")
    assert everything["total_items"] == first["total_items"] == len(everything["contents"])
    assert everything["last_page"]
    assert first["total_pages"] == -(-first["total_items"] // 3)
    pages = [get(f"{name}?per_page=3&page={number}") for number in range(1, min(first["total_pages"], 4) + 1)]
    ids = [item["id"] for page in pages for item in page["contents"]]
    assert ids == [item["id"] for item in everything["contents"]][: len(ids)]
    assert len(set(ids)) == len(ids)


def test_a_page_behind_the_last_is_empty(get: Callable[..., Json]) -> None:
    found = get("services?page=9999")
    assert (found["empty"], found["size"], found["contents"], found["last_page"]) == (True, 0, [], True)


@pytest.mark.parametrize(
    ("path", "schema"),
    [
        ("services", "service_list"),
        ("services?full=true&per_page=40", "service"),
        ("organizations", "organization_list"),
        ("organizations?full=true", "organization"),
        ("organizations?full_service=true", "organization"),
        ("service_at_locations", "service_at_location_list"),
        ("service_at_locations?full=true", "service_at_location"),
    ],
)
def test_lists_answer_to_the_official_schemas(
    get: Callable[..., Json], specification: Path, path: str, schema: str
) -> None:
    contents = get(path)["contents"]
    assert contents
    assert [fault for item in contents for fault in faults(specification, schema, item)] == []


@pytest.mark.parametrize(
    ("name", "schema"),
    [("services", "service"), ("organizations", "organization"), ("service_at_locations", "service_at_location")],
)
def test_one_object_answers_to_the_official_schema(
    get: Callable[..., Json], specification: Path, name: str, schema: str
) -> None:
    for item in get(f"{name}?per_page=10")["contents"]:
        found = get(f"{name}/{item['id']}")
        assert found["id"] == item["id"]
        assert faults(specification, schema, found) == []


@pytest.mark.parametrize("name", ["taxonomies", "taxonomy_terms"])
def test_every_word_of_ours_is_found_by_its_id(get: Callable[..., Json], name: str) -> None:
    for item in get(f"{name}?per_page=500")["contents"]:
        assert get(f"{name}/{item['id']}") == item


def test_it_shows_what_pages_show(get: Callable[..., Json], shown: tuple[Service, ...]) -> None:
    found = get("services?per_page=500")["contents"]
    assert [item["id"] for item in found] == [make_id("service", service.key) for service in shown]
    offices = get("service_at_locations?per_page=500")
    assert offices["total_items"] == sum(len(service.locations) for service in shown)


def test_filters_find_what_has_the_term(get: Callable[..., Json], shown: tuple[Service, ...]) -> None:
    for code, term in NEED_TERMS.items():
        found = get(f"services?taxonomy_term_id={term.id}&per_page=500")["contents"]
        assert len(found) == sum(service.need == code for service in shown)
    lsc = RECORD_TERMS["lsc-funded"].id
    assert get(f"services?taxonomy_term_id={lsc}")["total_items"] == sum(service.lsc_funded for service in shown)
    assert get(f"services?taxonomy_id={NEED.id}")["total_items"] == len(shown)
    assert get(f"services?taxonomy_term_id={make_id('nothing')}")["empty"]
    assert get(f"taxonomy_terms?taxonomy_id={RECORD.id}&per_page=500")["total_items"] == len(RECORD_TERMS)
    assert get(f"taxonomy_terms?parent_id={RECORD.id}")["empty"]


def test_services_of_an_organization_are_found(get: Callable[..., Json]) -> None:
    service = get("services?per_page=1")["contents"][0]
    found = get(f"services?organization_id={service['organization_id']}")["contents"]
    assert found == [service]
    assert get(f"organizations/{service['organization_id']}")["services"][0]["id"] == service["id"]
    assert "phones" in get(f"organizations/{service['organization_id']}?full_service=true")["services"][0]


def test_modified_after_keeps_what_nobody_can_date(get: Callable[..., Json], shown: tuple[Service, ...]) -> None:
    undated = sum(len(service.listing.date or "") < 10 and service.assurance is None for service in shown)
    late = get("services?modified_after=2100-01-01T00:00:00Z&per_page=500")
    assert late["total_items"] == undated
    assert all("last_modified" not in item for item in late["contents"])
    assert get("services?modified_after=2000-01-01")["total_items"] == len(shown)
    assert get("services?modified_after=2000-01-01T00:00:00+08:00")["total_items"] == len(shown)


def test_minimal_gives_ids_of_all_in_one_page(get: Callable[..., Json], shown: tuple[Service, ...]) -> None:
    found = get("services?minimal=true")
    assert (found["size"], found["total_pages"]) == (len(shown), 1)
    assert all(set(item) <= {"id", "modified_date"} for item in found["contents"])


def test_lines_of_json_hold_everything(client: FlaskClient, shown: tuple[Service, ...]) -> None:
    response = client.get("/api/hsds/services?format=ndjson&per_page=2")
    assert response.mimetype == "application/x-ndjson"
    assert len([json.loads(line) for line in response.text.splitlines()]) == len(shown)


def test_more_lines_than_fit_are_refused(get: Callable[..., Json], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(views, "MOST_LINES", 3)
    assert get("services?format=ndjson", 400)["parameter"] == "format"


def test_search_finds_words_without_accents_and_is_kept_by_nobody(client: FlaskClient) -> None:
    found = client.get("/api/hsds/services?search=FR%C3%89SNO")
    assert found.get_json()["total_items"] >= 1
    assert "CDN-Cache-Control" not in found.headers
    assert "CDN-Cache-Control" in client.get("/api/hsds/services").headers
    assert client.get("/api/hsds/services?search=zzzzqq").get_json()["empty"]


def test_what_is_searched_for_is_in_no_log(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for query in ("search=secretword", "search=" + "secretword" * 20, "modified_after=secretword"):
            app.test_client().get(f"/api/hsds/services?{query}")
    assert "secretword" not in caplog.text


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("parameter", ["postcode=94110", "proximity=1000"])
def test_whereabouts_are_refused_with_the_reason(get: Callable[..., Json], name: str, parameter: str) -> None:
    found = get(f"{name}?{parameter}", 400)
    assert found["parameter"] == parameter.partition("=")[0]
    assert "where somebody lives does not belong in an address" in found["error"]


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("page=0", "page"),
        ("page=-1", "page"),
        ("page=x", "page"),
        ("page=%D9%A1", "page"),
        ("page=99999999999999999999", "page"),
        ("page=1&page=2", "page"),
        ("per_page=0", "per_page"),
        ("per_page=501", "per_page"),
        ("format=xml", "format"),
        ("full=yes", "full"),
        ("minimal=1", "minimal"),
        ("taxonomy_id=need", "taxonomy_id"),
        ("taxonomy_term_id=%27%20OR%201=1", "taxonomy_term_id"),
        ("organization_id=", "organization_id"),
        ("modified_after=soon", "modified_after"),
        ("search=", "search"),
        ("search=%00%E2%80%AE", "search"),
        ("search=" + "x" * 101, "search"),
        ("need=legal-aid", "need"),
    ],
)
def test_bad_values_name_their_parameter(get: Callable[..., Json], query: str, parameter: str) -> None:
    found = get(f"services?{query}", 400)
    assert found["parameter"] == parameter
    assert found["error"].endswith(".")


@pytest.mark.parametrize(
    "path", ["services/7", f"services/{make_id('x')}", f"nothing/{make_id('x')}", "nope", "a/b/c", "services/"]
)
def test_what_is_not_there_is_said_in_json(get: Callable[..., Json], path: str) -> None:
    assert get(path, 404)["error"]


def test_an_id_has_one_spelling(get: Callable[..., Json]) -> None:
    """Each address that answers is kept in memory, and an id can be written in thousands of ways."""
    key = get("services?per_page=1")["contents"][0]["id"]
    assert get(f"services/{key}")["id"] == key
    assert get(f"services/{key.upper()}", 404)


def test_an_id_of_another_kind_is_not_found(get: Callable[..., Json]) -> None:
    key = get("services?per_page=1")["contents"][0]["id"]
    assert get(f"organizations/{key}", 404)
    assert get(f"service_at_locations/{key}", 404)


def test_its_fixed_addresses_answer(client: FlaskClient) -> None:
    for address in API:
        assert client.get(address).status_code == 200
        assert client.head(address).data == b""
        assert client.post(address).status_code == 405
