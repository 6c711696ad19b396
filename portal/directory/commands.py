"""``portal directory``: keeping the directory true, by telephone."""

import difflib
import os
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from portal.config import Config, load_config
from portal.content.claims import check_role
from portal.content.clock import Clock
from portal.data import DataError, read_text, replace_file
from portal.directory.assurances import MAX_BYTES, path_of, write_record
from portal.directory.freshness import assured_until, is_waiting
from portal.directory.hsds.commands import export_directory, import_directory, write_spreadsheet
from portal.directory.loading import unknown_assurances
from portal.directory.register import Register, load_register
from portal.directory.services import Service
from portal.directory.upkeep import audit, list_due, write_calls


@click.group("directory")
def directory() -> None:
    """Look after the services families can call."""


def _open() -> tuple[Config, Register, date]:
    config = load_config(os.environ)
    return config, load_register(config.data, config.instance), Clock(config.today).today()


def require_instance(config: Config) -> Path:
    """Give the operator's own folder.

    :raises DataError: if there is none: the package's files are never written.
    """
    if config.instance is None:
        raise DataError(
            "environment", "PORTAL_INSTANCE", "No folder of your own is set.", "Name one there; make run uses instance."
        )
    return config.instance


@directory.command("audit")
def audit_directory() -> None:
    """List what is kept out and why, what nobody has checked, and what is folded."""
    config, register, today = _open()
    lost = unknown_assurances(config.instance, register.services) if config.instance else []
    for line in audit(register, lost, today):
        click.echo(line)


@directory.command("calls")
@click.option("--county", help="Only this county, such as “los-angeles”, and what is for all of California.")
@click.option(
    "--within", default=30, show_default=True, type=click.IntRange(0, 3650), help="Days before a check runs out."
)
def calls(county: str | None, within: int) -> None:
    """Print whom to call: what nobody has checked, and what is due again."""
    _, register, today = _open()
    if county is not None and county not in register.counties:
        raise _unknown("--county", county, register.counties, "county")
    for line in write_calls(register, list_due(register, today, timedelta(days=within), county), today):
        click.echo(line)


@directory.command("assure")
@click.argument("key", metavar="ID")
@click.option("--by", required=True, help="The role of the person who called, such as “volunteer”; never a name.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day they called; today when left out.")
def assure(key: str, by: str, on: datetime | None) -> None:
    """Record that somebody called every number of an entry and the right people answered.

    Opening the organization's own page counts too, where there is no number.
    """
    config, register, today = _open()
    path = path_of(require_instance(config))
    service = _find_service(register, key)
    day = on.date() if on else today
    if day > today:
        raise DataError("command line", "--on", f"{day} is still to come.", "Write the day somebody called.")
    text = read_text(path, MAX_BYTES) if path.exists() else ""
    replace_file(path, write_record(text, service, day, check_role(by)).encode())
    checked = load_register(config.data, config.instance).services[key]
    numbers = ", ".join(dict.fromkeys(phone.printed for phone in service.all_phones())) or "no number"
    click.echo(f"{service.name}: {numbers}, checked on {day}; to be checked again by {assured_until(checked)}.")
    if is_waiting(service, today):
        click.echo("It is on the pages once the portal is started again.")


def _find_service(register: Register, key: str) -> Service:
    if key in register.services:
        return register.services[key]
    kept_out = next((record for record in register.kept_out if record.key == key), None)
    if kept_out:
        raise DataError(
            "command line",
            key,
            f"It is kept out of the directory ({kept_out.reason}).",
            "Write it into a file of your own folder with the number you called, then record the call.",
        )
    raise _unknown("ID", key, register.services, "entry")


def _unknown(option: str, given: str, known: Iterable[str], word: str) -> DataError:
    near = difflib.get_close_matches(given, list(known), n=3, cutoff=0.5)
    cure = f"Did you mean {', '.join(near)}?" if near else "Use a key that “portal directory audit” lists."
    return DataError("command line", option, f"There is no {word} “{given[:80]}”.", cure)


directory.add_command(export_directory)
directory.add_command(import_directory)
directory.add_command(write_spreadsheet)
