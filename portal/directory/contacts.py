"""How a service is reached and when: numbers, web and e-mail addresses, hours.

A number is given twice, as printed and as dialled, and the two must agree: a
slip of one digit sends a family to a stranger, and nobody would notice.
"""

import re
from datetime import time
from typing import cast, get_args
from urllib.parse import urlsplit

from portal.data import Entry
from portal.directory.services import DAYS, Phone, PhoneType, Schedule
from portal.directory.wording import check_visible, own_message

#: ``+1`` and ten digits, or the short code of an emergency, referral or text line.
_DIAL = re.compile(r"\+1[2-9][0-9]{9}|[2-9][0-9]{2,5}")
_PRINTED = re.compile(r"\([0-9]{3}\) [0-9]{3}-[0-9]{4}|[0-9]{3,6}")
_EXTENSION = re.compile(r"[0-9]{1,8}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?")
_TIME = re.compile(r"[0-9]{2}:[0-9]{2}")
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")


def read_languages(entry: Entry) -> tuple[str, ...]:
    """Take a list of languages, or none where the key is left out.

    :raises DataError: for one that is no BCP 47 tag as we write them.
    """
    languages = entry.texts("languages") if entry.has("languages") else ()
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise entry.error(f"“{language[:40]}” is no language.", "Write BCP 47 tags such as es, zh-Hant or hmn.")
    return languages


def read_phones(parent: Entry, key: str, name: str, *, imported: bool) -> tuple[Phone, ...]:
    """Take the numbers of a service or an office.

    :param parent: the table they stand in.
    :param key: the service's.
    :param name: the service's, for translators.
    :raises DataError: for one that cannot be dialled, or stands twice.
    """
    phones = []
    for position, table in enumerate(parent.tables("phones"), start=1):
        entry = Entry(parent.file, f"{parent.name}, phone {position}", table)
        phones.append(_read_phone(entry, key, name, imported=imported))
    if len({(phone.dial, phone.extension, phone.type) for phone in phones}) < len(phones):
        raise parent.error("A number stands twice.", "Keep one of them.")
    return tuple(phones)


def _read_phone(entry: Entry, key: str, name: str, *, imported: bool) -> Phone:
    printed, dial = entry.text("printed"), entry.text("dial")
    if not _DIAL.fullmatch(dial):
        raise entry.error(f"“{dial[:40]}” cannot be dialled.", "Write +1 and ten digits, or the short code.")
    if not _PRINTED.fullmatch(printed):
        raise entry.error(f"“{printed[:40]}” is no printed number.", "Write it like (510) 241-4011, or the short code.")
    if re.sub(r"[^0-9]", "", printed) != dial.removeprefix("+1"):
        raise entry.error(f"The printed number {printed} is not {dial}.", "Correct one of the two.")
    kind = entry.choice("type", get_args(PhoneType)) if entry.has("type") else "voice"
    extension = entry.optional_text("extension")
    if extension is not None and not _EXTENSION.fullmatch(extension):
        raise entry.error(f"“{extension[:40]}” is no extension.", "Write its digits only.")
    languages = read_languages(entry)
    instruction = own_message(entry, "instruction", key, name, imported=imported) if entry.has("instruction") else None
    entry.finish()
    return Phone(printed, dial, cast(PhoneType, kind), extension, languages, instruction)


def read_schedules(parent: Entry) -> tuple[Schedule, ...]:
    """Take the opening hours of a service.

    :raises DataError: for days or times that are none.
    """
    schedules = []
    for position, table in enumerate(parent.tables("schedules"), start=1):
        entry = Entry(parent.file, f"{parent.name}, schedule {position}", table)
        schedules.append(_read_schedule(entry))
    return tuple(schedules)


def _read_schedule(entry: Entry) -> Schedule:
    days = entry.texts("days")
    if not days or not set(days) <= set(DAYS):
        raise entry.error("It names days there are not.", f"Write days from {', '.join(DAYS)}.")
    if entry.has("opens") != entry.has("closes"):
        raise entry.error("Only one of opens and closes is given.", "Give both, or neither for all day.")
    opens, closes = (_read_time(entry, "opens"), _read_time(entry, "closes")) if entry.has("opens") else (None, None)
    entry.finish()
    if opens is not None and opens == closes:
        raise entry.error("It closes when it opens.", "Leave both out if it is open all day.")
    return Schedule(tuple(day for day in DAYS if day in days), opens, closes)


def _read_time(entry: Entry, key: str) -> time:
    text = entry.text(key)
    try:
        if not _TIME.fullmatch(text):
            raise ValueError(text)
        return time.fromisoformat(text)
    except ValueError as error:
        raise entry.error(f"“{text[:40]}” is no time.", f'Write it like {key} = "08:00" or "19:30".') from error


def read_address(entry: Entry, key: str, *, secure: bool = True) -> str | None:
    """Take a web address, or nothing where the key is left out.

    :param secure: whether it must be ``https``.
    :raises DataError: for a text that is none.
    """
    url = entry.optional_text(key)
    if url is None:
        return None
    check_visible(entry, key, url)
    try:
        parts = urlsplit(url)
    except ValueError:
        parts = urlsplit("")
    schemes = {"https"} if secure else {"https", "http"}
    if parts.scheme not in schemes or not parts.hostname or "@" in parts.netloc or re.search(r"[\s<>\"'\\]", url):
        raise entry.error(f"“{url[:80]}” is no web address for a link.", "Write the whole address with https://.")
    return url


def read_email(entry: Entry) -> str | None:
    """Take an e-mail address, or nothing where the key is left out.

    :raises DataError: for a text that is none.
    """
    email = entry.optional_text("email")
    if email is not None and not _EMAIL.fullmatch(email):
        raise entry.error(f"“{email[:80]}” is no e-mail address.", "Write it like help@example.org.")
    return email
