"""A catalog of nine messages, for tests that follow each of them by eye."""

from dataclasses import dataclass
from pathlib import Path

import polib

from portal.i18n.locales import SiteLocale
from portal.translators.compiling import compile_catalog
from portal.translators.files import po_path, read_po, write_po
from portal.translators.updating import start_catalog

#: Context, whether it is critical, English, Spanish; in the order of the file.
MESSAGES = [
    (None, False, "All guides", "Todas las guías"),
    ("menu", False, "Start", "Inicio"),
    ("rights/emergency-care#go-now", True, "Go now.", "Vaya ahora."),
    ("rights/find-help#legal", True, "Ask a lawyer.", "Pregunte a un abogado."),
    ("rights/start", False, "What to know first", "Lo primero"),
    ("rights/start#beware", True, "Beware of false help", "Cuidado con la ayuda falsa"),
    ("rights/start#beware", True, "Do not sign papers.", "No firme papeles."),
    ("rights/start#later", False, "You can wait.", "Puede esperar."),
]
PLURAL = ("%(num)s part", "%(num)s parts")
PLURAL_SPANISH = ("%(num)s parte", "%(num)s partes")

#: The contexts in the order a reviewer meets them.
READING_ORDER = [
    *(context for context, critical, *_ in MESSAGES if critical),
    *(context for context, critical, *_ in MESSAGES if not critical),
    None,
]


def build_template() -> polib.POFile:
    template = polib.POFile(wrapwidth=0)
    template.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for context, critical, english, _ in MESSAGES:
        notes = [f"{context} — critical" if critical else context, f"Translators: Notes on “{english}”."]
        comment = "\n".join(note for note in notes if note)
        template.append(polib.POEntry(msgctxt=context, msgid=english, comment=comment))
    template.append(polib.POEntry(msgid=PLURAL[0], msgid_plural=PLURAL[1], msgstr_plural={0: "", 1: ""}))
    return template


@dataclass(frozen=True)
class SmallCatalog:
    """Nine messages in a folder of their own, all translated.

    :param folder: the folder of all catalogs.
    """

    folder: Path
    locale: SiteLocale

    def read(self) -> polib.POFile:
        return read_po(po_path(self.folder, self.locale))

    def entry(self, english: str) -> polib.POEntry:
        (entry,) = [entry for entry in self.read() if entry.msgid == english]
        return entry

    def change(self, english: str, spanish: str, *, fuzzy: bool = False, note: str = "") -> None:
        """Change a translation as a translator would, with an editor."""
        catalog = self.read()
        entry = catalog.find(english)
        entry.msgstr, entry.tcomment = spanish, note
        entry.flags = ["fuzzy"] if fuzzy else []
        write_po(catalog, po_path(self.folder, self.locale))

    def compile(self) -> Path:
        """Compile, and give where the note lies that the site reads."""
        compile_catalog(self.folder, self.locale, [])
        return po_path(self.folder, self.locale).with_name("states.json")

    def files(self) -> dict[str, bytes]:
        """Give every file, to see that none was changed."""
        return {path.name: path.read_bytes() for path in self.folder.rglob("*") if path.is_file()}


def write_small_catalog(folder: Path, locale: SiteLocale) -> SmallCatalog:
    template = build_template()
    write_po(template, folder / "messages.pot")
    catalog = start_catalog(template, locale)
    for context, _, english, spanish in MESSAGES:
        catalog.find(english, msgctxt=context or False).msgstr = spanish
    catalog.find(PLURAL[0]).msgstr_plural = dict(enumerate(PLURAL_SPANISH))
    write_po(catalog, po_path(folder, locale))
    return SmallCatalog(folder, locale)
