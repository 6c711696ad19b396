"""Who has signed which translation: ``<catalog>/reviews.toml``.

A review is kept under a digest of context, English and translation together,
so the smallest later edit ends it without anybody having to remember.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.data import Entry, read_toml
from portal.i18n.locales import SiteLocale


@dataclass(frozen=True, slots=True)
class Review:
    """One translation a qualified person has read.

    :param digest: of context, English and translation.
    :param role: who, as a role and never a name.
    :param qualification: why they may judge it.
    :param on: when.
    """

    digest: str
    role: str
    qualification: str
    on: date


def load_reviews(folder: Path, locale: SiteLocale) -> dict[str, Review]:
    """Read a locale's reviews; none where there is no file.

    :param folder: the folder of all catalogs.
    :raises DataError: for an entry that cannot be used.
    """
    path = folder / locale.catalog / "reviews.toml"
    if not path.exists():
        return {}
    reviews = {}
    for digest, table in read_toml(path).items():
        entry = Entry(f"{locale.catalog}/reviews.toml", digest, table)
        reviews[digest] = Review(digest, entry.text("role"), entry.text("qualification"), entry.day("on"))
        entry.finish()
    return reviews
