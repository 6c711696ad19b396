"""``portal translations``: what a translator and a release run on catalogs."""

import os
import sys

import click
import polib

from portal.config import load_config
from portal.data import DataError, replace_file
from portal.i18n.locales import SiteLocale
from portal.translators.checks.command import check
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.compiling import Checked, compile_catalog, is_ready
from portal.translators.cosmetic import Fix, Judge, apply_fixes, find_all_fixes, find_context, move_reviews, sign_fix
from portal.translators.desk import Desk
from portal.translators.files import po_path, read_po, render_po, write_po
from portal.translators.opened import load_opened, record_opened
from portal.translators.previews.command import preview
from portal.translators.previews.where_command import where
from portal.translators.pseudo import compile_pseudo
from portal.translators.reviewing.command import review
from portal.translators.reviewing.session import find_questioned
from portal.translators.reviewing.status_command import status
from portal.translators.sheets.commands import export, glossary, import_
from portal.translators.template import build_template
from portal.translators.updating import start_catalog, update_catalog


def render_template_file() -> bytes:
    """Give the bytes ``messages.pot`` should have."""
    return render_po(build_template())


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


def _remember_ready(desk: Desk, locales: list[SiteLocale]) -> None:
    """Write down which languages are ready for readers while catalog and English still agree."""
    known = load_opened(desk.folder)
    waiting = [locale for locale in locales if locale.code not in known]
    ready = [locale for locale in waiting if is_ready(read_po(po_path(desk.folder, locale)), locale, desk.names)]
    record_opened(desk.folder, ready, desk.today)


def _find_fixes(desk: Desk, catalogs: dict[str, polib.POFile], key: str) -> dict[str, list[Fix]]:
    book = load_rulebook(desk.data, desk.registry)
    source = desk.registry.source
    judge = Judge(source, book.watchwords.negations[source.code], book.names)
    template = desk.template()
    return find_all_fixes(catalogs, template, find_context(key, template), judge)


@translations.command()
@click.argument("codes", nargs=-1)
@click.option("--cosmetic", "key", metavar="KEY", help="Keep all translations of this section: only a typo was mended.")
@click.option("--by", metavar="ROLE", help="The role that mended the typo.")
@click.option("--confirmed-by", metavar="ROLE", help="Another role, that has read both texts.")
@click.pass_obj
def update(desk: Desk, codes: tuple[str, ...], key: str | None, by: str | None, confirmed_by: str | None) -> None:
    """Bring catalogs up to messages.pot; nobody's work is lost.

    KEY is a section such as apply.ssn. A typo fix is for every language, so name
    no language with it.
    """
    if (key is None) != (by is None and confirmed_by is None) or (key is not None and codes):
        cure = "Write --cosmetic KEY --by ROLE --confirmed-by ROLE and no language."
        raise DataError("command line", "--cosmetic", "These words do not go together.", cure)
    note = "" if key is None else sign_fix(by, confirmed_by, desk.today)
    template, chosen = desk.template(), desk.chosen(codes)
    catalogs = {locale.code: read_po(po_path(desk.folder, locale)) for locale in chosen}
    fixes = {} if key is None else _find_fixes(desk, catalogs, key)
    _remember_ready(desk, chosen)
    for locale in chosen:
        moved = apply_fixes(catalogs[locale.code], fixes.get(locale.code, []))
        signed = move_reviews(desk.folder, locale, moved, note) if moved else 0
        catalog, done = update_catalog(catalogs[locale.code], template, locale)
        write_po(catalog, po_path(desk.folder, locale))
        mended = f" {len(fixes[locale.code])} mended with {signed} signatures." if fixes else ""
        click.echo(
            f"{locale.code}: {done.kept} kept, {done.edited} edited, {done.new} new, {done.vanished} vanished.{mended}"
        )


def _report(locale: SiteLocale, checked: Checked) -> None:
    for finding in checked.findings:
        click.echo(f"{locale.code}: {finding}", err=True)
    good, fuzzy, bad = len(checked.good), len(checked.fuzzy), len(checked.findings)
    click.echo(f"{locale.code}: {good} of {checked.total} messages may be shown, {fuzzy} fuzzy, {bad} refused.")


@translations.command("compile")
@click.argument("codes", nargs=-1)
@click.pass_obj
def compile_(desk: Desk, codes: tuple[str, ...]) -> None:
    """Check and compile catalogs; exit 2 if a file is refused, after compiling the others."""
    refused = False
    book = load_rulebook(desk.data, desk.registry)
    for locale in desk.chosen(codes):
        try:
            questioned = find_questioned(desk.folder, locale, book)
            _report(locale, compile_catalog(desk.folder, locale, desk.names, questioned))
        except DataError as error:
            click.echo(str(error), err=True)
            refused = True
    if not codes:
        template = desk.template()
        for locale in desk.pseudo():
            _report(locale, compile_pseudo(desk.folder, locale, template, desk.names))
    sys.exit(2 if refused else 0)


translations.add_command(check)
translations.add_command(export)
translations.add_command(import_)
translations.add_command(glossary)
translations.add_command(status)
translations.add_command(review)
translations.add_command(preview)
translations.add_command(where)
