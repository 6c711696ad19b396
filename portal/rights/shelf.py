"""The guides on the shelf, and what one reader takes from it on a day."""

from dataclasses import dataclass
from datetime import date

from portal.content.clock import Clock
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
class ExpiredGuide:
    """The sections of one guide that may have changed since they were checked."""

    title: Rendered
    sections: tuple[SectionReading, ...]


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

    def expired(self) -> list[ExpiredGuide]:
        """List the sections that have run out, by guide."""
        found = []
        for guide in self.library.guides.values():
            old = tuple(
                read_section(guide, section, self.library, self.renderer, self.today)
                for section in guide.sections
                if not self.library.claims[guide.section_key(section)].is_current(self.today)
            )
            if old:
                found.append(ExpiredGuide(self.renderer.render(guide.title), old))
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
