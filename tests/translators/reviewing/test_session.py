"""What each answer of a reviewer leaves in the files, and what it never touches."""

from collections.abc import Callable
from datetime import date

import polib
import pytest

from portal.data import FOLDER, DataError
from portal.i18n.locales import SiteLocale, load_registry
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.compiling import check_catalog, entry_digest, find_signed
from portal.translators.reviewing.reviews import Review, load_reviews, reviews_path, save_reviews, withdraw_review
from portal.translators.reviewing.session import (
    Chair,
    Moved,
    Reviewer,
    build_asker,
    check_guide,
    check_reviewer,
    choose,
    clean_line,
    find_questioned,
    find_waiting,
)
from tests.translators.small_catalog import PLURAL, READING_ORDER, SmallCatalog

DAY = date(2026, 12, 1)
REVIEWER = Reviewer("court interpreter", "certified for Spanish")


@pytest.fixture
def chair(small: SmallCatalog) -> Chair:
    return Chair(small.folder, small.locale, [], REVIEWER, DAY)


def waiting(small: SmallCatalog) -> list[polib.POEntry]:
    return find_waiting(small.folder, small.locale, [])


def reviews(small: SmallCatalog) -> dict[str, Review]:
    return load_reviews(small.folder, small.locale)


def is_reviewed(small: SmallCatalog, english: str) -> bool:
    return entry_digest(small.entry(english)) in reviews(small)


def make_review(digest: str, **more: object) -> Review:
    return Review(digest, REVIEWER.role, REVIEWER.qualification, DAY, **more)  # type: ignore[arg-type]


def test_what_is_critical_is_read_first_then_in_the_order_of_the_file(small: SmallCatalog) -> None:
    assert [entry.msgctxt for entry in waiting(small)] == READING_ORDER


def test_only_what_readers_may_see_waits(small: SmallCatalog, chair: Chair) -> None:
    small.change("Go now.", "Vaya.", fuzzy=True)
    small.change("Ask a lawyer.", "")
    small.change("You can wait.", "Espere 5 días.")
    chair.accept(small.entry("All guides"))
    left = {entry.msgid for entry in waiting(small)}
    assert not left & {"Go now.", "Ask a lawyer.", "You can wait.", "All guides"}
    assert len(left) == 5


@pytest.mark.parametrize(
    ("guide", "critical", "count"),
    [
        (None, False, 9),
        (None, True, 4),
        ("start", False, 4),
        ("rights/start", True, 2),
        ("interface", False, 3),
        ("interface", True, 0),
    ],
)
def test_a_reviewer_chooses_a_guide_or_what_is_critical(
    small: SmallCatalog, guide: str | None, critical: bool, count: int
) -> None:
    assert len(choose(waiting(small), guide, critical=critical)) == count


def test_a_guide_there_is_none_of_is_refused(small: SmallCatalog) -> None:
    check_guide(small.folder, small.locale, "start")
    with pytest.raises(DataError) as caught:
        check_guide(small.folder, small.locale, "strat")
    assert "find-help" in caught.value.cure


@pytest.mark.parametrize(
    ("role", "qualification", "option"),
    [
        ("ana@example.org", "certified", "--role"),
        ("", "certified", "--role"),
        ("court interpreter", "ana@example.org", "--qualification"),
        ("court interpreter", " ", "--qualification"),
        ("court interpreter", "x" * 81, "--qualification"),
        ("court\ninterpreter", "certified", "--role"),
    ],
)
def test_an_address_is_no_role(role: str, qualification: str, option: str) -> None:
    with pytest.raises(DataError) as caught:
        check_reviewer(role, qualification)
    assert caught.value.entry == option


def test_accepting_signs_what_was_shown_and_leaves_the_catalog_alone(small: SmallCatalog, chair: Chair) -> None:
    before = small.files()["messages.po"]
    entry = small.entry("Go now.")
    chair.accept(entry, "“Vaya” is right here.", {"negation": "There is none."})
    assert reviews(small) == {
        entry_digest(entry): make_review(
            entry_digest(entry), note="“Vaya” is right here.", answers={"negation": "There is none."}
        )
    }
    assert small.files()["messages.po"] == before


def test_a_counting_message_is_signed_in_all_its_forms(small: SmallCatalog, chair: Chair) -> None:
    chair.accept(small.entry(PLURAL[0]))
    assert is_reviewed(small, PLURAL[0])
    chair.edit(small.entry(PLURAL[0]), ["%(num)s sección", "%(num)s secciones"])
    assert small.entry(PLURAL[0]).msgstr_plural == {0: "%(num)s sección", 1: "%(num)s secciones"}
    assert is_reviewed(small, PLURAL[0])


def test_rejecting_gives_a_message_back_with_the_reason(small: SmallCatalog, chair: Chair) -> None:
    small.change("Go now.", "Vaya.", note="From the phone.")
    chair.reject(small.entry("Go now."), "Too short.")
    entry = small.entry("Go now.")
    assert entry.fuzzy
    assert entry.tcomment == "From the phone.\nRejected by court interpreter, 2026-12-01: Too short."
    assert entry.msgstr == "Vaya."
    assert not is_reviewed(small, "Go now.")


def test_clearing_the_mark_does_not_bring_a_signature_back(small: SmallCatalog, chair: Chair) -> None:
    """Accepted, thought over, rejected: the same words must not count as signed once the mark is off."""
    chair.accept(small.entry("Go now."))
    chair.reject(small.entry("Go now."), "Too short.")
    small.change("Go now.", "Vaya ahora.")
    assert not is_reviewed(small, "Go now.")


def test_accepting_takes_the_reasons_of_earlier_rejections_away(small: SmallCatalog, chair: Chair) -> None:
    small.change("Go now.", "Vaya.", note="From the phone.")
    chair.reject(small.entry("Go now."), "Too short.")
    chair.accept(small.entry("Go now."))
    entry = small.entry("Go now.")
    assert (entry.fuzzy, entry.tcomment) == (False, "From the phone.")
    assert is_reviewed(small, "Go now.")


def test_better_words_are_written_and_signed(small: SmallCatalog, chair: Chair) -> None:
    before = entry_digest(small.entry("Go now."))
    chair.edit(small.entry("Go now."), ["Vaya enseguida."])
    assert small.entry("Go now.").msgstr == "Vaya enseguida."
    assert is_reviewed(small, "Go now.")
    assert before not in reviews(small)


def test_words_that_break_a_rule_are_found_before_they_are_written(small: SmallCatalog, chair: Chair) -> None:
    before = small.files()
    better = chair.with_forms(small.entry("Go now."), ["Llame al 555."])
    error = chair.find_error(better)
    assert error
    assert "numbers" in error.problem
    assert small.files() == before


@pytest.mark.parametrize(
    "answer",
    [
        lambda chair, entry: chair.accept(entry),
        lambda chair, entry: chair.reject(entry, "No."),
        lambda chair, entry: chair.edit(entry, ["Vaya."]),
    ],
    ids=["accept", "reject", "edit"],
)
def test_what_a_translator_changed_meanwhile_is_never_written_over(
    small: SmallCatalog, chair: Chair, answer: Callable[[Chair, polib.POEntry], None]
) -> None:
    seen = small.entry("Go now.")
    small.change("Go now.", "Vaya ya.")
    before = small.files()
    with pytest.raises(Moved):
        answer(chair, seen)
    assert small.files() == before


def test_an_edit_elsewhere_in_the_catalog_survives_an_answer(small: SmallCatalog, chair: Chair) -> None:
    seen = small.entry("Go now.")
    small.change("All guides", "Todas nuestras guías")
    chair.reject(seen, "Too short.")
    assert small.entry("All guides").msgstr == "Todas nuestras guías"


def test_a_message_that_is_gone_cannot_be_answered(small: SmallCatalog, chair: Chair) -> None:
    with pytest.raises(Moved):
        chair.accept(polib.POEntry(msgid="Gone.", msgstr="Ya no."))


def test_what_another_reviewer_signed_waits_no_longer(small: SmallCatalog, chair: Chair) -> None:
    entry = small.entry("Go now.")
    assert chair.is_waiting(entry)
    save_reviews(small.folder, small.locale, [make_review(entry_digest(entry))])
    assert not chair.is_waiting(entry)


def test_an_edit_ends_a_review_and_the_review_stays_as_history(small: SmallCatalog, chair: Chair) -> None:
    chair.accept(small.entry("Go now."))
    old = list(reviews(small))
    small.change("Go now.", "Vaya ya.")
    assert "Go now." in {entry.msgid for entry in waiting(small)}
    chair.accept(small.entry("Go now."))
    assert list(reviews(small))[:1] == old
    assert len(reviews(small)) == 2


def test_a_signature_counts_once_its_questions_are_answered(small: SmallCatalog, chair: Chair) -> None:
    """Signed by hand in the file, past the session that would have asked."""
    book = load_rulebook(FOLDER, load_registry(FOLDER))
    small.change("Do not sign papers.", "Firme papeles.")
    entry = small.entry("Do not sign papers.")
    questions = build_asker(small.folder, small.locale, book)(entry, small.locale)
    chair.accept(entry)
    assert find_questioned(small.folder, small.locale, book) == {entry_digest(entry)}
    checked = check_catalog(small.folder, small.locale, [])
    assert find_signed(small.folder, small.locale, checked, frozenset({entry_digest(entry)})) == frozenset()
    chair.accept(entry, answers=dict.fromkeys(questions, "The reader keeps none."))
    assert find_questioned(small.folder, small.locale, book) == frozenset()
    assert find_signed(small.folder, small.locale, checked) == {entry_digest(entry)}


@pytest.mark.parametrize("typed", ["\u2068Vaya  ahora.\u2069", "  Vaya ahora.\n", "\u2067Vaya ahora.\u2069"])
def test_what_a_terminal_adds_to_a_copied_text_is_taken_off(typed: str) -> None:
    assert clean_line(typed) == "Vaya ahora."


WRITTEN = """\
# Ours.
["aaaaaaaaaaaaaaaa"]
role = "nurse"  # of the county
qualification = "bilingual"
on = 2026-01-02
note = "old"

# Kept by hand.
["bbbbbbbbbbbbbbbb"]
role = "nurse"
qualification = "bilingual"
on = 2026-01-03
"""


@pytest.fixture
def written(small: SmallCatalog) -> SmallCatalog:
    """The small catalog with reviews somebody wrote by hand."""
    reviews_path(small.folder, small.locale).write_text(WRITTEN)
    return small


def read_file(small: SmallCatalog) -> str:
    return reviews_path(small.folder, small.locale).read_text()


def test_a_new_review_leaves_every_byte_before_it(written: SmallCatalog) -> None:
    save_reviews(written.folder, written.locale, [make_review("c" * 16)])
    assert read_file(written).startswith(WRITTEN)
    assert list(reviews(written)) == ["a" * 16, "b" * 16, "c" * 16]


def test_a_second_review_of_the_same_words_takes_the_place_of_the_first(written: SmallCatalog) -> None:
    save_reviews(written.folder, written.locale, [make_review("a" * 16, answers={"negation": "It is “ni”."})])
    assert list(reviews(written)) == ["a" * 16, "b" * 16]
    assert reviews(written)["a" * 16] == make_review("a" * 16, answers={"negation": "It is “ni”."})
    assert "# of the county" in read_file(written)
    assert "# Kept by hand." in read_file(written)


def test_a_review_taken_back_leaves_the_others(written: SmallCatalog) -> None:
    withdraw_review(written.folder, written.locale, "b" * 16)
    assert read_file(written) == WRITTEN[: WRITTEN.index('["bbbb')]
    withdraw_review(written.folder, written.locale, "c" * 16)
    assert list(reviews(written)) == ["a" * 16]


@pytest.mark.parametrize("text", ['say "no"\\', "ñ 中文 \u2068x\u2069", "a = 1\n[b]", "'''"])
def test_any_words_can_be_kept_with_a_review(small: SmallCatalog, text: str) -> None:
    review = make_review("a" * 16, note=text, answers={"a rule": text})
    save_reviews(small.folder, small.locale, [review])
    assert reviews(small) == {"a" * 16: review}


@pytest.mark.parametrize("text", [WRITTEN + "[", WRITTEN.replace("role", "name", 1), WRITTEN + 'mood = "good"\n'])
def test_a_file_that_cannot_be_read_is_left_as_it_is(small: SmallCatalog, text: str) -> None:
    reviews_path(small.folder, small.locale).write_text(text)
    with pytest.raises(DataError):
        save_reviews(small.folder, small.locale, [make_review("c" * 16)])
    assert read_file(small) == text


def test_a_review_nobody_could_read_back_is_not_written(written: SmallCatalog) -> None:
    with pytest.raises(DataError):
        save_reviews(written.folder, written.locale, [make_review("c" * 16, answers={"negation": ""})])
    assert read_file(written) == WRITTEN


def test_a_write_that_fails_leaves_both_files_whole(
    written: SmallCatalog, spanish: SiteLocale, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = written.files()

    def fail(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr("os.replace", fail)
    chair = Chair(written.folder, spanish, [], REVIEWER, DAY)
    with pytest.raises(OSError, match="disk full"):
        chair.accept(written.entry("Go now."))
    with pytest.raises(OSError, match="disk full"):
        chair.reject(written.entry("Go now."), "No.")
    assert written.files() == before
