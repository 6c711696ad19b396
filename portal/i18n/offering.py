"""When a language is opened to readers, and what keeps it open.

The policy stands here once. The compiler applies it and notes the answer
beside the catalog, ``portal translations status`` explains it, and the site
offers what the note says. Keeping a language is easier than starting it: an
edit of the English must not take a family's language away overnight.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import load_states

#: Per cent of the interface that must be translated for a language to start, and to stay.
START_PERCENT = 90
KEEP_PERCENT = 75

#: The page every message without a page of its own belongs to.
INTERFACE = "interface"

#: Guides whose critical sections a language starts with.
FIRST_GUIDES = ("rights/start", "rights/emergency-care", "rights/find-help")

#: How much of a critical section has words in a language; what is being updated is a part.
WHOLE = "whole"
PART = "part"
NONE = "none"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of messages, and of English words in them."""

    messages: int = 0
    words: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(self.messages + other.messages, self.words + other.words)

    def percent(self, total: "Count") -> int:
        """Give whole per cent of a total, by messages and rounded down: 100 means all."""
        return 100 * self.messages // total.messages if total.messages else 0


@dataclass(frozen=True, slots=True)
class PageProgress:
    """How far one page is in one language.

    :param page: ``interface``, ``rights/start``, ``changes`` …
    :param total: all its messages.
    :param draft: translated, and signed by nobody.
    :param reviewed: translated and signed.
    :param fuzzy: being updated; readers get English meanwhile.
    :param critical: critical section → ``whole``, ``part`` or ``none``.
    """

    page: str
    total: Count = Count()
    draft: Count = Count()
    reviewed: Count = Count()
    fuzzy: Count = Count()
    critical: Mapping[str, str] = field(default_factory=dict)

    @property
    def translated(self) -> Count:
        """What readers see in this language."""
        return self.draft + self.reviewed

    @property
    def missing(self) -> Count:
        """What nobody has translated, or the rules refuse."""
        done = self.translated + self.fuzzy
        return Count(self.total.messages - done.messages, self.total.words - done.words)

    @property
    def missing_critical(self) -> tuple[str, ...]:
        """The critical sections of which readers see some or all in English."""
        return tuple(section for section, state in self.critical.items() if state != WHOLE)


@dataclass(frozen=True, slots=True)
class Offering:
    """What the compiler noted of a language.

    :param offered: whether readers can choose it.
    :param pages: how far each page is; none where nobody has counted.
    """

    offered: bool
    pages: tuple[PageProgress, ...] = ()


def find_obstacles(pages: Iterable[PageProgress], *, offered: bool) -> list[str]:
    """Say what keeps a language from its readers; where nothing does, it is offered.

    :param offered: whether readers have it already, which asks less of it.
    """
    by_page = {page.page: page for page in pages}
    percent = KEEP_PERCENT if offered else START_PERCENT
    obstacles = _find_interface_obstacle(by_page.get(INTERFACE, PageProgress(INTERFACE)), percent)
    for name in FIRST_GUIDES:
        obstacle = _find_guide_obstacle(by_page.get(name, PageProgress(name)), offered=offered)
        obstacles += [f"{name}: {obstacle}"] if obstacle else []
    return obstacles


def _find_interface_obstacle(page: PageProgress, percent: int) -> list[str]:
    if page.total.messages and 100 * page.translated.messages >= percent * page.total.messages:
        return []
    wanted = -(-percent * page.total.messages // 100)
    return [f"interface: {page.translated.messages} messages are translated, {wanted} ({percent} %) are needed."]


def _find_guide_obstacle(page: PageProgress, *, offered: bool) -> str | None:
    if offered:
        gone = page.critical and set(page.critical.values()) == {NONE}
        return "nothing of its critical sections is translated." if gone else None
    if not page.critical:
        return "it has no critical section to start with."
    missing = page.missing_critical
    return f"critical sections not translated: {', '.join(missing)}." if missing else None


def write_offering(offering: Offering) -> dict[str, Any]:
    """Give what the compiler notes, as plain data."""
    return {"offered": offering.offered, "pages": {page.page: _write_page(page) for page in offering.pages}}


_COUNTS = ("total", "draft", "reviewed", "fuzzy")


def _write_page(page: PageProgress) -> dict[str, Any]:
    counts = {name: getattr(page, name) for name in _COUNTS}
    numbers = {name: [count.messages, count.words] for name, count in counts.items()}
    return {**numbers, "critical": dict(page.critical)}


def read_offering(states: Mapping[str, Any]) -> Offering | None:
    """Read back what the compiler noted; nothing where it noted no answer, no figures where they are damaged."""
    offered = states.get("offered")
    if not isinstance(offered, bool):
        return None
    try:
        pages = tuple(_read_page(name, noted) for name, noted in states.get("pages", {}).items())
    except (ArithmeticError, AttributeError, KeyError, TypeError, ValueError):
        pages = ()
    return Offering(offered, pages)


def _read_page(name: str, noted: Mapping[str, Any]) -> PageProgress:
    counts = {}
    for kind in _COUNTS:
        messages, words = noted[kind]
        counts[kind] = Count(int(messages), int(words))
    return PageProgress(name, **counts, critical={str(key): str(value) for key, value in noted["critical"].items()})


def load_offering(folder: Path, locale: SiteLocale) -> Offering | None:
    """Read what the compiler noted of a locale; nothing where it is not started.

    A catalog without such a note, or with a damaged one, counts as offered:
    its reader gets the fallback with a notice, not a language that vanished
    overnight because of a broken file.

    :param folder: the folder of all catalogs.
    """
    place = folder / locale.catalog / "LC_MESSAGES"
    noted = read_offering(load_states(place / "states.json"))
    started = (place / "messages.po").exists() or (place / "messages.mo").exists()
    return noted or (Offering(offered=True) if started else None)


def load_offerings(folder: Path, registry: Registry) -> dict[str, Offering]:
    """Read what was noted of every started language, by locale code."""
    found = {locale.code: load_offering(folder, locale) for locale in registry if not locale.is_source}
    return {code: offering for code, offering in found.items() if offering}
