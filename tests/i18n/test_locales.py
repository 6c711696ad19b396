"""The registry: what one entry says of a language must be true of every place that uses it."""

import gettext
from pathlib import Path

import pytest
from babel import Locale

from portal.data import FOLDER, DataError
from portal.i18n.locales import SCRIPTS, Registry, SiteLocale, load_registry

LAUNCH_SET = "en es zh-Hant zh-Hans vi ko fil ru hy fa ar km hmn pa hi ja lo ium th uk".split()

#: Languages whose dates and plurals CLDR does not know; their entry names a stand-in.
STAND_INS = {"hmn", "ium"}


def test_every_launch_language_is_there(registry: Registry) -> None:
    assert [locale.code for locale in registry if not locale.pseudo] == LAUNCH_SET


def test_the_source_is_english(registry: Registry) -> None:
    assert (registry.source.code, registry.source.is_source, registry.source.fallback) == ("en", True, None)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("es", "es"),
        ("ES", "es"),
        ("zh-hant", "zh-Hant"),
        ("zh_Hant", "zh-Hant"),
        ("zh-TW", "zh-Hant"),
        ("zh-cn", "zh-Hans"),
        ("tl", "fil"),
        ("hm", "hmn"),
        ("prs", None),
        ("", None),
        ("es-", None),
        ("zh", None),
    ],
)
def test_a_language_is_found_by_code_or_alias_in_any_case(name: str, code: str | None, registry: Registry) -> None:
    found = registry.find(name)
    assert (found.code if found else None) == code


def test_a_chain_ends_in_english(registry: Registry) -> None:
    assert {registry.chain(locale)[-1].code for locale in registry} == {"en"}
    assert [locale.code for locale in registry.chain(registry["en"])] == ["en"]


def test_no_chain_leads_to_another_script_before_english(registry: Registry) -> None:
    """A reader of Traditional Chinese is not shown Simplified, nor one of Punjabi Urdu."""
    links = [(locale, link) for locale in registry for link in registry.chain(locale)[:-1]]
    assert [(locale.code, link.code) for locale, link in links if link.script != locale.script] == []


def test_arabic_script_runs_from_right_to_left(registry: Registry) -> None:
    assert [locale.code for locale in registry if (locale.script == "Arab") != (locale.direction == "rtl")] == []


def test_babel_knows_every_stand_in(registry: Registry) -> None:
    for locale in registry:
        assert Locale.parse(locale.cldr).language == (
            "en" if locale.code in STAND_INS else locale.cldr[:3].split("_")[0]
        )


def test_plural_forms_part_numbers_as_cldr_does(registry: Registry) -> None:
    """Written from CLDR and not from pybabel's table, which is wrong for half of these languages."""
    for locale in registry:
        if locale.code in STAND_INS or locale.pseudo:
            continue
        rule, cldr = gettext.c2py(locale.plural_expression), Locale.parse(locale.cldr).plural_form
        pairs = {(rule(number), cldr(number)) for number in range(300)}
        assert len(pairs) == len({form for form, _ in pairs}) == len({form for _, form in pairs}), locale.code
        assert locale.plural_count == len(pairs), locale.code


def test_an_endonym_is_in_the_languages_own_script(registry: Registry) -> None:
    own = [locale for locale in registry if locale.script != "Latn" and not locale.pseudo]
    assert [locale.code for locale in own if locale.endonym.isascii()] == []


def test_a_language_can_be_used_as_a_key(registry: Registry) -> None:
    assert {locale: 1 for locale in registry}[registry["es"]] == 1


ENTRY = """
[[locale]]
code = "{code}"
catalog = "{code}"
endonym = "Name"
english_name = "Name"
script = "{script}"
direction = "ltr"
cldr = "{cldr}"
plural_forms = "{plural_forms}"
aliases = [{aliases}]
{more}
"""

ONE_FORM = "nplurals=1; plural=0;"


def entry(code: str, **changes: str) -> str:
    values = {"script": "Latn", "cldr": "en_US", "plural_forms": ONE_FORM, "aliases": "", "more": 'fallback = "en"'}
    return ENTRY.format(code=code, **{**values, **changes})


ENGLISH = entry("en", more="")


def load(folder: Path, *entries: str) -> list[SiteLocale]:
    (folder / "locales.toml").write_text("".join(entries), encoding="utf-8")
    return list(load_registry(folder))


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_language_is_one_entry(script: str, tmp_path: Path) -> None:
    (_, added) = load(tmp_path, ENGLISH, entry("xy", script=script))
    assert (added.code, added.tag, added.script) == ("xy", "xy", script)


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([entry("es")], "en: English is missing"),
        ([ENGLISH, entry("es"), entry("es")], "“es” stands twice"),
        ([ENGLISH, entry("es"), entry("fr", aliases='"ES"')], "fr: “es” stands twice"),
        ([ENGLISH, entry("es", aliases='"xx"'), entry("fr", aliases='"XX"')], "“xx” stands twice"),
        ([ENGLISH, entry("es", more="")], "es: Its fallback does not end in en"),
        ([ENGLISH, entry("es", more='fallback = "xx"')], "es: Its fallback “xx” leads nowhere"),
        ([ENGLISH, entry("es", more='fallback = "fr"'), entry("fr", more='fallback = "es"')], "leads nowhere"),
        ([ENGLISH, entry("es", more='fallback = "es"')], "leads nowhere"),
        ([ENGLISH, entry("hmn", cldr="hmn")], "hmn: Babel does not know “hmn”"),
        ([ENGLISH, entry("zh", cldr="zh-Hant")], "zh: Babel does not know “zh-Hant”"),
        ([ENGLISH, entry("es", script="Wxyz")], "es: “Wxyz” is no script"),
        ([ENGLISH, entry("es", plural_forms="nplurals=2; plural=n/0;")], "es: The plural rule cannot be read"),
        ([ENGLISH, entry("es", plural_forms="nplurals=2; plural=os;")], "es: The plural rule cannot be read"),
        ([ENGLISH, entry("es", plural_forms="plural=0;")], "es: The plural rule cannot be read"),
        ([ENGLISH, entry("es", plural_forms="nplurals=2; plural=n;")], "es: The plural rule names a form"),
        ([ENGLISH, entry("es", more='fallback = "en"\nfonts = ["x"]')], "es: The key “fonts” is not known"),
    ],
    ids=lambda value: value[:40] if isinstance(value, str) else "",
)
def test_a_registry_that_cannot_work_is_refused(entries: list[str], problem: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=problem) as caught:
        load(tmp_path, *entries)
    assert caught.value.file == "locales.toml"
    assert caught.value.cure


def test_the_shipped_registry_is_read_the_same_each_time() -> None:
    assert list(load_registry(FOLDER)) == list(load_registry(FOLDER))
