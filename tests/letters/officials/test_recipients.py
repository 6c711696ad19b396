"""Whom a letter goes to: the seats of a place, each with a name only while that may be shown."""

from datetime import date

import pytest

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import OFFICES, Officials
from portal.letters.officials.recipients import OfficialRecipients, letter_office
from portal.letters.recipients import OFFICES as LETTER_OFFICES
from portal.letters.recipients import Recipient, Recipients
from tests.conftest import TODAY
from tests.letters.officials import fictional


@pytest.fixture
def recipients(country: Officials) -> Recipients:
    return OfficialRecipients(country)


def offices(found: object) -> list[str]:
    assert isinstance(found, list)
    return [recipient.office for recipient in found]


def test_the_letter_knows_every_office() -> None:
    assert {letter_office(office) for office in OFFICES} <= set(LETTER_OFFICES)


def test_a_district_has_two_senators_and_a_representative(recipients: Recipients, facts: Facts) -> None:
    found = recipients.congress("ca", 13, TODAY)
    assert offices(found) == ["us-senator", "us-senator", "us-representative"]
    assert found
    assert found[2] == Recipient(
        "us-representative",
        name="Rep MemberCA13",
        family="MemberCA13",
        postal=("1 Cannon House Office Building", "Washington DC 20515-0001"),
        phone="202-225-1234",
        dial="+12022251234",
        form_url="https://member.house.gov",
        checked_on=fictional.DAY,
        source=facts.datasets["congress"].title,
    )
    assert found[0].form_url == "https://www.example.senate.gov/contact"


@pytest.mark.parametrize(
    ("state", "district", "expected"),
    [
        ("ca", None, ["us-senator", "us-senator"]),
        ("wy", None, ["us-senator", "us-senator", "us-representative"]),
        ("dc", None, ["us-delegate"]),
        ("pr", None, ["resident-commissioner"]),
    ],
)
def test_a_state_has_whom_all_of_it_shares(
    recipients: Recipients, state: str, district: int | None, expected: list[str]
) -> None:
    assert offices(recipients.congress(state, district, TODAY)) == expected


@pytest.mark.parametrize(
    ("state", "district"),
    [("ca", 0), ("ca", 53), ("wy", 0), ("wy", 1), ("dc", 0), ("ae", None), ("CA", 13), ("xx", None)],
)
def test_there_is_no_letter_to_a_place_there_is_not(recipients: Recipients, state: str, district: int | None) -> None:
    assert recipients.congress(state, district, TODAY) is None


def test_both_state_legislators_or_the_one_who_is_known(recipients: Recipients) -> None:
    found = recipients.california(8, 27, TODAY)
    assert offices(found) == ["state-senator", "assembly-member"]
    assert found
    assert [recipient.family for recipient in found] == ["Person8", "Person27"]
    assert found[0].email == "person@senate.ca.gov"
    assert offices(recipients.california(8, 0, TODAY)) == ["state-senator"]
    assert offices(recipients.california(0, 27, TODAY)) == ["assembly-member"]


@pytest.mark.parametrize("districts", [(0, 0), (41, 1), (1, 81), (41, 0), (-1, 1), (8, -1)])
def test_there_is_no_letter_to_a_seat_there_is_not(recipients: Recipients, districts: tuple[int, int]) -> None:
    assert recipients.california(*districts, TODAY) is None


def test_a_name_that_ran_out_is_on_no_letter(recipients: Recipients) -> None:
    found = recipients.california(8, 27, date(2026, 12, 7))
    assert found
    for recipient in found:
        assert (recipient.name, recipient.family, recipient.phone, recipient.email, recipient.postal) == (
            *[None] * 4,
            (),
        )
        assert (recipient.reason, recipient.changed_on) == ("changed", date(2026, 12, 7))


def test_vacant_and_doubtful_seats_are_told_apart(real: Officials) -> None:
    recipients = OfficialRecipients(real)
    found = recipients.congress("ca", 14, TODAY)
    assert found
    assert [(recipient.reason, bool(recipient.name)) for recipient in found] == [
        (None, True),
        (None, True),
        ("vacant", False),
    ]
    doubtful = [recipient for recipient in recipients.congress("oh", None, TODAY) or () if recipient.may_have_changed]
    assert [(recipient.family, recipient.changed_on) for recipient in doubtful] == [("Husted", date(2026, 11, 3))]


def test_without_data_the_offices_still_get_their_letter(facts: Facts) -> None:
    nobody = OfficialRecipients(Officials(None, facts))
    found = nobody.congress("ca", 13, TODAY)
    assert found == [Recipient("us-senator"), Recipient("us-senator"), Recipient("us-representative")]
    assert nobody.california(1, 2, TODAY) == [Recipient("state-senator"), Recipient("assembly-member")]


def test_the_official_finders_stand_by_each_letter(recipients: Recipients, facts: Facts) -> None:
    urls = {kind: [finder.url for finder in recipients.finders(kind)] for kind in ("congress", "california")}
    assert urls == {
        "congress": [facts.finders["house"], facts.finders["senate"]],
        "california": [facts.finders["california"]],
    }
