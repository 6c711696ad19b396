"""A whole portal with every language and both pseudo-locales, and a client that checks each page it fetches."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import hypothesis
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal import create_app
from portal.config import Config
from portal.content.glossary import fixed_names, load_glossary
from portal.data import FOLDER
from portal.i18n.locales import Registry, load_registry
from portal.rights.guides import load_guides
from portal.rights.library import Library, load_library
from portal.site.inventory import PAGES
from portal.translators.compiling import compile_catalog
from portal.translators.files import po_path, read_po
from portal.translators.pseudo import compile_pseudo
from tests.page_checks import check_page

# A busy machine is slow, and that is no mistake of the code: speed is measured in benchmarks/.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")

PACKAGE_TRANSLATIONS = Config().translations

#: The day the tests live on, unless they choose another.
TODAY = date(2026, 11, 22)

BASE_URL = "https://portal.example"

REGISTRY = load_registry(FOLDER)

#: The languages pages are tested in: all that are started, and both pseudo-locales.
LOCALES = [
    locale for locale in REGISTRY if locale.is_source or locale.pseudo or po_path(PACKAGE_TRANSLATIONS, locale).exists()
]

#: Of the directory: a large, a middling and the smallest county, and entries of every shape. Its tests walk them all.
HELP_PATHS = [
    *(f"/help/in/{slug}" for slug in ("los-angeles", "fresno", "alpine")),
    "/help/988-lifeline",
    "/help/bay-area-legal-aid",
    "/help/chirla",
    "/help/county-mhp-fresno",
    "/help/iiba",
    "/help/mx-ciam",
]

#: Share sheets and packets, of every kind; there is one for every choice, so no list of addresses has them.
SHARE_PATHS = [
    *(f"/share/{what}" for what in ("start", "start.short-answer", "help.988-lifeline", "in.fresno", "letter")),
    "/packet/",
    "/packet/start.short-answer~help.988-lifeline~in.fresno",
]

#: Who represents a place, of every shape.
OFFICIALS_PATHS = [f"/officials/{place}" for place in ("", "ca", "ca/13", "dc", "pr")]

#: Letters with recipients filled in, of every shape; there are hundreds, made when somebody asks.
ADDRESSED_PATHS = [f"/letter/{place}" for place in ("congress/ca/13", "congress/dc", "california/1/2")]

#: Bulletins: a month with everything, and one that is still to come.
MONTH_PATHS = ["/changes/2026-11", "/changes/2027-01"]

GUIDE_PATHS = [f"/rights/{slug}" for slug in load_guides(FOLDER)]

PATHS = [*PAGES, *GUIDE_PATHS, *MONTH_PATHS, *HELP_PATHS, *OFFICIALS_PATHS, *ADDRESSED_PATHS, *SHARE_PATHS]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--locale", action="append", help="Test pages in this locale only; may be given more than once.")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Give ``page_address`` every page in every language, from the one inventory."""
    wanted = metafunc.config.getoption("--locale")
    codes = [locale.code for locale in LOCALES if not wanted or locale.code in wanted]
    if "page_address" in metafunc.fixturenames:
        metafunc.parametrize("page_address", [f"/{code}{path}" for code in codes for path in PATHS])
    if "locale_code" in metafunc.fixturenames:
        metafunc.parametrize("locale_code", codes)


@pytest.fixture(scope="session")
def registry() -> Registry:
    """Every language there is."""
    return REGISTRY


@pytest.fixture(scope="session")
def library() -> Library:
    """The project's own content."""
    return load_library(FOLDER)


@pytest.fixture(scope="session")
def names() -> list[str]:
    """The names that stay as they are in every language."""
    return fixed_names(load_glossary(FOLDER, tuple(locale.code for locale in REGISTRY)))


@pytest.fixture(scope="session")
def translations(tmp_path_factory: pytest.TempPathFactory, names: list[str]) -> Path:
    """A copy of the catalogs, compiled here, so that no test leans on an earlier compile."""
    folder = tmp_path_factory.mktemp("catalogs") / "translations"
    shutil.copytree(PACKAGE_TRANSLATIONS, folder, ignore=shutil.ignore_patterns("*.mo", "states.json"))
    template = read_po(folder / "messages.pot")
    for locale in LOCALES:
        if locale.pseudo:
            compile_pseudo(folder, locale, template, names)
        elif not locale.is_source:
            compile_catalog(folder, locale, names)
    return folder


@pytest.fixture(scope="session")
def config(translations: Path) -> Config:
    """The settings of the portal under test; it offers every started language, ready for readers or not."""
    return Config(
        base_url=BASE_URL,
        today=TODAY,
        pseudo=True,
        offer="all",
        translations=translations,
        contact="team@portal.example",
    )


@pytest.fixture(scope="session")
def make_app(config: Config) -> Callable[..., Flask]:
    """Make a portal with some settings changed, as it runs for readers: errors become pages."""

    def make(**changes: object) -> Flask:
        app = create_app(replace(config, **changes))  # type: ignore[arg-type]
        app.config["PROPAGATE_EXCEPTIONS"] = False
        return app

    return make


@pytest.fixture(scope="session")
def app(make_app: Callable[..., Flask]) -> Flask:
    """The portal under test."""
    return make_app()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A bare client, for answers that are not pages."""
    return app.test_client()


@dataclass(frozen=True)
class Page:
    """A fetched page that passed every check."""

    response: TestResponse
    root: Element

    @property
    def text(self) -> str:
        """The page as it was sent."""
        return self.response.get_data(as_text=True)


@pytest.fixture
def get_page(app: Flask) -> Callable[..., Page]:
    """Fetch a page and hold it to everything that is true of every page."""
    return page_getter(app)


@pytest.fixture(scope="session")
def page_getter_for() -> Callable[[Flask], Callable[..., Page]]:
    """Make a ``get_page`` for another portal than the usual one."""
    return page_getter


def page_getter(app: Flask) -> Callable[..., Page]:
    def get(path: str, status: int = 200, **options: object) -> Page:
        response = app.test_client().get(path, **options)
        assert response.status_code == status, f"{path} answers {response.status}."
        return Page(response, check_page(response.data, path, REGISTRY))

    return get
