"""The table of the 120th Congress: only known states may differ, however it is published."""

import io
import zipfile
from pathlib import Path

import pytest

from portal.data import DataError
from portal.letters.officials import redrawn
from portal.letters.officials.facts import Facts
from portal.letters.officials.redrawn import keep_redrawn, read_blocks
from portal.letters.officials.zipareas import ZipRow, read_census
from tests.letters.officials import fictional

REDRAWN = ("AL", "CA", "FL", "LA", "NC", "OH", "TN", "TX", "UT")


def read(tmp_path: Path, facts: Facts, key: str, shift: tuple[str, ...] = ()) -> list[ZipRow]:
    path = tmp_path / f"{key}.txt"
    path.write_bytes(fictional.census(str(facts.datasets[key].column), fictional.pairs(facts, shift)))
    return read_census(path, facts.datasets[key], facts)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory, facts: Facts) -> list[ZipRow]:
    """The table of the 119th Congress, to compare with."""
    return read(tmp_path_factory.mktemp("old"), facts, "cd119")


def read_by_tract(tmp_path: Path, facts: Facts, shift: tuple[str, ...] = ()) -> list[ZipRow]:
    archive, tracts = fictional.blocks(facts, shift)
    (tmp_path / "blocks.zip").write_bytes(archive)
    (tmp_path / "tracts.txt").write_bytes(tracts)
    dataset = facts.datasets["cd120-blocks"]
    return read_blocks(tmp_path / "blocks.zip", tmp_path / "tracts.txt", dataset, facts)


@pytest.mark.parametrize("reader", ["census", "blocks"])
def test_the_nine_states_are_kept_and_missouri_is_ignored(
    tmp_path: Path, facts: Facts, old: list[ZipRow], reader: str
) -> None:
    shift = (*REDRAWN, "MO")
    new = read(tmp_path, facts, "cd120", shift) if reader == "census" else read_by_tract(tmp_path, facts, shift)
    kept = keep_redrawn(new, old, facts.datasets["cd120"], facts)
    assert {row.state for row in kept} == set(REDRAWN)
    assert {row.plan for row in kept} == {"cd120"}
    first = fictional.zips_of(facts, "CA")[0]
    assert {row.district for row in kept if row.zip == first} == {2, 3}


@pytest.mark.parametrize("reader", ["census", "blocks"])
def test_another_state_that_differs_is_for_a_person_to_look_at(
    tmp_path: Path, facts: Facts, old: list[ZipRow], reader: str
) -> None:
    shift = (*REDRAWN, "NY")
    new = read(tmp_path, facts, "cd120", shift) if reader == "census" else read_by_tract(tmp_path, facts, shift)
    with pytest.raises(DataError) as caught:
        keep_redrawn(new, old, facts.datasets["cd120"], facts)
    assert caught.value.entry == "NY"


def test_without_the_bureaus_table_of_the_119th_nothing_can_be_compared(
    tmp_path: Path, facts: Facts, old: list[ZipRow]
) -> None:
    new = read(tmp_path, facts, "cd120", REDRAWN)
    for before in ([], [row._replace(share=None) for row in old]):
        with pytest.raises(DataError, match="cd119"):
            keep_redrawn(new, before, facts.datasets["cd120"], facts)


def test_a_redrawn_state_that_lacks_a_district_is_refused(tmp_path: Path, facts: Facts, old: list[ZipRow]) -> None:
    new = [row for row in read(tmp_path, facts, "cd120", REDRAWN) if (row.state, row.district) != ("UT", 4)]
    with pytest.raises(DataError) as caught:
        keep_redrawn(new, old, facts.datasets["cd120"], facts)
    assert caught.value.entry == "UT"


def archive(body: bytes, name: str = "NationalCD120.txt", method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        made.writestr(name, body)
    return file.getvalue()


def damaged(body: bytes) -> bytes:
    """Change bytes within what is packed."""
    return body[:80] + bytes(byte ^ 0x5A for byte in body[80:90]) + body[90:]


HEADER = b"GEOID,STATEFP,COUNTYFP,TRACTCE,BLOCKCE,CDFP\n"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"PK\x03\x04 and nothing more",
        archive(HEADER + b"060010000011000,06,001,000001,1000,13\n")[:-40],
        archive(HEADER + b"0" * 50_000_000),
        archive(b"0" * 50_000_000),
        archive(HEADER + b"\n" * 1000),
        archive(HEADER + b"1,2,3\n"),
        archive(HEADER.replace(b"CDFP", b"SLDU")),
        damaged(archive(HEADER + b"060010000011000,06,001,000001,1000,13\n" * 1000)),
    ],
)
def test_an_archive_that_holds_no_block_list_is_refused(tmp_path: Path, facts: Facts, body: bytes) -> None:
    path = tmp_path / "cd120.zip"
    path.write_bytes(body)
    (tmp_path / "tracts.txt").write_bytes(fictional.blocks(facts)[1])
    with pytest.raises(DataError) as caught:
        read_blocks(path, tmp_path / "tracts.txt", facts.datasets["cd120-blocks"], facts)
    assert caught.value.file == "cd120-blocks.zip"


def test_an_archive_that_unpacks_to_more_than_there_are_blocks_is_refused(
    tmp_path: Path, facts: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(redrawn, "MAX_UNPACKED", 100_000)
    path = tmp_path / "cd120.zip"
    path.write_bytes(archive(HEADER + b"060010000011000,06,001,000001,1000,13\n" * 100_000))
    (tmp_path / "tracts.txt").write_bytes(fictional.blocks(facts)[1])
    with pytest.raises(DataError, match="no block list"):
        read_blocks(path, tmp_path / "tracts.txt", facts.datasets["cd120-blocks"], facts)


def test_an_archive_packed_in_another_way_gives_no_rows(tmp_path: Path, facts: Facts) -> None:
    path = tmp_path / "cd120.zip"
    path.write_bytes(archive(HEADER + b"060010000011000,06,001,000001,1000,13\n", method=zipfile.ZIP_LZMA))
    (tmp_path / "tracts.txt").write_bytes(fictional.blocks(facts)[1])
    assert read_blocks(path, tmp_path / "tracts.txt", facts.datasets["cd120-blocks"], facts) == []
