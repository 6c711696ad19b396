"""Which known word somebody meant who typed one that nobody knows.

Candidates share groups of three letters with what was typed and are then
counted by mistakes: a letter left out, added, changed, or two exchanged
(optimal string alignment).
"""

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping

#: Shorter words are too near to each other to guess, longer ones are no words.
SHORTEST, LONGEST = 4, 30

#: How many candidates are looked at closely; it bounds the time a word can take.
_CANDIDATES = 24


def count_mistakes(one: str, other: str, limit: int) -> int:
    """Count the mistakes between two words, and stop above a limit.

    :return: a number above ``limit`` if there are more.
    """
    if abs(len(one) - len(other)) > limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for index, letter in enumerate(one, start=1):
        before, last, row = row, before, [index]
        for place, candidate in enumerate(other, start=1):
            cost = min(before[place] + 1, row[-1] + 1, before[place - 1] + (letter != candidate))
            if index > 1 and place > 1 and letter == other[place - 2] and one[index - 2] == candidate:
                cost = min(cost, last[place - 2] + 1)
            row.append(cost)
        if min(row) > limit:
            return limit + 1
    return row[-1]


def _triples(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[at : at + 3] for at in range(len(padded) - 2)}


class Vocabulary:
    """Every word that can find something.

    :param written: folded word → how it is shown.
    """

    def __init__(self, written: Mapping[str, str]) -> None:
        self._written = dict(written)
        self._words = sorted(self._written)
        places: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, word in enumerate(self._words):
            if SHORTEST - 1 <= len(word) <= LONGEST:
                for triple in _triples(word):
                    places[triple].append(number)
        self._places = dict(places)

    def __contains__(self, word: str) -> bool:
        return word in self._written

    def __len__(self) -> int:
        return len(self._words)

    def written(self, word: str) -> str:
        """Give a word as it is shown."""
        return self._written[word]

    def starting(self, start: str, limit: int) -> list[str]:
        """List known words that begin so, in alphabetical order."""
        at = bisect_left(self._words, start)
        found = self._words[at : at + limit]
        return [word for word in found if word.startswith(start)]

    def nearest(self, word: str, is_preferred: Callable[[str], bool]) -> str | None:
        """Find the word somebody meant: one mistake, or two in a long word.

        :param is_preferred: whether a word is one this reader would rather use; it decides between equals.
        """
        if not SHORTEST <= len(word) <= LONGEST or word.isdigit():
            return None
        limit = 1 if len(word) < 7 else 2
        shared: Counter[int] = Counter()
        for triple in _triples(word):
            shared.update(self._places.get(triple, ()))
        # Neighbors of many words rank by share, so that long words do not crowd out the near ones.
        likely = sorted(shared, key=lambda number: (len(self._words[number]) - 2 * shared[number], number))
        ranked = []
        for number in likely[:_CANDIDATES]:
            candidate = self._words[number]
            mistakes = count_mistakes(word, candidate, limit)
            if mistakes <= limit:
                ranked.append((mistakes, not is_preferred(candidate), candidate[0] != word[0], candidate))
        return min(ranked)[-1] if ranked else None
