"""What a reader has chosen in the directory: all of it stands in the address, so it can be kept, sent and printed.

Of what somebody types only the search travels, cut and cleaned here; nothing
else about a reader reaches us.
"""

import unicodedata
from dataclasses import dataclass, replace
from typing import Any

#: Longer than any search a family makes; what is over it is not read.
MAX_SEARCH = 100

#: The one value ``status`` has: only what is open to any immigration status.
ANY = "any"

#: The one value ``free`` has.
YES = "yes"

#: Join letters in Farsi, Indic and Khmer words; other invisible characters say nothing and can turn a line round.
_JOINERS = "\u200b\u200c\u200d"

_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def clean_search(text: str) -> str:
    """Cut a search to :data:`MAX_SEARCH` characters, without controls and with single spaces."""
    kept = (" " if char in "\t\n\r" else char for char in text[: MAX_SEARCH * 4])
    seen = "".join(char for char in kept if char in _JOINERS or unicodedata.category(char) not in _UNSEEN)
    return " ".join(seen.split())[:MAX_SEARCH].strip()


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader is looking for.

    :param need: one of the needs.
    :param speaks: a language of staff, BCP 47.
    :param status: :data:`ANY`, or everything.
    :param free: only what is known to cost nothing.
    :param search: what was typed, clean.
    :param page: which part of a long list.
    """

    need: str | None = None
    speaks: str | None = None
    status: str | None = None
    free: bool = False
    search: str = ""
    page: int = 1

    @property
    def is_narrowed(self) -> bool:
        """Whether a language, status or cost is asked for."""
        return bool(self.speaks or self.status or self.free)

    def on_page(self, page: int) -> "Choice":
        """Give the same choice on another part of its list."""
        return replace(self, page=page)

    def asking(self, need: str) -> "Choice":
        """Give the same choice for one need."""
        return replace(self, need=need)

    def query(self) -> dict[str, Any]:
        """Give the query of this choice's address."""
        values: dict[str, Any] = {
            "need": self.need,
            "speaks": self.speaks,
            "status": self.status,
            "free": YES if self.free else None,
            "q": self.search or None,
            "page": self.page if self.page > 1 else None,
        }
        return {name: value for name, value in values.items() if value is not None}

    def kept(self) -> dict[str, Any]:
        """Give what goes along with a new search."""
        return replace(self, search="", page=1).query()
