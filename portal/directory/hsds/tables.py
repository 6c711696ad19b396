"""The tabular form of HSDS: nested objects taken apart into tables, and put together again.

A data package is a folder of CSV files with a ``datapackage.json`` that says
what is in them (Frictionless Data). Ours is written from our own list of
fields and names the tables that are there, and no others.
"""

import csv
import io
import json
from collections.abc import Iterable, Mapping

from portal.directory.hsds.objects import RESOURCES, VERSION, Field, Resource
from portal.directory.hsds.vocabulary import TAXONOMIES, Json
from portal.directory.importers.drafts import Problem

#: Rows of each kind of object.
Tables = dict[str, list[Json]]

#: Makes a spreadsheet take the text for a formula; a number with a plus in front is what we write for phones.
_RISKY = ("=", "@", "\t", "\r")

_KINDS = {"uuid": ("string", "uuid"), "uri": ("string", "uri"), "email": ("string", "email")}


def take_apart(services: Iterable[Json]) -> Tables:
    """Make tables of nested services, each object once."""
    tables: Tables = {name: [] for name in RESOURCES}
    seen: set[tuple[str, str]] = set()
    for service in services:
        _take(RESOURCES["service"], service, tables, seen)
    named = {term.get("taxonomy_id") for term in tables["taxonomy_term"]}
    tables["taxonomy"] += [taxonomy.object() for taxonomy in TAXONOMIES if taxonomy.id in named]
    return {name: rows for name, rows in tables.items() if rows}


def _take(resource: Resource, found: Json, tables: Tables, seen: set[tuple[str, str]]) -> None:
    for name, kind in resource.parts.items():
        if name in found:
            _take(RESOURCES[kind], found[name], tables, seen)
    if (resource.name, found["id"]) not in seen:
        seen.add((resource.name, found["id"]))
        tables[resource.name].append({name: found[name] for name in resource.columns if name in found})
    for name, kind in resource.children.items():
        for child in found.get(name, ()):
            _take(RESOURCES[kind], child, tables, seen)


def _guard(value: object) -> object:
    """Keep a text from being computed by whoever opens the table in a spreadsheet."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_RISKY) else value


def write_table(resource: Resource, rows: Iterable[Json]) -> bytes:
    """Write one table as CSV."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(resource.columns)
    writer.writerows([_guard(row.get(name, "")) for name in resource.columns] for row in rows)
    return file.getvalue().encode()


def _describe_field(field: Field) -> Json:
    kind, form = _KINDS.get(field.kind, (field.kind, None))
    if kind not in {"string", "number", "date", "datetime", "time"}:
        kind = "string"
    constraints = {"required": True} if field.tabular else {}
    written: Json = {"name": field.name, "type": kind}
    return {**written, **({"format": form} if form else {}), **({"constraints": constraints} if constraints else {})}


def _describe(resource: Resource) -> Json:
    fields = [_describe_field(field) for field in resource.fields]
    return {
        "name": resource.name,
        "path": resource.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "primaryKey": "id", "missingValues": [""]},
    }


def write_package(services: Iterable[Json]) -> dict[str, bytes]:
    """Write a data package.

    :return: by file name, ``datapackage.json`` first.
    """
    tables = take_apart(services)
    described = [_describe(RESOURCES[name]) for name in tables]
    package = {
        "name": "help-directory",
        "title": "Directory of help for immigrant families",
        "profile": "tabular-data-package",
        "hsds_version": VERSION,
        "resources": described,
    }
    files = {"datapackage.json": (json.dumps(package, indent=2) + "\n").encode()}
    return {**files, **{RESOURCES[name].path: write_table(RESOURCES[name], rows) for name, rows in tables.items()}}


def put_together(tables: Mapping[str, list[Json]], problems: list[Problem]) -> list[Json]:
    """Nest the rows of tables into services again.

    :param problems: gets a sentence for each row that names another which is not there.
    """
    known = {kind: {row["id"]: row for row in rows} for kind, rows in tables.items()}
    for kind, rows in tables.items():
        for parent in RESOURCES.values():
            arrays = [array for array, child in parent.children.items() if child == kind]
            for row in rows if arrays else ():
                problems += _hang(row, kind, parent.name, arrays[0], known)
        for part, child in RESOURCES[kind].parts.items():
            for row in rows:
                problems += _fill(row, kind, part, known.get(child, {}))
    return tables.get("service", [])


def _link(row: Json, parent: str) -> str | None:
    """Find the id of the parent a row names, if it names one of this kind."""
    if "link_entity" in row:
        return row.get("link_id") if row["link_entity"] == parent else None
    if "resource_type" in row:
        return row.get("resource_id") if row["resource_type"] == parent else None
    found: str | None = row.get(f"{parent}_id")
    return found


def _lost(kind: str, row: Json, field: str, link: str) -> Problem:
    place = f"{RESOURCES[kind].path}, id {row['id']}"
    return Problem(place, f"{kind}.{field}", f"There is no row with the id {link[:40]}.", "Add that row to its table.")


def _hang(row: Json, kind: str, parent: str, array: str, known: Mapping[str, dict[str, Json]]) -> list[Problem]:
    link = _link(row, parent)
    if link is None:
        return []
    found = known.get(parent, {}).get(link)
    if found is None:
        return [_lost(kind, row, f"{parent}_id", link)]
    found.setdefault(array, []).append(row)
    return []


def _fill(row: Json, kind: str, part: str, known: Mapping[str, Json]) -> list[Problem]:
    field = "taxonomy_id" if part == "taxonomy_detail" else f"{part}_id"
    link = row.get(field)
    if not link:
        return []
    if link not in known:
        # A term is a whole row; which list it is from may stay unsaid.
        return [] if part == "taxonomy_detail" else [_lost(kind, row, field, link)]
    row[part] = known[link]
    return []
