"""A small directory of invented services, and the search over it and over our own."""

from collections.abc import Callable, Mapping

import pytest

from portal.content.markdown import Message
from portal.content.references import References
from portal.content.rendering import Renderer
from portal.data import FOLDER
from portal.directory.counties import County, load_counties
from portal.directory.search.index import SearchIndex
from portal.directory.search.synonyms import Synonyms, load_synonyms
from portal.directory.services import Listing, Location, Phone, Service, ServiceArea
from portal.directory.subkinds import load_subkinds
from portal.i18n.locales import Registry
from portal.i18n.messages import Catalog, Chain
from portal.rights.library import Library
from tests.directory.search import thirty


def make_service(key: str, **changes: object) -> Service:
    """Make an invented service."""
    facts: dict[str, object] = {
        "name": key.replace("-", " ").title(),
        "need": "legal-aid",
        "subkind": "legal-services",
        "description": Message(f"help/{key}", "They help with forms."),
        "area": ServiceArea("state"),
        "listing": Listing("An invented list", None, "2026-01-01"),
    }
    return Service(key=key, **{**facts, **changes})  # type: ignore[arg-type]


def office(city: str, county: str) -> Location:
    return Location(None, "1 Invented Street", city, None, county)


SERVICES = (
    make_service("harbor-light-law", area=ServiceArea("office"), locations=(office("Fresno", "fresno"),)),
    make_service("sunrise-justice", languages=("vi", "es"), phones=(Phone("(555) 555-0142", "+15555550142"),)),
    make_service("prairie-counsel", area=ServiceArea("office"), locations=(office("Oakland", "alameda"),)),
    make_service(
        "quiet-mind",
        name="Quiet Mind Center",
        alternate_names=("Mente Tranquila",),
        need="mental-health",
        subkind="helpline",
        description=Message("help/quiet-mind", "Somebody listens at night."),
    ),
    make_service("open-table", need="basic-needs", subkind="referral-line"),
    make_service("border-watch", need="rapid-response", subkind="rapid-response"),
    make_service("health-card", need="coverage", subkind="program-line"),
    make_service("agency-desk", name="Agency Desk", need="federal", subkind="government-information"),
)


@pytest.fixture(scope="session")
def counties() -> dict[str, County]:
    """California's counties."""
    return load_counties(FOLDER)


@pytest.fixture(scope="session")
def synonyms(registry: Registry, counties: Mapping[str, County]) -> Synonyms:
    """The project's own lists."""
    return load_synonyms(FOLDER, [locale.code for locale in registry], counties, load_subkinds(FOLDER))


@pytest.fixture(scope="session")
def make_index(counties: dict[str, County], synonyms: Synonyms) -> Callable[..., SearchIndex]:
    """Make a search over other services."""

    def make(*services: Service, **more: object) -> SearchIndex:
        return SearchIndex(services, counties, synonyms, **more)  # type: ignore[arg-type]

    return make


@pytest.fixture(scope="session")
def index(make_index: Callable[..., SearchIndex]) -> SearchIndex:
    """The search over the invented services."""
    return make_index(*SERVICES)


@pytest.fixture(scope="session")
def own() -> tuple[dict[str, Service], SearchIndex]:
    """The project's own services, and the search over them."""
    return thirty.build()


@pytest.fixture
def make_renderer(registry: Registry, library: Library) -> Callable[..., Renderer]:
    """Make a renderer of a language with a few translations, by English text."""

    def make(code: str, translations: Mapping[Message, str]) -> Renderer:
        locale = registry[code]
        texts = {(message.context, message.text): (text,) for message, text in translations.items()}
        chain = Chain(locale, [Catalog(locale, texts=texts)], registry.source)
        return Renderer(chain, References(library.phones), frozenset(), lambda key, _locale: key, registry.source)

    return make
