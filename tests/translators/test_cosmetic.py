"""A typo fix two people vouch for keeps every language; a change of meaning never passes for one."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result
from flask import Flask

from portal.cli import main
from portal.content.markdown import Message
from portal.data import FOLDER
from portal.i18n.locales import Registry
from portal.i18n.messages import REVIEWED, digest
from portal.rights.library import EMERGENCY, SHORT_ANSWER, Library
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.compiling import compile_catalog
from portal.translators.cosmetic import Judge, find_change_of_meaning
from portal.translators.files import po_path, read_po, write_po
from portal.translators.reviewing.reviews import Review, load_reviews, save_reviews
from portal.translators.template import PACKAGE, build_template
from portal.translators.updating import start_catalog
from tests.conftest import TODAY, page_getter
from tests.page_checks import elements, text_of
from tests.translators.small_catalog import SmallCatalog

Run = Callable[..., Result]

SIGNED = ("--by", "editor", "--confirmed-by", "staff attorney")
NOTE = f"editor and staff attorney, {TODAY}"


def run_update(folder: Path, *words: str) -> Result:
    runner = CliRunner(env={"PORTAL_TRANSLATIONS": str(folder), "PORTAL_TODAY": str(TODAY)})
    return runner.invoke(main, ["translations", "update", *words], prog_name="portal")


def edit_english(small: SmallCatalog, old: str, *new: str) -> None:
    """Change a message of the template as an edit and an extract would; no new text takes it out."""
    path = small.folder / "messages.pot"
    template = read_po(path)
    entry = template.find(old)
    template[template.index(entry) : template.index(entry) + 1] = [
        polib.POEntry(msgctxt=entry.msgctxt, msgid=text, comment=entry.comment) for text in new
    ]
    write_po(template, path)


def sign(small: SmallCatalog, english: str, **more: object) -> Review:
    entry = small.entry(english)
    signed = digest(entry.msgctxt, entry.msgid, entry.msgstr)
    review = Review(signed, "court interpreter", "certified, Spanish", TODAY, **more)  # type: ignore[arg-type]
    save_reviews(small.folder, small.locale, [review])
    return review


@pytest.fixture(scope="module")
def judge(registry: Registry) -> Judge:
    book = load_rulebook(FOLDER, registry)
    return Judge(registry.source, book.watchwords.negations["en"], book.names)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("Go now even if you have no card.", "Go now, even if you have no card.", id="comma"),
        pytest.param("You recieve a letter from the county.", "You receive a letter from the county.", id="letters"),
        pytest.param("Ask the the county to send it to you.", "Ask the county to send it to you.", id="doubled word"),
        pytest.param("Don't sign a paper you cannot read.", "Don’t sign a paper you cannot read.", id="apostrophe"),
        pytest.param("**Ask first.** call {phone:988} today.", "**Ask first.** Call {phone:988} today.", id="capital"),
    ],
)
def test_spelling_is_no_change_of_meaning(old: str, new: str, judge: Judge) -> None:
    assert find_change_of_meaning(old, new, judge) is None


LONG = "In general, ask a free legal aid office near you before you decide what to do about it."


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param(f"Do not sign it. {LONG}", f"Do sign it. {LONG}", id="negation lost"),
        pytest.param(f"You can sign it. {LONG}", f"You can’t sign it. {LONG}", id="negation added"),
        pytest.param(f"It is safe. {LONG}", f"It is unsafe. {LONG}", id="prefix"),
        pytest.param(f"You may go. {LONG}", f"You must go. {LONG}", id="duty"),
        pytest.param(f"Bring two papers. {LONG}", f"Bring ten papers. {LONG}", id="number in words"),
        pytest.param(f"Bring 2 papers. {LONG}", f"Bring 3 papers. {LONG}", id="number"),
        pytest.param(f"By {{date:2026-01-06}}. {LONG}", f"By {{date:2026-01-08}}. {LONG}", id="reference"),
        pytest.param(f"Read [this][apply]. {LONG}", f"Read [this][start]. {LONG}", id="link"),
        pytest.param(f"On %(date)s. {LONG}", f"On %(day)s. {LONG}", id="placeholder"),
        pytest.param(f"Ask ICE. {LONG}", f"Ask ice. {LONG}", id="name"),
        pytest.param(f"Ask the judge. {LONG}", f"Ask the agent. {LONG}", id="another word"),
        pytest.param(f"Ask the judge. {LONG}", f"Ask the sleepy judge. {LONG}", id="one word more"),
        pytest.param("Ask somebody else.", "Ask a person whom you trust.", id="another sentence"),
    ],
)
def test_a_change_of_meaning_is_seen(old: str, new: str, judge: Judge) -> None:
    assert find_change_of_meaning(old, new, judge)
    assert find_change_of_meaning(new, old, judge)


def test_a_typo_fix_keeps_the_translation_and_its_review(small: SmallCatalog) -> None:
    review = sign(small, "Do not sign papers.", note="Read aloud.", answers={"copy": "It is a name."})
    edit_english(small, "Do not sign papers.", "Do not sign papers!")
    result = run_update(small.folder, "--cosmetic", "start.beware", *SIGNED)
    assert (result.exit_code, result.stdout.split(".")[1].strip()) == (0, "1 mended with 1 signatures")
    entry = small.entry("Do not sign papers!")
    assert (entry.msgstr, entry.fuzzy, entry.previous_msgid) == ("No firme papeles.", False, None)
    moved = load_reviews(small.folder, small.locale)[digest(entry.msgctxt, entry.msgid, entry.msgstr)]
    assert (moved.role, moved.qualification, moved.on) == (review.role, review.qualification, review.on)
    assert (moved.note, moved.answers, moved.cosmetic) == (review.note, review.answers, NOTE)


def test_a_second_typo_fix_keeps_who_vouched_for_the_first(small: SmallCatalog) -> None:
    sign(small, "Do not sign papers.", cosmetic="writer and editor, 2026-01-02")
    edit_english(small, "Do not sign papers.", "Do not sign papers!")
    run_update(small.folder, "--cosmetic", "rights/start#beware", *SIGNED)
    notes = [review.cosmetic for review in load_reviews(small.folder, small.locale).values()]
    assert notes[-1] == f"writer and editor, 2026-01-02; {NOTE}"


def test_a_fuzzy_translation_stays_fuzzy(small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "Firme papeles.", fuzzy=True)
    edit_english(small, "Do not sign papers.", "Do not sign papers!")
    assert run_update(small.folder, "--cosmetic", "start.beware", *SIGNED).exit_code == 0
    assert (small.entry("Do not sign papers!").fuzzy, small.entry("Do not sign papers!").msgstr) == (
        True,
        "Firme papeles.",
    )


def test_other_sections_are_updated_as_ever(small: SmallCatalog) -> None:
    edit_english(small, "Do not sign papers.", "Do not sign papers!")
    edit_english(small, "You can wait.", "You can wait!")
    run_update(small.folder, "--cosmetic", "start.beware", *SIGNED)
    assert [small.entry(text).fuzzy for text in ("Do not sign papers!", "You can wait!")] == [False, True]


def test_an_old_translation_of_the_mended_english_is_not_lost(small: SmallCatalog) -> None:
    catalog = small.read()
    context = small.entry("Do not sign papers.").msgctxt
    catalog.append(polib.POEntry(msgctxt=context, msgid="Do not sign papers!", msgstr="¡No firme!", obsolete=True))
    write_po(catalog, po_path(small.folder, small.locale))
    edit_english(small, "Do not sign papers.", "Do not sign papers!")
    run_update(small.folder, "--cosmetic", "start.beware", *SIGNED)
    entry = small.entry("Do not sign papers!")
    assert entry.msgstr == "No firme papeles."
    assert "¡No firme!" in entry.tcomment


@pytest.mark.parametrize(
    "new",
    [
        pytest.param(("Do sign papers.",), id="meaning"),
        pytest.param(("Do not sign papers!", "Ask first."), id="one more"),
        pytest.param((), id="gone"),
        pytest.param(("Do not sign papers.",), id="nothing"),
    ],
)
def test_what_is_no_typo_fix_is_refused_and_nothing_is_written(new: tuple[str, ...], small: SmallCatalog) -> None:
    sign(small, "Do not sign papers.")
    edit_english(small, "Do not sign papers.", *new)
    before = small.files()
    result = run_update(small.folder, "--cosmetic", "start.beware", *SIGNED)
    assert result.exit_code == 2
    assert "rights/start#beware" in result.stderr
    assert small.files() == before


@pytest.mark.parametrize(
    "words",
    [
        pytest.param(("--cosmetic", "start.beware"), id="nobody"),
        pytest.param(("--cosmetic", "start.beware", "--by", "editor"), id="one person"),
        pytest.param(("--cosmetic", "start.beware", "--by", "editor", "--confirmed-by", "Editor"), id="the same role"),
        pytest.param(("--cosmetic", "start.beware", "--by", "editor", "--confirmed-by", "a@b.example"), id="no role"),
        pytest.param(("--cosmetic", "start.nothing", *SIGNED), id="no section"),
        pytest.param(("--cosmetic", "", *SIGNED), id="empty key"),
        pytest.param(("es", "--cosmetic", "start.beware", *SIGNED), id="one language"),
        pytest.param(SIGNED, id="no key"),
    ],
)
def test_a_typo_fix_needs_a_section_and_two_roles(words: tuple[str, ...], small: SmallCatalog) -> None:
    edit_english(small, "Do not sign papers.", "Do not sign papers!")
    before = small.files()
    result = run_update(small.folder, *words)
    assert (result.exit_code, result.stderr.startswith("Error: command line: ")) == (2, True)
    assert small.files() == before


ADDITION = " Please ask somebody you trust."
LANGUAGES = ("es", "vi")


def find_plain(library: Library, key: str) -> Message:
    """Choose a section's first paragraph without marks."""
    blocks = library.section(key)[1].blocks
    return next(block.message for block in blocks if not re.search(r"[*\[]", block.message.text))


def add_comma(text: str) -> str:
    """Add a comma before the last word."""
    return ", ".join(text.rsplit(" ", 1))


def edit_guide(guides: Path, old: str, new: str) -> None:
    path = guides / "start.md"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def translate_section(catalogs: Path, registry: Registry) -> None:
    """Start Vietnamese with stand-ins, and sign the two sections in both languages."""
    contexts = {f"rights/{key.replace('.', '#')}" for key in (EMERGENCY, SHORT_ANSWER)}
    catalog = start_catalog(read_po(catalogs / "messages.pot"), registry["vi"])
    for entry in catalog:
        entry.msgstr = f"Bản dịch: {entry.msgid}" if entry.msgctxt in contexts else ""
    write_po(catalog, po_path(catalogs, registry["vi"]))
    for code in LANGUAGES:
        entries = [entry for entry in read_po(po_path(catalogs, registry[code])) if entry.msgctxt in contexts]
        signed = [digest(entry.msgctxt, entry.msgid, entry.msgstr) for entry in entries if entry.msgstr]
        save_reviews(
            catalogs, registry[code], [Review(name, "court interpreter", "certified", TODAY) for name in signed]
        )


@pytest.fixture(scope="module")
def edited(
    make_app: Callable[..., Flask],
    names: list[str],
    library: Library,
    translations: Path,
    registry: Registry,
    tmp_path_factory: pytest.TempPathFactory,
) -> Flask:
    """A portal after one section changed in meaning and another in a comma that two people vouched for."""
    folder = tmp_path_factory.mktemp("cosmetic")
    package = folder / "portal"
    shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("translations", "static", "__pycache__"))
    catalogs = Path(shutil.copytree(translations, folder / "translations"))
    translate_section(catalogs, registry)
    comma, meaning = find_plain(library, EMERGENCY).text, find_plain(library, SHORT_ANSWER).text
    edit_guide(package / "data" / "guides", comma, add_comma(comma))
    edit_guide(package / "data" / "guides", meaning, meaning + ADDITION)
    write_po(build_template(package), catalogs / "messages.pot")
    assert run_update(catalogs, "--cosmetic", EMERGENCY, *SIGNED).exit_code == 0
    for code in LANGUAGES:
        compile_catalog(catalogs, registry[code], names)
    return make_app(data=package / "data", translations=catalogs)


def shown_in_english(app: Flask, code: str, key: str) -> list[str]:
    """List what a section of a page gives in English, without the English under drafts."""
    root = page_getter(app)(f"/{code}/rights/start").root
    section = next(part for part in elements(root, "section") if part.get("id") == key.partition(".")[2])
    return [text_of(element) for element in elements(section, "p") if element.get("lang") == "en"]


def state_of(app: Flask, code: str, key: str) -> str:
    state: str = app.extensions["rights"].reader(code).section(key).state
    return state


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_comma_keeps_the_section_reviewed_in_every_language(edited: Flask, code: str) -> None:
    assert state_of(edited, code, EMERGENCY) == REVIEWED
    assert shown_in_english(edited, code, EMERGENCY) == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_change_of_meaning_is_shown_in_english_in_every_language(edited: Flask, library: Library, code: str) -> None:
    assert state_of(edited, code, SHORT_ANSWER) != REVIEWED
    (shown,) = [text for text in shown_in_english(edited, code, SHORT_ANSWER) if text.endswith(ADDITION.strip())]
    assert shown


def test_english_readers_see_both_edits(edited: Flask, library: Library) -> None:
    text = text_of(page_getter(edited)("/en/rights/start").root)
    assert ADDITION.strip() in text
    assert add_comma(find_plain(library, EMERGENCY).text)[-20:] in text
