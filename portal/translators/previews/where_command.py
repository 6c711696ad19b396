"""``portal translations where``: from a message to the addresses of the pages it stands on."""

import os

import click

from portal.config import load_config
from portal.data import DataError
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.desk import Desk
from portal.translators.previews.command import choose_locales
from portal.translators.previews.panel import reveal
from portal.translators.previews.preview import build_preview
from portal.translators.previews.where import Sighting, find_addresses, find_sightings

#: More messages, or more pages of one message, than anybody reads.
MAX_MESSAGES = 20
MAX_PAGES = 5


def _show(sighting: Sighting) -> None:
    text = reveal(sighting.msgid)
    click.echo(f"{sighting.key}  “{text[:70]}{'…' if len(text) > 70 else ''}”  {sighting.standing.state}")
    click.echo(f"  {sighting.place or sighting.standing.findings[0]}")
    for address in sighting.addresses[:MAX_PAGES]:
        click.echo(f"  {address}")
    if len(sighting.addresses) > MAX_PAGES:
        click.echo(f"  and {len(sighting.addresses) - MAX_PAGES} more pages")
    if not sighting.addresses:
        click.echo("  On no page today: a feed, another error, or a state no page is in.")


@click.command("where")
@click.argument("text")
@click.option("--locale", "code", help="Language of the pages; the first that is started where left out.")
@click.pass_obj
def where(desk: Desk, text: str, code: str | None) -> None:
    """Say on which pages a message appears.

    TEXT is a key such as rights/apply#ssn, or words of the English or of the
    translation.
    """
    locale = choose_locales(desk, (code,) if code else ())[0]
    config = load_config(os.environ)
    book = load_rulebook(config.data, desk.registry)
    preview, addresses = build_preview(config, desk.registry, [locale], book)
    found = find_addresses(preview, addresses, locale)
    live = preview.live[locale.code]
    if live.problem:
        raise live.problem
    sightings = find_sightings(text, live, found)
    if not sightings:
        raise DataError(
            "command line", f"“{text[:60]}”", "No message has this key or these words.", "Give a few words of it."
        )
    for sighting in sightings[:MAX_MESSAGES]:
        _show(sighting)
    if len(sightings) > MAX_MESSAGES:
        click.echo(f"And {len(sightings) - MAX_MESSAGES} more messages; give more of the words.")
