"""The figures of a language: counted against today's messages, and what follows from them for readers."""

import json
from datetime import date
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner

from portal.cli import main
from portal.config import Config
from portal.data import FOLDER, DataError
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import DRAFT, REVIEWED, UPDATING
from portal.i18n.offering import FIRST_GUIDES, INTERFACE, Count, PageProgress, read_offering
from portal.rights.library import load_library
from portal.translators.compiling import check_catalog, is_open, is_ready, read_progress
from portal.translators.files import read_po, write_po
from portal.translators.opened import FILE, load_opened, record_opened
from portal.translators.reviewing.progress import is_critical, measure, message_key, page_of, section_of
from tests.translators.small_catalog import MESSAGES, SmallCatalog, build_template

DAY = date(2026, 12, 1)


def read_page(small: SmallCatalog, name: str) -> PageProgress:
    progress = read_progress(small.folder, small.locale, check_catalog(small.folder, small.locale, []))
    assert progress
    return next(page for page in progress.pages if page.page == name)


def is_offered(small: SmallCatalog) -> bool:
    noted = read_offering(json.loads(small.compile().read_text()))
    assert noted
    return noted.offered


@pytest.mark.parametrize(
    ("context", "page", "section"),
    [
        (None, INTERFACE, ""),
        ("menu", INTERFACE, ""),
        ("rights/start", "rights/start", ""),
        ("rights/start#beware", "rights/start", "beware"),
        ("changes#first-order", "changes", "first-order"),
    ],
)
def test_a_context_names_page_and_section(context: str | None, page: str, section: str) -> None:
    entry = polib.POEntry(msgctxt=context, msgid="x")
    assert (page_of(entry), section_of(entry)) == (page, section)


@pytest.mark.parametrize(
    ("comment", "critical"),
    [
        ("rights/start#beware — critical", True),
        ("rights/start#beware — critical — max 40 characters", True),
        ("rights/start#beware", False),
        ("rights/start#beware — max 40 characters\nTranslators: This is — critical", False),
        ("", False),
    ],
)
def test_what_is_critical_is_said_beside_the_context(comment: str, critical: bool) -> None:
    assert is_critical(polib.POEntry(msgctxt="rights/start#beware", msgid="x", comment=comment)) == critical


def test_critical_messages_are_those_of_critical_sections() -> None:
    """Of the real template, by the real guides."""
    template = read_po(Config().translations / "messages.pot")
    marked = {entry.msgctxt for entry in template if is_critical(entry) and entry.msgctxt.startswith("rights/")}
    sections = [(guide.slug, section) for guide, section in load_library(FOLDER).sections()]
    contexts = {entry.msgctxt for entry in template}
    critical = {f"rights/{slug}#{section.key}" for slug, section in sections if section.critical}
    assert marked == critical & contexts


def test_messages_and_words_are_counted_by_state() -> None:
    template = build_template()
    keys = [message_key(entry) for entry in template]
    states = {keys[0]: DRAFT, keys[1]: REVIEWED, keys[2]: UPDATING, keys[6]: DRAFT}
    pages = {page.page: page for page in measure(template, states)}
    assert pages[INTERFACE].total == Count(3, 5)
    assert (pages[INTERFACE].draft, pages[INTERFACE].reviewed) == (Count(1, 2), Count(1, 1))
    assert (pages[INTERFACE].missing, pages[INTERFACE].translated) == (Count(1, 2), Count(2, 3))
    assert pages["rights/emergency-care"].fuzzy == Count(1, 2)
    assert pages["rights/emergency-care"].critical == {"go-now": "part"}
    assert pages["rights/start"].critical == {"beware": "part"}
    assert pages["rights/find-help"].critical == {"legal": "none"}


def test_the_interface_comes_first_then_the_guides_a_language_starts_with() -> None:
    assert [page.page for page in measure(build_template(), {})] == [INTERFACE, *FIRST_GUIDES]


def test_a_whole_catalog_lacks_nothing(small: SmallCatalog) -> None:
    page = read_page(small, "rights/start")
    assert page.translated == page.total == page.draft
    assert page.missing_critical == ()


def test_a_refused_message_counts_as_missing(small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "No firme 555 papeles.")
    page = read_page(small, "rights/start")
    assert (page.missing.messages, page.missing_critical) == (1, ("beware",))


def test_what_is_asked_for_stands_in_the_template(small: SmallCatalog) -> None:
    """A catalog nobody has updated would otherwise look finished."""
    template = build_template()
    template.append(polib.POEntry(msgctxt="rights/start#new", msgid="News.", comment="rights/start#new — critical"))
    write_po(template, small.folder / "messages.pot")
    assert read_page(small, "rights/start").critical == {"beware": "whole", "new": "none"}


def test_the_compiler_notes_the_figures_and_the_answer(small: SmallCatalog) -> None:
    states = json.loads(small.compile().read_text())
    assert states["offered"] is True
    assert set(states["pages"]) == {INTERFACE, *FIRST_GUIDES}
    assert states["fuzzy"] == states["reviewed"] == []


def test_without_a_template_the_compiler_notes_no_answer(small: SmallCatalog) -> None:
    (small.folder / "messages.pot").unlink()
    assert set(json.loads(small.compile().read_text())) == {"fuzzy", "reviewed"}


def test_a_language_starts_once_its_critical_sections_are_there(small: SmallCatalog) -> None:
    small.change("Go now.", "")
    assert not is_offered(small)
    small.change("Go now.", "Vaya ahora.")
    assert is_offered(small)


def test_an_edit_of_the_english_leaves_a_language_open(small: SmallCatalog) -> None:
    assert is_offered(small)
    for english in ("Go now.", "Ask a lawyer.", "Beware of false help", "Do not sign papers."):
        small.change(english, "Texto viejo.", fuzzy=True)
    assert is_offered(small)
    assert read_page(small, "rights/start").missing_critical == ("beware",)


def test_a_language_that_lost_too_much_is_closed(small: SmallCatalog) -> None:
    assert is_offered(small)
    small.change("All guides", "")
    assert not is_offered(small)


def test_a_release_built_afresh_knows_what_was_open(small: SmallCatalog) -> None:
    """The note beside the catalog stays on the machine that made it."""
    small.change("Go now.", "Texto viejo.", fuzzy=True)
    assert not is_offered(small)
    record_opened(small.folder, [small.locale], DAY)
    assert is_open(small.folder, small.locale)
    assert is_offered(small)


def test_ready_is_judged_by_the_english_a_catalog_was_made_for(small: SmallCatalog) -> None:
    (small.folder / "messages.pot").unlink()
    assert is_ready(small.read(), small.locale, [])
    small.change("Go now.", "")
    assert not is_ready(small.read(), small.locale, [])


def test_an_opening_is_written_down_once(tmp_path: Path, spanish: SiteLocale) -> None:
    assert record_opened(tmp_path, [spanish], DAY) == [spanish]
    before = (tmp_path / FILE).read_bytes()
    assert record_opened(tmp_path, [spanish], date(2027, 1, 1)) == []
    assert (tmp_path / FILE).read_bytes() == before
    assert load_opened(tmp_path) == {"es": DAY}


def test_a_second_language_leaves_what_stands_in_the_record(tmp_path: Path, spanish: SiteLocale) -> None:
    (tmp_path / FILE).write_text("# Ours.\nvi = 2026-01-02 # early\n")
    record_opened(tmp_path, [spanish], DAY)
    assert (tmp_path / FILE).read_text() == "# Ours.\nvi = 2026-01-02 # early\nes = 2026-12-01\n"


@pytest.mark.parametrize("text", ["es = true\n", 'es = "soon"\n', "es = \n", "[es]\n"])
def test_a_record_that_cannot_be_read_is_refused(small: SmallCatalog, text: str) -> None:
    (small.folder / FILE).write_text(text)
    with pytest.raises(DataError) as caught:
        small.compile()
    assert caught.value.file == FILE
    assert not (small.folder / "es" / "LC_MESSAGES" / "messages.mo").exists()


def test_every_message_is_on_one_page() -> None:
    total = sum((page.total for page in measure(build_template(), {})), Count())
    assert total.messages == len(MESSAGES) + 1


def test_an_update_writes_down_what_is_ready_before_new_english_comes_in(small: SmallCatalog) -> None:
    template = build_template()
    template.append(polib.POEntry(msgctxt="rights/start#new", msgid="News.", comment="rights/start#new — critical"))
    write_po(template, small.folder / "messages.pot")
    environ = {"PORTAL_TRANSLATIONS": str(small.folder), "PORTAL_TODAY": DAY.isoformat()}
    assert CliRunner().invoke(main, ["translations", "update", "es"], env=environ).exit_code == 0
    assert load_opened(small.folder) == {"es": DAY}
    assert is_offered(small)


def test_an_update_does_not_open_what_is_not_ready(small: SmallCatalog) -> None:
    small.change("Go now.", "")
    environ = {"PORTAL_TRANSLATIONS": str(small.folder)}
    assert CliRunner().invoke(main, ["translations", "update", "es"], env=environ).exit_code == 0
    assert not (small.folder / FILE).exists()
