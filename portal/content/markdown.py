"""From a guide's English Markdown to sections, blocks and messages.

One paragraph, heading, list item or quotation is one message, and its context
is its section's key, which is written in the file and never counted: a new
paragraph must not rename the ones below it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from portal.data import DataError

#: A message longer than this is hard to translate and harder to read.
MAX_WORDS = 60

_HEADING = re.compile(r"(?P<text>.+?)\s*\{#(?P<key>[a-z0-9-]+)(?P<critical> \.critical)?\}\Z")
_COMMENT = re.compile(r"^[ \t]*<!--\s*Translators:(.*?)-->[ \t]*$", re.DOTALL | re.MULTILINE)
_TAPPABLE = re.compile(r"\]\[|\]\(|\{phone:")
_KINDS = {"bullet_list_open": "bullet", "ordered_list_open": "number", "blockquote_open": "quote"}

#: Scheme of a link by key, before the renderer knows its address.
KEY_SCHEME = "key:"


@dataclass(frozen=True, slots=True)
class Message:
    """One translatable text.

    :param context: its ``msgctxt``.
    :param text: English Markdown, its ``msgid``.
    :param comment: what the translator should know.
    """

    context: str
    text: str
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, list item or quotation.

    :param kind: ``paragraph``, ``bullet``, ``number`` or ``quote``.
    """

    kind: str
    message: Message


@dataclass(frozen=True, slots=True)
class Section:
    """The unit of a claim, an anchor and a review.

    :param key: its name in the guide and its anchor.
    :param critical: whether it speaks of rights, deadlines, danger or consent.
    """

    key: str
    critical: bool
    heading: Message
    blocks: tuple[Block, ...]

    def messages(self) -> Iterator[Message]:
        """Go through the section's messages in reading order."""
        yield self.heading
        for block in self.blocks:
            yield block.message


def build_parser() -> MarkdownIt:
    """Make the parser for guides and translations: CommonMark without HTML, images, code or link definitions."""
    parser = MarkdownIt("commonmark", {"html": False})
    # A definition such as “[key]: https://…” would vanish from the page without an error.
    return parser.disable(
        ["image", "autolink", "html_inline", "html_block", "backticks", "code", "fence", "hr", "lheading", "reference"]
    )


_PARSER = build_parser()


def is_tappable(text: str) -> bool:
    """Say whether a text holds a link or a phone; a heading must not, since lists of headings are links."""
    return bool(_TAPPABLE.search(text))


def find_labels(text: str) -> list[str]:
    """List the keys a text's links name, in order."""
    return re.findall(r"\]\[([^\]]+)\]", text)


def parse_inline(text: str, link_keys: frozenset[str]) -> list[Token]:
    """Parse one message; links come out with ``key:`` addresses.

    :param link_keys: every key a link may name.
    """
    # Unknown keys stay literal text, so they cannot become a link to anywhere.
    references = {
        normalizeReference(label): {"title": "", "href": KEY_SCHEME + label}
        for label in find_labels(text)
        if label in link_keys
    }
    tokens = _PARSER.parseInline(text, {"references": references})
    return tokens[0].children or []


def _blank_comments(text: str) -> tuple[str, dict[int, str]]:
    """Take translator comments out, keeping line numbers; give them by their last line."""
    comments = {}
    lines = text
    for match in _COMMENT.finditer(text):
        last_line = text.count("\n", 0, match.end())
        comments[last_line] = " ".join(match.group(1).split())
        blank = "\n" * match.group().count("\n")
        # Same length is not needed, only the same number of lines.
        lines = lines.replace(match.group(), blank, 1)
    return lines, comments


class _GuideReader:
    """Walks the tokens of one guide."""

    def __init__(self, file: str, name: str, text: str) -> None:
        self.file = file
        self.name = name
        clean, self.comments = _blank_comments(text)
        if "<!--" in clean:
            raise DataError(
                file, "a comment", "It is not a translator comment on lines of its own.", "Start it with Translators:."
            )
        self.tokens = _PARSER.parse(clean)

    def _comment_before(self, line: int) -> str:
        """Give the comment that stands right before a line, if any."""
        return self.comments.get(line - 1, "")

    def _error(self, line: int, problem: str, cure: str) -> DataError:
        return DataError(self.file, f"line {line + 1} of the text", problem, cure)

    def _message(self, section: str, token: Token) -> Message:
        line = token.map[0] if token.map else 0
        text = " ".join(token.content.split())
        if len(text.split()) > MAX_WORDS:
            raise self._error(line, f"The block has over {MAX_WORDS} words.", "Split it in two.")
        return Message(f"{self.name}#{section}", text, self._comment_before(line))

    def sections(self) -> Iterator[Section]:
        key = ""
        critical = False
        heading: Message | None = None
        blocks: list[Block] = []
        kinds: list[str] = []
        for position, token in enumerate(self.tokens):
            line = token.map[0] if token.map else 0
            if token.type in _KINDS:
                # Said of the opening: so deep that the parser gives up, there is no text any more.
                if kinds:
                    raise self._error(line, "A list or quotation stands inside another.", "Write it flat.")
                kinds.append(_KINDS[token.type])
            elif token.type in {"bullet_list_close", "ordered_list_close", "blockquote_close"}:
                kinds.pop()
            elif token.type == "heading_open":
                if kinds:
                    raise self._error(line, "A heading stands inside a list or quotation.", "Put it on its own line.")
                if heading:
                    yield self._section(key, critical, heading, blocks)
                key, critical, heading = self._heading(token, self.tokens[position + 1])
                blocks = []
            elif token.type == "inline" and self.tokens[position - 1].type == "paragraph_open":
                if heading is None:
                    raise self._error(
                        line, "Text stands before the first heading.", "Write ## Heading {#key} above it."
                    )
                if kinds not in ([], ["quote"]) and self.tokens[position - 2].type != "list_item_open":
                    raise self._error(line, "A list item has a second paragraph.", "Make it an item of its own.")
                blocks.append(Block(kinds[-1] if kinds else "paragraph", self._message(key, token)))
        if heading is None:
            raise DataError(self.file, "the text", "It has no section.", "Write ## Heading {#key} and text below it.")
        yield self._section(key, critical, heading, blocks)

    def _heading(self, opening: Token, inline: Token) -> tuple[str, bool, Message]:
        line = opening.map[0] if opening.map else 0
        match = _HEADING.match(inline.content)
        if opening.tag != "h2" or not match:
            raise self._error(
                line, f"The heading “{inline.content[:40]}” has no key.", "Write ## Heading {#key}, with two #."
            )
        if is_tappable(match["text"]):
            raise self._error(line, "The heading holds a link or a phone.", "Put it into the text below.")
        key = match["key"]
        comment = self._comment_before(line)
        return key, bool(match["critical"]), Message(f"{self.name}#{key}", match["text"], comment)

    def _section(self, key: str, critical: bool, heading: Message, blocks: list[Block]) -> Section:
        if not blocks:
            raise DataError(
                self.file, key, "The section is empty.", "Write at least one paragraph or remove the heading."
            )
        return Section(key, critical, heading, tuple(blocks))


def parse_sections(file: str, name: str, text: str) -> list[Section]:
    """Parse a guide's body.

    :param file: the file's name, for errors.
    :param name: what contexts begin with, such as ``rights/medi-cal-data``.
    :param text: the English Markdown below the front matter.
    :raises DataError: for a heading without key, a key twice, text of the wrong shape.
    """
    sections: dict[str, Section] = {}
    for section in _GuideReader(file, name, text).sections():
        if section.key in sections:
            raise DataError(file, section.key, "Two sections have this key.", "Give one of them a new key.")
        sections[section.key] = section
    return list(sections.values())


def split_front_matter(file: str, text: str) -> tuple[str, str]:
    """Split a guide into its front matter (TOML) and its body.

    :raises DataError: if it does not begin with ``+++``.
    """
    opening, _, rest = text.partition("\n")
    front, closing, body = rest.partition("\n+++\n")
    if opening != "+++" or not closing:
        raise DataError(file, "the first lines", "The front matter is missing.", "Begin with +++, TOML lines, +++.")
    return front, body
