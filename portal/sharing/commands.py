"""``portal handouts``: paper made ahead of the first visitor, and the fonts it needs."""

import os
import sys
from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote

import click

from portal import create_app
from portal.config import load_config
from portal.data import DataError, replace_file
from portal.i18n.locales import SiteLocale, load_registry
from portal.rights.guides import TOPICS
from portal.rights.library import Library
from portal.sharing.handouts.fonts import MissingFont, find_fonts, find_missing_fonts, list_families
from portal.sharing.handouts.kinds import KINDS
from portal.sharing.handouts.press import Order, Press
from portal.sharing.handouts.typesetting import CannotSet
from portal.sharing.subjects import JOINT, parse_packet


@click.group("handouts")
def handouts() -> None:
    """Make sheets, cards, posters and pictures."""


def _orders(press: Press, locales: list[SiteLocale], kinds: tuple[str, ...], what: tuple[str, ...]) -> Iterator[Order]:
    subjects = what or tuple(press.shelf.library.guides)
    for locale in locales:
        for name in subjects:
            for kind in (KINDS[word] for word in kinds):
                yield Order(parse_packet(name), kind, kind.forms[0], locale)


def _place(folder: Path, order: Order) -> Path:
    return folder / order.locale.code / order.kind.name / f"{order.packet.choice}.{order.form}"


def _make(press: Press, folder: Path, order: Order) -> str | None:
    """Make one file; say why it could not be made."""
    try:
        body = press.make(order)
    except (MissingFont, CannotSet) as error:
        return str(error)
    if body is None:
        return "Nothing of it is on the site."
    replace_file(_place(folder, order), body)
    return None


@handouts.command("build")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--locale", "codes", multiple=True, help="Only this language; may be given more than once.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(list(KINDS)), help="Only this kind of sheet.")
@click.option("--what", multiple=True, help="Only this: a guide, guide.section, help.service, in.county, or a packet.")
def build(folder: Path, codes: tuple[str, ...], kinds: tuple[str, ...], what: tuple[str, ...]) -> None:
    """Write every guide in every offered language to FOLDER/<language>/<kind>/.

    Exit 1 if something could not be made; the rest is written all the same.
    """
    app = create_app(load_config({**os.environ, "PORTAL_WARM": "0"}))
    press: Press = app.extensions["press"]
    locales = _choose(app.extensions["languages"].offered, codes)
    for name in what:
        if not parse_packet(name).names:
            raise DataError(
                "command line", "--what", f"“{name[:80]}” is no name.", "Write a guide's slug, for example."
            )
    orders = list(_orders(press, locales, kinds or tuple(KINDS), what))
    failed = []
    with click.progressbar(orders, label="Sheets", file=sys.stderr) as bar:
        for order in bar:
            problem = _make(press, folder, order)
            if problem:
                failed.append(f"{order.locale.code} {order.kind.name} {order.packet.choice}: {problem}")
    click.echo(f"{len(orders) - len(failed)} of {len(orders)} files are in {folder}.")
    for line in failed:
        click.echo(f"  not made  {line}")
    sys.exit(1 if failed else 0)


def _choose(offered: list[SiteLocale], codes: tuple[str, ...]) -> list[SiteLocale]:
    by_code = {locale.code: locale for locale in offered}
    for code in codes:
        if code not in by_code:
            cure = f"Write one of: {', '.join(by_code)}."
            raise DataError("command line", "--locale", f"“{code[:40]}” is no offered language.", cure)
    return [by_code[code] for code in codes] or [locale for locale in offered if not locale.pseudo]


@handouts.command("file")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--locale", "codes", multiple=True, help="Only this language; may be given more than once.")
@click.option("--what", multiple=True, help="Only this: guides or other pages, joined by ~; without it, every topic.")
def file(folder: Path, codes: tuple[str, ...], what: tuple[str, ...]) -> None:
    """Write files to pass on, which need no network, to FOLDER/<language>/pages-<number>.html.

    The names tell nothing to whoever finds the card or the chat; what is in each is listed here. Exit 1 if something
    could not be made.
    """
    app = create_app(load_config({**os.environ, "PORTAL_WARM": "0"}))
    client = app.test_client()
    choices = what or _list_topics(app.extensions["rights"].library)
    failed = 0
    for locale in _choose(app.extensions["languages"].offered, codes):
        for number, choice in enumerate(choices, 1):
            answer = client.get(f"/{locale.code}/pass-on/{quote(choice)}.html")
            if answer.status_code != HTTPStatus.OK:
                failed += 1
                click.echo(f"  not made  {locale.code} {choice[:80]}: Nothing of it is on the site.")
                continue
            path = folder / locale.code / f"pages-{number}.html"
            replace_file(path, answer.data)
            click.echo(f"{path}  {len(answer.data) // 1000} kB  {choice}")
    sys.exit(1 if failed else 0)


def _list_topics(library: Library) -> list[str]:
    """List the guides of each topic as one choice."""
    topics = [[guide.slug for guide in library.guides.values() if guide.topic == topic] for topic in TOPICS]
    return [JOINT.join(slugs) for slugs in topics if slugs]


@handouts.command("fonts")
def fonts() -> None:
    """Say which fonts each language is set in, and which packages are missing; exit 1 if any is."""
    registry = load_registry(load_config(os.environ).data)
    shelf = find_fonts()
    missing = find_missing_fonts(registry, shelf)
    for locale in registry:
        if not locale.pseudo:
            package = missing.get(locale.code)
            state = f"missing, install {package}" if package else "ready"
            click.echo(f"{locale.code}: {', '.join(list_families(locale))}: {state}")
    sys.exit(1 if missing else 0)
