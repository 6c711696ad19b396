"""Which services a word stands with, and how much that says about them.

One text often belongs to many services (58 county lines have one description),
so words point to texts and texts to services. Nothing is written after the
build, so any number of threads may read.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from portal.directory.search.folding import iter_terms

#: A beginning says less than the whole word.
_BEGINNING = 0.6

#: How many words a beginning may stand for; it bounds the time of “a”.
_ENDINGS = 40


class Passages:
    """Texts of services, by their words.

    :param texts: text and weight → numbers of the services it belongs to.
    """

    def __init__(self, texts: Mapping[tuple[str, float], Iterable[int]]) -> None:
        self._weights = array("f")
        self._services: list[array[int]] = []
        self.written: dict[str, str] = {}
        places: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        for (text, weight), services in texts.items():
            number = len(self._services)
            self._weights.append(weight)
            self._services.append(array("L", sorted(set(services))))
            for term in {term.folded: term for term in iter_terms(text)}.values():
                places[term.folded].append(number)
                if not term.unspaced:
                    self.written.setdefault(term.folded, term.written)
        self._places = dict(places)
        self._terms = sorted(self._places)

    def __contains__(self, term: str) -> bool:
        return term in self._places

    def __len__(self) -> int:
        return len(self._terms)

    def beginning(self, start: str) -> Iterator[str]:
        """Go through the terms that begin so, the term itself left out."""
        at = bisect_left(self._terms, start)
        for term in islice(self._terms, at, at + _ENDINGS):
            if not term.startswith(start):
                return
            if term != start:
                yield term

    def collect(self, term: str, into: dict[int, float], *, with_beginnings: bool) -> None:
        """Note for each service the best place where a term stands.

        :param into: service number → weight, to which this adds.
        :param with_beginnings: count words that only begin so, for less.
        """
        self._collect(term, 1.0, into)
        if with_beginnings:
            for longer in self.beginning(term):
                self._collect(longer, _BEGINNING, into)

    def _collect(self, term: str, closeness: float, into: dict[int, float]) -> None:
        for text in self._places.get(term, ()):
            weight = self._weights[text] * closeness
            for service in self._services[text]:
                if weight > into.get(service, 0.0):
                    into[service] = weight
