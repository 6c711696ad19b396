"""Whom a letter goes to: an office always, a name only where one may be shown."""

from dataclasses import fields, replace

import pytest

from portal.letters.recipients import BY_CHOICE, EVERYWHERE, OFFICES, Recipient, offices_everywhere
from portal.letters.templates import LETTERS
from tests.letters.conftest import SENATOR


def test_every_letter_has_offices_and_every_office_is_known() -> None:
    assert set(EVERYWHERE) == set(LETTERS)
    assert {office for offices in EVERYWHERE.values() for office in (*offices, *BY_CHOICE)} <= set(OFFICES)


@pytest.mark.parametrize("name", OFFICES)
def test_an_office_is_greeted_with_a_name_and_without(name: str) -> None:
    office = OFFICES[name]
    with_name = office.greeting % {"name": "Example"}
    assert with_name.startswith("Dear ")
    assert with_name.endswith(" Example:")
    assert office.plain_greeting == with_name.replace(" Example", "")
    assert office.title


@pytest.mark.parametrize("kind", LETTERS)
def test_while_nobody_knows_where_a_writer_lives_offices_get_the_letter(kind: str) -> None:
    recipients = offices_everywhere(kind)
    assert tuple(recipient.office for recipient in recipients) == EVERYWHERE[kind]
    assert not any(recipient.is_known or recipient.name or recipient.postal for recipient in recipients)


def test_an_envelope_names_the_office_and_whoever_holds_it() -> None:
    assert SENATOR.addressee == "United States Senator Ana María Example"
    assert replace(SENATOR, name=None, family=None).addressee == "United States Senator"


@pytest.mark.parametrize(
    "known",
    [{"name": "Ana"}, {"reason": "vacant"}, {"phone": "202-225-0100"}, {"form_url": "https://example.house.gov"}],
    ids=lambda known: next(iter(known)),
)
def test_a_recipient_is_known_as_soon_as_there_is_something_to_tell(known: dict[str, str]) -> None:
    assert Recipient("us-representative", **known).is_known  # type: ignore[arg-type]


def test_a_bare_recipient_says_nothing_of_anybody() -> None:
    bare = Recipient("governor")
    assert not any(getattr(bare, field.name) for field in fields(bare) if field.name != "office")


def test_a_phone_can_be_tapped_and_is_printed_as_it_is() -> None:
    assert SENATOR.phone_link == '<a class="tel" href="tel:+12022250100"><bdi dir="ltr">202-225-0100</bdi></a>'
