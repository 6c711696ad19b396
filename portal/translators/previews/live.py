"""A catalog read straight from its ``.po`` while somebody edits it.

The file is looked at before every page and read again only when it is another
than before. A file that cannot be read changes nothing but the notice above
the page: an editor saves half a file now and then, and the next save mends it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polib

from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import DRAFT, REVIEWED, Catalog, Key, digest
from portal.translators.checks.checking import check_catalog_findings, open_digests
from portal.translators.checks.findings import ERROR, QUESTION, Finding
from portal.translators.checks.rulebook import Rulebook
from portal.translators.compiling import Checked, check_entries, entry_digest, entry_forms
from portal.translators.files import check_header, po_path, read_po
from portal.translators.reviewing.reviews import Review, load_reviews, reviews_path

UNTRANSLATED = "untranslated"
FUZZY = "fuzzy"
REFUSED = "refused"
ABSENT = "absent"

#: Every state a message of a preview can be in.
STATES = (UNTRANSLATED, FUZZY, REFUSED, ABSENT, DRAFT, REVIEWED)

Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How one message stands in its file.

    :param state: one of :data:`STATES`.
    :param line: its line in the ``.po``, from 1; 0 where it has none.
    :param forms: its translation, form by form.
    :param findings: what is wrong with it, as sentences.
    :param questions: what a reviewer will have to answer, as sentences.
    :param note: what translators wrote beside it.
    """

    state: str
    line: int = 0
    forms: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    note: str = ""


def _stamp(path: Path) -> Stamp:
    """Tell one version of a file from the next; nothing where there is no file."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino


@dataclass(slots=True)
class LiveCatalog:
    """One language's ``.po``, followed.

    :param folder: the folder of all catalogs.
    :param book: what the catalog is checked against.
    :param catalog: what the last good version says; one object for ever, so that chains may hold it.
    :param problem: why the file as it is now cannot be used, or nothing.
    :param entries: the messages of the last good version.
    """

    folder: Path
    locale: SiteLocale
    book: Rulebook
    catalog: Catalog = field(init=False)
    problem: DataError | None = None
    entries: dict[Key, polib.POEntry] = field(default_factory=dict)
    _standings: dict[Key, Standing] = field(default_factory=dict)
    _seen: tuple[Stamp, Stamp] | None = None

    def __post_init__(self) -> None:
        self.catalog = Catalog(self.locale)

    @property
    def place(self) -> str:
        """The file as a person writes it: ``translations/es/LC_MESSAGES/messages.po``."""
        return f"{self.folder.name}/{self.locale.catalog}/LC_MESSAGES/messages.po"

    @property
    def path(self) -> Path:
        """Where the file is."""
        return po_path(self.folder, self.locale).absolute()

    def refresh(self) -> None:
        """Read the file again if it changed; what cannot be read leaves everything as it was."""
        now = (_stamp(self.path), _stamp(reviews_path(self.folder, self.locale)))
        if now == self._seen:
            return
        self._seen = now
        try:
            catalog = read_po(self.path)
            check_header(catalog, self.locale, f"{self.locale.catalog}/LC_MESSAGES/{self.path.name}")
            reviews = load_reviews(self.folder, self.locale)
        except DataError as error:
            self.problem = error
            return
        self.problem = None
        self._take(catalog, reviews)

    def _take(self, catalog: polib.POFile, reviews: Mapping[str, Review]) -> None:
        checked = check_entries(catalog, self.locale, self.book.names)
        findings = check_catalog_findings(catalog, self.locale, self.book, reviews)
        signed = frozenset(reviews) - open_digests(findings)
        fill_catalog(self.catalog, checked, signed)
        self.entries = {(entry.msgctxt, entry.msgid): entry for entry in catalog if not entry.obsolete}
        good = {(entry.msgctxt, entry.msgid) for entry in checked.good}
        by_key = defaultdict(list)
        for finding in findings:
            by_key[finding.context, finding.msgid].append(finding)
        self._standings = {
            key: Standing(
                state=_judge(entry, signed, is_good=key in good),
                line=entry.linenum or 0,
                forms=entry_forms(entry),
                findings=_sentences(by_key[key[0] or "interface", key[1]], ERROR),
                questions=_sentences(by_key[key[0] or "interface", key[1]], QUESTION),
                note=entry.tcomment,
            )
            for key, entry in self.entries.items()
        }

    def standing(self, context: str | None, msgid: str, plural: str = "") -> Standing:
        """Say how a message stands; one the file does not have with this plural is ``absent``."""
        entry = self.entries.get((context, msgid))
        if entry is None or entry.msgid_plural != plural:
            return Standing(ABSENT, findings=(self._why_absent(),))
        return self._standings[context, msgid]

    def _why_absent(self) -> str:
        if self.problem and not self.entries:
            return "The file could not be read yet."
        return f"It is not in the file. Run portal translations update {self.locale.code}."

    def states(self) -> Mapping[str, int]:
        """Count the messages of the file by state, those that need work first."""
        found = [standing.state for standing in self._standings.values()]
        return {state: found.count(state) for state in STATES if state in found}


def fill_catalog(catalog: Catalog, checked: Checked, signed: Iterable[str]) -> None:
    """Make a catalog what compiling the checked messages and loading them again would give."""
    catalog.texts = {
        (entry.msgctxt, entry.msgid): entry_forms(entry) for entry in checked.good if not entry.msgid_plural
    }
    catalog.plurals = {
        (entry.msgctxt, entry.msgid, entry.msgid_plural): entry_forms(entry)
        for entry in checked.good
        if entry.msgid_plural
    }
    catalog.reviewed = frozenset(signed)
    catalog.fuzzy = frozenset(digest(entry.msgctxt, entry.msgid) for entry in checked.fuzzy)
    catalog.dropped = [str(finding) for finding in checked.findings]


def _judge(entry: polib.POEntry, signed: frozenset[str], *, is_good: bool) -> str:
    if entry.fuzzy:
        return FUZZY
    if not any(entry_forms(entry)):
        return UNTRANSLATED
    if not is_good:
        return REFUSED
    return REVIEWED if entry_digest(entry) in signed else DRAFT


def _sentences(findings: Iterable[Finding], level: str) -> tuple[str, ...]:
    return tuple(f"{finding.problem} {finding.cure}" for finding in findings if finding.level == level)
