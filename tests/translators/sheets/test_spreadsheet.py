"""A catalog as a spreadsheet and back: what a translator changed is taken, and nothing else moves."""

import csv
import io
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from pathlib import Path

import openpyxl
import polib
import pytest
from hypothesis import given, strategies
from hypothesis import settings as hypothesis_settings

from portal.content.glossary import Preferred, Term, load_glossary
from portal.data import FOLDER, DataError
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.compiling import entry_digest
from portal.translators.files import po_path, read_po
from portal.translators.sheets.csv_files import read_csv, render_csv
from portal.translators.sheets.importing import Imported, import_sheet
from portal.translators.sheets.reading import Sheet, read_sheet
from portal.translators.sheets.spreadsheet import COLUMNS, Row, build_rows, portable
from portal.translators.sheets.workbooks import read_workbook
from portal.translators.sheets.writing import MAX_CELL, render_xlsx, write_sheet

ENDINGS = (".xlsx", ".csv")
NAMES = ("Medi-Cal",)
PHONE = "Call {phone:988} today."
FORMULAS = ("=1+1", "+1", "-1", "@here", "=cmd|' /C calc'!A0", "＝1", "#N/A", "TRUE", "1/2", "1e5", "007")

TERMS = [
    Term("court order", "A decision.", None, False, {"es": Preferred("orden de la corte", ("mandato",))}),
    Term("ICE", "An agency.", None, True, {}),
    Term("screen", "To examine a person.", None, False, {}),
]

ImportRows = Callable[[polib.POFile, list[Row]], Imported]


def make_catalog(locale: SiteLocale) -> polib.POFile:
    """A message with a fact, one that is fuzzy, one without translation, one of each plural form."""
    catalog = polib.POFile(wrapwidth=0)
    catalog.append(polib.POEntry(msgctxt="rights/start#call", msgid=PHONE, msgstr="Llame hoy al {phone:988}."))
    fuzzy = polib.POEntry(msgctxt="rights/start", msgid="Do not sign.", msgstr="No firme.", flags=["fuzzy"])
    fuzzy.previous_msgid = "Do not write."
    catalog.append(fuzzy)
    catalog.append(polib.POEntry(msgid="Exit", comment="On a button. Maximum 14 characters."))
    parts = polib.POEntry(msgid="%(num)s part", msgid_plural="%(num)s parts")
    parts.msgstr_plural = {index: f"%(num)s parte{'s' * index}" for index in range(locale.plural_count)}
    catalog.append(parts)
    return catalog


@pytest.fixture
def catalog(spanish: SiteLocale) -> polib.POFile:
    return make_catalog(spanish)


@pytest.fixture
def rows(catalog: polib.POFile, spanish: SiteLocale) -> list[Row]:
    """The small catalog as its sheet: call, sign, exit, and two forms of part."""
    return build_rows(catalog, spanish, TERMS, ())


def send_back(rows: list[Row], locale: SiteLocale, folder: Path, ending: str = ".csv") -> Sheet:
    path = folder / f"sheet{ending}"
    write_sheet(rows, path, locale)
    return read_sheet(path)


@pytest.fixture
def import_rows(catalog: polib.POFile, spanish: SiteLocale, tmp_path: Path) -> ImportRows:
    """Send rows through a file into a catalog; the English of today is that of the small catalog."""
    template = deepcopy(catalog)

    def take(into: polib.POFile, rows: list[Row]) -> Imported:
        return import_sheet(into, template, send_back(rows, spanish, tmp_path), spanish, NAMES)

    return take


def check_refused(done: Imported, word: str, *numbers: int) -> None:
    assert [refused.rows for refused in done.refused] == [numbers]
    assert word in done.refused[0].problem
    assert done.changed == 0


@pytest.mark.parametrize("stamped", [True, False], ids=["with-stamps", "without-stamps"])
@pytest.mark.parametrize("ending", ENDINGS)
def test_the_whole_spanish_catalog_comes_back_byte_for_byte(
    folder: Path, spanish: SiteLocale, names: list[str], registry: Registry, tmp_path: Path, ending: str, stamped: bool
) -> None:
    catalog = read_po(po_path(folder, spanish))
    before = str(catalog)
    terms = load_glossary(FOLDER, tuple(locale.code for locale in registry))
    written = build_rows(catalog, spanish, terms, ())
    sheet = send_back([row if stamped else replace(row, exported="") for row in written], spanish, tmp_path, ending)
    done = import_sheet(catalog, deepcopy(catalog), sheet, spanish, names)
    assert (done.changed, done.refused) == (0, [])
    assert done.unchanged + done.empty == len(written) > len(catalog) / 2
    assert str(catalog) == before


@pytest.mark.parametrize("text", FORMULAS)
@pytest.mark.parametrize("ending", ENDINGS)
def test_what_looks_like_a_formula_comes_back_as_it_was(
    rows: list[Row], spanish: SiteLocale, tmp_path: Path, text: str, ending: str
) -> None:
    sheet = send_back([replace(rows[0], english=text, translation=text)], spanish, tmp_path, ending)
    assert (sheet.rows[0].english, sheet.rows[0].translation, sheet.rows[0].problem) == (text, text, None)


@pytest.mark.parametrize("text", FORMULAS)
def test_no_program_runs_a_cell(rows: list[Row], spanish: SiteLocale, text: str) -> None:
    written = [replace(rows[0], translation=text)]
    book = openpyxl.load_workbook(io.BytesIO(render_xlsx(written, spanish)))
    assert {cell.data_type for cell in book.active[2] if cell.value} == {"s"}
    cells = list(csv.reader(io.StringIO(render_csv(written).decode("utf-8-sig"))))[1]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "＝"))]


@given(text=strategies.text())
@hypothesis_settings(max_examples=60, deadline=None)
def test_any_text_survives_both_formats(registry: Registry, text: str) -> None:
    row = Row(*[text] * len(COLUMNS))
    [table] = read_csv(render_csv([row]), "sheet.csv")
    [book] = read_workbook(render_xlsx([row], registry["ar"]), "sheet.xlsx")
    for lines in (table.lines[1:], book.lines[1:]):
        shown = {portable(cell.text) for line in lines for cell in line.cells[: len(COLUMNS)]}
        assert shown <= {portable(text)}


def test_no_key_can_be_taken_for_a_number(rows: list[Row]) -> None:
    assert {row.key[0] for row in rows} == {"m"}
    assert len({row.key for row in rows}) == 4


@pytest.mark.parametrize("code", ["ar", "ru", "vi"])
def test_a_counting_message_has_a_row_for_each_form(registry: Registry, code: str) -> None:
    locale = registry[code]
    forms = [row for row in build_rows(make_catalog(locale), locale, TERMS, ()) if row.form]
    assert [row.form.split(" (")[0] for row in forms] == [f"form {index}" for index in range(locale.plural_count)]
    assert {row.key for row in forms} == {forms[0].key}
    assert sum(row.english == "%(num)s part" for row in forms) == 1


def test_a_row_tells_what_a_translator_should_know(rows: list[Row]) -> None:
    sign, exit_, part = rows[1], rows[2], rows[3]
    assert (sign.state, sign.context, sign.note) == ("fuzzy", "rights/start", "The English was: Do not write.")
    assert (exit_.state, exit_.limit, exit_.note) == ("untranslated", "14", "On a button. Maximum 14 characters.")
    assert (part.state, part.form) == ("draft", "form 0 (for 1)")


def test_terms_stand_beside_the_message_that_has_them(catalog: polib.POFile, spanish: SiteLocale) -> None:
    catalog[0].msgid = "ICE has no court orders to screen you. Put it on ice."
    hits = build_rows(catalog, spanish, TERMS, ())[0].glossary.splitlines()
    assert hits == ["court order → orden de la corte", "ICE → ICE", "screen: To examine a person."]


def test_a_signed_translation_is_called_reviewed(catalog: polib.POFile, spanish: SiteLocale) -> None:
    signed = [entry_digest(entry) for entry in catalog]
    states = [row.state for row in build_rows(catalog, spanish, TERMS, signed)]
    assert states == ["reviewed", "fuzzy", "untranslated", "reviewed", "reviewed"]


@pytest.mark.parametrize(
    ("only", "guide", "positions"),
    [("all", None, [0, 1, 2, 3, 4]), ("untranslated", None, [2]), ("fuzzy", None, [1]), ("all", "start", [0, 1])],
)
def test_a_sheet_can_hold_a_part(
    catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, only: str, guide: str | None, positions: list[int]
) -> None:
    assert build_rows(catalog, spanish, TERMS, (), only, guide) == [rows[position] for position in positions]


def test_critical_messages_can_be_sent_alone(folder: Path, spanish: SiteLocale) -> None:
    catalog = read_po(po_path(folder, spanish))
    some, all_ = (build_rows(catalog, spanish, TERMS, (), only) for only in ("critical", "all"))
    assert some == [row for row in all_ if " — critical" in row.context]
    assert 0 < len(some) < len(all_)


@pytest.mark.parametrize("code", ["es", "ar"])
def test_a_workbook_is_laid_out_for_its_language(rows: list[Row], registry: Registry, code: str) -> None:
    locale = registry[code]
    sheet = openpyxl.load_workbook(io.BytesIO(render_xlsx(rows, locale))).active
    assert (sheet.title, sheet.freeze_panes) == (code, "A2")
    assert bool(sheet.sheet_view.rightToLeft) == (locale.direction == "rtl")
    assert all(cell.alignment.wrap_text and cell.number_format == "@" for cell in sheet[2])
    assert sheet["B2"].fill.fill_type == "solid"
    assert sheet["C2"].fill.fill_type is None


def test_a_sheet_never_takes_the_place_of_another_file(rows: list[Row], spanish: SiteLocale, tmp_path: Path) -> None:
    """It may be a translator's work of days, sent back under the name it was sent out with."""
    path = tmp_path / "es.xlsx"
    path.write_bytes(b"work")
    with pytest.raises(DataError, match="there already"):
        write_sheet(rows, path, spanish)
    assert path.read_bytes() == b"work"


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_text_that_fits_into_no_cell_is_named(
    rows: list[Row], spanish: SiteLocale, tmp_path: Path, ending: str
) -> None:
    with pytest.raises(DataError, match=r"rights/start.*32,767"):
        write_sheet([replace(rows[0], translation="a" * (MAX_CELL + 1))], tmp_path / f"es{ending}", spanish)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_row_changes_its_own_message_only(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows
) -> None:
    before = str(catalog).splitlines()
    rows[0] = replace(rows[0], translation="Hoy llame al {phone:988}. \n")
    done = import_rows(catalog, rows)
    assert (done.changed, done.unchanged, done.empty, done.refused) == (1, 3, 1, [])
    changed = [line for line in str(catalog).splitlines() if line not in before]
    assert changed == ['msgstr "Hoy llame al {phone:988}."']


def test_a_sheet_imported_twice_does_nothing_the_second_time(
    catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, tmp_path: Path
) -> None:
    template = deepcopy(catalog)
    rows[0] = replace(rows[0], translation="Hoy llame al {phone:988}.")
    rows[1] = replace(rows[1], state="draft")
    sheet = send_back(rows, spanish, tmp_path)
    first, second = (import_sheet(catalog, template, sheet, spanish, NAMES) for _ in range(2))
    assert (first.changed, second.changed, second.refused) == (2, 0, [])


def test_a_part_of_a_sheet_touches_nothing_else(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows
) -> None:
    done = import_rows(catalog, [replace(rows[2], translation="Salir")])
    assert (done.changed, done.unchanged, done.empty) == (1, 0, 0)
    assert [entry.msgstr for entry in catalog][:3] == ["Llame hoy al {phone:988}.", "No firme.", "Salir"]


def test_an_empty_cell_leaves_the_translation(catalog: polib.POFile, rows: list[Row], import_rows: ImportRows) -> None:
    before = str(catalog)
    done = import_rows(catalog, [replace(row, translation="  ") for row in rows])
    assert (done.changed, done.empty, done.refused) == (0, len(rows), [])
    assert str(catalog) == before


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Llame hoy.", "references"),
        ("Llame hoy al {phone:988} o al 5.", "numbers"),
        ("Llame <b>hoy</b> al {phone:988}.", "markup"),
        ("Llame hoy al {phone:988}: evil.example", "address"),
    ],
)
def test_a_row_that_breaks_a_rule_is_refused(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows, text: str, word: str
) -> None:
    before = str(catalog)
    rows[0] = replace(rows[0], translation=text)
    check_refused(import_rows(catalog, rows), word, 2)
    assert str(catalog) == before


def test_a_message_with_one_bad_form_is_refused_whole(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows
) -> None:
    before = str(catalog)
    rows[3] = replace(rows[3], translation="%(num)s trozo")
    rows[4] = replace(rows[4], translation="trozos")
    check_refused(import_rows(catalog, rows), "placeholders", 5, 6)
    assert str(catalog) == before


def test_forms_are_put_in_one_by_one(catalog: polib.POFile, rows: list[Row], import_rows: ImportRows) -> None:
    assert import_rows(catalog, [replace(rows[4], translation="%(num)s trozos")]).changed == 1
    assert catalog[3].msgstr_plural == {0: "%(num)s parte", 1: "%(num)s trozos"}


@pytest.mark.parametrize("form", ["", "form 7", "all"])
def test_a_form_the_language_does_not_have_is_refused(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows, form: str
) -> None:
    check_refused(import_rows(catalog, [replace(rows[3], translation="%(num)s x", form=form)]), "form", 2)


def test_a_row_of_earlier_english_is_refused(
    catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, tmp_path: Path
) -> None:
    edited = deepcopy(catalog)
    edited[0].msgid = "Call {phone:988} now."
    before = str(edited)
    sheet = send_back([replace(rows[0], translation="Llame ya al {phone:988}.")], spanish, tmp_path)
    check_refused(import_sheet(edited, deepcopy(edited), sheet, spanish, NAMES), "English was edited", 2)
    assert str(edited) == before


def test_a_catalog_behind_the_english_takes_no_row_of_it(
    catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, tmp_path: Path
) -> None:
    """The next update would mark the new translation as one of earlier English."""
    template = deepcopy(catalog)
    template[0].msgid = "Call {phone:988} now."
    sheet = send_back([replace(rows[0], translation="Llame ya al {phone:988}.")], spanish, tmp_path)
    check_refused(import_sheet(catalog, template, sheet, spanish, NAMES), "update", 2)


def test_english_that_moved_away_from_its_key_is_refused(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows
) -> None:
    """Sorting one column alone puts every translation beside a wrong key."""
    moved = [replace(rows[0], english=rows[1].english, translation="No firme nada.")]
    check_refused(import_rows(catalog, moved), "sorted alone", 2)


def test_a_key_that_stands_twice_is_refused(catalog: polib.POFile, rows: list[Row], import_rows: ImportRows) -> None:
    twice = [rows[1], replace(rows[2], translation="Salir"), replace(rows[2], translation="Irse")]
    check_refused(import_rows(catalog, twice), "more than once", 3, 4)


@pytest.mark.parametrize("key", ["", "m0123456789abcdef"])
def test_a_row_without_a_known_key_is_refused(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows, key: str
) -> None:
    check_refused(import_rows(catalog, [replace(rows[0], key=key, translation="Hola")]), "export", 2)


@pytest.mark.parametrize(
    ("translation", "state", "fuzzy"),
    [
        ("No firme.", "fuzzy", True),
        ("No firme.", " Fuzzy", True),
        ("No firme.", "draft", False),
        ("No firme.", "", False),
        ("No firme nada.", "fuzzy", False),
        ("", "draft", True),
        ("No firme {usd:1}.", "draft", True),
    ],
)
@pytest.mark.parametrize("stamped", [True, False])
def test_a_fuzzy_mark_goes_with_a_new_text_or_a_new_state(
    catalog: polib.POFile,
    rows: list[Row],
    import_rows: ImportRows,
    translation: str,
    state: str,
    fuzzy: bool,
    stamped: bool,
) -> None:
    stamp = rows[1].exported if stamped else ""
    done = import_rows(catalog, [replace(rows[1], translation=translation, state=state, exported=stamp)])
    assert catalog[1].fuzzy == fuzzy
    assert bool(catalog[1].previous_msgid) == fuzzy
    assert done.changed == (not fuzzy)


def test_a_fuzzy_mark_stays_where_the_sheet_has_no_state(
    catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, tmp_path: Path
) -> None:
    """Whoever deletes a column has not read the messages again."""
    template, path = deepcopy(catalog), tmp_path / "sheet.csv"
    path.write_text(f'key,English,translation\n{rows[1].key},"{rows[1].english}","{rows[1].translation}"\n')
    done = import_sheet(catalog, template, read_sheet(path), spanish, NAMES)
    assert (done.changed, done.unchanged) == (0, 1)
    assert catalog[1].fuzzy


def test_somebody_elses_work_is_not_undone(catalog: polib.POFile, rows: list[Row], import_rows: ImportRows) -> None:
    """An untouched row of last week's sheet holds last week's translation."""
    catalog[0].msgstr = "Hoy mismo llame al {phone:988}."
    catalog[1].flags = []
    before = str(catalog)
    done = import_rows(catalog, rows)
    assert (done.changed, done.refused) == (0, [])
    assert str(catalog) == before


def test_two_changes_of_one_message_are_left_to_people(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows
) -> None:
    catalog[0].msgstr = "Hoy mismo llame al {phone:988}."
    rows[0] = replace(rows[0], translation="Llame ya al {phone:988}.")
    check_refused(import_rows(catalog, rows), "Hoy mismo llame", 2)


def test_the_same_change_by_two_people_is_no_conflict(
    catalog: polib.POFile, rows: list[Row], import_rows: ImportRows
) -> None:
    catalog[0].msgstr = "Llame ya al {phone:988}."
    done = import_rows(catalog, [replace(rows[0], translation=catalog[0].msgstr)])
    assert (done.changed, done.unchanged, done.refused) == (0, 1, [])


def test_the_sheet_of_another_language_is_refused_whole(
    registry: Registry, catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, tmp_path: Path
) -> None:
    """Keys are the same in all languages, and Spanish passes every rule of Vietnamese."""
    sheet = send_back([replace(rows[2], translation="Salir")], spanish, tmp_path)
    with pytest.raises(DataError, match=r"row 2.*“es”, not for vi"):
        import_sheet(catalog, deepcopy(catalog), sheet, registry["vi"], NAMES)


def test_an_obsolete_message_is_neither_sent_nor_touched(
    catalog: polib.POFile, rows: list[Row], spanish: SiteLocale, import_rows: ImportRows
) -> None:
    catalog[0].obsolete = True
    assert build_rows(catalog, spanish, TERMS, ()) == rows[1:]
    check_refused(import_rows(catalog, [replace(rows[0], translation="Llame ya al {phone:988}.")]), "removed", 2)
