"""Dates in the reader's words; amounts and phones as people pay and dial them, in one digit set."""

import re
from datetime import date

import pytest

from portal.i18n.formats import (
    check_partial_date,
    format_day,
    format_partial_date,
    format_usd,
    isolate,
    isolate_html,
    isolate_latin,
    phone_link,
)
from portal.i18n.locales import Registry

DAY = date(2026, 1, 6)


@pytest.mark.parametrize("text", ["2025", "2025-08", "2025-08-12", "2024-02-29"])
def test_a_year_a_month_or_a_day_is_a_date(text: str) -> None:
    assert check_partial_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "25",
        "2025-13",
        "2025-8",
        "2025-02-29",
        "20250812",
        "2025-W33-2",
        "2025-08-12T00",
        "2025-08-12\n",
        "٢٠٢٥",
        "x",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert not check_partial_date(text)


@pytest.mark.parametrize(
    ("code", "text", "written"),
    [
        ("en", "2026-01-06", "January 6, 2026"),
        ("en", "2026-01", "January 2026"),
        ("en", "2026", "2026"),
        ("es", "2026-01-06", "6 de enero de 2026"),
        ("es", "2026-01", "enero de 2026"),
        ("ko", "2026-01-06", "2026년 1월 6일"),
        ("zh-Hant", "2026-01-06", "2026年1月6日"),
        ("hmn", "2026-01-06", "January 6, 2026"),
        ("ium", "2026-01", "January 2026"),
    ],
)
def test_a_date_is_written_in_the_readers_words(code: str, text: str, written: str, registry: Registry) -> None:
    assert format_partial_date(text, registry[code]) == written


def test_a_date_has_the_digits_people_read_off_in_every_language(registry: Registry) -> None:
    for locale in registry:
        for text in ("2026", "2026-01", "2026-01-06"):
            digits = re.findall(r"\d+", format_partial_date(text, locale))
            assert "2026" in digits, f"{locale.code}: {format_partial_date(text, locale)}"
            assert all(number.isascii() for number in digits)


def test_no_language_shows_the_skeleton_of_a_date(registry: Registry) -> None:
    """Babel answers “2026 M01 6” for a language it only knows the name of."""
    assert [locale.code for locale in registry if re.search(r"\bM\d", format_day(DAY, locale))] == []


def test_a_day_reads_the_same_as_a_full_date(registry: Registry) -> None:
    assert {format_day(DAY, locale) == format_partial_date("2026-01-06", locale) for locale in registry} == {True}


@pytest.mark.parametrize(
    ("amount", "written"), [("0", "$0"), ("30", "$30"), ("2510", "$2,510"), ("1000000", "$1,000,000")]
)
def test_an_amount_is_written_as_people_pay_it(amount: str, written: str) -> None:
    assert format_usd(amount) == written


def test_a_number_is_set_apart_in_plain_text() -> None:
    assert isolate("1-800-541-5555") == "\u20661-800-541-5555\u2069"


def test_a_number_is_set_apart_in_a_page() -> None:
    assert isolate_html("$2,510") == '<bdi dir="ltr">$2,510</bdi>'
    assert isolate_html("<b>") == '<bdi dir="ltr">&lt;b&gt;</bdi>'


def test_a_phone_dials_what_it_shows() -> None:
    link = phone_link("(888) 804-3536", "+18888043536")
    assert link == '<a class="tel" href="tel:+18888043536"><bdi dir="ltr">(888) 804-3536</bdi></a>'


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("اسأل Medi-Cal أولًا", ["Medi-Cal"]),
        ("من DHCS. أو CMS؟", ["DHCS", "CMS"]),
        ("برنامج Health Consumer Alliance هنا", ["Health Consumer Alliance"]),
        ("LawHelpCA.org", ["LawHelpCA.org"]),
        ("لا شيء", []),
        ("", []),
    ],
)
def test_latin_names_are_set_apart_in_right_to_left_text(text: str, apart: list[str]) -> None:
    html = isolate_latin(text)
    assert re.findall(r'<bdi dir="ltr">(.*?)</bdi>', html) == apart
    assert re.sub(r"</?bdi[^>]*>", "", html) == text


def test_right_to_left_text_is_escaped_whole() -> None:
    assert isolate_latin('لا <b onclick="x"> & Medi-Cal') == (
        'لا &lt;<bdi dir="ltr">b onclick</bdi>=&#34;<bdi dir="ltr">x</bdi>&#34;&gt; &amp; <bdi dir="ltr">Medi-Cal</bdi>'
    )
