"""An operator's own folder, made up for tests; its numbers are of the range kept for fiction."""

from pathlib import Path

#: An entry of an operator's file that is right in everything.
ENTRY = """
[clinic]
name = "Clinic of the Valley"
need = "basic-needs"
subkind = "community-organization"
description = "Gives food to families."
languages = ["es", "zh-Hant"]
immigration_status = "any"
website = "https://clinic.example/help"
email = "help@clinic.example"
area = { scope = "counties", counties = ["fresno"] }
listing = { publisher = "County of Fresno", url = "https://county.example/list", date = "2026-05" }
phones = [
    { printed = "(559) 555-0100", dial = "+15595550100", extension = "4", languages = ["es"] },
    { printed = "898211", dial = "898211", type = "text", instruction = "Text {name:HELP} to {name:898211}." },
]
schedules = [
    { days = ["FR", "MO"], opens = "08:00", closes = "17:30" },
]
locations = [
    { address = "1 Main Street", city = "Fresno", postal_code = "93706", county = "fresno" },
]
"""


def write_instance(folder: Path, text: str = ENTRY, name: str = "own.toml") -> Path:
    """Write a file of an operator's own folder, and give the folder."""
    place = folder / "directory" / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, "utf-8")
    return folder
