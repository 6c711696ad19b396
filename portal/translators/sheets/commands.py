"""``portal translations export``, ``import`` and ``glossary``: for translators who work in a spreadsheet."""

import sys
from pathlib import Path

import click
import polib

from portal.i18n.locales import SiteLocale
from portal.translators.desk import Desk
from portal.translators.files import check_header, po_path, read_po, write_po
from portal.translators.reviewing.reviews import load_reviews
from portal.translators.reviewing.session import check_guide
from portal.translators.sheets.glossary_export import write_glossary
from portal.translators.sheets.importing import Imported, import_sheet
from portal.translators.sheets.reading import Sheet, read_sheet
from portal.translators.sheets.spreadsheet import ALL, CHOICES, build_rows, row_key
from portal.translators.sheets.writing import write_sheet

FILE = click.Path(dir_okay=False, path_type=Path)


def _read_catalog(desk: Desk, locale: SiteLocale) -> polib.POFile:
    catalog = read_po(po_path(desk.folder, locale))
    check_header(catalog, locale, f"{locale.catalog}/LC_MESSAGES/messages.po")
    return catalog


def _warn_if_behind(catalog: polib.POFile, template: polib.POFile, locale: SiteLocale) -> None:
    live = {row_key(entry) for entry in catalog if not entry.obsolete}
    if live != {row_key(entry) for entry in template}:
        words = f"The catalog is behind the English: run portal translations update {locale.code} and export again."
        click.echo(words, err=True)


@click.command("export")
@click.argument("code", metavar="LOCALE")
@click.argument("file", type=FILE)
@click.option("--only", type=click.Choice(CHOICES), default=ALL, help="Which messages; all of them by default.")
@click.option("--guide", metavar="SLUG", help="Only this guide, or a page such as interface.")
@click.pass_obj
def export(desk: Desk, code: str, file: Path, only: str, guide: str | None) -> None:
    """Write a language to a new spreadsheet, .xlsx or .csv by the name of FILE."""
    locale = desk.locale(code)
    if guide is not None:
        check_guide(desk.folder, locale, guide)
    catalog = _read_catalog(desk, locale)
    rows = build_rows(catalog, locale, desk.terms, load_reviews(desk.folder, locale), only, guide)
    if not rows:
        words = "wanted" if only == ALL else only
        click.echo(f"No message is {words}: no file was written.")
        return
    write_sheet(rows, file, locale)
    click.echo(f"{len(rows)} rows in {file.name}.")
    _warn_if_behind(catalog, desk.template(), locale)


def _report(sheet: Sheet, done: Imported, locale: SiteLocale, dry_run: bool) -> None:
    if sheet.ignored:
        click.echo(f"{sheet.name}: columns nobody reads: {', '.join(sheet.ignored)[:200]}.", err=True)
    for refused in done.refused:
        click.echo(f"{sheet.name}: {refused}", err=True)
    click.echo(
        f"{locale.code}: {done.changed} changed, {done.refused_rows} refused,"
        f" {done.unchanged} unchanged, {done.empty} left empty."
    )
    if dry_run:
        click.echo("Nothing was written.")


@click.command("import")
@click.argument("file", type=FILE)
@click.argument("code", metavar="LOCALE")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_obj
def import_(desk: Desk, file: Path, code: str, dry_run: bool) -> None:
    """Take translations from a spreadsheet; exit 1 if a row is refused, 2 if the file is."""
    locale = desk.locale(code)
    sheet = read_sheet(file)
    catalog = _read_catalog(desk, locale)
    done = import_sheet(catalog, desk.template(), sheet, locale, desk.names)
    if done.changed and not dry_run:
        write_po(catalog, po_path(desk.folder, locale))
    _report(sheet, done, locale, dry_run)
    sys.exit(1 if done.refused else 0)


@click.command("glossary")
@click.argument("file", type=FILE)
@click.option("--locale", "codes", metavar="LOCALE", multiple=True, help="Only this language; may be repeated.")
@click.pass_obj
def glossary(desk: Desk, file: Path, codes: tuple[str, ...]) -> None:
    """Write the glossary to a new file, .tbx or .csv by the name of FILE."""
    started = [locale for locale in desk.registry if any(locale.code in term.locales for term in desk.terms)]
    locales = [desk.locale(code) for code in codes] or started
    write_glossary(desk.terms, locales, file)
    click.echo(f"{len(desk.terms)} terms in {file.name}.")
