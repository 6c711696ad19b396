"""``portal translations export``, ``import`` and ``glossary``, as a translator and their coordinator run them."""

import csv
import io
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from portal.cli import main
from portal.i18n.locales import SiteLocale
from portal.translators.files import po_path, read_po
from portal.translators.sheets.spreadsheet import Row, build_rows, row_key
from portal.translators.sheets.writing import write_sheet

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Run:
    """Run a translators' command on a copy of the catalogs."""
    for name in list(os.environ):
        if name.startswith("PORTAL_"):
            monkeypatch.delenv(name)

    def invoke(*arguments: object) -> Result:
        words = ["translations", *map(str, arguments)]
        return CliRunner().invoke(main, words, env={"PORTAL_TRANSLATIONS": str(folder)})

    return invoke


@pytest.fixture
def po(folder: Path, spanish: SiteLocale) -> Path:
    return po_path(folder, spanish)


@pytest.fixture
def rows(po: Path, folder: Path, spanish: SiteLocale) -> list[Row]:
    """Rows of today's Spanish messages that hold a date."""
    today = {row_key(entry) for entry in read_po(folder / "messages.pot")}
    written = build_rows(read_po(po), spanish, [], ())
    return [row for row in written if row.key in today and row.state == "draft" and "{date:" in row.english]


def check_refused(result: Result, *words: str) -> None:
    """Hold an answer to one clear line and exit code 2."""
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1
    for word in words:
        assert word in result.stderr


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_a_catalog_goes_out_and_comes_back(run: Run, po: Path, tmp_path: Path, ending: str) -> None:
    before, file = po.read_bytes(), tmp_path / f"es{ending}"
    out = run("export", "es", file)
    assert out.exit_code == 0
    assert out.stdout.endswith(f" rows in es{ending}.\n")
    back = run("import", file, "es")
    assert (back.exit_code, back.stderr) == (0, "")
    assert back.stdout.startswith("es: 0 changed, 0 refused, ")
    assert po.read_bytes() == before


def test_an_import_says_what_it_did_and_why_not(
    run: Run, rows: list[Row], po: Path, spanish: SiteLocale, tmp_path: Path
) -> None:
    before = po.read_text(encoding="utf-8").splitlines()
    good = replace(rows[0], translation=rows[0].translation.removesuffix(".") + " ya.")
    bad = replace(rows[1], translation="No.")
    write_sheet([rows[2], good, bad, replace(rows[3], translation="")], tmp_path / "es.xlsx", spanish)
    result = run("import", tmp_path / "es.xlsx", "es")
    assert result.exit_code == 1
    assert result.stdout == "es: 1 changed, 1 refused, 1 unchanged, 1 left empty.\n"
    assert result.stderr.startswith("es.xlsx: row 4: “")
    assert "references" in result.stderr
    after = po.read_text(encoding="utf-8").splitlines()
    assert [line for line in after if line not in before] == [f'msgstr "{good.translation}"']
    assert len(after) == len(before)


def test_a_dry_run_writes_nothing(run: Run, rows: list[Row], po: Path, spanish: SiteLocale, tmp_path: Path) -> None:
    before = po.read_bytes()
    write_sheet([replace(rows[0], translation=f"{rows[0].translation} Sí.")], tmp_path / "es.csv", spanish)
    result = run("import", tmp_path / "es.csv", "es", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "es: 1 changed, 0 refused, 0 unchanged, 0 left empty.",
        "Nothing was written.",
    ]
    assert po.read_bytes() == before


def test_columns_nobody_reads_are_named(run: Run, rows: list[Row], spanish: SiteLocale, tmp_path: Path) -> None:
    path = tmp_path / "es.xlsx"
    write_sheet(rows[:1], path, spanish)
    book = openpyxl.load_workbook(path)
    book.active["K1"] = "Reviewer"
    book.save(path)
    assert "columns nobody reads: Reviewer." in run("import", path, "es").stderr


def test_a_file_with_a_formula_is_refused_whole(
    run: Run, rows: list[Row], po: Path, spanish: SiteLocale, tmp_path: Path
) -> None:
    before, path = po.read_bytes(), tmp_path / "es.xlsx"
    write_sheet([replace(rows[0], translation=f"{rows[0].translation} Sí."), rows[1]], path, spanish)
    book = openpyxl.load_workbook(path)
    book.active["C3"] = "=C2"
    book.save(path)
    check_refused(run("import", path, "es"), "es.xlsx", "row 3", "formula", "values only")
    assert po.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("import", "nothing.csv", "es"), ["nothing.csv"]),
        (("import", "es.po", "es"), ["es.po", ".xlsx"]),
        (("import", "es.csv", "tlh"), ["tlh", "Use one of"]),
        (("export", "tlh", "new.csv"), ["tlh", "Use one of"]),
        (("export", "vi", "new.csv"), ["messages.po"]),
        (("export", "es", "new.ods"), ["new.ods", ".xlsx"]),
        (("export", "es", "new.csv", "--guide", "nowhere"), ["nowhere", "start"]),
        (("export", "es", "es.csv"), ["es.csv", "there already"]),
        (("glossary", "new.xls"), ["new.xls", ".tbx"]),
        (("glossary", "new.tbx", "--locale", "tlh"), ["tlh", "Use one of"]),
    ],
)
def test_bad_words_are_refused_and_nothing_is_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], words: list[str]
) -> None:
    place = tmp_path / "desk"
    place.mkdir()
    monkeypatch.chdir(place)
    (place / "es.csv").write_text("key,English,translation\n")
    check_refused(run(*arguments), *words)
    assert [path.name for path in place.iterdir()] == ["es.csv"]


def test_a_catalog_of_another_language_is_refused(run: Run, po: Path, tmp_path: Path) -> None:
    po.write_text(po.read_text(encoding="utf-8").replace("Language: es", "Language: fr"), encoding="utf-8")
    check_refused(run("export", "es", tmp_path / "es.csv"), "Language")


def test_a_catalog_behind_the_english_is_named(run: Run, folder: Path, tmp_path: Path) -> None:
    pot = folder / "messages.pot"
    pot.write_text(f'{pot.read_text(encoding="utf-8")}\nmsgid "Something new."\nmsgstr ""\n', encoding="utf-8")
    result = run("export", "es", tmp_path / "es.csv")
    assert result.exit_code == 0
    assert "portal translations update es" in result.stderr


def test_a_part_of_a_guide_goes_out(run: Run, tmp_path: Path) -> None:
    result = run("export", "es", tmp_path / "es.csv", "--only", "critical", "--guide", "start")
    assert result.exit_code == 0
    text = (tmp_path / "es.csv").read_text(encoding="utf-8-sig")
    contexts = [row["context"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert contexts
    assert all(context.startswith("rights/start#") and context.endswith(" — critical") for context in contexts)


def test_no_file_is_written_for_no_message(run: Run, folder: Path, po: Path, tmp_path: Path) -> None:
    po.write_text(po.read_text(encoding="utf-8").replace("#, fuzzy\n", ""), encoding="utf-8")
    result = run("export", "es", tmp_path / "es.csv", "--only", "fuzzy")
    assert (result.exit_code, result.stdout) == (0, "No message is fuzzy: no file was written.\n")
    assert not (tmp_path / "es.csv").exists()


@pytest.mark.parametrize("ending", [".tbx", ".csv"])
def test_the_glossary_goes_out(run: Run, tmp_path: Path, ending: str) -> None:
    result = run("glossary", tmp_path / f"terms{ending}", "--locale", "es")
    assert result.exit_code == 0
    assert result.stdout.endswith(f" terms in terms{ending}.\n")
    assert "orden de la corte" in (tmp_path / f"terms{ending}").read_text(encoding="utf-8-sig")


def test_the_glossary_has_the_languages_that_have_words(run: Run, tmp_path: Path) -> None:
    run("glossary", tmp_path / "terms.csv")
    text = (tmp_path / "terms.csv").read_text(encoding="utf-8-sig")
    assert {row["locale"] for row in csv.DictReader(io.StringIO(text))} == {"es"}
