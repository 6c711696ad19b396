"""How hard the English of each guide is to read: Flesch-Kincaid grade, by guide and by section.

Run it from the project's folder::

    .venv/bin/python benchmarks/reading.py

The grade is Kincaid et al., 1975: 0.39 × words a sentence + 11.8 × syllables a
word - 15.59, roughly the school year that can follow; guides aim at 6 to 8. It
knows nothing of meaning: it is there to find long sentences and long words.

What is counted is what a reader sees: dates written out, amounts and numbers in
digits, the words of links, a phone number as one short word. Headings are left
out. Each paragraph and list item ends a sentence, and each part of a word with
a hyphen is a word. A number is one syllable, an abbreviation that cannot be
spoken as a word (CMS) one for each letter.

Syllables are the higher of two counts, pyphen's hyphenation points and groups of
vowels. Hyphenation alone misses syllables nobody would break a line at
(“about”, “agency”): 4 % too few on these guides, held against the CMU
Pronouncing Dictionary, which is over half a grade. The two together are within
0.3 %.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import pyphen

from portal.content.facts import load_phones
from portal.content.markdown import Section
from portal.content.references import PATTERN, References
from portal.content.sources import load_sources
from portal.data import FOLDER
from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import SiteLocale, load_registry
from portal.rights.guides import load_guides

HARDEST = 5

#: A grade of fewer words says more of one word than of the section.
FEWEST_WORDS = 30

_LINK = re.compile(r"\[([^\]]*)\]\[[^\]]*\]")
_ISOLATES = re.compile(f"[{LEFT_TO_RIGHT_ISOLATE}{FIRST_STRONG_ISOLATE}{POP_ISOLATE}]")
_SENTENCE_END = re.compile(r"[.!?][”’\")]*(?=\s|\Z)")
_WORD = re.compile(r"\$?[A-Za-z0-9À-ÿ][A-Za-z0-9À-ÿ’',.%-]*")
_VOWELS = re.compile(r"[aeiouyáéíóú]+")

#: An e, ed or es at the end that is not spoken, as in “state”, “called”, “names”; “table” and “needed” keep theirs.
_SILENT = re.compile(r"[^aeiouyl]e\Z|[aeiouy]le\Z|[^aeiouydt]ed\Z|[^aeiouylscxzgh]es\Z")

_HYPHENS = pyphen.Pyphen(lang="en_US")


@dataclass(frozen=True)
class Count:
    """What the grade is made of."""

    words: int
    sentences: int
    syllables: int

    @property
    def sentence_length(self) -> float:
        """Words a sentence."""
        return self.words / self.sentences

    @property
    def grade(self) -> float:
        """The Flesch-Kincaid grade."""
        return 0.39 * self.sentence_length + 11.8 * self.syllables / self.words - 15.59


@cache
def count_syllables(word: str) -> int:
    """Count the syllables of one word, with no punctuation at its ends."""
    if word.isupper() and not _VOWELS.search(word.lower()):
        return len(word)
    small = re.sub(r"[’']s?\Z", "", word.lower())
    groups = len(_VOWELS.findall(small)) - bool(_SILENT.search(small))
    return max(groups, len(_HYPHENS.positions(small)) + 1, 1)


def write_out(text: str, references: References, english: SiteLocale) -> str:
    """Write a message as it is seen, without markup."""

    def fill(match: re.Match[str]) -> str:
        return "call" if match[1] == "phone" else references.plain(match[1], match[2], english)

    seen = _LINK.sub(r"\1", text).replace("*", "")
    return _ISOLATES.sub("", PATTERN.sub(fill, seen))


def count_text(text: str) -> Count:
    """Count one paragraph or list item."""
    words = [part for found in _WORD.findall(text) for part in found.rstrip(",.'’-").split("-") if part]
    return Count(len(words), max(len(_SENTENCE_END.findall(text)), 1), sum(map(count_syllables, words)))


def add(counts: Iterable[Count]) -> Count:
    """Add counts up."""
    parts = list(counts)
    return Count(
        sum(count.words for count in parts),
        sum(count.sentences for count in parts),
        sum(count.syllables for count in parts),
    )


def count_section(section: Section, references: References, english: SiteLocale) -> Count:
    """Count a section's paragraphs and list items."""
    return add(count_text(write_out(block.message.text, references, english)) for block in section.blocks)


def count_sections() -> dict[str, dict[str, Count]]:
    """Count every section of every guide, by slug and by section key."""
    references = References(load_phones(FOLDER, load_sources(FOLDER)))
    english = load_registry(FOLDER).source
    return {
        slug: {section.key: count_section(section, references, english) for section in guide.sections}
        for slug, guide in load_guides(FOLDER).items()
    }


def print_line(name: str, count: Count) -> None:
    """Print one line of a table."""
    print(f"{name:50} {count.words:6,} {count.sentence_length:9.1f} {count.grade:6.1f}")


def main() -> int:
    """Print the guides, then the hardest sections."""
    guides = count_sections()
    print(f"{'guide':50} {'words':>6} {'a sentence':>9} {'grade':>5}")
    for slug, sections in guides.items():
        print_line(slug, add(sections.values()))
    print_line("all guides", add(count for sections in guides.values() for count in sections.values()))
    named = {f"{slug}.{key}": count for slug, sections in guides.items() for key, count in sections.items()}
    long = [name for name, count in named.items() if count.words >= FEWEST_WORDS]
    print(f"\nThe hardest sections of {FEWEST_WORDS} words or more:")
    for name in sorted(long, key=lambda name: named[name].grade, reverse=True)[:HARDEST]:
        print_line(name, named[name])
    return 0


if __name__ == "__main__":
    sys.exit(main())
