"""The guides on the shelf, and what one reader takes from it on a day."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from portal.content.claims import Claim
from portal.content.clock import Clock
from portal.content.facts import Phone
from portal.content.rendering import Rendered, Renderer
from portal.rights.changes import Change
from portal.rights.guides import TOPICS, Guide
from portal.rights.library import Library
from portal.rights.reading import SectionReading, find_state, read_guide, read_section


@dataclass(frozen=True, slots=True)
class GuideReading:
    """A guide as it stands in a list.

    :param title: its heading.
    :param question: the question it answers.
    :param expired: how many of its sections have run out.
    """

    guide: Guide
    title: Rendered
    question: Rendered
    expired: int


@dataclass(frozen=True, slots=True)
class ChangeReading:
    """A timeline entry, ready for a template.

    :param was_planned: its day has come and nobody has said what became of it.
    """

    change: Change
    text: Rendered
    guide_title: Rendered
    was_planned: bool


@dataclass(frozen=True, slots=True)
class SomeSections:
    """Those sections of one guide that a list names."""

    title: Rendered
    sections: tuple[SectionReading, ...]


@dataclass(frozen=True, slots=True)
class Bulletin:
    """What changed in a month, for a sheet on a wall.

    :param month: as ISO 8601 writes it.
    :param happened: events of the month, newest first.
    :param planned: what was or is planned for it, soonest first.
    :param expired: sections whose date was in it and has passed.
    :param due: sections whose date is in it and has not.
    """

    month: str
    happened: tuple[ChangeReading, ...]
    planned: tuple[ChangeReading, ...]
    expired: tuple[SomeSections, ...]
    due: tuple[SomeSections, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """One reader's view of the library: a language and a day.

    :param library: all content.
    :param renderer: speaks the reader's language.
    :param today: the site's day.
    """

    library: Library
    renderer: Renderer
    today: date

    def section(self, key: str) -> SectionReading:
        """Read one section, for a page that shows it beside others."""
        guide, section = self.library.section(key)
        return read_section(guide, section, self.library, self.renderer, self.today)

    def sections(self, guide: Guide) -> list[SectionReading]:
        """Read a whole guide."""
        return read_guide(guide, self.library, self.renderer, self.today)

    def phones(self, key: str) -> list[Phone]:
        """List the phones a section names that can grow old."""
        _, section = self.library.section(key)
        words = " ".join(message.text for message in section.messages())
        return self.renderer.references.expired_phones(words, date.max)

    def state(self, guide: Guide) -> str:
        """Name the translation state of a whole guide."""
        return find_state([self.renderer.render(message) for message in guide.messages()], self.renderer)

    def guides(self) -> dict[str, list[GuideReading]]:
        """List the guides by topic."""
        by_topic: dict[str, list[GuideReading]] = {topic: [] for topic in TOPICS}
        for guide in self.library.guides.values():
            keys = [guide.section_key(section) for section in guide.sections]
            expired = sum(not self.library.claims[key].is_current(self.today) for key in keys)
            title, question = self.renderer.render(guide.title), self.renderer.render(guide.question)
            by_topic[guide.topic].append(GuideReading(guide, title, question, expired))
        return by_topic

    def changes(self, kind: str) -> list[ChangeReading]:
        """List what happened, newest first, or what is planned, soonest first."""
        entries = [
            ChangeReading(
                change,
                self.renderer.render(change.text),
                self.renderer.render(self.library.guides[change.guide].title),
                change.was_planned(self.today),
            )
            for change in self.library.changes
            if change.kind == kind
        ]
        return entries[::-1] if kind == "planned" else entries

    def expired(self) -> list[SomeSections]:
        """List the sections that have run out, by guide."""
        return self._pick(lambda claim: not claim.is_current(self.today))

    def bulletin(self, month: str) -> Bulletin:
        """Gather what a month's sheet says."""

        def stands(claim: Claim) -> bool:
            return claim.review_by.isoformat()[:7] == month

        return Bulletin(
            month,
            tuple(entry for entry in self.changes("happened") if entry.change.when[:7] == month),
            tuple(entry for entry in self.changes("planned") if entry.change.when[:7] == month),
            tuple(self._pick(lambda claim: stands(claim) and not claim.is_current(self.today))),
            tuple(self._pick(lambda claim: stands(claim) and claim.is_current(self.today))),
        )

    def _pick(self, is_wanted: Callable[[Claim], bool]) -> list[SomeSections]:
        found = []
        for guide in self.library.guides.values():
            picked = tuple(
                read_section(guide, section, self.library, self.renderer, self.today)
                for section in guide.sections
                if is_wanted(self.library.claims[guide.section_key(section)])
            )
            if picked:
                found.append(SomeSections(self.renderer.render(guide.title), picked))
        return found


@dataclass(frozen=True, slots=True)
class Shelf:
    """The library, and who reads it out in each language.

    :param library: all content.
    :param renderers: by locale code.
    :param clock: tells the day.
    """

    library: Library
    renderers: dict[str, Renderer]
    clock: Clock

    def reader(self, code: str) -> Reader:
        """Give a reader of one language, today."""
        return Reader(self.library, self.renderers[code], self.clock.today())
