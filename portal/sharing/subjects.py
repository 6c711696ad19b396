"""What can be shared or printed, and the one name each has in addresses, QR codes and packets.

A name is a guide's slug, ``guide.section``, ``help.<service>``,
``in.<county>`` or a page of the letter. It holds no language, so the same
packet opens in any; and only characters an address carries unchanged, so that
what is printed under a QR code is what somebody types (RFC 3986, 2.3).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from portal.content.markdown import Section
from portal.directory.counties import County
from portal.directory.register import Register
from portal.directory.services import Service
from portal.rights.guides import Guide
from portal.rights.library import Library

Kind = Literal["guide", "section", "service", "county", "letter"]

#: Joins the names of a packet.
JOINT = "~"

MAX_ITEMS = 20

#: With a language and a file's ending it stays within the longest path the site reads.
MAX_CHOICE = 360
MAX_NAME = 130

#: The pages of the letter, each with what follows the locale in its address.
LETTERS = {"letter": "/letter/", "letter.congress": "/letter/congress", "letter.california": "/letter/california"}

#: First words of names that are no guide's; no guide may have them as its slug.
RESERVED = frozenset({"help", "in", "letter", "packet"})

_NAME = re.compile(r"[a-z0-9]+(?:-+[a-z0-9]+)*(?:\.[a-z0-9]+(?:-+[a-z0-9]+)*)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class SubjectName:
    """A name somebody wrote, well formed; there need not be anything behind it.

    :param key: the whole name.
    """

    kind: Kind
    key: str

    @property
    def first(self) -> str:
        """Give what stands before the dot: a guide's slug, or the word that tells the kind."""
        return self.key.partition(".")[0]

    @property
    def rest(self) -> str:
        """Give what stands behind the dot: a section, service or county."""
        return self.key.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Subject:
    """Something there is to share.

    :param name: its name in addresses.
    :param path: what follows the locale in the address of its page, anchor included.
    :param guide: of a guide or section.
    :param section: of a section.
    :param service: of a service.
    :param county: of a county's list.
    """

    name: SubjectName
    path: str
    guide: Guide | None = None
    section: Section | None = None
    service: Service | None = None
    county: County | None = None

    @property
    def kind(self) -> Kind:
        """Tell what it is."""
        return self.name.kind

    @property
    def key(self) -> str:
        """Give its name as addresses have it."""
        return self.name.key


@dataclass(frozen=True, slots=True)
class Packet:
    """What an address says was chosen.

    :param names: in the order chosen, each once.
    :param unreadable: pieces that are no name, or one too many; shown to nobody as they came.
    """

    names: tuple[SubjectName, ...]
    unreadable: tuple[str, ...] = ()

    @property
    def choice(self) -> str:
        """Give the packet's part of an address, as we write it."""
        return join_names(self.names)

    @property
    def path(self) -> str:
        """Give what follows the locale in the address of its page."""
        return f"/packet/{self.choice}"


def parse_subject(key: str) -> SubjectName | None:
    """Read a name as it stands in an address, strictly; nothing if it is none."""
    if len(key) > MAX_NAME or not _NAME.fullmatch(key):
        return None
    first, _, rest = key.partition(".")
    if first == "letter":
        return SubjectName("letter", key) if key in LETTERS else None
    if first in RESERVED:
        kinds: dict[str, Kind] = {"help": "service", "in": "county"}
        return SubjectName(kinds[first], key) if rest and first in kinds else None
    return SubjectName("section" if rest else "guide", key)


def find_subject(name: SubjectName, library: Library, register: Register, today: date) -> Subject | None:
    """Find what a name means; nothing if it is not, or no longer, on the site.

    :param today: the site's day; a service may have left the directory by then.
    """
    if name.kind == "letter":
        return Subject(name, LETTERS[name.key])
    if name.kind == "service":
        service = register.get(name.rest, today)
        return Subject(name, f"/help/{name.rest}", service=service) if service else None
    if name.kind == "county":
        county = register.counties.get(name.rest)
        return Subject(name, f"/help/in/{name.rest}", county=county) if county else None
    return _find_in_guides(name, library)


def _find_in_guides(name: SubjectName, library: Library) -> Subject | None:
    guide = library.guides.get(name.first)
    if guide is None:
        return None
    if name.kind == "guide":
        return Subject(name, f"/rights/{guide.slug}", guide=guide)
    section = next((section for section in guide.sections if section.key == name.rest), None)
    path = f"/rights/{guide.slug}#{name.rest}"
    return Subject(name, path, guide=guide, section=section) if section else None


def join_names(names: Iterable[SubjectName]) -> str:
    """Write names as a packet's part of an address."""
    return JOINT.join(name.key for name in names)


def parse_packet(choice: str) -> Packet:
    """Read a packet's part of an address; what cannot be read is set aside, never refused as a whole."""
    names: dict[str, SubjectName] = {}
    unreadable: list[str] = []
    parts = choice[:MAX_CHOICE].split(JOINT)
    if len(choice) > MAX_CHOICE:
        # The last part is cut, so it could be read as another name than was meant.
        unreadable.append(parts.pop())
    for part in filter(None, parts):
        name = parse_subject(part)
        if name is None or (len(names) == MAX_ITEMS and name.key not in names):
            unreadable.append(part)
        else:
            names[name.key] = name
    return Packet(tuple(names.values()), tuple(unreadable))
