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
from portal.i18n import catalogs, routing
from portal.i18n.catalogs import CatalogDomain
from portal.i18n.locales import SiteLocale, load_registry
from portal.i18n.offering import load_offerings
from portal.pages import views as pages
from portal.pages.promises import load_promises
from portal.rights import views as rights
from portal.rights.library import Library, load_library
from portal.rights.shelf import Shelf
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
    rights.init_app(app, Shelf(library, renderers, Clock(config.today)))
    pages.init_app(app, load_promises(config.data), load_offerings(config.translations, domain.registry))
    paths = (*PAGES, *library.paths())
    inventory = Inventory(tuple(offered), paths, tuple(assets.addresses()))
    site.init_app(app, config, assets, inventory)
    return app


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
    """Put finished pages and the log in front of Flask."""
    parts = app.extensions
    config, assets, inventory = parts["config"], parts["assets"], parts["inventory"]
    headers = page_headers(assets.stylesheet().hash, config.base_url, shared=False)
    stack, finished = stand_in_front(app.wsgi_app, parts["rights"].clock.today, headers)
    app.wsgi_app = stack  # type: ignore[method-assign, assignment]
    parts["finished"] = finished
    if config.warm:
        warm_in_background(finished, inventory.addresses())
