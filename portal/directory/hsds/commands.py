"""``portal directory export``, ``import`` and ``template``: the directory as files of others and for others."""

import io
import json
import os
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import click

from portal.config import Config, load_config
from portal.content.clock import Clock
from portal.data import DataError, replace_file
from portal.directory.hsds.english import make_exporter
from portal.directory.hsds.tables import write_package
from portal.directory.importers.drafts import Origin, Problem, make_key
from portal.directory.importers.importing import KINDS, Outcome, find_file, guess_kind, prepare, write
from portal.directory.importers.lists import Lists
from portal.directory.importers.places import Places
from portal.directory.importers.spreadsheet import write_template
from portal.directory.register import load_register
from portal.directory.services import CRISIS, FEDERAL, NEEDS
from portal.directory.zips import load_zips
from portal.i18n.locales import load_registry

#: So many sentences of a kind are printed; a file that is wrong is wrong in every row.
MAX_LINES = 200


@click.command("export")
@click.argument("place", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["json", "csv"]),
    default="json",
    show_default=True,
    help="One JSON file, or a data package of CSV files.",
)
def export_directory(place: Path, form: str) -> None:
    """Write every entry that pages show as HSDS 3.0.

    PLACE is a file for JSON, and a folder or a .zip file for CSV.
    """
    config = load_config(os.environ)
    register = load_register(config.data, config.instance)
    exporter = make_exporter(register, load_registry(config.data).source)
    shown = register.shown(Clock(config.today).today())
    services = [exporter.service(service) for service in shown]
    try:
        if form == "json":
            replace_file(place, (json.dumps(services, ensure_ascii=False, indent=1) + "\n").encode())
        elif place.suffix == ".zip":
            replace_file(place, _pack(write_package(services)))
        else:
            for name, body in write_package(services).items():
                replace_file(place / name, body)
    except OSError as error:
        problem = f"It cannot be written ({type(error).__name__})."
        raise DataError(str(place), "the file", problem, "Name a place you may write to.") from error
    click.echo(f"{len(services)} services written to {place}.")


def _pack(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            # A fixed time: the same directory makes the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), body, zipfile.ZIP_DEFLATED)
    return packed.getvalue()


@click.command("template")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def write_spreadsheet(file: Path) -> None:
    """Write an empty spreadsheet, .xlsx or .csv, that “import” reads once it is filled in."""
    if file.suffix not in {".xlsx", ".csv"}:
        raise DataError(str(file), "the file", "It is neither .xlsx nor .csv.", "Give it one of these endings.")
    replace_file(file, write_template(file.suffix))
    click.echo(file)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--kind", type=click.Choice(KINDS), help="What the file is; told by its name and columns otherwise.")
@click.option("--source", help="A short name of the list; its entries are kept in a file of that name.")
@click.option("--publisher", help="Who publishes the list, where the file does not say so.")
@click.option("--url", help="Where the list can be opened.")
@click.option("--date", "day", help="Year, month or day of the list, where the file does not say so.")
@click.option("--need", type=click.Choice([*NEEDS, CRISIS, FEDERAL]), help="What need HSDS services of others are for.")
@click.option("--subkind", help="What kind HSDS services of others are, a word of subkinds.toml.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
def import_directory(
    file: Path,
    kind: str | None,
    source: str | None,
    publisher: str | None,
    url: str | None,
    day: str | None,
    need: str | None,
    subkind: str | None,
    dry_run: bool,
) -> None:
    """Bring a list of services into your own folder: HSDS 3, DOJ roster, HRSA, CDSS or our spreadsheet.

    Everything is checked before anything is written. Rows that cannot be used
    are listed and the others kept. Exit 0 if every row could be used, 1 if
    some could not, 2 if the file could not.
    """
    config = load_config(os.environ)
    kind = kind or guess_kind(file)
    # A list is known by its kind, or by its file where there are many of a kind.
    name = source or (make_key(file.stem) if kind in {"hsds", "spreadsheet"} else kind)
    place = find_file(config.instance, name)
    origin = Origin(publisher, url, day, need, subkind)  # type: ignore[arg-type]
    outcome = prepare(file, kind, place, _lists(config), origin)
    _report(outcome, name)
    if dry_run:
        click.echo("Nothing was written.")
    elif config.instance:
        write(outcome, config.instance, file.name)
        click.echo(f"Written to {place}. Restart the portal to show it.")
    sys.exit(1 if outcome.reading.problems else 0)


def _lists(config: Config) -> Lists:
    register = load_register(config.data, config.instance)
    places = Places(register.counties, load_zips(config.data, register.counties))
    today = Clock(config.today).today()
    # What waits for a call is on no page, so it must not keep out what a list of the operator's brings.
    waiting = {service.key for service in register.waiting(today) if not service.imported}
    services = {key: service for key, service in register.services.items() if key not in waiting}
    return Lists(places, register.subkinds, services, today)


def _report(outcome: Outcome, source: str) -> None:
    found = outcome.merge
    click.echo(
        f"{source}: {len(found.added)} added, {len(found.changed)} changed, {len(found.unchanged)} unchanged, "
        f"{len(found.gone)} gone, {len(found.present)} in the directory as they are, "
        f"{len(found.duplicates)} duplicates left out, {len(outcome.reading.problems)} rows with errors."
    )
    changed = [f"{key}: {', '.join(names)}" for key, names in found.changed.items()]
    for word, lines in (
        ("added", found.added),
        ("changed", changed),
        ("gone", found.gone),
        ("no longer checked", found.cleared),
    ):
        _print(word, lines)
    sentences = (("duplicate", found.duplicates), ("same number", found.shared), ("note", outcome.reading.notes))
    for word, problems in sentences:
        _print(word, map(str, problems))
    _print("error", map(str, _in_order(outcome.reading.problems)))


def _in_order(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (len(problem.place), problem.place))


def _print(word: str, lines: Iterable[str]) -> None:
    listed = list(lines)
    for line in listed[:MAX_LINES]:
        click.echo(f"  {word}  {line}")
    if len(listed) > MAX_LINES:
        click.echo(f"  {word}  … and {len(listed) - MAX_LINES:,} more")
