"""A word nobody knows is taken for the nearest one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory.search.vocabulary import Vocabulary, count_mistakes

WORDS = Vocabulary(
    {"abogado": "abogado", "psicologo": "psicólogo", "lawyer": "lawyer", "comida": "comida", "comita": "comita"}
)


def nobody(_word: str) -> bool:
    return False


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [
        ("abogdo", "abogado", 1),
        ("laywer", "lawyer", 1),
        ("abogado", "abogado", 0),
        ("abgdo", "abogado", 2),
        ("a", "bcd", 3),
    ],
)
def test_mistakes_are_counted(one: str, other: str, mistakes: int) -> None:
    assert count_mistakes(one, other, 2) == min(mistakes, 3)


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_mistakes_are_the_same_both_ways(one: str, other: str) -> None:
    assert count_mistakes(one, other, 20) == count_mistakes(other, one, 20)
    assert (count_mistakes(one, other, 20) == 0) == (one == other)
    assert min(3, count_mistakes(one, other, 20)) == min(3, count_mistakes(one, other, 2))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("abogdo", "abogado"),
        ("avogado", "abogado"),
        ("laywer", "lawyer"),
        ("lawyr", "lawyer"),
        ("sicologo", "psicologo"),
        ("xxxxxx", None),
        ("law", None),
        ("a" * 100, None),
        ("12345", None),
    ],
)
def test_the_nearest_word_is_found(typed: str, meant: str | None) -> None:
    assert WORDS.nearest(typed, nobody) == meant


def test_the_reader_s_own_words_decide_between_equals() -> None:
    assert WORDS.nearest("comiba", nobody) == "comida"
    assert WORDS.nearest("comiba", lambda word: word == "comita") == "comita"


def test_a_word_is_shown_with_its_accents() -> None:
    assert WORDS.written("psicologo") == "psicólogo"


def test_beginnings_are_listed_in_order() -> None:
    assert WORDS.starting("comi", 5) == ["comida", "comita"]
    assert WORDS.starting("z", 5) == []
