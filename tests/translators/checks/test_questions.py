"""Questions: the words they rest on, and the cases that must stay silent for each rule's own reason."""

import re
from dataclasses import replace
from pathlib import Path

import polib
import pytest

from portal.data import FOLDER, DataError
from portal.i18n.locales import Registry, SiteLocale
from portal.translators.checks import identifying, terms
from portal.translators.checks.consistency import find_inconsistent
from portal.translators.checks.identifying import load_identifier
from portal.translators.checks.questions import QUESTIONS, Reading, find_doubts
from portal.translators.checks.rulebook import Rulebook, load_rulebook
from portal.translators.checks.watchwords import FILE, load_watchwords
from portal.translators.checks.wording import bare, compile_words, folded, sentences, words
from tests.translators.bad_messages import QUESTIONS as ASKED


@pytest.fixture(scope="module")
def book(registry: Registry) -> Rulebook:
    return load_rulebook(FOLDER, registry)


def rules_asked(english: str, text: str, locale: SiteLocale, book: Rulebook, **more: str) -> list[str]:
    return [rule for rule, _ in find_doubts(Reading(english, text, locale, book, **more))]


def test_every_rule_has_a_bad_message_of_its_own() -> None:
    assert {case.rule for case in ASKED} == set(QUESTIONS)


def test_every_language_of_the_launch_knows_how_it_says_no(registry: Registry, book: Rulebook) -> None:
    assert set(book.watchwords.negations) == {locale.code for locale in registry if not locale.pseudo}


def test_a_language_without_a_list_is_asked_nothing(registry: Registry, book: Rulebook) -> None:
    stranger = replace(registry["es"], code="xx", english_name="Strange")
    assert rules_asked("Do not sign.", "Pirme ja.", stranger, book) == []


def test_a_sentence_is_not_excused_by_its_neighbour(spanish: SiteLocale, book: Rulebook) -> None:
    english = "Do not sign. Do not pay."
    assert rules_asked(english, "No firme. No pague.", spanish, book) == []
    assert rules_asked(english, "Firme ya. No, nunca pague nada.", spanish, book) == ["negation"]


def test_a_question_may_hold_a_no_of_its_own(registry: Registry, book: Rulebook) -> None:
    assert rules_asked("Are you able to read this?", "Quý vị có đọc được không?", registry["vi"], book) == []


def test_what_the_english_promises_is_no_question_for_its_translator(spanish: SiteLocale, book: Rulebook) -> None:
    text = "Nadie puede prometer que sus datos están seguros."
    assert rules_asked("Nobody can promise that your data is safe.", text, spanish, book) == []
    assert rules_asked("Nobody can promise anything.", text, spanish, book) == ["promise"]


def test_a_court_may_be_quoted_with_its_date(spanish: SiteLocale, book: Rulebook) -> None:
    text = "El {date:2026-01-06} un juez detuvo la entrega de datos."
    assert rules_asked("On {date:2026-01-06} a ruling came.", text, spanish, book) == []


def test_a_message_left_in_english_is_asked_about_once(spanish: SiteLocale, book: Rulebook) -> None:
    english = "You are in the right place for this and that."
    assert rules_asked(english, english, spanish, book) == ["untranslated"]


@pytest.mark.parametrize("text", ["Total", "Medi-Cal", "DHCS, ICE", "Plan"])
def test_one_word_may_be_the_same_in_two_languages(text: str, spanish: SiteLocale, book: Rulebook) -> None:
    assert rules_asked(text, text, spanish, book) == []


def test_a_short_name_may_be_another_one(spanish: SiteLocale, book: Rulebook) -> None:
    assert rules_asked("A UN report is out", "Salió un informe de la ONU", spanish, book) == []
    assert rules_asked("A report is out", "Salió un informe de la ONU", spanish, book) == ["capitals"]
    assert rules_asked("A notice of the office", "Un aviso de la oficina de ICE", spanish, book) == ["capitals"]


def test_reduplication_is_grammar_in_some_languages(registry: Registry, book: Rulebook) -> None:
    assert rules_asked("Go slowly.", "धीरे धीरे जाएँ।", registry["hi"], book) == []


@pytest.mark.parametrize(
    ("code", "english", "text"),
    [
        ("ru", "This is a test of it.", "Это проверка…"),
        ("hy", "Can you wait a day?", "Կարո՞ղ եք մեկ օր սպասել"),
        ("zh-Hant", "You can wait a day.", "您可以等一天"),
        ("hi", "You can wait a day.", "आप एक दिन रुक सकते हैं।"),
        ("ar", "Can you wait a day?", "هل يمكنك الانتظار يومًا؟"),
    ],
)
def test_each_language_ends_a_sentence_its_own_way(
    code: str, english: str, text: str, registry: Registry, book: Rulebook
) -> None:
    asked = rules_asked(english, text, registry[code], book)
    assert asked == (["punctuation"] if code == "ru" else [])


def test_the_glossary_takes_any_ending(spanish: SiteLocale, book: Rulebook) -> None:
    assert terms.is_used("orden de la corte", "las órdenes de otra corte", spanish)
    assert terms.is_used("compartir datos", "que compartan los datos", spanish)
    assert not terms.is_used("orden de la corte", "la resolución", spanish)


def test_a_long_term_is_not_also_its_short_one(spanish: SiteLocale, book: Rulebook) -> None:
    english = "A warm line and a crisis line"
    found = [term.text for term, _ in terms._iter_terms(english, spanish, book.terms)]
    assert found == ["crisis line", "warm line"]


def entries(*pairs: tuple[str, str]) -> list[polib.POEntry]:
    return [
        polib.POEntry(msgctxt=f"rights/{n}#a", msgid=english, msgstr=text) for n, (english, text) in enumerate(pairs)
    ]


@pytest.mark.parametrize(
    ("pairs", "asked"),
    [
        ([("Ask a lawyer you trust.", "Pregunte a su abogado.")] * 2, []),
        ([("Ask", "Pregunte"), ("Ask", "Pida")], []),
        (
            [
                ("Ask a lawyer you trust.", text)
                for text in ("Pregunte a su abogado.", "Pregunte a su abogado", "Pida.")
            ],
            [(2, "two-translations")],
        ),
        (
            [("Ask a lawyer you trust.", "Pregunte."), ("Never open the door at night.", "Pregunte.")],
            [(1, "one-translation")],
        ),
        ([("Sign in to your account.", "Entre."), ("Sign in to the account.", "Entre.")], []),
        ([("You may ask", "Usted puede"), ("You may go", "Usted va"), ("You may wait", "Tú esperas")], [(2, "tone")]),
        ([("You may ask", "Tú puedes"), ("You may go", "Tú vas")], []),
    ],
)
def test_messages_are_asked_about_beside_each_other(
    pairs: list[tuple[str, str]], asked: list[tuple[int, str]], spanish: SiteLocale, book: Rulebook
) -> None:
    given = entries(*pairs)
    found = find_inconsistent(given, spanish, book.watchwords.addresses)
    assert [(given.index(entry), rule) for entry, rule, _ in found] == asked


def test_what_the_portal_fills_in_is_no_word() -> None:
    text = "Call {phone:911} on %(date)s or [ask][find-help]."
    assert words(text) == ["Call", "on", "or", "ask"]
    assert "find-help" not in bare(text)
    assert sentences("Stop. {phone:911}. “Why?” 為什麼？不行。") == ["Stop.", "“Why?", "為什麼？", "不行。"]


def test_letters_that_count_as_the_same_are_the_same() -> None:
    assert folded("Don’t") == folded("DON'T")
    assert folded("أبدًا") == folded("أبدا")
    assert folded("كي") == folded("کی")


@pytest.mark.parametrize(
    ("entry", "code", "text", "found"),
    [
        ("no", "es", "No firme", True),
        ("no", "es", "un nombre", False),
        ("inválid*", "es", "es inválida", True),
        ("a menos que", "es", "a menos\u00a0que pague", True),
        ("datos … (seguros|a salvo)", "es", "sus datos están muy a salvo", True),
        ("datos … (seguros|a salvo)", "es", "sus datos. Están seguros", False),
        ("नहीं", "hi", "यह नहीं है", True),
        ("न", "hi", "नहीं", False),
        ("不", "zh-Hant", "請不要", True),
        ("นะ (x|y)", "th", "นะx", False),
        ("a.b", "es", "axb", False),
    ],
)
def test_watchwords_are_found_as_they_are_written(
    entry: str, code: str, text: str, found: bool, registry: Registry
) -> None:
    pattern = compile_words([entry], registry[code])
    assert pattern
    assert bool(pattern.search(folded(text))) == found


GOOD_FILE = '[negation.es]\nwords = ["no"]\nweak = []\nneutral = []\n'
PROMISE = '[[promise]]\nname = "a"\nwhy = "b"\ncure = "c"\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (GOOD_FILE, ""),
        (GOOD_FILE.replace(".es", ".xx"), "xx"),
        (GOOD_FILE.replace("weak = []\n", ""), "negation, es: The key “weak” is missing"),
        (GOOD_FILE + 'more = ["x"]\n', "more"),
        (GOOD_FILE.replace('["no"]', '["no", "no"]'), "twice"),
        (GOOD_FILE.replace('["no"]', '"no"'), "words"),
        ("[address.es]\nformal = []\n", "informal"),
        ("[letters]\nxx = []\n", "xx"),
        ('[letters]\nes = "á"\n', "es"),
        (PROMISE, "a: It has no English"),
        (PROMISE + 'en = ["x"]\nyy = ["z"]\n', "yy"),
        ("[sayings]\nes = []\n", "sayings"),
        ("[", "not valid TOML"),
    ],
)
def test_a_slip_in_the_watchwords_is_named(text: str, said: str, tmp_path: Path, registry: Registry) -> None:
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    if not said:
        assert set(load_watchwords(tmp_path, registry).negations) == {"es"}
        return
    with pytest.raises(DataError, match=re.escape(said)) as raised:
        load_watchwords(tmp_path, registry)
    assert raised.value.file == FILE


def test_languages_are_told_apart_where_cld2_is_installed(registry: Registry) -> None:
    pytest.importorskip("pycld2")
    identify = load_identifier(registry)
    assert identify
    vietnamese = "quý vị không phải mở cửa cho bất cứ ai nếu họ không có lệnh của tòa án"
    assert identify(vietnamese, registry["es"]) == "Vietnamese"
    assert identify(vietnamese, registry["vi"]) is None
    assert identify(vietnamese[:20], registry["es"]) is None
    assert identify(vietnamese, registry["ium"]) is None
    assert identify("the door may stay closed and nobody has to say anything here", registry["es"]) is None
    assert identify(f"{vietnamese}\x01\x7f", registry["es"]) in {"Vietnamese", None}


def test_without_cld2_nobody_is_asked(registry: Registry, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_name: str) -> None:
        raise ImportError

    monkeypatch.setattr(identifying.importlib, "import_module", fail)
    assert load_identifier(registry) is None


def test_another_language_is_asked_about(spanish: SiteLocale, book: Rulebook) -> None:
    sure = replace(book, identify=lambda _text, _locale: "Tagalog")
    assert rules_asked("Ask a lawyer", "Itanong sa abogado", spanish, sure) == ["language"]
