"""Re-dating a claim: the one edit the portal makes to its own data, with who and when.

The file keeps its comments and order, so that a reviewer sees a change of one
claim and nothing else. One claim dates a section in every language at once.
"""

from datetime import date
from pathlib import Path

import tomlkit
from tomlkit.items import Table

from portal.content.claims import GUIDE_CLAIMS, LETTER_CLAIMS, Confirmation, check_role, load_claims
from portal.content.sources import load_sources
from portal.data import DataError, read_text

FILE = GUIDE_CLAIMS


def file_of(key: str) -> str:
    """Name the file a claim stands in, below the folder of data files."""
    return LETTER_CLAIMS if key.startswith("letter.") else GUIDE_CLAIMS


def _find_table(document: tomlkit.TOMLDocument, key: str) -> Table:
    guide, _, section = key.partition(".")
    table = document.get(guide, {}).get(section)
    if not isinstance(table, Table):
        raise DataError(file_of(key), key[:80], "There is no such claim.", "Use a key that “portal claims” lists.")
    return table


def confirm_claim(folder: Path, key: str, by: str, until: date, today: date) -> str:
    """Write that a person looked again and found a section to hold.

    :param folder: the folder of data files; the file :func:`file_of` names is the one changed.
    :param key: the section's key, ``guide.section``, or ``letter.congress.part``.
    :param by: the person's role.
    :param until: the new review date.
    :return: the file's new text; the caller writes it.
    :raises DataError: for a key there is none of, a date that is not ahead, a role that is none.
    """
    claims = load_claims(folder, load_sources(folder), file_of(key))
    if until <= today:
        raise DataError("command line", "--until", f"{until} is not after {today}.", "Name the day to look again.")
    document = tomlkit.parse(read_text(folder / file_of(key)))
    table = _find_table(document, key)
    confirmations = [*claims[key].confirmations, Confirmation(check_role(by), today, until)]
    table["as_of"] = today
    table["review_by"] = until
    table.pop("recheck", None)
    lines = tomlkit.array()
    for confirmation in confirmations:
        line = tomlkit.inline_table()
        line.update({"by": confirmation.by, "on": confirmation.on, "until": confirmation.until})
        lines.append(line)
    lines.multiline(len(confirmations) > 1)
    if "confirmations" in table:
        table["confirmations"] = lines
    else:
        # Appended, it would stand below a comment that speaks of the next guide.
        table.value._insert_after("area", "confirmations", lines)
    return tomlkit.dumps(document)
