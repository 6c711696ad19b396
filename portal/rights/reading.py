"""A section as one reader meets it: its words, their language, their state, and whether they still hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from markupsafe import Markup

from portal.content.claims import Claim
from portal.content.facts import Phone
from portal.content.markdown import Block, Section
from portal.content.rendering import Rendered, Renderer
from portal.i18n.messages import DRAFT, MISSING, REVIEWED, SOURCE_TEXT, UPDATING
from portal.rights.guides import Guide
from portal.rights.library import Library

#: Part of a section's words are in another language, or all of them are.
PARTIAL = "partial"
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class Group:
    """Blocks that stand together: one paragraph, or the items of one list.

    :param kind: ``paragraph``, ``bullet``, ``number`` or ``quote``.
    """

    kind: str
    items: tuple[Rendered, ...]


@dataclass(frozen=True, slots=True)
class SectionReading:
    """A section, ready for a template.

    :param key: ``guide.section``.
    :param anchor: its id in the page.
    :param slug: its guide.
    :param heading: its heading.
    :param groups: its text.
    :param english: the same text in English, where a draft must not stand alone.
    :param state: ``source``, ``reviewed``, ``draft``, ``updating``, ``partial``, ``missing`` or ``withheld``.
    :param claim: its dates and sources.
    :param is_current: whether it may be shown as it stands.
    :param old_phones: phones it names that nobody has checked in time.
    """

    key: str
    anchor: str
    slug: str
    heading: Rendered
    groups: tuple[Group, ...]
    english: tuple[tuple[str, tuple[Markup, ...]], ...]
    state: str
    claim: Claim
    is_current: bool
    old_phones: tuple[Phone, ...]


def find_state(rendered: Iterable[Rendered], renderer: Renderer) -> str:
    """Name the state of a section from that of its messages: the weakest decides."""
    parts = list(rendered)
    if renderer.locale.is_source:
        return SOURCE_TEXT
    reasons = {part.reason for part in parts if part.reason}
    for reason in (UPDATING, WITHHELD):
        if reason in reasons:
            return reason
    if MISSING in reasons:
        return MISSING if all(part.reason for part in parts) else PARTIAL
    return DRAFT if any(part.state == DRAFT for part in parts) else REVIEWED


def _kind(block: Block) -> str:
    return block.kind


def read_section(guide: Guide, section: Section, library: Library, renderer: Renderer, today: date) -> SectionReading:
    """Make a section ready for a reader on a day.

    :param renderer: speaks the reader's language.
    """
    rendered = [renderer.render(message) for message in section.messages()]
    runs = [(kind, list(blocks)) for kind, blocks in groupby(section.blocks, _kind)]
    groups = [Group(kind, tuple(renderer.render(block.message) for block in blocks)) for kind, blocks in runs]
    needs_english = section.critical and any(part.state == DRAFT for part in rendered)
    english = [
        (kind, tuple(renderer.english(block.message) for block in blocks)) for kind, blocks in runs if needs_english
    ]
    claim = library.claims[guide.section_key(section)]
    words = " ".join(message.text for message in section.messages())
    return SectionReading(
        key=claim.key,
        anchor=section.key,
        slug=guide.slug,
        heading=rendered[0],
        groups=tuple(groups),
        english=tuple(english),
        state=find_state(rendered, renderer),
        claim=claim,
        is_current=claim.is_current(today),
        old_phones=tuple(renderer.references.expired_phones(words, today)),
    )


def read_guide(guide: Guide, library: Library, renderer: Renderer, today: date) -> list[SectionReading]:
    """Make every section of a guide ready for a reader on a day."""
    return [read_section(guide, section, library, renderer, today) for section in guide.sections]
