"""``portal translations``: what it prints, what it writes, and how it exits."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import load_catalog
from portal.translators.commands import render_template_file
from portal.translators.files import po_path, read_po

Run = Callable[..., Result]


@pytest.fixture
def run(folder: Path) -> Run:
    """Run a command on the copied catalogs."""

    def invoke(*words: str) -> Result:
        runner = CliRunner(env={"PORTAL_TRANSLATIONS": str(folder)})
        return runner.invoke(main, ["translations", *words], prog_name="portal")

    return invoke


@pytest.fixture
def translated(folder: Path, spanish: SiteLocale) -> tuple[str | None, str]:
    """A message of the Spanish catalog, by context and English."""
    catalog = read_po(po_path(folder, spanish))
    return next((entry.msgctxt, entry.msgid) for entry in catalog.translated_entries() if not entry.msgid_plural)


def add_number(text: str) -> str:
    return text + " 555"


def break_file(folder: Path, locale: SiteLocale) -> None:
    po_path(folder, locale).write_bytes('msgid "á"'.encode("latin-1"))


def test_extract_writes_the_template(run: Run, folder: Path) -> None:
    template = folder / "messages.pot"
    template.unlink()
    result = run("extract")
    assert (result.exit_code, template.read_bytes()) == (0, render_template_file())
    assert result.stdout == f"{len(read_po(template))} messages in messages.pot.\n"


def test_init_starts_a_language(run: Run, folder: Path, registry: Registry) -> None:
    result = run("init", "vi")
    assert (result.exit_code, result.stdout) == (0, "Started messages.po of Vietnamese.\n")
    catalog = read_po(po_path(folder, registry["vi"]))
    assert len(catalog) == len(read_po(folder / "messages.pot"))
    assert catalog.metadata["Plural-Forms"] == registry["vi"].plural_forms
    assert run("check", "vi").exit_code == 0


def test_init_takes_an_alias(run: Run, folder: Path, registry: Registry) -> None:
    assert run("init", "tl").exit_code == 0
    assert po_path(folder, registry["fil"]).exists()


def test_init_does_not_start_a_language_twice(run: Run, folder: Path, spanish: SiteLocale) -> None:
    before = po_path(folder, spanish).read_bytes()
    result = run("init", "es")
    assert result.exit_code == 2
    assert "portal translations update" in result.stderr
    assert po_path(folder, spanish).read_bytes() == before


@pytest.mark.parametrize("command", ["init", "update", "check", "compile"])
@pytest.mark.parametrize("code", ["xx", "en", "en-XA", "ar-XB", "../es", "x" * 500])
def test_a_language_that_cannot_be_translated_into_is_refused(command: str, code: str, run: Run) -> None:
    result = run(command, code)
    assert result.exit_code == 2
    assert "No such language to translate into. Use one of: es, " in result.stderr
    assert "XA" not in result.stderr.partition("Use one of")[2]
    assert len(result.stderr) < 400


def test_update_says_what_it_did_and_the_second_does_nothing(run: Run, folder: Path, spanish: SiteLocale) -> None:
    run("update")
    result = run("update")
    count = len([entry for entry in read_po(po_path(folder, spanish)) if not entry.obsolete])
    assert (result.exit_code, result.stdout) == (0, f"es: {count} kept, 0 edited, 0 new, 0 vanished.\n")


def test_update_marks_what_changed(
    run: Run, folder: Path, spanish: SiteLocale, translated: tuple[str | None, str]
) -> None:
    context, msgid = translated
    template = folder / "messages.pot"
    old, new = f'msgid "{msgid}"', f'msgid "{msgid} Really."'
    template.write_text(template.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert "1 edited" in run("update", "es").stdout
    entry = read_po(po_path(folder, spanish)).find(f"{msgid} Really.", msgctxt=context)
    assert (entry.fuzzy, entry.previous_msgid) == (True, msgid)


def test_update_of_a_language_not_started_names_the_file(run: Run) -> None:
    result = run("update", "ko")
    assert (result.exit_code, "ko/LC_MESSAGES/messages.po" in result.stderr) == (2, True)


def test_compile_leaves_a_bad_message_out_and_exits_0(
    run: Run,
    folder: Path,
    spanish: SiteLocale,
    edit_message: Callable[..., None],
    translated: tuple[str | None, str],
) -> None:
    edit_message(*translated, add_number)
    result = run("compile", "es")
    assert result.exit_code == 0
    assert "1 refused" in result.stdout
    texts = load_catalog(folder, spanish).texts
    assert texts
    assert translated not in texts


def test_compile_refuses_a_bad_file_and_compiles_the_others(
    run: Run, folder: Path, spanish: SiteLocale, registry: Registry
) -> None:
    run("init", "vi")
    compiled = po_path(folder, spanish).with_suffix(".mo")
    before = compiled.read_bytes()
    break_file(folder, spanish)
    result = run("compile")
    assert result.exit_code == 2
    assert "es/LC_MESSAGES/messages.po" in result.stderr
    assert compiled.read_bytes() == before
    assert load_catalog(folder, registry["vi"]).broken is None


def test_compile_makes_the_pseudo_languages_too(run: Run, folder: Path, registry: Registry) -> None:
    made = [po_path(folder, registry[code]).with_suffix(".mo") for code in ("en-XA", "ar-XB")]
    for path in made:
        path.unlink()
    run("compile", "es")
    assert [path.exists() for path in made] == [False, False]
    assert run("compile").exit_code == 0
    assert [path.exists() for path in made] == [True, True]


def test_a_missing_template_is_named(run: Run, folder: Path) -> None:
    (folder / "messages.pot").unlink()
    result = run("update")
    assert result.exit_code == 2
    assert "messages.pot" in result.stderr


def test_the_menu_names_every_command(run: Run) -> None:
    menu = run("--help").stdout
    assert [word for word in ("extract", "init", "update", "check", "compile") if word not in menu] == []
