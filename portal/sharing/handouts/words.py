"""What a sheet says of itself, in the language of its reader: whole sentences from the catalogs.

Sheets are made outside a request, so the sentences are marked here and looked
up in a chain by hand; most of them are those of the pages, letter by letter.
"""

from datetime import date

from portal.i18n.formats import FIRST_STRONG_ISOLATE, POP_ISOLATE, format_day, format_partial_date
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import MISSING, UPDATING, Chain
from portal.rights.reading import PARTIAL, WITHHELD
from portal.sharing.handouts.runs import Passage, plain_passage


class PartialDay(str):
    """A year, month or day as ISO 8601 writes them, to be written out."""


def N_(message: str) -> str:
    """Mark a message for extraction."""
    return message


def pgettext(context: str, message: str) -> tuple[str, str]:
    """Mark a message that means different things in different places; extraction knows it by this name."""
    return context, message


# Translators: At the head of a section that nobody has checked in time. %(date)s is the last day it was known to hold.
CHANGED_SINCE = N_("This may have changed since %(date)s.")
ASK_FIRST = N_(
    "It should have been checked again by now. Ask a free legal aid office before you decide. "
    "In an emergency, do not wait."
)
# Translators: %(date)s is a day. Below it stands the old text of a section that nobody has checked since.
KNOWN_ON = N_("What was known on %(date)s")
# Translators: Under a heading, after “Confirmed” or the like. %(date)s is the last day the section was known to hold.
AS_OF = N_("As of %(date)s")
# Translators: %(number)s is a phone number, %(date)s the last day somebody checked it.
OLD_PHONE = N_("Nobody has checked the number %(number)s since %(date)s.")
SAME_IN_ENGLISH = N_("The same in English")
IS_DRAFT = N_("This translation is a draft.")
DRAFT_REASON = N_(
    "No qualified person has checked it yet. Where rights or danger are at stake, the English stands below it."
)
# Translators: On paper that has two languages side by side, this one and English.
ENGLISH_BESIDE = N_("No qualified person has checked it yet. The English stands beside it.")
SOURCES = N_("Where this comes from")
NOT_READ = N_("we have not read this page itself")
# Translators: The name of this site, in browser tabs and on home screens. It must not tell a stranger what it is about.
SITE_NAME = N_("Family guide")
DISCLAIMER = N_("General information, not legal advice. Nobody here knows your case.")

# Translators: On paper, beside a square code that a phone's camera reads. The web address stands below.
NEWER_VERSION = N_("Check for a newer version: scan the code or type this address.")
# Translators: On paper. %(date)s is the day the sheet was made.
MADE_ON = N_("This sheet was made on %(date)s.")
# Translators: On paper, in place of something that was chosen and has since been taken off the site.
GONE = N_("Something that was chosen for this sheet is no longer on this site.")
# Translators: On paper, in place of parts of a damaged web address.
UNREADABLE = N_("A part of the address this sheet was made from could not be read.")
# Translators: On paper, under a list of offices that did not fit.
MORE_ONLINE = N_("There are more than fit here. See the page at the address on this sheet.")
# Translators: On paper, above a list of offices and phone numbers for a county.
FROM_LISTS = N_("These come from public lists. Call before you go.")
# Translators: On a card or picture, instead of a text that nobody has checked in time.
READ_ONLINE = N_("Read what is known now at the address below.")
# Translators: Where an entry is from. %(source)s is the name of an organization or list, in English,
# %(date)s a year, month or day.
LISTED = N_("Listed by %(source)s, %(date)s.")
# Translators: Where an entry is from. %(source)s is the name of an organization or list, in English,
# %(date)s a year, month or day. “Copy”: we read a copy of the list and not the list itself.
LISTED_COPY = N_("Listed by %(source)s (we read a copy), %(date)s.")
NOT_CHECKED = N_("Not yet checked by us.")
# Translators: How old an entry is. %(date)s is a day, %(role)s says in English who of ours called, such as “volunteer”.
CHECKED = N_("Checked on %(date)s by: %(role)s")
# Translators: Under the name of a service: nobody has called since %(date)s.
STALE_SERVICE = N_("Nobody has checked this since %(date)s. Call before you go.")
# Translators: Before the name of another office or line, beside a number that may be old.
ASK_INSTEAD = N_("You can ask here instead:")
# Translators: Before a phone number to send text messages to.
TEXT_LINE = N_("Text:")
# Translators: Before a phone number for people who cannot hear and use a machine that writes (TTY).
TEXTPHONE = N_("TTY:")
# Translators: Before a phone number to call.
CALL_LINE = N_("Call:")
# Translators: After a phone number: what to press or say to be put through. %(number)s is a number.
EXTENSION = N_("extension %(number)s")
# Translators: Title and heading of a list. %(county)s is the name of a county, in English.
HELP_IN = N_("Help in %(county)s")
# Translators: Heading of a sheet with several pages somebody has chosen.
PACKET = N_("Your packet")
WRITE_LETTER = N_("Write a letter")
TO_CONGRESS = N_("Write to your members of Congress")
TO_CALIFORNIA = N_("Write to California officials")
LETTER_LINE = N_("Read every line in your language. Send it in English.")

# Cautions of the directory's pages, letter by letter.
# Translators: Of a consulate: it helps citizens of the country it belongs to.
OWN_CITIZENS = N_("Only for citizens of its own country")
FEDERAL = N_("This is a federal government office. Talk to a lawyer before you call.")
# Translators: On paper, above a list of offices; beside some of them it says whether immigration status matters.
ASK_STATUS = N_("Where nothing is said here about immigration status, ask first.")
CONSULATE = N_(
    "Do you ask for asylum, or fear your government? Talk to a lawyer first. "
    "Contact with a consulate can put you at risk."
)
FEDERAL_MONEY = N_(
    "Federal money pays for part of this legal aid. They may have to refuse people without immigration status. "
    "If you are a victim of a crime, ask them: there are exceptions."
)
RECOGNIZED = N_("Recognized by the Department of Justice to give immigration legal help; may charge small fees.")
STATUS = {
    # Translators: Of an office that helps people whatever their immigration status.
    "any": N_("Open to any immigration status"),
    # Translators: Of an office that cannot help everybody: it depends on the immigration status.
    "may-refuse": N_("Status can decide whether they can help"),
    # Translators: Of an office: nobody here knows whether it helps people of any immigration status.
    "ask": N_("We do not know if status matters here. Ask first."),
}

_CONFIDENCES = {
    # Translators: How sure the sources are: they are official or agree.
    "confirmed": N_("Confirmed"),
    # Translators: How sure the sources are: reported, but not confirmed.
    "unclear": N_("Not fully clear"),
    # Translators: How sure the sources are: they contradict each other.
    "disputed": N_("Sources disagree"),
}

_STATES = {
    "reviewed": N_("Translation checked by a qualified person"),
    "draft": N_("Draft translation, not yet checked"),
    UPDATING: N_("The English changed. This translation is being updated."),
    PARTIAL: N_("Part of this is not translated yet. It is shown in English."),
    MISSING: N_("Not translated yet. It is shown in English."),
    WITHHELD: N_("The translation waits to be checked. It is shown in English."),
}

_REASONS = {
    UPDATING: N_("Changed in English; the translation is being updated"),
    WITHHELD: N_("In English: the translation waits to be checked"),
    MISSING: N_("In English: not translated yet"),
}

#: Need → heading of its services on a county's sheet.
NEED_NAMES = {
    # Translators: Kind of help: lines to call in an emergency.
    "crisis": pgettext("need", "Emergency and crisis"),
    # Translators: Kind of help: free or cheap help by lawyers and trained advisers.
    "legal-aid": pgettext("need", "Legal aid"),
    # Translators: Kind of help: counseling, and somebody to talk to in a crisis.
    "mental-health": pgettext("need", "Mental health and crisis"),
    # Translators: Kind of help: with Medi-Cal, which pays for health care, and with health insurance.
    "coverage": pgettext("need", "Medi-Cal and coverage"),
    # Translators: Kind of help: lines that confirm and answer immigration raids and arrests at once.
    "rapid-response": pgettext("need", "Rapid response"),
    # Translators: Kind of help: offices of other countries for their own citizens.
    "consulates": pgettext("need", "Consulates"),
    # Translators: Kind of help: food, rent and other daily needs.
    "basic-needs": pgettext("need", "Food and basic needs"),
}


class Words:
    """Says sentences in one language, or in English where it has none.

    :param chain: the language's catalog and its fallbacks.
    """

    def __init__(self, chain: Chain) -> None:
        self.locale = chain.locale
        self._chain = chain

    def say(
        self, message: str | tuple[str, str], *, strong: bool = False, **values: date | PartialDay | str
    ) -> Passage:
        """Say one sentence; days are written out and set apart in the language it is said in.

        :param message: a sentence, or its context and the sentence.
        """
        found = self._chain.find(None, message) if isinstance(message, str) else self._chain.find(*message)
        text = found.text % {name: _isolate(value, found.locale) for name, value in values.items()}
        return plain_passage(text, found.locale, strong=strong)

    def confidence(self, confidence: str) -> Passage:
        """Name how sure the sources are."""
        return self.say(_CONFIDENCES[confidence])

    def state(self, state: str) -> Passage | None:
        """Name how far a translation may be trusted; nothing for the English itself."""
        return self.say(_STATES[state]) if state in _STATES else None

    def reason(self, reason: str) -> Passage | None:
        """Say why one block is in another language."""
        return self.say(_REASONS[reason if reason in _REASONS else MISSING]) if reason else None


def _isolate(value: date | PartialDay | str, locale: SiteLocale) -> str:
    if isinstance(value, date):
        return isolate_any(format_day(value, locale))
    if isinstance(value, PartialDay):
        return isolated_partial_day(value, locale)
    return value


def isolated_partial_day(text: str, locale: SiteLocale) -> str:
    """Write a year, month or day out, set apart."""
    return isolate_any(format_partial_date(str(text), locale))


def isolate_any(text: str) -> str:
    """Set a text apart that may be of either direction."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
