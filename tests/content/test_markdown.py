"""Guides as sections, blocks and messages, keyed by what stands in the file."""

import pytest

from portal.content.markdown import (
    KEY_SCHEME,
    MAX_WORDS,
    Section,
    is_tappable,
    parse_inline,
    parse_sections,
    split_front_matter,
)
from portal.data import DataError

GUIDE = """
## Go now {#go-now .critical}

Call {phone:911}. **Do not wait**
because of papers.

<!-- Translators: “screen” means to examine. -->
- They must screen you.
- They must treat you.

1. First this.
2. Then that.

> Am I free to leave?

## Later {#later}

<!-- Translators: two lines
of one comment. -->
Read [more][about].
"""


def parse(text: str = GUIDE) -> list[Section]:
    return parse_sections("guide.md", "rights/guide", text)


def test_sections_have_the_keys_of_the_file_in_order() -> None:
    assert [(section.key, section.critical) for section in parse()] == [("go-now", True), ("later", False)]


def test_the_heading_loses_its_key() -> None:
    assert [section.heading.text for section in parse()] == ["Go now", "Later"]


def test_blocks_know_their_kind() -> None:
    kinds = [block.kind for block in parse()[0].blocks]
    assert kinds == ["paragraph", "bullet", "bullet", "number", "number", "quote"]


def test_a_message_is_one_line_of_markdown() -> None:
    assert parse()[0].blocks[0].message.text == "Call {phone:911}. **Do not wait** because of papers."


def test_the_context_of_a_message_is_its_section() -> None:
    contexts = {section.key: {message.context for message in section.messages()} for section in parse()}
    assert contexts == {"go-now": {"rights/guide#go-now"}, "later": {"rights/guide#later"}}


def test_a_new_paragraph_renames_nothing_below_it() -> None:
    """Counted keys would turn every translation below into that of another paragraph."""
    before = [message for section in parse() for message in section.messages()]
    edited = GUIDE.replace("Call {phone:911}", "A new paragraph.\n\nCall {phone:911}")
    after = [message for section in parse(edited) for message in section.messages()]
    assert [message for message in after if message.text != "A new paragraph."] == before


def test_a_comment_goes_to_the_block_right_below_it() -> None:
    comments = {block.message.text: block.message.comment for section in parse() for block in section.blocks}
    assert comments["They must screen you."] == "“screen” means to examine."
    assert comments["They must treat you."] == ""
    assert comments["Read [more][about]."] == "two lines of one comment."


def test_a_comment_is_never_text() -> None:
    assert not [message for section in parse() for message in section.messages() if "Translators" in message.text]


def test_an_error_names_the_line_of_the_text() -> None:
    with pytest.raises(DataError) as caught:
        parse(f"## Heading {{#key}}\n\nFine.\n\n{'word ' * (MAX_WORDS + 1)}\n")
    assert caught.value.entry == "line 5 of the text"


def test_a_block_may_have_as_many_words_as_allowed() -> None:
    assert len(parse(f"## Heading {{#key}}\n\n{'word ' * MAX_WORDS}\n")[0].blocks) == 1


def test_deep_nesting_is_refused_and_not_lost() -> None:
    """Below twenty levels the parser drops the text without a word."""
    with pytest.raises(DataError, match="inside another"):
        parse(f"## Heading {{#key}}\n\nText.\n\n{'> ' * 30}Lost.\n")


@pytest.mark.parametrize(
    "line",
    ["[about]: https://evil.example/", "    indented like code", "***", "Text\n====", "~~~\ntext\n~~~", "<div>"],
    ids=["definition", "indented", "rule", "underlined", "fence", "html"],
)
def test_what_other_markdown_hides_or_changes_stays_text(line: str) -> None:
    """What the parser took for more than text would vanish from the page, or skip the checks of text."""
    [section] = parse(f"## Heading {{#key}}\n\n{line}\n")
    words = " ".join(block.message.text for block in section.blocks)
    assert words.split() == line.split()


def test_a_link_by_known_key_becomes_a_link() -> None:
    tokens = parse_inline("Read [more][about].", frozenset({"about"}))
    assert [token.attrs["href"] for token in tokens if token.type == "link_open"] == [f"{KEY_SCHEME}about"]


@pytest.mark.parametrize(
    "text",
    ["[more][nowhere]", "[about]", "[about][]", "[more][About]", "![more][about]x"],
    ids=["unknown", "shortcut", "collapsed", "other-case", "image"],
)
def test_only_a_link_by_known_key_becomes_a_link(text: str) -> None:
    types = {token.type for token in parse_inline(text, frozenset({"about"}))}
    assert "image" not in types
    assert "link_open" not in types or text.startswith("!")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Call {phone:911}", True),
        ("[More][about]", True),
        ("[More](x)", True),
        ("In {date:2026}", False),
        ("[x]", False),
    ],
)
def test_links_and_phones_can_be_tapped(text: str, expected: bool) -> None:
    assert is_tappable(text) == expected


def test_front_matter_and_text_are_split_at_the_second_line_of_plus_signs() -> None:
    assert split_front_matter("guide.md", '+++\nslug = "guide"\n+++\n\nText +++ here.\n') == (
        'slug = "guide"',
        "\nText +++ here.\n",
    )


@pytest.mark.parametrize("text", ["", "Text.", "+++\nslug = 1\n", "---\nslug: x\n---\n", "\n+++\nx\n+++\n"])
def test_a_guide_without_front_matter_is_refused(text: str) -> None:
    with pytest.raises(DataError, match="front matter"):
        split_front_matter("guide.md", text)
