"""What the operator could hand over if ordered to: made from the code that keeps it, not from memory.

Each kind of thing the portal could keep is listed where it is kept: the log's
fields in ``site.logs``, cookies and browser storage here, beside the test that
searches the scripts and the answers for any it does not name. What a phone
keeps because its reader asked is on the phone alone; it is named all the same.
"""

from dataclasses import dataclass

from portal.sharing.keeping.worker import ADDRESS, STORE
from portal.site.logs import FIELDS

#: Cookies the site sets.
COOKIES: tuple[str, ...] = ()

#: Keys the site's scripts keep in a browser.
STORED_KEYS: tuple[str, ...] = ()

#: What a browser keeps after its reader asked for it, and until they take it off: a store, and who shows what is in it.
KEPT_ON_REQUEST: tuple[str, ...] = (STORE, ADDRESS)


@dataclass(frozen=True, slots=True)
class Handover:
    """Everything there is to hand over.

    :param log_fields: what one line of the request log holds.
    :param cookies: names of cookies.
    :param stored_keys: names of keys in the browser's storage.
    :param kept_on_request: names of what stays on a phone that was asked to keep pages.
    """

    log_fields: tuple[str, ...]
    cookies: tuple[str, ...]
    stored_keys: tuple[str, ...]
    kept_on_request: tuple[str, ...]


def build_handover() -> Handover:
    """List what is kept, from the code that keeps it."""
    return Handover(FIELDS, COOKIES, STORED_KEYS, KEPT_ON_REQUEST)
