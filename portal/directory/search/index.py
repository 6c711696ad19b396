"""The search: from a query to the keys of services, the likeliest first.

Everything is built once, at start, and only read after that, so threads need
neither locks nor connections. Nothing here is a language for queries: there is
no operator to escape, and no query that is wrong.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from portal.content.markdown import Message
from portal.content.rendering import Renderer
from portal.directory.counties import County
from portal.directory.search.folding import clean, clean_query, is_grammed, split_words
from portal.directory.search.passages import Passages
from portal.directory.search.places import gather_places
from portal.directory.search.query import Lexicon, Reading, correct, join_places, list_numbers, write_corrected
from portal.directory.search.synonyms import Concept, Synonyms
from portal.directory.search.texts import NAME, collect_texts, list_languages, number_phones, translate_texts
from portal.directory.search.vocabulary import Vocabulary
from portal.directory.services import FEDERAL, Service
from portal.i18n.locales import SOURCE

#: What being of the kind that was asked for is worth, beside words: more than any of them.
_CONCEPT = 40.0

#: What an office in the named county is worth.
_LOCAL = 30.0

#: What having every word in its name is worth, unless they are all names of what is looked for.
_NAMED = 100.0

#: A service is found by its words if it has this share of what the best one has.
_SHARE = 0.6

#: Without a county, a line for the whole state serves whoever asks.
_REACH = {"state": 0, "national": 1, "counties": 2, "office": 2}


@dataclass(frozen=True, slots=True)
class Found:
    """An answer.

    :param keys: of services, the likeliest first.
    :param warning: what the page must say, of :data:`~portal.directory.search.synonyms.WARNINGS`.
    :param corrected: the query as it was understood, where a word was spelled in another way.
    """

    keys: tuple[str, ...] = ()
    warning: str | None = None
    corrected: str | None = None


@dataclass(frozen=True, slots=True)
class _Score:
    """What words say about services.

    :param points: how well each fits.
    :param echoes: points for words that are understood as a thing, which decide among services that fit as well.
    :param shares: how many of the query's words each has.
    :param named: those that were typed by name.
    """

    points: defaultdict[int, float]
    echoes: defaultdict[int, float]
    shares: defaultdict[int, float]
    named: set[int]


class SearchIndex:
    """Everything services can be found by, in every language.

    Federal agencies are found by their own words alone, and stand last.

    :param services: all that may be found; which of them a page shows today is the page's business.
    :param counties: by slug.
    :param synonyms: the words families use.
    :param renderers: by locale code, for descriptions in other languages; none are needed.
    :param labels: what needs and subkinds are called, by their key.
    :param towns: name → counties, beside the towns of offices.
    """

    def __init__(
        self,
        services: Iterable[Service],
        counties: Mapping[str, County],
        synonyms: Synonyms,
        *,
        renderers: Mapping[str, Renderer] | None = None,
        labels: Mapping[str, Message] | None = None,
        towns: Mapping[str, frozenset[str]] | None = None,
    ) -> None:
        self._services = tuple(services)
        self._counties = [service.counties() for service in self._services]
        self._languages = [frozenset(list_languages(service)) for service in self._services]
        self._order = _order(self._services)
        readers = {code: one for code, one in (renderers or {}).items() if not one.locale.pseudo}
        self._base = Passages(collect_texts(self._services, labels or {}, readers))
        self._translated = {
            code: Passages(translate_texts(self._services, labels or {}, renderer))
            for code, renderer in readers.items()
            if code != SOURCE
        }
        self._concepts = {key: self._list_of(concept) for key, concept in synonyms.concepts.items()}
        self._phones = number_phones(self._services)
        named = gather_places(counties, self._services, towns or {}, synonyms.no_places)
        places = join_places(named)
        self._lexicons = {code: Lexicon.of(synonyms, (code, SOURCE), places) for code in (*synonyms.locales, SOURCE)}
        self._all = Lexicon.of(synonyms, (SOURCE, *synonyms.locales), places)
        self._vocabulary = self._list_words(named)

    def __len__(self) -> int:
        return len(self._services)

    def _list_words(self, places: Iterable[str]) -> Vocabulary:
        words = (word for name in places for word in split_words(clean(name), remember=True))
        written = {word.folded: word.written for word in words}
        for passages in (self._base, *self._translated.values()):
            written.update(passages.written)
        # The lists are written with accents; English names that look the same without them give way.
        written.update(self._all.written)
        return Vocabulary(written)

    def _list_of(self, concept: Concept) -> dict[int, float]:
        """List the services a concept finds, with points; those of the first need it names come first."""
        if not concept.needs and not concept.subkinds:
            return dict.fromkeys(self._find_terms(concept), _CONCEPT)
        points: dict[int, float] = {}
        for number, service in enumerate(self._services):
            if service.subkind in concept.subkinds:
                points[number] = _CONCEPT
            elif service.need in concept.needs:
                points[number] = _CONCEPT - concept.needs.index(service.need)
        return points

    def _find_terms(self, concept: Concept) -> set[int]:
        found: dict[int, float] = {}
        for term in concept.terms:
            for word in split_words(term, remember=True):
                self._base.collect(word.folded, found, with_beginnings=False)
        return set(found)

    def search(self, query: str, locale_code: str) -> Found:
        """Find services; never fails, whatever is typed.

        :param locale_code: the reader's language. Words of other languages are understood where its own say nothing.
        """
        cleaned = clean_query(query)
        numbers = [number for digits in list_numbers(cleaned) for number in self._phones.get(digits, ())]
        if numbers:
            return Found(tuple(self._services[number].key for number in dict.fromkeys(numbers)))
        typed = split_words(cleaned)
        near = self._lexicons.get(locale_code, self._lexicons[SOURCE])
        meant = correct(typed, self._vocabulary, near, self._base.written)
        reading = near.read(meant)
        if not reading.concepts:
            wider = self._all.read(meant)
            reading = wider if wider.concepts or len(wider.counties) > len(reading.counties) else reading
        keys = self._rank(reading, locale_code)
        warnings = [concept.warning for concept in reading.concepts if concept.warning]
        return Found(keys, warnings[0] if warnings else None, write_corrected(typed, meant) if keys else None)

    def _rank(self, reading: Reading, locale_code: str) -> tuple[str, ...]:
        score = self._score(reading, locale_code)
        wanted = self._want(reading, score)
        if reading.counties:
            near = {number for number in wanted if self._reaches(number, reading.counties)}
            # A town can also be a word of a name; without it, whoever has the other words would be lost.
            wanted = near if near or reading.concepts else wanted
        wanted |= score.named
        for number in score.named if reading.units or reading.counties else ():
            score.points[number] += _NAMED
        speakers = {locale_code, locale_code.partition("-")[0]}
        places = []
        for number in wanted:
            points = score.points[number] + _LOCAL * (not self._counties[number].isdisjoint(reading.counties))
            is_federal, reach, name = self._order[number]
            silent = self._languages[number].isdisjoint(speakers)
            places.append((is_federal, -round(points, 3), reach, silent, -round(score.echoes[number], 3), name, number))
        return tuple(self._services[place[-1]].key for place in sorted(places))

    def _want(self, reading: Reading, score: "_Score") -> set[int]:
        """Choose who is found at all, and give points for being what was asked for."""
        asked = [pair for concept in reading.concepts for pair in self._concepts[concept.key].items()]
        for number, points in asked:
            score.points[number] += points
        if asked:
            return {number for number, _ in asked}
        if reading.units or reading.concepts:
            best = max(score.shares.values(), default=0.0)
            return {number for number, share in score.shares.items() if share >= _SHARE * best}
        return {number for number, counties in enumerate(self._counties) if counties & reading.counties}

    def _score(self, reading: Reading, locale_code: str) -> "_Score":
        """Score services by words."""
        score = _Score(defaultdict(float), defaultdict(float), defaultdict(float), set())
        places = [self._base, *(self._translated[code] for code in [locale_code] if code in self._translated)]
        in_names: defaultdict[int, float] = defaultdict(float)
        words = [(term, 1 / len(unit), score.points) for unit in reading.units for term in unit]
        words += [(term, 1.0, score.echoes) for term in reading.phrases]
        for term, share, sums in words:
            found = _collect(term, places)
            rarity = log(1 + len(self._services) / len(found)) if found else 0.0
            for number, points in found.items():
                sums[number] += points * rarity * share
                score.shares[number] += share
                in_names[number] += share * (points >= NAME)
        for concept in reading.concepts:
            for number in self._find_terms(concept):
                score.points[number] += _CONCEPT / 2
        # A service whose name has every word that was typed is meant, wherever it is.
        whole = len(reading.units) + len(reading.phrases)
        score.named.update(number for number, share in in_names.items() if whole > 1 and share > whole - 0.01)
        return score

    def _reaches(self, number: int, counties: frozenset[str]) -> bool:
        return self._services[number].area.scope in {"state", "national"} or bool(self._counties[number] & counties)


def _collect(term: str, places: Sequence[Passages]) -> dict[int, float]:
    found: dict[int, float] = {}
    # A pair has no beginnings, and “a” has too many; 話 is a whole word.
    with_beginnings = len(term) == 1 if is_grammed(term) else len(term) > 2
    for passages in places:
        passages.collect(term, found, with_beginnings=with_beginnings)
    return found


def _order(services: Sequence[Service]) -> list[tuple[bool, int, int]]:
    """Say where each service stands among others that fit as well: federal agencies last, by reach, by name."""
    by_name = sorted(range(len(services)), key=lambda at: (services[at].name.casefold(), services[at].key))
    names = {number: place for place, number in enumerate(by_name)}
    return [(one.need == FEDERAL, _REACH[one.area.scope], names[number]) for number, one in enumerate(services)]
