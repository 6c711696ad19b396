"""Published texts: what may be shown, and what is left blank."""

import pytest

from portal.letters.officials.cleaning import clean_day, clean_email, clean_link, clean_name, clean_phone, clean_text

HOSTS = ("house.gov", "senate.gov")


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("202-225-4965", "202-225-4965"),
        ("(202) 225-4965", "202-225-4965"),
        ("202–225–4965", "202-225-4965"),
        ("2022254965", "202-225-4965"),
        ("202-225-496", None),
        ("202-225-4965 ext. 3", None),
        ("1-202-225-4965", None),
        ("002-225-4965", None),
        ("٢٠٢٢٢٥٤٩٦٥", None),
        ("", None),
        (None, None),
        (2022254965, None),
    ],
)
def test_a_phone_has_ten_digits_or_is_blank(published: object, shown: str | None) -> None:
    assert clean_phone(published) == shown


@pytest.mark.parametrize(
    ("published", "passes"),
    [
        ("https://fine.house.gov/address_authentication?form=/contact/email-me", True),
        ("https://www.senate.gov", True),
        ("https://house.gov:443/", True),
        ("hhttps://fine.house.gov/contact", False),
        ("http://fine.house.gov/", False),
        ("https://house.gov.example.org/", False),
        ("https://evilhouse.gov/", False),
        ("https://house.gov@example.org/", False),
        ("https://example.org\\@house.gov/", False),
        ("https://example.org/#.house.gov", False),
        ("https://a.house.gov:8443/", False),
        ("https://..house.gov/", False),
        ("https://[house.gov/", False),
        ("javascript:alert(1)//house.gov", False),
        ('https://a.house.gov/"onclick', False),
        ("https://a.house.gov/<b>", False),
        ("https://a.house.gov/\n", False),
        ("https://ａ.house.gov/", False),
        ("https://a.house.gov/" + "x" * 300, False),
        ("//a.house.gov/", False),
        ("", False),
        (None, False),
        (["https://a.house.gov/"], False),
    ],
)
def test_a_link_leads_to_an_office_or_is_blank(published: object, passes: bool) -> None:
    assert clean_link(published, HOSTS) == (published if passes else None)


@pytest.mark.parametrize(
    ("published", "shown"),
    [
        ("Ben Ray Luján", "Ben Ray Luján"),
        ('Henry C. "Hank" Johnson, Jr.', 'Henry C. "Hank" Johnson, Jr.'),
        ("  Nydia   Velázquez ", "Nydia Velázquez"),
        ("Luja\u0301n", "Luján"),
        ("<b>Member</b>", None),
        ("Member<script>alert(1)</script>", None),
        ("Mem\u202eber", None),
        ("Mem\u2066ber", None),
        ("Mem\u200bber", None),
        ("Mem\x00ber", None),
        ("Mem\nber", None),
        ("Mem\u2028ber", None),
        ("\ud800", None),
        ("12345", None),
        ("x" * 101, None),
        ("", None),
        (None, None),
        ({"first": "Member"}, None),
    ],
)
def test_a_name_is_plain_visible_words(published: object, shown: str | None) -> None:
    assert clean_name(published) == shown


def test_a_text_of_millions_of_characters_is_left_blank() -> None:
    assert clean_text("x" * 5_000_000) is None


@pytest.mark.parametrize(
    ("published", "passes"),
    [
        ("senator.person@senate.ca.gov", True),
        ("assemblymember.person@asm.ca.gov", False),
        ("person@senate.ca.gov.example.org", False),
        ("person@evilsenate.ca.gov", False),
        ("a,b@senate.ca.gov", False),
        ("a?bcc=x@senate.ca.gov", False),
        ("a b@senate.ca.gov", False),
        ("@senate.ca.gov", False),
        ("person", False),
        (None, False),
    ],
)
def test_an_email_address_is_an_offices_or_blank(published: object, passes: bool) -> None:
    assert clean_email(published, ("senate.ca.gov",)) == (published if passes else None)


@pytest.mark.parametrize(
    "published", ["2027-13-03", "20270103", "2027-W01-1", "2027-1-3", "", None, 20270103, "tomorrow"]
)
def test_what_is_no_day_is_none(published: object) -> None:
    assert clean_day(published) is None
