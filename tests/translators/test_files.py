"""What somebody may hand in as a ``.po`` file, and what a full disk or a power cut may do to one being written."""

import os
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from portal.data import DataError
from portal.i18n.locales import Registry, SiteLocale
from portal.translators import files
from portal.translators.files import check_header, po_path, read_po, write_po

HEADER = b'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'

GOOD = HEADER + 'msgid "Help"\nmsgstr "Ayuda, está aquí"\n'.encode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    folder = tmp_path / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "messages.po"


@pytest.fixture
def refuse(path: Path) -> Callable[[bytes], DataError]:
    """Read a file that must be refused, and give the error."""

    def read(body: bytes) -> DataError:
        path.write_bytes(body)
        with pytest.raises(DataError) as caught:
            read_po(path)
        assert caught.value.file == "es/LC_MESSAGES/messages.po"
        assert caught.value.cure.endswith(".")
        return caught.value

    return read


def with_charset(charset: bytes) -> bytes:
    return GOOD.replace(b"UTF-8", charset)


#: What is handed in, where the error must point, and a word its cure must have.
REFUSED = {
    "latin-1, as declared": (with_charset(b"iso-8859-1").decode().encode("latin-1"), "the header", "UTF-8"),
    "latin-1 that says UTF-8": (GOOD.decode().encode("latin-1"), "line 7", "UTF-8"),
    "UTF-7": (with_charset(b"UTF-7"), "the header", "UTF-8"),
    "UTF-16": (GOOD.decode().encode("utf-16"), "the header", "UTF-8"),
    "two charsets": (with_charset(b"UTF-8; charset=UTF-7"), "the header", "UTF-8"),
    "no charset": (GOOD.replace(b"; charset=UTF-8", b""), "the header", "UTF-8"),
    "nothing": (b"", "the header", "UTF-8"),
    "fuzzy header": (b"#, fuzzy\n" + GOOD, "the header", "fuzzy"),
    "two headers": (GOOD + b"\n" + HEADER, "line 9", "one of the two"),
    "message twice": (GOOD + b'\nmsgid "Help"\nmsgstr "Socorro"\n', "line 9", "one of the two"),
    "obsolete message twice": (GOOD + b'\n#~ msgid "Help"\n#~ msgstr "Socorro"\n', "line 9", "one of the two"),
    "cut in a text": (GOOD[:-6], "line 7", "End it"),
    "cut in a letter": (GOOD[: GOOD.index("á".encode()) + 1], "line 7", "UTF-8"),
    "cut before a translation": (GOOD + b'\nmsgid "Door"\n', "line 9", "last good version"),
    "cut in a keyword": (GOOD + b'\nmsgid "Door"\nmsgs', "line 9", "last good version"),
    "text that never ends": (GOOD + b'\nmsgid "Door\nmsgstr "Puerta"\n', "line 9", "End it"),
    "quotation mark inside": (GOOD + b'\nmsgid "Door"\nmsgstr "La "puerta""\n', "line 10", "End it"),
    "no keyword": (GOOD + b'\n"Puerta"\nDoor\n', "line 10", "last good version"),
    "form without a number": (GOOD + b'\nmsgid "a"\nmsgid_plural "b"\nmsgstr[x] "c"\n', "line 11", "editor"),
    "a compiled catalog": (polib.MOFile().to_binary(), "the file", ".po file"),
    "a page of the web": (b"<html>charset=utf-8</html>", "line 1", "last good version"),
    "a huge entry": (GOOD + b'\nmsgid "Door"\nmsgstr "' + b"x" * 20_000_000 + b'"\n', "the file", "huge entry"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_bad_file_is_refused_with_its_line_and_a_cure(name: str, refuse: Callable[[bytes], DataError]) -> None:
    body, where, cure = REFUSED[name]
    error = refuse(body)
    assert error.entry == where
    assert cure in error.cure


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="es/LC_MESSAGES/messages.po: the file: It cannot be read"):
        read_po(tmp_path / "es" / "LC_MESSAGES" / "messages.po")


@pytest.mark.parametrize(
    "body",
    [GOOD, b"\xef\xbb\xbf" + GOOD, GOOD.replace(b"\n", b"\r\n"), GOOD + b"\n\n# A last note.\n"],
    ids=["plain", "byte order mark", "Windows line ends", "last note"],
)
def test_a_good_file_is_read_however_an_editor_saved_it(body: bytes, path: Path) -> None:
    path.write_bytes(body)
    assert [(entry.msgid, entry.msgstr) for entry in read_po(path)] == [("Help", "Ayuda, está aquí")]


def test_what_editors_escape_is_read_back(path: Path) -> None:
    path.write_bytes(HEADER + rb'msgid "a \"b\" \\ \n c"' + b'\nmsgstr "d"\n')
    assert read_po(path)[0].msgid == 'a "b" \\ \n c'


def header(locale: SiteLocale, **changes: str) -> polib.POFile:
    catalog = polib.POFile()
    catalog.metadata = {"Language": locale.catalog, "Plural-Forms": locale.plural_forms, **changes}
    return catalog


@pytest.mark.parametrize("language", ["zh_Hant", "zh-Hant", "ZH_hant"])
def test_a_header_may_spell_its_language_as_editors_do(language: str, registry: Registry) -> None:
    check_header(header(registry["zh-Hant"], Language=language), registry["zh-Hant"], "messages.po")


@pytest.mark.parametrize(
    "changes",
    [
        {"Language": "zh_Hans"},
        {"Language": ""},
        {"Plural-Forms": "nplurals=2; plural=n != 1;"},
        {"Plural-Forms": "nplurals=1; plural=n/0;"},
        {"Plural-Forms": ""},
    ],
    ids=["other script", "no language", "other rule", "rule that fails", "no rule"],
)
def test_a_header_of_another_language_is_refused_with_what_to_write(
    changes: dict[str, str], registry: Registry
) -> None:
    locale = registry["zh-Hant"]
    with pytest.raises(DataError) as caught:
        check_header(header(locale, **changes), locale, "messages.po")
    assert (locale.catalog if "Language" in changes else locale.plural_forms) in caught.value.cure


def test_a_plural_rule_may_be_spaced_otherwise(registry: Registry) -> None:
    locale = registry["ru"]
    check_header(header(locale, **{"Plural-Forms": locale.plural_forms.replace(" ", "").rstrip(";")}), locale, "x")


def test_a_catalog_is_written_unwrapped_and_ends_in_one_line_end(path: Path) -> None:
    catalog = polib.POFile(wrapwidth=20)
    catalog.append(polib.POEntry(msgid="a long sentence " * 20, msgstr="b"))
    write_po(catalog, path)
    assert path.read_bytes().endswith(b'msgstr "b"\n')
    assert max(len(line) for line in path.read_text().splitlines()) > 300


@pytest.mark.parametrize("failing", ["replace", "fsync"])
def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(
    failing: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path.write_bytes(GOOD)

    def fail(*_args: object) -> None:
        raise OSError("The disk is full.")

    catalog = read_po(path)
    catalog[0].msgstr = "Socorro"
    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="disk is full"):
        write_po(catalog, path)
    assert path.read_bytes() == GOOD
    assert list(path.parent.iterdir()) == [path]


def test_a_catalogs_place_comes_from_the_registry(registry: Registry) -> None:
    assert po_path(Path("all"), registry["zh-Hant"]) == Path("all/zh_Hant/LC_MESSAGES/messages.po")


def test_the_largest_catalog_read_is_the_largest_loaded() -> None:
    """A file the compiler takes and the site refuses would take a language down at the next start."""
    assert files.MAX_CATALOG_BYTES == 20_000_000
