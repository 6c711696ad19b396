"""Members of Congress from the publisher's JSON, one bad record at a time.

Another project's loader failed whole when one member's term had lapsed; here a
record that cannot be used costs its own seat and a warning. Only a file that is
no such list at all, or not of a believable size, is refused.

Layout: https://github.com/unitedstates/congress-legislators
"""

import json
from collections.abc import Mapping
from datetime import date

from portal.data import DataError
from portal.letters.officials.cleaning import clean_day, clean_link, clean_name, clean_party, clean_phone, clean_text
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Draft, Official, Roster

SOURCE = "congress"

_SEAT = tuple[str, str, int | None]

#: No term is longer; one that says so would show a name for years too long. Puerto Rico's is four years.
_LONGEST = {"senate": 6 * 366 + 10, "house": 4 * 366 + 10}


def _error(problem: str, cure: str) -> DataError:
    return DataError("legislators-current.json", "the file", problem, cure)


def _load(raw: bytes, facts: Facts) -> list[object]:
    allowed = facts.bounds.congress_bytes
    if len(raw) not in allowed:
        raise _error(
            f"It has {len(raw):,} bytes, not {allowed.least:,} to {allowed.most:,}.", "Download it again, whole."
        )
    try:
        records = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise _error("It is not UTF-8.", "Download it again.") from error
    # A number of thousands of digits is a plain ValueError, deep nesting a RecursionError.
    except (ValueError, RecursionError) as error:
        raise _error(f"It is not valid JSON ({type(error).__name__}).", "Download it again, whole.") from error
    if not isinstance(records, list):
        raise _error("It is not a list of members.", "Use legislators-current.json.")
    if len(records) not in facts.bounds.records:
        raise _error(f"It has {len(records)} members.", "Look at the file before anybody sees these names.")
    return records


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _full_name(name: Mapping[str, object]) -> str | None:
    if "official_full" in name:
        return clean_name(name["official_full"])
    parts = [name.get(key) for key in ("first", "middle", "last") if name.get(key)]
    suffix = name.get("suffix")
    if suffix:
        parts.append(suffix)
    cleaned = [clean_name(part) for part in parts]
    whole = name.get("first") and name.get("last") and all(cleaned)
    return clean_name(" ".join(str(part) for part in cleaned)) if whole else None


def _read_seat(term: Mapping[str, object], facts: Facts) -> _SEAT | None:
    state = term.get("state")
    if not isinstance(state, str) or state not in facts.states:
        return None
    if term.get("type") == "sen":
        return ("senate", state, None) if facts.states[state].has_senators else None
    district = term.get("district")
    if term.get("type") != "rep" or not isinstance(district, int) or isinstance(district, bool):
        return None
    return ("house", state, district) if district in facts.states[state].districts else None


def _read_days(term: Mapping[str, object], chamber: str) -> tuple[date, date] | None:
    start, end = clean_day(term.get("start")), clean_day(term.get("end"))
    if start is None or end is None or not 0 < (end - start).days <= _LONGEST[chamber]:
        return None
    return start, end


def _read_record(record: object, facts: Facts, draft: Draft) -> None:
    """Take one member, or leave it out with a warning."""
    table = _table(record)
    name, ids, terms = _table(table.get("name")), _table(table.get("id")), table.get("terms")
    bioguide = clean_text(ids.get("bioguide"), 20)
    label = bioguide or "A member without an id"
    term = _table(terms[-1]) if isinstance(terms, list) and terms else {}
    seat = _read_seat(term, facts)
    if seat is None:
        draft.drop(f"{label}: its last term names no seat there is; left out.")
        return
    days, full, family = _read_days(term, seat[0]), _full_name(name), clean_name(name.get("last"))
    if not (bioguide and days and full and family):
        fault = "id" if not bioguide else "name" if days else "dates of the term"
        draft.drop(f"{label}: the {fault} cannot be used; left out.", seat)
        return
    links = {}
    for key in ("url", "contact_form"):
        links[key] = clean_link(term.get(key), facts.hosts.congress)
        if term.get(key) and not links[key]:
            draft.warnings.append(f"{label}: {key} is no address of Congress; left blank.")
    chamber, state, district = seat
    draft.add(
        Official(
            id=f"bioguide:{bioguide}",
            level="us",
            chamber=chamber,
            state=state,
            district=district,
            name=full,
            family=family,
            party=clean_party(term.get("party")),
            caucus=clean_party(term.get("caucus")),
            phone=clean_phone(term.get("phone")),
            office=clean_text(term.get("office")),
            address=clean_text(term.get("address")),
            url=links["url"],
            contact_form=links["contact_form"],
            email=None,
            valid_from=days[0],
            valid_until=days[1],
            end_type=clean_text(term.get("end-type"), 40),
            source=SOURCE,
        )
    )


def parse_congress(raw: bytes, facts: Facts) -> Roster:
    """Read ``legislators-current.json``.

    :raises DataError: for a file that is no such list, or whose numbers nobody should believe.
    """
    draft = Draft(SOURCE)
    for record in _load(raw, facts):
        _read_record(record, facts, draft)
    roster = draft.finish()
    for chamber, allowed in (("senate", facts.bounds.senators), ("house", facts.bounds.representatives)):
        found = sum(official.chamber == chamber for official in roster.officials)
        if found not in allowed:
            raise _error(f"It has {found} members of the {chamber} that can be used.", "Look at the file first.")
    return roster
