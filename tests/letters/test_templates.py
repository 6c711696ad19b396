"""The letters' words: every part dated, in its place, and saying nothing that may not be said."""

import re
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from portal.content.extraction import extract_letter
from portal.content.facts import load_phones
from portal.content.sources import load_sources
from portal.data import FOLDER, DataError
from portal.letters.templates import BREACH, LETTERS, STAND_IN, LetterTemplate, load_letter_templates
from tests.conftest import TODAY
from tests.letters.conftest import EXPIRED

#: The parts of the plan, in its order.
FRAME = ["subject", "opening", "opening-short", "background-system", "background-dates", "background-breach"]
CONCERNS = ["concern-privacy", "concern-families", "concern-public-health", "concern-accuracy"]
END = ["closing", "phone-script", "voicemail"]

#: What no text of the portal may say, in any form; a letter is such a text, whoever signs it.
NEVER = re.compile(
    r"\bis (?:safe|protected|illegal|unlawful)\b|cannot be (?:shared|used)|court has blocked"
    r"|sharing is (?:allowed|paused)|\bviolat|\bMSIS\b(?<!T-MSIS)|\billegal\b|\bundocumented\b|\balien"
    r"|\b(?:my|our) (?:status|child|diagnosis|illness)",
    re.IGNORECASE,
)

every_letter = pytest.mark.parametrize("kind", LETTERS)


@pytest.mark.parametrize(("kind", "requests"), [("congress", 4), ("california", 5)])
def test_a_letter_has_the_parts_of_the_plan_in_order(
    templates: Mapping[str, LetterTemplate], kind: str, requests: int
) -> None:
    keys = [block.key for block in templates[kind].blocks]
    assert keys == [*FRAME, *CONCERNS, *(f"ask-{number}" for number in range(1, requests + 1)), *END]


@every_letter
def test_the_writer_ticks_concerns_requests_and_the_breach_alone(
    templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    optional = [block.key for block in templates[kind].blocks if block.is_optional]
    assert [key for key in optional if not key.startswith("ask-")] == [BREACH, *CONCERNS]


@every_letter
def test_nobody_is_given_the_breach_and_everybody_a_concern_and_a_request(
    templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    template = templates[kind]
    assert not template.block(BREACH).default_on
    for role in ("concern", "request"):
        given = [block.default_on for block in template.in_role(role, TODAY)]
        assert any(given)
        assert not all(given)


@every_letter
def test_every_part_may_be_mailed_today(templates: Mapping[str, LetterTemplate], kind: str) -> None:
    assert templates[kind].left_out(TODAY) == ()


@every_letter
def test_what_names_a_date_or_a_source_runs_out_with_the_plan(
    templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    """Portal-practice as the only source stands for “nothing is asserted here”, so nothing may be."""
    for block in templates[kind].blocks:
        words = " ".join(message.text for message in block.messages)
        is_ours = [source.key for source in block.claim.sources] == ["portal-practice"]
        if re.search(r"\{date:|\{number:|wrote|says? that|News reports|T-MSIS", words):
            assert not is_ours, block.key
        if not is_ours:
            assert block.claim.review_by == date(2026, 12, 6), block.key
        assert block.claim.as_of == date(2026, 9, 1)


@every_letter
def test_the_opening_that_never_runs_out_first_asserts_nothing(
    templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    stand_in = templates[kind].block(STAND_IN)
    assert stand_in.claim.is_current(EXPIRED)
    assert "{" not in "".join(message.text for message in stand_in.messages)


@every_letter
def test_a_letter_says_nothing_that_may_not_be_said(templates: Mapping[str, LetterTemplate], kind: str) -> None:
    for message in templates[kind].messages():
        assert not NEVER.search(message.text), message.text


@every_letter
def test_a_part_is_found_by_its_key_and_no_other(templates: Mapping[str, LetterTemplate], kind: str) -> None:
    assert templates[kind].block("closing").role == "closing"
    with pytest.raises(KeyError):
        templates[kind].block("ask-9")


@every_letter
def test_translators_get_every_message_of_a_letter(templates: Mapping[str, LetterTemplate], kind: str) -> None:
    with (FOLDER / "letters" / f"{kind}.md").open("rb") as file:
        extracted = list(extract_letter(BytesIO(file.read()), None, None, {}))
    assert [message for _, _, message, _ in extracted] == [
        (message.context, message.text) for message in templates[kind].messages()
    ]
    for _, function, (context, _), comments in extracted:
        assert function == "pgettext"
        assert re.fullmatch(rf"letter/{kind}#[a-z0-9-]+", context)
        assert any(comment.startswith("Translators: ") for comment in comments)


Edit = Callable[[str], str]


def swap(old: str, new: str) -> Edit:
    def edit(text: str) -> str:
        assert old in text
        return text.replace(old, new, 1)

    return edit


def drop(key: str) -> Edit:
    return lambda text: re.sub(rf"(?ms)^## [^\n]*\{{#{key}[ }}].*?(?=^## |\Z)", "", text)


def add(words: str) -> Edit:
    return lambda text: text + words


REQUEST = "Please support a law that bars"

MISTAKES = {
    "a part is missing": ("congress.md", drop("opening-short"), "opening-short", "The part is missing."),
    "no request": ("congress.md", drop("ask-[0-9]"), "the parts", "no concern or no request"),
    "a part nobody knows": ("congress.md", swap("{#closing}", "{#postscript}"), "postscript", "no such part"),
    "parts out of order": ("congress.md", swap("{#ask-1}", "{#ask-9}"), "the parts", "not in the order"),
    "a part twice": ("congress.md", swap("{#ask-2}", "{#ask-1}"), "ask-1", "Two sections"),
    "a recommendation of nothing": ("congress.md", swap('"ask-1"', '"ask-7"'), "recommended", "“ask-7” is no"),
    "a recommended breach": ("congress.md", swap('"ask-1"', '"background-breach"'), "recommended", "is no concern"),
    "no request recommended": ("congress.md", swap(', "ask-1", "ask-2"', ""), "recommended", "lacks"),
    "a digit": ("congress.md", swap(REQUEST, "Please support 3 laws that bar"), "ask-1", "A digit"),
    "a link": ("congress.md", swap(REQUEST, "Please [support][start] what bars"), "ask-1", "links"),
    "an address": ("congress.md", swap(REQUEST, "Please see www.example.org and bar"), "ask-1", "an address"),
    "a phone of nobody": ("congress.md", swap(REQUEST, "Call {phone:nobody} on"), "ask-1", "leads to"),
    "a day that is none": ("congress.md", swap("2026-03-26", "2026-02-30"), "background-breach", "leads to"),
    "a tag": ("congress.md", swap(REQUEST, "Please <b>support</b> what bars"), "ask-1", "HTML"),
    "a subject of two lines": ("congress.md", swap("## Where", "More.\n\n## Where"), "subject", "more than one line"),
    "a call without end": ("congress.md", add("\nOne more.\n"), "voicemail", "two paragraphs"),
    "another letter's key": ("congress.md", swap('"congress"', '"california"'), "front matter", "file's name"),
    "a key too many": ("congress.md", swap("+++\n", '+++\ntone = "stern"\n'), "front matter", "“tone”"),
    "no front matter": ("congress.md", swap("+++\n", ""), "the first lines", "front matter is missing"),
    "no claim": ("claims.toml", swap("congress.ask-1", "congress.ask-0"), "letter.congress.ask-1", "no claim"),
    "a claim of nothing": (
        "claims.toml",
        add('\n[letter."congress.ask-9"]\nsources = ["portal-practice"]\nas_of = 2026-09-01\n'
            'review_by = 2027-05-21\nconfidence = "confirmed"\narea = "US"\n'),
        "letter.congress.ask-9",
        "No letter has this part",
    ),
    "a source of nobody": ("claims.toml", swap('"medicaid-t-msis"', '"nobody"'), "letter.congress.opening", "“nobody”"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "edit", "entry", "problem"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_a_letter_names_file_entry_and_cure(
    tmp_path: Path, file: str, edit: Edit, entry: str, problem: str
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(FOLDER / "letters", folder / "letters")
    path = folder / "letters" / file
    path.write_text(edit(path.read_text("utf-8")), "utf-8")
    sources = load_sources(FOLDER)
    with pytest.raises(DataError) as caught:
        load_letter_templates(folder, sources, load_phones(FOLDER, sources))
    error = caught.value
    assert error.file.endswith(file)
    assert entry in error.entry
    assert problem in error.problem
    assert error.cure
