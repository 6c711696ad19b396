"""Two spellings of one word become one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.directory.search.folding import (
    MAX_CHARACTERS,
    clean,
    clean_query,
    fold,
    is_grammed,
    iter_terms,
    list_grams,
    split_words,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ABOGADO", "abogado"),
        ("Psicólogo", "psicologo"),
        ("abogados", "abogado"),
        ("lawyer's", "lawyer’s"),
        ("Đơn", "don"),
        ("ＬＡＷＹＥＲ", "lawyer"),
        ("Straße", "STRASSE"),
        ("ёлка", "елка"),
        ("здоров'я", "здоров’я"),
        ("Ґанок", "ганок"),
        ("Որտե՞ղ", "որտեղ"),
        ("և", "եւ"),
        ("محامى", "محامي"),
        ("کمک", "كمك"),
        ("محـــامي", "محامي"),
        ("مُحامٍ", "محام"),
        ("المحامي", "محامي"),
        ("أزمة", "ازمه"),
        ("می\u200cخواهم", "میخواهم"),
        ("हिन्दी", "हिंदी"),
        ("ज़मानत", "जमानत"),
        ("ਪੰਜਾਬੀ", "ਪਂਜਾਬੀ"),
        ("ビザ", "ﾋﾞｻﾞ"),
        ("びざ", "ビザ"),
        ("９８８", "988"),
        ("٩٨٨", "۹۸۸"),
        ("९८८", "988"),
    ],
)
def test_two_spellings_are_one_word(one: str, other: str) -> None:
    assert fold(clean(one)) == fold(clean(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [("か", "が"), ("หมา", "หม่า"), ("कल", "कला"), ("illness", "illnes"), ("вода", "вада"), ("ស្រី", "ស្រា")],
)
def test_letters_that_differ_to_their_readers_stay_apart(one: str, other: str) -> None:
    assert fold(clean(one)) != fold(clean(other))


def test_controls_and_halves_of_characters_vanish_inside_words() -> None:
    assert clean("abo\u202egado\u202c la\u00adwyer \ud800x") == "abogado lawyer x"


def test_signs_separate_words() -> None:
    assert [word.folded for word in split_words(clean("“food”, (bank)!😀rent"))] == ["food", "bank", "rent"]


def test_a_run_without_spaces_is_told_from_a_word() -> None:
    words = split_words(clean("Oakland的律師 lawyer"))
    assert [(word.folded, word.unspaced) for word in words] == [("oakland", False), ("的律師", True), ("lawyer", False)]


def test_pairs_never_begin_with_a_vowel_sign() -> None:
    assert list_grams("律師") == ["律師"]
    assert list_grams("法律援助") == ["法律", "律援", "援助"]
    assert list_grams("ស្រី") == ["ស្រី"]
    assert list_grams("ที่พัก") == ["ที่พั", "พัก"]


def test_korean_is_found_by_pairs_and_hindi_by_words() -> None:
    assert is_grammed("변호사를")
    assert not is_grammed("वकील")


def test_a_word_with_a_hyphen_is_found_by_its_parts_and_whole() -> None:
    assert {term.folded for term in iter_terms("Medi-Cal")} == {"medi", "cal", "medical"}


@given(st.text(max_size=300))
def test_any_query_is_cut_and_stays_clean(text: str) -> None:
    cleaned = clean_query(text)
    assert len(cleaned) <= MAX_CHARACTERS
    assert clean(cleaned) == cleaned


def test_letters_that_become_many_do_not_make_a_query_long() -> None:
    assert len(clean_query("\ufdfa" * 1000)) <= MAX_CHARACTERS
