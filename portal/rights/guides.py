"""A guide: one English Markdown file, read once at start."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portal.content.markdown import Message, Section, is_tappable, parse_sections, split_front_matter
from portal.data import DataError, Entry, parse_toml, read_text

#: Topics in the order the list of guides shows them; their names are interface messages.
TOPICS = ("now", "data", "coverage", "care", "rights", "act")

#: Words that would tell whoever looks at a tab, a history or a chat what is being read.
TELLING = re.compile(
    r"immigra|\bice\b|agent|medi-cal|medicaid|lawsuit|court|rights|papers|green card|deport|undocumented", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Guide:
    """One know-your-rights page.

    :param slug: its name in addresses.
    :param title: its heading.
    :param neutral_title: what a tab, a history or a chat preview shows.
    :param question: the reader's question it answers.
    :param summary: one sentence for lists; it asserts nothing.
    :param topic: one of :data:`TOPICS`.
    :param order: its place in the whole list.
    :param sections: its parts, in reading order.
    """

    slug: str
    title: Message
    neutral_title: Message
    question: Message
    summary: Message
    topic: str
    order: int
    sections: tuple[Section, ...]

    def section_key(self, section: Section) -> str:
        """Name a section among all guides: ``guide.section``."""
        return f"{self.slug}.{section.key}"

    def messages(self) -> Iterator[Message]:
        """Go through every message of the guide, front matter first."""
        yield from (self.title, self.neutral_title, self.question, self.summary)
        for section in self.sections:
            yield from section.messages()


def parse_guide(file: str, text: str) -> Guide:
    """Build a guide from the text of its file.

    :param file: the file's name, which is the slug and ``.md``.
    :raises DataError: if anything in it cannot be used.
    """
    front, body = split_front_matter(file, text)
    entry = Entry(file, "front matter", parse_toml(file, front))
    slug = entry.text("slug")
    if f"{slug}.md" != file or not re.fullmatch(r"[a-z0-9-]+", slug):
        raise entry.error(f"The slug “{slug}” is not the file's name.", "Make the two the same, a-z and hyphens.")
    name = f"rights/{slug}"
    guide = Guide(
        slug=slug,
        title=Message(name, entry.text("title")),
        neutral_title=Message(name, entry.text("neutral_title")),
        question=Message(name, entry.text("question")),
        summary=Message(name, entry.text("summary")),
        topic=entry.choice("topic", TOPICS),
        order=entry.number("order"),
        sections=tuple(parse_sections(file, name, body)),
    )
    entry.finish()
    if any(is_tappable(message.text) for message in (guide.title, guide.neutral_title, guide.question, guide.summary)):
        raise entry.error("A title, question or summary holds a link or a phone.", "Put it into the text below.")
    if TELLING.search(guide.neutral_title.text):
        raise entry.error("The neutral_title tells what is being read.", "Write two to four harmless words.")
    return guide


def load_guides(folder: Path) -> dict[str, Guide]:
    """Read every guide under ``guides/``, in their order.

    :raises DataError: for a file that cannot be used, or two with one place.
    """
    guides = [parse_guide(path.name, read_text(path)) for path in sorted((folder / "guides").glob("*.md"))]
    if not guides:
        raise DataError("guides/", "the folder", "It holds no guide.", "Put the Markdown files back.")
    places: dict[int, Guide] = {}
    for guide in guides:
        if guide.order in places:
            raise DataError(
                f"{guide.slug}.md",
                "order",
                f"{places[guide.order].slug}.md has order {guide.order} too.",
                "Give each its own.",
            )
        places[guide.order] = guide
    return {places[order].slug: places[order] for order in sorted(places)}
