"""A folder of catalogs to spoil, and a small one to follow by eye."""

import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from portal.i18n.locales import Registry, SiteLocale
from portal.translators.files import po_path, read_po, write_po
from tests.translators.small_catalog import SmallCatalog, write_small_catalog


@pytest.fixture(scope="session")
def spanish(registry: Registry) -> SiteLocale:
    return registry["es"]


@pytest.fixture
def folder(translations: Path, tmp_path: Path) -> Path:
    """All catalogs, compiled, to do with as one likes."""
    return Path(shutil.copytree(translations, tmp_path / "translations"))


@pytest.fixture
def edit_message(folder: Path, spanish: SiteLocale) -> Callable[[str | None, str, Callable[[str], str]], None]:
    """Change one translation in the Spanish ``.po``."""

    def edit(context: str | None, msgid: str, change: Callable[[str], str]) -> None:
        path = po_path(folder, spanish)
        catalog = read_po(path)
        entry: polib.POEntry = catalog.find(msgid, msgctxt=context)
        entry.msgstr = change(entry.msgstr)
        write_po(catalog, path)

    return edit


@pytest.fixture
def small(tmp_path: Path, spanish: SiteLocale) -> SmallCatalog:
    """Nine messages, all translated, in a folder of their own."""
    return write_small_catalog(tmp_path / "translations", spanish)
