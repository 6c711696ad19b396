"""The store: swapped whole, read while it is swapped, kept when writing fails."""

import os
import sqlite3
import threading
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from portal.data import DataError
from portal.letters.officials import writing
from portal.letters.officials.facts import Facts
from portal.letters.officials.loading import read_store
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import (
    FILE,
    PREVIOUS,
    People,
    open_store,
    read_people,
    stamp,
)
from portal.letters.officials.writing import restore_previous, write_store

DAY = date(2026, 11, 22)


@pytest.fixture
def folder(folder: Path, facts: Facts) -> Path:
    """The fictional country with a few of its ZIP areas, which is written faster."""
    people, rows = read_store(folder)
    write_store(folder, people, rows[:300], facts)
    (folder / PREVIOUS).unlink()
    return folder


def rename(people: People, name: str) -> People:
    return replace(people, officials=tuple(replace(official, name=name) for official in people.officials))


def names(path: Path) -> set[str]:
    return {official.name for official in read_people(path).officials}


def test_what_is_written_is_read_back(folder: Path, facts: Facts, tmp_path: Path) -> None:
    people, rows = read_store(folder)
    write_store(tmp_path / "other", people, rows, facts)
    again, rows_again = read_store(tmp_path / "other")
    assert again == people
    assert rows_again == rows


def test_the_store_has_the_tables_of_the_reference_and_nothing_about_visitors(folder: Path) -> None:
    with open_store(folder / FILE) as connection:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        plans = connection.execute("SELECT plan, count(*) FROM plan GROUP BY plan").fetchall()
    assert {name for (name,) in tables} == {"official", "gap", "zip_district", "plan", "source"}
    assert dict(plans) == {"cd119": 56, "cd120": 9, "sl2024": 1}


def test_a_store_cannot_be_changed_by_who_reads_it(folder: Path) -> None:
    with open_store(folder / FILE) as connection, pytest.raises(sqlite3.OperationalError):
        connection.execute("DELETE FROM official")


def test_a_store_of_another_version_is_no_data(folder: Path, facts: Facts) -> None:
    with sqlite3.connect(folder / FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    connection.close()
    assert Officials(folder / FILE, facts).status(DAY).level == "none"


def test_the_one_before_is_kept_and_can_be_gone_back_to(folder: Path, facts: Facts) -> None:
    people, rows = read_store(folder)
    write_store(folder, rename(people, "Second"), rows, facts)
    write_store(folder, rename(people, "Third"), rows, facts)
    assert (names(folder / FILE), names(folder / PREVIOUS)) == ({"Third"}, {"Second"})
    before = stamp(folder / FILE)
    restore_previous(folder)
    assert (names(folder / FILE), names(folder / PREVIOUS)) == ({"Second"}, {"Third"})
    assert stamp(folder / FILE) != before
    restore_previous(folder)
    assert (names(folder / FILE), names(folder / PREVIOUS)) == ({"Third"}, {"Second"})


@pytest.mark.parametrize("body", [None, b"", b"not a store"])
def test_there_is_no_going_back_to_what_cannot_be_read(folder: Path, body: bytes | None) -> None:
    if body is not None:
        (folder / PREVIOUS).write_bytes(body)
    before = (folder / FILE).read_bytes()
    with pytest.raises(DataError) as caught:
        restore_previous(folder)
    assert caught.value.file == PREVIOUS
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize("step", ["_fill", "_check", "_keep_previous"])
def test_the_old_store_survives_a_failure_at_every_step(
    folder: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    people, rows = read_store(folder)
    before = (folder / FILE).read_bytes()

    def fail(*_arguments: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr(writing, step, fail)
    with pytest.raises(DataError, match="disk is full"):
        write_store(folder, rename(people, "Second"), rows, facts)
    assert (folder / FILE).read_bytes() == before
    assert list(folder.glob(".building-*")) == []


def test_two_holders_of_one_id_are_not_written(folder: Path, facts: Facts) -> None:
    people, rows = read_store(folder)
    with pytest.raises(DataError):
        write_store(folder, replace(people, officials=people.officials * 2), rows, facts)
    assert read_people(folder / FILE) == people


def test_a_swap_never_shows_readers_half_of_two(folder: Path, facts: Facts) -> None:
    people, rows = read_store(folder)
    officials = Officials(folder / FILE, facts)
    seen: list[set[str]] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            found = {official.name for official in officials.people().officials}
            officials.districts_for_zip("94110", "CA", DAY)
            seen.append({name for name in found if name.startswith("Round")} or {"first"})

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(6):
        write_store(folder, rename(people, f"Round {number}"), rows, facts)
    done.set()
    for reader in readers:
        reader.join()
    assert seen
    assert all(len(names) == 1 for names in seen)
    assert {official.name for official in officials.people().officials} == {"Round 5"}


def test_whoever_opened_the_old_store_reads_it_to_the_end(folder: Path, facts: Facts) -> None:
    people, rows = read_store(folder)
    with open_store(folder / FILE) as connection:
        write_store(folder, rename(people, "Second"), rows[:10], facts)
        assert connection.execute("SELECT count(*) FROM zip_district").fetchone() == (len(rows),)
        assert connection.execute("SELECT count(*) FROM official WHERE name = 'Second'").fetchone() == (0,)


def test_a_stamp_changes_with_the_store(folder: Path, facts: Facts) -> None:
    officials = Officials(folder / FILE, facts)
    people, rows = read_store(folder)
    stamps = [officials.stamp()]
    for _ in range(2):
        write_store(folder, people, rows, facts)
        os.utime(folder / FILE, ns=(len(stamps), len(stamps)))
        stamps.append(officials.stamp())
    assert len(set(stamps)) == 3
    (folder / FILE).unlink()
    assert officials.stamp() is None
