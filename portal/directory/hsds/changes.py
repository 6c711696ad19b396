"""When an entry last changed, as far as anybody can say; what keeps a copy elsewhere up to date asks for it."""

from datetime import date

from portal.directory.services import Service


def find_modified(service: Service) -> str | None:
    """Give the moment of the last change anybody knows of: the check or the list, whichever is later.

    Nothing where the list names a month or a year only, or no date: no day would be true.
    """
    days = [service.assurance.day] if service.assurance else []
    try:
        days.append(date.fromisoformat(service.listing.date or ""))
    except ValueError:
        if not days:
            return None
    return f"{max(days)}T00:00:00Z"
