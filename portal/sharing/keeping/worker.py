"""The program a phone keeps together with the pages it was asked to keep (a service worker).

Its address, its store and its first line are all a search of the phone finds
of it beside the pages, so their names tell nothing. The first line changes
with what the guides say: a browser takes a changed worker for a new one, and a
new one renews what is kept.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from portal.rights.library import Library

#: Where the worker is; at the root, because a worker answers for the folder it is in.
ADDRESS = "/worker.js"

#: What the phone calls the store of kept pages.
STORE = "pages"

_PROGRAM = Path(__file__).parent / "worker.js"


def find_version(library: Library, addresses: Iterable[str]) -> str:
    """Name the state of everything kept pages are made of.

    :param addresses: hashed addresses of static files.
    """
    seen = hashlib.sha256()
    for claim in library.claims.values():
        seen.update(f"{claim.key} {claim.as_of} {claim.review_by}\n".encode())
    for message in library.messages():
        seen.update(f"{message.context} {message.text}\n".encode())
    seen.update("\n".join(addresses).encode())
    return seen.hexdigest()[:16]


def write_worker(version: str) -> str:
    """Write the program out, with its version and the name of its store."""
    names = {"version": version, "store": STORE}
    return f"self.kept = {json.dumps(names)};\n{_PROGRAM.read_text('utf-8')}"
