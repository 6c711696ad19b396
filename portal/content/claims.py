"""What a section asserts, dated: since when it is known to hold, and until when it may be said.

Past ``review_by`` a claim expires by itself on every surface at once. Nobody
has to remember a page; somebody has to look again and say so.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from portal.content.sources import Source
from portal.data import DataError, Entry, read_toml

CONFIDENCES = ("confirmed", "unclear", "disputed")
AREAS = ("US", "CA", "plaintiff states")

#: What the guides assert, and what the letters do; both under the folder of data files.
GUIDE_CLAIMS = "claims.toml"
LETTER_CLAIMS = "letters/claims.toml"

#: How long before its date an operator is warned.
WARNING = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Confirmation:
    """One time a person looked again.

    :param by: their role, never a name.
    :param on: the day they looked.
    :param until: the review date they set.
    """

    by: str
    on: date
    until: date


@dataclass(frozen=True, slots=True)
class Claim:
    """What one section asserts.

    :param key: the section's key, ``guide.section``.
    :param sources: where it comes from, never empty.
    :param as_of: the last day it was known to hold.
    :param review_by: the last day it may be shown as current.
    :param confidence: confirmed, unclear or disputed.
    :param area: where it holds.
    :param recheck: the live page still has to be opened by a person.
    :param confirmations: who looked again, oldest first.
    """

    key: str
    sources: tuple[Source, ...]
    as_of: date
    review_by: date
    confidence: str
    area: str
    recheck: bool
    confirmations: tuple[Confirmation, ...]

    def is_current(self, today: date) -> bool:
        """Say whether the section may be shown as it stands."""
        return today <= self.review_by

    def is_due(self, today: date) -> bool:
        """Say whether somebody has to look again within 14 days, or should have."""
        return today + WARNING >= self.review_by


def _read_confirmation(claim: Entry, table: object) -> Confirmation:
    entry = Entry(claim.file, f"{claim.name}.confirmations", table)
    confirmation = Confirmation(by=entry.text("by"), on=entry.day("on"), until=entry.day("until"))
    entry.finish()
    return confirmation


def _read_claim(file: str, key: str, table: object, sources: Mapping[str, Source]) -> Claim:
    entry = Entry(file, key, table)
    names = entry.texts("sources")
    if not names:
        raise entry.error("It has no source.", 'Name at least one in sources = ["…"].')
    for name in names:
        if name not in sources:
            raise entry.error(f"The source “{name}” is not in sources.toml.", "Add it there or correct the key.")
    claim = Claim(
        key=key,
        sources=tuple(sources[name] for name in names),
        as_of=entry.day("as_of"),
        review_by=entry.day("review_by"),
        confidence=entry.choice("confidence", CONFIDENCES),
        area=entry.choice("area", AREAS),
        recheck=entry.flag("recheck"),
        confirmations=tuple(_read_confirmation(entry, table) for table in entry.tables("confirmations")),
    )
    entry.finish()
    if claim.review_by < claim.as_of:
        raise entry.error("review_by is before as_of.", "Correct one of the two dates.")
    if not any(source.read for source in claim.sources):
        raise entry.error("Nobody has read any of its sources.", "Name one that was read beside it.")
    return claim


def load_claims(folder: Path, sources: Mapping[str, Source], file: str = GUIDE_CLAIMS) -> dict[str, Claim]:
    """Read a file of claims: a table a guide, in it a table a section.

    :param file: :data:`GUIDE_CLAIMS` or :data:`LETTER_CLAIMS`; the letters' one table is ``letter``.
    :raises DataError: for an entry that cannot be used.
    """
    claims = {}
    for guide, sections in read_toml(folder / file).items():
        if not isinstance(sections, dict):
            raise DataError(file, guide, "It is not a table.", f"Write [{guide}.section-key] with keys below.")
        for section, table in sections.items():
            claims[f"{guide}.{section}"] = _read_claim(file, f"{guide}.{section}", table, sources)
    return claims


def check_role(role: str, option: str = "--by", word: str = "role") -> str:
    """Accept a role such as “staff attorney”, and refuse what looks like a person's address.

    :param option: where it was given, for the error.
    :param word: what it is, for the error.
    :raises DataError: if it is empty, long, or has characters a role does not have.
    """
    if not re.fullmatch(r"[^\W\d_][\w ,.'’()-]{1,79}", role) or role != role.strip():
        raise DataError(
            "command line", option, f"“{role[:80]}” is no {word}.", f"Write a {word}, such as “staff attorney”."
        )
    return role
