"""What is found, in which order, and that no query can break it."""

import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.content.rendering import Renderer
from portal.directory.search.index import Found, SearchIndex
from portal.directory.search.synonyms import WARNINGS
from portal.directory.services import Phone, Service
from tests.directory.search.conftest import SERVICES, make_service
from tests.directory.search.thirty import QUERIES, Query, row

Own = tuple[dict[str, Service], SearchIndex]

DOCUMENT = Path(__file__).parents[3] / "docs" / "search.md"


def query_name(query: Query) -> str:
    return f"{query.locale}-{query.text}"


@pytest.mark.parametrize("query", QUERIES, ids=query_name)
def test_families_find_what_they_look_for(own: Own, query: Query) -> None:
    services, index = own
    found = index.search(query.text, query.locale)
    first = [services[key] for key in found.keys[:3]]
    assert first
    assert {service.need for service in first} == {query.need}
    assert query.county is None or query.county in first[0].counties()
    assert query.first in {None, first[0].key}
    assert (found.warning, found.corrected) == (query.warning, query.corrected)


@pytest.mark.parametrize("query", QUERIES, ids=query_name)
def test_the_document_prints_what_is_found(own: Own, query: Query) -> None:
    services, index = own
    line = row(query, index.search(query.text, query.locale), services)
    assert line in DOCUMENT.read_text("utf-8"), "Print the table again: python -m tests.directory.search.thirty"


def test_the_searches_are_thirty_in_six_languages() -> None:
    assert len(QUERIES) == 30
    assert len({query.locale for query in QUERIES}) == 6


@pytest.mark.parametrize(
    ("query", "code", "keys"),
    [
        ("quiet mind", "en", ["quiet-mind"]),
        ("QUIET-mind", "en", ["quiet-mind"]),
        ("mente tranquila", "en", ["quiet-mind"]),
        ("tranqila", "es", ["quiet-mind"]),
        ("listen", "en", ["quiet-mind"]),
        ("food", "en", ["open-table"]),
        ("la migra", "es", ["border-watch"]),
        ("migra", "en", ["border-watch"]),
        ("seguro", "en", ["health-card"]),
        ("nobody has this word", "en", []),
        ("", "en", []),
        ("¿?¡!", "es", []),
        ("😀", "en", []),
    ],
)
def test_services_are_found(index: SearchIndex, query: str, code: str, keys: list[str]) -> None:
    assert list(index.search(query, code).keys) == keys


def test_whoever_was_taken_needs_a_rapid_response_line_first(index: SearchIndex) -> None:
    keys = index.search("detenido", "es").keys
    assert keys[0] == "border-watch"
    assert "sunrise-justice" in keys


def test_a_line_for_the_whole_state_comes_before_offices_somewhere(index: SearchIndex) -> None:
    assert index.search("lawyer", "en").keys == ("sunrise-justice", "harbor-light-law", "prairie-counsel")


def test_a_county_narrows_and_its_own_come_first(index: SearchIndex) -> None:
    assert index.search("abogado en Fresno", "es").keys == ("harbor-light-law", "sunrise-justice")


def test_a_county_alone_lists_what_is_there(index: SearchIndex) -> None:
    assert index.search("Fresno", "en").keys == ("harbor-light-law",)


def test_who_was_typed_by_name_is_found_wherever_it_is(index: SearchIndex) -> None:
    assert index.search("harbor light law", "en").keys[0] == "harbor-light-law"
    assert index.search("prairie counsel Fresno", "en").keys == ("prairie-counsel",)


def test_a_language_that_is_spoken_brings_a_service_forward(index: SearchIndex) -> None:
    assert index.search("Vietnamese lawyer", "en").keys[0] == "sunrise-justice"
    assert index.search("tiếng việt", "en").keys == ("sunrise-justice",)


@pytest.mark.parametrize("typed", ["(555) 555-0142", "5555550142", "+1 555 555 0142", "555-0142", "٥٥٥٥٥٥٠١٤٢"])
def test_a_phone_number_finds_its_service(index: SearchIndex, typed: str) -> None:
    assert index.search(typed, "en").keys == ("sunrise-justice",)


def test_a_number_that_nobody_has_finds_nobody(index: SearchIndex) -> None:
    assert index.search("555 555 0199", "en") == Found()


def test_federal_agencies_are_found_by_name_and_never_as_help(index: SearchIndex) -> None:
    assert index.search("agency desk", "en").keys == ("agency-desk",)
    assert "agency-desk" not in index.search("immigration lawyer", "en").keys


def test_a_federal_agency_stands_last(make_index: Callable[..., SearchIndex]) -> None:
    agency = make_service("a-forms", name="Forms Desk", need="federal", subkind="government-information")
    assert make_index(agency, make_service("z")).search("forms", "en").keys == ("z", "a-forms")


@pytest.mark.parametrize(
    ("query", "code"), [("notario", "en"), ("Notaría", "es"), ("notaryo", "fil"), ("нотариуса", "en"), ("公證人", "en")]
)
def test_whoever_looks_for_a_notario_is_warned_and_finds_legal_aid(index: SearchIndex, query: str, code: str) -> None:
    found = index.search(query, code)
    assert found.warning in WARNINGS
    assert set(found.keys) == {"harbor-light-law", "prairie-counsel", "sunrise-justice"}


def test_nobody_else_is_warned(index: SearchIndex) -> None:
    assert index.search("abogado", "es").warning is None


def test_a_correction_is_told_and_a_right_word_left_alone(index: SearchIndex) -> None:
    assert index.search("abogdo en Fresno", "es").corrected == "abogado en Fresno"
    assert index.search("Abogado en FRESNO", "es").corrected is None
    assert index.search("xqxqxqxq", "es").corrected is None


def test_translations_are_found_by_their_readers(
    make_index: Callable[..., SearchIndex], make_renderer: Callable[..., Renderer]
) -> None:
    quiet = next(service for service in SERVICES if service.key == "quiet-mind")
    renderers = {
        "es": make_renderer("es", {quiet.description: "Alguien escucha de noche."}),
        "th": make_renderer("th", {quiet.description: "มีคนรับฟังตอนกลางคืน"}),
        "ja": make_renderer("ja", {quiet.description: "夜に誰かが話を聞きます。"}),
        "ko": make_renderer("ko", {quiet.description: "밤에 누군가 들어 줍니다."}),
        "ar": make_renderer("ar", {quiet.description: "هناك من يستمع في الليل."}),
    }
    index = make_index(*SERVICES, renderers=renderers)
    for code, query in {"es": "escuchá", "th": "กลางคืน", "ja": "話を聞く", "ko": "누군가를", "ar": "الليل"}.items():
        assert index.search(query, code).keys == ("quiet-mind",), code
    assert index.search("escucha", "ar").keys == ()


def test_names_of_languages_are_found_in_the_reader_s_own(
    make_index: Callable[..., SearchIndex], make_renderer: Callable[..., Renderer]
) -> None:
    index = make_index(*SERVICES, renderers={"es": make_renderer("es", {}), "vi": make_renderer("vi", {})})
    assert index.search("vietnamita", "es").keys == ("sunrise-justice",)
    assert index.search("Tiếng Tây Ban Nha", "vi").keys == ("sunrise-justice",)


def test_an_operator_s_texts_are_not_translated(
    make_index: Callable[..., SearchIndex], make_renderer: Callable[..., Renderer]
) -> None:
    """Asking for the translations of 50,000 imported texts would hold the start up for minutes."""
    service = make_service("imported", imported=True)
    index = make_index(service, renderers={"es": make_renderer("es", {service.description: "Trámites."})})
    assert index.search("trámites", "es").keys == ()
    assert index.search("forms", "es").keys == ("imported",)


def test_a_phone_of_an_office_is_found_once(make_index: Callable[..., SearchIndex]) -> None:
    twice = (Phone("(555) 555-0142", "+15555550142"), Phone("(555) 555-0142", "+15555550142", "text"))
    assert make_index(make_service("x", phones=twice)).search("555-0142", "en").keys == ("x",)


HOSTILE = [
    '"', "'; DROP TABLE services; --", "name:law", "law*", "law AND NOT law", "NEAR(law aid, 2)", "^law", "{law}",
    "((((", "-law", "\0law\0", "\ud800\udfff", "\u202elaw\u202c\u2066", "\u200f\u200e", "a" * 10_000, "😀" * 500,
    "- - -", "\ufdfa" * 500, "é" * 500, "漢" * 10_000, "ا" * 500, "1" * 10_000, "٪", "law\r\nSet-Cookie: x",
    "__proto__", "%(name)s {0} {name}", "\u0301" * 500, "\u17d2" * 500, "ก" * 10_000, "\u1100" * 500,
]  # fmt: skip

PIECES = [*HOSTILE, "abogdo ", "律師", "ทนาย", "Fresno ", "988 ", "变", "변호", " ", "\u0301", "-"]


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_queries_are_queries(index: SearchIndex, query: str) -> None:
    for code in ("en", "es", "zh-Hant", "ar-XB", "nobody"):
        assert isinstance(index.search(query, code), Found)


@settings(max_examples=300, deadline=None)
@example("\u0345", "en")
@given(
    st.lists(st.sampled_from(PIECES) | st.text(max_size=20), max_size=8).map("".join),
    st.sampled_from(["en", "ar", "km"]),
)
def test_no_query_is_an_error(index: SearchIndex, query: str, code: str) -> None:
    found = index.search(query, code)
    assert len(set(found.keys)) == len(found.keys)
    assert index.search(query, code) == found


def test_only_the_beginning_of_a_long_query_counts(index: SearchIndex) -> None:
    assert index.search("quiet mind " + "🙂" * 90 + " " + "x" * 9000, "en").keys == ("quiet-mind",)
    assert index.search("x" * 100 + " quiet mind", "en").keys == ()


def test_a_query_is_not_logged(index: SearchIndex, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        index.search("a very private word", "en")
    assert caplog.text == ""


def test_threads_do_not_disturb_one_another(own: Own) -> None:
    _, index = own
    alone: Mapping[Query, Found] = {query: index.search(query.text, query.locale) for query in QUERIES}
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda query: index.search(query.text, query.locale), QUERIES * 10))
    assert together == [alone[query] for query in QUERIES * 10]
