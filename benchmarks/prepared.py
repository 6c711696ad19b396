"""The portal as the benchmarks measure it: set up like an operator's, from catalogs compiled a moment ago.

The catalogs are compiled into a folder of their own. A stale ``.mo`` in the
working copy would show English where Spanish belongs, and every figure would
be of another page than the one people get.
"""

import logging
import shutil
from datetime import date
from pathlib import Path

from flask import Flask

from portal import create_app
from portal.config import Config
from portal.content.glossary import fixed_names, load_glossary
from portal.data import FOLDER
from portal.i18n.locales import load_registry
from portal.translators.compiling import compile_catalog
from portal.translators.files import po_path, read_po
from portal.translators.pseudo import compile_pseudo


def compile_catalogs(folder: Path) -> Path:
    """Copy the catalogs below ``folder`` and compile each, pseudo-locales included.

    :return: the folder of the compiled catalogs.
    """
    copies = folder / "translations"
    shutil.copytree(Config().translations, copies, ignore=shutil.ignore_patterns("*.mo", "states.json"))
    registry = load_registry(FOLDER)
    names = fixed_names(load_glossary(FOLDER, tuple(locale.code for locale in registry)))
    template = read_po(copies / "messages.pot")
    for locale in registry:
        if locale.pseudo:
            compile_pseudo(copies, locale, template, names)
        elif po_path(copies, locale).exists():
            compile_catalog(copies, locale, names)
    return copies


def build_app(translations: Path, *, pseudo: bool = False, today: date | None = None) -> Flask:
    """Make a portal behind HTTPS with an address to write to, which are the heavier choices, and without a log."""
    config = Config(
        base_url="https://portal.example",
        contact="team@portal.example",
        translations=translations,
        pseudo=pseudo,
        today=today,
    )
    app = create_app(config)
    logging.getLogger("portal.requests").disabled = True
    return app
