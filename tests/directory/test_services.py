"""What a service says of itself."""

from portal.content.markdown import Message
from portal.directory.services import Location, Phone, ServiceArea
from tests.directory.entries import make_service

OFFICE = Location(None, "1 Main Street", "Merced", "95340", "merced", (Phone("(209) 555-0100", "+12095550100"),))


def test_its_counties_are_its_area_and_its_offices() -> None:
    assert make_service(locations=(OFFICE,)).counties() == {"fresno", "merced"}
    assert make_service(area=ServiceArea("office"), locations=(OFFICE,)).counties() == {"merced"}


def test_its_numbers_are_its_own_and_its_offices() -> None:
    numbers = [phone.printed for phone in make_service(locations=(OFFICE,)).all_phones()]
    assert numbers == ["(559) 555-0100", "(209) 555-0100"]


def test_its_messages_are_listed_once_with_those_of_its_phones() -> None:
    text = Message("help/harbor-help", "Text {name:HELP}.")
    phone = Phone("898211", "898211", "text", instruction=text)
    service = make_service(phones=(phone,), locations=(OFFICE,), eligibility=text)
    assert service.messages() == (service.description, text)


def test_only_911_and_988_never_expire() -> None:
    assert make_service("emergency-911").is_evergreen
    assert make_service("988-lifeline").is_evergreen
    assert not make_service("harbor-help").is_evergreen
