"""Opens what holds HSDS: a JSON file, a folder of tables, or a zip archive of either.

An archive is never unpacked to disk. What it claims to hold is added up before
anything is read, so that a small file cannot become a large one in memory, and
a name that leads anywhere refuses it whole.
"""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from portal.data import DataError
from portal.directory.hsds.constraints import GIVEN_UP_TABLES, find_problems, refuse_version_2, version_2, walk
from portal.directory.hsds.objects import RESOURCES, Resource
from portal.directory.hsds.tables import Tables, put_together
from portal.directory.hsds.vocabulary import Json
from portal.directory.importers.drafts import Problem
from portal.directory.importers.rows import MAX_ROWS, decode, read_bytes, read_csv

MAX_MEMBERS = 64
MAX_UNPACKED = 200_000_000
#: Tables of words pack twenty to one; an archive made to exhaust us a thousand to one.
MAX_RATIO = 100
#: A service has fewer than twenty attributes.
MAX_TABLE_ROWS = 20 * MAX_ROWS

_SAVE = "Make the archive anew, with the files of the data package alone."
_NUMBERS = {resource.name: {f.name for f in resource.fields if f.kind == "number"} for resource in RESOURCES.values()}


@dataclass(slots=True)
class Package:
    """Services as the file nests them.

    :param services: each with its place in the file.
    :param problems: of services that cannot be used, and of rows of tables.
    """

    services: list[tuple[str, Json]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def open_package(path: Path) -> Package:
    """Read a JSON file, a folder of tables or a zip archive.

    :raises DataError: for a file that cannot be trusted as a whole, or is of version 2.
    """
    if path.is_dir():
        return read_tables(_read_folder(path), path.name)
    raw = read_bytes(path, MAX_UNPACKED)
    if raw.startswith(b"PK"):
        files = _read_archive(raw, path.name)
        documents = [name for name in files if name.endswith(".json") and name != "datapackage.json"]
        if len(documents) == 1 and len(files) == 1:
            return read_json(files[documents[0]], path.name)
        return read_tables(files, path.name)
    return read_json(raw, path.name)


def _read_folder(path: Path) -> dict[str, bytes]:
    files, left = {}, MAX_UNPACKED
    for file in sorted(path.iterdir()):
        if file.suffix in {".csv", ".json"} and file.is_file():
            files[file.name] = read_bytes(file, left)
            left -= len(files[file.name])
    return files


def _read_archive(raw: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            return {short: archive.read(part) for part, short in _check_members(archive, name)}
    except DataError:
        raise
    # A damaged archive can raise nearly anything in the unpacker, and all of it means the same.
    except Exception as error:
        raise DataError(
            name, "the file", f"It is no zip archive, or damaged ({type(error).__name__}).", _SAVE
        ) from error


def _check_members(archive: zipfile.ZipFile, name: str) -> list[tuple[zipfile.ZipInfo, str]]:
    parts = [part for part in archive.infolist() if not part.is_dir() and not part.filename.startswith("__MACOSX/")]
    if len(parts) > MAX_MEMBERS:
        raise DataError(name, "the file", f"It has over {MAX_MEMBERS} files.", _SAVE)
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise DataError(name, "the file", f"It unpacks to over {MAX_UNPACKED // 1_000_000} MB.", _SAVE)
    found: dict[str, zipfile.ZipInfo] = {}
    folders = set()
    for part in parts:
        path = PurePosixPath(part.filename.replace("\\", "/"))
        entry = "".join(char for char in part.filename[:60] if char.isprintable())
        if path.is_absolute() or ".." in path.parts or ":" in part.filename or len(path.parts) > 2:
            raise DataError(name, entry, "The name leads out of the archive or into folders of it.", _SAVE)
        if part.flag_bits & 1:
            raise DataError(name, entry, "It has a password.", _SAVE)
        if part.file_size > 1_000_000 and part.file_size > MAX_RATIO * max(part.compress_size, 1):
            raise DataError(name, entry, f"It is packed over {MAX_RATIO} to one, which no table is.", _SAVE)
        folders.add(path.parts[:-1])
        if path.name in found or len(folders) > 1:
            raise DataError(name, entry, "The files are not all in one folder, each once.", _SAVE)
        found[path.name] = part
    return [(part, short) for short, part in found.items() if short.endswith((".csv", ".json"))]


def _read_number(text: str) -> int | float | str:
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _read_cell(resource: Resource, column: str, text: str) -> Any:
    # The apostrophe keeps a spreadsheet from computing what follows it.
    plain = text[1:] if text.startswith(("'=", "'@", "'\t", "'\r", "'+", "'-")) else text
    return _read_number(plain) if column in _NUMBERS[resource.name] else plain


def read_tables(files: Mapping[str, bytes], name: str) -> Package:
    """Read the tables of a data package.

    :param files: by name.
    :raises DataError: for tables that cannot be trusted as a whole, or are of version 2.
    """
    old = sorted(GIVEN_UP_TABLES & set(files))
    if old:
        raise version_2(name, old[0])
    paths = {resource.path: resource for resource in RESOURCES.values()}
    paths |= _read_paths(files.get("datapackage.json"), name)
    if not any(path in files and resource.name == "service" for path, resource in paths.items()):
        raise DataError(name, "services.csv", "It is not there.", "Bring a whole data package of HSDS 3.0.")
    package = Package()
    tables: Tables = {}
    rows: dict[int, str] = {}
    for path, resource in paths.items():
        if path in files:
            tables[resource.name] = _read_table(resource, path, files[path], package, rows)
    services = put_together(tables, package.problems)
    package.services = [(rows[id(service)], service) for service in services]
    return package


def _read_paths(raw: bytes | None, name: str) -> dict[str, Resource]:
    """Give the tables the package itself names, which need not have the usual file names."""
    if raw is None:
        return {}
    described = _parse(raw, name)
    resources = described.get("resources") if isinstance(described, dict) else None
    version = str(described.get("version", "3")) if isinstance(described, dict) else "3"
    if version.startswith(("1", "2")):
        raise version_2(name, f"datapackage.json, version {version[:10]}")
    found = {}
    for item in resources if isinstance(resources, list) else ():
        if isinstance(item, dict) and item.get("name") in RESOURCES and isinstance(item.get("path"), str):
            found[item["path"]] = RESOURCES[item["name"]]
    return found


def _read_table(resource: Resource, path: str, raw: bytes, package: Package, places: dict[int, str]) -> list[Json]:
    limit = MAX_ROWS if resource.name == "service" else MAX_TABLE_ROWS
    columns, rows = read_csv(raw, path, limit)
    refuse_version_2(resource.name, set(columns), path)
    good: dict[str, Json] = {}
    for row in rows:
        found = {column: _read_cell(resource, column, text) for column, text in row.cells.items()}
        place = f"{path}, {row.place}"
        faults = [Problem(place, *fault) for fault in find_problems(resource.name, found, tabular=True)]
        if not faults and found["id"] in good:
            faults = [Problem(place, f"{resource.name}.id", "The id stands twice.", "Give each row an id of its own.")]
        package.problems += faults
        if not faults:
            good[found["id"]] = found
            places[id(found)] = place
    return list(good.values())


def _parse(raw: bytes, name: str) -> Any:
    try:
        return _without_nulls(json.loads(decode(raw, name), parse_constant=_refuse_constant))
    # A number of thousands of digits is a plain ValueError, deep nesting a RecursionError.
    except (ValueError, RecursionError) as error:
        raise DataError(name, "the file", f"It is not valid JSON: {error}.", "Export it anew as JSON.") from error


def _refuse_constant(text: str) -> None:
    raise ValueError(f"{text} is no number of JSON")


def read_json(raw: bytes, name: str) -> Package:
    """Read services of a JSON text: a list, one service, a page of the HSDA API, or organizations with services.

    :raises DataError: for a text that is none of these.
    """
    package = Package()
    listed = _list_services(_parse(raw, name), name)
    if len(listed) > MAX_ROWS:
        raise DataError(name, "the file", f"It has over {MAX_ROWS:,} services.", "Split the file in two.")
    seen: set[str] = set()
    for number, service in enumerate(listed, start=1):
        place = f"service {number}"
        if not isinstance(service, dict):
            package.problems.append(Problem(place, "service", "It is no object.", "Write it as {…}."))
            continue
        faults = _check_nested(service, place, name)
        if not faults and service["id"] in seen:
            faults = [Problem(place, "service.id", "The id stands twice.", "Give each service an id of its own.")]
        package.problems += faults
        if not faults:
            seen.add(service["id"])
            package.services.append((place, service))
    return package


def _check_nested(service: Json, place: str, name: str) -> list[Problem]:
    objects = walk("service", service, name)
    return [Problem(place, *fault) for kind, found in objects for fault in find_problems(kind, found)]


def _without_nulls(found: Any) -> Any:
    """Leave out nulls: HSDS has none, and many systems write them for what is not there."""
    if isinstance(found, dict):
        return {key: _without_nulls(value) for key, value in found.items() if value is not None}
    if isinstance(found, list):
        return [_without_nulls(value) for value in found if value is not None]
    return found


def _list_services(found: Any, name: str) -> list[Any]:
    if isinstance(found, dict):
        version = str(found.get("version", "3"))
        if version.startswith(("1.", "2.")):
            raise version_2(name, f"version {version[:10]}")
        if "status" in found and "id" in found:
            return [found]
        found = next((found[key] for key in ("contents", "services", "organizations") if key in found), None)
    if not isinstance(found, list):
        cure = "Bring a list of services, or a page of the HSDA API."
        raise DataError(name, "the file", "It holds no list of services.", cure)
    services = []
    for item in found:
        offered = item.get("services") if isinstance(item, dict) else None
        if isinstance(offered, list):
            organization = {key: value for key, value in item.items() if key != "services"}
            services += [{"organization": organization, **each} if isinstance(each, dict) else each for each in offered]
        else:
            services.append(item)
    return services
