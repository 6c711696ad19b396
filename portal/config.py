"""Every setting an operator can make, read from ``PORTAL_*`` variables.

The portal runs with none of them set. A variable it does not know is an error,
because ``PORTAL_TODY`` would otherwise leave a preview showing today's page.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from portal.data import FOLDER, DataError

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Config:
    """The operator's choices.

    :param base_url: scheme and host of the public address, without a slash at
        the end; every absolute address the portal prints is made from it.
    :param today: the site's clock for previews, or nothing for the real day.
    :param titles: ``neutral`` or ``explicit`` page titles.
    :param drafts: ``show`` drafts with a notice, or ``withhold`` them.
    :param pseudo: offer the pseudo-locales too.
    :param offer: ``ready`` offers the languages the policy has opened, ``all`` every one that is started.
    :param exit_url: where Exit leads.
    :param contact: the operator's e-mail address for “this is wrong”, if any.
    :param warm: finish and compress every page ahead of the first visitor.
    :param data: folder of the data files.
    :param translations: folder of the catalogs.
    :param instance: the operator's own folder, for directory entries and officials; there is none without.
    """

    base_url: str = "http://127.0.0.1:8000"
    today: date | None = None
    titles: str = "neutral"
    drafts: str = "show"
    pseudo: bool = False
    offer: str = "ready"
    exit_url: str = "https://www.wikipedia.org/"
    contact: str | None = None
    warm: bool = False
    data: Path = field(default=FOLDER)
    translations: Path = field(default=PACKAGE / "translations")
    instance: Path | None = None


def _web_address(name: str, value: str) -> str:
    try:
        parts = urlsplit(value)
    except ValueError:
        parts = urlsplit("")
    # urlsplit drops tabs and line ends, and forgets an empty query.
    odd = any(c.isspace() or c in "?#\"'<>" for c in value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or odd:
        raise DataError(
            "environment", name, f"“{value}” is no web address.", "Write it like https://portal.example.org."
        )
    return value


def _base_url(name: str, value: str) -> str:
    value = _web_address(name, value).rstrip("/")
    if urlsplit(value).path:
        raise DataError("environment", name, f"“{value}” has a path.", "Write scheme and host only.")
    return value


def _day(name: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise DataError("environment", name, f"“{value}” is no date.", "Write it like 2026-11-22.") from error


def _choice(*options: str) -> object:
    def read(name: str, value: str) -> str:
        if value not in options:
            raise DataError("environment", name, f"“{value}” is not a choice.", f"Write one of: {', '.join(options)}.")
        return value

    return read


def _switch(name: str, value: str) -> bool:
    if value not in {"0", "1"}:
        raise DataError("environment", name, f"“{value}” is no switch.", "Write 1 or 0.")
    return value == "1"


def _email(name: str, value: str) -> str:
    user, at, host = value.partition("@")
    odd = not value.isascii() or "@" in host or any(c in value for c in " \t\r\n?&#%<>\"'")
    if not (user and at and "." in host) or odd:
        raise DataError("environment", name, f"“{value}” is no e-mail address.", "Write it like help@example.org.")
    return value


def _folder(name: str, value: str) -> Path:
    if not Path(value).is_dir():
        # A misspelled folder of catalogs would take every translation off the site without a word.
        raise DataError("environment", name, f"“{value}” is no folder.", "Name a folder that is there.")
    return Path(value)


#: Variable → (field, reader). ``docs/operating.md`` lists them, and a test compares.
VARIABLES = {
    "PORTAL_BASE_URL": ("base_url", _base_url),
    "PORTAL_TODAY": ("today", _day),
    "PORTAL_TITLES": ("titles", _choice("neutral", "explicit")),
    "PORTAL_DRAFTS": ("drafts", _choice("show", "withhold")),
    "PORTAL_PSEUDO": ("pseudo", _switch),
    "PORTAL_OFFER": ("offer", _choice("ready", "all")),
    "PORTAL_EXIT_URL": ("exit_url", _web_address),
    "PORTAL_CONTACT": ("contact", _email),
    "PORTAL_WARM": ("warm", _switch),
    "PORTAL_DATA": ("data", _folder),
    "PORTAL_TRANSLATIONS": ("translations", _folder),
    "PORTAL_INSTANCE": ("instance", _folder),
}


def load_config(environ: Mapping[str, str]) -> Config:
    """Read the settings from environment variables; an empty one counts as not set.

    :raises DataError: for a value that cannot be used or a ``PORTAL_*`` name not known.
    """
    chosen = {}
    for name, value in environ.items():
        if not name.startswith("PORTAL_") or not value:
            continue
        if name not in VARIABLES:
            raise DataError("environment", name, "No such setting.", f"Use one of: {', '.join(VARIABLES)}.")
        setting, read = VARIABLES[name]
        chosen[setting] = read(name, value)  # type: ignore[operator]
    return Config(**chosen)
