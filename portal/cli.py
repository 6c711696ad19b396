"""The ``portal`` command: Flask's own group with this application preset, and the portal's subjects beside it."""

import sys
from pathlib import Path

import click
from flask import current_app
from flask.cli import FlaskGroup, with_appcontext

from portal import create_app
from portal.data import DataError
from portal.directory.commands import directory
from portal.letters.officials.commands import officials
from portal.rights.commands import claims
from portal.sharing.commands import handouts
from portal.site.commands import serve, status
from portal.site.headers import page_headers
from portal.site.offline import write_offline
from portal.translators.commands import translations


class PortalGroup(FlaskGroup):
    """A command group that says what is wrong with a file in one line instead of a traceback."""

    def list_commands(self, context: click.Context) -> list[str]:
        """List the commands without making the application: the menu is there when its data is wrong."""
        return click.Group.list_commands(self, context)

    def invoke(self, context: click.Context) -> object:
        """Run a command; exit 2 on wrong data."""
        try:
            return super().invoke(context)
        except DataError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)


@click.group(cls=PortalGroup, create_app=create_app, add_version_option=False)
def main() -> None:
    """Run and look after the portal."""


@main.command("offline")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def offline(folder: Path) -> None:
    """Write the pages a proxy shows when the portal is down, and their headers."""
    extensions = current_app.extensions
    known, config = extensions["languages"], extensions["config"]
    chains = [known.domain.speeches[locale.code].chain for locale in known.offered if not locale.pseudo]
    headers = page_headers(extensions["assets"].stylesheet().hash, config.base_url, shared=False)
    phones = extensions["rights"].library.phones
    for path in write_offline(folder, current_app.jinja_env, chains, phones, headers):
        click.echo(path)


main.add_command(translations)
main.add_command(claims)
main.add_command(directory)
main.add_command(officials)
main.add_command(handouts)
main.add_command(status)
main.add_command(serve)
