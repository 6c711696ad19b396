"""What paper costs: time and memory of a first sheet, of a later one, and of every guide in every started language.

Run it from the project's folder::

    .venv/bin/python benchmarks/handouts.py [--locale CODE …]

Each kind of sheet is set once cold (fonts looked for, nothing of Typst's kept)
in a process of its own, then again for other guides in the same process, then
asked for once more as a visitor would after somebody else. Times are wall
seconds of one thread; memory is the largest resident size of the process, as
the system counts it. ``all guides`` sets every guide of every kind in the
languages named, or in all started ones, and says what the files add up to.
"""

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from prepared import build_app, compile_catalogs

from portal.sharing.handouts.kept import KeptFiles
from portal.sharing.handouts.kinds import KINDS
from portal.sharing.handouts.press import Order, Press
from portal.sharing.subjects import parse_packet

DAY = date(2026, 11, 22)


def build_press(folder: Path) -> Press:
    """Make the portal and give what makes its sheets."""
    press: Press = build_app(folder, pseudo=True, today=DAY).extensions["press"]
    return press


def megabytes() -> float:
    """Give the largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def timed(press: Press, order: Order) -> tuple[float, int]:
    """Make one sheet; give seconds and bytes."""
    started = time.perf_counter()
    body = press.make(order)
    return time.perf_counter() - started, len(body or b"")


def measure_kind(folder: Path, kind: str, code: str) -> None:
    """Print one row: first sheet, later ones, kept ones, memory."""
    before = megabytes()
    press = build_press(folder)
    made = megabytes()
    locale = press.registry[code]
    slugs = list(press.shelf.library.guides)
    form = KINDS[kind].forms[0]
    orders = [Order(parse_packet(slug), KINDS[kind], form, locale) for slug in slugs]
    first, size = timed(press, orders[0])
    later = [timed(press, order)[0] for order in orders[1:]]
    kept = KeptFiles()
    kept.get(orders[0], DAY, lambda: press.make(orders[0]))
    started = time.perf_counter()
    kept.get(orders[0], DAY, lambda: None)
    again = (time.perf_counter() - started) * 1e6
    print(
        f"| {code} {kind} | {first:.2f} | {statistics.median(later):.3f} | {max(later):.3f} | {again:.0f} | "
        f"{size / 1000:.0f} | {before:.0f} | {made:.0f} | {megabytes():.0f} |"
    )


def measure_all(folder: Path, codes: list[str]) -> None:
    """Print what every guide of every kind costs."""
    press = build_press(folder)
    locales = [press.registry[code] for code in codes]
    for kind in KINDS.values():
        started, total, files = time.perf_counter(), 0, 0
        for locale in locales:
            for slug in press.shelf.library.guides:
                total += timed(press, Order(parse_packet(slug), kind, kind.forms[0], locale))[1]
                files += 1
        print(
            f"| {kind.name} | {files} | {time.perf_counter() - started:.1f} | {total / 1e6:.1f} | {megabytes():.0f} |"
        )


def main() -> None:
    """Run every measurement, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--locale", action="append", help="Only this language; may be given more than once.")
    parser.add_argument("--one", nargs=3, metavar=("FOLDER", "KIND", "LOCALE"), help=argparse.SUPPRESS)
    parser.add_argument("--all", nargs="+", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        measure_kind(Path(options.one[0]), options.one[1], options.one[2])
    elif options.all:
        measure_all(Path(options.all[0]), options.all[1:])
    else:
        measure(options.locale or ["en", "es", "ar-XB"])


def measure(codes: list[str]) -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as name:
        folder = compile_catalogs(Path(name))
        print("| | first, s | later, median s | slowest s | kept, µs | kB | MB bare | with the portal | at most |")
        for code in codes:
            for kind in ("letter", "card", "poster", "tall"):
                subprocess.run([sys.executable, __file__, "--one", str(folder), kind, code], check=True)
        print("| all guides | files | s | MB | memory, MB |")
        subprocess.run([sys.executable, __file__, "--all", str(folder), *codes], check=True)


if __name__ == "__main__":
    main()
