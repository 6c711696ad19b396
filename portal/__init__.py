"""A multilingual portal of know-your-rights guides for immigrant families.

The factory only names its steps. Data that is wrong stops it with the file,
the entry and the cure; a catalog that is wrong costs its own language its
words and nothing else.
"""

import os
from collections.abc import Callable
from pathlib import Path

from flask import Flask
from jinja2 import StrictUndefined

from portal.config import Config, load_config
from portal.content.clock import Clock
from portal.content.glossary import fixed_names, load_glossary
from portal.content.references import References
from portal.content.rendering import Renderer
from portal.directory import shelf as services_shelf
from portal.directory import views as directory
from portal.directory.hsds import views as hsds
from portal.directory.hsds.answers import Days
from portal.directory.hsds.english import make_exporter
from portal.directory.register import load_register
from portal.directory.zips import load_zips
from portal.i18n import catalogs, routing
from portal.i18n.catalogs import CatalogDomain
from portal.i18n.locales import SiteLocale, load_registry
from portal.i18n.offering import load_offerings
from portal.letters import views as letters
from portal.letters.officials import views as officials
from portal.letters.officials.facts import load_facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.places import iter_paths
from portal.letters.officials.recipients import OfficialRecipients
from portal.letters.officials.store import FILE as OFFICIALS
from portal.letters.officials.store import officials_folder
from portal.letters.templates import load_letter_templates
from portal.pages import views as pages
from portal.pages.promises import load_promises
from portal.rights import views as rights
from portal.rights.library import Library, load_library
from portal.rights.shelf import Shelf
from portal.sharing.handouts import views as handouts
from portal.sharing.keeping import views as keeping
from portal.sharing.passing import views as passing
from portal.sharing.shares import views as sharing
from portal.site import views as site
from portal.site.assets import Assets
from portal.site.headers import page_headers
from portal.site.inventory import PAGES, Inventory
from portal.site.logs import configure_logging
from portal.site.serving import stand_in_front, warm_in_background

PACKAGE = Path(__file__).parent


def create_app(config: Config | None = None) -> Flask:
    """Make the portal.

    :param config: the settings; read from the environment when not given.
    :raises DataError: if a data file or a setting cannot be used.
    """
    config = config or load_config(os.environ)
    registry = load_registry(config.data)
    names = fixed_names(load_glossary(config.data, tuple(locale.code for locale in registry)))
    offerings = load_offerings(config.translations, registry)
    offered = catalogs.find_offered(registry, offerings, pseudo=config.pseudo, unready=config.offer == "all")
    domain = catalogs.load_domain(registry, offered, config.translations, names)
    app = assemble(config, offered, domain, Assets(PACKAGE / "static"))
    serve_finished(app)
    return app


def assemble(
    config: Config,
    offered: list[SiteLocale],
    domain: CatalogDomain,
    assets: Assets,
    renderer: Callable[..., Renderer] = Renderer,
) -> Flask:
    """Put the site together, with nothing in front of it yet.

    :param offered: the languages a reader can choose.
    :param domain: gives each its words.
    :param renderer: makes who reads the guides out in a language.
    :raises DataError: if a data file cannot be used.
    """
    library = load_library(config.data)
    configure_logging()
    app = Flask(__name__, static_folder=None)
    prepare_templates(app)
    catalogs.init_app(app, domain)
    routing.init_app(app, domain.registry, offered, domain)
    renderers = build_renderers(config, library, domain, renderer)
    guides = Shelf(library, renderers, Clock(config.today))
    rights.init_app(app, guides)
    services = add_directory(app, config, guides, domain, assets)
    who = add_letters(app, config, guides, domain)
    add_sharing(app, config, guides, services)
    pages.init_app(app, load_promises(config.data), load_offerings(config.translations, domain.registry))
    paths = (*PAGES, *library.paths(), *services.paths(), *iter_paths(who.facts))
    site.init_app(app, config, assets, Inventory(tuple(offered), paths, tuple(assets.addresses())))
    return app


def add_directory(
    app: Flask, config: Config, guides: Shelf, domain: CatalogDomain, assets: Assets
) -> services_shelf.Shelf:
    """Put the directory and its open data on the site."""
    register = load_register(config.data, config.instance)
    services = services_shelf.build_shelf(register, config.data, guides.renderers, domain.registry, guides.clock)
    assets.add(directory.ZIPS, load_zips(config.data, register.counties).file(), "application/json")
    directory.init_app(app, services, guides.library.phones)
    hsds.init_app(app, Days(make_exporter(register, domain.registry.source), guides.clock.today, register.shown))
    return services


def add_letters(app: Flask, config: Config, guides: Shelf, domain: CatalogDomain) -> Officials:
    """Put the letter on the site, and the officials it goes to, whose data need not be there yet."""
    store = officials_folder(config) / OFFICIALS if config.instance else None
    who = Officials(store, load_facts(config.data))
    officials.init_app(app, who, guides.clock)
    library = guides.library
    templates = load_letter_templates(config.data, library.sources, library.phones)
    letters.init_app(app, letters.Desk(templates, guides.renderers, domain, OfficialRecipients(who), guides.clock))
    return who


def add_sharing(app: Flask, config: Config, guides: Shelf, services: services_shelf.Shelf) -> None:
    """Put everything that is passed on the site: sheets, messages, packets, files, pages kept on a phone."""
    handouts.init_app(app, guides, services.register, config.base_url)
    sharing.init_app(app, guides, services, config.base_url)
    passing.init_app(app, services)
    keeping.init_app(app)


def prepare_templates(app: Flask) -> None:
    """Make a misspelled name in a template an error, and its white space small."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def build_renderers(
    config: Config, library: Library, domain: CatalogDomain, renderer: Callable[..., Renderer]
) -> dict[str, Renderer]:
    """Give every language somebody who reads texts out in it, by locale code."""
    references = References(library.phones)
    link_keys = library.link_keys()
    return {
        code: renderer(
            speech.chain,
            references,
            link_keys,
            library.link_to,
            domain.registry.source,
            withhold_drafts=config.drafts == "withhold",
        )
        for code, speech in domain.speeches.items()
    }


def serve_finished(app: Flask) -> None:
    """Put finished pages and the log in front of Flask; they are kept for a day and until other officials are known."""
    parts = app.extensions
    clock, known = parts["rights"].clock, parts["officials"].officials
    config, assets, inventory = parts["config"], parts["assets"], parts["inventory"]
    headers = page_headers(assets.stylesheet().hash, config.base_url, shared=False)
    stack, finished = stand_in_front(app.wsgi_app, lambda: (clock.today(), known.stamp()), headers)
    app.wsgi_app = stack  # type: ignore[method-assign, assignment]
    parts["finished"] = finished
    if config.warm:
        warm_in_background(finished, inventory.addresses())
