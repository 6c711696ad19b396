"""``portal translations check``: tells a translator, a program or a pull request what is wrong with a catalog."""

import sys

import click

from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.translators.checks.checking import check_catalog_findings, is_translated
from portal.translators.checks.findings import ERROR, FORMATS, FileReport, name_file
from portal.translators.checks.identifying import load_identifier
from portal.translators.checks.rulebook import Rulebook, load_rulebook
from portal.translators.desk import Desk
from portal.translators.files import check_header, po_path, read_po
from portal.translators.reviewing.reviews import load_reviews


def _check(desk: Desk, locale: SiteLocale, book: Rulebook) -> FileReport:
    path = po_path(desk.folder, locale)
    try:
        catalog = read_po(path)
        check_header(catalog, locale, f"{locale.catalog}/LC_MESSAGES/messages.po")
        findings = check_catalog_findings(catalog, locale, book, load_reviews(desk.folder, locale))
    except DataError as error:
        return FileReport(name_file(path), locale, refusal=error)
    live = [entry for entry in catalog if not entry.obsolete]
    refused = sum(finding.level == ERROR for finding in findings)
    shown = sum(map(is_translated, live)) - refused
    fuzzy = sum(entry.fuzzy for entry in live)
    return FileReport(name_file(path), locale, findings, len(live), shown, fuzzy)


@click.command()
@click.argument("codes", nargs=-1)
@click.option("--format", "form", type=click.Choice(list(FORMATS)), default="text", help="For a person, or a program.")
@click.pass_obj
def check(desk: Desk, codes: tuple[str, ...], form: str) -> None:
    """Check catalogs: what is refused, and what a reviewer must answer.

    Exits 0 if nothing is refused, 1 if a message is, 2 if a file cannot be used.
    """
    book = load_rulebook(desk.data, desk.registry, load_identifier(desk.registry))
    reports = [_check(desk, locale, book) for locale in desk.chosen(codes)]
    told = FORMATS[form](reports)
    if told:
        click.echo(told)
    if any(report.refusal for report in reports):
        sys.exit(2)
    sys.exit(1 if any(report.of_level(ERROR) for report in reports) else 0)
