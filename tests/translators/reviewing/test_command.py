"""``portal translations review``, driven as a reviewer types: every answer is kept at once, and none is lost."""

import json
from collections.abc import Callable, Mapping
from datetime import date

import click
import polib
import pytest
from click.testing import CliRunner, Result

from portal.config import Config
from portal.content.glossary import Preferred, Term
from portal.data import DataError
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.compiling import check_catalog, entry_digest
from portal.translators.desk import Desk
from portal.translators.reviewing.command import ANSWERS, Session, review
from portal.translators.reviewing.reviews import load_reviews, reviews_path
from portal.translators.reviewing.session import Chair, Reviewer, find_waiting
from tests.translators.small_catalog import MESSAGES, PLURAL, READING_ORDER, SmallCatalog, write_small_catalog

Run = Callable[..., Result]

ROLE = ("--role", "court interpreter", "--qualification", "certified for Spanish")
DAY = date(2026, 12, 1)

#: The critical messages in the order they are read.
FIRST, SECOND, *_ = [english for _, critical, english, _ in MESSAGES if critical]


@pytest.fixture
def run(small: SmallCatalog) -> Run:
    """Review the small catalog, typing these lines."""

    def invoke(*lines: str, options: tuple[str, ...] = ()) -> Result:
        desk = Desk(Config(translations=small.folder, today=DAY))
        typed = "".join(f"{line}\n" for line in lines)
        return CliRunner().invoke(review, ["es", *ROLE, *options], obj=desk, input=typed)

    return invoke


@pytest.fixture
def run_asking(small: SmallCatalog) -> Run:
    """Review it with a question about one translation, as the checks raise them."""

    def ask(entry: polib.POEntry, _locale: SiteLocale) -> Mapping[str, str]:
        return {"negation": "Is the negation still there?"} if "ahora" in entry.msgstr else {}

    @click.command()
    def command() -> None:
        chair = Chair(small.folder, small.locale, [], Reviewer("nurse", "bilingual"), DAY)
        session = Session(chair, find_waiting(small.folder, small.locale, []), [], ask)
        session.run()
        click.echo(session.summary())

    return lambda *lines: CliRunner().invoke(command, input="".join(f"{line}\n" for line in lines))


def signed(small: SmallCatalog) -> list[str]:
    """List the messages whose present translation is signed, in the order of the file."""
    reviews = load_reviews(small.folder, small.locale)
    return [entry.msgid for entry in small.read() if entry_digest(entry) in reviews]


def headings(result: Result) -> list[str]:
    """List what was shown, in order, by context."""
    lines = [line for line in result.stdout.splitlines() if line.startswith("[")]
    return [line.partition("] ")[2].partition(" — ")[0] for line in lines]


def test_a_message_is_shown_with_all_a_reviewer_needs(run: Run, small: SmallCatalog) -> None:
    small.change(FIRST, "Vaya ahora.", note="From the phone.")
    shown = run("quit").stdout
    assert "[1 of 9] rights/emergency-care#go-now — critical\n" in shown
    assert "English:     \u2068Go now.\u2069\n" in shown
    assert "Translation: \u2068Vaya ahora.\u2069\n" in shown
    assert f"Note:        \u2068Translators: Notes on “{FIRST}”.\u2069\n" in shown
    assert "Note:        \u2068From the phone.\u2069\n" in shown


def test_everything_comes_up_once_critical_first(run: Run, small: SmallCatalog) -> None:
    result = run(*["accept"] * 9)
    assert result.exit_code == 0
    assert headings(result) == [context or "interface" for context in READING_ORDER]
    assert len(signed(small)) == 9
    assert "9 accepted, 0 edited, 0 rejected, 0 skipped; 0 still to read." in result.stdout


def test_forms_are_shown_with_the_numbers_they_are_for(run: Run) -> None:
    shown = run(*["skip"] * 8, "quit").stdout
    assert f"  plural:    \u2068{PLURAL[1]}\u2069" in shown
    assert "  for 1: \u2068%(num)s parte\u2069" in shown
    assert "  for 0, 2, 3 …: \u2068%(num)s partes\u2069" in shown


def test_a_review_names_role_qualification_and_day(run: Run, small: SmallCatalog) -> None:
    run("a", "q")
    (found,) = load_reviews(small.folder, small.locale).values()
    assert (found.role, found.qualification, found.on) == ("court interpreter", "certified for Spanish", DAY)


def test_reviewed_reaches_the_compiled_catalog(run: Run, small: SmallCatalog) -> None:
    run("accept")
    pages = json.loads(small.compile().read_text())["pages"]
    assert [page for page in pages if pages[page]["reviewed"][0]] == ["rights/emergency-care"]


def test_a_note_is_kept_with_the_signature(run: Run, small: SmallCatalog) -> None:
    run("note", "The old leaflet says “acuda”.")
    (found,) = load_reviews(small.folder, small.locale).values()
    assert found.note == "The old leaflet says “acuda”."
    assert signed(small) == [FIRST]


def test_a_rejected_message_goes_back_with_its_reason(run: Run, small: SmallCatalog) -> None:
    result = run("reject", "Too short.")
    entry = small.entry(FIRST)
    assert (entry.fuzzy, entry.tcomment) == (True, "Rejected by court interpreter, 2026-12-01: Too short.")
    assert signed(small) == []
    assert "1 rejected" in result.stdout
    assert [entry.msgid for entry in check_catalog(small.folder, small.locale, []).fuzzy] == [FIRST]


def test_better_words_are_written_and_signed(run: Run, small: SmallCatalog) -> None:
    run("edit", "Vaya enseguida.")
    assert small.entry(FIRST).msgstr == "Vaya enseguida."
    assert signed(small) == [FIRST]


def test_better_words_pass_through_the_rules(run: Run, small: SmallCatalog) -> None:
    before = small.files()
    result = run("edit", "Llame al 555.")
    assert "This breaks a rule: \u2068Its numbers differ: 555." in result.stdout
    assert small.files() == before
    run("edit", "Llame al 555.", "edit", "Vaya ya.")
    assert small.entry(FIRST).msgstr == "Vaya ya."


def test_every_form_of_a_counting_message_is_typed(run: Run, small: SmallCatalog) -> None:
    run(*["skip"] * 8, "edit", "%(num)s sección", "%(num)s secciones")
    assert small.entry(PLURAL[0]).msgstr_plural == {0: "%(num)s sección", 1: "%(num)s secciones"}
    assert signed(small) == [PLURAL[0]]


def test_a_question_is_answered_in_words_before_a_message_is_signed(run_asking: Run, small: SmallCatalog) -> None:
    result = run_asking("accept", "", "accept", "There is none in the English either.", "accept")
    assert result.stdout.count("Question:    \u2068Is the negation still there?\u2069") == 3
    assert "Nothing was written." in result.stdout
    reviews = load_reviews(small.folder, small.locale)
    assert [review.answers for review in reviews.values()] == [
        {"negation": "There is none in the English either."},
        {},
    ]


def test_a_note_does_not_get_round_a_question(run_asking: Run, small: SmallCatalog) -> None:
    run_asking("note", "Fine.", "", "quit")
    assert signed(small) == []


def test_edited_words_are_questioned_too(run_asking: Run, small: SmallCatalog) -> None:
    run_asking("skip", "edit", "Pregunte ahora.", "", "quit")
    assert small.entry(SECOND).msgstr == "Pregunte a un abogado."
    run_asking("skip", "edit", "Pregunte ahora.", "It is.", "quit")
    assert small.entry(SECOND).msgstr == "Pregunte ahora."
    (found,) = load_reviews(small.folder, small.locale).values()
    assert found.answers == {"negation": "It is."}


def test_what_only_the_whole_catalog_shows_is_asked_too(run: Run, small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "Cuidado con la ayuda falsa")
    result = run(*["skip"] * 3, "accept", "", "quit")
    assert "word for word the translation of “Beware of false help”" in result.stdout
    assert signed(small) == []


def test_back_shows_the_one_before_and_what_became_of_it(run: Run, small: SmallCatalog) -> None:
    result = run("accept", "back", "reject", "Too short after all.", "quit")
    assert headings(result)[:3] == [READING_ORDER[0], READING_ORDER[1], READING_ORDER[0]]
    assert "You have accepted this one." in result.stdout
    assert small.entry(FIRST).fuzzy
    assert load_reviews(small.folder, small.locale) == {}


def test_a_rejection_can_be_thought_over(run: Run, small: SmallCatalog) -> None:
    run("reject", "Too short.", "back", "accept", "quit")
    entry = small.entry(FIRST)
    assert (entry.fuzzy, entry.tcomment) == (False, "")
    assert signed(small) == [FIRST]


def test_back_from_the_first_stays_there(run: Run) -> None:
    assert headings(run("back", "quit")) == [READING_ORDER[0]] * 2


def test_going_back_to_look_changes_nothing(run: Run, small: SmallCatalog) -> None:
    result = run("accept", "back", "skip", "quit")
    assert signed(small) == [FIRST]
    assert "1 accepted, 0 edited, 0 rejected, 0 skipped; 8 still to read." in result.stdout


def test_what_was_answered_is_kept_when_the_terminal_is_gone(run: Run, small: SmallCatalog) -> None:
    """The input ends without quit, in the middle of an answer."""
    result = run("accept", "reject")
    assert result.exit_code == 0
    assert signed(small) == [FIRST]
    assert "1 accepted" in result.stdout
    assert not small.entry(SECOND).fuzzy


def test_a_sitting_goes_on_where_the_last_one_stopped(run: Run) -> None:
    run("accept", "reject", "No.", "quit")
    assert headings(run("quit")) == READING_ORDER[2:3]


@pytest.mark.parametrize("typed", ["", "?", "x", "yes", "accepted", "ar"])
def test_what_is_no_answer_is_explained(run: Run, small: SmallCatalog, typed: str) -> None:
    before = small.files()
    result = run(typed, "quit")
    assert typed == "" or all(f"{name}: {meaning}" in result.stdout for name, meaning in ANSWERS.items())
    assert small.files() == before


@pytest.mark.parametrize("answer", ["reject", "note", "edit"])
def test_enter_alone_goes_back_without_writing(run: Run, small: SmallCatalog, answer: str) -> None:
    before = small.files()
    assert "Nothing was written." in run(answer, "", "quit").stdout
    assert small.files() == before


@pytest.mark.parametrize(
    ("options", "count"), [(("--guide", "start"), 4), (("--critical",), 4), (("--guide", "start", "--critical"), 2)]
)
def test_a_sitting_can_be_about_less(run: Run, options: tuple[str, ...], count: int) -> None:
    assert f"[1 of {count}]" in run("quit", options=options).stdout


def test_nothing_left_is_said(run: Run) -> None:
    run(*["accept"] * 9)
    result = run()
    assert (result.exit_code, result.stdout) == (0, "Nothing waits to be reviewed here.\n")


def test_a_translator_at_work_is_not_written_over(small: SmallCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    """The translator saves while the reviewer still reads the old words."""
    lines = iter(["accept", "accept", "quit"])

    def prompt(*_: object, **__: object) -> str:
        if small.entry(FIRST).msgstr == "Vaya ahora.":
            small.change(FIRST, "Vaya ya.")
        return next(lines)

    monkeypatch.setattr("portal.translators.reviewing.command.click.prompt", prompt)
    desk = Desk(Config(translations=small.folder, today=DAY))
    result = CliRunner().invoke(review, ["es", *ROLE], obj=desk)
    assert "Somebody has just changed this message." in result.stdout
    assert result.stdout.count("[1 of 9]") == 2
    assert signed(small) == [FIRST]
    assert small.entry(FIRST).msgstr == "Vaya ya."


def test_the_glossary_stands_beside_its_terms(small: SmallCatalog) -> None:
    term = Term("lawyer", "A person who may give legal advice.", None, False, {"es": Preferred("abogado", ())})

    @click.command()
    def command() -> None:
        chair = Chair(small.folder, small.locale, [], Reviewer("nurse", "bilingual"), DAY)
        Session(chair, [small.entry(SECOND)], [term]).run()

    assert "Glossary:    \u2068lawyer → abogado\u2069" in CliRunner().invoke(command, input="q\n").stdout


def test_a_comment_cannot_steer_the_terminal(run: Run, small: SmallCatalog) -> None:
    """An escape in a file from a stranger could hide what is being signed."""
    small.change(FIRST, "Vaya ahora.", note="x\x1b[2Jy")
    shown = run("quit").stdout
    assert "\x1b" not in shown
    assert "x\ufffd[2Jy" in shown


def test_right_to_left_words_are_isolated(tmp_path_factory: pytest.TempPathFactory, registry: Registry) -> None:
    locale = registry["ar"]
    small = write_small_catalog(tmp_path_factory.mktemp("catalogs"), locale)
    for english, arabic in ((FIRST, "اذهب الآن إلى {x}."), (SECOND, "اسأل محاميًا.")):
        small.change(english, arabic)
    desk = Desk(Config(translations=small.folder, today=DAY))
    result = CliRunner().invoke(review, ["ar", *ROLE, "--critical"], obj=desk, input="edit\n\u2068اسأل.\u2069\n")
    assert "Translation: \u2068اسأل محاميًا.\u2069\n" in result.stdout
    assert small.entry(SECOND).msgstr == "اسأل."


@pytest.mark.parametrize(
    ("arguments", "entry"),
    [
        (["xx", *ROLE], "xx"),
        (["es", "--role", "ana@example.org", "--qualification", "x y"], "--role"),
        (["es", *ROLE, "--guide", "nowhere"], "--guide"),
    ],
)
def test_what_cannot_be_used_is_refused_before_anything_is_asked(
    small: SmallCatalog, arguments: list[str], entry: str
) -> None:
    result = CliRunner().invoke(review, arguments, obj=Desk(Config(translations=small.folder)), input="accept\n" * 9)
    assert isinstance(result.exception, DataError)
    assert result.exception.entry == entry
    assert not reviews_path(small.folder, small.locale).exists()


@pytest.mark.parametrize("missing", ["--role", "--qualification"])
def test_nobody_signs_without_saying_who_may(small: SmallCatalog, missing: str) -> None:
    options = [word for pair in zip(ROLE[::2], ROLE[1::2], strict=True) if pair[0] != missing for word in pair]
    result = CliRunner().invoke(review, ["es", *options], obj=Desk(Config(translations=small.folder)))
    assert result.exit_code == 2
    assert missing in result.stderr


def test_a_catalog_that_cannot_be_trusted_is_refused(run: Run, small: SmallCatalog) -> None:
    path = small.folder / "es" / "LC_MESSAGES" / "messages.po"
    path.write_bytes(path.read_bytes().replace(b"UTF-8", b"UTF-7"))
    before = small.files()
    assert isinstance(run("accept").exception, DataError)
    assert small.files() == before
