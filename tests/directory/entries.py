"""Fictional services; their numbers are of the range that no line has (555-0100 to 555-0199)."""

from dataclasses import replace
from datetime import date, time

from portal.content.markdown import Message
from portal.directory.services import (
    Assurance,
    Listing,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceArea,
)


def make_service(key: str = "harbor-help", **changes: object) -> Service:
    """Make a small service with some fields changed."""
    service = Service(
        key=key,
        name="Harbor Help",
        need="legal-aid",
        subkind="legal-services",
        description=Message(f"help/{key}", "Lawyers who listen."),
        area=ServiceArea("counties", ("fresno",)),
        listing=Listing("A county list", "https://list.example.org/", "2026-10-01"),
        phones=(Phone("(559) 555-0100", "+15595550100"),),
    )
    return replace(service, **changes)  # type: ignore[arg-type]


def make_full_service() -> Service:
    """Make a service with everything one can have."""
    key = "harbor-full"
    return make_service(
        key,
        name="Harbor & Söhne’s “Full” House",
        alternate_names=("HFH", "Casa Llena; Fresno"),
        description=Message(f"help/{key}", "Help with **forms**. Bring {name:I-200}. \\*Free\\* snacks."),
        eligibility=Message(f"help/{key}", "Anyone who lives here."),
        interpreters=Message(f"help/{key}", "Interpreters by phone."),
        hours_note=Message(f"help/{key}", "Evenings by request."),
        alert=Message(f"help/{key}", "Do not bring originals."),
        area=ServiceArea("office"),
        listing=Listing("A state list", None, "2026-03", copied=True),
        phones=(
            Phone("(559) 555-0101", "+15595550101", "voice", "0042", ("es", "zh-Hant")),
            Phone("(559) 555-0101", "+15595550101", "textphone"),
            Phone("741741", "741741", "text", None, (), Message(f"help/{key}", "Text {name:HOME} to {name:741741}.")),
        ),
        locations=(
            Location(
                "Main",
                "1 Pier Road, Suite 2",
                "Fresno",
                "93706-1234",
                "fresno",
                (Phone("(559) 555-0102", "+15595550102", "voice", "7"),),
                Listing("Another list", "http://other.example.org/", "2025"),
            ),
            Location(None, "", "Madera", None, "madera"),
            Location(None, "2 Pier Road", "Selma", None, "fresno"),
        ),
        schedules=(Schedule(("MO", "TU"), time(9), time(17, 30)), Schedule(("SA",))),
        languages=("es", "hmn", "zh-Hans"),
        immigration_status="any",
        website="https://harbor.example.org/help",
        email="desk@harbor.example.org",
        free=True,
        contractor=True,
        recognized_until=date(2027, 5, 1),
        active=False,
        assurance=Assurance(date(2026, 11, 1), "volunteer"),
        tags=("one", "two"),
    )
