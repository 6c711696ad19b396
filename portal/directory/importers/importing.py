"""The whole of an import, from a file to what would be written: read, checked, compared."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import tomlkit

from portal.data import DataError, parse_toml, read_text, read_toml, replace_file
from portal.directory.assurances import MAX_BYTES as MAX_ASSURANCES
from portal.directory.assurances import path_of
from portal.directory.entries import Known, read_service
from portal.directory.hsds.packages import open_package
from portal.directory.hsds.reading import Reader
from portal.directory.importers.cdss import leave_contract, read_cdss
from portal.directory.importers.doj import read_doj
from portal.directory.importers.drafts import Origin, Reading
from portal.directory.importers.hrsa import NUMBER, read_hrsa
from portal.directory.importers.lists import Lists
from portal.directory.importers.merging import Merge, merge, retire, settle
from portal.directory.importers.rows import read_bytes
from portal.directory.importers.spreadsheet import read_spreadsheet
from portal.directory.importers.writing import write_file
from portal.directory.loading import MAX_IMPORTED_BYTES
from portal.directory.services import Service
from portal.directory.wording import KEY, MAX_KEY

HSDS = "hsds"

_READERS: dict[str, Callable[[bytes, str, Lists, Origin], Reading]] = {
    "doj": read_doj,
    "hrsa": read_hrsa,
    "cdss": read_cdss,
    "spreadsheet": read_spreadsheet,
}

KINDS = (HSDS, *_READERS)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import would do.

    :param file: the operator's file it would write.
    :param known: the entries the file holds now.
    """

    file: Path
    reading: Reading
    merge: Merge


def guess_kind(path: Path) -> str:
    """Tell what a file is by its name and the names of its columns.

    :raises DataError: if it cannot be read.
    """
    if path.is_dir() or path.suffix.lower() in {".json", ".zip"}:
        return HSDS
    if path.suffix.lower() != ".csv":
        return "spreadsheet"
    header = read_bytes(path).partition(b"\n")[0]
    if NUMBER.encode() in header:
        return "hrsa"
    return "doj" if b"recognized_until" in header else "spreadsheet"


def find_file(instance: Path | None, source: str) -> Path:
    """Give the operator's file for a list.

    :param source: the list's name.
    :raises DataError: without a folder of the operator's, or for a name no file may have.
    """
    if instance is None:
        problem = "It is not set, and an import never writes the project's own files."
        raise DataError("environment", "PORTAL_INSTANCE", problem, "Set it to a folder of your own.")
    if not KEY.fullmatch(source) or len(source) > MAX_KEY or source == "assurances":
        raise DataError("command", "--source", f"“{source[:40]}” is no name of a list.", "Write a-z, 0-9 and hyphens.")
    return instance / "directory" / f"{source}.toml"


def read_previous(file: Path, known: Known) -> dict[str, Service]:
    """Read what the last import from a list wrote.

    :raises DataError: if somebody broke the file since.
    """
    if not file.exists():
        return {}
    tables = read_toml(file, MAX_IMPORTED_BYTES)
    return {key: read_service(file.name, key, table, known, imported=True) for key, table in tables.items()}


def prepare(path: Path, kind: str, file: Path, lists: Lists, origin: Origin) -> Outcome:
    """Read a file and compare it with the directory; write nothing.

    :param kind: of :data:`KINDS`.
    :param file: the operator's file it would be written to.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    known = Known(lists.places.counties, lists.subkinds)
    previous = read_previous(file, known)
    if kind == HSDS:
        reading = Reader(lists.places, lists.subkinds, origin).read(open_package(path))
    else:
        reading = _READERS[kind](read_bytes(path), path.name, lists, origin)
    drafts = settle(reading, known, file.name)
    others = {key: service for key, service in lists.services.items() if key not in previous}
    leave = leave_contract if kind == "cdss" else retire
    if not drafts and previous:
        # A list that is empty by mistake would take every entry off the pages.
        raise DataError(path.name, "the file", "None of its rows can be used.", _first_problem(reading))
    return Outcome(file, reading, merge(drafts, previous, others, leave))


def _first_problem(reading: Reading) -> str:
    return f"Mend it; the first is {reading.problems[0]}" if reading.problems else "Bring the whole list."


def write(outcome: Outcome, instance: Path, source: str) -> None:
    """Write the operator's file whole or not at all, keep the one before, and end assurances that no longer hold.

    :param source: what the entries were read from.
    :raises DataError: if there are more than the portal would read again.
    """
    body = write_file(outcome.merge.services.values(), source)
    if len(body) > MAX_IMPORTED_BYTES:
        raise DataError(
            outcome.file.name, "the file", f"It would have over {MAX_IMPORTED_BYTES:,} bytes.", "Split the list in two."
        )
    _clear_assurances(instance, outcome.merge.cleared)
    if outcome.file.exists():
        shutil.copyfile(outcome.file, outcome.file.with_suffix(".toml.previous"))
    replace_file(outcome.file, body)


def _clear_assurances(instance: Path, keys: list[str]) -> None:
    path = path_of(instance)
    if not path.exists():
        return
    text = read_text(path, MAX_ASSURANCES)
    held: Mapping[str, object] = parse_toml(path.name, text)
    ended = [key for key in keys if key in held]
    if ended:
        document = tomlkit.parse(text)
        for key in ended:
            document.remove(key)
        replace_file(path, tomlkit.dumps(document).encode())
