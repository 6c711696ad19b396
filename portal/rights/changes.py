"""The timeline: what happened, what is planned, and which claims have run out.

An event that happened stays true. One that was planned does not: once its day
has passed it is shown as “was planned”, until somebody says what became of it.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.content.claims import CONFIDENCES
from portal.content.markdown import Message
from portal.content.sources import Source
from portal.data import Entry, read_toml
from portal.i18n.formats import check_partial_date


@dataclass(frozen=True, slots=True)
class Change:
    """One entry of the timeline.

    :param key: its name and anchor.
    :param when: ISO 8601 day, month or year.
    :param kind: ``happened`` or ``planned``.
    :param text: what happened, in one or two sentences.
    :param sources: where that comes from.
    :param confidence: confirmed, unclear or disputed.
    :param guide: slug of the guide that explains it.
    """

    key: str
    when: str
    kind: str
    text: Message
    sources: tuple[Source, ...]
    confidence: str
    guide: str

    @property
    def first_day(self) -> date:
        """The first day its date can mean."""
        return date.fromisoformat((self.when + "-01-01")[:10])

    def was_planned(self, today: date) -> bool:
        """Say whether its day has come without anybody saying what became of it."""
        return self.kind == "planned" and self.first_day <= today


def _read_change(table: object, position: int, sources: dict[str, Source]) -> Change:
    entry = Entry("changes.toml", f"change {position}", table)
    entry.name = key = entry.text("key")
    names = entry.texts("sources")
    for name in names:
        if name not in sources:
            raise entry.error(f"The source “{name}” is not in sources.toml.", "Add it there or correct the key.")
    if not names:
        raise entry.error("It has no source.", 'Name at least one in sources = ["…"].')
    change = Change(
        key=key,
        when=entry.text("date"),
        kind=entry.choice("kind", ("happened", "planned")),
        text=Message(f"changes#{key}", entry.text("text")),
        sources=tuple(sources[name] for name in names),
        confidence=entry.choice("confidence", CONFIDENCES),
        guide=entry.text("guide"),
    )
    entry.finish()
    if not check_partial_date(change.when):
        raise entry.error(f"“{change.when}” is no date.", 'Write date = "2025-08-12", "2025-08" or "2025".')
    return change


def load_changes(folder: Path, sources: dict[str, Source]) -> list[Change]:
    """Read ``changes.toml``, newest first.

    :raises DataError: for an entry that cannot be used.
    """
    tables = Entry("changes.toml", "the file", read_toml(folder / "changes.toml"))
    changes: dict[str, Change] = {}
    for position, table in enumerate(tables.tables("change"), start=1):
        change = _read_change(table, position, sources)
        if change.key in changes:
            raise tables.error(f"Two changes have the key “{change.key}”.", "Give one of them a new key.")
        changes[change.key] = change
    tables.finish()
    return sorted(changes.values(), key=lambda change: (change.first_day, change.key), reverse=True)
