"""What somebody who typed a query is looking for: things, places, numbers, and words nobody has a list for.

A query is a sentence in any language, with mistakes. It is never logged and
never stands in the text of an error.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from portal.directory.search.folding import Word, is_grammed, list_grams
from portal.directory.search.synonyms import STAR, Concept, LocaleWords, Synonyms, join_words, split_phrase
from portal.directory.search.vocabulary import Vocabulary

#: The longest phrase of a list, in words.
_LONGEST = 6

#: How many unknown words of a query are looked up by their spelling; each takes a millisecond or so.
_MAX_CORRECTIONS = 6

#: Letters an ending may have behind the beginning of a word: “адвокат” and “адвокатами”.
_MAX_ENDING = 5

_HANGUL = re.compile("[\uac00-\ud7a3]")

#: Stands where a known word was cut out of a run.
_CUT = "\0"

_SHORTEST_START = 4


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a phrase means: a concept, a place, or nothing."""

    concept: Concept | None = None
    counties: frozenset[str] = frozenset()


NOTHING = Meaning()


@dataclass(frozen=True, slots=True)
class Reading:
    """A query, understood.

    :param concepts: what was named by a word of the lists, each once.
    :param counties: the counties that were named.
    :param units: what else to look for: each a word, or the pairs of a run.
    :param phrases: words that were understood, still worth finding in names.
    """

    concepts: tuple[Concept, ...] = ()
    counties: frozenset[str] = frozenset()
    units: tuple[tuple[str, ...], ...] = ()
    phrases: tuple[str, ...] = ()


@dataclass(slots=True)
class _Draft:
    concepts: dict[str, Concept] = field(default_factory=dict)
    counties: set[str] = field(default_factory=set)
    units: list[tuple[str, ...]] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)

    def note(self, meaning: Meaning, words: Iterable[str]) -> None:
        if meaning.concept:
            self.concepts.setdefault(meaning.concept.key, meaning.concept)
        self.counties |= meaning.counties
        if meaning is not NOTHING:
            self.phrases.extend(words)


def join_places(places: Mapping[str, frozenset[str]]) -> dict[str, Meaning]:
    """Make names of places ready to be looked up.

    :param places: name as written → counties.
    """
    return {join_words(split_phrase(name)): Meaning(counties=counties) for name, counties in places.items()}


class Lexicon:
    """The lists of some languages as one, ready to be looked up.

    :param lists: the most important first; a word keeps the first meaning it gets.
    :param concepts: by key.
    :param places: as :func:`join_places` gives them. All lexicons share them.
    """

    def __init__(
        self,
        lists: Iterable[LocaleWords],
        concepts: Mapping[str, Concept],
        places: Mapping[str, Meaning],
    ) -> None:
        self.written: dict[str, str] = {}
        self._places = places
        self._phrases: dict[str, Meaning] = {}
        self._starts: dict[str, Meaning] = {}
        self._runs: dict[str, Meaning] = {}
        lists = list(lists)
        for words in lists:
            for key, phrases in words.concepts.items():
                self._add_all(phrases, Meaning(concept=concepts[key]))
        for words in lists:
            for slug, names in words.places.items():
                self._add_all(names, Meaning(counties=frozenset({slug})))
        for words in lists:
            self._add_all(words.stop, NOTHING)
        # The longest first, so that a word is not cut out of a longer one.
        self._runs = dict(sorted(self._runs.items(), key=lambda pair: (-len(pair[0]), pair[0])))

    @classmethod
    def of(cls, synonyms: Synonyms, codes: Iterable[str], places: Mapping[str, Meaning]) -> "Lexicon":
        """Make the lexicon of some locales, the most important first."""
        lists = [synonyms.locales[code] for code in dict.fromkeys(codes) if code in synonyms.locales]
        return cls(lists, synonyms.concepts, places)

    def _add_all(self, phrases: Iterable[str], meaning: Meaning) -> None:
        for phrase in phrases:
            words = split_phrase(phrase)
            joined = join_words(words)
            if any(word.unspaced for word in words):
                self._runs.setdefault(joined, meaning)
                continue
            # A Korean word has its particle written to it.
            starts = phrase.endswith(STAR) or (_HANGUL.match(joined) and len(joined) > 1)
            (self._starts if starts else self._phrases).setdefault(joined, meaning)
            if not phrase.endswith(STAR):
                self._phrases.setdefault(joined, meaning)
                for word in words:
                    self.written.setdefault(word.folded, word.written)

    def means(self, joined: str, without_last: str = "") -> Meaning | None:
        """Say what a phrase means, if anything.

        :param joined: its words without spaces.
        :param without_last: the same without the last word; an ending is one of the last word alone.
        """
        meaning = self._phrases.get(joined) or self._places.get(joined)
        if meaning is None and self._starts:
            shortest = max(len(without_last) + 1, len(joined) - _MAX_ENDING, 2)
            for length in range(len(joined), shortest - 1, -1):
                meaning = self._starts.get(joined[:length])
                if meaning is not None:
                    break
        return meaning

    def complete(self, start: str) -> str | None:
        """Finish a word that was typed halfway, if its beginning means one thing only."""
        if len(start) < _SHORTEST_START:
            return None
        found = sorted(
            word for word in self.written if word.startswith(start) and self._phrases.get(word, NOTHING).concept
        )
        meant = {id(self._phrases[word].concept) for word in found}
        return min(found, key=lambda word: (len(word), word)) if len(meant) == 1 else None

    def read(self, words: list[Word]) -> Reading:
        """Understand the words of a query."""
        draft = _Draft()
        at = 0
        while at < len(words):
            if words[at].unspaced:
                self._read_run(words[at].folded, draft)
                at += 1
            else:
                at += self._read_phrase(words, at, draft)
        # Who writes a word twenty times means it once.
        units, phrases = dict.fromkeys(draft.units), dict.fromkeys(draft.phrases)
        return Reading(tuple(draft.concepts.values()), frozenset(draft.counties), tuple(units), tuple(phrases))

    def _read_phrase(self, words: list[Word], at: int, draft: _Draft) -> int:
        """Read the longest phrase that begins here, and say how many words it has."""
        for count in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = words[at : at + count]
            if any(word.unspaced for word in phrase):
                continue
            meaning = self.means(join_words(phrase), join_words(phrase[:-1]))
            if meaning is not None:
                draft.note(meaning, (word.folded for word in phrase if self._phrases.get(word.folded) is not NOTHING))
                return count
        folded = words[at].folded
        draft.units.append(tuple(list_grams(folded)) if is_grammed(folded) else (folded,))
        return 1

    def _read_run(self, run: str, draft: _Draft) -> None:
        for known, meaning in self._runs.items():
            if known in run:
                draft.note(meaning, ())
                run = run.replace(known, _CUT)
        draft.units.extend(tuple(list_grams(piece)) for piece in run.split(_CUT) if piece)


def list_numbers(cleaned: str) -> Iterator[str]:
    """List what could be a phone number: digits with nothing but spaces and hyphens between."""
    for match in re.finditer(r"\d[\d -]*", cleaned):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) >= 3:
            yield digits.removeprefix("1") if len(digits) == 11 else digits


def correct(words: list[Word], vocabulary: Vocabulary, lexicon: Lexicon, is_known: Mapping[str, str]) -> list[Word]:
    """Replace words that nobody knows by those that were meant.

    :param vocabulary: every word that can find something, in any language.
    :param lexicon: of the reader's language, whose words are preferred.
    :param is_known: words of the reader's texts, preferred too.
    """
    left = _MAX_CORRECTIONS
    corrected = []
    for word in words:
        meant = None
        if left and _is_unknown(word, vocabulary, lexicon):
            left -= 1
            meant = lexicon.complete(word.folded) or (
                None
                if vocabulary.starting(word.folded, 1)
                else vocabulary.nearest(word.folded, lambda near: near in lexicon.written or near in is_known)
            )
        corrected.append(Word(meant, vocabulary.written(meant), False) if meant else word)
    return corrected


def _is_unknown(word: Word, vocabulary: Vocabulary, lexicon: Lexicon) -> bool:
    if word.unspaced or word.folded.isdigit() or word.folded in vocabulary:
        return False
    return lexicon.means(word.folded) is None


def write_corrected(typed: list[Word], meant: list[Word]) -> str | None:
    """Write a query as it was understood, or nothing where it was spelled as we do."""
    if [word.folded for word in typed] == [word.folded for word in meant]:
        return None
    return " ".join(word.written for word in meant)
