"""Facts in a sentence: filled in from data, localized, set apart from the text around them."""

import pytest

from portal.content.references import PATTERN, References, find_reference_problem
from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import Registry
from portal.rights.library import Library

LTR = LEFT_TO_RIGHT_ISOLATE


@pytest.fixture(scope="module")
def references(library: Library) -> References:
    return References(library.phones)


@pytest.mark.parametrize(
    ("kind", "value", "shown"),
    [
        ("usd", "30", "$30"),
        ("usd", "130000", "$130,000"),
        ("number", "20", "20"),
        ("number", "79000000", "79,000,000"),
        ("percent", "400", "400%"),
        ("name", "I-200", "I-200"),
    ],
)
@pytest.mark.parametrize("code", ["en", "es", "ar", "fa", "km"])
def test_an_amount_is_the_same_in_every_language(
    references: References, registry: Registry, code: str, kind: str, value: str, shown: str
) -> None:
    """People pay and count what they read, so the digits stay those of the United States."""
    assert references.html(kind, value, registry[code]) == f'<bdi dir="ltr">{shown}</bdi>'
    assert references.plain(kind, value, registry[code]) == f"{LTR}{shown}{POP_ISOLATE}"


@pytest.mark.parametrize("code", ["en", "es", "ar", "fa", "zh-Hant"])
def test_a_phone_is_a_link_that_dials_the_number_it_shows(
    references: References, registry: Registry, library: Library, code: str
) -> None:
    for phone in library.phones.values():
        html = references.html("phone", phone.key, registry[code])
        assert f'href="tel:{phone.dial}"' in html
        assert f'<bdi dir="ltr">{phone.number}</bdi>' in html
        assert references.plain("phone", phone.key, registry[code]) == f"{LTR}{phone.number}{POP_ISOLATE}"


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("en", "2026-01-06", "January 6, 2026"),
        ("en", "2025-08", "August 2025"),
        ("en", "2013", "2013"),
        ("es", "2026-01-06", "6 de enero de 2026"),
        ("es", "2025-08", "agosto de 2025"),
        ("zh-Hans", "2026-01-06", "2026年1月6日"),
    ],
)
def test_a_date_is_written_out_in_the_language(
    references: References, registry: Registry, code: str, value: str, shown: str
) -> None:
    assert references.html("date", value, registry[code]) == f"<bdi>{shown}</bdi>"
    assert references.plain("date", value, registry[code]) == f"{FIRST_STRONG_ISOLATE}{shown}{POP_ISOLATE}"


def test_every_kind_of_date_can_be_written_in_every_language(references: References, registry: Registry) -> None:
    """Babel raises on a language it does not know, which would be an error page for all its readers."""
    for locale in registry:
        for value in ("2026-01-06", "2025-08", "2013"):
            assert references.plain("date", value, locale).strip(FIRST_STRONG_ISOLATE + POP_ISOLATE)


@pytest.mark.parametrize(
    "text",
    [
        "Call {phone:911}.",
        "From {date:2026-01-06}, or {date:2026-01}, or {date:2026}.",
        "Up to {percent:400} of {usd:30} for {number:6} forms {name:I-200}.",
        "Read [the page][welfare-code-14007-8].",
        "No reference.",
    ],
)
def test_right_references_have_no_problem(references: References, text: str) -> None:
    assert references.find_problem(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "{phone:nobody}",
        "{phone:}",
        "{date:2026-02-30}",
        "{date:20260106}",
        "{date:2026-1-6}",
        "{date:2026-W02-2}",
        "{date:0000}",
        "{usd:-5}",
        "{usd:٣٠}",
        "{number:1234567890}",
        "{percent:}",
        "{name:<b>}",
        "{name:ا}",
        "{Phone:911}",
        "{sms:911}",
        "{911}",
        "{{phone:911}}",
        "{phone:911",
        "phone:911}",
        "Call 911.",
        "Call ٩١١.",
    ],
)
def test_wrong_references_are_found(references: References, text: str) -> None:
    problem = references.find_problem(text)
    assert problem
    assert all(sentence.endswith(".") for sentence in problem)


def test_every_english_text_of_the_site_has_right_references(library: Library) -> None:
    texts = [message.text for message in library.messages()]
    assert any(PATTERN.search(text) for text in texts)
    assert not [text for text in texts if find_reference_problem(text, library.phones)]


def test_an_old_phone_is_found_once_per_text(references: References, library: Library) -> None:
    phone = next(phone for phone in library.phones.values() if not phone.evergreen)
    text = f"Call {{phone:{phone.key}}}. Again: {{phone:{phone.key}}}."
    assert references.expired_phones(text, phone.review_by) == []
    assert references.expired_phones(text, phone.review_by.replace(year=phone.review_by.year + 1)) == [phone]


def test_an_emergency_number_is_never_old(references: References, library: Library) -> None:
    phone = library.phones["911"]
    assert references.expired_phones("{phone:911}", phone.review_by.replace(year=phone.review_by.year + 9)) == []
