"""A folder with one freshly started catalog, the preview of it, and what a translator does with both."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from werkzeug.test import Client, TestResponse

from portal.config import Config
from portal.data import FOLDER
from portal.i18n.locales import SiteLocale, load_registry
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.files import po_path, read_po, write_po
from portal.translators.previews.preview import Preview, build_preview
from portal.translators.updating import start_catalog
from tests.page_checks import elements, parse_page, text_of

REGISTRY = load_registry(FOLDER)
VIETNAMESE = REGISTRY["vi"]

#: What catalogs are checked against; no program that only some machines have.
BOOK = load_rulebook(FOLDER, REGISTRY)

_KEPT = {"", "menu", "button", "rights/start"}


@dataclass
class Bench:
    """A translator's bench.

    :param folder: its catalogs.
    :param locale: the language that is worked on.
    """

    folder: Path
    locale: SiteLocale = VIETNAMESE

    @property
    def path(self) -> Path:
        return po_path(self.folder, self.locale)

    @property
    def config(self) -> Config:
        return Config(translations=self.folder)

    def start(self, *locales: SiteLocale) -> None:
        """Start catalogs, as ``portal translations init`` does."""
        template = read_po(self.folder / "messages.pot")
        for locale in locales:
            write_po(start_catalog(template, locale), po_path(self.folder, locale))

    def write(self, context: str | None, msgid: str, msgstr: str, *, fuzzy: bool = False) -> None:
        """Translate one message and save."""
        catalog = read_po(self.path)
        entry = catalog.find(msgid, msgctxt=context)
        entry.msgstr = msgstr
        entry.flags = ["fuzzy"] if fuzzy else []
        write_po(catalog, self.path)

    def line(self, context: str | None, msgid: str) -> int:
        """Say on which line of the file the entry of a message begins."""
        return int(read_po(self.path).find(msgid, msgctxt=context).linenum)

    def preview(self, *locales: SiteLocale, editor: str = "") -> Preview:
        """Start a preview of this folder."""
        return build_preview(self.config, REGISTRY, list(locales or (self.locale,)), BOOK, editor)[0]


def make_bench(template: Path, folder: Path) -> Bench:
    """Set up a bench with one started catalog, small enough to be saved in no time.

    :param template: a ``messages.pot``; the interface and the first guide of it are kept.
    """
    small = read_po(template)
    for entry in list(small):
        if (entry.msgctxt or "").partition("#")[0] not in _KEPT:
            small.remove(entry)
    write_po(small, folder / "messages.pot")
    bench = Bench(folder)
    bench.start(bench.locale)
    return bench


def fetch(preview: Preview, path: str, **options: object) -> TestResponse:
    """Fetch from a preview as a browser on this machine does."""
    return Client(preview).get(path, **options)


def fetch_page(preview: Preview, path: str) -> Element:
    """Fetch a page, which must be well-formed."""
    response = fetch(preview, path)
    assert response.status_code == 200, f"{path} answers {response.status}."
    return parse_page(response.data)


def find_entry(root: Element, key: str, english: str) -> Element:
    """Find a message in the list below a page."""
    found = [entry for entry in _entries(root) if key in text_of(entry) and english in text_of(entry)]
    assert found, f"{key} “{english}” is not in the list of the page."
    return found[0]


def _entries(root: Element) -> list[Element]:
    return [item for item in elements(root, "li") if (item.get("id") or "").startswith("entry-")]


def banner(root: Element) -> str:
    """Give the text above a page."""
    return " ".join(text_of(aside) for aside in elements(root, "aside") if aside.get("class") == "preview")
