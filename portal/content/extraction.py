"""Takes messages out of guides and data files, for Babel, which ``babel.cfg`` sends here.

Babel calls these with an open file and yields of ``(line, function, message,
comments)``; the function ``pgettext`` makes the first part of a message its
context.
"""

import re
import tomllib
from collections.abc import Iterator
from typing import IO, Any

from portal.content.markdown import Message, parse_sections, split_front_matter
from portal.data import parse_toml

Extracted = tuple[int, str, tuple[str, str], list[str]]

#: Front matter keys that readers see, each with what a translator should know of it.
FRONT_MATTER = {
    "title": "Heading of the guide.",
    "neutral_title": "Shown in browser tabs and histories. It must not tell a stranger what the page is about. "
    "Maximum 40 characters.",
    "question": "The question this guide answers, as a family would ask it.",
    "summary": "One sentence in the list of guides.",
}


#: What a translator should know of every sentence of a letter.
_READING_COPY = (
    "A sentence of a letter. The office gets the English; this shows its sender what it says, no more, no less."
)

_LIMIT = re.compile(r"\bMaximum (\d+) characters\b")


def _yield(message: Message, *, critical: bool = False) -> Extracted:
    limit = _LIMIT.search(message.comment or "")
    marks = [message.context, "critical" if critical else "", f"max {limit[1]} characters" if limit else ""]
    comments = [" — ".join(filter(None, marks))]
    if message.comment:
        comments.append(f"Translators: {message.comment}")
    return 0, "pgettext", (message.context, message.text), comments


def extract_guide(
    fileobj: IO[bytes], _keywords: Any, _comment_tags: Any, options: dict[str, Any]
) -> Iterator[Extracted]:
    """Go through the messages of one guide, front matter first.

    :raises DataError: if the guide cannot be used.
    """
    text = fileobj.read().decode("utf-8")
    front, body = split_front_matter("guide", text)
    table = parse_toml("guide", front)
    name = f"rights/{table['slug']}"
    for key, comment in FRONT_MATTER.items():
        yield _yield(Message(name, table[key], comment))
    for section in parse_sections(f"{table['slug']}.md", name, body):
        for message in section.messages():
            yield _yield(message, critical=section.critical)


def extract_letter(
    fileobj: IO[bytes], _keywords: Any, _comment_tags: Any, options: dict[str, Any]
) -> Iterator[Extracted]:
    """Go through the messages of one letter; what the office gets is the English.

    :raises DataError: if the letter cannot be used.
    """
    front, body = split_front_matter("letter", fileobj.read().decode("utf-8"))
    name = parse_toml("letter", front)["key"]
    for section in parse_sections(f"{name}.md", f"letter/{name}", body):
        heading = section.heading
        comment = heading.comment or "What a reader ticks or sees of this part of the letter. It is not mailed."
        yield _yield(Message(heading.context, heading.text, comment), critical=section.critical)
        for block in section.blocks:
            message = block.message
            comment = f"{message.comment} {_READING_COPY}".strip()
            yield _yield(Message(message.context, message.text, comment), critical=section.critical)


def extract_data(
    fileobj: IO[bytes], _keywords: Any, _comment_tags: Any, options: dict[str, Any]
) -> Iterator[Extracted]:
    """Go through the messages of ``changes.toml`` or ``promises.toml``."""
    tables = tomllib.loads(fileobj.read().decode("utf-8"))
    for change in tables.pop("change", []):
        yield _yield(Message(f"changes#{change['key']}", change["text"], "In the list of what changed."))
    for key, table in tables.items():
        message = Message(f"privacy#{key}", table["text"], "A promise on the privacy page. Promise no more than this.")
        yield _yield(message, critical=True)
