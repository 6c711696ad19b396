"""Making the officials' file: built aside, checked, and put in place in one step.

The file before is kept beside it for going back. Everything in it is public;
nothing about visitors is ever written here, and only an operator's command
loads this module.
"""

import os
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import astuple
from datetime import date
from pathlib import Path

from portal.data import DataError
from portal.letters.officials.facts import Facts
from portal.letters.officials.store import FILE, PREVIOUS, VERSION, People, open_store, read_people, read_rows
from portal.letters.officials.zipareas import ZipRow

_SCHEMA = """
CREATE TABLE official (
  id TEXT PRIMARY KEY, level TEXT, chamber TEXT, state TEXT, district INTEGER, name TEXT, family TEXT, party TEXT,
  caucus TEXT, phone TEXT, office TEXT, address TEXT, url TEXT, contact_form TEXT, email TEXT, valid_from TEXT,
  valid_until TEXT, end_type TEXT, source TEXT, kept_since TEXT);
CREATE TABLE gap (source TEXT, chamber TEXT, state TEXT, district INTEGER);
CREATE TABLE zip_district (
  zip TEXT, state TEXT, kind TEXT, plan TEXT, district INTEGER, share REAL,
  PRIMARY KEY (zip, kind, plan, state, district)) WITHOUT ROWID;
CREATE INDEX of_state ON zip_district (state, kind, plan);
CREATE TABLE plan (plan TEXT, state TEXT, valid_from TEXT, valid_until TEXT, PRIMARY KEY (plan, state));
CREATE TABLE source (
  name TEXT PRIMARY KEY, url TEXT, fetched_at TEXT, vintage TEXT, sha256 TEXT, rows INTEGER, licence TEXT);
"""


def _fill(connection: sqlite3.Connection, people: People, rows: list[ZipRow], facts: Facts) -> None:
    def days(values: tuple[object, ...]) -> list[object]:
        return [value.isoformat() if isinstance(value, date) else value for value in values]

    def insert(table: str, found: list[list[object]]) -> None:
        if found:
            marks = ", ".join("?" * len(found[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", found)  # noqa: S608 - our own names

    connection.executescript(_SCHEMA)
    insert("official", [days(astuple(official)) for official in people.officials])
    insert("gap", [list(astuple(gap)) for gap in people.gaps])
    insert("zip_district", [list(row) for row in rows])
    insert("source", [days(astuple(source)) for source in people.sources.values()])
    # For whoever opens the file with another program; the portal itself asks officials.toml.
    periods = [(plan.name, state, plan.starts, plan.ends) for plan in facts.plans for state in sorted(plan.states)]
    insert("plan", [days(period) for period in periods])
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()


def _check(path: Path, people: People, rows: list[ZipRow]) -> None:
    """Read back what was written, as the portal will."""
    with open_store(path) as connection:
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    if not sound or len(read_people(path).officials) != len(people.officials) or len(read_rows(path)) != len(rows):
        raise sqlite3.DatabaseError("What was written cannot be read back.")


def write_store(folder: Path, people: People, rows: list[ZipRow], facts: Facts) -> None:
    """Build a store, check it, keep the one before, and put it in place.

    :raises DataError: if it cannot be written; the one before is as it was.
    """
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".building-", suffix=".sqlite3")
    os.close(handle)
    built = Path(name)
    try:
        with closing(sqlite3.connect(built)) as connection:
            connection.execute("PRAGMA journal_mode = MEMORY")
            _fill(connection, people, rows, facts)
        _check(built, people, rows)
        # The web server may run as somebody else than cron.
        built.chmod(0o644)
        _keep_previous(folder)
        os.replace(built, folder / FILE)
    except (sqlite3.Error, OSError) as error:
        raise DataError(
            FILE, "the file", f"It cannot be written ({error}).", "Look at the disk and at who may write there."
        ) from error
    finally:
        built.unlink(missing_ok=True)


def _keep_previous(folder: Path) -> None:
    if not (folder / FILE).is_file():
        return
    # A second name for the same file: at no moment is there none in place.
    link = folder / f".{PREVIOUS}"
    link.unlink(missing_ok=True)
    os.link(folder / FILE, link)
    os.replace(link, folder / PREVIOUS)


def restore_previous(folder: Path) -> People:
    """Put the store before the last update back; doing it twice undoes it.

    :raises DataError: if there is none that can be read.
    """
    try:
        people = read_people(folder / PREVIOUS)
    except (sqlite3.Error, ValueError, TypeError) as error:
        raise DataError(
            PREVIOUS, "the file", "There is no earlier store to go back to.", "Run “portal officials update”."
        ) from error
    aside = folder / f".{FILE}"
    aside.unlink(missing_ok=True)
    os.link(folder / PREVIOUS, aside)
    _keep_previous(folder)
    os.replace(aside, folder / FILE)
    # The stamp must differ from any the portal has seen.
    (folder / FILE).touch()
    return people
