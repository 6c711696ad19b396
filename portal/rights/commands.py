"""``portal claims``: what the guides and letters assert, and until when they may."""

import os
from datetime import date, datetime

import click

from portal.config import load_config
from portal.content.claims import LETTER_CLAIMS, Claim, load_claims
from portal.content.clock import Clock
from portal.data import replace_file
from portal.rights.confirming import confirm_claim, file_of
from portal.rights.library import load_library


def _line(claim: Claim, today: date) -> str:
    state = "OVERDUE" if not claim.is_current(today) else "due" if claim.is_due(today) else "current"
    recheck = " recheck" if claim.recheck else ""
    by = f" (confirmed by {claim.confirmations[-1].by})" if claim.confirmations else ""
    return f"{state:8}{claim.review_by}  as of {claim.as_of}  {claim.confidence:10}{claim.key}{recheck}{by}"


@click.group("claims", invoke_without_command=True)
@click.pass_context
def claims(context: click.Context) -> None:
    """List what the guides and letters assert, soonest to run out first."""
    if context.invoked_subcommand:
        return
    config = load_config(os.environ)
    today = Clock(config.today).today()
    library = load_library(config.data)
    letters = load_claims(config.data, library.sources, LETTER_CLAIMS)
    for claim in sorted([*library.claims.values(), *letters.values()], key=lambda claim: (claim.review_by, claim.key)):
        click.echo(_line(claim, today))


@claims.command("confirm")
@click.argument("key")
@click.option("--by", required=True, help="The role of the person who looked again, such as “staff attorney”.")
@click.option("--until", required=True, type=click.DateTime(["%Y-%m-%d"]), help="The day to look again.")
def confirm(key: str, by: str, until: datetime) -> None:
    """Re-date one claim for all languages, keeping who and when.

    Open every source first, and read the section as it stands: its words are confirmed too.
    """
    config = load_config(os.environ)
    today = Clock(config.today).today()
    text = confirm_claim(config.data, key, by, until.date(), today)
    replace_file(config.data / file_of(key), text.encode())
    click.echo(f"{key}: as of {today}, to be checked again by {until.date()}.")
