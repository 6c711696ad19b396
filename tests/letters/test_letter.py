"""One letter, two copies: whatever is ticked, on any day, in any language, both say the same in the same order."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.i18n.formats import format_day
from portal.letters.letter import Part, Writer, default_ticks, find_blocks, find_left_out
from portal.letters.recipients import OFFICES, Recipient, offices_everywhere
from portal.letters.templates import BREACH, LETTERS, OPENING, PHONE_SCRIPT, STAND_IN, VOICEMAIL, LetterTemplate
from tests.conftest import LOCALES, TODAY
from tests.letters.conftest import EXPIRED, SENATOR, Write

CODES = [locale.code for locale in LOCALES]

#: A language without a catalog: every word of it is English, and said to be.
UNTRANSLATED = "vi"

DAYS = st.dates(date(2026, 9, 1), date(2029, 1, 1))

OPTIONAL = [
    BREACH,
    *("concern-privacy", "concern-families", "concern-public-health", "concern-accuracy"),
    *(f"ask-{number}" for number in range(1, 6)),
]

TICKS = st.sets(st.sampled_from(OPTIONAL)).map(frozenset)

RECIPIENTS = st.sampled_from([SENATOR, *(recipient for kind in LETTERS for recipient in offices_everywhere(kind))])

#: A date, and a number a message names, as both copies set them apart.
FACT = re.compile(r"<bdi>|<bdi dir=\"ltr\">[0-9,]+</bdi>")


def shown(parts: tuple[Part, ...]) -> list[Part]:
    return [part for part in parts if part.is_on]


def text(part: Part) -> str:
    return " ".join(block.striptags() for block in part.mailed)


@given(
    ticks=TICKS,
    kind=st.sampled_from(LETTERS),
    code=st.sampled_from([*CODES, UNTRANSLATED]),
    recipient=RECIPIENTS,
    today=DAYS,
)
def test_both_copies_have_the_same_parts_for_every_choice(
    write: Write,
    templates: Mapping[str, LetterTemplate],
    ticks: frozenset[str],
    kind: str,
    code: str,
    recipient: Recipient,
    today: date,
) -> None:
    letter = write(kind, code, recipient, today, ticks)
    english = write(kind, "en", recipient, today, ticks)
    assert [part.key for part in letter.parts] == [part.key for part in english.parts]
    for part, source in zip(letter.parts, english.parts, strict=True):
        assert part.mailed == source.mailed, "What is mailed depends on who reads it."
        assert all(block.strip() for block in part.mailed)
        assert all(block.html.strip() for block in part.reading)
        assert bool(part.mailed) == bool(part.reading)
    blocks = {block.key: block for block in templates[kind].blocks}
    for part in letter.parts:
        if part.key in blocks and part.key != "subject":
            assert len(part.mailed) == len(part.reading) == len(blocks[part.key].messages)
            for mailed, reading in zip(part.mailed, part.reading, strict=True):
                assert sorted(FACT.findall(mailed)) == sorted(FACT.findall(reading.html))


@given(ticks=TICKS, kind=st.sampled_from(LETTERS), today=DAYS)
def test_what_is_ticked_and_may_be_mailed_is_shown_and_numbered(
    write: Write, templates: Mapping[str, LetterTemplate], ticks: frozenset[str], kind: str, today: date
) -> None:
    parts = write(kind, "es", SENATOR, today, ticks).parts
    known = {block.key: block for block in templates[kind].blocks}
    mailable = {key for key, block in known.items() if block.claim.is_current(today)}
    on = {part.key for part in parts if part.is_on and part.is_optional}
    assert on == {key for key in ticks & mailable if known[key].is_optional}
    numbers = [part.number for part in shown(parts) if part.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))


@given(kind=st.sampled_from(LETTERS), today=DAYS)
def test_nothing_that_ran_out_is_mailed_and_all_of_it_is_named(
    templates: Mapping[str, LetterTemplate], kind: str, today: date
) -> None:
    template = templates[kind]
    mailed = find_blocks(template, today)
    for block in mailed:
        asserts = [source.key for source in block.claim.sources] != ["portal-practice"]
        assert block.claim.is_current(today) or not asserts
    missing = {block.key for block in template.blocks if not block.claim.is_current(today)}
    named = {block.key for block in find_left_out(template, today)}
    assert named == missing - {block.key for block in mailed} - {STAND_IN, PHONE_SCRIPT, VOICEMAIL}
    assert [block.key for block in mailed][:2] == ["subject", OPENING if OPENING not in missing else STAND_IN]
    assert mailed[-1].key == "closing"


@given(kind=st.sampled_from(LETTERS), today=DAYS)
def test_something_of_each_kind_is_ticked_at_first_while_there_is_any(
    templates: Mapping[str, LetterTemplate], kind: str, today: date
) -> None:
    template = templates[kind]
    ticks = default_ticks(template, today)
    assert BREACH not in ticks
    for role in ("concern", "request"):
        there = {block.key for block in template.in_role(role, today)}
        assert bool(ticks & there) == bool(there)
    assert ticks <= {block.key for block in find_blocks(template, today)}


@pytest.mark.parametrize("kind", LETTERS)
def test_after_the_review_date_the_letter_still_opens_asks_and_thanks(write: Write, kind: str) -> None:
    before, after = write(kind).parts, write(kind, today=EXPIRED).parts
    dated = [part.key for part in before if "<bdi>" in "".join(part.mailed)]
    assert {"background-dates", BREACH} <= set(dated)
    assert not {part.key for part in after} & set(dated)
    assert not any("<bdi>" in block for part in after for block in part.mailed)
    keys = [part.key for part in shown(after)]
    assert keys[:5] == ["date", "address", "subject", "salutation", STAND_IN]
    assert keys[-2:] == ["closing", "signature"]
    assert any(key.startswith("concern-") for key in keys)
    assert any(key.startswith("ask-") for key in keys)


def test_dates_are_english_in_the_mailed_copy_and_the_readers_in_theirs(write: Write) -> None:
    part = write(code="es").part("background-dates")
    assert "December 29, 2025" in part.mailed[1]
    assert "29 de diciembre de 2025" in part.reading[1].html or part.reading[1].locale.is_source


def test_a_letter_carries_the_day_in_both_languages(write: Write) -> None:
    part = write(code="es").part("date")
    assert part.mailed == (format_day(TODAY, write(code="en").part("date").reading[0].locale),)
    assert [block.html for block in part.reading] == ["<bdi>22 de noviembre de 2026</bdi>"]


def test_what_has_no_translation_is_english_and_says_so(write: Write) -> None:
    for part in write(code=UNTRANSLATED).parts:
        # A date needs no catalog.
        expected = UNTRANSLATED if part.key == "date" else "en"
        assert {block.locale.code for block in part.reading} == {expected}


def test_an_english_reader_reads_what_is_mailed(write: Write) -> None:
    letter = write(code="en")
    for part in letter.parts:
        if part.key not in {"date", "address", "salutation"}:
            assert tuple(block.html for block in part.reading) == part.mailed


def test_a_person_is_addressed_by_title_and_name(write: Write) -> None:
    letter = write()
    assert letter.part("salutation").mailed == ("Dear Senator Example:",)
    assert letter.part("address").mailed == (
        "Ana María Example<br>United States Senator<br>1 Example Senate Office Building<br>Washington DC 20510",
    )


@pytest.mark.parametrize("office", OFFICES)
@pytest.mark.parametrize("reason", [None, "vacant", "changed"])
def test_an_office_without_a_name_is_addressed_by_its_title_alone(write: Write, office: str, reason: str) -> None:
    letter = write(recipient=Recipient(office, reason=reason, changed_on=date(2026, 12, 7)))
    (greeting,) = letter.part("salutation").mailed
    assert re.fullmatch(r"Dear (?:[A-Z]\w+ ?)+:", greeting)
    assert text(letter.part("address")).startswith(OFFICES[office].title)
    assert 'data-slot="address"' in "".join(letter.part("address").mailed)


@given(st.text(max_size=200))
def test_a_name_from_a_list_stays_a_text(write: Write, name: str) -> None:
    """Lists are checked when they are loaded; the letter trusts them with nothing all the same."""
    hostile = replace(SENATOR, name=f"<i>{name}", family=f"<b>%(name)s {{{name}}}", postal=(f"</p>{name}",))
    letter = write(recipient=hostile)
    blocks = [*letter.part("address").mailed, *letter.part("salutation").mailed]
    blocks += [block.html for key in ("address", "salutation") for block in letter.part(key).reading]
    for block in blocks:
        assert not re.search(r"<(?!br>|/?bdi\b|/?span\b)", block)


def test_blanks_stand_where_the_writers_words_go(write: Write) -> None:
    letter = write()
    for key, slots in {"personal": ["personal"], "signature": ["name", "city"]}.items():
        part = letter.part(key)
        for blocks in (part.mailed, [block.html for block in part.reading]):
            assert re.findall(r'data-slot="(\w+)"', "".join(blocks)) == slots
    assert not letter.part("personal").is_on


def test_a_part_there_is_not_is_an_error(write: Write) -> None:
    with pytest.raises(KeyError):
        write().part("postscript")


@given(ticks=TICKS, kind=st.sampled_from(LETTERS), today=DAYS)
def test_a_call_says_one_concern_and_one_request_that_are_ticked(
    writer_for: Callable[[str], Writer],
    templates: Mapping[str, LetterTemplate],
    ticks: frozenset[str],
    kind: str,
    today: date,
) -> None:
    template = templates[kind]
    call = writer_for("es").call(template, ticks, PHONE_SCRIPT, ("concern", "request"), today)
    assert [line.tick for line in call.lines][:: len(call.lines) - 1] == [None, None]
    for role in ("concern", "request"):
        there = [block.key for block in template.in_role(role, today) if block.key in ticks]
        assert [line.tick for line in call.lines if line.kind == role and line.is_on] == there[:1]


@pytest.mark.parametrize("kind", LETTERS)
def test_a_voicemail_is_short_and_asks_for_one_thing(
    writer_for: Callable[[str], Writer], templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    template = templates[kind]
    for key, roles, limit in ((PHONE_SCRIPT, ("concern", "request"), 110), (VOICEMAIL, ("request",), 50)):
        call = writer_for("en").call(template, default_ticks(template, TODAY), key, roles, TODAY)
        words = " ".join(line.mailed.striptags() for line in call.lines if line.is_on)
        assert len(words.split()) <= limit
        assert sum(line.kind == "request" for line in call.lines if line.is_on) == 1


@pytest.mark.parametrize("kind", LETTERS)
def test_the_recommended_letter_fits_on_one_page(write: Write, kind: str) -> None:
    """About 420 words fit on a page of Letter paper below a window address."""
    words = " ".join(text(part) for part in shown(write(kind).parts))
    assert len(words.split()) <= 420


def test_a_day_more_or_less_decides(write: Write) -> None:
    last = EXPIRED - timedelta(days=1)
    assert {part.key for part in write(today=last).parts} >= {OPENING, "background-dates"}
    assert not {part.key for part in write(today=EXPIRED).parts} & {OPENING, "background-dates"}
