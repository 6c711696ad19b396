"""When a language starts, what keeps it, and that no broken file takes it away."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from portal.i18n.catalogs import find_offered
from portal.i18n.locales import Registry
from portal.i18n.offering import (
    FIRST_GUIDES,
    INTERFACE,
    NONE,
    PART,
    WHOLE,
    Count,
    Offering,
    PageProgress,
    find_obstacles,
    load_offering,
    load_offerings,
    read_offering,
    write_offering,
)
from portal.rights.library import Library


def pages(interface: int = 100, state: str = WHOLE, **guides: dict[str, str]) -> list[PageProgress]:
    """Make the figures of a language: messages of the interface, and its critical sections in one state."""
    critical = {name: guides.get(name.partition("/")[2], {"first": state, "second": state}) for name in FIRST_GUIDES}
    first = PageProgress(INTERFACE, Count(100, 500), draft=Count(interface, 5 * interface))
    return [first, *(PageProgress(name, Count(2, 20), critical=sections) for name, sections in critical.items())]


@pytest.fixture
def place(tmp_path: Path, registry: Registry) -> Path:
    """The folder of a Vietnamese catalog that is started."""
    folder = tmp_path / registry["vi"].catalog / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "messages.po").touch()
    return folder


def test_the_first_guides_are_guides_with_critical_sections(library: Library) -> None:
    """A guide that was renamed would keep every new language from starting."""
    for name in FIRST_GUIDES:
        assert any(section.critical for section in library.guides[name.removeprefix("rights/")].sections)


@pytest.mark.parametrize(
    ("interface", "offered", "may"),
    [(100, False, True), (90, False, True), (89, False, False), (89, True, True), (75, True, True), (74, True, False)],
)
def test_starting_asks_more_of_the_interface_than_staying(interface: int, offered: bool, may: bool) -> None:
    assert (find_obstacles(pages(interface), offered=offered) == []) == may


def test_a_draft_counts_as_much_as_what_is_signed_and_an_update_does_not() -> None:
    def interface(**counts: Count) -> list[PageProgress]:
        return [PageProgress(INTERFACE, Count(10, 10), **counts), *pages()[1:]]

    assert find_obstacles(interface(draft=Count(4, 4), reviewed=Count(5, 5)), offered=False) == []
    assert find_obstacles(interface(draft=Count(4, 4), fuzzy=Count(5, 5)), offered=False)


@pytest.mark.parametrize("name", FIRST_GUIDES)
@pytest.mark.parametrize("state", [PART, NONE])
def test_one_critical_section_keeps_a_language_from_starting(name: str, state: str) -> None:
    figures = pages(**{name.partition("/")[2]: {"first": WHOLE, "second": state}})
    (obstacle,) = find_obstacles(figures, offered=False)
    assert obstacle == f"{name}: critical sections not translated: second."
    assert find_obstacles(figures, offered=True) == []


@pytest.mark.parametrize("name", FIRST_GUIDES)
def test_a_guide_with_nothing_left_takes_a_language_away(name: str) -> None:
    slug = name.partition("/")[2]
    assert find_obstacles(pages(**{slug: {"first": NONE, "second": PART}}), offered=True) == []
    (obstacle,) = find_obstacles(pages(**{slug: {"first": NONE, "second": NONE}}), offered=True)
    assert obstacle.startswith(name)


def test_an_edit_of_every_critical_sentence_takes_no_language_away() -> None:
    assert find_obstacles(pages(state=PART), offered=True) == []


@pytest.mark.parametrize("figures", [[], pages()[1:], pages()[:1]], ids=["nothing", "no interface", "no guides"])
def test_a_language_does_not_start_on_missing_figures(figures: list[PageProgress]) -> None:
    assert find_obstacles(figures, offered=False)


def test_a_guide_that_is_gone_takes_no_language_away() -> None:
    assert find_obstacles(pages()[:1], offered=True) == []


def test_an_obstacle_says_how_many_messages_are_wanted() -> None:
    small = PageProgress(INTERFACE, Count(137, 1000), draft=Count(100, 700))
    (obstacle,) = find_obstacles([small, *pages()[1:]], offered=False)
    assert obstacle == "interface: 100 messages are translated, 124 (90 %) are needed."


def test_a_note_comes_back_as_it_was_written() -> None:
    offering = Offering(True, tuple(pages(80, PART)))
    assert read_offering(json.loads(json.dumps(write_offering(offering)))) == offering


@pytest.mark.parametrize("noted", [True, False])
@pytest.mark.parametrize(
    "damage",
    [
        '{"offered": %s}',
        '{"offered": %s, "pages": []}',
        '{"offered": %s, "pages": null}',
        '{"offered": %s, "pages": {"interface": 1}}',
        '{"offered": %s, "pages": {"interface": {"total": [1], "critical": {}}}}',
        '{"offered": %s, "pages": {"interface": {"total": [Infinity, NaN], "critical": {}}}}',
    ],
)
def test_damaged_figures_leave_the_answer(place: Path, registry: Registry, damage: str, noted: bool) -> None:
    (place / "states.json").write_text(damage % str(noted).lower())
    assert load_offering(place.parents[1], registry["vi"]) == Offering(noted)


@pytest.mark.parametrize("states", [None, "", "[", "[]", "{}", '{"offered": "yes"}', '{"offered": 1}'])
def test_a_started_language_without_an_answer_stays(place: Path, registry: Registry, states: str | None) -> None:
    """No note, one of an older compiler, or a damaged one: a language must not vanish because of it."""
    if states is not None:
        (place / "states.json").write_text(states)
    assert load_offerings(place.parents[1], registry) == {"vi": Offering(True)}


def test_an_answer_outlives_its_catalog(place: Path, registry: Registry) -> None:
    (place / "states.json").write_text('{"offered": true}')
    (place / "messages.po").unlink()
    assert load_offering(place.parents[1], registry["vi"]) == Offering(True)


def test_a_language_nobody_started_has_no_note(tmp_path: Path, registry: Registry) -> None:
    assert load_offerings(tmp_path, registry) == {}


@pytest.mark.parametrize(
    ("unready", "codes"), [(False, ["en", "es"]), (True, ["en", "es", "vi"])], ids=["ready", "all"]
)
def test_readers_get_what_is_ready_and_previews_get_all(registry: Registry, unready: bool, codes: list[str]) -> None:
    offerings = {"vi": Offering(False), "es": Offering(True), "en-XA": Offering(True)}
    found = find_offered(registry, offerings, pseudo=False, unready=unready)
    assert [locale.code for locale in found] == codes


@pytest.mark.parametrize("offered", [True, False])
def test_the_site_does_what_the_note_says(
    make_app: Callable[..., Flask], place: Path, registry: Registry, offered: bool
) -> None:
    (place / "states.json").write_text(json.dumps({"offered": offered}))

    def answer(**settings: object) -> int:
        app = make_app(translations=place.parents[1], pseudo=False, **settings)
        return int(app.test_client().get("/vi/").status_code)

    assert answer(offer="ready") == (200 if offered else 404)
    assert answer(offer="all") == 200


def test_a_catalog_that_broke_stays_on_the_site(make_app: Callable[..., Flask], place: Path) -> None:
    """Its reader gets English with a notice, and /healthz names it."""
    (place / "states.json").write_text('{"offered": true}')
    (place / "messages.mo").write_bytes(b"half a file")
    client = make_app(translations=place.parents[1], pseudo=False, offer="ready").test_client()
    assert client.get("/vi/").status_code == 200
    assert client.get("/healthz").get_json()["catalogs"] == ["vi"]
