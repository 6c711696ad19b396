"""The officials' file of an operator, as the running site reads it.

It is opened read-only, and whoever opened it keeps that file, so that a swap
never shows half of two. :mod:`portal.letters.officials.writing` makes it; the
running site never loads that module.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path

from portal.config import Config
from portal.data import DataError
from portal.letters.officials.records import Gap, Official
from portal.letters.officials.zipareas import ZipRow

FOLDER = "officials"
FILE = "officials.sqlite3"
PREVIOUS = "officials.previous.sqlite3"

#: Raised when a column changes; a file of another version counts as no data and is fetched again.
VERSION = 1

_DAYS = {"valid_from", "valid_until", "kept_since"}
_COLUMNS = [field.name for field in fields(Official)]


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was loaded.

    :param name: its key in ``officials.toml``.
    :param url: where it was downloaded, or nothing for an import that did not say.
    :param fetched_at: the day it was downloaded: “checked on”.
    :param vintage: what its server said of its age, if anything.
    :param rows: how many records or rows were taken from it.
    """

    name: str
    url: str | None
    fetched_at: date
    vintage: str | None
    sha256: str
    rows: int
    licence: str


@dataclass(frozen=True, slots=True)
class People:
    """The names of one store, and which files they and its tables come from."""

    officials: tuple[Official, ...]
    gaps: tuple[Gap, ...]
    sources: dict[str, Source]


NOBODY = People((), (), {})


def officials_folder(config: Config) -> Path:
    """Give the folder of the officials' data; it need not be there yet.

    :raises DataError: if the portal has no folder of its own.
    """
    if config.instance is None:
        raise DataError(
            "environment",
            "PORTAL_INSTANCE",
            "There is no folder for officials' data.",
            "Make one and name it in PORTAL_INSTANCE.",
        )
    return config.instance / FOLDER


def stamp(path: Path) -> tuple[int, int] | None:
    """Give something cheap that changes whenever the store is swapped; nothing where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size


@contextmanager
def open_store(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a store for reading only.

    :raises sqlite3.Error: if it is missing, damaged or of another version.
    """
    # A swap replaces the file and never changes it, so what is open here cannot change under a reader.
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        if connection.execute("PRAGMA user_version").fetchone() != (VERSION,):
            raise sqlite3.DatabaseError("Another version of the store.")
        yield connection


def _read_official(values: tuple[str | int | None, ...]) -> Official:
    given = dict(zip(_COLUMNS, values, strict=True))
    for name in _DAYS:
        given[name] = date.fromisoformat(str(given[name])) if given[name] is not None else None  # type: ignore[assignment]
    return Official(**given)  # type: ignore[arg-type]


def read_people(path: Path) -> People:
    """Read all names of a store.

    :raises sqlite3.Error: if it is missing or damaged.
    :raises ValueError: if a value in it is none that was written.
    """
    with open_store(path) as connection:
        officials = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM official ORDER BY id")  # noqa: S608 - our names
        gaps = connection.execute("SELECT source, chamber, state, district FROM gap")
        sources = connection.execute("SELECT name, url, fetched_at, vintage, sha256, rows, licence FROM source")
        return People(
            tuple(_read_official(values) for values in officials),
            tuple(Gap(*values) for values in gaps),
            {row[0]: Source(row[0], row[1], date.fromisoformat(row[2]), *row[3:]) for row in sources},
        )


def read_rows(path: Path, where: str = "1", values: tuple[str, ...] = ()) -> list[ZipRow]:
    """Read ZIP rows of a store, larger shares of land first.

    :param where: a condition written in this package, with a question mark for each value.
    :raises sqlite3.Error: if it is missing or damaged.
    """
    with open_store(path) as connection:
        query = (
            f"SELECT zip, state, kind, plan, district, share FROM zip_district WHERE {where} "  # noqa: S608 - our words
            "ORDER BY zip, share DESC, district"
        )
        return [ZipRow(*row) for row in connection.execute(query, values)]
