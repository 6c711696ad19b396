"""A catalog as a whole: every bad message is refused or asked about, no good one is, and an answer ends a question."""

from collections.abc import Callable
from datetime import date

import polib
import pytest

from portal.data import FOLDER
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.checks import checking
from portal.translators.checks.checking import (
    ANSWERABLE,
    check_catalog_findings,
    find_error,
    find_limit,
    open_digests,
    question_asker,
)
from portal.translators.checks.findings import ERROR, QUESTION, Finding
from portal.translators.checks.rulebook import Rulebook, load_rulebook
from portal.translators.compiling import check_entries, entry_digest
from portal.translators.files import po_path, read_po
from portal.translators.reviewing.reviews import Review
from tests.catalogs.bad_messages import ANYWHERE, GUIDE, WITH_PLACEHOLDER, Bad
from tests.conftest import PACKAGE_TRANSLATIONS
from tests.translators.bad_messages import ERRORS, GOOD, QUESTIONS, SIGN, Case

Check = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def book(registry: Registry) -> Rulebook:
    return load_rulebook(FOLDER, registry)


def build_entry(case: Case) -> polib.POEntry:
    return polib.POEntry(msgctxt=case.context, msgid=case.english, msgstr=case.text, comment=case.comment)


@pytest.fixture
def check(registry: Registry, book: Rulebook) -> Check:
    """Check a catalog of some messages."""

    def run(*entries: polib.POEntry, code: str = "es", reviews: dict[str, Review] | None = None) -> list[Finding]:
        catalog = polib.POFile()
        catalog.extend(entries)
        return check_catalog_findings(catalog, registry[code], book, reviews)

    return run


def named(case: Case) -> str:
    return f"{case.code} {case.rule} {case.text[:24]}"


@pytest.mark.parametrize("case", ERRORS, ids=named)
def test_a_bad_message_is_refused(case: Case, check: Check) -> None:
    (finding,) = check(build_entry(case), code=case.code)
    assert (finding.level, finding.rule) == (ERROR, case.rule)


@pytest.mark.parametrize("case", QUESTIONS, ids=named)
def test_a_doubtful_message_is_asked_about(case: Case, check: Check) -> None:
    findings = check(build_entry(case), code=case.code)
    assert {finding.level for finding in findings} == {QUESTION}
    assert case.rule in {finding.rule for finding in findings}


@pytest.mark.parametrize("case", GOOD, ids=named)
def test_a_good_message_is_not_bothered(case: Case, check: Check) -> None:
    assert check(build_entry(case), code=case.code) == []


ENGLISH = "By {date:2026-01-06} ask [legal aid][find-help] for **{number:20} Medi-Cal** papers, or call {phone:911}."
SPANISH = (
    "Antes del {date:2026-01-06} pida [ayuda legal][find-help] con **{number:20} de Medi-Cal**, o llame al {phone:911}."
)


@pytest.mark.parametrize("bad", [*ANYWHERE, *GUIDE], ids=lambda bad: bad.name)
def test_every_class_of_bad_message_has_a_rule_and_a_cure(bad: Bad, spanish: SiteLocale, book: Rulebook) -> None:
    entry = polib.POEntry(msgctxt="rights/start", msgid=ENGLISH, msgstr=bad.spoil(SPANISH))
    found = find_error(entry, spanish, book.names)
    assert found
    assert found.problem.endswith(".")
    assert found.cure.endswith(".")


@pytest.mark.parametrize("bad", WITH_PLACEHOLDER, ids=lambda bad: bad.name)
def test_a_bad_placeholder_is_cured_with_the_right_one(bad: Bad, spanish: SiteLocale, book: Rulebook) -> None:
    found = find_error(polib.POEntry(msgid="As of %(date)s", msgstr=bad.spoil("Al %(date)s")), spanish, book.names)
    assert found
    if found.rule == "placeholders":
        assert found.cure == "Write each as often as the English: %(date)s."


def test_it_refuses_what_the_compiler_refuses(check: Check, spanish: SiteLocale, book: Rulebook) -> None:
    """The limit of a note apart, which the compiler does not read."""
    entries = [polib.POEntry(msgctxt=f"a#{n}", msgid=ENGLISH, msgstr=bad.spoil(SPANISH)) for n, bad in enumerate(GUIDE)]
    catalog = polib.POFile()
    catalog.extend(entries)
    refused = [finding.context for finding in check_entries(catalog, spanish, book.names).findings]
    assert [finding.context for finding in check(*entries) if finding.level == ERROR] == refused


def test_a_counting_message_is_held_to_its_forms(check: Check) -> None:
    def forms(*texts: str) -> polib.POEntry:
        return polib.POEntry(
            msgid="%(num)s part", msgid_plural="%(num)s parts", msgstr_plural=dict(enumerate(texts, start=0))
        )

    assert check(forms("%(num)s parte", "%(num)s partes")) == []
    assert check(forms("Una parte", "%(num)s partes")) == []
    assert [finding.rule for finding in check(forms("%(num)s parte"))] == ["forms"]
    assert [finding.rule for finding in check(forms("%(num)s parte", "partes"))] == ["placeholders"]
    dual = forms("لا أجزاء", "جزء واحد", "جزءان", "%(num)s أجزاء", "%(num)s جزءًا", "%(num)s جزء")
    assert [finding.level for finding in check(dual, code="ar")] != [ERROR]


def test_forms_that_skip_a_number_are_refused(check: Check) -> None:
    entry = polib.POEntry(msgid="%(num)s part", msgid_plural="%(num)s parts", msgstr_plural={0: "x", 2: "y"})
    assert [finding.rule for finding in check(entry)] == ["forms"]


def test_what_is_not_translated_is_not_checked(check: Check) -> None:
    bad = {"msgid": SIGN, "msgstr": "<b>"}
    assert check(polib.POEntry(msgid=SIGN), polib.POEntry(**bad, flags=["fuzzy"])) == []
    assert check(polib.POEntry(**bad, obsolete=True)) == []


@pytest.fixture
def lost() -> polib.POEntry:
    """A message in which a “not” is lost."""
    return polib.POEntry(msgctxt="rights/start#beware", msgid=SIGN, msgstr="Firme todo.")


def review(entry: polib.POEntry, **answers: str) -> dict[str, Review]:
    digest = entry_digest(entry)
    return {digest: Review(digest, "interpreter", "certified", date(2026, 11, 22), answers=answers)}


def test_an_answered_question_is_not_asked_again(lost: polib.POEntry, check: Check) -> None:
    assert check(lost, reviews=review(lost, negation="It is a joke.")) == []


def test_a_signature_alone_answers_nothing(lost: polib.POEntry, check: Check) -> None:
    assert [finding.rule for finding in check(lost, reviews=review(lost, spaces="It is so."))] == ["negation"]


def test_an_answer_ends_with_the_next_edit(lost: polib.POEntry, check: Check) -> None:
    reviews = review(lost, negation="It is a joke.")
    lost.msgstr = "Firme todo ya."
    assert [finding.rule for finding in check(lost, reviews=reviews)] == ["negation"]


def test_an_answer_never_excuses_an_error(check: Check) -> None:
    entry = polib.POEntry(msgid=SIGN, msgstr="No firme <b>nada</b>.")
    assert [finding.level for finding in check(entry, reviews=review(entry, markup="We need it."))] == [ERROR]


def test_what_has_an_open_question_cannot_count_as_reviewed(lost: polib.POEntry, check: Check) -> None:
    good = polib.POEntry(msgid="Ask first.", msgstr="Pregunte primero.")
    assert open_digests(check(lost, good)) == {entry_digest(lost)}
    assert open_digests(check(lost, good, reviews=review(lost, negation="It is a joke."))) == frozenset()


def test_an_edit_elsewhere_takes_back_no_review(check: Check) -> None:
    first, second = (
        polib.POEntry(msgctxt=f"rights/{n}#a", msgid="Ask a lawyer you trust.", msgstr=text)
        for n, text in enumerate(("Pregunte a un abogado de confianza.", "Consulte a su abogado de confianza."))
    )
    findings = check(first, second)
    assert [(finding.rule, finding.context) for finding in findings] == [("two-translations", "rights/1#a")]
    assert open_digests(findings) == frozenset()


def test_a_reviewing_session_asks_the_same(lost: polib.POEntry, spanish: SiteLocale, book: Rulebook) -> None:
    asked = question_asker(book)(lost, spanish)
    assert list(asked) == ["negation"]
    assert asked["negation"].endswith("Say no as the English does.")
    assert set(asked) <= set(ANSWERABLE)


@pytest.mark.parametrize(
    ("comment", "limit"),
    [
        ("On a button. Maximum 30 characters.", 30),
        ("rights/start#a — critical — max 40 characters", 40),
        ("Translators: At most two words.", None),
        ("", None),
    ],
)
def test_a_limit_is_read_from_the_notes(comment: str, limit: int | None) -> None:
    assert find_limit(comment) == limit


def test_findings_stand_in_the_order_of_the_file(check: Check, lost: polib.POEntry) -> None:
    bad = [polib.POEntry(msgctxt=f"a#{n}", msgid="Ask first.", msgstr="Pregunte <b>") for n in range(3)]
    found = check(bad[2], lost, bad[0], bad[1])
    assert [finding.context for finding in found] == ["a#2", "rights/start#beware", "a#0", "a#1"]


def test_our_own_spanish_is_not_refused_and_seldom_asked_about(spanish: SiteLocale, book: Rulebook) -> None:
    catalog = read_po(po_path(PACKAGE_TRANSLATIONS, spanish))
    findings = check_catalog_findings(catalog, spanish, book)
    assert [finding for finding in findings if finding.level == ERROR] == []
    assert len({finding.digest for finding in findings}) < 0.03 * len(catalog)


def test_rules_have_names_of_their_own() -> None:
    assert len(set(checking.ANSWERABLE)) == len(checking.ANSWERABLE)
