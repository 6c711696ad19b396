"""Sealed bundles for hosts without a network, and archives that are not what they say."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from portal.data import DataError
from portal.letters.officials.bundles import open_bundle, write_bundle
from portal.letters.officials.facts import Facts
from portal.letters.officials.loading import read_store
from portal.letters.officials.originals import MANIFEST, read_kept
from portal.letters.officials.store import FILE
from portal.letters.officials.updating import import_files
from tests.conftest import TODAY
from tests.letters.officials import fictional


@pytest.fixture
def bundle(folder: Path, facts: Facts, tmp_path: Path) -> Path:
    """A bundle of the fictional country."""
    path = tmp_path / "officials.zip"
    write_bundle(path, read_kept(folder, facts), facts)
    return path


def rebuild(path: Path, change: Callable[[dict[str, bytes]], None], method: int = zipfile.ZIP_DEFLATED) -> None:
    """Unpack an archive, change its files and pack it again."""
    with zipfile.ZipFile(path) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, body in files.items():
            archive.writestr(name, body)


def change_manifest(edit: Callable[[dict[str, Any]], None]) -> Callable[[dict[str, bytes]], None]:
    def change(files: dict[str, bytes]) -> None:
        manifest = json.loads(files[MANIFEST])
        edit(manifest)
        files[MANIFEST] = json.dumps(manifest).encode()

    return change


def test_a_bundle_makes_the_same_store_elsewhere(bundle: Path, folder: Path, facts: Facts, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "officials"
    outcome = import_files(elsewhere, facts, [bundle], TODAY, TODAY)
    assert outcome.problems == []
    assert read_store(elsewhere) == read_store(folder)
    # The day is that of the download, not of the import.
    assert {source.fetched_at for source in read_store(elsewhere)[0].sources.values()} == {fictional.DAY}


def test_a_bundle_can_be_made_from_an_imported_one(bundle: Path, facts: Facts, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere" / "officials"
    import_files(elsewhere, facts, [bundle], TODAY, TODAY)
    write_bundle(tmp_path / "again.zip", read_kept(elsewhere, facts), facts)
    (tmp_path / "into").mkdir()
    assert len(open_bundle(tmp_path / "again.zip", tmp_path / "into", facts)) == 5


def test_an_original_somebody_changed_is_left_out_of_a_bundle(folder: Path, facts: Facts) -> None:
    (folder / "originals" / "congress.json").write_bytes(b"[]")
    assert {original.key for original in read_kept(folder, facts)} == {"california", "cd119", "sldu", "sldl"}


def test_there_is_no_bundle_of_nothing(tmp_path: Path, facts: Facts) -> None:
    with pytest.raises(DataError, match="nothing to bundle"):
        write_bundle(tmp_path / "x.zip", read_kept(tmp_path, facts), facts)
    assert not (tmp_path / "x.zip").exists()


def add(name: str, body: bytes) -> Callable[[dict[str, bytes]], None]:
    return lambda files: files.update({name: body})


@pytest.mark.parametrize(
    "change",
    [
        add("congress.json", b"[]"),
        add("congress.json", b" " * 20_000_000),
        add("more.txt", b"more"),
        add("../../etc/cron.d/portal", b"* * * * * root true"),
        add(MANIFEST, b"{"),
        add(MANIFEST, b"[]"),
        add(MANIFEST, b"\xff\xfe"),
        add(MANIFEST, b" " * 200_000),
        add(MANIFEST, b"[" * 90_000),
        lambda files: files.pop(MANIFEST),
        lambda files: files.pop("congress.json"),
        change_manifest(lambda m: m["files"][0].update(key="passwords")),
        change_manifest(lambda m: m["files"][0].update(name="../../congress.json")),
        change_manifest(lambda m: m["files"][0].update(day="someday")),
        change_manifest(lambda m: m["files"][0].update(sha256="0" * 64)),
        change_manifest(lambda m: m["files"][0].update(more="1")),
        change_manifest(lambda m: m["files"].append(m["files"][0])),
        change_manifest(lambda m: m["files"].append(None)),
        change_manifest(lambda m: m.update(files={})),
    ],
)
def test_an_archive_that_is_not_what_was_sealed_is_refused(
    bundle: Path, folder: Path, facts: Facts, change: Callable[[dict[str, bytes]], None]
) -> None:
    rebuild(bundle, change)
    before = (folder / FILE).read_bytes()
    with pytest.raises(DataError) as caught:
        import_files(folder, facts, [bundle], TODAY, TODAY)
    assert caught.value.cure
    assert (folder / FILE).read_bytes() == before
    assert list(folder.glob(".incoming-*")) == []


def test_what_unpacks_to_more_than_its_limit_is_stopped(bundle: Path, folder: Path, facts: Facts) -> None:
    """A bomb of 300 MB in 300 kB is cut off at the ten a file of Congress may have."""
    file = io.BytesIO()
    with zipfile.ZipFile(bundle) as archive, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(MANIFEST, archive.read(MANIFEST))
        for name in archive.namelist():
            if name not in {MANIFEST, "congress.json"}:
                made.writestr(name, archive.read(name))
        with made.open("congress.json", "w") as member:
            for _ in range(300):
                member.write(bytes(1_000_000))
    bundle.write_bytes(file.getvalue())
    assert bundle.stat().st_size < 3_000_000
    with pytest.raises(DataError, match="unpacks to over 10,000,000"):
        import_files(folder, facts, [bundle], TODAY, TODAY)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_an_archive_packed_in_another_way_is_refused(bundle: Path, folder: Path, facts: Facts, method: int) -> None:
    rebuild(bundle, lambda files: None, method)
    with pytest.raises(DataError):
        import_files(folder, facts, [bundle], TODAY, TODAY)


@pytest.mark.parametrize("keep", [4, 1000, -1000, -10])
def test_an_archive_cut_short_is_refused(bundle: Path, folder: Path, facts: Facts, keep: int) -> None:
    bundle.write_bytes(bundle.read_bytes()[:keep])
    with pytest.raises(DataError):
        import_files(folder, facts, [bundle], TODAY, TODAY)
