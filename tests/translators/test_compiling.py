"""What may be shown is compiled; what may not is listed, and its readers get the English."""

import os
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from portal.data import DataError
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import digest, load_catalog
from portal.translators.compiling import check_catalog, check_entries, compile_catalog
from portal.translators.files import po_path, read_po, write_po


def entry(msgid: str, msgstr: str, context: str | None = None, **more: object) -> polib.POEntry:
    return polib.POEntry(msgid=msgid, msgstr=msgstr, msgctxt=context, **more)


def counting(forms: dict[int, str]) -> polib.POEntry:
    return polib.POEntry(msgid="%(num)s part", msgid_plural="%(num)s parts", msgstr_plural=forms)


def catalog_of(*entries: polib.POEntry) -> polib.POFile:
    catalog = polib.POFile()
    catalog.extend(entries)
    return catalog


@pytest.fixture
def write(tmp_path: Path, spanish: SiteLocale) -> Callable[..., Path]:
    """Write a Spanish catalog of a few messages."""

    def write_entries(*entries: polib.POEntry) -> Path:
        catalog = catalog_of(*entries)
        catalog.metadata = {
            "Language": "es",
            "Content-Type": "text/plain; charset=UTF-8",
            "Plural-Forms": spanish.plural_forms,
        }
        write_po(catalog, po_path(tmp_path, spanish))
        return tmp_path

    return write_entries


def test_messages_are_sorted_by_whether_they_may_be_shown(spanish: SiteLocale) -> None:
    fuzzy = entry("Fuzzy", "Borroso", flags=["fuzzy"])
    obsolete = entry("Gone", "911", obsolete=True)
    checked = check_entries(
        catalog_of(entry("Good", "Bueno"), fuzzy, entry("New", ""), entry("Bad", "Malo 911"), obsolete), spanish, []
    )
    assert [good.msgid for good in checked.good] == ["Good"]
    assert [one.msgid for one in checked.fuzzy] == ["Fuzzy"]
    assert [finding.msgid for finding in checked.findings] == ["Bad"]
    assert checked.total == 4


def test_a_finding_says_where_and_what(write: Callable[..., Path], spanish: SiteLocale) -> None:
    folder = write(entry("Good", "Bueno"), entry("Call {phone:911}", "Llame", "guide#call"))
    (finding,) = check_catalog(folder, spanish, []).findings
    lines = po_path(folder, spanish).read_text(encoding="utf-8").splitlines()
    assert lines[finding.line - 1] == 'msgctxt "guide#call"'
    assert str(finding) == (
        f"line {finding.line}: guide#call: “Call {{phone:911}}”: Its references differ: {{phone:911}}."
    )


@pytest.mark.parametrize(
    "forms",
    [{0: "%(num)s parte"}, {0: "a", 1: "b", 2: "c"}, {0: "%(num)s parte", 7: "%(num)s partes"}, {0: "", 1: "x"}, {}],
    ids=["too few", "too many", "numbered wrongly", "one empty", "none"],
)
def test_the_forms_of_a_message_are_those_of_its_language(forms: dict[int, str], spanish: SiteLocale) -> None:
    checked = check_entries(catalog_of(counting(forms)), spanish, [])
    assert checked.good == []
    assert len(checked.findings) == bool(forms)


def test_forms_of_a_message_that_counts_nothing_are_a_finding(spanish: SiteLocale) -> None:
    odd = polib.POEntry(msgid="Help", msgstr_plural={0: "Ayuda", 1: "Ayudas"})
    assert len(check_entries(catalog_of(odd), spanish, []).findings) == 1


def test_one_text_for_a_counting_message_is_a_finding(spanish: SiteLocale) -> None:
    odd = polib.POEntry(msgid="%(num)s part", msgid_plural="%(num)s parts", msgstr="%(num)s partes")
    assert len(check_entries(catalog_of(odd), spanish, []).findings) == 1


@pytest.mark.parametrize(
    ("english", "spanish_text"),
    [
        ("**Do not** sign", "** No** firme"),
        ("**Do not** sign", r"\*\*No\*\* firme"),
        ("Ask [legal aid][find-help]", "Pida ayuda][find-help] ["),
        ("Ask [legal aid][find-help]", "Pida ayuda [ ][find-help]"),
        ("Ask [legal aid][find-help] or call {phone:911}", "Pida [ayuda o llame al {phone:911}][find-help]"),
    ],
    ids=["strong with a space", "strong escaped", "link turned round", "link without words", "phone in a link"],
)
def test_text_that_only_the_parser_can_judge_is_a_finding(english: str, spanish_text: str, spanish: SiteLocale) -> None:
    """The signs are all there, as often as in the English, and the page would still come out wrong."""
    assert len(check_entries(catalog_of(entry(english, spanish_text, "guide#x")), spanish, []).findings) == 1


def test_strong_words_and_links_may_change_places(spanish: SiteLocale) -> None:
    moved = entry(
        "**Do not** sign. Ask [legal aid][find-help] or [a lawyer][about].",
        "Pregunte a [un abogado][about] o a [la ayuda legal][find-help]. **No** firme.",
        "guide#x",
    )
    assert check_entries(catalog_of(moved), spanish, []).findings == []


def test_only_good_messages_are_compiled(write: Callable[..., Path], spanish: SiteLocale) -> None:
    folder = write(
        entry("Good", "Bueno"),
        entry("Bad", "Malo 911"),
        entry("Fuzzy", "Borroso", flags=["fuzzy"]),
        entry("New", ""),
        counting({0: "%(num)s parte", 1: "%(num)s partes"}),
    )
    compile_catalog(folder, spanish, [])
    loaded = load_catalog(folder, spanish)
    assert loaded.texts == {(None, "Good"): ("Bueno",)}
    assert loaded.plurals == {(None, "%(num)s part", "%(num)s parts"): ("%(num)s parte", "%(num)s partes")}
    assert loaded.fuzzy == {digest(None, "Fuzzy")}
    assert (loaded.broken, loaded.dropped) == (None, [])


def test_compiling_twice_gives_the_same_bytes(write: Callable[..., Path], spanish: SiteLocale) -> None:
    folder = write(entry("Good", "Bueno"), entry("Fuzzy", "Borroso", flags=["fuzzy"]))
    place = po_path(folder, spanish).parent
    compile_catalog(folder, spanish, [])
    first = {path.name: path.read_bytes() for path in place.iterdir()}
    compile_catalog(folder, spanish, [])
    assert {path.name: path.read_bytes() for path in place.iterdir()} == first
    assert set(first) == {"messages.po", "messages.mo", "states.json"}


def test_a_file_of_another_language_leaves_the_compiled_catalog(
    write: Callable[..., Path], spanish: SiteLocale, registry: Registry
) -> None:
    folder = write(entry("Good", "Bueno"))
    compile_catalog(folder, spanish, [])
    before = load_catalog(folder, spanish).texts
    path = po_path(folder, spanish)
    catalog = read_po(path)
    catalog.metadata["Language"] = registry["vi"].catalog
    write_po(catalog, path)
    with pytest.raises(DataError, match="Language"):
        compile_catalog(folder, spanish, [])
    assert load_catalog(folder, spanish).texts == before


def test_a_compile_the_disk_stops_leaves_the_compiled_catalog(
    write: Callable[..., Path], spanish: SiteLocale, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write(entry("Good", "Bueno"))
    compile_catalog(folder, spanish, [])
    write(entry("Good", "Muy bueno"))

    def fail(*_args: object) -> None:
        raise OSError("The disk is full.")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="disk is full"):
        compile_catalog(folder, spanish, [])
    assert load_catalog(folder, spanish).texts == {(None, "Good"): ("Bueno",)}
    assert len(list(po_path(folder, spanish).parent.iterdir())) == 3


@pytest.mark.parametrize("code", ["es", "ar", "km", "ru", "zh-Hant", "fil"])
def test_a_counting_message_is_compiled_in_the_forms_of_each_language(
    code: str, registry: Registry, tmp_path: Path
) -> None:
    locale = registry[code]
    words = {"ar": "جزء", "km": "ផ្នែក", "ru": "часть", "zh-Hant": "部分"}
    catalog = catalog_of(counting(dict.fromkeys(range(locale.plural_count), f"%(num)s {words.get(code, 'parte')}")))
    catalog.metadata = {
        "Language": locale.catalog,
        "Content-Type": "text/plain; charset=UTF-8",
        "Plural-Forms": locale.plural_forms,
    }
    write_po(catalog, po_path(tmp_path, locale))
    assert compile_catalog(tmp_path, locale, []).findings == []
    (forms,) = load_catalog(tmp_path, locale).plurals.values()
    assert len(forms) == locale.plural_count
