"""What the operator could hand over if ordered to: made from the code that keeps it, not from memory.

Each kind of thing the portal could keep is listed where it is kept: the log's
fields in ``site.logs``, cookies and browser storage here, beside the test that
searches the scripts and the answers for any it does not name.
"""

from dataclasses import dataclass

from portal.site.logs import FIELDS

#: Cookies the site sets.
COOKIES: tuple[str, ...] = ()

#: Keys the site's scripts keep in a browser.
STORED_KEYS: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything there is to hand over.

    :param log_fields: what one line of the request log holds.
    :param cookies: names of cookies.
    :param stored_keys: names of keys in the browser's storage.
    """

    log_fields: tuple[str, ...]
    cookies: tuple[str, ...]
    stored_keys: tuple[str, ...]


def build_handover() -> Handover:
    """List what is kept, from the code that keeps it."""
    return Handover(FIELDS, COOKIES, STORED_KEYS)
