"""``messages.pot``: every message there is, the same bytes from the same sources.

No dates and no line numbers, so it changes when a sentence changes and at no
other time; a test holds it to the sources.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import polib
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

PACKAGE = Path(__file__).parent.parent
CONFIG = PACKAGE.parent / "babel.cfg"

HEADER = {
    "Project-Id-Version": "portal",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
}


def _extract(package: Path) -> Iterator[tuple[str, str | tuple[str, ...], list[str], str | None]]:
    with CONFIG.open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    for file, _line, message, comments, context in extract_from_dir(
        str(package),
        method_map=methods,
        options_map=options,
        keywords=DEFAULT_KEYWORDS,
        comment_tags=("Translators:",),
        strip_comment_tags=False,
    ):
        yield Path(file).as_posix(), message, comments, context


def build_template(package: Path = PACKAGE) -> polib.POFile:
    """Extract every message.

    :param package: the folder of the portal's own code, templates and data, or a copy of it.
    :return: the template; messages in the order of their files, each once.
    """
    template = polib.POFile(wrapwidth=0)
    template.metadata = dict(HEADER)
    entries: dict[tuple[str | None, str], polib.POEntry] = {}
    for file, message, comments, context in sorted(_extract(package), key=_order):
        msgid, plural = (message[0], message[1]) if isinstance(message, tuple) else (message, "")
        key = (context, msgid)
        if key not in entries:
            entries[key] = polib.POEntry(msgctxt=context, msgid=msgid, msgid_plural=plural)
            if plural:
                entries[key].msgstr_plural = {0: "", 1: ""}
            if "%(" in msgid:
                entries[key].flags.append("python-format")
        entry = entries[key]
        if (file, "") not in entry.occurrences:
            entry.occurrences.append((file, ""))
        lines = [line for line in entry.comment.splitlines() if line]
        entry.comment = "\n".join(dict.fromkeys([*lines, *(re.sub(r"\s+", " ", comment) for comment in comments)]))
    template.extend(entries.values())
    return template


def _order(extracted: tuple[str, str | tuple[str, ...], list[str], str | None]) -> str:
    return extracted[0]
