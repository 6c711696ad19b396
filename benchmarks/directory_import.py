"""How long a directory takes to be imported, read at start and exported, and how much memory it needs.

Run it from the project's folder::

    .venv/bin/python benchmarks/directory_import.py [--services N]

The services are invented: their names are numbers and their phones are of the
range that no line has. Each step runs in a process of its own, whose most
memory is what the system says of it; “reads” is the portal's own start with
the imported folder, and “API” one page of fifty services with everything.
"""

import argparse
import csv
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from portal.directory.importers.spreadsheet import COLUMNS
from portal.directory.services import NEEDS

CITIES = [("Fresno", "93706"), ("San Diego", "92101"), ("Sacramento", "95814"), ("San Francisco", "94110")]

#: Runs one step and says its seconds and megabytes.
STEP = """
import json, resource, sys, time
started = time.perf_counter()
{code}
seconds = time.perf_counter() - started
print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""

READ = """
from pathlib import Path
from portal.data import FOLDER
from portal.directory.register import load_register
load_register(FOLDER, Path({instance!r}))
"""

PAGE = """
from datetime import date
from pathlib import Path
from portal.data import FOLDER
from portal.directory.hsds.answers import Day, Wish, cut_page
from portal.directory.hsds.english import make_exporter
from portal.directory.register import load_register
from portal.i18n.locales import load_registry
from functools import partial
register = load_register(FOLDER, Path({instance!r}))
exporter = make_exporter(register, load_registry(FOLDER).source)
day = Day(exporter, register.shown(date(2026, 11, 22)))
started = time.perf_counter()
cut_page([partial(exporter.service, service) for service in day.find_services(Wish(search="lawyers"))], 1, 50)
"""


def write_list(path: Path, count: int) -> None:
    """Write a spreadsheet of invented services."""
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(COLUMNS))
        writer.writeheader()
        for number in range(count):
            city, zip_code = CITIES[number % len(CITIES)]
            writer.writerow(
                {
                    "name": f"Invented House {number}",
                    "need": NEEDS[number % len(NEEDS)],
                    "kind": "community-organization",
                    "description": f"House {number} has lawyers, listeners and lunch. Ask for a person who has time.",
                    "phone": f"({200 + number // 10000 % 700}) 555-01{number % 100:02}",
                    "street": f"{number} Invented Road",
                    "city": city,
                    "zip": zip_code,
                    "serves": "Fresno; Tulare",
                    "languages": "es; zh; hmn",
                    "hours": "Weekdays by request.",
                    "publisher": "An invented list",
                    "source_date": "2026-10-01",
                }
            )


def run_command(arguments: list[str], instance: Path) -> tuple[float, float]:
    """Run ``portal directory …``; give its seconds and megabytes."""
    environ = {**os.environ, "PORTAL_INSTANCE": str(instance), "PORTAL_TODAY": "2026-11-22"}
    started = time.perf_counter()
    command = [sys.executable, "-c", "from portal.cli import main; main()", "directory", *arguments]
    process = subprocess.Popen(command, env=environ, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{arguments} failed.")
    return time.perf_counter() - started, usage.ru_maxrss / 1024


def run_step(code: str) -> tuple[float, float]:
    """Run Python in a process of its own; give its seconds and megabytes."""
    answer = subprocess.run([sys.executable, "-c", STEP.format(code=code)], capture_output=True, text=True, check=True)
    seconds, memory = json.loads(answer.stdout)
    return seconds, memory


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--services", type=int, default=5000)
    count = parser.parse_args().services
    resource.setrlimit(resource.RLIMIT_AS, (4_000_000_000, 4_000_000_000))
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        instance = place / "instance"
        instance.mkdir()
        write_list(place / "list.csv", count)
        json_file, archive = place / "out.json", place / "out.zip"
        steps = {
            "import, dry run": lambda: run_command(["import", str(place / "list.csv"), "--dry-run"], instance),
            "import": lambda: run_command(["import", str(place / "list.csv")], instance),
            "import again, nothing changed": lambda: run_command(["import", str(place / "list.csv")], instance),
            "the portal reads it at start": lambda: run_step(READ.format(instance=str(instance))),
            "export, JSON": lambda: run_command(["export", str(json_file)], instance),
            "export, CSV in a zip": lambda: run_command(["export", "--format", "csv", str(archive)], instance),
            "import of that JSON, dry run": lambda: run_command(["import", str(json_file), "--dry-run"], instance),
            "import of that zip, dry run": lambda: run_command(["import", str(archive), "--dry-run"], instance),
            "API: search and a page of 50, whole": lambda: run_step(PAGE.format(instance=str(instance))),
        }
        for name, step in steps.items():
            seconds, memory = step()
            print(f"| {name} | {seconds:.2f} s | {memory:.0f} MB |", flush=True)
        sizes = [(place / name).stat().st_size / 1e6 for name in ("list.csv", "out.json", "out.zip")]
        print("list.csv {:.1f} MB, out.json {:.1f} MB, out.zip {:.1f} MB".format(*sizes))


if __name__ == "__main__":
    main()
