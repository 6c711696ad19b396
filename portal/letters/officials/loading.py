"""Published files brought into the store: each by itself, so that one that is bad costs no other.

What fails keeps what there was. Nothing is swapped until everything that could
be read has been, and the new store has been read back.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from portal.data import DataError
from portal.letters.officials.california import parse_california
from portal.letters.officials.carrying import carry_over
from portal.letters.officials.congress import parse_congress
from portal.letters.officials.facts import Facts
from portal.letters.officials.originals import Original, check_size, keep_originals
from portal.letters.officials.records import Official, Roster
from portal.letters.officials.redrawn import keep_redrawn, read_blocks
from portal.letters.officials.store import FILE, NOBODY, People, Source, read_people, read_rows
from portal.letters.officials.turnover import Verdict, judge_roster, mark_unsure
from portal.letters.officials.writing import write_store
from portal.letters.officials.zipareas import ZipRow, check_rows, read_census, read_zccd

#: Rosters first; the table of the 120th Congress is compared with that of the 119th.
ORDER = ("congress", "california", "cd119", "zccd", "sldu", "sldl", "cd120", "tracts", "cd120-blocks")

#: Sentences about single records shown after one file.
_MOST_WARNINGS = 12


@dataclass(slots=True)
class Outcome:
    """What a command did.

    :param notes: a sentence for each thing worth knowing.
    :param problems: a sentence for each thing that failed; then the command exits with 1.
    :param loaded: keys of the files whose data was taken.
    """

    notes: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)


def read_store(folder: Path) -> tuple[People, list[ZipRow]]:
    """Read the store there is; one that is missing or damaged counts as none."""
    try:
        return read_people(folder / FILE), read_rows(folder / FILE)
    except (sqlite3.Error, ValueError, TypeError, OSError):
        return NOBODY, []


class Loader:
    """A store that is being brought up to date in memory.

    :param accept_california: take a roster of California as the new one although nothing shows it.
    """

    def __init__(self, people: People, rows: list[ZipRow], facts: Facts, accept_california: bool = False) -> None:
        self._officials = list(people.officials)
        self._gaps = list(people.gaps)
        self._sources = dict(people.sources)
        self._facts = facts
        self._accept_california = accept_california
        self._tracts: Original | None = None
        self.rows = rows
        self.taken: list[Original] = []
        self.notes: list[str] = []

    @property
    def people(self) -> People:
        """Give the names as they are now."""
        return People(tuple(self._officials), tuple(self._gaps), self._sources)

    def load(self, original: Original) -> None:
        """Take one file, and remember it among the taken if anything came of it.

        :raises DataError: if it cannot be used; then nothing has changed.
        """
        check_size(original.path, self._facts.datasets[original.key])
        readers: dict[str, Callable[[Original], bool]] = {
            "congress": self._load_congress,
            "california": self._load_california,
            "tracts": self._load_tracts,
        }
        if readers.get(original.key, self._load_rows)(original):
            self.taken.append(original)

    def _load_congress(self, original: Original) -> bool:
        roster = parse_congress(original.path.read_bytes(), self._facts)
        self._take_roster(original, roster, roster.officials)
        return True

    def _load_california(self, original: Original) -> bool:
        roster = parse_california(original.path.read_bytes(), self._facts, original.day)
        verdict = Verdict.CURRENT
        if not self._accept_california:
            kept = [official for official in self._officials if official.level == "ca"]
            verdict = judge_roster(roster.officials, kept, original.day, self._facts)
        if verdict is Verdict.OLD:
            self.notes.append(
                "ca.csv is still the roster from before the turnover; the names that were up for election stay hidden."
            )
            return False
        officials = roster.officials
        if verdict is Verdict.UNSURE:
            officials = mark_unsure(officials, original.day, self._facts)
            self.notes.append(
                "ca.csv may be the roster from before the turnover, and there is none to compare it with: names that "
                "were up for election are shown with a doubt. If it is the new one, run again with --accept-ca."
            )
        self._take_roster(original, roster, officials)
        return True

    def _take_roster(self, original: Original, roster: Roster, officials: tuple[Official, ...]) -> None:
        old = [official for official in self._officials if official.source == original.key]
        filled = carry_over(officials, old, original.day, self._facts.bounds.keep_days)
        self._officials = [o for o in self._officials if o.source != original.key] + list(filled)
        self._gaps = [gap for gap in self._gaps if gap.source != original.key] + list(roster.gaps)
        self._note_source(original, len(filled))
        kept = sum(official.kept_since is not None for official in filled)
        if kept:
            self.notes.append(f"{original.key}: {kept} people keep a phone or link that this file leaves out.")
        self.notes += [f"{original.key}: {warning}" for warning in roster.warnings[:_MOST_WARNINGS]]
        if len(roster.warnings) > _MOST_WARNINGS:
            self.notes.append(f"{original.key}: and {len(roster.warnings) - _MOST_WARNINGS} more like these.")

    def _load_tracts(self, original: Original) -> bool:
        # Read together with the block lists, which come after it; alone it tells nothing.
        self._tracts = original
        return False

    def _load_rows(self, original: Original) -> bool:
        dataset = self._facts.datasets[original.key]
        if original.key == "cd120-blocks":
            if self._tracts is None:
                raise DataError(dataset.file_name, "tracts", "The table of tracts is missing.", "Load both together.")
            rows = read_blocks(original.path, self._tracts.path, dataset, self._facts)
        else:
            read = read_zccd if original.key == "zccd" else read_census
            rows = read(original.path, dataset, self._facts)
        if dataset.plan == "cd120":
            old = [row for row in self.rows if (row.area, row.plan) == ("cd", "cd119")]
            rows = keep_redrawn(rows, old, dataset, self._facts)
        else:
            check_rows(rows, dataset, self._facts)
        table = (dataset.area, dataset.plan)
        self.rows = [row for row in self.rows if (row.area, row.plan) != table] + rows
        # One table comes from one file: another that held the same is no longer its source.
        for key, other in self._facts.datasets.items():
            if (other.area, other.plan) == table:
                self._sources.pop(key, None)
        self._note_source(original, len(rows))
        if original.key == "cd120-blocks" and self._tracts is not None:
            self.taken.append(self._tracts)
        return True

    def _note_source(self, original: Original, rows: int) -> None:
        licence = self._facts.datasets[original.key].licence
        self._sources[original.key] = Source(
            original.key, original.url, original.day, original.vintage, original.sha256, rows, licence
        )
        self.notes.append(f"{original.key}: {rows:,} records of {original.day}.")


def bring_in(
    folder: Path,
    facts: Facts,
    originals: Iterable[Original],
    today: date,
    accept_california: bool = False,
    dry_run: bool = False,
) -> Outcome:
    """Load files into the store and swap it, if anything could be taken from them.

    :param today: no file may be from after it.
    :param dry_run: check everything and change nothing.
    """
    outcome = Outcome()
    loader = Loader(*read_store(folder), facts, accept_california)
    for original in sorted(originals, key=lambda original: ORDER.index(original.key)):
        try:
            if original.day > today:
                raise DataError(original.path.name, "day", f"{original.day} is to come.", "Write the right day.")
            loader.load(original)
        except DataError as error:
            outcome.problems.append(str(error))
    outcome.notes += loader.notes
    if loader.taken and not dry_run:
        try:
            write_store(folder, loader.people, loader.rows, facts)
            keep_originals(folder, loader.taken, facts)
        except (DataError, OSError) as error:
            outcome.problems.append(str(error))
            return outcome
    outcome.loaded = [original.key for original in loader.taken]
    return outcome
