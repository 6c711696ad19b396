"""Nested objects as tables, and back."""

import csv
import io
import json
from pathlib import Path

import pytest

from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.objects import RESOURCES
from portal.directory.hsds.tables import take_apart, write_package, write_table
from portal.directory.hsds.vocabulary import Json
from tests.directory.entries import make_full_service, make_service


@pytest.fixture(scope="module")
def files(exported: list[Json]) -> dict[str, bytes]:
    """The directory as a data package."""
    return write_package(exported)


def read_rows(body: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(body.decode(), newline="")))


def test_the_tables_have_the_fields_of_the_specification(specification: Path, files: dict[str, bytes]) -> None:
    described = json.loads((specification / "datapackage.json").read_text())["resources"]
    for table in described:
        body = files.get(table["path"])
        if body is None:
            continue
        fields = {field["name"]: field.get("constraints", {}) for field in table["schema"]["fields"]}
        for row in read_rows(body):
            assert set(row) == set(fields)
            for name, constraints in fields.items():
                assert row[name] or not constraints.get("required"), f"{table['path']}: {name} is missing."
                assert not row[name] or row[name] in constraints.get("enum", [row[name]])


def test_the_package_names_the_tables_that_are_there(files: dict[str, bytes]) -> None:
    package = json.loads(files["datapackage.json"])
    assert [table["path"] for table in package["resources"]] == [name for name in files if name.endswith(".csv")]
    for table in package["resources"]:
        header = files[table["path"]].decode().splitlines()[0].split(",")
        assert [field["name"] for field in table["schema"]["fields"]] == header


def test_ids_are_unique_and_links_lead_somewhere(files: dict[str, bytes]) -> None:
    tables = {name: read_rows(body) for name, body in files.items() if name.endswith(".csv")}
    ids = {name: [row["id"] for row in rows] for name, rows in tables.items()}
    assert all(len(found) == len(set(found)) for found in ids.values())
    paths = {f"{resource.name}_id": resource.path for resource in RESOURCES.values()}
    for rows in tables.values():
        for row in rows:
            for column, value in row.items():
                if column in paths and value:
                    assert value in ids[paths[column]]


def test_terms_stand_once(exporter: Exporter) -> None:
    tables = take_apart([exporter.service(make_service()), exporter.service(make_full_service())])
    ids = [row["id"] for row in tables["taxonomy_term"]]
    assert len(ids) == len(set(ids))


def test_a_table_holds_no_formula(exporter: Exporter) -> None:
    rows = [{"id": "x", "name": "=1+1", "description": "@home"}]
    written = read_rows(write_table(RESOURCES["organization"], rows))[0]
    assert (written["name"], written["description"]) == ("'=1+1", "'@home")


def test_exporting_twice_gives_the_same_bytes(exported: list[Json], files: dict[str, bytes]) -> None:
    assert write_package(exported) == files
