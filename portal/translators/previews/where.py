"""Where a message appears: every page is made once, and its marks say what stands on it.

Asking the templates instead would miss what only appears in some state, and
list what never does.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from portal.i18n.locales import SiteLocale
from portal.i18n.messages import Key
from portal.translators.previews.live import LiveCatalog, Standing
from portal.translators.previews.preview import Preview

#: Markdown a person does not see on the page, and so does not type.
_UNSEEN = re.compile(r"\]\[[^\]]*\]|[*\[\]]")

#: The page of an address that does not exist; its words are messages too.
_MISSING_PAGE = "no-such-page"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One message and the addresses it appears at.

    :param place: its file and line, or empty where the file does not have it.
    :param addresses: of pages, each with the nearest anchor.
    """

    key: str
    msgid: str
    standing: Standing
    place: str
    addresses: tuple[str, ...]


def _fold(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).casefold().split())


def _is_meant(wanted: str, context: str | None, texts: Iterable[str]) -> bool:
    """Say whether a person who typed this meant the message: by its key, its page's key or some of its words."""
    if context and (context == wanted or context.startswith(f"{wanted}#")):
        return True
    folded = _fold(wanted)
    return bool(folded) and any(folded in _fold(text) for text in texts)


def find_addresses(preview: Preview, addresses: Iterable[str], locale: SiteLocale) -> dict[Key, list[str]]:
    """Make every page of a language once, and list where each message stands.

    :param addresses: those of the whole site.
    """
    found: dict[Key, list[str]] = {}
    mine = [address for address in addresses if address == "/" or address.startswith(f"/{locale.code}/")]
    for address in (*mine, f"/{locale.code}/{_MISSING_PAGE}"):
        for placed in preview.read(address, locale).messages:
            anchor = f"#{placed.anchor}" if placed.anchor else ""
            found.setdefault((placed.mark.context, placed.mark.msgid), []).append(f"{address}{anchor}")
    return {key: sorted(places, key=lambda place: not _is_at_home(key[0], place)) for key, places in found.items()}


def _is_at_home(context: str | None, address: str) -> bool:
    """Say whether an address is the message's own page and not one that shows it too."""
    return address.partition("#")[0].endswith(f"/{(context or '').partition('#')[0]}")


def find_sightings(wanted: str, live: LiveCatalog, found: dict[Key, list[str]]) -> list[Sighting]:
    """Find the messages a person means and where they appear, in the order of the file.

    :param wanted: a key, or words of the English or the translation.
    :param found: what :func:`find_addresses` found.
    """
    sightings = []
    for context, msgid in dict.fromkeys([*live.entries, *found]):
        entry = live.entries.get((context, msgid))
        standing = live.standing(context, msgid, entry.msgid_plural if entry else "")
        if _is_meant(wanted, context, (msgid, *standing.forms)):
            place = f"{live.place}:{standing.line}" if standing.line else ""
            addresses = tuple(found.get((context, msgid), ()))
            sightings.append(Sighting(context or "interface", msgid, standing, place, addresses))
    return sightings
