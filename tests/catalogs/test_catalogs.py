"""The committed catalogs and the template they are made from, each held to its rules."""

import re
import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from portal.data import FOLDER
from portal.i18n.locales import SiteLocale
from portal.pages.promises import load_promises
from portal.rights.library import Library
from portal.translators.commands import render_template_file
from portal.translators.compiling import check_catalog
from portal.translators.files import po_path, read_po, write_po
from portal.translators.reviewing.reviews import load_reviews
from portal.translators.template import build_template
from portal.translators.updating import update_catalog
from tests.conftest import LOCALES, PACKAGE_TRANSLATIONS

ROOT = Path(__file__).parents[2]

STARTED = [locale for locale in LOCALES if not locale.is_source and not locale.pseudo]

every_catalog = pytest.mark.parametrize("locale", [pytest.param(locale, id=locale.code) for locale in STARTED])


@pytest.fixture(scope="module")
def template() -> polib.POFile:
    """Every message there is today."""
    return build_template()


@every_catalog
def test_a_catalog_passes_every_check(locale: SiteLocale, names: list[str]) -> None:
    assert [str(finding) for finding in check_catalog(PACKAGE_TRANSLATIONS, locale, names).findings] == []


@every_catalog
def test_a_catalog_is_up_to_date(locale: SiteLocale, template: polib.POFile, tmp_path: Path) -> None:
    committed = po_path(PACKAGE_TRANSLATIONS, locale)
    updated, _ = update_catalog(read_po(committed), template, locale)
    write_po(updated, tmp_path / "messages.po")
    assert (tmp_path / "messages.po").read_bytes() == committed.read_bytes(), "Run portal translations update."


@every_catalog
def test_a_catalog_is_written_as_it_is_read(locale: SiteLocale, tmp_path: Path) -> None:
    committed = po_path(PACKAGE_TRANSLATIONS, locale)
    write_po(read_po(committed), tmp_path / "messages.po")
    assert (tmp_path / "messages.po").read_bytes() == committed.read_bytes()


@every_catalog
def test_a_catalogs_header_is_the_registrys(locale: SiteLocale) -> None:
    header = read_po(po_path(PACKAGE_TRANSLATIONS, locale)).metadata
    assert (header["Language"], header["Plural-Forms"]) == (locale.catalog, locale.plural_forms)
    assert header["Content-Type"] == "text/plain; charset=UTF-8"


@every_catalog
@pytest.mark.skipif(shutil.which("msgfmt") is None, reason="The program msgfmt is not installed.")
def test_gettext_accepts_a_catalog(locale: SiteLocale) -> None:
    command = [
        "msgfmt",
        "--check-format",
        "--check-domain",
        "-o",
        "/dev/null",
        str(po_path(PACKAGE_TRANSLATIONS, locale)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@every_catalog
def test_reviews_can_be_read(locale: SiteLocale) -> None:
    reviews = load_reviews(PACKAGE_TRANSLATIONS, locale)
    assert [name for name in reviews if not re.fullmatch("[0-9a-f]{16}", name)] == []


def test_a_folder_of_translations_belongs_to_a_language() -> None:
    folders = {folder.name for folder in PACKAGE_TRANSLATIONS.iterdir() if folder.is_dir()}
    assert folders <= {locale.catalog for locale in LOCALES}


def test_the_template_is_current() -> None:
    assert (PACKAGE_TRANSLATIONS / "messages.pot").read_bytes() == render_template_file(), (
        "Run portal translations extract."
    )


@pytest.mark.skipif(not (ROOT / ".git").exists() or shutil.which("git") is None, reason="This is no git checkout.")
def test_nothing_compiled_is_committed() -> None:
    command = ["git", "-C", str(ROOT), "ls-files", "*.mo", "*states.json"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == ""


def test_every_message_of_the_content_is_in_the_template(library: Library, template: polib.POFile) -> None:
    known = {(entry.msgctxt, entry.msgid) for entry in template}
    wanted = {(message.context, message.text) for message in library.messages()}
    wanted |= {(promise.text.context, promise.text.text) for promise in load_promises(FOLDER)}
    assert wanted - known == set()


def interface(template: polib.POFile) -> list[polib.POEntry]:
    """List the messages of code and templates: all but those of guides and data files."""
    return [entry for entry in template if not re.search("[/#]", entry.msgctxt or "")]


def has_comment(entry: polib.POEntry) -> bool:
    """Say whether a person wrote a note; the name of a message's section is no note."""
    return any(line.partition(" — ")[0] != entry.msgctxt for line in entry.comment.splitlines())


def test_a_short_message_or_one_with_a_placeholder_has_a_comment(template: polib.POFile) -> None:
    hard = [entry for entry in template if "%(" in entry.msgid or len(entry.msgid.split()) <= 2]
    assert [entry.msgid for entry in hard if not has_comment(entry)] == [], "Write {# Translators: … #} above it."


def test_a_message_has_no_space_at_its_ends(template: polib.POFile) -> None:
    assert [entry.msgid for entry in template if entry.msgid != entry.msgid.strip()] == []


def test_a_percent_sign_only_begins_a_placeholder(template: polib.POFile) -> None:
    """“138% of” asks Python for an octal number and is a failed page; the sign belongs into a value."""
    texts = [text for entry in template for text in (entry.msgid, entry.msgid_plural)]
    assert [text for text in texts if "%" in re.sub(r"%\(\w+\)s", "", text)] == []


def test_an_interface_message_holds_no_markup(template: polib.POFile) -> None:
    assert [
        entry.msgid
        for entry in interface(template)
        # Square brackets stand in a letter round what its writer fills in.
        if re.search(r"[<>{}*\[\]`_]|&\w+;", re.sub(r"%\(\w+\)s|\A\[|\]\Z", "", entry.msgid))
    ] == []


def test_a_counting_message_shows_its_number(template: polib.POFile) -> None:
    counting = [entry for entry in template if entry.msgid_plural]
    assert counting
    assert [entry.msgid_plural for entry in counting if "%(num)s" not in entry.msgid_plural] == []
