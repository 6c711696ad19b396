"""The ``portal`` command: Flask's own group with this application preset, and the portal's subjects beside it."""

import sys

import click
from flask.cli import FlaskGroup

from portal import create_app
from portal.data import DataError
from portal.rights.commands import claims
from portal.site.commands import serve, status
from portal.translators.commands import translations


class PortalGroup(FlaskGroup):
    """A command group that says what is wrong with a file in one line instead of a traceback."""

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


main.add_command(translations)
main.add_command(claims)
main.add_command(status)
main.add_command(serve)
