"""``portal translations preview``: the site as the ``.po`` files say it now, on this machine only."""

import os
from dataclasses import replace

import click

from portal.config import load_config
from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.translators.checks.identifying import load_identifier
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.desk import Desk
from portal.translators.previews.panel import check_editor
from portal.translators.previews.preview import build_preview
from portal.translators.previews.server import HOST, open_server


def choose_locales(desk: Desk, codes: tuple[str, ...]) -> list[SiteLocale]:
    """Give the languages a person named, or all that are started.

    :raises DataError: if there is none.
    """
    locales = desk.chosen(codes)
    if not locales:
        raise DataError(
            "command line", "--locale", "No language is started yet.", "Start one: portal translations init vi."
        )
    return locales


@click.command("preview")
@click.option("--locale", "codes", multiple=True, help="Language to show, offered or not; may be given again.")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535), help="Port on 127.0.0.1.")
@click.option("--editor", default="", help="Link to an editor, such as vscode://file/{path}:{line}.")
@click.pass_obj
def preview(desk: Desk, codes: tuple[str, ...], port: int, editor: str) -> None:
    """Show the site on this machine, straight from the .po files.

    Save a file and reload the page: nothing has to be compiled. Every message
    is outlined; below each page stands its state, what is wrong with it, and
    its file and line.
    """
    locales = choose_locales(desk, codes)
    config = replace(load_config(os.environ), base_url=f"http://{HOST}:{port}")
    book = load_rulebook(config.data, desk.registry, load_identifier(desk.registry))
    app, _ = build_preview(config, desk.registry, locales, book, editor and check_editor(editor))
    with open_server(app, port) as server:
        for locale in locales:
            click.echo(f"{locale.english_name}: {config.base_url}/{locale.code}/")
        click.echo("Save the .po file and reload the page. Ctrl+C stops the preview.")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Stopped.")
