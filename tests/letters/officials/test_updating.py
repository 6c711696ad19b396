"""Keeping current: each file by itself, the old data kept through every failure, and the one quiet try."""

import threading
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from urllib.error import URLError

import pytest

from portal.config import Config
from portal.data import DataError
from portal.letters.officials.facts import Facts
from portal.letters.officials.fetching import Fetcher
from portal.letters.officials.loading import Outcome, read_store
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import FILE, PREVIOUS, officials_folder
from portal.letters.officials.updating import hold, import_files, try_first_update, update
from portal.letters.officials.validity import Status
from tests.conftest import TODAY
from tests.letters.officials import fictional
from tests.letters.officials.web import Web, publish, read_all

REDRAWN = ("AL", "CA", "FL", "LA", "NC", "OH", "TN", "TX", "UT")

Run = Callable[..., Outcome]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> dict[str, bytes]:
    """The fictional country's files by their keys."""
    return read_all(fictional.write_all(tmp_path_factory.mktemp("published"), facts))


def run(folder: Path, facts: Facts, web: Web, day: date = TODAY, **options: object) -> Outcome:
    return update(folder, facts, Fetcher("portal (tests)", web), day, **options)  # type: ignore[arg-type]


def test_a_first_update_brings_everything_in(tmp_path: Path, facts: Facts, published: dict[str, bytes]) -> None:
    web = publish(facts, published)
    outcome = run(tmp_path / "officials", facts, web)
    assert outcome.problems == []
    assert outcome.loaded == ["congress", "california", "cd119", "sldu", "sldl"]
    people, rows = read_store(tmp_path / "officials")
    assert (len(people.officials), len({row.zip for row in rows if row.area == "cd"})) == (661, 33_060)
    source = people.sources["congress"]
    assert (source.fetched_at, source.rows, source.licence) == (TODAY, 541, "CC0 1.0")
    assert (source.url, source.vintage) == (facts.datasets["congress"].url, "Mon, 15 Jun 2026 01:02:03 GMT")
    assert len(source.sha256) == 64
    # Neither form of the table of the 120th Congress is published, and that is no failure.
    assert any("not published" in note for note in outcome.notes)
    assert web.asked[-2:] == [facts.datasets["cd120"].url, facts.datasets["cd120-blocks"].url]


def test_tables_that_are_there_are_not_downloaded_again_unless_asked_for(
    folder: Path, facts: Facts, published: dict[str, bytes]
) -> None:
    web = publish(facts, published)
    run(folder, facts, web)
    assert facts.datasets["cd119"].url not in web.asked
    run(folder, facts, web, only=["zip"])
    assert facts.datasets["cd119"].url in web.asked


def test_only_what_is_asked_for_is_downloaded(folder: Path, facts: Facts, published: dict[str, bytes]) -> None:
    web = publish(facts, published)
    assert run(folder, facts, web, only=["california"]).loaded == ["california"]
    assert web.asked == [facts.datasets["california"].url]


def test_a_dry_run_checks_everything_and_changes_nothing(
    folder: Path, facts: Facts, published: dict[str, bytes]
) -> None:
    before = (folder / FILE).read_bytes()
    web = publish(facts, {**published, "congress": b"[]"})
    outcome = run(folder, facts, web, dry_run=True)
    assert len(outcome.problems) == 1
    assert (folder / FILE).read_bytes() == before
    assert not (folder / PREVIOUS).exists()


def six_hundred(facts: Facts) -> bytes:
    records = fictional.congress(facts)
    return fictional.congress_file(records + [fictional.member("TX", 1) for _ in range(59)])


def two_for_a_seat(facts: Facts) -> bytes:
    rows = fictional.legislature(facts)
    return fictional.legislature_file([*rows, fictional.legislator("lower", 1, "Another Person")])


HOSTILE = {
    "600 members": ("congress", six_hundred),
    "cut short": ("congress", lambda facts: fictional.congress_file(fictional.congress(facts))[:-100]),
    "50 MB": ("congress", lambda facts: b" " * 50_000_000),
    "not UTF-8": ("congress", lambda facts: b"\xff" * 600_000),
    "a web page": ("congress", lambda facts: b"<!doctype html>" + b" " * 600_000),
    "host not found": ("congress", lambda facts: URLError("Name or service not known")),
    "two for a seat": ("california", two_for_a_seat),
    "other header": ("california", lambda facts: b"a,b,c\r\n1,2,3\r\n"),
    "empty": ("california", lambda facts: b""),
    "half a table": ("cd119", lambda facts: fictional.census("CD119_20", fictional.pairs(facts)[:20_000])),
    "a bomb": ("cd120-blocks", lambda facts: b"PK\x03\x04" + bytes(1000)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_the_old_data_survives_every_bad_file(folder: Path, facts: Facts, name: str) -> None:
    key, make = HOSTILE[name]
    before = (folder / FILE).read_bytes()
    web = publish(facts, {"tracts": b"", key: make(facts)})
    outcome = run(folder, facts, web, only=[facts.datasets[key].subject])
    assert outcome.loaded == []
    assert outcome.problems
    assert all("\n" not in problem and problem.endswith(".") for problem in outcome.problems)
    assert (folder / FILE).read_bytes() == before


def test_one_bad_file_costs_no_other(folder: Path, facts: Facts, published: dict[str, bytes]) -> None:
    outcome = run(folder, facts, publish(facts, {**published, "california": b""}))
    assert outcome.loaded == ["congress"]
    assert len(outcome.problems) == 1
    sources = read_store(folder)[0].sources
    assert (sources["congress"].fetched_at, sources["california"].fetched_at) == (TODAY, fictional.DAY)


def test_hostile_fields_reach_nobody(folder: Path, facts: Facts) -> None:
    records = fictional.congress(facts)
    records[0]["terms"][-1] |= {"url": "https://example.org/", "contact_form": "hhttps://a.senate.gov/"}
    records[1]["name"]["official_full"] = "<img src=x onerror=alert(1)>"
    run(folder, facts, publish(facts, {"congress": fictional.congress_file(records)}), only=["congress"])
    officials = {o.id: o for o in read_store(folder)[0].officials}
    assert "bioguide:SAK2" not in officials
    # The old links are the same person's, so they are kept for a while.
    assert officials["bioguide:SAK1"].link == "https://www.example.senate.gov/contact"


def test_on_a_turnover_day_the_old_roster_keeps_nobody_in_office(
    folder: Path, facts: Facts, published: dict[str, bytes]
) -> None:
    day = date(2026, 12, 8)
    outcome = run(folder, facts, publish(facts, published), day, only=["california"])
    assert (outcome.loaded, outcome.problems) == ([], [])
    assert any("before the turnover" in note for note in outcome.notes)
    officials = Officials(folder / FILE, facts)
    readings = officials.chamber("upper", day) + officials.chamber("lower", day)
    assert sum(reading.status is Status.SHOWN for reading in readings) == 20


def test_the_new_roster_is_recognized_by_its_people(folder: Path, facts: Facts) -> None:
    day = date(2026, 12, 9)
    body = fictional.legislature_file(fictional.legislature(facts, new=23))
    assert run(folder, facts, publish(facts, {"california": body}), day, only=["california"]).loaded == ["california"]
    officials = Officials(folder / FILE, facts)
    readings = officials.chamber("upper", day) + officials.chamber("lower", day)
    assert {reading.status for reading in readings} == {Status.SHOWN}
    assert officials.california(None, 1, day)[0].official.name == "New Face1"  # type: ignore[union-attr]


def test_a_person_may_say_that_the_roster_is_the_new_one(
    folder: Path, facts: Facts, published: dict[str, bytes]
) -> None:
    day = date(2026, 12, 9)
    outcome = run(folder, facts, publish(facts, published), day, only=["california"], accept_california=True)
    assert outcome.loaded == ["california"]
    assert Officials(folder / FILE, facts).california(None, 1, day)[0].status is Status.SHOWN


def test_without_an_earlier_roster_december_names_are_in_doubt(
    tmp_path: Path, facts: Facts, published: dict[str, bytes]
) -> None:
    day = date(2026, 12, 9)
    outcome = run(tmp_path / "officials", facts, publish(facts, published), day, only=["california"])
    assert any("--accept-ca" in note for note in outcome.notes)
    officials = Officials(tmp_path / "officials" / FILE, facts)
    (reading,) = officials.california(None, 1, day)
    assert (reading.status, reading.changed_on) == (Status.MAY_HAVE_CHANGED, date(2026, 12, 7))
    assert officials.california(None, 1, date(2027, 2, 1))[0].official is None


def test_in_january_phones_are_kept_and_new_terms_are_shown(folder: Path, facts: Facts) -> None:
    day = date(2027, 1, 4)
    records = fictional.congress(facts, start="2027-01-03", end="2029-01-03")
    for record in records:
        record["terms"][-1].pop("phone")
    web = publish(facts, {"congress": fictional.congress_file(records)})
    outcome = run(folder, facts, web, day, only=["congress"])
    assert any("541 people keep a phone" in note for note in outcome.notes)
    officials = Officials(folder / FILE, facts)
    reading = officials.house_seat("TX", 7, day)
    assert reading.status is Status.SHOWN
    assert reading.official is not None
    assert reading.official.phone == "202-225-1234"
    run(folder, facts, web, day + timedelta(days=31), only=["congress"])
    assert officials.house_seat("TX", 7, day).official.phone is None  # type: ignore[union-attr]


@pytest.mark.parametrize("form", ["cd120", "cd120-blocks"])
def test_the_new_lines_come_in_either_form(folder: Path, facts: Facts, form: str) -> None:
    shift = (*REDRAWN, "MO")
    if form == "cd120":
        files = {"cd120": fictional.census("CD120_20", fictional.pairs(facts, shift))}
    else:
        files = dict(zip(("cd120-blocks", "tracts"), fictional.blocks(facts, shift), strict=True))
    outcome = run(
        folder, facts, publish(facts, {"congress": URLError("down"), "california": URLError("down"), **files})
    )
    assert form in outcome.loaded
    officials = Officials(folder / FILE, facts)
    first = {state: fictional.zips_of(facts, state)[1] for state in ("TX", "MO")}
    before, after = date(2027, 1, 2), date(2027, 1, 3)
    assert officials.districts_for_zip(first["TX"], "TX", before) == (1,)
    assert officials.districts_for_zip(first["TX"], "TX", after) == (2,)
    assert officials.districts_for_zip(first["MO"], "MO", after) == (1,)
    assert not any("ZIP table" in reason for reason in officials.status(after).reasons)
    # Once there, it is not downloaded again.
    web = publish(facts, files)
    run(folder, facts, web)
    assert facts.datasets["cd120"].url not in web.asked


def test_a_single_file_of_an_unknown_kind_is_refused(folder: Path, facts: Facts, tmp_path: Path) -> None:
    for name, body in {"a.txt": b"hello", "b.bin": bytes(100), "c.zip": b"PK", "d": b""}.items():
        path = tmp_path / name
        path.write_bytes(body)
        with pytest.raises(DataError):
            import_files(folder, facts, [path], TODAY, TODAY)
    with pytest.raises(DataError):
        import_files(folder, facts, [tmp_path / "missing.json"], TODAY, TODAY)


def test_no_file_is_from_a_day_to_come(folder: Path, facts: Facts, tmp_path: Path) -> None:
    path = tmp_path / "ca.csv"
    path.write_bytes(fictional.legislature_file(fictional.legislature(facts)))
    outcome = import_files(folder, facts, [path], TODAY + timedelta(days=1), TODAY)
    assert (outcome.loaded, len(outcome.problems)) == ([], 1)


def test_one_kind_of_file_is_imported_once(folder: Path, facts: Facts, tmp_path: Path) -> None:
    path = tmp_path / "ca.csv"
    path.write_bytes(fictional.legislature_file(fictional.legislature(facts)))
    with pytest.raises(DataError, match="same kind"):
        import_files(folder, facts, [path, path], TODAY, TODAY)


def test_two_commands_do_not_write_at_once(folder: Path, facts: Facts, published: dict[str, bytes]) -> None:
    with hold(folder), pytest.raises(DataError, match="Another command"):
        run(folder, facts, publish(facts, published))


def test_what_a_killed_command_left_is_cleared(folder: Path) -> None:
    (folder / ".incoming-dead").mkdir()
    (folder / ".incoming-dead" / "congress.json").write_bytes(b"[")
    (folder / ".building-dead.sqlite3").write_bytes(b"half")
    with hold(folder):
        assert not (folder / ".incoming-dead").exists()
        assert not (folder / ".building-dead.sqlite3").exists()


def test_without_a_folder_the_setting_is_named() -> None:
    with pytest.raises(DataError, match="PORTAL_INSTANCE"):
        officials_folder(Config())


def make_fetcher(web: Callable[..., object]) -> Callable[..., Fetcher]:
    return lambda agent, seconds: Fetcher(agent, web, seconds)  # type: ignore[arg-type]


def test_the_first_try_brings_in_what_it_gets(tmp_path: Path, facts: Facts, published: dict[str, bytes]) -> None:
    web = publish(facts, published)
    line = try_first_update(Config(instance=tmp_path), 60.0, TODAY, make_fetcher(web))
    assert line
    assert "downloaded" in line
    assert (tmp_path / "officials" / FILE).is_file()
    assert facts.datasets["cd120"].url not in web.asked
    assert try_first_update(Config(instance=tmp_path), 60.0, TODAY, make_fetcher(web)) is None


def test_the_first_try_goes_on_quietly_without_a_network(tmp_path: Path, facts: Facts) -> None:
    web = publish(facts, {key: URLError("Network is unreachable") for key in facts.datasets})
    line = try_first_update(Config(instance=tmp_path), 60.0, TODAY, make_fetcher(web))
    assert line
    assert "Network is unreachable" in line
    assert "\n" not in line


def test_the_first_try_does_not_wait_for_a_host_that_is_silent(tmp_path: Path) -> None:
    silent = threading.Event()

    def wait(*_arguments: object) -> None:
        silent.wait()
        raise URLError("too late")

    line = try_first_update(Config(instance=tmp_path), 0.05, TODAY, make_fetcher(wait))
    silent.set()
    assert line
    assert "no answer in time" in line


def test_the_first_try_is_not_made_without_a_folder() -> None:
    assert try_first_update(Config(), 60.0, TODAY, make_fetcher(lambda *_: pytest.fail("asked"))) is None
