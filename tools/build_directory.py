"""Make the project's directory files from the collected records, and hold the files to them.

    python tools/build_directory.py RECORDS.yaml            writes portal/data/directory/
    python tools/build_directory.py RECORDS.yaml --check    says what differs and exits 1

Needs PyYAML and nothing else; the portal itself reads no YAML. What a person decided stands in directory_rules.toml
beside this file, and what becomes of a record in directory_services.py.
"""

import argparse
import json
import os
import sys
import tomllib
from pathlib import Path
from typing import Any

from directory_services import RULES, WAITING, Directory, Record, build_phones, is_recent, reason_against

try:
    import yaml
except ImportError:
    sys.exit("This script needs PyYAML, which the portal does not: install it for the interpreter that runs this.")

TARGET = Path(__file__).parent.parent / "portal" / "data" / "directory"
NEEDS = ("legal-aid", "mental-health", "coverage", "rapid-response", "consulates", "basic-needs", "crisis", "federal")

#: Said of every record of the roster; nobody has to check it.
STANDARD_CAUTIONS = (
    "Roster gives recognition, not services, languages, fees or service area; recognized organizations may charge small"
    " fees.",
    "Offices with doj_office are from the DOJ roster, which gives recognition only.",
)


def write_value(value: Any) -> str:
    """Write a value as TOML, tables in line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list):
        return f"[{', '.join(map(write_value, value))}]"
    assert isinstance(value, dict), value
    return f"{{ {', '.join(f'{key} = {write_value(item)}' for key, item in value.items())} }}"


def write_line(key: str, value: Any) -> str:
    """Write one key; lists of tables have a line each."""
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return f"{key} = [\n" + "".join(f"    {write_value(item)},\n" for item in value) + "]\n"
    return f"{key} = {write_value(value)}\n"


def list_entries(records: list[Record]) -> list[Record]:
    """List records and their offices."""
    return [*records, *(office for record in records for office in record["offices"])]


def write_cautions(records: list[Record]) -> str:
    """Write what the operator should know as comments."""
    texts = []
    for entry in list_entries(records):
        text = entry.get("caution") or ""
        for standard in STANDARD_CAUTIONS:
            text = text.replace(standard, "").strip()
        texts.append(text)
        if reason_against(entry) in WAITING and entry.get("hours"):
            texts.append(" ".join(f"Hours as printed: {entry['hours']}. {entry['hours_note'] or ''}".split()))
    return "".join(f"# To check: {text}\n" for text in dict.fromkeys(filter(None, texts)))


def write_need(need: str, directory: Directory) -> str:
    """Write the file of one need."""
    services = {key: service for key, service in directory.services.items() if service["need"] == need}
    parts = [HEADER.format(need=need)]
    for key in sorted(services, key=lambda key: (services[key]["name"].casefold(), key)):
        lines = "".join(write_line(name, value) for name, value in services[key].items() if value)
        parts.append(f"\n{write_cautions(directory.members[key])}[{key}]\n{lines}")
    return "".join(parts)


HEADER = """\
# {need}: services of the directory, made by tools/build_directory.py from collected records. Change the rules beside
# that script and run it again, or give an entry of the same key in your own folder; an edit here is lost.
#
# No number here was dialled. Each says where it was listed and when, and pages say so. One that was listed over three
# years ago, or is undated, is hidden until somebody has called: see docs/directory.md, which explains every key.
"""

KEPT_OUT = """\
# What is known and not shown: records that failed the directory's rules, for “portal directory audit”. Without their
# numbers, so that none is published by mistake. Made by tools/build_directory.py.
#
# reason     unverified or corroborated: nobody read the number on a page that answers for it
#            no-date: the page has no date; old-source: it is over three years old
# published  “offices”: the organization is shown, with its offices from a dated list alone
#
# What would only have to be called stands with the others, hidden: see “portal directory calls”.
"""


def write_all(directory: Directory) -> dict[str, str]:
    """Write every file, by name."""
    files = {f"{need}.toml": write_need(need, directory) for need in NEEDS}
    kept = sorted(directory.kept_out.items())
    files["kept-out.toml"] = KEPT_OUT + "".join(
        f"\n[{key}]\n" + "".join(write_line(name, value) for name, value in entry.items()) for key, entry in kept
    )
    return files


def find_differences(files: dict[str, str], directory: Directory, records: list[Record]) -> list[str]:
    """List what the files hold that the records do not, number by number, and every file that differs."""
    problems = []
    for name, text in files.items():
        path = TARGET / name
        if not path.is_file() or path.read_text("utf-8") != text:
            problems.append(f"{name} is not what the records make.")
        if path.is_file() and name != "kept-out.toml":
            for key, service in tomllib.loads(path.read_text("utf-8")).items():
                problems += find_strange_phones(name, key, service, directory.members.get(key, []))
    return problems


def find_strange_phones(file: str, key: str, service: Record, records: list[Record]) -> list[str]:
    """List the numbers of a service that none of its records has, with extension, kind and languages."""
    known = [phone for entry in list_entries(records) for phone in build_phones(entry)]
    phones = [phone for place in [service, *service.get("locations", [])] for phone in place.get("phones", [])]
    return [f"{file}: {key}: {phone['printed']} is not in its record." for phone in phones if phone not in known]


def main() -> None:
    """Write the files, or check them."""
    parser = argparse.ArgumentParser(description="Make the directory's files from collected records.")
    parser.add_argument("records", type=Path)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    records = yaml.safe_load(options.records.read_text("utf-8"))["resources"]
    directory = Directory(records)
    files = write_all(directory)
    if not options.check:
        for name, text in files.items():
            part = TARGET / f"{name}.part"
            part.write_text(text, "utf-8")
            os.replace(part, TARGET / name)
    problems = find_differences(files, directory, records)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems))
    waiting = [
        key
        for key, service in directory.services.items()
        if key not in RULES["always"] and not is_recent(service["listing"].get("date"))
    ]
    sys.stdout.write(
        f"{len(directory.services)} services, {len(waiting)} of them hidden until called;"
        f" {len(directory.kept_out)} records kept out.\n"
    )
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
