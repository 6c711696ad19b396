"""What a query means, before anything is looked up."""

from collections.abc import Mapping

import pytest

from portal.directory.counties import County
from portal.directory.search.folding import clean_query, split_words
from portal.directory.search.places import gather_places, load_towns
from portal.directory.search.query import Lexicon, Meaning, Reading, join_places, list_numbers
from portal.directory.search.synonyms import Synonyms


@pytest.fixture(scope="module")
def places(counties: Mapping[str, County], synonyms: Synonyms) -> Mapping[str, Meaning]:
    """Every place there is."""
    return join_places(gather_places(counties, (), load_towns(counties), synonyms.no_places))


@pytest.fixture(scope="module")
def lexicons(synonyms: Synonyms, places: Mapping[str, Meaning]) -> dict[str, Lexicon]:
    """The lists of each language with the English ones."""
    return {code: Lexicon.of(synonyms, (code, "en"), places) for code in synonyms.locales}


def read(lexicon: Lexicon, query: str) -> Reading:
    return lexicon.read(split_words(clean_query(query)))


@pytest.mark.parametrize(
    ("code", "query", "concepts"),
    [
        ("en", "legal aid", ["lawyer"]),
        ("en", "Medi-Cal", ["coverage"]),
        ("en", "medi cal", ["coverage"]),
        ("en", "medical", ["coverage"]),
        ("en", "domestic violence shelter", ["violence", "housing"]),
        ("es", "abogada de migración", ["lawyer", "immigration"]),
        ("es", "abogados", ["lawyer"]),
        ("es", "notario público", ["notario"]),
        ("es", "notaria", ["notario"]),
        ("zh-Hant", "我需要移民律師", ["lawyer"]),
        ("zh-Hans", "公证人", ["notario"]),
        ("vi", "luat su", ["lawyer"]),
        ("vi", "công chứng viên", ["notario"]),
        ("ko", "변호사를 찾고 있어요", ["lawyer"]),
        ("ko", "우울증이에요", ["therapy"]),
        ("fil", "kailangan ko ng abogado", ["lawyer"]),
        ("ru", "ищу адвокатов", ["lawyer"]),
        ("uk", "допомога психолога", ["therapy"]),
        ("hy", "ինձ փաստաբանի օգնություն է պետք", ["lawyer"]),
        ("fa", "وکیل می‌خواهم", ["lawyer"]),
        ("ar", "والمحامي", ["lawyer"]),
        ("km", "ខ្ញុំត្រូវការមេធាវី", ["lawyer"]),
        ("hmn", "kuv xav tau kws lij choj", ["lawyer"]),
        ("pa", "ਵਕੀਲ ਚਾਹੀਦਾ ਹੈ", ["lawyer"]),
        ("hi", "मुझे वकील चाहिए", ["lawyer"]),
        ("ja", "移民弁護士を探しています", ["lawyer"]),
        ("lo", "ຂ້ອຍຕ້ອງການທະນາຍຄວາມ", ["lawyer"]),
        ("th", "ฉันต้องการทนายความฟรี", ["lawyer"]),
    ],
)
def test_a_sentence_is_understood(lexicons: dict[str, Lexicon], code: str, query: str, concepts: list[str]) -> None:
    reading = read(lexicons[code], query)
    assert [concept.key for concept in reading.concepts] == concepts
    assert reading.units == ()


@pytest.mark.parametrize(
    ("code", "query", "meant"),
    [
        ("en", "lawyer in Los Angeles County", {"los-angeles"}),
        ("es", "abogado en el condado de Fresno", {"fresno"}),
        ("es", "comida en Delano", {"kern"}),
        ("zh-Hant", "洛杉磯律師", {"los-angeles"}),
        ("ko", "로스앤젤레스에서", {"los-angeles"}),
        ("ar", "محامي في لوس أنجلوس", {"los-angeles"}),
        ("en", "someone nice to talk to", set()),
    ],
)
def test_a_place_is_understood(lexicons: dict[str, Lexicon], code: str, query: str, meant: set[str]) -> None:
    assert read(lexicons[code], query).counties == meant


def test_words_nobody_has_listed_are_kept(lexicons: dict[str, Lexicon]) -> None:
    reading = read(lexicons["en"], "the Quiet Mind lawyer 天空橋")
    assert reading.units == (("quiet",), ("mind",), ("天空", "空橋"))
    assert reading.phrases == ("lawyer",)


def test_an_ending_belongs_to_the_last_word(lexicons: dict[str, Lexicon]) -> None:
    """“adv” and “ocate” together begin like a word of one list, and mean nothing of it."""
    assert read(lexicons["ru"], "адвокатура").concepts
    assert not read(lexicons["ru"], "адвокатурностями").concepts


def test_half_a_word_is_finished_if_it_can_be_only_one(lexicons: dict[str, Lexicon]) -> None:
    assert lexicons["es"].complete("psicol") == "psicologa"
    assert lexicons["es"].complete("co") is None


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("(510) 241-4011", ["5102414011"]),
        ("+1 510.241.4011", ["5102414011"]),
        ("call 988 or 2-1-1", ["988", "211"]),
        ("４１５ ５５５ ０１４２", ["4155550142"]),
        ("12", []),
    ],
)
def test_digits_are_read_as_numbers(query: str, numbers: list[str]) -> None:
    assert list(list_numbers(clean_query(query))) == numbers
