"""``opened.toml``: which languages readers have been given, and since when.

The site's own note lies beside the compiled catalog and is gone with the
machine. A release built afresh must still know that a language was open, or
an edit of the English would close it.
"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import tomlkit

from portal.data import Entry, read_text, read_toml, replace_file
from portal.i18n.locales import SiteLocale

FILE = "opened.toml"

_OPENING = """\
# Languages that were opened to readers, and since when. docs/offering.md says what keeps them open.
# portal translations update adds a language here once it is ready.
"""


def load_opened(folder: Path) -> dict[str, date]:
    """Read which languages were opened, by locale code; none where there is no record.

    :param folder: the folder of all catalogs.
    :raises DataError: for a line that is no date.
    """
    path = folder / FILE
    if not path.exists():
        return {}
    table = read_toml(path)
    entry = Entry(FILE, "the file", table)
    return {code: entry.day(code) for code in table}


def record_opened(folder: Path, locales: Iterable[SiteLocale], day: date) -> list[SiteLocale]:
    """Write down languages that are ready for readers; those written down already stay as they are.

    :return: those that are new.
    """
    known = load_opened(folder)
    new = [locale for locale in locales if locale.code not in known]
    if new:
        document = tomlkit.parse(read_text(folder / FILE) if known else _OPENING)
        document.update({locale.code: day for locale in new})
        replace_file(folder / FILE, tomlkit.dumps(document).encode())
    return new
