"""``portal translations``: what a translator and a release run on catalogs."""

import os
import sys
from pathlib import Path

import click
import polib

from portal.config import Config, load_config
from portal.content.glossary import fixed_names, load_glossary
from portal.data import DataError, replace_file
from portal.i18n.locales import Registry, SiteLocale, load_registry
from portal.translators.compiling import Checked, check_catalog, compile_catalog
from portal.translators.files import po_path, read_po, write_po
from portal.translators.pseudo import compile_pseudo
from portal.translators.template import build_template
from portal.translators.updating import start_catalog, update_catalog


class Desk:
    """What every command here needs: languages, names and where catalogs are."""

    def __init__(self, config: Config) -> None:
        self.folder = config.translations
        self.registry: Registry = load_registry(config.data)
        codes = tuple(locale.code for locale in self.registry)
        self.names = fixed_names(load_glossary(config.data, codes))

    def started(self) -> list[SiteLocale]:
        """List the locales that have a catalog."""
        return [locale for locale in self.registry if po_path(self.folder, locale).exists()]

    def locale(self, code: str) -> SiteLocale:
        """Find a locale a person typed.

        :raises DataError: if the registry does not have it.
        """
        locale = self.registry.find(code)
        if locale is None or locale.is_source or locale.pseudo:
            codes = ", ".join(locale.code for locale in self.registry if not locale.is_source and not locale.pseudo)
            raise DataError("command line", code[:20], "No such language to translate into.", f"Use one of: {codes}.")
        return locale

    def chosen(self, codes: tuple[str, ...]) -> list[SiteLocale]:
        """List the locales a person named, or all that are started."""
        return [self.locale(code) for code in codes] or self.started()

    def pseudo(self) -> list[SiteLocale]:
        """List the pseudo-locales."""
        return [locale for locale in self.registry if locale.pseudo]

    @property
    def template_path(self) -> Path:
        """Where ``messages.pot`` is."""
        return self.folder / "messages.pot"

    def template(self) -> polib.POFile:
        """Read ``messages.pot``."""
        return read_po(self.template_path)


def render_template_file() -> bytes:
    """Give the bytes ``messages.pot`` should have."""
    return f"{str(build_template()).rstrip()}\n".encode()


@click.group("translations")
@click.pass_context
def translations(context: click.Context) -> None:
    """Extract, update, check and compile catalogs."""
    context.obj = Desk(load_config(os.environ))


@translations.command()
@click.pass_obj
def extract(desk: Desk) -> None:
    """Write messages.pot from the guides, the data, the code and the templates."""
    replace_file(desk.template_path, render_template_file())
    click.echo(f"{len(desk.template())} messages in messages.pot.")


@translations.command()
@click.argument("code")
@click.pass_obj
def init(desk: Desk, code: str) -> None:
    """Start the catalog of a language that has none."""
    locale = desk.locale(code)
    path = po_path(desk.folder, locale)
    if path.exists():
        raise DataError(locale.catalog, "the catalog", "It is started already.", "Use portal translations update.")
    write_po(start_catalog(desk.template(), locale), path)
    click.echo(f"Started {path.name} of {locale.english_name}.")


@translations.command()
@click.argument("codes", nargs=-1)
@click.pass_obj
def update(desk: Desk, codes: tuple[str, ...]) -> None:
    """Bring catalogs up to messages.pot; nobody's work is lost."""
    template = desk.template()
    for locale in desk.chosen(codes):
        path = po_path(desk.folder, locale)
        catalog, done = update_catalog(read_po(path), template, locale)
        write_po(catalog, path)
        click.echo(f"{locale.code}: {done.kept} kept, {done.edited} edited, {done.new} new, {done.vanished} vanished.")


def _report(locale: SiteLocale, checked: Checked) -> None:
    for finding in checked.findings:
        click.echo(f"{locale.code}: {finding}", err=True)
    good, fuzzy, bad = len(checked.good), len(checked.fuzzy), len(checked.findings)
    click.echo(f"{locale.code}: {good} of {checked.total} messages may be shown, {fuzzy} fuzzy, {bad} refused.")


@translations.command()
@click.argument("codes", nargs=-1)
@click.pass_obj
def check(desk: Desk, codes: tuple[str, ...]) -> None:
    """Check catalogs; exit 1 if a message breaks a rule, 2 if a file cannot be used."""
    failed = False
    for locale in desk.chosen(codes):
        checked = check_catalog(desk.folder, locale, desk.names)
        _report(locale, checked)
        failed = failed or bool(checked.findings)
    sys.exit(1 if failed else 0)


@translations.command("compile")
@click.argument("codes", nargs=-1)
@click.pass_obj
def compile_(desk: Desk, codes: tuple[str, ...]) -> None:
    """Check and compile catalogs; exit 2 if a file is refused, after compiling the others."""
    refused = False
    for locale in desk.chosen(codes):
        try:
            _report(locale, compile_catalog(desk.folder, locale, desk.names))
        except DataError as error:
            click.echo(str(error), err=True)
            refused = True
    if not codes:
        template = desk.template()
        for locale in desk.pseudo():
            _report(locale, compile_pseudo(desk.folder, locale, template, desk.names))
    sys.exit(2 if refused else 0)
