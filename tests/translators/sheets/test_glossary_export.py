"""The glossary for other programs: whole, well-formed, and with the word to use before the words to avoid."""

import csv
import io
from pathlib import Path
from xml.etree.ElementTree import Element, fromstring

import pytest

from portal.content.glossary import Preferred, Term, load_glossary
from portal.data import FOLDER, DataError
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.sheets.glossary_export import COLUMNS, STAYS, render_csv, render_tbx, write_glossary

LANG = "{http://www.w3.org/XML/1998/namespace}lang"

#: What TBX-Basic lets stand inside what, and in which order (ISO 30042:2008, TBXBasicRNGV02).
CHILDREN = {
    "martif": ["martifHeader", "text"],
    "martifHeader": ["fileDesc", "encodingDesc"],
    "fileDesc": ["titleStmt", "sourceDesc"],
    "titleStmt": ["title"],
    "sourceDesc": ["p"],
    "encodingDesc": ["p"],
    "text": ["body"],
    "body": ["termEntry"],
    "termEntry": ["descrip", "note", "langSet"],
    "langSet": ["tig"],
    "tig": ["term", "termNote"],
}
TYPES = {
    ("p", "XCSURI"),
    ("descrip", "definition"),
    ("termNote", "administrativeStatus"),
    ("termNote", "partOfSpeech"),
    ("martif", "TBX-Basic"),
}

COURT = Term(
    "court order", "What a judge <tells>.", "Not a warrant.", False, {"es": Preferred("orden", ("a & b", "c"))}
)
NAME = Term("Medi-Cal", "A program.", None, True, {})


@pytest.fixture(scope="module")
def terms(registry: Registry) -> list[Term]:
    """The project's own glossary."""
    return load_glossary(FOLDER, tuple(locale.code for locale in registry))


def languages(entry: Element) -> dict[str, list[tuple[str | None, str | None]]]:
    """List the terms of an entry by language, each with its status."""
    return {
        language.attrib[LANG]: [(tig.findtext("term"), tig.findtext("termNote")) for tig in language.iter("tig")]
        for language in entry.iter("langSet")
    }


def test_the_tbx_keeps_to_what_tbx_basic_allows(terms: list[Term], spanish: SiteLocale) -> None:
    root = fromstring(render_tbx(terms, [spanish]))
    for element in root.iter():
        order = CHILDREN.get(element.tag, [])
        assert [order.index(child.tag) for child in element] == sorted(order.index(child.tag) for child in element)
        assert "type" not in element.attrib or (element.tag, element.attrib["type"]) in TYPES
    ids = [entry.attrib["id"] for entry in root.iter("termEntry")]
    assert len(set(ids)) == len(ids) == len(terms)


def test_the_tbx_says_all_the_glossary_says(terms: list[Term], spanish: SiteLocale) -> None:
    entries = list(fromstring(render_tbx(terms, [spanish])).iter("termEntry"))
    for term, entry in zip(terms, entries, strict=True):
        words = term.locales["es"]
        assert entry.findtext("descrip") == term.definition
        assert [note.text for note in entry.findall("note")] == [
            note for note in (STAYS if term.do_not_translate else None, term.usage) if note
        ]
        assert languages(entry) == {
            "en": [(term.text, "preferredTerm-admn-sts")],
            "es": [
                (words.use, "preferredTerm-admn-sts"),
                *((word, "deprecatedTerm-admn-sts") for word in words.avoid),
            ],
        }


def test_signs_of_xml_are_only_text(spanish: SiteLocale) -> None:
    [entry] = fromstring(render_tbx([COURT], [spanish])).iter("termEntry")
    assert entry.findtext("descrip") == "What a judge <tells>."
    assert [text for text, _ in languages(entry)["es"]] == ["orden", "a & b", "c"]


def test_a_name_stays_in_a_language_without_words_of_its_own(registry: Registry) -> None:
    court, name = fromstring(render_tbx([COURT, NAME], [registry["zh-Hant"]])).iter("termEntry")
    assert languages(name)["zh-Hant"] == [("Medi-Cal", "preferredTerm-admn-sts")]
    assert list(languages(court)) == ["en"]


def test_the_csv_has_a_row_for_each_term_and_language(registry: Registry) -> None:
    text = render_csv([COURT, NAME], [registry["es"], registry["vi"]]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        list(COLUMNS),
        ["court order", "What a judge <tells>.", "Not a warrant.", "", "es", "orden", "a & b; c"],
        ["court order", "What a judge <tells>.", "Not a warrant.", "", "vi", "", ""],
        ["Medi-Cal", "A program.", "", "yes", "es", "Medi-Cal", ""],
        ["Medi-Cal", "A program.", "", "yes", "vi", "Medi-Cal", ""],
    ]


def test_no_program_runs_a_cell_of_the_csv(spanish: SiteLocale) -> None:
    text = render_csv([Term("=1+1", "-1", "@x", False, {})], [spanish]).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1][:3] == ["'=1+1", "'-1", "'@x"]


@pytest.mark.parametrize("render", [render_csv, render_tbx])
def test_the_same_glossary_gives_the_same_bytes(render: object, terms: list[Term], spanish: SiteLocale) -> None:
    assert callable(render)
    assert render(terms, [spanish]) == render(terms, [spanish])


@pytest.mark.parametrize("name", ["glossary.xlsx", "glossary", "glossary.xml"])
def test_another_ending_is_refused(terms: list[Term], spanish: SiteLocale, tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=r"\.tbx nor \.csv"):
        write_glossary(terms, [spanish], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["glossary.tbx", "glossary.csv"])
def test_a_sign_no_xml_can_hold_is_refused(spanish: SiteLocale, tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match=r"U\+001B"):
        write_glossary([Term("a\x1bb", "c", None, False, {})], [spanish], tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_glossary_never_takes_the_place_of_another_file(
    terms: list[Term], spanish: SiteLocale, tmp_path: Path
) -> None:
    path = tmp_path / "glossary.csv"
    path.write_text("mine")
    with pytest.raises(DataError, match="there already"):
        write_glossary(terms, [spanish], path)
    assert path.read_text() == "mine"
