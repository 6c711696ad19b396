"""What the site needs from people, subject by subject, as lines for ``portal status``.

Only what somebody promised by a day asks for attention at once. Numbers nobody
ever called and fonts a machine lacks are told and change no exit status: a new
operator has hundreds of the first and may print nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from portal.config import Config
from portal.content.claims import WARNING, Claim
from portal.content.facts import Phone
from portal.content.glossary import fixed_names, load_glossary
from portal.content.markdown import Message
from portal.directory.freshness import is_due, is_waiting, phone_state
from portal.directory.register import Register
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import load_catalog
from portal.letters.officials.facts import load_facts
from portal.letters.officials.freshness import NO_DATA, STALE
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import FILE as OFFICIALS
from portal.letters.officials.store import officials_folder
from portal.sharing.handouts.fonts import find_missing_fonts


@dataclass(frozen=True, slots=True)
class Report:
    """What is said of one subject.

    :param lines: to print.
    :param is_due: whether somebody promised something that is due.
    :param is_broken: whether a file cannot be used.
    """

    lines: tuple[str, ...]
    is_due: bool = False
    is_broken: bool = False


def report_dates(items: Sequence[tuple[str, Claim | Phone]], today: date) -> Report:
    """Say which claims and phones of guides and letters are overdue or due soon.

    :param items: each with the name it is printed under.
    """
    # An evergreen phone stays on the page; its check falls due all the same.
    overdue = [(name, item) for name, item in items if item.review_by < today]
    due = [(name, item) for name, item in items if today <= item.review_by <= today + WARNING]
    lines = [f"{today}: {len(overdue)} overdue, {len(due)} due within {WARNING.days} days."]
    for word, found in (("overdue", overdue), ("due", due)):
        for name, item in sorted(found, key=lambda pair: (pair[1].review_by, pair[0])):
            lines.append(f"  {word} {item.review_by}  {name}")
    return Report(tuple(lines), is_due=bool(overdue or due))


def report_officials(config: Config, today: date) -> Report:
    """Say how fresh the officials' data is. Having none at all is a choice."""
    store = officials_folder(config) / OFFICIALS if config.instance else None
    freshness = Officials(store, load_facts(config.data)).status(today)
    reasons = freshness.reasons if freshness.level == STALE else ()
    level = "no data" if freshness.level == NO_DATA else freshness.level
    return Report((f"Officials: {level}.", *(f"  {reason}" for reason in reasons)), is_due=freshness.level == STALE)


def report_directory(register: Register, today: date) -> Report:
    """Say how many services of the directory somebody should call."""
    shown = register.shown(today)
    due = sum(is_due(service, today, WARNING) and service.assurance is not None for service in shown)
    never = sum(phone_state(service, today) == "unchecked" for service in shown)
    folded = sum(phone_state(service, today) == "folded" for service in shown)
    waiting = sum(is_waiting(service, today) for service in register.services.values())
    return Report(
        (
            f"Directory: {len(shown)} entries shown, {never} of them never called; "
            f"{waiting} hidden until somebody calls. Checks that run out within {WARNING.days} days, or have: {due}, "
            f"{folded} of them folded. “portal directory calls” lists them all.",
        )
    )


def report_fonts(locales: Iterable[SiteLocale]) -> Report:
    """Name what to install for handouts in languages this machine has no letters for."""
    missing = find_missing_fonts(locales)
    return Report(tuple(f"{code}: handouts need the package {package}." for code, package in sorted(missing.items())))


def list_started(config: Config, registry: Registry) -> list[SiteLocale]:
    """List the languages somebody has begun to translate."""
    return [
        locale
        for locale in registry
        if not (locale.is_source or locale.pseudo)
        and (config.translations / locale.catalog / "LC_MESSAGES" / "messages.po").exists()
    ]


def report_languages(config: Config, registry: Registry, messages: Iterable[Message]) -> Report:
    """Say how far each started language is with the texts of guides, letters and directory."""
    names = fixed_names(load_glossary(config.data, tuple(locale.code for locale in registry)))
    keys = list(dict.fromkeys((message.context, message.text) for message in messages))
    lines = []
    broken = False
    for locale in list_started(config, registry):
        catalog = load_catalog(config.translations, locale, names)
        if catalog.broken:
            broken = True
            lines.append(f"{locale.code}: the catalog cannot be used. {catalog.broken}")
            continue
        missing = [key for key in keys if key not in catalog.texts]
        lines.append(
            f"{locale.code}: {len(keys) - len(missing)} of {len(keys)} texts translated, "
            f"{len(catalog.reviewed)} reviewed, {len(catalog.fuzzy)} being updated, {len(catalog.dropped)} refused."
        )
        lines += [f"  untranslated  {context}" for context in sorted({str(context) for context, _ in missing})]
        lines += [f"  refused  {sentence}" for sentence in catalog.dropped]
    return Report(tuple(lines), is_broken=broken)
