"""The project's own data files, and the one strict way to read them.

Everything under this folder is written by hand, so a slip is likely and must
never reach a reader: a file is read whole, once, at start, and a key nobody
asked for is an error just as a missing one is.
"""

import os
import tempfile
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent

#: Data files are written by hand; one larger than this is a mistake or an attack.
MAX_BYTES = 1_000_000


class DataError(Exception):
    """A file that cannot be used, said so that its editor can mend it.

    :param file: the file's name as its editor knows it.
    :param entry: the table, section or key at fault.
    :param problem: what is wrong, as a sentence.
    :param cure: what to write instead, as a sentence.
    """

    def __init__(self, file: str, entry: str, problem: str, cure: str) -> None:
        super().__init__(f"{file}: {entry}: {problem} {cure}")
        self.file = file
        self.entry = entry
        self.problem = problem
        self.cure = cure


def read_text(path: Path, limit: int = MAX_BYTES) -> str:
    """Read a data file as UTF-8 with plain line ends.

    :param limit: how many bytes it may have.
    :raises DataError: if it is missing, too large, or not such a file.
    """
    name = path.name
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(
            name, "the file", f"It cannot be read ({type(error).__name__}).", f"Put it back at {path}."
        ) from error

    if len(raw) > limit:
        raise DataError(name, "the file", f"It is over {limit:,} bytes.", "Split it or remove what does not belong.")
    if raw.startswith(b"\xef\xbb\xbf"):
        raise DataError(name, "line 1", "It starts with a byte order mark.", "Save it as UTF-8 without BOM.")
    if b"\r" in raw:
        raise DataError(name, "line ends", "It has Windows line ends.", "Save it with LF line ends.")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(name, f"line {line}", "It is not UTF-8.", "Save the file as UTF-8.") from error


def parse_toml(name: str, text: str) -> dict[str, Any]:
    """Parse TOML text.

    :raises DataError: if it is no TOML, or a key stands twice.
    """
    try:
        return tomllib.loads(text)
    # A number of thousands of digits is a plain ValueError, deep nesting a RecursionError.
    except (ValueError, RecursionError) as error:
        raise DataError(
            name,
            "the file",
            f"It is not valid TOML: {error}.",
            "Mend that line; every key stands once and texts are in double quotes.",
        ) from error


def read_toml(path: Path, limit: int = MAX_BYTES) -> dict[str, Any]:
    """Read and parse one TOML file.

    :param limit: how many bytes it may have.
    :raises DataError: as :func:`read_text` and :func:`parse_toml` do.
    """
    return parse_toml(path.name, read_text(path, limit))


def replace_file(path: Path, body: bytes) -> None:
    """Write a file whole or not at all, so that no power cut can halve it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, 0o644)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Entry:
    """One table of a data file, taken key by key.

    :meth:`finish` is called last and refuses what nobody took, so a misspelled
    optional key is reported instead of being silently ignored.
    """

    def __init__(self, file: str, name: str, table: object) -> None:
        self.file = file
        self.name = name
        if not isinstance(table, Mapping):
            raise DataError(file, name, "It is not a table.", f"Write it as [{name}] with keys below.")
        self._table = dict(table)

    def error(self, problem: str, cure: str) -> DataError:
        """Make the error for this entry; the caller raises it."""
        return DataError(self.file, self.name, problem, cure)

    def has(self, key: str) -> bool:
        """Say whether an optional key is there and not yet taken."""
        return key in self._table

    def _take(self, key: str, kind: type, example: str) -> Any:
        if key not in self._table:
            raise self.error(f"The key “{key}” is missing.", f"Add {key} = {example}.")
        value = self._table.pop(key)
        # A bool is an int and a datetime a date in Python, neither is in a data file.
        wrong = not isinstance(value, kind) or (kind is int and isinstance(value, bool))
        if wrong or isinstance(value, datetime):
            raise self.error(f"The key “{key}” has the wrong kind of value.", f"Write it like {key} = {example}.")
        return value

    def text(self, key: str) -> str:
        """Take a text that must not be empty."""
        value: str = self._take(key, str, '"…"')
        if not value.strip() or value != value.strip():
            raise self.error(
                f"The key “{key}” is empty or has spaces at its ends.", "Write the text and nothing around it."
            )
        return value

    def optional_text(self, key: str) -> str | None:
        """Take a text, or nothing where the key is left out."""
        return self.text(key) if self.has(key) else None

    def number(self, key: str) -> int:
        """Take a whole number."""
        value: int = self._take(key, int, "1")
        return value

    def day(self, key: str) -> date:
        """Take a calendar day."""
        value: date = self._take(key, date, "2026-11-22")
        return value

    def flag(self, key: str) -> bool:
        """Take true or false; a key left out is false."""
        return bool(self._take(key, bool, "true")) if self.has(key) else False

    def choice(self, key: str, options: Iterable[str]) -> str:
        """Take one of a few words."""
        allowed = list(options)
        value = self.text(key)
        if value not in allowed:
            raise self.error(f"“{value}” is no {key}.", f"Write one of: {', '.join(allowed)}.")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Take a list of texts."""
        values = self._take(key, list, '["…"]')
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.error(f"The key “{key}” holds something that is not a text.", f'Write {key} = ["…", "…"].')
        if len(set(values)) != len(values):
            raise self.error(f"The key “{key}” names something twice.", "Name each once.")
        return tuple(values)

    def tables(self, key: str) -> list[object]:
        """Take a list of tables, or none where the key is left out."""
        return list(self._take(key, list, "[{…}]")) if self.has(key) else []

    def table(self, key: str) -> object:
        """Take a table of this table."""
        return self._take(key, dict, "{…}")

    def finish(self) -> None:
        """Refuse every key that was not taken.

        :raises DataError: naming the first of them.
        """
        for key in self._table:
            raise self.error(f"The key “{key}” is not known here.", "Remove it or correct its spelling.")
