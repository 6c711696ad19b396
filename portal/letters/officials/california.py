"""California's legislators from Open States, whose file carries no dates.

When each term ends follows from the office, and is reckoned from the day of the
download. Two traps of the exporter: somebody whose role has ended appears with
the seat of the row above, and many people still list the site of another seat.

Layout: https://github.com/openstates/people
"""

import csv
import io
import re
from datetime import date
from urllib.parse import urlsplit

from portal.data import DataError
from portal.letters.officials.cleaning import clean_email, clean_link, clean_name, clean_party, clean_phone, clean_text
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Draft, Official, Roster

SOURCE = "california"
CHAMBERS = ("upper", "lower")

_COLUMNS = {
    "id",
    "name",
    "current_party",
    "current_district",
    "current_chamber",
    "family_name",
    "email",
    "links",
    "capitol_address",
    "capitol_voice",
}

#: Hosts and paths of a seat's own site, with the seat's number in them.
_SITES = {
    "upper": (r"(?:sd|sr)0?{n}\.senate\.ca\.gov/.*", r"(?:www\.)?senate\.ca\.gov/sd0?{n}(?:/.*)?"),
    "lower": (
        r"a0?{n}\.asmdc\.org/.*",
        r"ad0?{n}\.asmrc\.org/.*",
        r"(?:www\.)?assembly\.ca\.gov/assemblymembers/0?{n}(?:/.*)?",
    ),
}


def _error(problem: str, cure: str) -> DataError:
    return DataError("ca.csv", "the file", problem, cure)


def _rows(raw: bytes, limit: int) -> list[dict[str | None, str]]:
    if len(raw) > limit:
        raise _error(f"It is over {limit:,} bytes.", "Download it again.")
    try:
        text = raw.decode("utf-8-sig")
        reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        missing = _COLUMNS - set(reader.fieldnames or ())
        if missing:
            raise _error(f"The column “{min(missing)}” is missing.", "Use people/current/ca.csv of Open States.")
        return list(reader)
    except UnicodeDecodeError as error:
        raise _error("It is not UTF-8.", "Download it again.") from error
    except csv.Error as error:
        raise _error(f"It is not valid CSV ({error}).", "Download it again, whole.") from error


def choose_link(links: str, chamber: str, district: int, hosts: tuple[str, ...]) -> str | None:
    """Choose the first link that is this seat's own site; a former seat's would send the letter astray."""
    patterns = [pattern.format(n=district) for pattern in _SITES[chamber]]
    for link in links.split(";")[:50]:
        address = clean_link(link.strip(), hosts)
        if address is None:
            continue
        parts = urlsplit(address)
        place = f"{parts.hostname}{parts.path or '/'}"
        if any(re.fullmatch(pattern, place) for pattern in patterns):
            return address
    return None


def _read_row(row: dict[str | None, str], facts: Facts, day: date, draft: Draft) -> None:
    """Take one legislator, or leave the row out with a warning."""
    key = clean_text(row["id"], 80)
    label = key or "A row without an id"
    chamber, number = row["current_chamber"] or "", row["current_district"] or ""
    seated = chamber in CHAMBERS and re.fullmatch(r"[1-9][0-9]{0,2}", number)
    if not seated or int(number) > facts.california.seats(chamber):
        draft.drop(f"{label}: “{chamber[:10]} {number[:10]}” is no seat there is; left out.")
        return
    district = int(number)
    name, family = clean_name(row["name"]), clean_name(row["family_name"])
    if not key or not name or not family or None in row or None in row.values():
        draft.drop(f"{label}: the row or the name cannot be used; left out.", (chamber, "CA", district))
        return
    term = facts.term_of(chamber, district)
    link = choose_link(row["links"], chamber, district, facts.hosts.california)
    if link is None:
        draft.warnings.append(f"{label}: no link is of {chamber} {district}; left blank.")
    draft.add(
        Official(
            id=key,
            level="ca",
            chamber=chamber,
            state="CA",
            district=district,
            name=name,
            family=family,
            party=clean_party(row["current_party"]),
            caucus=None,
            phone=clean_phone(row["capitol_voice"]),
            office=None,
            address=clean_text(row["capitol_address"]),
            url=link,
            contact_form=None,
            email=clean_email(row["email"], facts.hosts.california_email),
            valid_from=term.last(day),
            valid_until=term.following(day),
            end_type=None,
            source=SOURCE,
        )
    )


def parse_california(raw: bytes, facts: Facts, day: date) -> Roster:
    """Read ``ca.csv``.

    :param day: the day it was downloaded, from which terms are reckoned.
    :raises DataError: for a file that is none, or that has somebody whose role has ended on another's seat.
    """
    draft = Draft(SOURCE)
    for row in _rows(raw, facts.datasets[SOURCE].limit):
        _read_row(row, facts, day, draft)
    roster = draft.finish()
    if roster.clashes:
        raise _error(f"Several people are on one seat: {roster.warnings[-1]}", "Wait for the publisher's next file.")
    seats = {official.seat for official in roster.officials}
    if len(seats) not in facts.bounds.california_seats:
        raise _error(f"It has {len(seats)} seats that can be used.", "Wait for the publisher's next file.")
    return roster
