"""Keeping the officials current: what ``portal officials update`` does, and the one quiet try of ``make run``.

Days here are the real ones. A clock stopped for a preview must not date real
data: a roster of California stamped with a wrong day would show names too long.
"""

import fcntl
import shutil
import tempfile
import threading
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from portal.config import Config
from portal.data import DataError
from portal.letters.officials.bundles import open_bundle
from portal.letters.officials.datasets import SUBJECTS
from portal.letters.officials.facts import Facts, load_facts
from portal.letters.officials.fetching import Fetcher, NotPublished, name_ourselves
from portal.letters.officials.loading import Outcome, bring_in, read_store
from portal.letters.officials.originals import Original, check_size, describe, recognize
from portal.letters.officials.store import FILE, FOLDER, officials_folder, stamp

#: Share of a first try's time for downloading; the rest is for reading and writing.
_DOWNLOADING = 0.7


@contextmanager
def hold(folder: Path) -> Iterator[Path]:
    """Let one command write at a time, and give it a folder to work in.

    :raises DataError: if another one is at work.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / ".lock").open("w")
    except OSError as error:
        raise DataError(
            FOLDER, "the folder", f"It cannot be written ({error}).", "Look at the disk and at who may write there."
        ) from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise DataError(
                FOLDER, ".lock", "Another command is changing the officials.", "Wait until it is done."
            ) from error
        # Left by a command that was killed; nobody else is at work now.
        for left in (*folder.glob(".incoming-*"), *folder.glob(".building-*")):
            shutil.rmtree(left, ignore_errors=True) if left.is_dir() else left.unlink(missing_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".incoming-") as incoming:
            yield Path(incoming)


class _Round:
    """One round of downloads: what arrived, and a sentence for what did not."""

    def __init__(self, fetcher: Fetcher, facts: Facts, incoming: Path, day: date) -> None:
        self._fetcher = fetcher
        self._facts = facts
        self._incoming = incoming
        self._day = day
        self.arrived: list[Original] = []
        self.outcome = Outcome()

    def fetch(self, key: str) -> bool:
        """Download one file; a failure is noted and ends nothing.

        :raises NotPublished: if its publisher has none.
        """
        try:
            self.arrived.append(self._fetcher.fetch(self._facts.datasets[key], self._incoming, self._day))
        except NotPublished:
            raise
        except DataError as error:
            self.outcome.problems.append(str(error))
            return False
        return True

    def fetch_published(self, key: str) -> None:
        """Download a file there must be."""
        try:
            self.fetch(key)
        except NotPublished as error:
            self.outcome.problems.append(str(error))

    def fetch_redrawn(self) -> None:
        """Download the table of the 120th Congress, whichever of its two forms is published."""
        try:
            self.fetch("cd120")
        except NotPublished:
            try:
                if self.fetch("cd120-blocks"):
                    self.fetch("tracts")
            except NotPublished:
                self.arrived = [original for original in self.arrived if original.key != "cd120-blocks"]
                self.outcome.notes.append("cd120: the Census Bureau has not published it where we look.")


def _fetch_all(current: _Round, loaded: Collection[str], subjects: Collection[str], again: bool) -> None:
    """Download what the subjects need and nobody has yet."""
    for key in ("congress", "california"):
        if key in subjects:
            current.fetch_published(key)
    if "zip" not in subjects:
        return
    # Lines do not change within a plan, so a table that is there is not downloaded every week.
    for key in ("cd119", "sldu", "sldl"):
        if again or key not in loaded:
            current.fetch_published(key)


def update(
    folder: Path,
    facts: Facts,
    fetcher: Fetcher,
    day: date,
    only: Collection[str] = (),
    accept_california: bool = False,
    dry_run: bool = False,
    first: bool = False,
) -> Outcome:
    """Download what is published and bring it in.

    :param day: today, by the real calendar.
    :param only: subjects to update; all when empty. ZIP tables named here are downloaded even if they are there.
    :param dry_run: download and check everything, and change nothing.
    :param first: there are seconds alone: leave out the tens of megabytes of the 120th Congress.
    :raises DataError: if the folder cannot be written, or another command is at work.
    """
    with hold(folder) as incoming:
        current = _Round(fetcher, facts, incoming, day)
        loaded, subjects, again = set(read_store(folder)[0].sources), only or SUBJECTS, "zip" in only
        _fetch_all(current, loaded, subjects, again)
        if "zip" in subjects and not first and (again or not loaded & {"cd120", "cd120-blocks"}):
            current.fetch_redrawn()
        outcome = bring_in(folder, facts, current.arrived, day, accept_california, dry_run)
    outcome.notes[:0] = current.outcome.notes
    outcome.problems[:0] = current.outcome.problems
    return outcome


def import_files(
    folder: Path,
    facts: Facts,
    paths: Collection[Path],
    day: date,
    today: date,
    accept_california: bool = False,
) -> Outcome:
    """Bring in a bundle, or single published files.

    :param day: the day single files were downloaded; a bundle knows its own.
    :raises DataError: if a file is none of those known.
    """
    with hold(folder) as incoming:
        originals: list[Original] = []
        for path in paths:
            key = recognize(path, facts)
            if key == "bundle":
                originals += open_bundle(path, incoming, facts)
            else:
                check_size(path, facts.datasets[key])
                originals.append(describe(path, key, day))
        if len({original.key for original in originals}) != len(originals):
            raise DataError("command line", "files", "Two of them are the same kind.", "Import one of each.")
        return bring_in(folder, facts, originals, today, accept_california)


def try_first_update(
    config: Config,
    seconds: float = 5.0,
    day: date | None = None,
    make_fetcher: Callable[..., Fetcher] = Fetcher,
) -> str | None:
    """Try once to get officials' data where there is none, and go on quietly without.

    :param seconds: for everything; the portal starts then, whatever the network does.
    :return: one line for the operator, or nothing where nothing was to be done.
    """
    if config.instance is None or stamp(config.instance / FOLDER / FILE):
        return None
    said: list[str] = []

    def work() -> None:
        try:
            facts = load_facts(config.data)
            fetcher = make_fetcher(name_ourselves(config), seconds=seconds * _DOWNLOADING)
            outcome = update(officials_folder(config), facts, fetcher, day or datetime.now(UTC).date(), first=True)
            said.extend(["loaded"] if outcome.loaded else outcome.problems[:1])
        except DataError as error:
            said.append(str(error))

    # A name server that does not answer knows no time limit, so the waiting is limited instead.
    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if said == ["loaded"]:
        return "Officials' data has been downloaded; “portal officials status” says what."
    why = said[0] if said else "There was no answer in time."
    return f"There is no officials' data yet: letters go without names. {why} “portal officials update” tries again."
