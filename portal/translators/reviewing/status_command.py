"""``portal translations status``: how far each language is, page by page, and what it lacks to be offered."""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import click

from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.i18n.offering import Count, Offering, PageProgress, find_obstacles, write_offering
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.compiling import check_catalog, is_open, read_progress
from portal.translators.desk import Desk
from portal.translators.files import po_path
from portal.translators.reviewing.session import find_questioned

#: How many characters a bar has, and what fills it: signed, drafted, being updated, missing.
_WIDTH = 20
_SIGNS = "█▓▒·"

_COLUMNS = ("all", "reviewed", "draft", "fuzzy", "missing")


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one language stands.

    :param progress: its figures, and whether it is offered from the next compile on.
    :param was_open: whether readers have it already.
    :param refused: how many messages break a rule.
    """

    locale: SiteLocale
    progress: Offering
    was_open: bool
    refused: int

    @property
    def obstacles(self) -> list[str]:
        """What keeps it from readers."""
        return find_obstacles(self.progress.pages, offered=self.was_open)


def read_standing(desk: Desk, locale: SiteLocale) -> Standing:
    """Count how far a language is by its files as they are now.

    :raises DataError: if it is not started, or a file cannot be used.
    """
    if not po_path(desk.folder, locale).exists():
        raise DataError(
            locale.catalog, "the catalog", "It is not started.", f"Run portal translations init {locale.code}."
        )
    checked = check_catalog(desk.folder, locale, desk.names)
    questioned = find_questioned(desk.folder, locale, load_rulebook(desk.data, desk.registry))
    progress = read_progress(desk.folder, locale, checked, questioned)
    if progress is None:
        raise DataError("messages.pot", "the file", "It is missing.", "Run portal translations extract.")
    return Standing(locale, progress, is_open(desk.folder, locale), len(checked.findings))


def _sum(pages: tuple[PageProgress, ...], name: str) -> Count:
    counts: list[Count] = [getattr(page, name) for page in pages]
    return sum(counts, Count())


def add_up(pages: tuple[PageProgress, ...]) -> PageProgress:
    """Add up the counts of all pages."""
    total, draft, reviewed, fuzzy = (_sum(pages, name) for name in ("total", "draft", "reviewed", "fuzzy"))
    return PageProgress("all pages", total, draft, reviewed, fuzzy)


def draw_bar(page: PageProgress) -> str:
    """Draw how much of a page is signed, drafted, being updated and missing."""
    bar = ""
    done = Count()
    for sign, part in zip(_SIGNS, (page.reviewed, page.draft, page.fuzzy), strict=False):
        done += part
        bar += sign * (_WIDTH * done.messages // max(page.total.messages, 1) - len(bar))
    return bar.ljust(_WIDTH, _SIGNS[-1])


def _line(page: PageProgress, *, bars: bool) -> str:
    counts = (page.total, page.reviewed, page.draft, page.fuzzy, page.missing)
    cells = "".join(f"{f'{count.messages}/{count.words}' if count.messages else '0':>11}" for count in counts)
    bar = f"  {draw_bar(page)}" if bars else ""
    return f"{page.page:29}{cells}{page.translated.percent(page.total):>5} %{bar}"


def report(standing: Standing, *, bars: bool) -> Iterator[str]:
    """Write one language's report, line by line.

    :param bars: draw a bar on each line.
    """
    pages, locale = standing.progress.pages, standing.locale
    yield f"{locale.code}  {locale.english_name}, in messages/words:"
    yield f"{'page':29}{''.join(f'{name:>11}' for name in _COLUMNS)}   done"
    for page in (*pages, add_up(pages)):
        yield _line(page, bars=bars)
    for page in pages:
        if page.missing_critical:
            yield f"Critical sections missing: {page.page}: {', '.join(page.missing_critical)}."
    if standing.refused:
        yield f"Messages that break a rule: {standing.refused}. portal translations check {locale.code} says why."
    yield from _report_offer(standing)


def _report_offer(standing: Standing) -> Iterator[str]:
    words = {
        (True, True): "yes, and it is.",
        (True, False): "yes, from the next compile on.",
        (False, True): "not any more. It lacks:",
        (False, False): "not yet. It lacks:",
    }
    yield f"Can be offered: {words[standing.progress.offered, standing.was_open]}"
    yield from (f"  {obstacle}" for obstacle in standing.obstacles)


def _table(standing: Standing) -> dict[str, Any]:
    """Give one language's figures for machines."""
    figures = write_offering(standing.progress)
    return {**figures, "open": standing.was_open, "refused": standing.refused, "obstacles": standing.obstacles}


@click.command("status")
@click.argument("codes", metavar="[LOCALE]...", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Write figures for machines, each as [messages, words].")
@click.pass_obj
def status(desk: Desk, codes: tuple[str, ...], as_json: bool) -> None:
    """Say how far each language is and whether readers can have it; exit 2 if a file cannot be used."""
    standings = []
    refused = False
    for locale in desk.chosen(codes):
        try:
            standings.append(read_standing(desk, locale))
        except DataError as error:
            click.echo(f"Error: {error}", err=True)
            refused = True
    if as_json:
        click.echo(json.dumps({standing.locale.code: _table(standing) for standing in standings}, indent=1))
    else:
        reports = ["\n".join(report(standing, bars=sys.stdout.isatty())) for standing in standings]
        click.echo("\n\n".join(reports) or "No language to report.")
    sys.exit(2 if refused else 0)
