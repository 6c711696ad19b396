"""What a compiled catalog may say, and which words a lookup answers with."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import (
    DRAFT,
    MISSING,
    REVIEWED,
    SOURCE_TEXT,
    UPDATING,
    Catalog,
    Chain,
    Found,
    digest,
    find_form_problem,
    load_catalog,
)
from tests.catalogs.forcing import Pair, build_mo, header_pair, pair

PARTS = ("%(num)s part", "%(num)s parts")
WEEKS = ("one week", "%(num)s weeks")


@pytest.fixture(scope="module")
def spanish(registry: Registry) -> SiteLocale:
    return registry["es"]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the compiled Spanish catalog of this module lies."""
    folder = tmp_path_factory.mktemp("translations") / "es" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def load(place: Path, spanish: SiteLocale) -> Callable[..., Catalog]:
    """Load a compiled catalog of these messages."""

    def load_pairs(*pairs: Pair, states: bytes = b"{}", **options: object) -> Catalog:
        (place / "messages.mo").write_bytes(build_mo([header_pair(spanish), *pairs], **options))  # type: ignore[arg-type]
        (place / "states.json").write_bytes(states)
        return load_catalog(place.parents[1], spanish, ["Medi-Cal"])

    return load_pairs


def chain_of(registry: Registry, code: str, *catalogs: Catalog) -> Chain:
    return Chain(registry[code], catalogs, registry.source)


def test_a_message_is_found_in_its_own_context(registry: Registry, load: Callable[..., Catalog]) -> None:
    catalog = load(pair("guide#a", "Ask", "Pregunte"), pair("guide#b", "Ask", "Pida"), pair(None, "Ask", "Diga"))
    chain = chain_of(registry, "es", catalog)
    assert [chain.find(context, "Ask").text for context in ("guide#a", "guide#b", None)] == ["Pregunte", "Pida", "Diga"]


def test_a_message_nobody_translated_is_english(registry: Registry, load: Callable[..., Catalog]) -> None:
    found = chain_of(registry, "es", load()).find("guide#a", "Ask")
    assert found == Found("Ask", registry.source, SOURCE_TEXT, MISSING)


def test_the_source_has_no_reason_to_give(registry: Registry) -> None:
    assert chain_of(registry, "en").find(None, "Ask") == Found("Ask", registry.source, SOURCE_TEXT)


def test_a_message_awaiting_an_update_says_so(registry: Registry, load: Callable[..., Catalog]) -> None:
    states = json.dumps({"fuzzy": [digest("guide#a", "Ask")]}).encode()
    chain = chain_of(registry, "es", load(states=states))
    assert [chain.find("guide#a", text).reason for text in ("Ask", "Tell")] == [UPDATING, MISSING]


def test_a_signed_translation_is_reviewed_and_its_neighbour_a_draft(
    registry: Registry, load: Callable[..., Catalog]
) -> None:
    states = json.dumps({"reviewed": [digest(None, "Ask", "Pregunte")]}).encode()
    chain = chain_of(registry, "es", load(pair(None, "Ask", "Pregunte"), pair(None, "Tell", "Diga"), states=states))
    assert [chain.find(None, text).state for text in ("Ask", "Tell")] == [REVIEWED, DRAFT]


@pytest.mark.parametrize("parts", [("x", "Ask", "Pregunte"), (None, "Asks", "Pregunte"), (None, "Ask", "Pregunta")])
def test_a_signature_is_of_context_english_and_translation(parts: tuple[str | None, ...]) -> None:
    assert digest(*parts) != digest(None, "Ask", "Pregunte")


def test_the_nearest_language_of_a_chain_answers_and_says_which_it_is(registry: Registry) -> None:
    dari = Catalog(registry["es"], texts={(None, "Ask"): ("uno",)})
    farsi = Catalog(registry["fa"], texts={(None, "Ask"): ("dos",), (None, "Tell"): ("tres",)})
    chain = chain_of(registry, "es", dari, farsi)
    assert chain.find(None, "Ask") == Found("uno", registry["es"], DRAFT)
    assert chain.find(None, "Tell") == Found("tres", registry["fa"], DRAFT, MISSING)
    assert chain.find(None, "Go") == Found("Go", registry.source, SOURCE_TEXT, MISSING)


def test_a_number_is_counted_by_the_rule_of_the_language_that_answers(registry: Registry) -> None:
    russian = Catalog(registry["ru"], plurals={(None, *PARTS): ("одна", "две", "много")})
    chain = chain_of(registry, "es", Catalog(registry["es"]), russian)
    numbers = {1: "одна", 2: "две", 5: "много", 11: "много", 21: "одна", 22: "две"}
    assert {number: chain.find_plural(None, *PARTS, number) for number in numbers} == numbers


def test_english_counts_where_no_language_does(registry: Registry) -> None:
    chain = chain_of(registry, "ar", Catalog(registry["ar"]))
    assert [chain.find_plural(None, *PARTS, number) for number in (0, 1, 2)] == [PARTS[1], PARTS[0], PARTS[1]]


def test_forms_filed_under_another_plural_are_never_shown(registry: Registry, load: Callable[..., Catalog]) -> None:
    """The rules compare a form with the English beside it in the file, so a file could bring its own English."""
    evil = "Call 555 %(evil)s"
    catalog = load(
        pair(None, PARTS[0], evil, evil, plural=evil),
        pair("guide#call", "Call {phone:911}", evil, evil, plural=evil),
    )
    chain = chain_of(registry, "es", catalog)
    assert chain.find_plural(None, *PARTS, 5) == PARTS[1]
    assert chain.find("guide#call", "Call {phone:911}").text == "Call {phone:911}"
    assert chain.find(None, PARTS[0]).text == PARTS[0]


def test_a_text_filed_without_plural_is_never_counted_with(registry: Registry, load: Callable[..., Catalog]) -> None:
    chain = chain_of(registry, "es", load(pair(None, PARTS[0], "%(num)s parte")))
    assert chain.find_plural(None, *PARTS, 5) == PARTS[1]


@pytest.mark.parametrize("times", [2, 3])
def test_a_message_that_stands_twice_is_dropped_whole(times: int, load: Callable[..., Catalog]) -> None:
    catalog = load(*[pair(None, "Ask", f"Pregunte{'!' * time}") for time in range(times)], pair(None, "Go", "Vaya"))
    assert catalog.texts == {(None, "Go"): ("Vaya",)}
    assert len(catalog.dropped) == times
    assert catalog.broken is None


def test_a_message_that_stands_with_and_without_a_plural_is_dropped(load: Callable[..., Catalog]) -> None:
    catalog = load(pair(None, PARTS[0], "%(num)s parte"), pair(None, PARTS[0], "a", "b", plural=PARTS[1]))
    assert (catalog.texts, catalog.plurals) == ({}, {})


def test_a_dropped_message_is_named_for_the_operator(load: Callable[..., Catalog]) -> None:
    (sentence,) = load(pair("guide#a", "Ask Medi-Cal", "Pregunte")).dropped
    assert sentence == "guide#a: “Ask Medi-Cal”: The name “Medi-Cal” is changed or lost."


def test_a_catalog_of_the_other_byte_order_is_read(load: Callable[..., Catalog]) -> None:
    assert load(pair(None, "Ask", "Pregunte"), order=">").texts == {(None, "Ask"): ("Pregunte",)}


@pytest.mark.parametrize(
    ("code", "forms", "passes"),
    [
        ("es", ("una semana", "%(num)s semanas"), True),
        ("es", ("%(num)s semana", "%(num)s semanas"), True),
        ("es", ("una semana", "unas semanas"), False),
        ("es", ("una semana", "una semana"), False),
        ("ru", ("одна неделя", "%(num)s недели", "%(num)s недель"), False),
        ("ru", ("%(num)s неделя", "%(num)s недели", "%(num)s недель"), True),
        ("hi", ("एक सप्ताह", "%(num)s सप्ताह"), False),
        ("ko", ("일주일",), False),
        ("ko", ("%(num)s주",), True),
        ("ar", ("%(num)s أسبوع", "أسبوع واحد", "أسبوعان", *["%(num)s أسابيع"] * 3), True),
    ],
)
def test_only_a_form_for_one_number_may_leave_the_number_out(
    code: str, forms: tuple[str, ...], passes: bool, registry: Registry
) -> None:
    """“One week” shown for twenty-one weeks is a wrong deadline."""
    assert (find_form_problem(*WEEKS, forms, registry[code], []) is None) == passes


@pytest.mark.parametrize(
    "states",
    [
        b"",
        b"[]",
        b"null",
        b'"x"',
        b'{"fuzzy": 1, "reviewed": {}}',
        b"\xff\xfe",
        b"[" * 200_000,
        b'{"fuzzy": [[1], null]}',
    ],
    ids=["empty", "list", "null", "text", "wrong kinds", "not UTF-8", "nested", "not texts"],
)
def test_what_stands_beside_a_catalog_cannot_harm_it(
    states: bytes, registry: Registry, load: Callable[..., Catalog]
) -> None:
    chain = chain_of(registry, "es", load(pair(None, "Ask", "Pregunte"), states=states))
    assert chain.find(None, "Ask").state == DRAFT


@given(raw=st.binary(max_size=300))
@settings(max_examples=150, deadline=None, database=None)
def test_any_bytes_are_loaded_or_refused(raw: bytes, place: Path, spanish: SiteLocale) -> None:
    (place / "messages.mo").write_bytes(raw)
    catalog = load_catalog(place.parents[1], spanish)
    assert catalog.broken
    assert catalog.texts == {}


@given(changes=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
@settings(max_examples=150, deadline=None, database=None)
def test_a_catalog_with_a_few_bytes_wrong_is_loaded_or_refused(
    changes: list[tuple[int, int]], place: Path, spanish: SiteLocale
) -> None:
    pairs = [header_pair(spanish), pair(None, "Ask", "Pregunte"), pair(None, PARTS[0], "a", "b", plural=PARTS[1])]
    raw = bytearray(build_mo(pairs))
    for position, value in changes:
        raw[position % len(raw)] = value
    (place / "messages.mo").write_bytes(raw)
    catalog = load_catalog(place.parents[1], spanish)
    assert not catalog.broken or not (catalog.texts or catalog.plurals)


def test_a_catalog_that_is_a_folder_is_refused(tmp_path: Path, spanish: SiteLocale) -> None:
    (tmp_path / "es" / "LC_MESSAGES" / "messages.mo").mkdir(parents=True)
    assert load_catalog(tmp_path, spanish).broken
