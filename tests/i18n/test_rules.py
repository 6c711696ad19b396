"""What a translation may never do, rule by rule, and what it may: a check that cries wolf gets switched off."""

from dataclasses import replace

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.i18n import rules
from portal.i18n.locales import SCRIPTS, Registry, SiteLocale
from portal.i18n.rules import find_problem
from portal.translators.template import build_template

NAMES = ["Medi-Cal", "ICE", "DHCS", "T-MSIS", "LawHelpCA"]

#: Language, English, a sound translation.
SOUND = [
    ("es", "Call {phone:911} **now**.", "Llame **ahora** al {phone:911}."),
    ("es", "Ask [legal aid][find-help] about Medi-Cal.", "Pregunte por Medi-Cal a la [ayuda legal][find-help]."),
    ("es", "In the U.S., ask first.", "En EE. UU. (o EE.UU.), pregunte primero: «¿puedo?», p. ej., o a. m."),
    ("es", "Do not sign: say no.", "¡No firme! Diga “no”… ¿Por qué? Porque sí; así es."),
    ("es", "As of %(date)s", "Al %(date)s"),
    ("es", "Mother and/or father (or both)", "Madre y/o padre (o los dos)"),
    ("vi", "Do not sign anything with ICE.", "Đừng ký bất cứ giấy tờ gì với ICE. Hãy hỏi luật sư trước."),
    ("vi", "Ask for help.", "Hãy nhờ giúp đỡ."),
    ("ru", "Call {phone:911}. Show your ID card.", "Позвоните {phone:911}. Покажите ID-карту."),
    ("ru", "Medi-Cal pays for your care.", "Medi-Cal платит за лечение, т. е. и за Ваше: «бесплатно»."),
    ("ru", "The DHCS’s page", "Страница DHCS"),
    ("uk", "Ask a lawyer first.", "Спершу запитайте адвоката — п’ять хвилин, з’їзд, об’єкт."),
    ("hy", "Ask a lawyer first.", "Նախ հարցրեք փաստաբանին։ Արդյո՞ք կարող եմ։ Այո՛։"),
    ("ar", "Do not sign anything with ICE.", "لا توقّع أيّ شيء مع ICE. اسأل محاميًا أولًا؛ هل تفهم؟"),
    ("ar", "Call {phone:911}, {date:2026-01-06}.", "اتصل بـ {phone:911}، {date:2026-01-06}."),
    ("fa", "You cannot be sent away.", "شما را نمی\u200cتوانند بفرستند؛ خانه\u200cها و کتاب\u200cهایتان."),
    ("fa", "Ask [legal aid][find-help].", "از [کمک حقوقی][find-help] بپرسید."),
    ("hi", "Ask a lawyer first.", "पहले वकील से पूछें। क्\u200dया आप समझते हैं?"),
    ("pa", "Ask a lawyer first.", "ਪਹਿਲਾਂ ਵਕੀਲ ਨੂੰ ਪੁੱਛੋ।"),
    ("km", "Ask a lawyer first.", "សូម\u200bសួរ\u200bមេធាវី\u200bជាមុនសិន។"),
    ("th", "Ask a lawyer first.", "ถามทนายความก่อน ที่นี่ น้ำ ผู้ใหญ่ ๆ ฯลฯ"),
    ("lo", "Ask a lawyer first.", "ຖາມທະນາຍຄວາມກ່ອນ ຢູ່ນີ້"),
    ("ko", "Do not sign anything with ICE.", "ICE와 함께 아무것도 서명하지 마십시오. Medi-Cal은 그대로입니다."),
    ("ja", "Ask ICE for a paper first.", "まずICEに書類を求めてください。サービス・センター、々、ー。"),
    ("zh-Hant", "Do not sign anything with ICE.", "請勿與ICE簽署任何文件。先問律師；裡面或裏面都可以。喺邊度？"),
    ("zh-Hans", "Do not sign anything with ICE.", "请勿与ICE签署任何文件。先问律师；里面也可以。"),
    ("zh-Hant", "**Do not sign** with ICE.", "**請勿簽署**ICE的文件。"),
    ("fil", "Ask a lawyer first.", "Magtanong muna sa abogado; ’di ba? Mga bata-bata."),
    ("hmn", "Ask a lawyer first.", "Nug ib tug kws lij choj ua ntej."),
    ("ium", "Ask a lawyer first.", "Naaic leiz-saan ndaangc."),
    ("ru", "Medi-Cal (DHCS)", "Medi-Cal (DHCS)"),
    ("zh-Hant", "Medi-Cal, DHCS", "Medi-Cal、DHCS"),
    ("ko", "{phone:911}", "{phone:911}"),
    ("es", "LawHelpCA.org has a list.", "LawHelpCA.org tiene una lista."),
    ("es", "Number 20 and 1,000", "Número 20 y 1,000"),
]


@pytest.mark.parametrize(("code", "english", "text"), SOUND)
def test_a_sound_translation_passes(code: str, english: str, text: str, registry: Registry) -> None:
    assert find_problem(english, text, registry[code], NAMES) is None


#: Language, English, a bad translation, a word of what is said about it.
UNSOUND = [
    ("es", "As of %(date)s", "Al %(fecha)s", "placeholders"),
    ("es", "As of %(date)s", "Al %(date)d", "placeholders"),
    ("es", "Ask first", "100 % seguro", "placeholders"),
    ("es", "Call {phone:911}", "Llame al {phone:988}", "references"),
    ("es", "Call {phone:911}", "Llame al {phone:911", "references"),
    ("es", "Call {phone:911}", "Llame al } {phone:911}", "references"),
    ("es", "Ask first", "<b>Pregunte</b>", "markup"),
    ("es", "Ask first", "Pregunte ＜b＞", "markup"),
    ("es", "Ask first", "Pregunte &lt;", "markup"),
    ("es", "Ask [legal aid][find-help]", "Pida [ayuda][about]", "links"),
    ("es", "Ask [legal aid][find-help]", "Pida ayuda", "links"),
    ("es", "Ask **first**", "Pregunte *primero*", "'*'"),
    ("es", "Ask first", "Pregunte\nprimero", "'\\n'"),
    ("es", "Ask first", "Pregunte `primero`", "'`'"),
    ("es", "Ask first", "_Pregunte_ primero", "underscores"),
    ("es", "Ask first", "- Pregunte", "list, heading"),
    ("es", "Ask first", "1. Pregunte", "list, heading"),
    ("es", "Ask first", "Vea evil.example", "address"),
    ("es", "Ask first", "Vea ayuda@evil", "address"),
    ("es", "Ask first", "Vea javascript:x", "address"),
    ("es", "Ask LawHelpCA.org", "Vea LawHelpCA.com", "address"),
    ("ru", "Ask first", "Смотрите сайт.рф", "address"),
    ("es", "Ask first", "Pregunte 2 veces", "numbers"),
    ("ar", "Ask first", "اسأل ٢", "numbers"),
    ("hi", "Ask first", "पूछें २", "numbers"),
    ("zh-Hans", "In two years", "二〇二六年", "numbers"),
    ("es", "Ages 19 to 26", "De 19 a 62 años", "numbers"),
    ("es", "Amount 1,000", "Cantidad 1.000", "numbers"),
    ("es", "Ask first", "Pregunte\u202e", "U+202E"),
    ("ar", "Ask first", "اسأل\u200f أولًا", "U+200F"),
    ("es", "Ask first", "Pre\u200cgunte", "U+200C"),
    ("ru", "Ask first", "Спро\u200bсите", "U+200B"),
    ("ko", "Ask first", "물어\u3164보세요", "U+3164"),
    ("km", "Ask first", "សូម\u17b4សួរ", "U+17B4"),
    ("es", "Ask first", "Pregunte\u0007", "U+0007"),
    ("es", "Ask first", "Prégunte" + "\u0301" * 5, "combining"),
    ("ru", "Ask first", "Cпросите", "look alike"),
    ("hy", "Ask first", "Հարցրեք oբ", "look alike"),
    ("es", "Ask first", "Прегунте", "script of Spanish"),
    ("zh-Hant", "Ask first", "まず聞く", "script of Chinese"),
    ("ru", "Ask a lawyer first.", "Pregunte primero a un abogado.", "no letter of the script of Russian"),
    ("fa", "Ask a lawyer first.", "Ask an attorney.", "no letter of the script of Farsi"),
    ("zh-Hant", "Your rights", "你的权利", "other way of writing"),
    ("zh-Hant", "Medical care", "国家医疗", "other way of writing"),
    ("zh-Hans", "Your rights", "你的權利", "other way of writing"),
    ("es", "Medi-Cal pays", "MediCal paga", "“Medi-Cal”"),
    ("es", "Ask ICE", "Pregunte en la OFICEINA", "“ICE”"),
    ("zh-Hant", "ICE may not", "冰不可以", "“ICE”"),
    ("es", "Ask first", "{{ x }}", "template syntax"),
    ("es", "Ask first", "Pregunte " * 50, "characters for"),
]


@pytest.mark.parametrize(("code", "english", "text", "said"), UNSOUND)
def test_a_bad_translation_is_refused_with_the_reason(
    code: str, english: str, text: str, said: str, registry: Registry
) -> None:
    assert said in (find_problem(english, text, registry[code], NAMES) or "")


def test_every_rule_has_a_translation_that_breaks_it(registry: Registry) -> None:
    """A rule nothing breaks in a test could be deleted without anybody noticing."""
    checks = {name: check for name, check in vars(rules).items() if name.startswith("check_")}
    unbroken = set(checks)
    for code, english, text, _ in UNSOUND:
        for name, check in checks.items():
            more = {"check_characters": [registry[code]], "check_scripts": [registry[code]], "check_names": [NAMES]}
            if check(english, text, *more.get(name, [])):
                unbroken.discard(name)
    assert unbroken == set()


@pytest.mark.parametrize("character", ["\u200c", "\u200d"], ids=ascii)
def test_joiners_are_for_scripts_that_need_them(character: str, registry: Registry) -> None:
    words = {"fa": "خانه{}ها", "ar": "بيت{}نا", "hi": "क्{}या", "pa": "ਕ੍{}ਯ", "km": "សូម{}សួរ", "es": "ca{}sa"}
    passed = {code for code, word in words.items() if not find_problem("House", word.format(character), registry[code])}
    assert passed == {"fa", "ar", "hi", "pa"}


def test_what_the_english_has_its_translation_may_have(registry: Registry) -> None:
    english = "Write to help@lawhelp.example or call 1-800-555-0100 (£5, α)."
    assert find_problem(english, english.replace("Write to", "Escriba a"), registry["es"]) is None


@pytest.fixture(scope="module")
def template() -> polib.POFile:
    return build_template()


def test_our_own_english_breaks_no_rule(template: polib.POFile, registry: Registry, names: list[str]) -> None:
    """A word left in English is a question for the translator, never a broken page."""
    problems = {
        (code, entry.msgid): find_problem(entry.msgid, entry.msgid, registry[code], names)
        for code in ("es", "ru", "ar", "km")
        for entry in template
    }
    assert {key: problem for key, problem in problems.items() if problem} == {}


@pytest.mark.parametrize("script", SCRIPTS)
def test_the_rules_know_every_script_a_language_may_have(script: str, registry: Registry) -> None:
    """A script they do not know would fail while the catalogs are loaded, and stop the site."""
    assert find_problem("Name", "Name", replace(registry["es"], script=script)) is None


def test_every_language_may_write_its_own_name(registry: Registry) -> None:
    problems = {locale.code: find_problem("Name", locale.endonym, locale) for locale in registry if not locale.pseudo}
    assert {code: problem for code, problem in problems.items() if problem} == {}


any_text = st.text(max_size=80) | st.text(alphabet="a{}%()s<>&;[]*_`:/@.-1٣\u202e\u200b\n ", max_size=80)


@given(english=any_text, text=any_text, data=st.data())
@settings(max_examples=200, deadline=None, database=None)
def test_no_text_makes_a_rule_fail(english: str, text: str, data: st.DataObject, registry: Registry) -> None:
    locale: SiteLocale = data.draw(st.sampled_from(list(registry)))
    problem = find_problem(english, text, locale, NAMES)
    assert problem is None or problem.endswith(".")


@given(text=any_text)
@settings(max_examples=200, deadline=None, database=None)
def test_what_passes_has_no_live_markup_and_no_number_of_its_own(text: str, registry: Registry) -> None:
    if find_problem("Ask first", text, registry["es"]) is None:
        assert not set(text) & set("<{}[]*`%@")
        assert not any(character.isnumeric() for character in text)
