"""A catalog passes unchanged through the programs translators and their platforms use."""

import io
import shutil
import subprocess
from pathlib import Path

import polib
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po as read_with_babel
from babel.messages.pofile import write_po as write_with_babel

from portal.i18n.locales import Registry
from portal.translators.files import po_path, read_po, render_po, write_po
from portal.translators.updating import start_catalog, update_catalog
from tests.conftest import PACKAGE_TRANSLATIONS

FILES = sorted([PACKAGE_TRANSLATIONS / "messages.pot", *PACKAGE_TRANSLATIONS.glob("*/LC_MESSAGES/messages.po")])

#: What Poedit, Lokalize and Weblate write into the header on saving.
EDITORS = {
    "poedit": {
        "Last-Translator": "court interpreter",
        "PO-Revision-Date": "2026-11-20 10:30-0800",
        "POT-Creation-Date": "",
        "X-Generator": "Poedit 3.4.2",
    },
    "lokalize": {
        "Last-Translator": "court interpreter",
        "PO-Revision-Date": "2026-11-20 10:30-0800",
        "X-Generator": "Lokalize 23.08.5",
    },
    "weblate": {
        "Last-Translator": "court interpreter",
        "PO-Revision-Date": "2026-11-20 18:30+0000",
        "X-Generator": "Weblate 5.8",
    },
}

every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: path.parts[-3] if path.suffix == ".po" else "pot")
every_editor = pytest.mark.parametrize("editor", EDITORS)
needs_msgcat = pytest.mark.skipif(shutil.which("msgcat") is None, reason="The program msgcat is not installed.")


@pytest.fixture
def lively(registry: Registry, tmp_path: Path) -> Path:
    """The committed Spanish with one message of each kind a translator's day brings: fuzzy, noted, obsolete."""
    catalog = read_po(po_path(PACKAGE_TRANSLATIONS, registry["es"]))
    fuzzy, noted, obsolete = [entry for entry in catalog if entry.msgctxt and entry.msgstr][:3]
    fuzzy.flags.append("fuzzy")
    fuzzy.previous_msgctxt, fuzzy.previous_msgid = fuzzy.msgctxt, f"Earlier: {fuzzy.msgid}"
    noted.tcomment = "Asked the clinic about this word.\nIt said “sí”."
    catalog.remove(obsolete)
    obsolete.obsolete = True
    obsolete.comment, obsolete.occurrences = "", []
    catalog.append(obsolete)
    write_po(catalog, tmp_path / "messages.po")
    return tmp_path / "messages.po"


def through_msgcat(path: Path) -> bytes:
    return subprocess.run(["msgcat", "--no-wrap", str(path)], capture_output=True, check=True).stdout


def through_babel(path: Path) -> Catalog:
    """Read, write and read again; its writer fills in headers of its own, so bytes are not compared."""
    written = io.BytesIO()
    with path.open("rb") as file:
        write_with_babel(written, read_with_babel(file), width=0)
    written.seek(0)
    return read_with_babel(written)


def describe(catalog: Catalog) -> list[tuple[object, ...]]:
    """List what Babel knows of each message.

    A flag it adds by itself, for braces, is none of ours; it wraps long comments whatever it is told; and its reader
    forgets the English before an edit, so the catalogs are never written by it.
    """
    return [
        (
            message.context,
            message.id,
            message.string,
            sorted(message.flags - {"python-brace-format"}),
            sorted(message.locations),
            " ".join(message.auto_comments),
            " ".join(message.user_comments),
        )
        for message in [*catalog, *catalog.obsolete.values()]
        if message.id
    ]


@every_file
def test_polib_writes_a_file_as_it_was(path: Path) -> None:
    assert render_po(polib.pofile(str(path), wrapwidth=0)) == path.read_bytes()


@every_file
@needs_msgcat
def test_msgcat_writes_a_file_as_it_was(path: Path) -> None:
    assert through_msgcat(path) == path.read_bytes()


@every_file
def test_babel_keeps_every_message(path: Path) -> None:
    with path.open("rb") as file:
        before = describe(read_with_babel(file))
    assert len(before) == len(polib.pofile(str(path)))
    assert describe(through_babel(path)) == before


def test_polib_keeps_marks_and_notes(lively: Path) -> None:
    assert render_po(read_po(lively)) == lively.read_bytes()


@needs_msgcat
def test_msgcat_keeps_marks_and_notes(lively: Path) -> None:
    assert through_msgcat(lively) == lively.read_bytes()


def test_babel_keeps_marks_and_notes(lively: Path) -> None:
    with lively.open("rb") as file:
        before = describe(read_with_babel(file))
    assert describe(through_babel(lively)) == before
    fuzzy, noted = before[:2]
    assert "fuzzy" in fuzzy[3]  # type: ignore[operator]
    assert noted[6] == "Asked the clinic about this word. It said “sí”."


@needs_msgcat
@pytest.mark.parametrize("code", ["ar", "hmn", "zh-Hant"])
def test_a_catalog_just_started_has_the_header_editors_need(code: str, registry: Registry, tmp_path: Path) -> None:
    locale = registry[code]
    write_po(start_catalog(read_po(PACKAGE_TRANSLATIONS / "messages.pot"), locale), tmp_path / "messages.po")
    header = polib.pofile(str(tmp_path / "messages.po")).metadata
    assert (header["Language"], header["Plural-Forms"]) == (locale.catalog, locale.plural_forms)
    assert header["Language-Team"] == locale.english_name
    assert (header["MIME-Version"], header["Content-Type"], header["Content-Transfer-Encoding"]) == (
        "1.0",
        "text/plain; charset=UTF-8",
        "8bit",
    )
    assert not [name for name in header if "Date" in name], "A date nobody's work stands behind is noise in a diff."
    assert through_msgcat(tmp_path / "messages.po") == (tmp_path / "messages.po").read_bytes()


@every_editor
def test_what_an_editor_wrote_into_the_header_stays(editor: str, registry: Registry, tmp_path: Path) -> None:
    catalog = read_po(po_path(PACKAGE_TRANSLATIONS, registry["es"]))
    catalog.metadata.update(EDITORS[editor])
    write_po(catalog, tmp_path / "messages.po")
    before = (tmp_path / "messages.po").read_bytes()
    template = read_po(PACKAGE_TRANSLATIONS / "messages.pot")
    updated, _ = update_catalog(read_po(tmp_path / "messages.po"), template, registry["es"])
    write_po(updated, tmp_path / "messages.po")
    assert (tmp_path / "messages.po").read_bytes() == before
    assert updated.metadata.items() >= EDITORS[editor].items()


@every_editor
@needs_msgcat
def test_msgcat_keeps_an_editors_header(editor: str, registry: Registry, tmp_path: Path) -> None:
    catalog = read_po(po_path(PACKAGE_TRANSLATIONS, registry["es"]))
    catalog.metadata.update(EDITORS[editor])
    write_po(catalog, tmp_path / "messages.po")
    assert through_msgcat(tmp_path / "messages.po") == (tmp_path / "messages.po").read_bytes()
