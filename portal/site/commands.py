"""``portal serve`` and ``portal status``: running the site, and what it needs from people."""

import os
import sys
from pathlib import Path

import click

from portal import create_app
from portal.config import Config, load_config
from portal.content.claims import WARNING, Claim
from portal.content.clock import Clock
from portal.content.facts import Phone
from portal.content.glossary import fixed_names, load_glossary
from portal.i18n.locales import load_registry
from portal.i18n.messages import load_catalog
from portal.letters.officials.facts import load_facts
from portal.letters.officials.freshness import NO_DATA, STALE
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import FILE as OFFICIALS
from portal.letters.officials.updating import officials_folder, try_first_update
from portal.letters.templates import load_letter_templates
from portal.pages.promises import load_promises
from portal.rights.library import Library, load_library
from portal.translators.checks.watchwords import load_watchwords

#: The shipped configuration: two workers that come back when killed, no access log of the server's own.
_GRANIAN = (
    "--interface wsgi --workers 2 --blocking-threads 4 --backpressure 64 --respawn-failed-workers "
    "--respawn-interval 0.1 --no-access-log --log-level warning --factory portal:create_app"
).split()


@click.command("serve")
@click.option("--host", envvar="HOST", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", envvar="PORT", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--uds", type=click.Path(path_type=Path), help="Listen on this unix socket instead, behind a proxy.")
@click.option("--no-update", is_flag=True, help="Do not try to download officials' data where there is none.")
def serve(host: str, port: int, uds: Path | None, no_update: bool) -> None:
    """Serve the portal as it is meant to be served."""
    # A wrong file is told here, once and plainly, and not by every worker.
    create_app()
    if not no_update:
        _update_officials(load_config(os.environ))
    place = ["--uds", str(uds)] if uds else ["--host", host, "--port", str(port)]
    if not uds:
        click.echo(f"The portal is at http://{host}:{port}/ (Ctrl+C stops it).")
    sys.stdout.flush()
    environ = {"PORTAL_WARM": "1", **os.environ}
    if not uds:
        environ.setdefault("PORTAL_BASE_URL", f"http://{host}:{port}")
    command = [sys.executable, "-m", "granian", *_GRANIAN, *place]
    os.execve(sys.executable, command, environ)  # noqa: S606 - fixed words, and no shell is wanted


def _update_officials(config: Config) -> None:
    """Try once, five seconds at most, to get officials' data; a preview of another day gets none of today's."""
    line = try_first_update(config) if config.today is None else None
    if line:
        click.echo(line)


def _report_officials(config: Config) -> bool:
    """Print how fresh the officials' data is; say whether it needs somebody. Having none at all is a choice."""
    store = officials_folder(config) / OFFICIALS if config.instance else None
    freshness = Officials(store, load_facts(config.data)).status(Clock(config.today).today())
    click.echo(f"Officials: {'no data' if freshness.level == NO_DATA else freshness.level}.")
    for reason in freshness.reasons if freshness.level == STALE else ():
        click.echo(f"  {reason}")
    return freshness.level == STALE


def _report_dates(items: list[tuple[str, Claim | Phone]], config: Config) -> bool:
    """Print what is overdue or due soon; say whether anything is."""
    today = Clock(config.today).today()
    # An evergreen phone stays on the page; its check falls due all the same.
    overdue = [(name, item) for name, item in items if item.review_by < today]
    due = [(name, item) for name, item in items if today <= item.review_by <= today + WARNING]
    click.echo(f"{today}: {len(overdue)} overdue, {len(due)} due within {WARNING.days} days.")
    for word, found in (("overdue", overdue), ("due", due)):
        for name, item in sorted(found, key=lambda pair: (pair[1].review_by, pair[0])):
            click.echo(f"  {word} {item.review_by}  {name}")
    return bool(overdue or due)


def _report_languages(config: Config, library: Library) -> bool:
    """Print how far each started language is; say whether a catalog could not be used."""
    registry = load_registry(config.data)
    names = fixed_names(load_glossary(config.data, tuple(locale.code for locale in registry)))
    messages = [(message.context, message.text) for message in library.messages()]
    broken = False
    for locale in registry:
        place = config.translations / locale.catalog / "LC_MESSAGES"
        if locale.is_source or locale.pseudo or not (place / "messages.po").exists():
            continue
        catalog = load_catalog(config.translations, locale, names)
        if catalog.broken:
            broken = True
            click.echo(f"{locale.code}: the catalog cannot be used. {catalog.broken}")
            continue
        missing = [key for key in messages if key not in catalog.texts]
        click.echo(
            f"{locale.code}: {len(messages) - len(missing)} of {len(messages)} texts translated, "
            f"{len(catalog.reviewed)} reviewed, {len(catalog.fuzzy)} being updated, {len(catalog.dropped)} refused."
        )
        for context in sorted({str(context) for context, _ in missing}):
            click.echo(f"  untranslated  {context}")
        for sentence in catalog.dropped:
            click.echo(f"  refused  {sentence}")
    return broken


@click.command("status")
def status() -> None:
    """Say what is overdue or due, and what is untranslated.

    Exit 0 if nothing is due, 1 if a claim or phone is overdue or due within
    14 days or the officials' data is stale, 2 if data or a catalog cannot be used.
    """
    config = load_config(os.environ)
    library = load_library(config.data)
    load_promises(config.data)
    # The translators' word lists are read by nobody else until somebody checks a catalog.
    load_watchwords(config.data, load_registry(config.data))
    items: list[tuple[str, Claim | Phone]] = [(claim.key, claim) for claim in library.claims.values()]
    items += [
        (block.claim.key, block.claim)
        for template in load_letter_templates(config.data, dict(library.sources), library.phones).values()
        for block in template.blocks
    ]
    items += [(f"phone {phone.key}", phone) for phone in library.phones.values()]
    attention = _report_dates(items, config)
    attention |= _report_officials(config)
    recheck = sum(claim.recheck for claim in library.claims.values())
    uncalled = sum(not phone.called for phone in library.phones.values())
    click.echo(f"{recheck} claims wait for somebody to open the live page; {uncalled} phones were never called.")
    broken = _report_languages(config, library)
    sys.exit(2 if broken else 1 if attention else 0)
