"""Holds a catalog to every rule: what is refused, and what a person must answer before anybody may sign it.

Errors are those of the compiler, with a cure beside each, and one more: a text
over the length its note allows. Questions never keep a message from readers;
they keep it from counting as reviewed.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping

import polib

from portal.content.rendering import find_shape_problem
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import find_broken_form
from portal.i18n.rules import Broken
from portal.translators.checks import consistency
from portal.translators.checks.cures import find_cure
from portal.translators.checks.findings import ERROR, QUESTION, Finding
from portal.translators.checks.questions import QUESTIONS, Doubt, Reading, find_doubts
from portal.translators.checks.rulebook import Rulebook
from portal.translators.compiling import entry_digest, entry_forms
from portal.translators.reviewing.reviews import Review

_LIMIT = re.compile(r"\bmax(?:imum)?\.?\s+(\d+)\s+characters", re.IGNORECASE)

#: Every name a question can be answered under.
ANSWERABLE = (*QUESTIONS, *consistency.RULES)


def find_limit(comment: str) -> int | None:
    """Give the number of characters the notes of a message allow, if they do."""
    found = _LIMIT.search(comment)
    return int(found[1]) if found else None


def _count_characters(text: str) -> int:
    """Count what is seen as one character each: a vowel sign above its letter takes no room."""
    return sum(unicodedata.category(character) not in {"Mn", "Me", "Cf"} for character in text)


def _find_broken(entry: polib.POEntry, locale: SiteLocale, names: tuple[str, ...]) -> Broken | None:
    if sorted(entry.msgstr_plural) != list(range(len(entry.msgstr_plural))):
        return Broken("forms", "Its forms are not numbered from 0 on.")
    broken = find_broken_form(entry.msgid, entry.msgid_plural, entry_forms(entry), locale, names)
    if broken or entry.msgid_plural:
        return broken
    shape = find_shape_problem(entry.msgid, entry.msgstr)
    return Broken("shape", shape) if shape else None


def _make(entry: polib.POEntry, level: str, rule: str, problem: str, cure: str) -> Finding:
    place = (entry.linenum or 0, entry.msgctxt or "interface", entry.msgid)
    return Finding(level, rule, *place, problem, cure, entry_digest(entry))


def find_error(entry: polib.POEntry, locale: SiteLocale, names: tuple[str, ...]) -> Finding | None:
    """Find what a translated message does that it may not.

    :param names: names that stay as they are in every language.
    """
    broken = _find_broken(entry, locale, names)
    if broken:
        cure = find_cure(broken.rule, entry.msgid_plural or entry.msgid, locale)
        return _make(entry, ERROR, broken.rule, broken.problem, cure)
    limit = find_limit(entry.comment)
    longest = max(map(_count_characters, entry_forms(entry)))
    if limit and longest > limit:
        problem = f"It has {longest} characters where {limit} have room."
        return _make(entry, ERROR, "limit", problem, f"Say it in {limit} characters or fewer.")
    return None


def find_entry_questions(entry: polib.POEntry, locale: SiteLocale, book: Rulebook) -> dict[str, Doubt]:
    """List what a person must answer about one translated message, by rule.

    What only shows beside other messages is not among it.
    """
    found: dict[str, Doubt] = {}
    source = entry.msgid_plural or entry.msgid
    for form in entry_forms(entry):
        context, counting = entry.msgctxt or "", bool(entry.msgid_plural)
        reading = Reading(source, form, locale, book, context, entry.comment, counting)
        for rule, doubt in find_doubts(reading):
            found.setdefault(rule, doubt)
    return found


def is_translated(entry: polib.POEntry) -> bool:
    """Say whether a message has a translation that stands for today's English."""
    return not entry.obsolete and not entry.fuzzy and any(entry_forms(entry))


def check_catalog_findings(
    catalog: polib.POFile, locale: SiteLocale, book: Rulebook, reviews: Mapping[str, Review] | None = None
) -> list[Finding]:
    """Find everything to mend or to answer in a catalog.

    A message that is refused is asked nothing.

    :param reviews: digest → review; what a review answers is not asked again.
    :return: findings in the order of the file.
    """
    errors: list[Finding] = []
    good: list[polib.POEntry] = []
    for entry in filter(is_translated, catalog):
        error = find_error(entry, locale, book.names)
        if error:
            errors.append(error)
        else:
            good.append(entry)
    questions = [question for question in _ask(good, locale, book) if not _is_answered(question, reviews or {})]
    order = {(entry.msgctxt or "interface", entry.msgid): number for number, entry in enumerate(catalog)}
    return sorted([*errors, *questions], key=lambda finding: order[finding.context, finding.msgid])


def _ask(entries: list[polib.POEntry], locale: SiteLocale, book: Rulebook) -> Iterable[Finding]:
    for entry in entries:
        for rule, doubt in find_entry_questions(entry, locale, book).items():
            yield _make(entry, QUESTION, rule, *doubt)
    for entry, rule, doubt in consistency.find_inconsistent(entries, locale, book.watchwords.addresses):
        yield _make(entry, QUESTION, rule, *doubt)


def _is_answered(question: Finding, reviews: Mapping[str, Review]) -> bool:
    review = reviews.get(question.digest)
    return review is not None and question.rule in review.answers


def open_digests(findings: Iterable[Finding]) -> frozenset[str]:
    """Name the translations that cannot count as reviewed: something about them is open.

    What only shows beside other messages is left out: an edit elsewhere must not
    take back what somebody has signed.
    """
    return frozenset(finding.digest for finding in findings if finding.rule not in consistency.RULES)


def question_asker(book: Rulebook) -> Callable[[polib.POEntry, SiteLocale], dict[str, str]]:
    """Give the function a reviewing session asks its questions with: rule → question."""

    def ask(entry: polib.POEntry, locale: SiteLocale) -> dict[str, str]:
        found = find_entry_questions(entry, locale, book).items()
        return {rule: f"{doubt.problem} {doubt.cure}" for rule, doubt in found}

    return ask
