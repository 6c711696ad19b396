"""Published files as they came: kept beside the store, so that a bundle can be made for a host without a network."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from portal.data import DataError, Entry, read_text, replace_file
from portal.letters.officials.cleaning import clean_day
from portal.letters.officials.datasets import Dataset
from portal.letters.officials.facts import Facts

FOLDER = "originals"
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Original:
    """One published file on our disk.

    :param key: which file of ``officials.toml`` it is.
    :param url: where it was downloaded, or nothing where it was only imported.
    :param day: the day it was downloaded.
    :param vintage: what its server said of its age, if anything.
    """

    key: str
    path: Path
    url: str | None
    day: date
    vintage: str | None
    sha256: str
    size: int


def describe(path: Path, key: str, day: date, url: str | None = None, vintage: str | None = None) -> Original:
    """Take a file's hash and size."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return Original(key, path, url, day, vintage, digest, path.stat().st_size)


def check_size(path: Path, dataset: Dataset) -> None:
    """Refuse a file before it is read.

    :raises DataError: if it is larger than such a file may be, or is not there.
    """
    try:
        size = path.stat().st_size
    except OSError as error:
        raise DataError(path.name, "the file", "It cannot be read.", "Name a file that is there.") from error
    if size > dataset.limit:
        raise DataError(path.name, "the file", f"It is over {dataset.limit:,} bytes.", "Download it again.")


def recognize(path: Path, facts: Facts) -> str:
    """Tell by its first line which published file a file is.

    :return: its key, or ``bundle``.
    :raises DataError: if nobody could say.
    """
    try:
        with path.open("rb") as file:
            head = file.read(2_000)
    except OSError as error:
        raise DataError(path.name, "the file", "It cannot be read.", "Name a file that is there.") from error
    if head.startswith(b"PK"):
        return "cd120-blocks" if path.name.startswith("cd120") else "bundle"
    if head.lstrip().startswith(b"[") or path.suffix == ".json":
        return "congress"
    columns = set(head.partition(b"\n")[0].decode("utf-8-sig", "replace").strip().replace(",", "|").split("|"))
    for key, dataset in facts.datasets.items():
        if dataset.column and f"GEOID_{dataset.column}" in columns:
            return key
    for key, column in (("tracts", "GEOID_TRACT_20"), ("zccd", "zcta"), ("california", "current_chamber")):
        if column in columns:
            return key
    if path.suffix == ".csv":
        return "california"
    raise DataError(path.name, "line 1", "It is none of the known files.", "docs/officials.md lists them.")


def write_manifest(originals: Iterable[Original], facts: Facts) -> bytes:
    """Write what each file is, with its hash."""
    files = [
        {
            "key": original.key,
            "name": facts.datasets[original.key].file_name,
            "url": original.url,
            "day": original.day.isoformat(),
            "vintage": original.vintage,
            "sha256": original.sha256,
            "bytes": original.size,
        }
        for original in originals
    ]
    return (json.dumps({"files": files}, indent=1) + "\n").encode()


def _read_entry(number: int, table: object, folder: Path, facts: Facts) -> Original:
    given = {key: value for key, value in table.items() if value is not None} if isinstance(table, dict) else table
    entry = Entry(MANIFEST, f"file {number}", given)
    key = entry.choice("key", facts.datasets)
    if entry.text("name") != facts.datasets[key].file_name:
        raise entry.error("Its name is not that of such a file.", "Make the bundle again.")
    day = clean_day(entry.text("day"))
    if day is None:
        raise entry.error("Its day is no date.", "Make the bundle again.")
    original = Original(
        key=key,
        path=folder / facts.datasets[key].file_name,
        url=entry.optional_text("url"),
        day=day,
        vintage=entry.optional_text("vintage"),
        sha256=entry.text("sha256"),
        size=entry.number("bytes"),
    )
    entry.finish()
    return original


def read_manifest(raw: str, folder: Path, facts: Facts) -> list[Original]:
    """Read a manifest; the files are expected in ``folder``, under our names and no others.

    :raises DataError: for one that cannot be used.
    """
    try:
        table = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise DataError(MANIFEST, "the file", "It is not valid JSON.", "Make the bundle again.") from error
    top = Entry(MANIFEST, "the file", table)
    originals = [_read_entry(number, entry, folder, facts) for number, entry in enumerate(top.tables("files"), 1)]
    top.finish()
    if len({original.key for original in originals}) != len(originals):
        raise DataError(MANIFEST, "files", "It names a file twice.", "Make the bundle again.")
    return originals


def read_kept(folder: Path, facts: Facts) -> list[Original]:
    """List the originals of the last downloads that are still as they came."""
    place = folder / FOLDER
    if not (place / MANIFEST).is_file():
        return []
    listed = read_manifest(read_text(place / MANIFEST), place, facts)
    there = [original for original in listed if original.path.is_file()]
    return [one for one in there if describe(one.path, one.key, one.day).sha256 == one.sha256]


def keep_originals(folder: Path, originals: Iterable[Original], facts: Facts) -> None:
    """Keep files whose data was taken, each in place of the last of its kind."""
    place = folder / FOLDER
    place.mkdir(parents=True, exist_ok=True)
    try:
        kept = {original.key: original for original in read_kept(folder, facts)}
    except DataError:
        # Somebody edited the manifest; what it listed is fetched again in time.
        kept = {}
    for original in originals:
        target = place / facts.datasets[original.key].file_name
        aside = place / f".{target.name}"
        if original.path != target:
            shutil.copyfile(original.path, aside)
            os.replace(aside, target)
        kept[original.key] = replace(original, path=target)
    replace_file(place / MANIFEST, write_manifest(kept.values(), facts))
