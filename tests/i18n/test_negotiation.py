"""The language a reader gets who has chosen none: the nearest one they can read, and never another script."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.data import FOLDER
from portal.i18n.locales import Registry, load_registry
from portal.i18n.negotiation import MAX_HEADER, MAX_TAGS, Negotiator

DARI = """
[[locale]]
code = "fa-AF"
catalog = "fa_AF"
endonym = "دری"
english_name = "Dari"
script = "Arab"
direction = "rtl"
cldr = "fa_AF"
plural_forms = "nplurals=2; plural=n > 1;"
fallback = "fa"
aliases = ["prs"]
"""


@pytest.fixture(scope="module")
def negotiator(tmp_path_factory: pytest.TempPathFactory) -> Negotiator:
    """All launch languages, and Dari beside Farsi."""
    folder: Path = tmp_path_factory.mktemp("data")
    text = (FOLDER / "locales.toml").read_text(encoding="utf-8") + DARI
    (folder / "locales.toml").write_text(text, encoding="utf-8")
    registry = load_registry(folder)
    return Negotiator(registry, registry)


ASKED = {
    "en": "en-US,en;q=0.9",
    "fa-AF": "fa-AF|prs|prs-AF",
    "fa": "fa|fa-IR|pes",
    "fil": "fil-PH|tl-PH|tl|fil|tl-PH,en;q=0.5",
    "lo": "lo-LA",
    "ko": "ko-KR|ko|ko-KP",
    "ru": "ru-UA|ru",
    "uk": "uk|uk-UA,ru;q=0.9",
    "ar": "ar-EG|apc|arz|ar|ary-MA",
    "pa": "pa-IN|pa|pa-Guru",
    "zh-Hant": "zh-TW,zh;q=0.9,en-US;q=0.8|zh-Hant-US|zh-Hant-HK|zh-yue|zh-HK|yue|yue-HK|zh_TW|cmn-Hant|nan-TW",
    "zh-Hans": "zh-CN,zh;q=0.9,en;q=0.8|zh-CN|zh_CN|zh-Hans-US|zh|cmn|zh-SG|yue-Hans-CN|wuu",
    "hmn": "mww|hmn|hm|hnj|hmv,en;q=0.5",
    "hy": "hy|hyw|hy-AM",
    "es": "mix,es;q=0.9|en;q=0.1,es;q=0.9|es-419|es-MX,es;q=0.9,en;q=0.8|es_US|ES-mx|es-x-private",
    "hi": "hi-IN",
    "km": "km-KH",
    "vi": "vi-VN",
    "ja": "ja-JP",
    "th": "th",
    "ium": "ium",
}

#: Headers nobody here can be served in, and headers that say nothing.
ENGLISH_FOR_WANT_OF_BETTER = (
    "iw|no|nb-NO,en|in|ps-AF|ur-PK|tg|ilo|mix-MX||;;garbage,,|*|*;q=0.5|de|de-DE,fr;q=0.8|x-es|i-klingon|en-XA|sr"
)

OTHER_SCRIPT = (
    "pa-PK|pa-Arab|hnj-Hmng|nan-Latn|arz-Latn|hi-Latn|ru-Latn|ar-Latn|zh-Latn|ja-Latn|tl-Tglg|es-Cyrl|fa-Cyrl"
)

SAMPLES = [(header, code) for code, headers in ASKED.items() for header in headers.split("|")]
SAMPLES += [(header, "en") for header in f"{ENGLISH_FOR_WANT_OF_BETTER}|{OTHER_SCRIPT}".split("|")]


@pytest.mark.parametrize(("header", "code"), SAMPLES)
def test_a_header_is_answered_in_the_nearest_language(header: str, code: str, negotiator: Negotiator) -> None:
    assert negotiator.best(header).code == code


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("ru;q=0.8,es;q=0.9", "es"),
        ("es;q=0.5,ru;q=0.5", "es"),
        ("ru,es", "ru"),
        ("es;q=0,ru", "ru"),
        ("es;q=0", "en"),
        ("es;q=0.000,ru;q=0.001", "ru"),
        ("de,ru;q=0.1,es;q=0.2", "es"),
        (" es ; q=0.9 , ru ; q=1.0 ", "ru"),
        ("es;Q=0.9", "es"),
        ("es,es;q=0.1,ru;q=0.5,es", "es"),
    ],
)
def test_quality_decides_and_then_the_order(header: str, code: str, negotiator: Negotiator) -> None:
    assert negotiator.best(header).code == code


@pytest.mark.parametrize(
    "quality", ["2", "-1", "nan", "inf", "1e0", "0.1234", "", ".5", "1.001", "0,5", "١", "0.5;level=1", "\x00", "true"]
)
def test_a_bad_quality_drops_its_tag_and_no_other(quality: str, negotiator: Negotiator) -> None:
    assert negotiator.best(f"ru;q=0.1,es;q={quality}").code == "ru"


@pytest.mark.parametrize(
    "tag",
    ["es\x00", "es\r\nru", "es\x1b", "\u202ees", "es/../ru", "e s", "es-", "-es", "es--MX", "ｅｓ", "es" * 20, "<es>"],
    ids=ascii,
)
def test_a_tag_that_cannot_be_read_is_left_out(tag: str, negotiator: Negotiator) -> None:
    assert negotiator.best(f"{tag},ru;q=0.1").code == "ru"


def test_only_the_first_tags_are_read(negotiator: Negotiator) -> None:
    assert negotiator.best("de," * (MAX_TAGS - 1) + "es").code == "es"
    assert negotiator.best("de," * MAX_TAGS + "es").code == "en"


@pytest.mark.parametrize("piece", ["a", "es-", "es,", "a;q=", ",", ";", "*", "-", "\x00", "es;q=0.5,"])
def test_a_header_of_ten_thousand_characters_is_answered(piece: str, negotiator: Negotiator) -> None:
    answer = negotiator.best((piece * 10_000)[:10_000])
    assert answer.code == ("es" if piece.startswith("es") and "," in piece else "en")


@given(st.text(max_size=200) | st.text(alphabet="esruzhfaAF-_,;q=01.* \x00", max_size=300))
@settings(max_examples=150, deadline=None, database=None)
def test_any_header_is_answered(negotiator: Negotiator, header: str) -> None:
    assert negotiator.best(header).pseudo is False


def test_memory_of_answers_is_bounded(registry: Registry) -> None:
    negotiator = Negotiator(registry, registry)
    for number in range(2500):
        negotiator.best(f"es;q=0.{number % 1000}," + "x" * (number + MAX_HEADER))
    assert negotiator._remembered.cache_info().currsize <= 2000


def test_headers_alike_in_what_is_read_are_remembered_once(registry: Registry) -> None:
    """A visitor invents the header, so nothing as long as they please may be kept."""
    negotiator = Negotiator(registry, registry)
    for number in range(50):
        negotiator.best("es," + "x" * (MAX_HEADER + number))
    assert negotiator._remembered.cache_info().currsize == 1


def test_only_offered_languages_are_answered(registry: Registry) -> None:
    negotiator = Negotiator(registry, [registry["en"], registry["es"], registry["zh-Hans"]])
    headers = ("zh-TW", "zh-Hant,zh-Hans;q=0.5", "tl,es;q=0.1", "ru", "zh-yue")
    assert [negotiator.best(header).code for header in headers] == ["en", "zh-Hans", "es", "en", "en"]


def test_languages_for_tests_are_never_answered(registry: Registry) -> None:
    negotiator = Negotiator(registry, [registry["en"], registry["en-XA"], registry["ar-XB"]])
    assert {negotiator.best(header).code for header in ("en-XA", "ar-XB", "ar", "en")} == {"en"}
