"""The lists of words, and how a slip in them is reported."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from portal.data import FOLDER, DataError
from portal.directory.counties import County
from portal.directory.search.synonyms import Synonyms, load_synonyms
from portal.i18n.locales import Registry

GOOD = """
no_places = ["Nice"]
[concept.lawyer]
needs = ["legal-aid"]
[concept.tax]
subkinds = ["tax-clinic"]
terms = ["tax"]
[words.es]
reviewed = true
stop = ["necesito"]
lawyer = ["abogado", "abogad*"]
[words.en]
lawyer = ["lawyer"]
[places.zh-Hant]
fresno = ["弗雷斯諾"]
"""


@pytest.fixture
def load(tmp_path: Path, counties: Mapping[str, County]) -> Callable[[str], Synonyms]:
    """Load a file with this text."""

    def load(text: str) -> Synonyms:
        (tmp_path / "directory").mkdir(exist_ok=True)
        (tmp_path / "directory" / "synonyms.toml").write_text(text, "utf-8")
        return load_synonyms(tmp_path, ("en", "es", "zh-Hant"), counties, ("tax-clinic",))

    return load


def test_a_good_file_is_read(load: Callable[[str], Synonyms]) -> None:
    synonyms = load(GOOD)
    assert synonyms.concepts["lawyer"].needs == ("legal-aid",)
    assert synonyms.locales["es"].reviewed
    assert not synonyms.locales["en"].reviewed
    assert synonyms.locales["zh-Hant"].places == {"fresno": ("弗雷斯諾",)}
    assert synonyms.no_places == ("Nice",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('needs = ["legal-aid"]', 'needs = ["lawyers"]', "no need"),
        ('needs = ["legal-aid"]', 'needs = ["federal"]', "no need"),
        ('needs = ["legal-aid"]', "", "finds nothing"),
        ('"tax-clinic"', '"tax-house"', "no subkind"),
        ('needs = ["legal-aid"]', 'needs = ["legal-aid"]\nwarning = "lawyer"', "is no warning"),
        ("[words.es]", "[words.xx]", "no such locale"),
        ('lawyer = ["lawyer"]', 'lawyr = ["lawyer"]', "not known here"),
        ('lawyer = ["lawyer"]', 'lawyer = ["…"]', "is no word"),
        ('lawyer = ["lawyer"]', 'lawyer = ["l*wyer"]', "is no word"),
        ('lawyer = ["lawyer"]', 'lawyer = ["x"]', "one letter"),
        ('lawyer = ["lawyer"]', 'lawyer = ["Láwyer"]\ntax = ["lawyer"]', "stands under lawyer and tax"),
        ('stop = ["necesito"]', 'stop = ["Abogado"]', "stands under lawyer and stop"),
        ("fresno = ", "fresna = ", "not known here"),
    ],
)
def test_a_slip_is_named_with_its_cure(load: Callable[[str], Synonyms], old: str, new: str, said: str) -> None:
    assert old in GOOD
    with pytest.raises(DataError, match=said) as caught:
        load(GOOD.replace(old, new))
    assert caught.value.file == "synonyms.toml"
    assert caught.value.cure


def test_every_language_with_words_can_ask_for_a_lawyer_and_for_somebody_to_talk_to(synonyms: Synonyms) -> None:
    for code, words in synonyms.locales.items():
        assert {"lawyer", "therapy", "coverage", "food"} <= set(words.concepts), code


def test_nothing_is_called_reviewed_before_somebody_has_read_it(synonyms: Synonyms, registry: Registry) -> None:
    assert {locale.code for locale in registry} >= set(synonyms.locales)
    assert not [code for code, words in synonyms.locales.items() if words.reviewed]


def test_the_file_says_how_it_is_kept() -> None:
    assert (FOLDER / "directory" / "synonyms.toml").read_text("utf-8").startswith("# Synonyms:")
