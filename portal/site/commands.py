"""``portal serve`` and ``portal status``: running the site, and asking it what it needs from people."""

import os
import sys
from pathlib import Path

import click

from portal import create_app
from portal.config import Config, load_config
from portal.content.claims import Claim
from portal.content.clock import Clock
from portal.content.facts import Phone
from portal.directory.register import load_register
from portal.i18n.locales import load_registry
from portal.letters.officials.updating import try_first_update
from portal.letters.templates import load_letter_templates
from portal.pages.promises import load_promises
from portal.rights.library import load_library
from portal.site.attention import (
    Report,
    list_started,
    report_dates,
    report_directory,
    report_fonts,
    report_languages,
    report_officials,
)
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


@click.command("status")
def status() -> None:
    """Say what is overdue or due, whom to call, and what is untranslated.

    Exit 0 if nothing is due, 1 if a claim or phone is overdue or due within
    14 days or the officials' data is stale, 2 if data or a catalog cannot be used.
    """
    config = load_config(os.environ)
    today = Clock(config.today).today()
    registry = load_registry(config.data)
    library = load_library(config.data)
    register = load_register(config.data, config.instance)
    letters = load_letter_templates(config.data, dict(library.sources), library.phones).values()
    load_promises(config.data)
    # The translators' word lists are read by nobody else until somebody checks a catalog.
    load_watchwords(config.data, registry)
    claims = [*library.claims.values(), *(block.claim for letter in letters for block in letter.blocks)]
    phones = library.phones.values()
    dated: list[tuple[str, Claim | Phone]] = [(claim.key, claim) for claim in claims]
    dated += [(f"phone {phone.key}", phone) for phone in phones]
    recheck = sum(claim.recheck for claim in library.claims.values())
    uncalled = sum(not phone.called for phone in phones)
    messages = [
        *library.messages(),
        *register.messages(),
        *(message for letter in letters for message in letter.messages()),
    ]
    reports = [
        report_dates(dated, today),
        report_officials(config, today),
        Report((f"{recheck} claims wait for somebody to open the live page; {uncalled} phones were never called.",)),
        report_directory(register, today),
        report_fonts(list_started(config, registry)),
        report_languages(config, registry, messages),
    ]
    for line in (line for report in reports for line in report.lines):
        click.echo(line)
    broken, due = any(report.is_broken for report in reports), any(report.is_due for report in reports)
    sys.exit(2 if broken else 1 if due else 0)
