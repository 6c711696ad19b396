"""All that checking needs to know besides the catalog: names, terms, watchwords, and who can tell languages apart."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from portal.content.glossary import Term, fixed_names, load_glossary
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.checks.watchwords import Watchwords, load_watchwords

#: Names the language a text is in, where it is surely another of ours than the locale's.
Identifier = Callable[[str, SiteLocale], str | None]


@dataclass(frozen=True, slots=True)
class Rulebook:
    """What every catalog is checked against.

    :param names: names that stay as they are in every language.
    :param terms: the glossary.
    :param watchwords: words to look for, by language.
    :param identify: tells languages apart; nothing where no such program is installed.
    """

    names: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    watchwords: Watchwords = Watchwords()
    identify: Identifier | None = None


def load_rulebook(folder: Path, registry: Registry, identify: Identifier | None = None) -> Rulebook:
    """Read the glossary and the watchwords.

    :param folder: the folder of data files.
    :param identify: left out where an answer must be the same on every machine, as in compiling.
    :raises DataError: for an entry that cannot be used.
    """
    terms = load_glossary(folder, tuple(locale.code for locale in registry))
    return Rulebook(tuple(fixed_names(terms)), tuple(terms), load_watchwords(folder, registry), identify)
