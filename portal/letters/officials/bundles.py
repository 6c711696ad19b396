"""Sealed bundles: the published files and their hashes in one ZIP archive, for hosts without a network.

An archive is not believed: only names the manifest gives are unpacked, under
our own names, each no larger than such a file may be and with the hash that
was noted when it was downloaded.
"""

import zipfile
import zlib
from pathlib import Path
from typing import IO

from portal.data import DataError
from portal.letters.officials.facts import Facts
from portal.letters.officials.originals import MANIFEST, Original, describe, read_manifest, write_manifest

_MAX_MANIFEST = 100_000
_CHUNK = 1 << 16

#: The other methods unpack with more memory than a limit on bytes can bound.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}

_DAMAGED = (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, UnicodeDecodeError)


def write_bundle(path: Path, originals: list[Original], facts: Facts) -> None:
    """Write a bundle of the originals.

    :raises DataError: if there are none, or the file cannot be written.
    """
    if not originals:
        raise DataError("originals", "all files", "There is nothing to bundle.", "Run “portal officials update” first.")
    try:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(MANIFEST, write_manifest(originals, facts))
            for original in originals:
                archive.write(original.path, facts.datasets[original.key].file_name)
    except OSError as error:
        raise DataError(path.name, "the file", f"It cannot be written ({error}).", "Choose another place.") from error


def _copy(source: IO[bytes], target: Path, limit: int) -> None:
    """Unpack one member; the size the archive claims is not believed, what comes out is counted."""
    written = 0
    with target.open("wb") as file:
        while chunk := source.read(_CHUNK):
            written += len(chunk)
            if written > limit:
                raise DataError(target.name, "the file", f"It unpacks to over {limit:,} bytes.", "Do not use it.")
            file.write(chunk)


def _unpack(archive: zipfile.ZipFile, original: Original, facts: Facts) -> None:
    name = original.path.name
    members = [info for info in archive.infolist() if info.filename == name]
    if len(members) != 1 or members[0].compress_type not in _METHODS:
        raise DataError(name, "the file", "It is not in the bundle, or not plainly.", "Make the bundle again.")
    with archive.open(members[0]) as source:
        _copy(source, original.path, facts.datasets[original.key].limit)
    if describe(original.path, original.key, original.day).sha256 != original.sha256:
        raise DataError(name, "sha256", "It is not the file that was sealed.", "Make the bundle again.")


def _read_manifest(archive: zipfile.ZipFile, into: Path, facts: Facts) -> list[Original]:
    if [info.filename for info in archive.infolist()].count(MANIFEST) != 1:
        raise DataError("bundle", MANIFEST, "It is missing.", "Make it with “portal officials bundle”.")
    with archive.open(MANIFEST) as source:
        _copy(source, into / MANIFEST, _MAX_MANIFEST)
    return read_manifest((into / MANIFEST).read_text("utf-8"), into, facts)


def open_bundle(path: Path, into: Path, facts: Facts) -> list[Original]:
    """Unpack a bundle into a folder of our own.

    :raises DataError: if it is damaged, unsealed or larger than it may be.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            originals = _read_manifest(archive, into, facts)
            known = {MANIFEST, *(original.path.name for original in originals)}
            for info in archive.infolist():
                if info.filename not in known:
                    raise DataError("bundle", info.filename[:40], "The manifest does not name it.", "Do not use it.")
            for original in originals:
                _unpack(archive, original, facts)
    except _DAMAGED as error:
        raise DataError(path.name, "the file", "It is no sound ZIP archive.", "Make the bundle again.") from error
    return originals
