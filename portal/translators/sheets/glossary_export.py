"""The glossary as translation tools take it: TBX-Basic for editors and Weblate, CSV for people.

TBX is written in the form of ISO 30042:2008: Weblate and Lokalize do not read
that of 2019. In each language the word to use stands first, because some
programs show the first and nothing else.
"""

import csv
import io
import re
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from portal.content.glossary import Preferred, Term
from portal.data import DataError
from portal.i18n.locales import SOURCE, SiteLocale
from portal.i18n.messages import digest
from portal.translators.sheets.spreadsheet import guard
from portal.translators.sheets.writing import write_new_file

COLUMNS = ("term", "definition", "usage", "do not translate", "locale", "use", "avoid")

STAYS = "Do not translate: this name stays as it is, letter for letter."

_PREFERRED = "preferredTerm-admn-sts"
_DEPRECATED = "deprecatedTerm-admn-sts"

#: What no XML file can hold (XML 1.0, “Characters”).
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def _preferred(term: Term, locale: SiteLocale) -> Preferred | None:
    """Find a language's words; a name that stays as it is needs no entry of its own."""
    default = Preferred(term.text, ()) if term.do_not_translate else None
    return term.locales.get(locale.code, default)


def render_csv(terms: list[Term], locales: list[SiteLocale]) -> bytes:
    """Write a row for each term and language: UTF-8 with a mark in front, for Excel."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(COLUMNS)
    for term in terms:
        about = (term.text, term.definition, term.usage or "", "yes" if term.do_not_translate else "")
        for locale in locales:
            words = _preferred(term, locale) or Preferred("", ())
            writer.writerow([guard(text) for text in (*about, locale.code, words.use, "; ".join(words.avoid))])
    return file.getvalue().encode("utf-8-sig")


def _add_term(language: Element, text: str, status: str, is_name: bool) -> None:
    group = SubElement(language, "tig")
    SubElement(group, "term").text = text
    SubElement(group, "termNote", type="administrativeStatus").text = status
    if is_name:
        SubElement(group, "termNote", type="partOfSpeech").text = "properNoun"


def _add_language(entry: Element, tag: str, words: Preferred, is_name: bool) -> None:
    language = SubElement(entry, "langSet", {"xml:lang": tag})
    _add_term(language, words.use, _PREFERRED, is_name)
    for avoided in words.avoid:
        _add_term(language, avoided, _DEPRECATED, is_name=False)


def _add_entry(body: Element, term: Term, locales: list[SiteLocale]) -> None:
    entry = SubElement(body, "termEntry", id=f"t{digest(term.text)}")
    SubElement(entry, "descrip", type="definition").text = term.definition
    for note in (STAYS if term.do_not_translate else None, term.usage):
        if note:
            SubElement(entry, "note").text = note
    _add_language(entry, SOURCE, Preferred(term.text, ()), term.do_not_translate)
    for locale in locales:
        words = _preferred(term, locale)
        if words:
            _add_language(entry, locale.tag, words, term.do_not_translate)


def _start_document() -> tuple[Element, Element]:
    root = Element("martif", {"type": "TBX-Basic", "xml:lang": SOURCE})
    header = SubElement(root, "martifHeader")
    file = SubElement(header, "fileDesc")
    SubElement(SubElement(file, "titleStmt"), "title").text = "Glossary of the portal"
    SubElement(SubElement(file, "sourceDesc"), "p").text = "Exported from glossary.toml, where terms are changed."
    SubElement(SubElement(header, "encodingDesc"), "p", type="XCSURI").text = "TBXBasicXCSV02.xcs"
    return root, SubElement(SubElement(root, "text"), "body")


def render_tbx(terms: list[Term], locales: list[SiteLocale]) -> bytes:
    """Write TBX-Basic: definitions, the words to use, and the words to avoid as deprecated ones."""
    root, body = _start_document()
    for term in terms:
        _add_entry(body, term, locales)
    indent(root)
    text = tostring(root, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'.encode()


def write_glossary(terms: list[Term], locales: list[SiteLocale], path: Path) -> None:
    """Write the glossary to a new file, ``.tbx`` or ``.csv`` by its name.

    :param locales: the languages wanted, besides English.
    :raises DataError: for another ending, a file that is there, or a term no file can hold.
    """
    ending = path.suffix.lower()
    if ending not in {".tbx", ".csv"}:
        raise DataError(path.name, "the file", "It is neither .tbx nor .csv.", "End the name in one of the two.")
    body = render_tbx(terms, locales) if ending == ".tbx" else render_csv(terms, locales)
    found = _UNWRITABLE.search(body.decode("utf-8-sig"))
    if found:
        character = f"U+{ord(found[0]):04X}"
        raise DataError("glossary.toml", character, "This control character is in a term.", "Remove it.")
    write_new_file(path, body)
