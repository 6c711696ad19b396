"""Whom a letter goes to, whether or not anybody's name is known.

An office never changes, its holder does: a letter to the title alone reaches
the right desk, a letter to last year's name may not. So a recipient always has
an office, and a name only while it may be shown.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from markupsafe import Markup

from portal.i18n.formats import phone_link


def N_(message: str) -> str:
    """Mark a message for extraction; each language says it in its own words when a letter is made."""
    return message


@dataclass(frozen=True, slots=True)
class Office:
    """An office, as a letter speaks of it; in English, which is what is mailed.

    :param title: how an envelope names it.
    :param greeting: the salutation to a person; ``%(name)s`` is the family name.
    :param plain_greeting: the salutation where no name may be shown.
    :param postal: the last lines of its address that are the same whoever holds it.
    """

    title: str
    greeting: str
    plain_greeting: str
    postal: tuple[str, ...] = ()


_WASHINGTON_SENATE = ("United States Senate", "Washington, DC 20510")
_WASHINGTON_HOUSE = ("United States House of Representatives", "Washington, DC 20515")

#: The ZIP codes are those of every address in the published list of members (congress-legislators).
OFFICES = {
    "us-senator": Office(
        # Translators: Office of an elected official: one of two members of the U.S. Senate for each state.
        N_("United States Senator"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Senator %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Senator:"),
        _WASHINGTON_SENATE,
    ),
    "us-representative": Office(
        # Translators: Office of an elected official: a member of the U.S. House of Representatives.
        N_("United States Representative"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Representative %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Representative:"),
        _WASHINGTON_HOUSE,
    ),
    "us-delegate": Office(
        # Translators: Office of an elected official: represents Washington, DC or a territory in the U.S. House.
        N_("Delegate to the U.S. House of Representatives"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Delegate %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Delegate:"),
        _WASHINGTON_HOUSE,
    ),
    "resident-commissioner": Office(
        # Translators: Office of an elected official: represents Puerto Rico in the U.S. House.
        N_("Resident Commissioner of Puerto Rico"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Resident Commissioner %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Resident Commissioner:"),
        _WASHINGTON_HOUSE,
    ),
    "governor": Office(
        # Translators: Office of an elected official: heads the state government.
        N_("Governor of California"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Governor %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Governor:"),
    ),
    "attorney-general": Office(
        # Translators: Office of an elected official: the state's chief lawyer.
        N_("Attorney General of California"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Attorney General %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Attorney General:"),
    ),
    "state-senator": Office(
        # Translators: Office of an elected official: a member of California's own senate, not of the U.S. Senate.
        N_("California State Senator"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Senator %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Senator:"),
    ),
    "assembly-member": Office(
        # Translators: Office of an elected official: a member of the lower house of California's legislature.
        N_("Member of the California State Assembly"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Assembly Member %(name)s:"),
        # Translators: The greeting of a letter to somebody whose name is not known.
        N_("Dear Assembly Member:"),
    ),
    "department": Office(
        # Translators: A department of California's government; it runs Medi-Cal.
        N_("California Department of Health Care Services"),
        # Translators: The greeting of a letter. %(name)s is a family name.
        N_("Dear Director %(name)s:"),
        # Translators: The greeting of a letter to the head of a department whose name is not known.
        N_("Dear Director:"),
    ),
}

#: Who gets a letter when nobody knows yet where its writer lives, by letter.
EVERYWHERE = {
    "congress": ("us-senator", "us-representative"),
    "california": ("governor", "attorney-general", "state-senator", "assembly-member", "department"),
}

#: Gets a copy if the writer wants; nobody is given it.
BY_CHOICE = ("department",)


@dataclass(frozen=True, slots=True)
class Recipient:
    """One office a letter goes to.

    :param office: a key of :data:`OFFICES`.
    :param name: of whoever holds it, only while it may be shown.
    :param family: the name after “Dear Senator”.
    :param reason: why there is no name: ``vacant``, ``changed``, or nothing where nobody has looked.
    :param changed_on: the day the seat changed.
    :param postal: lines of its address, without the name.
    :param phone: as printed.
    :param form_url: the office's own form or site.
    :param checked_on: the day the list with the name was downloaded.
    :param source: the name of that list.
    """

    office: str
    name: str | None = None
    family: str | None = None
    reason: str | None = None
    changed_on: date | None = None
    may_have_changed: bool = False
    postal: tuple[str, ...] = ()
    phone: str | None = None
    dial: str | None = None
    form_url: str | None = None
    email: str | None = None
    checked_on: date | None = None
    source: str | None = None

    @property
    def is_known(self) -> bool:
        """Say whether there is more to tell of it than its title."""
        return bool(self.name or self.reason or self.phone or self.form_url)

    @property
    def addressee(self) -> str:
        """Name it in English, as an envelope does."""
        title = OFFICES[self.office].title
        return f"{title} {self.name}" if self.name else title

    @property
    def phone_link(self) -> Markup:
        """Make its number one that can be tapped."""
        return phone_link(self.phone or "", self.dial or "")


@dataclass(frozen=True, slots=True)
class Finder:
    """A page of the government's own on which anybody finds who represents them.

    :param name: in English, as the page is known.
    """

    name: str
    url: str


class Recipients(Protocol):
    """Who holds the offices of a place, as far as is known on a day."""

    def congress(self, state: str, district: int | None, today: date) -> Sequence[Recipient] | None:
        """List senators and representative of a place, or nothing where there is no such place.

        :param state: two lower-case letters.
        """

    def california(self, senate: int, assembly: int, today: date) -> Sequence[Recipient] | None:
        """List both state legislators of a place, or nothing where there is no such place."""

    def finders(self, kind: str) -> Sequence[Finder]:
        """List the official pages for a letter's recipients."""


def offices_everywhere(kind: str) -> tuple[Recipient, ...]:
    """List whom a letter goes to while nobody knows where its writer lives: titles alone."""
    return tuple(Recipient(office) for office in EVERYWHERE[kind])
