"""How often `portal translations check` is wrong about good translations.

Run it from the project's folder; it downloads the catalogs with pip into a
temporary folder::

    .venv/bin/python benchmarks/false_alarms.py [--wheels FOLDER] [--examples N] [--locale CODE …]

The catalogs are those of eight packages other people translated and read
proof, in every language of ours they have; fuzzy messages are left out. Every
finding counts as a false alarm, although many are none: these catalogs have
stray spaces, pasted marks of reading order and lost placeholders of their own.

A message is in the class of ours if its English could stand in the portal.
Left out are messages with what a test forbids in ours: HTML, entities, line
breaks, backquotes, addresses and file names, positional placeholders,
Markdown's signs; words of programmers such as None and null, which look like
negations; and names of days, months and huge numbers, which the portal takes
from CLDR. Both figures are given.

What is judged by the portal's own glossary does not apply elsewhere and is left
out; the number of plural forms is each file's own. Then comes the portal's own
Spanish with everything, and what silence is worth: each “no”, “sin” and “nunca”
of it is taken out in turn, where the English says no, and the share noticed is
printed.

Exit 1 if errors in the class are 1 % or more, questions 10 % or more, or there
are fewer than 5,000 messages in six languages: then nothing is measured.
"""

import argparse
import random
import re
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import polib

from portal.config import Config
from portal.data import FOLDER
from portal.i18n.locales import Registry, SiteLocale, load_registry
from portal.translators.checks.checking import check_catalog_findings, find_entry_questions, is_translated
from portal.translators.checks.findings import ERROR, Finding
from portal.translators.checks.identifying import load_identifier
from portal.translators.checks.rulebook import Rulebook, load_rulebook
from portal.translators.compiling import entry_forms
from portal.translators.files import po_path, read_po

PACKAGES = (
    "django==5.2.19",
    "django-allauth==65.21.1",
    "djangorestframework==3.18.3",
    "flask-security-too==5.9.2",
    "humanize==4.17.0",
    "sphinx==9.0.4",
    "wagtail==8.0.1",
    "wtforms==3.3.2",
)

MOST_ERRORS = 1.0
MOST_QUESTIONS = 10.0
LEAST_MESSAGES = 5000
LEAST_LANGUAGES = 6

#: What never stands in an English message of ours.
_FOREIGN = re.compile(
    r"<|&\w+;|\n|`|@|://|www\.|\\|/|\{|\[|\*|_|%(?!\(\w+\)[sd])|\.[a-z]{2,}\b|\bNone\b|\b[Nn]ull|True|False|\"::\""
)
_CALENDAR = re.compile(
    r"(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec)[a-z]*\.?|.{1,2}|.*illion",
    re.IGNORECASE,
)


@dataclass
class Figures:
    """What was found in one language: messages with an error, and without one but with a question."""

    messages: int = 0
    errors: int = 0
    questions: int = 0
    rules: Counter[str] = field(default_factory=Counter)

    def row(self, name: str) -> str:
        """Write one line of the table."""
        whole = max(self.messages, 1)
        shares = f"{100 * self.errors / whole:7.2f} %{100 * self.questions / whole:9.2f} %"
        rules = ", ".join(f"{rule} {count}" for rule, count in self.rules.most_common())
        return f"{name:10}{self.messages:9}{shares}   {rules}"

    def add(self, other: "Figures") -> None:
        """Add another language's."""
        self.messages += other.messages
        self.errors += other.errors
        self.questions += other.questions
        self.rules += other.rules


def download(folder: Path) -> None:
    """Fetch the packages, without what they need."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(folder), *PACKAGES], check=True, stderr=subprocess.DEVNULL)


def read_catalogs(folder: Path, registry: Registry) -> Iterator[tuple[SiteLocale, polib.POFile]]:
    """Give every catalog of ours in the wheels of a folder, without its fuzzy messages."""
    for wheel in sorted(folder.glob("*.whl")):
        with zipfile.ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as place:
            names = set(archive.namelist())
            for name in sorted(names):
                stem, _, ending = name.rpartition(".")
                if ending == "po" or (ending == "mo" and f"{stem}.po" not in names):
                    locale = find_locale(name, registry)
                    if locale:
                        read = polib.pofile if ending == "po" else polib.mofile
                        yield locale, keep_translated(read(archive.extract(name, place)))


def find_locale(name: str, registry: Registry) -> SiteLocale | None:
    """Tell a catalog's language by the folder above LC_MESSAGES."""
    parts = name.split("/")
    locale = registry.find(parts[-3]) if len(parts) > 3 and parts[-2] == "LC_MESSAGES" else None
    return None if locale is None or locale.is_source else locale


def keep_translated(catalog: polib.POFile) -> polib.POFile:
    """Copy a catalog's translated messages, whatever kind of file they came from."""
    kept = polib.POFile()
    kept.metadata = dict(catalog.metadata)
    kept.extend(entry for entry in map(as_written, catalog) if is_translated(entry))
    return kept


def as_written(entry: polib.POEntry | polib.MOEntry) -> polib.POEntry:
    """Give a message as a ``.po`` holds it; a ``.mo`` has neither marks nor notes."""
    if isinstance(entry, polib.POEntry):
        return entry
    return polib.POEntry(
        msgctxt=entry.msgctxt,
        msgid=entry.msgid,
        msgid_plural=entry.msgid_plural,
        msgstr=entry.msgstr,
        msgstr_plural=entry.msgstr_plural,
    )


def is_of_our_class(entry: polib.POEntry) -> bool:
    """Say whether the English of a message could stand in the portal."""
    english = f"{entry.msgid} {entry.msgid_plural}".strip()
    return not _FOREIGN.search(english) and not _CALENDAR.fullmatch(entry.msgid)


def check(catalog: polib.POFile, locale: SiteLocale, book: Rulebook) -> list[Finding]:
    """Check messages, with as many plural forms as the file has."""
    counts = {len(entry_forms(entry)) for entry in catalog if entry.msgid_plural}
    rule = catalog.metadata.get("Plural-Forms", locale.plural_forms).partition("plural=")[2].rstrip("; ")
    own = replace(locale, plural_forms=f"nplurals={max(counts, default=1)}; plural={rule};")
    return check_catalog_findings(catalog, own, book)


def count(catalog: polib.POFile, findings: list[Finding]) -> Figures:
    """Count messages with findings."""
    refused = {finding.digest for finding in findings if finding.level == ERROR}
    asked = {finding.digest for finding in findings} - refused
    return Figures(len(catalog), len(refused), len(asked), Counter(finding.rule for finding in findings))


def measure(
    folder: Path, registry: Registry, book: Rulebook, wanted: set[str], *, ours: bool
) -> tuple[dict[str, Figures], list[tuple[str, Finding, polib.POEntry]]]:
    """Check every catalog.

    :param ours: look at messages of our class only.
    """
    figures: dict[str, Figures] = defaultdict(Figures)
    found = []
    for locale, catalog in read_catalogs(folder, registry):
        if wanted and locale.code not in wanted:
            continue
        if ours:
            catalog[:] = [entry for entry in catalog if is_of_our_class(entry)]
        entries = {(entry.msgctxt or "interface", entry.msgid): entry for entry in catalog}
        findings = check(catalog, locale, book)
        figures[locale.code].add(count(catalog, findings))
        found += [(locale.code, finding, entries[finding.context, finding.msgid]) for finding in findings]
    return dict(sorted(figures.items())), found


def total(figures: dict[str, Figures]) -> Figures:
    """Add up all languages."""
    whole = Figures()
    for each in figures.values():
        whole.add(each)
    return whole


def show(title: str, figures: dict[str, Figures]) -> None:
    """Print a table."""
    print(f"\n{title}\n{'language':10}{'messages':>9}{'errors':>9}{'questions':>11}   findings by rule")
    for code, each in figures.items():
        print(each.row(code))
    print(total(figures).row("all"))


def show_examples(found: list[tuple[str, Finding, polib.POEntry]], number: int) -> None:
    """Print some findings of each rule and language, to judge them."""
    kinds: dict[tuple[str, str], list[tuple[Finding, polib.POEntry]]] = defaultdict(list)
    for code, finding, entry in found:
        kinds[finding.rule, code].append((finding, entry))
    for (rule, code), examples in sorted(kinds.items()):
        for finding, entry in random.Random(1).sample(examples, min(number, len(examples))):
            print(f"{rule} {code}: {finding.msgid!r} | {entry_forms(entry)[0]!r} | {finding.problem}")


def check_own(registry: Registry, book: Rulebook) -> Figures:
    """Check the portal's Spanish with its own glossary."""
    catalog = read_po(po_path(Config().translations, registry["es"]))
    kept = keep_translated(catalog)
    return count(kept, check_catalog_findings(kept, registry["es"], book))


def take_out_negations(registry: Registry, book: Rulebook) -> tuple[int, int]:
    """Take each negation out of the portal's Spanish in turn.

    :return: how many there were, and how many were noticed to be gone.
    """
    taken = noticed = 0
    english = book.watchwords.negations["en"]
    for entry in keep_translated(read_po(po_path(Config().translations, registry["es"]))):
        if not english.count(entry.msgid, weak=False):
            continue
        good = entry.msgstr
        for match in re.finditer(r"\b(?:no|sin|nunca) ", good, re.IGNORECASE):
            entry.msgstr = good[: match.start()] + good[match.end() :]
            taken += 1
            noticed += "negation" in find_entry_questions(entry, registry["es"], book)
    return taken, noticed


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--wheels", type=Path, help="a folder with the wheels, instead of downloading them")
    parser.add_argument("--examples", type=int, default=0, help="print so many findings of each rule and language")
    parser.add_argument("--locale", action="append", default=[], help="measure this language only")
    options = parser.parse_args()
    registry = load_registry(FOLDER)
    book = load_rulebook(FOLDER, registry, load_identifier(registry))
    elsewhere = replace(book, names=(), terms=())
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.wheels or Path(temporary)
        if not options.wheels:
            download(folder)
        wanted = set(options.locale)
        every, _ = measure(folder, registry, elsewhere, wanted, ours=False)
        ours, found = measure(folder, registry, elsewhere, wanted, ours=True)
    print(f"Languages are {'told apart by CLD2' if book.identify else 'not told apart: pycld2 is not installed'}.")
    show("Every message", every)
    show("Messages of our class", ours)
    print(f"\n{check_own(registry, book).row('portal es')}")
    taken, noticed = take_out_negations(registry, book)
    share = f"{100 * noticed / max(taken, 1):.0f} %"
    print(f"Of {taken} negations taken out of the portal's Spanish {noticed} were noticed ({share}).")
    show_examples(found, options.examples)
    whole = total(ours)
    enough = wanted or (whole.messages >= LEAST_MESSAGES and len(ours) >= LEAST_LANGUAGES)
    few = 100 * whole.errors < MOST_ERRORS * whole.messages and 100 * whole.questions < MOST_QUESTIONS * whole.messages
    return 0 if enough and few else 1


if __name__ == "__main__":
    sys.exit(main())
