"""The words every translation uses the same way."""

from pathlib import Path

import pytest

from portal.content.glossary import Term, fixed_names, load_glossary
from portal.data import FOLDER
from portal.i18n.locales import Registry

GLOSSARY = """
[[term]]
text = "lawsuit"
definition = "A case that one side brings before a court."
[term.es]
use = "demanda"
avoid = ["pleito", "juicio"]

[[term]]
text = "DHCS"
definition = "California's health department."
usage = "A name."
do_not_translate = true
"""


@pytest.fixture(scope="module")
def terms(registry: Registry) -> list[Term]:
    return load_glossary(FOLDER, tuple(locale.code for locale in registry))


def test_a_term_is_read_with_the_words_of_each_language(tmp_path: Path) -> None:
    (tmp_path / "glossary.toml").write_text(GLOSSARY)
    lawsuit, name = load_glossary(tmp_path, ("es", "fa"))
    assert (lawsuit.locales["es"].use, lawsuit.locales["es"].avoid) == ("demanda", ("pleito", "juicio"))
    assert (name.usage, name.locales) == ("A name.", {})
    assert fixed_names([lawsuit, name]) == ["DHCS"]


def test_no_term_says_to_avoid_what_it_says_to_use(terms: list[Term]) -> None:
    for term in terms:
        for preferred in term.locales.values():
            assert preferred.use not in preferred.avoid, term.text


def test_every_term_to_translate_has_its_spanish(terms: list[Term]) -> None:
    assert not [term.text for term in terms if not term.do_not_translate and "es" not in term.locales]


def test_the_terms_that_most_need_one_word_are_there(terms: list[Term]) -> None:
    """A wrong word for one of these can cost a family its safety."""
    wanted = {"warrant signed by a judge", "public charge", "restricted scope", "lawfully residing"}
    assert not wanted - {term.text for term in terms}


def test_nobody_is_called_illegal(terms: list[Term]) -> None:
    assert not [
        term.text for term in terms for preferred in term.locales.values() if "ilegal" in preferred.use.casefold()
    ]
