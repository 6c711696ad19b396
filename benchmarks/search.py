"""What the search of the directory costs, beside SQLite's FTS5 over the same texts.

Run it from the project's folder::

    .venv/bin/python benchmarks/search.py [--services N] [--seconds S]

Two directories are searched: the project's own, with the thirty searches of
``tests/directory/search/queries.toml``, and N invented services (names from
letters, phones from the numbers reserved for fiction), with the same.

``SearchIndex``
    the portal's own, with lists of words, spelling, counties and languages.
``FTS5 words``, ``FTS5 trigrams``
    an in-memory table with the same texts, weighted alike, through bm25; the
    query's words in quotation marks, joined by OR. No lists, no counties.

Columns: seconds to build; megabytes, as ``tracemalloc`` counts Python's objects
and ``page_count`` SQLite's; milliseconds for a search, median and slowest;
searches in a second; the slowest answer to queries made to be slow; how many of
the thirty have a first service of the need that was meant, and how many find
anything; of forty services typed by name, one letter left out, how many come
first. The thirty and the forty are timed together. All times are processor
time, so that a busy machine is no excuse.

The towns of California and the lists of words are read before the clock runs.
"""

import argparse
import random
import sqlite3
import statistics
import sys
import threading
import time
import tomllib
import tracemalloc
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from portal.content.markdown import Message
from portal.data import FOLDER
from portal.directory.counties import County, load_counties
from portal.directory.loading import load_services
from portal.directory.search.folding import clean_query
from portal.directory.search.index import SearchIndex
from portal.directory.search.places import load_towns
from portal.directory.search.synonyms import load_synonyms
from portal.directory.search.texts import collect_texts
from portal.directory.services import NEEDS, Listing, Location, Phone, Service, ServiceArea
from portal.directory.subkinds import Subkind, load_subkinds
from portal.i18n.locales import load_registry

QUERIES = Path(__file__).parents[1] / "tests" / "directory" / "search" / "queries.toml"

CONSONANTS, VOWELS = "bcdfghjklmnprstvwz", "aeiou"
OFFERS = "papers court visits children school rides forms groups advice evenings letters classes meals".split()
TONGUES = ("es", "vi", "zh", "ko", "fil", "ar", "fa", "hy", "km", "hmn", "ru")

#: Long, unknown, near to many words, or nothing but pairs.
HOSTILE = (
    "x" * 10_000,
    " ".join(["abogdx"] * 2000),
    " ".join(f"serv{number}ces" for number in range(2000)),
    "a e i o u " * 1000,
    "the for legal center services help " * 300,
    "漢" * 10_000,
    "កខគឃង" * 2000,
    "\ufdfa" * 10_000,
    '"' * 10_000,
)

Search = Callable[[str, str], Sequence[str]]


def invent_word(chance: random.Random) -> str:
    """Make a name that means nothing."""
    syllables = (chance.choice(CONSONANTS) + chance.choice(VOWELS) + chance.choice(CONSONANTS) for _ in range(3))
    return "".join(syllables).capitalize()


def invent(count: int, counties: Mapping[str, County]) -> list[Service]:
    """Make services that are nowhere."""
    chance = random.Random(4)  # The same each time.
    found = []
    for number in range(count):
        county = chance.choice(list(counties))
        key = f"invented-{number}"
        name = (
            f"{invent_word(chance)} {invent_word(chance)} {chance.choice(('Center', 'Project', 'Clinic', 'Services'))}"
        )
        place = Location(None, f"{number} Invented Street", invent_word(chance), None, county)
        found.append(
            Service(
                key=key,
                name=name,
                need=NEEDS[number % len(NEEDS)],  # type: ignore[arg-type]
                subkind="legal-services",
                description=Message(f"help/{key}", f"{name} offers {', '.join(chance.sample(OFFERS, 5))}."),
                area=ServiceArea("office"),
                listing=Listing("An invented list", None, "2026-01-01"),
                phones=(
                    Phone(
                        f"({200 + number % 700}) 555-01{number % 100:02}",
                        f"+1{200 + number % 700}55501{number % 100:02}",
                    ),
                ),
                locations=(place,),
                languages=tuple(chance.sample(TONGUES, 2)),
                imported=True,
            )
        )
    return found


def build_fts(services: Sequence[Service], labels: Mapping[str, Message], tokenizer: str) -> sqlite3.Connection:
    """Put the same texts into a table of FTS5, one row a service, one column a weight."""
    rows: dict[int, dict[float, list[str]]] = {}
    weights = set()
    for (text, weight), numbers in collect_texts(services, labels, {}).items():
        weights.add(weight)
        for number in numbers:
            rows.setdefault(number, {}).setdefault(weight, []).append(text)
    columns = sorted(weights)
    names = [f"c{place}" for place in range(len(columns))]
    database = sqlite3.connect(":memory:", check_same_thread=False)
    database.execute(f"CREATE VIRTUAL TABLE help USING fts5(key UNINDEXED, {', '.join(names)}, tokenize='{tokenizer}')")
    marks = ", ".join("?" * (len(columns) + 1))
    database.executemany(
        f"INSERT INTO help VALUES ({marks})",
        (
            (services[number].key, *(" ".join(texts.get(weight, [])) for weight in columns))
            for number, texts in rows.items()
        ),
    )
    database.execute(f"INSERT INTO help (help, rank) VALUES ('rank', 'bm25(0, {', '.join(map(str, columns))})')")
    return database


def search_fts(database: sqlite3.Connection) -> Search:
    """Search a table of FTS5; its one connection needs a lock."""
    lock = threading.Lock()

    def search(query: str, _locale: str) -> Sequence[str]:
        words = " OR ".join(f'"{word}"' for word in clean_query(query).split())
        if not words:
            return ()
        with lock:
            return [
                key for (key,) in database.execute("SELECT key FROM help WHERE help MATCH ? ORDER BY rank", (words,))
            ]

    return search


def time_each(search: Search, queries: Sequence[tuple[str, str]], seconds: float) -> list[float]:
    """Search again and again, and give the milliseconds of processor time each took."""
    times = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        for text, locale in queries:
            started = time.thread_time()
            search(text, locale)
            times.append(1000 * (time.thread_time() - started))
    return times


def count_right(search: Search, services: Iterable[Service], queries: Sequence[dict[str, str]]) -> str:
    """Count the searches whose first service is what was meant, and those with any."""
    needs = {service.key: service.need for service in services}
    found = [(query, search(query["text"], query["locale"])) for query in queries]
    right = sum(bool(keys) and needs[keys[0]] == query["need"] for query, keys in found)
    return f"{right} right, {sum(bool(keys) for _, keys in found)} with any"


def misspell_names(services: Sequence[Service]) -> dict[str, set[str]]:
    """Give forty names without the fourth letter of their longest word, with the keys of all that have such a name."""
    names: dict[str, set[str]] = {}
    for service in services[:: max(1, len(services) // 40)][:40]:
        longest = max(service.name.split(), key=len)
        typed = service.name.replace(longest, longest[:3] + longest[4:], 1)
        names[typed] = {other.key for other in services if other.name == service.name}
    return names


def count_named(search: Search, names: Mapping[str, set[str]]) -> str:
    """Count the names whose service comes first."""
    first = sum(bool(keys := search(name, "en")) and keys[0] in meant for name, meant in names.items())
    return f"{first} of {len(names)} names"


def measure(name: str, build: Callable[[], tuple[Search, float]], services: list[Service], seconds: float) -> None:
    """Print one line of the table."""
    queries = tomllib.loads(QUERIES.read_text("utf-8"))["query"]
    names = misspell_names(services)
    typed = [(query["text"], query["locale"]) for query in queries] + [(name, "en") for name in names]
    started = time.process_time()
    search, megabytes = build()
    took = time.process_time() - started
    # Counting memory slows building down, so what is timed is built again.
    tracemalloc.start()
    counted = build()
    megabytes += tracemalloc.get_traced_memory()[0] / 1e6
    tracemalloc.stop()
    del counted
    times = time_each(search, typed, seconds)
    slowest = max(max(time_each(search, [(text, "en")], 0.01)) for text in HOSTILE)
    print(
        f"  {name:14} built {took:6.2f} s  {megabytes:6.1f} MB  median {statistics.median(times):6.2f} ms"
        f"  slowest {max(times):6.1f} ms  per second {1000 / statistics.mean(times):7,.0f}  hostile {slowest:6.1f} ms"
        f"  {count_right(search, services, queries)}  {count_named(search, names)}"
    )


def compare(
    services: list[Service], counties: Mapping[str, County], kinds: Mapping[str, Subkind], seconds: float
) -> None:
    """Print the table of one directory."""
    labels = {key: kind.label for key, kind in kinds.items()}
    synonyms = load_synonyms(FOLDER, [locale.code for locale in load_registry(FOLDER)], counties, kinds)
    towns = load_towns(counties)

    def build_ours() -> tuple[Search, float]:
        index = SearchIndex(services, counties, synonyms, labels=labels, towns=towns)
        return lambda query, locale: index.search(query, locale).keys, 0.0

    def build_theirs(tokenizer: str) -> tuple[Search, float]:
        database = build_fts(services, labels, tokenizer)
        (pages,), (size,) = (
            database.execute("PRAGMA page_count").fetchone(),
            database.execute("PRAGMA page_size").fetchone(),
        )
        return search_fts(database), pages * size / 1e6

    measure("SearchIndex", build_ours, services, seconds)
    measure("FTS5 words", lambda: build_theirs("unicode61 remove_diacritics 2"), services, seconds)
    measure("FTS5 trigrams", lambda: build_theirs("trigram"), services, seconds)


def main() -> int:
    """Measure both directories."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--services", type=int, default=5000, help="how many to invent")
    parser.add_argument("--seconds", type=float, default=2.0, help="how long each is asked")
    choice = parser.parse_args()
    counties, kinds = load_counties(FOLDER), load_subkinds(FOLDER)
    started = time.process_time()
    towns = load_towns(counties)
    print(f"{len(towns):,} towns in {time.process_time() - started:.2f} s")
    own = list(load_services(FOLDER, None, counties, kinds).values())
    for title, services in (("own", own), ("invented", invent(choice.services, counties))):
        print(f"{title}: {len(services):,} services")
        compare(services, counties, kinds, choice.seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
