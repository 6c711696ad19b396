"""What readers call a language."""

import pytest

from portal.directory.languages import LanguageName, name_language
from portal.i18n.locales import Registry


@pytest.mark.parametrize(
    ("code", "reader", "name"),
    [
        ("es", "en", LanguageName("es", "Spanish")),
        ("es", "es", LanguageName("es", "español")),
        ("fil", "en", LanguageName("fil", "Tagalog")),
        ("zh-Hant", "en", LanguageName("zh-Hant", "Traditional Chinese")),
        ("hmn", "en", LanguageName("hmn", "Hmong")),
        # Iu Mien has no name in Babel: its own stands there, as its own.
        ("ium", "es", LanguageName("ium", "Mienh waac", "ium", "ltr")),
        ("mxx-nobody", "es", LanguageName("mxx-nobody", "mxx-nobody", "en")),
        ("mxx-nobody", "en", LanguageName("mxx-nobody", "mxx-nobody")),
    ],
)
def test_a_language_is_named(registry: Registry, code: str, reader: str, name: LanguageName) -> None:
    assert name_language(code, registry[reader], registry) == name


def test_every_language_of_the_site_has_a_name_for_every_reader(registry: Registry) -> None:
    for locale in registry:
        for reader in registry:
            assert name_language(locale.code, reader, registry).name
