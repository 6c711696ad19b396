"""A typo in the English is mended without taking anybody's translation off the page.

Any edit of the English makes a translation wait for its translator, and ends
its review. Where two people say that nothing of the meaning changed, the
translation may follow the English instead; what they cannot say is that a
number, a link or a “not” is spelling.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import polib

from portal.content.claims import check_role
from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.i18n.rules import find_broken_rule
from portal.translators.checks.watchwords import Negation
from portal.translators.checks.wording import folded, words
from portal.translators.compiling import entry_digest
from portal.translators.reviewing.reviews import load_reviews, save_reviews

#: Less alike than this is a new sentence, whatever two people say.
LIKENESS = 0.9

#: Two spellings of one word are at least so alike; “may” and “must” are not.
WORD_LIKENESS = 0.6

#: Words a sentence can gain or lose without saying anything else.
_SMALL = frozenset({"a", "an", "the", "of", "to"})

#: Words that are a spelling of nothing else, however alike: duties, amounts and numbers.
_WEIGHTY = re.compile(
    r"\b(?:may|might|can|could|must|shall|should|will|would|all|some|most|every|each|both|always|often|sometimes|usually|"
    r"and|or|if|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|hundred|thousand|million|"
    r"half|first|second|third|once|twice)\b"
)


@dataclass(frozen=True, slots=True)
class Judge:
    """What two English texts are compared by.

    :param english: the source language.
    :param negation: how it says no.
    :param names: names that stay as they are.
    """

    english: SiteLocale
    negation: Negation
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """One message of a catalog and the message of the template its English was mended into."""

    old: polib.POEntry
    new: polib.POEntry

    @property
    def texts(self) -> list[tuple[str, str]]:
        """The English before and after, singular and plural."""
        return [(self.old.msgid, self.new.msgid), (self.old.msgid_plural, self.new.msgid_plural)]


def sign_fix(by: str | None, confirmed_by: str | None, today: date) -> str:
    """Give the note that stays with every review that follows a typo fix.

    :param by: the role that made the fix.
    :param confirmed_by: another role, that read it.
    :raises DataError: unless both are roles and differ.
    """
    first, second = check_role(by or "", "--by"), check_role(confirmed_by or "", "--confirmed-by")
    if first.casefold() == second.casefold():
        raise DataError(
            "command line", "--confirmed-by", "It is the role of --by.", "Let somebody else read the typo fix."
        )
    return f"{first} and {second}, {today}"


def find_context(key: str, template: polib.POFile) -> str:
    """Find the section a person means by ``guide.section``, or by the context of its messages.

    :raises DataError: if there is none.
    """
    contexts = {entry.msgctxt for entry in template}
    for context in (key, f"rights/{key.replace('.', '#', 1)}"):
        if context in contexts:
            return context
    raise DataError(
        "command line", key[:80] or "--cosmetic", "There is no such section.", "Write its key, such as apply.ssn."
    )


def _likeness(old: str, new: str) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _find_changed_word(old: str, new: str) -> str | None:
    """Find a word that became another, came or went; a doubled or small one may."""
    mine, theirs = words(old.casefold()), words(new.casefold())
    for kind, start, end, other_start, other_end in SequenceMatcher(None, mine, theirs, autojunk=False).get_opcodes():
        left, right = mine[start:end], theirs[other_start:other_end]
        if kind == "replace" and _likeness(" ".join(left), " ".join(right)) < WORD_LIKENESS:
            return " ".join(left)
        if kind in {"delete", "insert"}:
            row, at = (mine, start) if kind == "delete" else (theirs, other_start)
            doubled = {*row[max(at - 1, 0) : at], *row[at + len(left or right) : at + len(left or right) + 1]}
            extra = [word for word in left or right if word not in _SMALL | doubled]
            if extra:
                return extra[0]
    return None


def find_change_of_meaning(old: str, new: str, judge: Judge) -> str | None:
    """Say why an edit of an English text is more than spelling, or nothing.

    Some edits are spelling and found here all the same; their translations then wait for a person, as ever.
    """
    broken = find_broken_rule(old, new, judge.english, judge.names)
    back = broken or find_broken_rule(new, old, judge.english, judge.names)
    if back:
        return back.problem
    for pattern in (judge.negation.strong_or_weak, _WEIGHTY):
        if pattern and pattern.findall(folded(old)) != pattern.findall(folded(new)):
            return "A “not”, a number or a word such as “may” or “only” differs."
    if _likeness(old, new) < LIKENESS:
        return f"The texts are only {_likeness(old, new):.0%} alike."
    word = _find_changed_word(old, new)
    return f"“{word}” became another word, or came or went." if word else None


def _english(entry: polib.POEntry) -> tuple[str, str]:
    return entry.msgid, entry.msgid_plural


def _refuse(context: str, problem: str) -> DataError:
    return DataError(
        "messages.pot",
        context,
        f"Not a typo fix: {problem} Nothing is written.",
        "Leave --cosmetic out, so that every language looks again; or mend nothing but spelling in this section.",
    )


def find_fixes(catalog: polib.POFile, template: polib.POFile, context: str, judge: Judge) -> list[Fix]:
    """Pair the messages of a section whose English was mended since a catalog's last update.

    :raises DataError: if any change in the section is one of meaning.
    """
    before = [entry for entry in catalog if entry.msgctxt == context and not entry.obsolete]
    after = [entry for entry in template if entry.msgctxt == context]
    known, wanted = set(map(_english, before)), set(map(_english, after))
    old = [entry for entry in before if _english(entry) not in wanted]
    new = [entry for entry in after if _english(entry) not in known]
    if len(old) != len(new):
        raise _refuse(context, "messages came or went.")
    fixes = []
    for entry in new:
        nearest = max(old, key=lambda candidate: _likeness(candidate.msgid, entry.msgid))
        old.remove(nearest)
        fixes.append(Fix(nearest, entry))
        for mine, theirs in fixes[-1].texts:
            problem = find_change_of_meaning(mine, theirs, judge)
            if problem:
                raise _refuse(f"{context}, “{theirs[:60]}”", problem)
    return fixes


def find_all_fixes(
    catalogs: Mapping[str, polib.POFile], template: polib.POFile, context: str, judge: Judge
) -> dict[str, list[Fix]]:
    """Find the typo fixes of a section in every language, before anything is written.

    :param catalogs: locale code → catalog.
    :raises DataError: if a change is one of meaning, or nothing has changed.
    """
    fixes = {code: find_fixes(catalog, template, context, judge) for code, catalog in catalogs.items()}
    if not any(fixes.values()):
        raise DataError(
            "messages.pot",
            context,
            "Its English is the one every catalog has.",
            "Mend the typo, run portal translations extract, then update --cosmetic before any other update.",
        )
    return fixes


def _keep_obsolete(catalog: polib.POFile, fix: Fix) -> None:
    """Keep an old translation of the mended English as a note; one message cannot stand twice."""
    for entry in [entry for entry in catalog if entry.obsolete and entry.msgctxt == fix.old.msgctxt]:
        if entry.msgid == fix.new.msgid:
            catalog.remove(entry)
            forms = [form for form in (entry.msgstr, *entry.msgstr_plural.values()) if form]
            notes = [fix.old.tcomment, *(f"An earlier translation was: {form}" for form in forms)]
            fix.old.tcomment = "\n".join(filter(None, notes))


def apply_fixes(catalog: polib.POFile, fixes: Iterable[Fix]) -> dict[str, str]:
    """Give messages their mended English; an update then keeps their translations as they are.

    :param catalog: the catalog the fixes were found in; changed.
    :return: digest before → digest after, of the translations that may be signed.
    """
    moved = {}
    for fix in fixes:
        _keep_obsolete(catalog, fix)
        before = entry_digest(fix.old)
        fix.old.msgid, fix.old.msgid_plural = fix.new.msgid, fix.new.msgid_plural
        if not fix.old.fuzzy:
            moved[before] = entry_digest(fix.old)
    return moved


def move_reviews(folder: Path, locale: SiteLocale, moved: Mapping[str, str], note: str) -> int:
    """Let signatures follow a typo fix, with who vouched for it; those of before stay as history.

    :param moved: digest before → digest after.
    :param note: as :func:`sign_fix` gives it.
    :return: how many signatures followed.
    """
    reviews = load_reviews(folder, locale)
    following = [
        replace(reviews[old], digest=new, cosmetic="; ".join(filter(None, (reviews[old].cosmetic, note))))
        for old, new in moved.items()
        if old in reviews and new not in reviews
    ]
    if following:
        save_reviews(folder, locale, following)
    return len(following)
