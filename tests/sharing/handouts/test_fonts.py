from portal.i18n.locales import SCRIPTS, Registry
from portal.sharing.handouts.fonts import CJK, CORE, FAMILIES, FontShelf, find_fonts, find_missing_fonts, list_families


def shelf_with(*families: str) -> FontShelf:
    return FontShelf(find_fonts().fonts, frozenset(families))


def test_every_script_of_the_registry_has_a_family() -> None:
    assert set(SCRIPTS) == set(FAMILIES)


def test_a_language_is_set_in_its_own_script_first(registry: Registry) -> None:
    assert list_families(registry["km"]) == ["Noto Sans Khmer", "Noto Sans"]
    assert list_families(registry["ru"]) == ["Noto Sans"]


def test_each_missing_font_names_its_package(registry: Registry) -> None:
    missing = find_missing_fonts(registry, shelf_with("Noto Sans", "Noto Naskh Arabic"))
    assert {"en", "es", "ar", "fa"}.isdisjoint(missing)
    assert missing["km"] == CORE
    assert missing["zh-Hant"] == missing["ko"] == CJK


def test_without_any_font_every_language_is_missing(registry: Registry) -> None:
    assert set(find_missing_fonts(registry, shelf_with())) == {locale.code for locale in registry}


def test_fonts_that_come_with_the_typesetter_are_not_used() -> None:
    """They have no letters beyond Latin and Greek, and would fill in silently."""
    assert "Libertinus Serif" not in find_fonts().fonts.families()
