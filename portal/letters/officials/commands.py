"""``portal officials``: fetch, import, bundle and judge the names a letter goes to."""

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path

import click

from portal.config import Config, load_config
from portal.content.clock import Clock
from portal.data import DataError
from portal.letters.officials.bundles import write_bundle
from portal.letters.officials.datasets import SUBJECTS
from portal.letters.officials.facts import Facts, load_facts
from portal.letters.officials.fetching import Fetcher, name_ourselves
from portal.letters.officials.loading import Outcome
from portal.letters.officials.lookup import Officials
from portal.letters.officials.originals import read_kept
from portal.letters.officials.store import FILE, officials_folder
from portal.letters.officials.updating import hold, import_files, try_first_update, update
from portal.letters.officials.writing import restore_previous

_ACCEPT = click.option(
    "--accept-ca", is_flag=True, help="Take California's roster as the new one: somebody has looked at it."
)


def _settings() -> tuple[Config, Facts, Path]:
    config = load_config(os.environ)
    return config, load_facts(config.data), officials_folder(config)


def _today() -> date:
    return datetime.now(UTC).date()


def _tell(outcome: Outcome, dry_run: bool = False) -> None:
    """Print what was done; exit 1 if anything failed."""
    for note in outcome.notes:
        click.echo(note)
    for problem in outcome.problems:
        click.echo(f"Error: {problem}", err=True)
    done = "Nothing was changed." if dry_run or not outcome.loaded else f"In place: {', '.join(outcome.loaded)}."
    click.echo(done)
    sys.exit(1 if outcome.problems else 0)


@click.group("officials")
def officials() -> None:
    """Keep the names and ZIP tables of elected officials current."""


@officials.command("update")
@click.option("--only", help=f"Some of {','.join(SUBJECTS)}, with commas between.")
@click.option("--dry-run", is_flag=True, help="Download and check everything, and change nothing.")
@click.option("--first", is_flag=True, help="Try once, five seconds at most, and only where there is no data.")
@_ACCEPT
def update_command(only: str | None, dry_run: bool, first: bool, accept_ca: bool) -> None:
    """Download what is published and put it in place, if it can be believed.

    Exit 0 if all of it could, 1 if something failed: what was there before is still there.
    """
    if first:
        line = try_first_update(load_config(os.environ))
        if line:
            click.echo(line)
        return
    config, facts, folder = _settings()
    subjects = [name.strip() for name in only.split(",")] if only else []
    for name in subjects:
        if name not in SUBJECTS:
            raise DataError("command line", "--only", f"“{name}” is none.", f"Write some of: {', '.join(SUBJECTS)}.")
    fetcher = Fetcher(name_ourselves(config))
    try:
        outcome = update(folder, facts, fetcher, _today(), subjects, accept_ca, dry_run)
    except DataError as error:
        outcome = Outcome(problems=[str(error)])
    _tell(outcome, dry_run)


@officials.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="The day single files were downloaded; today if left out."
)
@_ACCEPT
def import_command(files: tuple[Path, ...], day: datetime | None, accept_ca: bool) -> None:
    """Put a bundle or single published files in place, if they can be believed.

    Exit 0 if all of it could, 1 if something failed: what was there before is still there.
    """
    _, facts, folder = _settings()
    try:
        outcome = import_files(folder, facts, files, day.date() if day else _today(), _today(), accept_ca)
    except DataError as error:
        outcome = Outcome(problems=[str(error)])
    _tell(outcome)


@officials.command("bundle")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def bundle(file: Path) -> None:
    """Seal the files of the last downloads into one, for a host without a network."""
    _, facts, folder = _settings()
    originals = read_kept(folder, facts)
    write_bundle(file, originals, facts)
    for original in originals:
        click.echo(f"{original.key}: {original.size:,} bytes of {original.day}, sha256 {original.sha256}")


@officials.command("restore")
def restore() -> None:
    """Go back to the data before the last update; a second time undoes it."""
    _, _, folder = _settings()
    with hold(folder):
        people = restore_previous(folder)
    for source in people.sources.values():
        click.echo(f"{source.name}: {source.rows:,} records of {source.fetched_at}.")


@officials.command("status")
def status() -> None:
    """Say how fresh the data is.

    Exit 0 if it is fresh, 1 if something is over 30 days old or past its term, 2 if there is none.
    """
    config, facts, folder = _settings()
    data = Officials(folder / FILE, facts)
    day = Clock(config.today).today()
    freshness = data.status(day)
    click.echo(f"{day}: {freshness.level}.")
    for source in data.people().sources.values():
        vintage = f", dated {source.vintage}" if source.vintage else ""
        click.echo(f"  {source.name:13}{source.rows:>7,} records of {source.fetched_at}{vintage} ({source.licence})")
    for (level, standing), count in sorted(freshness.counts.items()):
        click.echo(f"  {level} {standing}: {count}")
    for reason in freshness.reasons:
        click.echo(f"  {reason}")
    sys.exit(freshness.exit_code)
