"""A packet as its reader meets it: everything that was chosen, in its order, and what has left the site since."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from portal.content.rendering import Rendered
from portal.directory.choosing import Choice
from portal.directory.reading import ServiceReading
from portal.directory.shelf import Part
from portal.directory.shelf import Shelf as DirectoryShelf
from portal.i18n.messages import SOURCE_TEXT
from portal.rights.reading import SectionReading, find_state
from portal.rights.shelf import Reader
from portal.sharing.subjects import Packet, Subject, find_subject


@dataclass(frozen=True, slots=True)
class Item:
    """One thing chosen, ready for a template.

    :param subject: what it is.
    :param title: of a whole guide.
    :param question: that guide's.
    :param sections: of a guide, or the one chosen.
    :param service: of a service.
    :param parts: of a county's list, a few of every need.
    """

    subject: Subject
    title: Rendered | None = None
    question: Rendered | None = None
    sections: tuple[SectionReading, ...] = ()
    service: ServiceReading | None = None
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class PacketReading:
    """A packet, ready for a template.

    :param items: what is on the site; nothing stands in it for what is not.
    :param gone: how many of what was chosen are not, or no longer.
    """

    packet: Packet
    items: tuple[Item, ...]
    gone: int

    @property
    def has_unreadable(self) -> bool:
        """Whether a piece of the address was no name, or one too many."""
        return bool(self.packet.unreadable)


def read_packet(packet: Packet, reader: Reader, directory: DirectoryShelf) -> PacketReading:
    """Read out everything that was chosen.

    :param reader: of the guides, in the language the packet is for.
    """
    items = []
    for number, name in enumerate(packet.names, 1):
        subject = find_subject(name, reader.library, directory.register, reader.today)
        if subject:
            items.append(_read_item(subject, number, reader, directory))
    return PacketReading(packet, tuple(items), len(packet.names) - len(items))


def find_worst_state(subjects: Iterable[Subject], reader: Reader) -> str:
    """Name the state of the weakest translation among guides and sections; of names alone there is none to name."""
    parts = (subject.section or subject.guide for subject in subjects)
    messages = [message for part in parts if part for message in part.messages()]
    if not messages:
        return SOURCE_TEXT
    return find_state([reader.renderer.render(message) for message in messages], reader.renderer)


def _read_item(subject: Subject, number: int, reader: Reader, directory: DirectoryShelf) -> Item:
    if subject.service:
        entry = directory.reader(reader.renderer.locale.code).entry(subject.service.key)
        return Item(subject, service=entry)
    if subject.county:
        place = directory.reader(reader.renderer.locale.code, subject.county.slug)
        return Item(subject, parts=tuple(place.overview(Choice())))
    if subject.guide is None:
        return Item(subject)
    if subject.section:
        readings = [reader.section(subject.guide.section_key(subject.section))]
        return Item(subject, sections=_number(readings, number))
    return Item(
        subject,
        title=reader.renderer.render(subject.guide.title),
        question=reader.renderer.render(subject.guide.question),
        sections=_number(reader.sections(subject.guide), number),
    )


def _number(readings: Iterable[SectionReading], number: int) -> tuple[SectionReading, ...]:
    """Give sections ids of their own: two guides may have a section of one name, and one may be chosen twice."""
    return tuple(replace(reading, anchor=f"part-{number}-{reading.anchor}") for reading in readings)
