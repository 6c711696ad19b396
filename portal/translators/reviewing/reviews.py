"""Who has signed which translation: ``<catalog>/reviews.toml``.

A review is kept under a digest of context, English and translation together,
so the smallest later edit ends it without anybody having to remember. Reviews
of texts that are gone stay in the file: they count for nothing, and say what
was once read.
"""

from collections.abc import Iterable, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import Table

from portal.data import Entry, parse_toml, read_text, replace_file
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import MAX_CATALOG_BYTES

_OPENING = """\
# Who has read which translation. A key is a digest of context, English and translation, so any edit ends its review.
# Roles and qualifications, never a person's name or address. portal translations review writes here.
"""


@dataclass(frozen=True, slots=True)
class Review:
    """One translation a qualified person has read.

    :param digest: of context, English and translation.
    :param role: who, as a role and never a name.
    :param qualification: why they may judge it.
    :param on: when.
    :param note: what they want kept with it.
    :param answers: rule → why the translation is right although the rule asks.
    :param cosmetic: who vouched, and when, that a later edit of the English mended a typo only.
    """

    digest: str
    role: str
    qualification: str
    on: date
    note: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    cosmetic: str | None = None


def reviews_path(folder: Path, locale: SiteLocale) -> Path:
    """Say where a locale's reviews are."""
    return folder / locale.catalog / "reviews.toml"


def _read_answers(entry: Entry) -> dict[str, str]:
    if not entry.has("answers"):
        return {}
    table = entry.table("answers")
    answers = Entry(entry.file, f"{entry.name}.answers", table)
    return {rule: answers.text(rule) for rule in table} if isinstance(table, Mapping) else {}


def _read_review(file: str, digest: str, table: object) -> Review:
    entry = Entry(file, digest, table)
    review = Review(
        digest,
        entry.text("role"),
        entry.text("qualification"),
        entry.day("on"),
        entry.optional_text("note"),
        _read_answers(entry),
        entry.optional_text("cosmetic"),
    )
    entry.finish()
    return review


def _read_file(folder: Path, locale: SiteLocale) -> str:
    path = reviews_path(folder, locale)
    # Years of history are no mistake, so the file may grow as far as a catalog.
    return read_text(path, MAX_CATALOG_BYTES) if path.exists() else ""


def load_reviews(folder: Path, locale: SiteLocale) -> dict[str, Review]:
    """Read a locale's reviews; none where there is no file.

    :param folder: the folder of all catalogs.
    :raises DataError: for an entry that cannot be used.
    """
    return _parse(locale, _read_file(folder, locale))


def _parse(locale: SiteLocale, text: str) -> dict[str, Review]:
    file = f"{locale.catalog}/reviews.toml"
    return {digest: _read_review(file, digest, table) for digest, table in parse_toml(file, text).items()}


def _write_table(review: Review) -> Table:
    table = tomlkit.table()
    table.update({"role": review.role, "qualification": review.qualification, "on": review.on})
    if review.note:
        table["note"] = review.note
    if review.answers:
        answers = tomlkit.inline_table()
        answers.update(review.answers)
        table["answers"] = answers
    if review.cosmetic:
        table["cosmetic"] = review.cosmetic
    return table


def _append(text: str, review: Review) -> str:
    document = tomlkit.document()
    document[review.digest] = _write_table(review)
    return f"{text.rstrip()}\n\n{tomlkit.dumps(document)}"


def save_reviews(folder: Path, locale: SiteLocale, reviews: Iterable[Review]) -> None:
    """Write reviews to a locale's file; all else in it stays, in its order.

    :param reviews: new ones, and ones that replace what stands under their digest.
    :raises DataError: if the file as it is, or a new review, cannot be used; the file stays.
    """
    text = _read_file(folder, locale) or _OPENING
    known = _parse(locale, text)
    for review in reviews:
        if review.digest in known:
            text = _replace(text, review.digest, review)
        else:
            # Editing the parsed file takes a second once it has thousands of reviews; most of them are only added.
            text = _append(text, review)
        known[review.digest] = review
    _parse(locale, text)
    replace_file(reviews_path(folder, locale), text.encode())


def withdraw_review(folder: Path, locale: SiteLocale, digest: str) -> None:
    """Take back the review of a translation, where there is one: its reader has rejected it after all."""
    if digest in load_reviews(folder, locale):
        text = _replace(_read_file(folder, locale), digest, None)
        replace_file(reviews_path(folder, locale), text.encode())


def _replace(text: str, digest: str, review: Review | None) -> str:
    document = tomlkit.parse(text)
    if review is None:
        del document[digest]
        return tomlkit.dumps(document)
    table, new = document[digest], _write_table(review)
    assert isinstance(table, MutableMapping)
    for key in {"note", "answers", "cosmetic"} & (set(table) - set(new)):
        del table[key]
    table.update(new)
    return tomlkit.dumps(document)
