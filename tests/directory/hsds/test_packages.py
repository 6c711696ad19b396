"""Files that hold HSDS, and files made to do harm."""

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.data import DataError
from portal.directory.hsds import constraints, packages
from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.packages import open_package, read_json, read_tables
from portal.directory.hsds.tables import write_package
from portal.directory.hsds.vocabulary import Json
from tests.directory.entries import make_full_service, make_service


@pytest.fixture
def service(exporter: Exporter) -> Json:
    """A small service as HSDS."""
    return exporter.service(make_service())


@pytest.fixture
def files(exporter: Exporter) -> dict[str, bytes]:
    """A small data package."""
    return write_package([exporter.service(make_service()), exporter.service(make_full_service())])


@pytest.fixture
def pack(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """Write a zip archive."""

    def pack(files: dict[str, bytes]) -> Path:
        path = tmp_path / "package.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, body in files.items():
                archive.writestr(name, body)
        return path

    return pack


def refusal(path: Path) -> DataError:
    with pytest.raises(DataError) as caught:
        open_package(path)
    assert caught.value.file
    assert caught.value.entry
    assert caught.value.cure.endswith((".", "there"))
    return caught.value


def test_a_folder_an_archive_and_a_json_file_are_read(
    tmp_path: Path, pack: Callable[..., Path], files: dict[str, bytes], service: Json
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    for name, body in files.items():
        (folder / name).write_bytes(body)
    (tmp_path / "list.json").write_text(json.dumps([service]))
    assert [place for place, _ in open_package(folder).services] == ["services.csv, row 2", "services.csv, row 3"]
    assert len(open_package(pack(files)).services) == 2
    assert len(open_package(pack({f"export/{name}": body for name, body in files.items()})).services) == 2
    assert len(open_package(pack({"list.json": json.dumps([service]).encode()})).services) == 1
    assert len(open_package(tmp_path / "list.json").services) == 1


@pytest.mark.parametrize("frame", ["contents", "services", "organizations", "one"])
def test_every_way_to_list_services_is_read(service: Json, frame: str) -> None:
    inner = {name: value for name, value in service.items() if name != "organization"}
    whole = {
        "contents": {"total_items": 1, "contents": [service]},
        "services": {"services": [service]},
        "organizations": [{**service["organization"], "services": [inner]}],
        "one": service,
    }[frame]
    found = read_json(json.dumps(whole).encode(), "list.json")
    assert found.problems == []
    assert [item["organization"]["name"] for _, item in found.services] == ["Harbor Help"]


def test_nulls_and_fields_of_3_1_pass(service: Json) -> None:
    more = {"email": None, "capacities": [{"id": "x"}], "additional_urls": [{"url": "https://x.example"}]}
    found = read_json(json.dumps([{**service, **more}]).encode(), "list.json")
    assert found.problems == []
    assert "email" not in found.services[0][1]


@pytest.mark.parametrize(
    ("change", "field", "words"),
    [
        ({"status": "open"}, "service.status", "active, inactive"),
        ({"id": "7"}, "service.id", "UUID"),
        ({"name": ""}, "service.name", "Fill it in"),
        ({"name": 7}, "service.name", "text"),
        ({"assured_date": "yesterday"}, "service.assured_date", "2026-11-22"),
        ({"assured_date": "20260101"}, "service.assured_date", "2026-11-22"),
        ({"last_modified": "soon"}, "service.last_modified", "moment"),
        ({"minimum_age": "x"}, "service.minimum_age", "number"),
        ({"phones": [{"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c45"}]}, "phone.number", "Fill it in"),
        ({"phones": {}}, "service.phones", "specification"),
        ({"phones": ["x"]}, "service.phones.0", "specification"),
        ({"schedules": [{"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c45", "freq": "DAILY"}]}, "schedule.freq", "WEEKLY"),
        (
            {"schedules": [{"id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c45", "opens_at": "9am"}]},
            "schedule.opens_at",
            "09:00",
        ),
    ],
)
def test_a_wrong_value_names_service_field_and_cure(service: Json, change: Json, field: str, words: str) -> None:
    other = {**service, "id": "0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c44"}
    found = read_json(json.dumps([{**service, **change}, other]).encode(), "list.json")
    assert [item["id"] for _, item in found.services] == [other["id"]]
    assert [(problem.place, problem.name) for problem in found.problems] == [("service 1", field)]
    assert words in found.problems[0].cure


@pytest.mark.parametrize("missing", ["id", "name", "status"])
def test_a_missing_field_is_named(service: Json, missing: str) -> None:
    wrong = {name: value for name, value in service.items() if name != missing}
    problem = read_json(json.dumps([wrong]).encode(), "list.json").problems[0]
    assert (problem.name, problem.problem) == (f"service.{missing}", "It is missing.")


def test_an_id_that_stands_twice_is_reported_and_the_first_kept(service: Json, files: dict[str, bytes]) -> None:
    found = read_json(json.dumps([service, service]).encode(), "list.json")
    assert len(found.services) == 1
    assert (found.problems[0].place, found.problems[0].problem) == ("service 2", "The id stands twice.")
    table = files["services.csv"] + files["services.csv"].splitlines(keepends=True)[1]
    again = read_tables({**files, "services.csv": table}, "package.zip")
    assert (again.problems[0].place, again.problems[0].problem) == ("services.csv, row 4", "The id stands twice.")


@pytest.mark.parametrize(
    ("change", "sign"),
    [
        ({"eligibility": "all"}, "service.eligibility"),
        ({"phones": [{"id": "x", "number": "1", "language": "es"}]}, "phone.language"),
    ],
)
def test_version_2_is_refused_by_name(service: Json, change: Json, sign: str) -> None:
    with pytest.raises(DataError, match="HSDS 2; only 3.0 and 3.1") as caught:
        read_json(json.dumps([{**service, **change}]).encode(), "list.json")
    assert caught.value.entry == sign


def test_tables_of_version_2_are_refused_by_name(files: dict[str, bytes]) -> None:
    for more in (
        {"physical_addresses.csv": b"id\n"},
        {"services.csv": b"id,name,eligibility\n"},
        {"datapackage.json": b'{"version": "2.0.1", "resources": []}'},
    ):
        with pytest.raises(DataError, match="HSDS 2"):
            read_tables({**files, **more}, "package.zip")
    with pytest.raises(DataError, match="HSDS 2"):
        read_json(b'{"version": "2.0", "services": []}', "list.json")


def test_a_row_that_names_what_is_not_there_is_reported(files: dict[str, bytes]) -> None:
    found = read_tables({name: body for name, body in files.items() if name != "locations.csv"}, "package.zip")
    assert len(found.services) == 2
    assert any(problem.name == "service_at_location.location_id" for problem in found.problems)
    with pytest.raises(DataError, match=r"services\.csv"):
        read_tables({"phones.csv": files["phones.csv"]}, "package.zip")


def test_tables_under_other_names_are_found_by_the_package(files: dict[str, bytes]) -> None:
    package = files["datapackage.json"].replace(b'"services.csv"', b'"s.csv"')
    renamed = {name: body for name, body in files.items() if name != "services.csv"}
    found = read_tables({**renamed, "datapackage.json": package, "s.csv": files["services.csv"]}, "package.zip")
    assert len(found.services) == 2


@pytest.mark.parametrize(
    "name", ["../services.csv", "/etc/services.csv", "a/b/services.csv", "C:\\services.csv", "..\\services.csv"]
)
def test_a_name_that_leads_anywhere_refuses_the_archive(pack: Callable[..., Path], name: str) -> None:
    assert "leads out" in refusal(pack({name: b"id\n"})).problem


def test_a_small_file_cannot_become_a_large_one(pack: Callable[..., Path], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "packed over 100 to one" in refusal(pack({"services.csv": b"0" * 5_000_000})).problem
    assert "over 64 files" in refusal(pack({f"{number}.csv": b"" for number in range(70)})).problem
    monkeypatch.setattr(packages, "MAX_UNPACKED", 1000)
    assert "unpacks to" in refusal(pack({"services.csv": b"0" * 2000})).problem


def test_files_in_two_folders_refuse_the_archive(pack: Callable[..., Path]) -> None:
    assert "one folder" in refusal(pack({"a/services.csv": b"", "b/phones.csv": b""})).problem


def test_a_damaged_or_locked_archive_is_refused(tmp_path: Path, pack: Callable[..., Path]) -> None:
    path = pack({"services.csv": b"id,name\n" * 50})
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])
    assert "zip archive" in refusal(path).problem
    # Bit 0 of the flags, in both headers, says that there is a password.
    locked = bytearray(whole)
    locked[6] |= 1
    locked[whole.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(bytes(locked))
    assert "password" in refusal(path).problem


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b'{"a": 1}', "no list of services"),
        (b"7", "no list of services"),
        (b"[NaN]", "not valid JSON"),
        (b"[" * 100_000, "not valid JSON"),
        (b'[{"a":' * 5000 + b"1" + b"}]" * 5000, "not valid JSON"),
        (b"[" + b"9" * 10_000 + b"]", "not valid JSON"),
        (b'["\xff"]', "not UTF-8"),
    ],
)
def test_what_is_no_list_is_refused(tmp_path: Path, body: bytes, words: str) -> None:
    path = tmp_path / "list.json"
    path.write_bytes(body)
    assert words in refusal(path).problem


def test_objects_nested_too_deep_are_refused(monkeypatch: pytest.MonkeyPatch, service: Json) -> None:
    """Our list of fields nests no deeper than that; a field added to it must not make a circle."""
    monkeypatch.setattr(constraints, "MAX_DEPTH", 1)
    with pytest.raises(DataError, match="nested too deep"):
        read_json(json.dumps([service]).encode(), "list.json")


def test_wrong_bytes_name_their_row(files: dict[str, bytes]) -> None:
    rows = files["services.csv"].splitlines(keepends=True)
    with pytest.raises(DataError, match="not UTF-8") as caught:
        read_tables({**files, "services.csv": rows[0] + rows[1] + b"\xff\xfe\n"}, "package.zip")
    assert (caught.value.file, caught.value.entry) == ("services.csv", "row 3")


def test_more_services_than_a_state_has_are_refused(
    service: Json, files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "MAX_ROWS", 1)
    with pytest.raises(DataError, match="over 1 services"):
        read_json(json.dumps([service, service]).encode(), "list.json")
    with pytest.raises(DataError, match="over 1 rows"):
        read_tables(files, "package.zip")


@given(st.binary(max_size=300))
@settings(max_examples=60, deadline=None)
def test_no_bytes_are_anything_but_read_or_refused(raw: bytes) -> None:
    for read in (read_json, lambda body, name: read_tables({"services.csv": body, "phones.csv": body}, name)):
        try:
            assert read(raw, "list").services == []
        except DataError:
            continue


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "status", "phones", "attributes", "organization"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_no_json_is_anything_but_read_or_refused(found: object) -> None:
    raw = io.BytesIO(json.dumps(found).encode()).getvalue()
    with suppress(DataError):
        assert read_json(raw, "list.json").services == []
