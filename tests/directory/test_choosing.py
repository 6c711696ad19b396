"""What a reader chose, and what becomes of what was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory.choosing import ANY, MAX_SEARCH, Choice, clean_search


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("  abogado   gratis ", "abogado gratis"),
        ("a\x00b\x1b[31m", "ab[31m"),
        ("a\nb\tc", "a b c"),
        ("\u202egalel\u2066x\u2069", "galelx"),
        ("\ufeffnotario\U000e0041", "notario"),
        # Farsi and Khmer words need their joiners.
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("\ud800ayuda", "ayuda"),
        ("", ""),
        ("\u200b \x00", "\u200b"),
    ],
)
def test_a_search_is_cleaned(typed: str, read: str) -> None:
    assert clean_search(typed) == read


@given(st.text(max_size=500))
def test_a_search_is_short_and_visible(typed: str) -> None:
    read = clean_search(typed)
    assert len(read) <= MAX_SEARCH
    assert read == read.strip() == " ".join(read.split())
    assert not {"Cc", "Cs"} & {unicodedata.category(char) for char in read}


def test_an_address_says_only_what_was_chosen() -> None:
    assert Choice().query() == {}
    full = Choice("legal-aid", "es", ANY, free=True, search="ayuda", page=2)
    assert full.query() == {
        "need": "legal-aid", "speaks": "es", "status": "any", "free": "yes", "q": "ayuda", "page": 2,
    }  # fmt: skip


def test_a_new_search_keeps_the_other_choices() -> None:
    assert Choice(need="coverage", search="ayuda", page=2).kept() == {"need": "coverage"}
