"""Our entries as HSDS objects, held to the specification's own schemas."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from portal.directory.hsds.answers import flatten, nest_organization
from portal.directory.hsds.changes import find_modified
from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.objects import RESOURCES
from portal.directory.hsds.vocabulary import NEED_TERMS, RECORD_TERMS, STATUS_TERMS, TAXONOMIES, Json
from portal.directory.services import Listing, Service, ServiceArea
from tests.directory.entries import make_full_service, make_service


def find_faults(specification: Path, name: str, found: Json) -> list[str]:
    schema = json.loads((specification / "schema" / f"{name}.json").read_text())
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    return [f"{list(error.absolute_path)}: {error.message}" for error in validator.iter_errors(found)]


def list_ids(found: object) -> Iterator[tuple[str, str]]:
    """Go through the ids of everything nested, each with what has it; terms stand in many places."""
    if isinstance(found, dict):
        if "id" in found and "taxonomy_id" not in found:
            yield found["id"], json.dumps(found, sort_keys=True)
        for value in found.values():
            yield from list_ids(value)
    if isinstance(found, list):
        for value in found:
            yield from list_ids(value)


def test_everything_exported_answers_to_the_official_schema(specification: Path, exported: list[Json]) -> None:
    assert len(exported) > 100
    faults = {service["name"]: find_faults(specification, "service", service) for service in exported}
    assert {name: found for name, found in faults.items() if found} == {}


def test_the_fullest_service_answers_to_every_official_schema(specification: Path, exporter: Exporter) -> None:
    whole = exporter.service(make_full_service())
    place = {**whole["service_at_locations"][0], "service": flatten("service", whole)}
    organization = nest_organization(whole, whole=False)
    assert find_faults(specification, "service", whole) == []
    assert find_faults(specification, "service_list", flatten("service", whole)) == []
    assert find_faults(specification, "organization", organization) == []
    assert find_faults(specification, "organization_list", whole["organization"]) == []
    assert find_faults(specification, "service_at_location", place) == []


def test_no_field_is_written_that_the_specification_does_not_have(specification: Path) -> None:
    """An unknown field passes its schema, so our own list of fields is held to the specification's tables."""
    described = json.loads((specification / "datapackage.json").read_text())["resources"]
    official = {table["name"]: [field["name"] for field in table["schema"]["fields"]] for table in described}
    assert {name: sorted(resource.columns) for name, resource in RESOURCES.items()} == {
        name: sorted(names) for name, names in official.items()
    }
    paths = {table["name"]: table["path"] for table in described}
    assert {name: resource.path for name, resource in RESOURCES.items()} == paths


def test_what_is_required_is_what_the_specification_requires(specification: Path) -> None:
    described = json.loads((specification / "datapackage.json").read_text())["resources"]
    for table in described:
        needed = {field["name"] for field in table["schema"]["fields"] if field["constraints"].get("required")}
        assert {field.name for field in RESOURCES[table["name"]].fields if field.tabular} == needed


def test_every_id_is_a_uuid_made_from_a_name_and_stands_for_one_thing(exported: list[Json]) -> None:
    owners: dict[str, str] = {}
    for key, owner in list_ids(exported):
        assert UUID(key).version == 5
        assert owners.setdefault(key, owner) == owner


def test_ids_stay_the_same_for_ever(exporter: Exporter) -> None:
    """Others keep them; a changed name space would make every service a new one."""
    assert exporter.service(make_service())["id"] == "88f35996-1754-55e9-a9f3-9f03ad8d87cc"
    assert NEED_TERMS["legal-aid"].id == "d1798853-516a-566b-9b63-7ffdabff9943"


def test_two_things_of_one_name_have_two_ids(exporter: Exporter) -> None:
    twice = make_full_service().locations[:1] * 2
    found = exporter.service(make_service(locations=twice))
    first, second = (place["id"] for place in found["service_at_locations"])
    assert first != second
    assert exporter.place_ids(make_service(locations=twice)) == [first, second]


def test_an_assured_date_is_there_only_where_somebody_checked(exporter: Exporter) -> None:
    assert "assured_date" not in exporter.service(make_service())
    assert exporter.service(make_full_service())["assured_date"] == "2026-11-01"


def test_the_last_change_is_the_check_or_the_list_and_never_made_up() -> None:
    assert find_modified(make_service()) == "2026-10-01T00:00:00Z"
    assert find_modified(make_full_service()) == "2026-11-01T00:00:00Z"
    assert find_modified(make_service(listing=Listing("A list", None, "2026-03"))) is None


def test_an_office_says_nothing_of_whom_it_serves(exporter: Exporter) -> None:
    assert "service_areas" not in exporter.service(make_full_service())


@pytest.mark.parametrize(
    ("area", "names"),
    [
        (ServiceArea("counties", ("fresno", "los-angeles")), ["Fresno County", "Los Angeles County"]),
        (ServiceArea("state"), ["California"]),
        (ServiceArea("national"), ["United States"]),
    ],
)
def test_areas_are_named_as_people_name_them(exporter: Exporter, area: ServiceArea, names: list[str]) -> None:
    assert [found["name"] for found in exporter.service(make_service(area=area))["service_areas"]] == names


def test_no_zip_code_and_no_street_is_made_up(exporter: Exporter) -> None:
    places = exporter.service(make_full_service())["service_at_locations"]
    assert [len(place["location"].get("addresses", ())) for place in places] == [1, 0, 0]


def test_words_are_plain_for_others(exporter: Exporter, exported: list[Json]) -> None:
    said = exporter.service(make_full_service())["description"]
    assert said == "Help with forms. Bring I-200. *Free* snacks."
    for service in exported:
        assert not set(service["description"]) & set("{}\u2066\u2068\u2069")


def test_a_cost_is_nothing_only_where_a_source_says_so(
    exporter: Exporter, shown: tuple[Service, ...], exported: list[Json]
) -> None:
    assert [bool(found.get("cost_options")) for found in exported] == [service.free for service in shown]


def test_every_term_says_what_it_means() -> None:
    terms = [*NEED_TERMS.values(), *STATUS_TERMS.values(), *RECORD_TERMS.values()]
    assert len({term.id for term in terms}) == len(terms)
    for found in [*(term.object() for term in terms), *(taxonomy.object() for taxonomy in TAXONOMIES)]:
        assert found["name"]
        assert found["description"].endswith(".")
