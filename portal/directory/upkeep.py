"""What an operator is told: what is kept from readers and why, and whom to call next.

Plain text, one service in few lines, since it is printed and written on while
somebody holds a telephone.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from portal.directory.freshness import HIDDEN, assured_until, find_hidden, is_due, is_waiting, phone_state
from portal.directory.kept_out import REASONS
from portal.directory.matching import is_statewide, sort_services
from portal.directory.register import Register
from portal.directory.services import FEDERAL, Listing, Phone, Service

STATEWIDE = "All of California"

#: What a call is to find out.
ASK = "right place and number; languages of staff; hours; cost; whether immigration status matters."

WAITING = "not on the pages until confirmed"

_STATUS = {"any": "open to any immigration status", "may-refuse": "status can decide", "ask": "status not known"}


def audit(register: Register, lost: Iterable[str], today: date) -> Iterator[str]:
    """Say what is not shown, not checked or folded, line by line.

    :param lost: keys that were checked and are no longer in the directory.
    """
    yield from _audit_kept_out(register)
    yield from _audit_hidden(register, today)
    shown = register.shown(today)
    folded = [service for service in shown if phone_state(service, today) == "folded"]
    unchecked = [service for service in shown if phone_state(service, today) == "unchecked"]
    yield f"Number folded, checked too long ago: {len(folded)}"
    yield from (f"    {service.key}  {service.name}, until {assured_until(service)}" for service in folded)
    yield f"Shown and never checked: {len(unchecked)}"
    yield from (f"    {service.key}  {service.name}" for service in unchecked)
    lost = list(lost)
    if lost:
        yield f"Checked, and no longer in the directory: {len(lost)}"
        yield from (f"    {key}" for key in lost)
    yield f"Shown: {len(shown)}"
    yield from _count_lines(Counter(service.need for service in shown))


def _audit_kept_out(register: Register) -> Iterator[str]:
    yield f"Kept out of the pages: {len(register.kept_out)}"
    for reason, meaning in REASONS.items():
        records = [record for record in register.kept_out if record.reason == reason]
        yield f"  {reason}, {meaning}: {len(records)}"
        for record in records:
            offices = "; its offices are shown" if record.offices_only else ""
            yield f"    {record.key}  {record.name} ({record.need}){offices}"


def _audit_hidden(register: Register, today: date) -> Iterator[str]:
    found = [(service, find_hidden(service, today)) for service in register.services.values()]
    yield f"Hidden on {today}: {sum(reason is not None for _, reason in found)}"
    for reason, meaning in HIDDEN.items():
        services = sort_services(service for service, own in found if own == reason)
        yield f"  {reason}, {meaning}: {len(services)}"
        for service in services:
            dated = f", of {service.listing.date}" if reason == "old-listing" else ""
            yield f"    {service.key}  {service.name} ({service.need}){dated}"


def _count_lines(counts: Counter[str]) -> Iterator[str]:
    yield from (f"    {number:5}  {name}" for name, number in counts.most_common())


def list_due(register: Register, today: date, within: timedelta, county: str | None = None) -> dict[str, list[Service]]:
    """List what somebody should call, by county; a service of several stands under the first of them.

    What is on no page until somebody calls stands in each group behind what is.

    :param within: how long before a check runs out.
    :param county: slug; only its own and those for all of California.
    """
    groups: dict[str, list[Service]] = {slug: [] for slug in ("", *register.counties)}
    for service in (*register.shown(today), *register.waiting(today)):
        slugs = sorted(service.counties())
        if not is_due(service, today, within) or (county and not is_statewide(service) and county not in slugs):
            continue
        groups["" if is_statewide(service) else county or slugs[0]].append(service)
    return {slug: services for slug, services in groups.items() if services}


def write_calls(register: Register, groups: dict[str, list[Service]], today: date) -> Iterator[str]:
    """Write the call list, line by line."""
    yield f"Ask: {ASK}"
    yield ""
    for slug, services in groups.items():
        yield register.counties[slug].full_name if slug else STATEWIDE
        for service in services:
            yield from _write_call(service, today)
        yield ""
    waiting = sum(is_waiting(service, today) for services in groups.values() for service in services)
    yield f"{sum(map(len, groups.values()))} to check, {waiting} of them {WAITING}."


def _write_call(service: Service, today: date) -> Iterator[str]:
    yield f"  {service.name}  ({service.need}, {service.key})"
    if is_waiting(service, today):
        yield f"    {WAITING.upper()}"
    yield from (f"    {_write_phone(phone)}" for phone in service.phones)
    for place in service.locations:
        yield from (f"    {_write_phone(phone)}  {place.name or place.city}" for phone in place.phones)
    if not service.all_phones():
        yield f"    no number; {service.website or 'see its offices'}"
    yield f"    we say: {'; '.join(_claims(service))}"
    yield f"    listed by {service.listing.publisher}, {_write_age(service.listing, today)}"
    checked = service.assurance
    yield f"    checked on {checked.day} by {checked.role}" if checked else "    never checked"


def _claims(service: Service) -> Iterator[str]:
    """List what a page says beside the numbers, since a call confirms all of it."""
    spoken = ", ".join(service.languages)
    yield f"staff speak {spoken}" if spoken else "languages not known"
    if service.need not in {"consulates", FEDERAL}:
        yield _STATUS[service.immigration_status]
    if service.free:
        yield "free"
    if service.schedules or service.hours_note:
        yield "hours, as on its page"
    if service.lsc_funded:
        yield "federally funded"


def _write_age(listing: Listing, today: date) -> str:
    copied = ", read in a copy" if listing.copied else ""
    if listing.date is None:
        return f"without a date{copied}"
    years = today.year - int(listing.date[:4])
    age = {0: "this year", 1: "last year"}.get(years, f"{years} years ago")
    return f"dated {listing.date}, {age}{copied}"


def _write_phone(phone: Phone) -> str:
    extension = f" ext. {phone.extension}" if phone.extension else ""
    kind = "" if phone.type == "voice" else f" ({phone.type})"
    languages = f" [{', '.join(phone.languages)}]" if phone.languages else ""
    return f"{phone.printed}{extension}{kind}{languages}"
