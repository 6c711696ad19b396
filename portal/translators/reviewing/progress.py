"""Counts how far a language is, page by page, against the messages of today.

What is asked for stands in ``messages.pot`` and nowhere else: a catalog that
was not updated for a month would otherwise look finished.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

import polib

from portal.i18n.messages import DRAFT, MISSING, REVIEWED, UPDATING
from portal.i18n.offering import FIRST_GUIDES, INTERFACE, NONE, PART, WHOLE, Count, PageProgress

#: What a message is found by: context, English, English plural.
MessageKey = tuple[str | None, str, str]


def message_key(entry: polib.POEntry) -> MessageKey:
    """Give what a message is found by."""
    return entry.msgctxt, entry.msgid, entry.msgid_plural


def page_of(entry: polib.POEntry) -> str:
    """Name the page a message stands on: ``rights/start`` of ``rights/start#beware``, else ``interface``."""
    context = entry.msgctxt or ""
    return context.partition("#")[0] if "#" in context or "/" in context else INTERFACE


def section_of(entry: polib.POEntry) -> str:
    """Name the section a message stands in, or nothing."""
    return (entry.msgctxt or "").partition("#")[2]


def is_critical(entry: polib.POEntry) -> bool:
    """Say whether a message speaks of rights, deadlines or danger: its comment line “context — critical” does."""
    marks = [line.split(" — ") for line in entry.comment.splitlines()]
    return any(mark[0] == entry.msgctxt and "critical" in mark[1:] for mark in marks)


def _words(entries: Iterable[polib.POEntry]) -> Count:
    texts = [entry.msgid for entry in entries]
    return Count(len(texts), sum(len(text.split()) for text in texts))


def _judge_section(states: Iterable[str]) -> str:
    found = Counter(states)
    if set(found) <= {DRAFT, REVIEWED}:
        return WHOLE
    return NONE if set(found) == {MISSING} else PART


def _measure_page(page: str, entries: list[polib.POEntry], states: Mapping[MessageKey, str]) -> PageProgress:
    by_state: dict[str, list[polib.POEntry]] = defaultdict(list)
    critical: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        state = states.get(message_key(entry), MISSING)
        by_state[state].append(entry)
        if is_critical(entry):
            critical[section_of(entry)].append(state)
    return PageProgress(
        page,
        total=_words(entries),
        draft=_words(by_state[DRAFT]),
        reviewed=_words(by_state[REVIEWED]),
        fuzzy=_words(by_state[UPDATING]),
        critical={section: _judge_section(found) for section, found in critical.items()},
    )


def _place(page: str) -> tuple[int, bool, str]:
    """Sort the interface first, then the guides a language starts with, then the other guides, then the rest."""
    first = [INTERFACE, *FIRST_GUIDES]
    return first.index(page) if page in first else len(first), not page.startswith("rights/"), page


def measure(asked: Iterable[polib.POEntry], states: Mapping[MessageKey, str]) -> tuple[PageProgress, ...]:
    """Count a language's messages page by page.

    :param asked: every message there is, with its notes.
    :param states: message → ``draft``, ``reviewed`` or ``updating``; a message it lacks is missing.
    """
    pages: dict[str, list[polib.POEntry]] = defaultdict(list)
    for entry in asked:
        pages[page_of(entry)].append(entry)
    return tuple(_measure_page(page, pages[page], states) for page in sorted(pages, key=_place))
