"""The letters' words, one dated block for each thing a letter can say.

A block's key begins with what it is: ``concern-…`` and ``ask-…`` are ticked by
the writer. The order is the plan's and not the writer's, so that the two
copies of a letter can be laid side by side and an office finds every letter
built alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.content.claims import LETTER_CLAIMS, Claim, load_claims
from portal.content.facts import Phone
from portal.content.markdown import Message, Section, parse_sections, split_front_matter
from portal.content.references import find_reference_problem
from portal.content.rendering import find_markdown_problem
from portal.content.sources import Source
from portal.data import DataError, Entry, parse_toml, read_text

#: The letters there are; each is a file and an address.
LETTERS = ("congress", "california")

SUBJECT = "subject"
OPENING = "opening"
#: Takes the opening's place once that has run out: it asserts nothing.
STAND_IN = "opening-short"
#: Said by the states to the court, so the writer chooses it, and is never given it.
BREACH = "background-breach"
CLOSING = "closing"
PHONE_SCRIPT = "phone-script"
VOICEMAIL = "voicemail"

#: The source of what only asks, thanks or says what its writer thinks.
PRACTICE = "portal-practice"

_ORDER = re.compile(
    "(?:subject|opening|opening-short|background-system|background-dates|background-breach|concern-[a-z-]+|ask-[0-9]"
    "|closing|phone-script|voicemail)"
)
_BEFORE = (SUBJECT, OPENING, STAND_IN, "background-system", "background-dates", BREACH)
_AFTER = (CLOSING, PHONE_SCRIPT, VOICEMAIL)


@dataclass(frozen=True, slots=True)
class Block:
    """One thing a letter can say.

    :param key: its name in the letter.
    :param role: ``fixed``, ``background``, ``concern``, ``request`` or ``closing``.
    :param default_on: whether it is in the letter before anything is ticked.
    :param heading: what the writer ticks or sees of it; never mailed.
    :param messages: its sentences, as mailed.
    :param claim: its dates and sources.
    """

    key: str
    role: str
    default_on: bool
    heading: Message
    messages: tuple[Message, ...]
    claim: Claim

    @property
    def is_optional(self) -> bool:
        """Say whether the writer ticks it."""
        return self.role in {"concern", "request"} or self.key == BREACH

    @property
    def asserts(self) -> bool:
        """Say whether it states something that others have published."""
        return any(source.key != PRACTICE for source in self.claim.sources)


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A letter as we wrote it.

    :param key: ``congress`` or ``california``.
    :param blocks: everything it can say, in order.
    """

    key: str
    blocks: tuple[Block, ...]

    def block(self, key: str) -> Block:
        """Find a block by its key.

        :raises KeyError: if there is none.
        """
        for block in self.blocks:
            if block.key == key:
                return block
        raise KeyError(key)

    def in_role(self, role: str, today: date) -> tuple[Block, ...]:
        """List the blocks of a role that may be mailed on a day."""
        return tuple(block for block in self.blocks if block.role == role and block.claim.is_current(today))

    def left_out(self, today: date) -> tuple[Block, ...]:
        """List the blocks that have run out."""
        return tuple(block for block in self.blocks if not block.claim.is_current(today))

    def messages(self) -> list[Message]:
        """List every message of the letter."""
        return [message for block in self.blocks for message in (block.heading, *block.messages)]


def _role(key: str) -> str:
    for start, role in (("concern-", "concern"), ("ask-", "request"), ("background-", "background")):
        if key.startswith(start):
            return role
    return "closing" if key in _AFTER else "fixed"


def _check_keys(file: str, keys: list[str], recommended: tuple[str, ...]) -> None:
    concerns = [key for key in keys if _role(key) == "concern"]
    requests = [key for key in keys if _role(key) == "request"]
    for key in keys:
        if not _ORDER.fullmatch(key):
            raise DataError(file, key, "A letter has no such part.", "Name it concern-… or ask-1, or remove it.")
    for key in (*_BEFORE, *_AFTER):
        if key not in keys:
            raise DataError(file, key, "The part is missing.", f"Write ## Heading {{#{key}}} and its sentences.")
    if not concerns or not requests:
        raise DataError(file, "the parts", "It has no concern or no request.", "Write at least one of each.")
    if keys != [*_BEFORE, *concerns, *sorted(requests), *_AFTER]:
        order = ", ".join((*_BEFORE, "concern-…", "ask-1 …", *_AFTER))
        raise DataError(file, "the parts", "They are not in the order of a letter.", f"Put them so: {order}.")
    for key in recommended:
        if key not in (*concerns, *requests):
            raise DataError(file, "recommended", f"“{key}” is no concern or request.", "Name parts of this letter.")
    if not set(concerns) & set(recommended) or not set(requests) & set(recommended):
        raise DataError(file, "recommended", "It lacks a concern or a request.", "Recommend at least one of each.")


def _check_messages(file: str, section: Section, phones: Mapping[str, Phone]) -> None:
    for message in section.messages():
        # A letter holds no link: on paper nobody can follow one.
        problem = find_reference_problem(message.text, phones) or find_markdown_problem(message, frozenset())
        if problem:
            raise DataError(file, f"{section.key}, “{message.text[:50]}”", *problem)


def _check_calls(file: str, sections: list[Section]) -> None:
    for section in sections:
        if section.key in {PHONE_SCRIPT, VOICEMAIL} and len(section.blocks) != 2:
            raise DataError(
                file, section.key, "It does not have two paragraphs.", "Write one to begin and one to end a call."
            )
        if section.key == SUBJECT and len(section.blocks) != 1:
            raise DataError(file, section.key, "It has more than one line.", "Write one line.")


def parse_letter(file: str, text: str, claims: Mapping[str, Claim], phones: Mapping[str, Phone]) -> LetterTemplate:
    """Build a letter from the text of its file.

    :param file: the file's name, which is the letter's key and ``.md``.
    :raises DataError: if anything in it cannot be used.
    """
    front, body = split_front_matter(file, text)
    entry = Entry(file, "front matter", parse_toml(file, front))
    name = entry.text("key")
    recommended = entry.texts("recommended")
    entry.finish()
    if f"{name}.md" != file:
        raise entry.error(f"The key “{name}” is not the file's name.", "Make the two the same.")
    sections = parse_sections(file, f"letter/{name}", body)
    _check_keys(file, [section.key for section in sections], recommended)
    _check_calls(file, sections)
    blocks = []
    for section in sections:
        _check_messages(file, section, phones)
        key = f"letter.{name}.{section.key}"
        if key not in claims:
            raise DataError(LETTER_CLAIMS, key, "The part has no claim.", f'Add [letter."{name}.{section.key}"].')
        is_on = section.key in recommended or (_role(section.key) in {"fixed", "background", "closing"})
        blocks.append(
            Block(
                key=section.key,
                role=_role(section.key),
                default_on=is_on and section.key != BREACH,
                heading=section.heading,
                messages=tuple(block.message for block in section.blocks),
                claim=claims[key],
            )
        )
    return LetterTemplate(name, tuple(blocks))


def load_letter_templates(
    folder: Path, sources: Mapping[str, Source], phones: Mapping[str, Phone]
) -> dict[str, LetterTemplate]:
    """Read the letters under ``letters/`` and hold them to their claims.

    :raises DataError: for a file that cannot be used.
    """
    claims = load_claims(folder, sources, LETTER_CLAIMS)
    templates = {
        name: parse_letter(f"{name}.md", read_text(folder / "letters" / f"{name}.md"), claims, phones)
        for name in LETTERS
    }
    known = {block.claim.key for template in templates.values() for block in template.blocks}
    for key in sorted(set(claims) - known):
        raise DataError(LETTER_CLAIMS, key, "No letter has this part.", "Remove the claim or correct its key.")
    return templates
