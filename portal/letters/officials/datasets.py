"""The published files behind the names and ZIP tables: address, licence, size and what each holds."""

import re
from dataclasses import dataclass

from portal.data import Entry
from portal.letters.officials.plans import AREAS
from portal.letters.officials.states import FILE

SUBJECTS = ("congress", "california", "zip")

#: Every file the loader has a reader for.
NAMES = ("congress", "california", "cd119", "sldu", "sldl", "cd120", "cd120-blocks", "tracts", "zccd")


@dataclass(frozen=True, slots=True)
class Dataset:
    """One published file.

    :param key: its name in commands, bundles and the store.
    :param subject: ``congress``, ``california`` or ``zip``.
    :param title: what its publisher calls it; data, not translated.
    :param publisher: who answers for it.
    :param licence: under what it may be used.
    :param page: where people read about it.
    :param url: where it is downloaded, or nothing for a file that is only imported.
    :param limit: bytes it may have.
    :param area: what a ZIP table divides, or nothing.
    :param plan: by which lines.
    :param column: the last part of a Census table's column names.
    :param confirmed: whether somebody has opened the address.
    """

    key: str
    subject: str
    title: str
    publisher: str
    licence: str
    page: str
    url: str | None
    limit: int
    area: str | None
    plan: str | None
    column: str | None
    confirmed: bool

    @property
    def file_name(self) -> str:
        """Name the file as it is kept and bundled."""
        return self.key + {"congress": ".json", "california": ".csv", "zccd": ".csv", "cd120-blocks": ".zip"}.get(
            self.key, ".txt"
        )


def _read_dataset(key: str, table: object, plans: set[str]) -> Dataset:
    entry = Entry(FILE, f"file.{key}", table)
    area = entry.choice("area", AREAS) if entry.has("area") else None
    dataset = Dataset(
        key=key,
        subject=entry.choice("subject", SUBJECTS),
        title=entry.text("title"),
        publisher=entry.text("publisher"),
        licence=entry.text("licence"),
        page=entry.text("page"),
        url=entry.optional_text("url"),
        limit=entry.number("limit"),
        area=area,
        plan=entry.choice("plan", sorted(plans)) if area else None,
        column=entry.optional_text("column"),
        confirmed=entry.flag("confirmed"),
    )
    entry.finish()
    for url in (dataset.url, dataset.page):
        if url is not None and not re.fullmatch(r"https://[a-z0-9.-]+/[\w./~-]*", url):
            raise entry.error(f"“{url}” is no address for a file.", "Write the whole address with https://.")
    if not 0 < dataset.limit <= 64_000_000:
        raise entry.error(f"{dataset.limit:,} bytes is no sensible limit.", "Write a limit up to 64_000_000.")
    return dataset


def read_datasets(tables: object, plans: set[str]) -> dict[str, Dataset]:
    """Read every ``[file.…]`` table.

    :param plans: names of the plans there are.
    :raises DataError: for one that cannot be used, is missing, or has no reader.
    """
    entry = Entry(FILE, "file", tables)
    found = {key: _read_dataset(key, entry.table(key), plans) for key in NAMES}
    entry.finish()
    return found
