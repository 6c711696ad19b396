"""``synonyms.toml``: the words families use for what we call legal aid, coverage or a rapid response line.

A translator's list is enough to be found in a language, long before the
descriptions are translated. A word that leads to the wrong help is worse than
a missing one, so a word stands for one thing in each language.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from portal.data import DataError, Entry, read_toml
from portal.directory.search.folding import MAX_CHARACTERS, Word, clean, split_words
from portal.directory.services import CRISIS, NEEDS

FILE = "synonyms.toml"

#: What the page warns about when certain words were searched for.
WARNINGS = ("notario",)

#: A word that ends in it stands for every word that begins so.
STAR = "*"

#: Keys of a language's table beside concepts.
_STOP, _REVIEWED = "stop", "reviewed"


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing people look for.

    :param needs: every service of these needs is found.
    :param subkinds: every service of these subkinds is found.
    :param terms: English words; services whose texts have one come first, or alone where no need or subkind is named.
    :param warning: of :data:`WARNINGS`, what the page must say.
    """

    key: str
    needs: tuple[str, ...]
    subkinds: tuple[str, ...]
    terms: tuple[str, ...]
    warning: str | None


@dataclass(frozen=True, slots=True)
class LocaleWords:
    """What one language calls the concepts.

    :param reviewed: whether a person who speaks it has read the list.
    :param concepts: concept key → words, as written.
    :param stop: words that say nothing about what is looked for.
    :param places: county slug → its names in this language.
    """

    reviewed: bool
    concepts: Mapping[str, tuple[str, ...]]
    stop: tuple[str, ...] = ()
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Synonyms:
    """The whole file.

    :param concepts: by key.
    :param locales: by locale code.
    :param no_places: names of towns that are rather meant as words.
    """

    concepts: Mapping[str, Concept]
    locales: Mapping[str, LocaleWords]
    no_places: tuple[str, ...] = ()


def split_phrase(written: str) -> list[Word]:
    """Split a phrase of the file as a query is split."""
    return split_words(clean(written.removesuffix(STAR)), remember=True)


def join_words(words: Iterable[Word]) -> str:
    """Write words without spaces, as phrases are compared: “medi cal” is “Medi-Cal”."""
    return "".join(word.folded for word in words)


def _read_concept(key: str, table: object, known: Collection[str]) -> Concept:
    entry = Entry(FILE, f"concept.{key}", table)
    concept = Concept(
        key=key,
        needs=entry.texts("needs") if entry.has("needs") else (),
        subkinds=entry.texts("subkinds") if entry.has("subkinds") else (),
        terms=entry.texts("terms") if entry.has("terms") else (),
        warning=entry.choice("warning", WARNINGS) if entry.has("warning") else None,
    )
    entry.finish()
    browsed = (*NEEDS, CRISIS)
    for need in concept.needs:
        if need not in browsed:
            raise entry.error(f"“{need}” is no need to look for.", f"Write of: {', '.join(browsed)}.")
    for subkind in concept.subkinds:
        if subkind not in known:
            raise entry.error(f"There is no subkind “{subkind}”.", "Write a key of subkinds.toml.")
    if not (concept.needs or concept.subkinds or concept.terms):
        raise entry.error("It finds nothing.", "Give it needs, subkinds or terms.")
    return concept


def _check_phrases(entry: Entry, groups: Mapping[str, tuple[str, ...]]) -> None:
    """Refuse a word that no query can hold, or that stands for two things."""
    owner: dict[tuple[str, bool], str] = {}
    for key, phrases in groups.items():
        for phrase in phrases:
            joined = join_words(split_phrase(phrase))
            if not joined or STAR in phrase[:-1] or len(phrase) > MAX_CHARACTERS:
                raise entry.error(f"“{phrase[:40]}” is no word.", "Write letters; one * may stand at the end.")
            same = owner.setdefault((joined, phrase.endswith(STAR)), key)
            if same != key:
                raise entry.error(f"“{phrase}” stands under {same} and {key}.", "Keep it under one of them.")
            if len(joined) < 2:
                raise entry.error(f"“{phrase}” is one letter.", "Write a longer word; it would be found everywhere.")


def _read_locale(code: str, table: object, concepts: Collection[str]) -> LocaleWords:
    entry = Entry(FILE, f"words.{code}", table)
    reviewed = entry.flag(_REVIEWED)
    stop = entry.texts(_STOP) if entry.has(_STOP) else ()
    words = {key: entry.texts(key) for key in concepts if entry.has(key)}
    entry.finish()
    # Stop words of one letter are all right: “y”, “a”, “в”.
    _check_phrases(entry, words)
    both = {join_words(split_phrase(word)) for word in stop}
    for key, phrases in words.items():
        for phrase in phrases:
            if join_words(split_phrase(phrase)) in both:
                raise entry.error(f"“{phrase}” stands under {key} and stop.", "Keep it under one of them.")
    return LocaleWords(reviewed, words, stop)


def _read_places(code: str, table: object, counties: Collection[str]) -> dict[str, tuple[str, ...]]:
    entry = Entry(FILE, f"places.{code}", table)
    places = {slug: entry.texts(slug) for slug in counties if entry.has(slug)}
    entry.finish()
    _check_phrases(entry, places)
    return places


def _tables(whole: Entry, key: str) -> Mapping[str, object]:
    table = whole.table(key)
    return table if isinstance(table, Mapping) else {}


def load_synonyms(
    folder: Path, codes: Collection[str], counties: Collection[str], subkinds: Collection[str]
) -> Synonyms:
    """Read ``directory/synonyms.toml``.

    :param folder: the folder of data files.
    :param codes: every locale code there may be words for.
    :param counties: every county's slug.
    :param subkinds: every kind of service.
    :raises DataError: for an entry that cannot be used.
    """
    whole = Entry(FILE, "the file", read_toml(folder / "directory" / FILE))
    concepts = {key: _read_concept(key, table, subkinds) for key, table in _tables(whole, "concept").items()}
    words = _tables(whole, "words")
    places = _tables(whole, "places")
    no_places = whole.texts("no_places") if whole.has("no_places") else ()
    whole.finish()
    for code in (*words, *places):
        if code not in codes:
            raise DataError(FILE, code, "There is no such locale.", f"Write one of: {', '.join(codes)}.")
    locales = {code: _read_locale(code, table, concepts) for code, table in words.items()}
    for code, table in places.items():
        known = locales.get(code, LocaleWords(reviewed=False, concepts={}))
        names = _read_places(code, table, counties)
        locales[code] = LocaleWords(known.reviewed, known.concepts, known.stop, names)
    return Synonyms(concepts, locales, no_places)
