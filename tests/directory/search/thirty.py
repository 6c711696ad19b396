"""The thirty searches of queries.toml, and the table docs/search.md prints of them.

Run it as ``python -m tests.directory.search.thirty`` to have the table anew.
"""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.data import FOLDER
from portal.directory.counties import load_counties
from portal.directory.freshness import is_shown
from portal.directory.loading import load_services
from portal.directory.search.index import Found, SearchIndex
from portal.directory.search.places import load_towns
from portal.directory.search.synonyms import load_synonyms
from portal.directory.services import Service
from portal.directory.subkinds import load_subkinds
from portal.i18n.locales import load_registry


@dataclass(frozen=True)
class Query:
    """A search, and what must be found."""

    locale: str
    text: str
    need: str
    county: str | None = None
    first: str | None = None
    warning: str | None = None
    corrected: str | None = None


#: The day they are asked: what nobody had called by then is not found.
DAY = date(2026, 11, 22)

QUERIES = [
    Query(**table) for table in tomllib.loads(Path(__file__).with_name("queries.toml").read_text("utf-8"))["query"]
]


def build() -> tuple[dict[str, Service], SearchIndex]:
    """Make the search over the project's own directory."""
    counties, subkinds = load_counties(FOLDER), load_subkinds(FOLDER)
    loaded = load_services(FOLDER, None, counties, subkinds)
    services = {key: service for key, service in loaded.items() if is_shown(service, DAY)}
    synonyms = load_synonyms(FOLDER, [locale.code for locale in load_registry(FOLDER)], counties, subkinds)
    labels = {key: subkind.label for key, subkind in subkinds.items()}
    return services, SearchIndex(services.values(), counties, synonyms, labels=labels, towns=load_towns(counties))


def row(query: Query, found: Found, services: dict[str, Service]) -> str:
    """Write the table's line of a search."""
    expected = ", ".join(filter(None, [query.need, query.county, query.first, query.warning and "warning"]))
    first = services[found.keys[0]].name if found.keys else "nothing"
    first += f" (“{found.corrected}”)" if found.corrected else ""
    return f"| {query.locale} | {query.text} | {expected} | {first}{' · warning' if found.warning else ''} |"


def main() -> None:
    """Print the table."""
    services, index = build()
    for query in QUERIES:
        print(row(query, index.search(query.text, query.locale), services))


if __name__ == "__main__":
    main()
