"""The words every translation must use the same way, and the names none may change."""

from dataclasses import dataclass
from pathlib import Path

from portal.data import Entry, read_toml


@dataclass(frozen=True, slots=True)
class Preferred:
    """How one language says a term.

    :param use: the words to use.
    :param avoid: words not to use instead.
    """

    use: str
    avoid: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One term of the subject.

    :param text: the English term.
    :param definition: what it means here, for translators.
    :param usage: where it is met, if that needs saying.
    :param do_not_translate: whether it is a name that stays as it is.
    :param locales: locale code → how that language says it.
    """

    text: str
    definition: str
    usage: str | None
    do_not_translate: bool
    locales: dict[str, Preferred]


def _read_preferred(term: str, code: str, table: object) -> Preferred:
    entry = Entry("glossary.toml", f"{term}, {code}", table)
    preferred = Preferred(entry.text("use"), entry.texts("avoid") if entry.has("avoid") else ())
    entry.finish()
    return preferred


def _read_term(table: object, position: int, codes: tuple[str, ...]) -> Term:
    entry = Entry("glossary.toml", f"term {position}", table)
    entry.name = text = entry.text("text")
    term = Term(
        text=text,
        definition=entry.text("definition"),
        usage=entry.optional_text("usage"),
        do_not_translate=entry.flag("do_not_translate"),
        locales={code: _read_preferred(text, code, entry.table(code)) for code in codes if entry.has(code)},
    )
    entry.finish()
    return term


def load_glossary(folder: Path, codes: tuple[str, ...]) -> list[Term]:
    """Read ``glossary.toml``.

    :param codes: every locale code a term may have words for.
    :raises DataError: for an entry that cannot be used, or a term twice.
    """
    tables = Entry("glossary.toml", "the file", read_toml(folder / "glossary.toml"))
    terms: dict[str, Term] = {}
    for position, table in enumerate(tables.tables("term"), start=1):
        term = _read_term(table, position, codes)
        if term.text in terms:
            raise tables.error(f"The term “{term.text}” stands twice.", "Keep one of the two.")
        terms[term.text] = term
    tables.finish()
    return list(terms.values())


def fixed_names(terms: list[Term]) -> list[str]:
    """List the names that stay as they are in every language."""
    return [term.text for term in terms if term.do_not_translate]
