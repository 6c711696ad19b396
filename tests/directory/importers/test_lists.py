"""The lists of the Justice Department, of the federal health agency and of the state."""

from collections.abc import Callable
from pathlib import Path

import pytest

from portal.data import DataError
from portal.directory.importers.cdss import COLUMNS as CDSS
from portal.directory.importers.cdss import read_cdss
from portal.directory.importers.doj import SUBKIND, read_doj
from portal.directory.importers.drafts import Origin
from portal.directory.importers.hrsa import read_hrsa
from portal.directory.importers.lists import Lists
from portal.directory.register import Register
from portal.directory.services import Service
from tests.conftest import TODAY
from tests.directory.importers.conftest import Run, count_outcome, write_rows

OFFICE = {
    "organization": "Harbor Legal Center",
    "office": "Main",
    "office_type": "principal",
    "street": "1 Pier Road",
    "city": "Fresno",
    "state": "CA",
    "zip": "93706",
    "phone": "559-555-0100",
    "recognized_until": "2028-01-01",
    "renewal_pending": "no",
    "status": "active",
    "roster_date": "2026-10-01",
}

SITE = {
    "BPHC Assigned Number": "BPS-H80-000001",
    "Site Name": "Harbor Clinic",
    "Site Address": "2 Pier Road",
    "Site City": "Fresno",
    "Site State Abbreviation": "CA",
    "Site Postal Code": "93706-1234",
    "Site Telephone Number": "559-555-0120",
    "Site Web Address": "www.harbor.example.org",
    "Site Status Description": "Active",
    "Health Center Location Type Description": "Permanent",
    "Health Center Type Description": "Service Delivery Site",
    "Health Center Name": "Harbor Health, Inc.",
    "State and County Federal Information Processing Standard Code": "6019",
    "Something New": "x",
    "": "",
}


def to_csv(tmp_path: Path, *rows: dict[str, str]) -> bytes:
    return write_rows(tmp_path / "list.csv", list(rows)).read_bytes()


def test_offices_of_one_organization_become_one_entry(tmp_path: Path, lists: Lists) -> None:
    second = {**OFFICE, "office": "Selma", "office_type": "extension", "street": "9 Quay", "city": "Selma"}
    reading = read_doj(to_csv(tmp_path, {**second, "zip": "93662"}, OFFICE), "roster.csv", lists, Origin())
    service = reading.drafts[0].service
    assert len(reading.drafts) == 1
    assert service.key == "doj-ra-harbor-legal-center-fresno-93706"
    assert [place.city for place in service.locations] == ["Fresno", "Selma"]
    assert str(service.recognized_until) == "2028-01-01"
    assert (service.listing.date, service.subkind) == ("2026-10-01", SUBKIND)
    # The roster says nothing of these, so nothing is filled in.
    assert (service.languages, service.free, service.immigration_status) == ((), False, "ask")


def test_a_pending_renewal_keeps_recognition_and_an_expired_one_ends_it(tmp_path: Path, lists: Lists) -> None:
    ended = {**OFFICE, "recognized_until": "2026-01-01"}
    assert TODAY.isoformat() > ended["recognized_until"]
    reading = read_doj(to_csv(tmp_path, ended), "roster.csv", lists, Origin())
    assert reading.drafts == []
    assert "Recognition ended" in reading.notes[0].problem
    pending = read_doj(to_csv(tmp_path, {**ended, "renewal_pending": "yes"}), "roster.csv", lists, Origin())
    assert pending.drafts[0].service.recognized_until is None
    assert pending.drafts[0].service.tags == ("renewal-pending",)


def test_a_blank_phone_is_kept_and_reported(tmp_path: Path, lists: Lists) -> None:
    reading = read_doj(to_csv(tmp_path, {**OFFICE, "phone": ""}), "roster.csv", lists, Origin())
    assert reading.drafts[0].service.all_phones() == ()
    assert (reading.notes[0].place, reading.notes[0].name) == ("row 2", "phone")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("organization", ""),
        ("office_type", "branch"),
        ("state", "NV"),
        ("zip", "9370"),
        ("zip", "90630"),
        ("phone", "n/a"),
        ("recognized_until", "1/1/2028"),
        ("renewal_pending", "perhaps"),
        ("status", "lost"),
        ("roster_date", ""),
    ],
)
def test_a_wrong_cell_of_the_roster_names_row_and_column(tmp_path: Path, lists: Lists, column: str, value: str) -> None:
    other = {**OFFICE, "organization": "Another Center", "street": "5 Quay"}
    reading = read_doj(to_csv(tmp_path, {**OFFICE, column: value}, other), "roster.csv", lists, Origin())
    assert [draft.service.name for draft in reading.drafts] == ["Another Center"]
    expected = "county" if value == "90630" else column
    assert [(problem.place, problem.name) for problem in reading.problems] == [("row 2", expected)]


def test_a_row_twice_and_a_column_nobody_knows_are_told(tmp_path: Path, lists: Lists) -> None:
    reading = read_doj(to_csv(tmp_path, OFFICE, OFFICE), "roster.csv", lists, Origin())
    assert "row 2" in reading.problems[0].problem
    with pytest.raises(DataError, match="“fees” is not known"):
        read_doj(to_csv(tmp_path, {**OFFICE, "fees": "0"}), "roster.csv", lists, Origin())


def test_an_office_of_the_directory_keeps_its_key(tmp_path: Path, lists: Lists, register: Register) -> None:
    known = next(service for service in register.services.values() if service.subkind == SUBKIND and service.phones)
    place = known.locations[0]
    row = {**OFFICE, "organization": known.name.upper(), "zip": (place.postal_code or "")[:5], "city": place.city}
    row["county"] = place.county
    assert read_doj(to_csv(tmp_path, row), "roster.csv", lists, Origin()).drafts[0].service.key == known.key


def test_active_sites_of_california_become_health_centers(tmp_path: Path, lists: Lists) -> None:
    others = [
        {**SITE, "Site Status Description": "Inactive"},
        {**SITE, "Site State Abbreviation": "NV"},
        {**SITE, "Health Center Type Description": "Administrative"},
        {**SITE, "Site Telephone Number": ""},
    ]
    van = {
        **SITE,
        "BPHC Assigned Number": "BPS-H80-000002",
        "Health Center Location Type Description": "Mobile Van",
    }
    raw = to_csv(tmp_path, SITE, *others, van)
    assert raw.splitlines()[0].endswith(b",")
    reading = read_hrsa(raw, "sites.csv", lists, Origin(day="2026-11-01"))
    assert [draft.service.key for draft in reading.drafts] == [
        "health-center-bps-h80-000001",
        "health-center-bps-h80-000002",
    ]
    service = reading.drafts[0].service
    assert (service.locations[0].county, service.need, service.immigration_status) == ("fresno", "coverage", "ask")
    assert service.alternate_names == ("Harbor Health, Inc.",)
    hours = reading.drafts[1].service.hours_note
    assert hours
    assert "Mobile Van" in hours.text
    assert "--date" in read_hrsa(raw, "sites.csv", lists, Origin()).problems[0].cure


def test_a_contractor_of_the_directory_is_marked_and_unmarked(
    tmp_path: Path, run: Run, register: Register, load: Callable[[], dict[str, Service]]
) -> None:
    known = next(
        service
        for service in register.services.values()
        if service.need == "legal-aid" and service.locations and service.locations[0].postal_code
    )
    place = known.locations[0]
    base = dict.fromkeys(CDSS, "")
    row = {
        **base,
        "organization": known.name,
        "street": place.address or "1 Pier Road",
        "city": place.city,
        "state": "CA",
        "zip": (place.postal_code or "")[:5],
        "county": place.county,
    }
    new = {**row, "organization": "Harbor Legal Center", "street": "1 Pier Road", "phone": "559-555-0100"}
    options = ("--kind", "cdss", "--date", "2026-11-01")
    result = run("import", write_rows(tmp_path / "list.csv", [row, new]), *options)
    assert result.exit_code == 0, result.stdout
    marked = load()
    assert marked[known.key].contractor
    assert marked[known.key].name == known.name
    assert len(marked) == 2
    run("import", write_rows(tmp_path / "list.csv", [new]), *options)
    assert (load()[known.key].contractor, load()[known.key].active) == (False, True)


def test_the_state_list_has_no_recognition(tmp_path: Path, lists: Lists) -> None:
    row = {name: OFFICE[name] for name in CDSS}
    with pytest.raises(DataError, match="recognized_until"):
        read_cdss(to_csv(tmp_path, {**row, "recognized_until": "2028-01-01"}), "c.csv", lists, Origin())


@pytest.mark.parametrize(("rows", "kind"), [([OFFICE], "doj"), ([SITE], "hrsa")])
def test_a_file_is_known_by_its_columns(
    tmp_path: Path, run: Run, instance: Path, rows: list[dict[str, str]], kind: str
) -> None:
    result = run("import", write_rows(tmp_path / "download.csv", rows), "--date", "2026-11-01")
    assert result.exit_code == 0, result.stdout
    assert count_outcome(result)["added"] == 1
    assert (instance / "directory" / f"{kind}.toml").is_file()
