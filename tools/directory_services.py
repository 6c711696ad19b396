"""What collected records become: services in the words of the directory's files, and the list of what is kept out.

The rules that hold for every record:

- Only records marked “verified” are published, and of them only the numbers and offices that are themselves marked so.
- Pages show an entry only if its source has a date whose first possible day is at most three years old: “2023” could be
  the first of January. Entries with an older source, or with none that is dated, stand in the files all the same and
  wait: the portal hides them until an operator has called. 911 and 988 are always shown.
- A joined record whose own source fails, but whose offices stand on a dated list, is published with these offices alone
  and with nothing its own source said. Its lines wait as an entry of their own where the rules name one.
- Hours of an entry that waits are told to the operator and never to readers: they are as old as its source.
- Offices of one organization become one service with several locations. Their numbers stand with each office unless all
  have the same one.
- What is kept out is named in kept-out.toml, without its numbers, so that nobody publishes them by mistake.
- Cautions and notes of a record become comments for the operator and never reach a page.
"""

import json
import re
import tomllib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

RULES = tomllib.loads((Path(__file__).parent / "directory_rules.toml").read_text("utf-8"))
KINDS = {
    "legal_aid": "legal-aid",
    "mental_health": "mental-health",
    "health_coverage": "coverage",
    "consulate": "consulates",
    "food_basic_needs": "basic-needs",
}
SUBKINDS = {
    "crisis": "crisis",
    "emergency": "crisis",
    "survivor_support": "crisis",
    "rapid_response": "rapid-response",
    "government_information": "federal",
}
#: Reasons that a call of the operator's can end.
WAITING = {"no-date", "old-source"}

STATUSES = {"yes": "any", "no": "may-refuse", "unknown": "ask"}
TYPES = {"sms": "text", "textphone": "textphone"}
ROSTER = "doj_recognized_office"

Record = dict[str, Any]


def slug(text: str) -> str:
    """Write a name as a key."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def is_recent(text: str | None) -> bool:
    """Say whether a date, taken at its first possible day, is at most three years old."""
    today: date = RULES["today"]
    if text is None:
        return False
    first = date.fromisoformat((text + "-01-01")[:10] if len(text) < 10 else text)
    return first >= today.replace(year=today.year - 3)


def reason_against(record: Record) -> str | None:
    """Say in one word why a record is kept out, or nothing."""
    if record["id"] in RULES["always"]:
        return None
    if record["id"] in RULES["refused"]:
        return str(RULES["refused"][record["id"]])
    if record["confidence"] != "verified":
        return str(record["confidence"])
    if record["source"]["date"] is None:
        return "no-date"
    return None if is_recent(record["source"]["date"]) else "old-source"


def need_of(record: Record) -> str:
    """Say in which file a record belongs."""
    return SUBKINDS.get(record["subkind"]) or KINDS[record["kind"]]


def county_slug(county: dict[str, str]) -> str:
    """Give a county's key."""
    return slug(county["name"].removesuffix(" County"))


def build_phone(phone: Record, instruction: str | None = None) -> Record:
    """Turn a record's number into a table of ours.

    :param instruction: what to send, for a line that takes text messages.
    """
    table = {"printed": phone["printed"], "dial": phone["e164"] or phone["short_code"]}
    if phone["type"] in TYPES:
        table["type"] = TYPES[phone["type"]]
    if phone["ext"]:
        table["extension"] = phone["ext"]
    if phone["languages"]:
        table["languages"] = phone["languages"]
    if instruction and phone["type"] == "sms":
        table["instruction"] = instruction
    return table


def build_phones(record: Record, refused: Iterable[str] = ()) -> list[Record]:
    """Turn the numbers of a record or an office that may be shown."""
    always = record["id"] in RULES["always"]
    shown = [phone for phone in record["phones"] if always or phone["confidence"] == "verified"]
    instruction = RULES["instructions"].get(record["id"])
    return [build_phone(phone, instruction) for phone in shown if phone["printed"] not in refused]


def build_listing(record: Record, rule: str) -> Record:
    """Name the list a record stands on."""
    publisher = RULES["publishers"][rule]
    listing = {"publisher": publisher["publisher"]}
    if publisher.get("undated") or record["source"]["date"] is None:
        listing["undated"] = True
    else:
        listing["date"] = record["source"]["date"]
    if "page" in publisher:
        listing["url"] = record["source"]["urls"][publisher["page"]]
    if publisher.get("copied"):
        listing["copied"] = True
    return listing


def build_location(office: Record, name: str | None, hide: list[Record], listing: Record | None) -> Record:
    """Turn an office into a table of ours.

    :param hide: numbers that stand with the service already.
    :param listing: that of the service, which is not repeated.
    """
    location: Record = {"name": name} if name else {}
    if office.get("address"):
        match = re.fullmatch(r"(.+), ([^,]+), CA (\d{5})", office["address"])
        assert match, office["address"]
        location |= {"address": match[1], "city": match[2]}
        if RULES["refused-postal-codes"].get(office["id"]) != match[3]:
            location["postal_code"] = match[3]
    else:
        location["city"] = RULES["office-cities"][office["id"]]
    location["county"] = county_slug(office["county"])
    phones = [phone for phone in build_phones(office) if phone not in hide]
    if phones:
        location["phones"] = phones
    if office["source"]["kinds"] == ["gov_extract"]:
        own = build_listing(office, ROSTER)
        if own != listing:
            location["listing"] = own
    return location


def split_name(name: str) -> str:
    """Give the name of the organization an office belongs to."""
    for organization, names in RULES["organizations"].items():
        if name in names:
            return str(organization)
    return name.split(" - ")[0].split(" (")[0]


def office_name(name: str, organization: str) -> str | None:
    """Give what an office's name says beyond its organization's; an abbreviation says nothing."""
    rest = re.sub(r"^\([A-Z]+\)", "", name.removeprefix(organization).strip(" -")).strip(" -")
    rest = rest[1:-1] if rest.startswith("(") and rest.endswith(")") else rest
    return rest if rest and name.startswith(organization) and not rest.startswith("of ") else None


def as_office(record: Record) -> Record:
    """See a record of one roster office as an office of an organization."""
    [county] = record["area"]["counties"]
    return {key: record[key] for key in ("id", "name", "address", "phones", "source")} | {"county": county}


def build_service(record: Record, offices: list[Record], *, whole: bool = True) -> Record:
    """Turn one record into a service.

    :param whole: whether its own source counts; otherwise only its offices' does.
    """
    key = record["id"]
    subkind = record["subkind"] if whole else ROSTER
    name = RULES["names"].get(key) or record["name"].removesuffix(" - access line")
    words = RULES["words"].get(key, {}) if whole else {}
    # What federal money may refuse is known, whatever the record says of this one office.
    status = "may-refuse" if record["lsc_funded"] else STATUSES[record["any_status"]]
    recognized = bool(offices) and any(office.get("doj_office") for office in offices) and subkind != ROSTER
    phones = build_phones(record, RULES["refused-phones"].get(key, ())) if whole else []
    listing = build_listing(record if whole else offices[0], key if key in RULES["publishers"] and whole else subkind)
    same = {json.dumps(build_phones(office)) for office in offices}
    if not phones and len(same) == 1:
        phones = build_phones(offices[0])
    return {
        "name": name,
        "alternate_names": RULES["alternate-names"].get(key),
        "need": need_of(record),
        "subkind": subkind.replace("_", "-"),
        **words,
        "languages": RULES["languages"].get(key, record["languages"]) if whole else None,
        "immigration_status": status if status != "ask" and (whole or status == "may-refuse") else None,
        "lsc_funded": record["lsc_funded"],
        "free": key in RULES["costs"]["free"],
        "website": record["website"],
        "tags": ["doj-recognized"] if recognized else None,
        "area": build_area(record) if whole else {"scope": "office"},
        "listing": listing,
        "phones": phones,
        "schedules": [{"days": ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]}] if key in RULES["hours"] else None,
        "locations": [
            build_location(office, office_name(office["name"], split_name(office["name"])), phones, listing)
            for office in offices
        ],
    }


def build_area(record: Record) -> Record:
    """Say whom a record is for, by place."""
    area = record["area"]
    if area["scope"] == "office_county":
        return {"scope": "office"}
    if area["scope"] == "counties":
        return {"scope": "counties", "counties": [county_slug(county) for county in area["counties"]]}
    return {"scope": area["scope"]}


def build_organization(name: str, records: list[Record]) -> Record:
    """Turn several roster offices of one organization into one service with several locations."""
    names = {record["name"] for record in records}
    title = names.pop() if len(names) == 1 else name
    whole = {**records[0], "id": slug(title), "name": title, "phones": []}
    service = build_service(whole, [as_office(record) for record in records])
    return service | {"lsc_funded": any(record["lsc_funded"] for record in records)}


class Directory:
    """All services made from the records.

    :param records: as the file has them.
    """

    def __init__(self, records: list[Record]) -> None:
        self.services: dict[str, Record] = {}
        self.members: dict[str, list[Record]] = {}
        self.kept_out: dict[str, Record] = {}
        roster: dict[str, list[Record]] = {}
        for record in records:
            reason = reason_against(record)
            offices = [o for o in record["offices"] if o["confidence"] == "verified" and is_recent(o["source"]["date"])]
            if reason in WAITING and not offices:
                self._add(record["id"], build_service(record, []), [record])
                continue
            if reason:
                self._keep_out(record, reason, published=reason in WAITING)
            if reason and reason not in WAITING:
                continue
            if reason and record["id"] in RULES["lines-apart"]:
                key = RULES["lines-apart"][record["id"]]
                self._add(key, build_service({**record, "id": key}, []), [record])
            if record["subkind"] == ROSTER and not record["offices"]:
                roster.setdefault(split_name(record["name"]), []).append(record)
                continue
            if record["subkind"] == ROSTER and not offices:
                offices = [as_office(record)]
            self._add(record["id"], build_service(record, offices, whole=not reason), [record])
        for name, members in roster.items():
            if len(members) == 1:
                self._add(members[0]["id"], build_service(members[0], [as_office(members[0])]), members)
            else:
                service = build_organization(name, members)
                self._add(slug(service["name"]), service, members)

    def _add(self, key: str, service: Record, members: list[Record]) -> None:
        assert key not in self.services, key
        self.services[key] = service
        self.members[key] = members

    def _keep_out(self, record: Record, reason: str, *, published: bool) -> None:
        entry = {"name": record["name"], "need": need_of(record), "reason": reason}
        if published:
            entry["published"] = "offices"
        self.kept_out[record["id"]] = entry
