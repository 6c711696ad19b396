"""A Congress, a legislature and ZIP tables of people and places nobody knows, in the publishers' own layouts."""

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from portal.letters.officials.facts import Facts

#: The day the fictional files were downloaded.
DAY = date(2026, 8, 5)

CALIFORNIA_COLUMNS = (
    "id,name,current_party,current_district,current_chamber,given_name,family_name,gender,email,biography,birth_date,"
    "death_date,image,links,sources,capitol_address,capitol_voice,capitol_fax,district_address,district_voice,"
    "district_fax,twitter,youtube,instagram,facebook,wikidata"
).split(",")

#: ZIP areas each district gets, so that their number can be believed.
ZIPS_A_DISTRICT = 76

Pair = tuple[str, str, str, int, int]


def senator(state: str, number: int, **changes: Any) -> dict[str, Any]:
    """One senator of a state."""
    return {
        "id": {"bioguide": f"S{state}{number}"},
        "name": {"first": "Sena", "last": f"Tor{state}{number}", "official_full": f"Sena Tor{state}{number}"},
        "bio": {"note": "x" * 700},
        "terms": [
            {
                "type": "sen",
                "start": "2021-01-03" if number == 1 else "2025-01-03",
                "end": "2027-01-03" if number == 1 else "2031-01-03",
                "state": state,
                "class": number,
                "party": "Democrat",
                "phone": "202-224-1234",
                "url": "https://www.example.senate.gov",
                "contact_form": "https://www.example.senate.gov/contact",
                "office": "1 Hart Senate Office Building",
                "address": "1 Hart Senate Office Building Washington DC 20510",
                **changes,
            }
        ],
    }


def member(state: str, district: int, **changes: Any) -> dict[str, Any]:
    """One member of the House."""
    return {
        "id": {"bioguide": f"H{state}{district}"},
        "name": {"first": "Rep", "last": f"Member{state}{district}", "official_full": f"Rep Member{state}{district}"},
        "bio": {"note": "x" * 700},
        "terms": [
            {
                "type": "rep",
                "start": "2025-01-03",
                "end": "2027-01-03",
                "state": state,
                "district": district,
                "party": "Republican",
                "phone": "202-225-1234",
                "url": "https://member.house.gov",
                "address": "1 Cannon House Office Building Washington DC 20515-0001",
                **changes,
            }
        ],
    }


def congress(facts: Facts, start: str = "2025-01-03", end: str = "2027-01-03") -> list[dict[str, Any]]:
    """A whole Congress: two senators a state and a member for every seat."""
    states = facts.states.values()
    senators = [senator(state.code, number) for state in states if state.has_senators for number in (1, 2)]
    house = [member(state.code, d, start=start, end=end) for state in states for d in state.districts]
    return [*senators, *house]


def congress_file(records: object) -> bytes:
    return json.dumps(records, indent=1).encode()


def legislator(chamber: str, district: int, person: str = "", **changes: str) -> dict[str, str]:
    """One row of California's roster."""
    site = f"https://sd{district}.senate.ca.gov/" if chamber == "upper" else f"https://a{district}.asmdc.org/"
    name = person or f"{chamber.title()} Person{district}"
    return {
        "id": f"ocd-person/{name.replace(' ', '-')}",
        "name": name,
        "current_party": "Democratic",
        "current_district": str(district),
        "current_chamber": chamber,
        "given_name": name.split()[0],
        "family_name": name.split()[-1],
        "email": "person@senate.ca.gov",
        "links": f"https://a99.asmdc.org/;https://city.example.org/;{site}",
        "capitol_address": "1 O St. Suite 1, Sacramento, CA 95814",
        "capitol_voice": "916-651-4001",
        **changes,
    }


def legislature(facts: Facts, new: int = 0) -> list[dict[str, str]]:
    """A whole legislature.

    :param new: how many members of the Assembly are new people.
    """
    upper = [legislator("upper", d) for d in range(1, facts.california.senate + 1)]
    lower = [
        legislator("lower", d, f"New Face{d}" if d <= new else "") for d in range(1, facts.california.assembly + 1)
    ]
    return [*upper, *lower]


def legislature_file(rows: Iterable[Mapping[str, str]], columns: Iterable[str] = CALIFORNIA_COLUMNS) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(columns), restval="", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def zips_of(facts: Facts, state: str) -> list[str]:
    """Some ZIP codes of a state by its own prefixes."""
    numbers = (
        f"{prefix:03}{rest:02}"
        for first, last in facts.states[state].prefixes
        for prefix in range(int(first), int(last) + 1)
        for rest in range(100)
    )
    return [zip_code for zip_code in numbers if facts.state_of_zip(zip_code) == state]


def pairs(facts: Facts, shift: Iterable[str] = ()) -> list[Pair]:
    """ZIP areas of every district, as (FIPS, district, ZIP, part of the land, whole land).

    Every fifth area is split with the next district, which has the smaller part.

    :param shift: states whose lines are other ones.
    """
    found = []
    for state in facts.states.values():
        if not state.has_senators:
            continue
        codes = zips_of(facts, state.code)[: ZIPS_A_DISTRICT * state.seats]
        for number, zip_code in enumerate(codes):
            place = number * state.seats // len(codes)
            district = state.districts[(place + (state.code in shift)) % state.seats]
            split = number % 5 == 0 and state.seats > 1
            found.append((str(state.fips), f"{district:02}", zip_code, 70 if split else 100, 100))
            if split:
                other = state.districts[(state.districts.index(district) + 1) % state.seats]
                found.append((str(state.fips), f"{other:02}", zip_code, 30, 100))
    return found


def census(column: str, rows: Iterable[Pair], bom: bool = True) -> bytes:
    """A relationship file with exactly the Census Bureau's header."""
    kind, _, year = column.partition("_")
    names = ["OID", "GEOID", "NAMELSAD", "AREALAND", "AREAWATER", "MTFCC", "FUNCSTAT"]
    header = [f"{name}_{kind}_{year}" for name in names]
    header += [f"{name}_ZCTA5_20" for name in (*names[:6], "CLASSFP", "FUNCSTAT")]
    header += ["AREALAND_PART", "AREAWATER_PART"]
    lines = ["|".join(header)]
    for fips, district, zip_code, part, whole in rows:
        left = ["1", f"{fips}{district}", "A district", "1", "0", "G5200", "N"]
        right = ["2", zip_code, f"ZCTA5 {zip_code}", str(whole), "5", "G6350", "B5", "S"]
        lines.append("|".join([*left, *right, str(part), "5"]))
    return (("\ufeff" if bom else "") + "\n".join(lines) + "\n").encode()


def california_areas(facts: Facts, area: str) -> list[Pair]:
    """ZIP areas of every district of one of California's chambers."""
    districts = facts.districts(area, "CA")
    codes = zips_of(facts, "CA")[: 10 * len(districts)]
    return [("06", f"{districts[n % len(districts)]:03}", code, 100, 100) for n, code in enumerate(codes)]


def blocks(facts: Facts, shift: Iterable[str] = ()) -> tuple[bytes, bytes]:
    """Block lists of the 120th Congress and the table of tracts: a tract for each area and district."""
    lines = ["GEOID,STATEFP,COUNTYFP,TRACTCE,BLOCKCE,CDFP"]
    header = "OID_ZCTA5_20|GEOID_ZCTA5_20|OID_TRACT_20|GEOID_TRACT_20|AREALAND_PART"
    tracts = [header]
    for number, (fips, district, zip_code, part, _) in enumerate(pairs(facts, shift)):
        tract = f"{fips}001{number:06}"
        lines.append(f"{tract}1000,{fips},001,{number:06},1000,{district}")
        tracts.append(f"1|{zip_code}|2|{tract}|{part}")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("NationalCD120.txt", "\r\n".join(lines) + "\r\n")
        archive.writestr("CD120_06.txt", "GEOID,STATEFP,COUNTYFP,TRACTCE,BLOCKCE,CDFP\r\n")
    return file.getvalue(), ("\n".join(tracts) + "\n").encode()


def write_all(folder: Path, facts: Facts) -> list[Path]:
    """Write every published file of the fictional country."""
    folder.mkdir(parents=True, exist_ok=True)
    files = {
        "legislators-current.json": congress_file(congress(facts)),
        "ca.csv": legislature_file(legislature(facts)),
        "cd119.txt": census("CD119_20", pairs(facts)),
        "sldu.txt": census("SLDU2024_20", california_areas(facts, "sldu")),
        "sldl.txt": census("SLDL2024_20", california_areas(facts, "sldl")),
    }
    for name, body in files.items():
        (folder / name).write_bytes(body)
    return [folder / name for name in files]
