"""Reading a ``.po`` file one did not write, and writing one that no power cut can halve.

A file that cannot be trusted as a whole is refused with its line and a cure;
nobody's translations are ever guessed at or written half.
"""

import re
import textwrap
from pathlib import Path

import polib

from portal.data import DataError, replace_file
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import MAX_CATALOG_BYTES

#: The gettext programs' page width; the texts themselves are never broken.
_REFERENCE_WIDTH = 80

_SYNTAX = re.compile(r"line (\d+)|\(line (\d+)\)")


def po_path(folder: Path, locale: SiteLocale) -> Path:
    """Say where a locale's catalog is."""
    return folder / locale.catalog / "LC_MESSAGES" / "messages.po"


def _read_raw(path: Path, name: str) -> bytes:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DataError(name, "the file", f"It cannot be read ({type(error).__name__}).", "Check the path.") from error
    if len(raw) > MAX_CATALOG_BYTES:
        raise DataError(
            name, "the file", "It is over 20 MB.", "A catalog has a few hundred kilobytes; look for a huge entry."
        )
    if raw[:4] in {b"\xde\x12\x04\x95", b"\x95\x04\x12\xde"}:
        raise DataError(name, "the file", "It is a compiled catalog (.mo).", "Give the .po file it was made from.")
    return raw


def _check_charset(raw: bytes, name: str) -> None:
    declared = {match.decode("ascii", "replace").lower() for match in re.findall(rb"charset=([\w.:-]+)", raw[:4000])}
    if declared != {"utf-8"}:
        found = ", ".join(sorted(declared)) or "nothing"
        raise DataError(
            name, "the header", f"It declares {found} as its charset.", "Save as UTF-8 and write charset=UTF-8."
        )
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise DataError(name, f"line {line}", "It is not UTF-8.", "Save the file as UTF-8.") from error


def read_po(path: Path) -> polib.POFile:
    """Read a catalog.

    :raises DataError: for a file that cannot be trusted as a whole, with its line where there is one.
    """
    name = "/".join(path.parts[-3:])
    raw = _read_raw(path, name)
    _check_charset(raw, name)
    text = raw.decode("utf-8").replace("\r\n", "\n").removeprefix("\ufeff")
    _check_lines(text, name)
    try:
        catalog = polib.pofile(text, encoding="utf-8", wrapwidth=0)
    except (OSError, ValueError, IndexError, AttributeError, TypeError) as error:
        match = _SYNTAX.search(str(error))
        line = f"line {match[1] or match[2]}" if match else "the file"
        raise DataError(
            name, line, "It cannot be parsed.", "Mend it in a translation editor, or take the last good version."
        ) from error
    _check_twice(catalog, name)
    if catalog.metadata_is_fuzzy:
        raise DataError(name, "the header", "It is marked fuzzy.", "Remove the “#, fuzzy” line above the header.")
    return catalog


def _check_twice(catalog: polib.POFile, name: str) -> None:
    """Find a message or header that stands twice; which of the two is meant cannot be known."""
    seen = {("", "")}
    for entry in catalog:
        key = (entry.msgctxt or "", entry.msgid)
        if key in seen:
            what = f"message “{entry.msgid[:60]}”" if entry.msgid else "header"
            where = f"line {entry.linenum}" if entry.linenum else "the header"
            raise DataError(name, where, f"The {what} stands twice.", "Keep one of the two.")
        seen.add(key)


def _check_lines(text: str, name: str) -> None:
    """Find a text that does not end on its line, or a last message cut short; the parser would silently take both."""
    message = 0
    for number, line in enumerate(text.splitlines(), start=1):
        stripped = line.strip().removeprefix("#~").removeprefix("#|").strip()
        if line.startswith("#") and not line.startswith(("#~", "#|")):
            continue
        if stripped.startswith("msgid "):
            message = number
        elif stripped.startswith("msgstr"):
            message = 0
        quoted = stripped[stripped.find('"') :] if '"' in stripped else ""
        if quoted and not re.fullmatch(r'"(?:[^"\\]|\\.)*"', quoted):
            raise DataError(
                name, f"line {number}", "The text does not end on its line.", 'End it with a ", and write \\" inside.'
            )
    if message:
        raise DataError(
            name, f"line {message}", "The message has no msgstr: the file is cut short.", "Take the last good version."
        )


def check_header(catalog: polib.POFile, locale: SiteLocale, name: str) -> None:
    """Refuse a catalog of another language or with another plural rule.

    :raises DataError: naming the header and what to write.
    """
    language = catalog.metadata.get("Language", "")
    if language.replace("_", "-").lower() not in {locale.code.lower(), locale.catalog.replace("_", "-").lower()}:
        raise DataError(name, "Language", f"It says “{language}”.", f"Write Language: {locale.catalog}.")
    declared = "".join(catalog.metadata.get("Plural-Forms", "").split()).rstrip(";")
    if declared != "".join(locale.plural_forms.split()).rstrip(";"):
        raise DataError(
            name, "Plural-Forms", "It is not the registry's rule.", f"Write Plural-Forms: {locale.plural_forms}"
        )


def _fold_references(line: str) -> str:
    """Break a long line of file names where the gettext programs break it, so that they change nothing."""
    if not line.startswith("#: ") or len(line) < _REFERENCE_WIDTH:
        return line
    return textwrap.fill(
        line,
        _REFERENCE_WIDTH - 1,
        subsequent_indent="#: ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def render_po(catalog: polib.POFile) -> bytes:
    """Give the bytes of a catalog, unwrapped, so that a change of one message is a change of its lines only."""
    catalog.wrapwidth = 0
    return "".join(f"{_fold_references(line)}\n" for line in str(catalog).rstrip().split("\n")).encode()


def write_po(catalog: polib.POFile, path: Path) -> None:
    """Write a catalog as :func:`render_po` renders it."""
    replace_file(path, render_po(catalog))
