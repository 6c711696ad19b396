"""A section as one reader meets it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from markupsafe import Markup

from portal.content.rendering import Rendered, Renderer
from portal.i18n.messages import DRAFT, MISSING, REVIEWED, SOURCE_TEXT, UPDATING
from portal.rights.library import HELP, Library
from portal.rights.reading import PARTIAL, WITHHELD, find_state, read_guide, read_section
from tests.conftest import TODAY


@pytest.fixture(scope="module")
def renderers(app: Flask) -> dict[str, Renderer]:
    found: dict[str, Renderer] = app.extensions["rights"].renderers
    return found


def parts(renderer: Renderer, *states: str) -> list[Rendered]:
    """Make rendered messages in these states; a reason stands for English in its place."""
    return [
        Rendered(Markup("x"), renderer.locale, state, "")
        if state in {DRAFT, REVIEWED}
        else Rendered(Markup("x"), renderer.locale, SOURCE_TEXT, state)
        for state in states
    ]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ((REVIEWED, REVIEWED), REVIEWED),
        ((REVIEWED, DRAFT), DRAFT),
        ((DRAFT, DRAFT), DRAFT),
        ((REVIEWED, MISSING), PARTIAL),
        ((DRAFT, MISSING), PARTIAL),
        ((MISSING, MISSING), MISSING),
        ((DRAFT, UPDATING), UPDATING),
        ((MISSING, UPDATING), UPDATING),
        ((REVIEWED, WITHHELD), WITHHELD),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, tuple) else None,
)
def test_the_weakest_message_names_the_state_of_a_section(
    renderers: dict[str, Renderer], states: tuple[str, ...], expected: str
) -> None:
    renderer = renderers["es"]
    assert find_state(parts(renderer, *states), renderer) == expected
    assert find_state(parts(renderer, *reversed(states)), renderer) == expected


def test_english_is_the_source_and_in_no_other_state(renderers: dict[str, Renderer]) -> None:
    assert find_state(parts(renderers["en"], MISSING), renderers["en"]) == SOURCE_TEXT


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_every_section_is_current_up_to_its_day_and_no_longer(
    library: Library, renderers: dict[str, Renderer], code: str
) -> None:
    for guide, section in library.sections():
        day = library.claims[guide.section_key(section)].review_by
        assert read_section(guide, section, library, renderers[code], day).is_current
        assert not read_section(guide, section, library, renderers[code], day + timedelta(days=1)).is_current


def test_a_reading_has_all_blocks_in_order(library: Library, renderers: dict[str, Renderer]) -> None:
    for guide, section in library.sections():
        reading = read_section(guide, section, library, renderers["en"], TODAY)
        shown = [(group.kind, item.html) for group in reading.groups for item in group.items]
        assert shown == [(block.kind, renderers["en"].render(block.message).html) for block in section.blocks]
        assert all(left.kind != right.kind for left, right in zip(reading.groups, reading.groups[1:], strict=False))


def test_english_goes_with_drafts_of_critical_sections_only(library: Library, renderers: dict[str, Renderer]) -> None:
    for guide, section in library.sections():
        reading = read_section(guide, section, library, renderers["es"], TODAY)
        has_draft = any(renderers["es"].render(message).state == DRAFT for message in section.messages())
        assert bool(reading.english) == (section.critical and has_draft)
        assert not read_section(guide, section, library, renderers["en"], TODAY).english


def test_a_phone_nobody_checked_in_time_is_told(library: Library, renderers: dict[str, Renderer]) -> None:
    guide, section = library.section(HELP)
    [phone] = [phone for phone in library.phones.values() if phone.key == "health-consumer-alliance"]
    on_its_day = read_section(guide, section, library, renderers["es"], phone.review_by)
    after = read_section(guide, section, library, renderers["es"], phone.review_by + timedelta(days=1))
    assert on_its_day.old_phones == ()
    assert after.old_phones == (phone,)


def test_a_guide_is_read_section_by_section(library: Library, renderers: dict[str, Renderer]) -> None:
    for guide in library.guides.values():
        readings = read_guide(guide, library, renderers["es"], TODAY)
        assert [reading.anchor for reading in readings] == [section.key for section in guide.sections]
        assert {reading.slug for reading in readings} == {guide.slug}


def test_a_number_nobody_checked_is_warned_of_on_the_page(
    make_app: Callable[..., Flask], page_getter_for: Callable[..., Callable[..., object]], library: Library
) -> None:
    """The section may be current while the number in it is not."""
    phones = [phone for phone in library.phones.values() if not phone.evergreen]
    readings = {
        key: phone
        for key, claim in library.claims.items()
        for phone in phones
        if f"{{phone:{phone.key}}}" in " ".join(message.text for message in library.section(key)[1].messages())
        and claim.review_by > phone.review_by
    }
    assert readings, "No section outlives a phone it names; this test needs one."
    key, phone = next(iter(readings.items()))
    app = make_app(today=phone.review_by + timedelta(days=1))
    page = page_getter_for(app)(f"/es/rights/{key.partition('.')[0]}")
    notice = (
        app.extensions["languages"]
        .domain.speeches["es"]
        .gettext("Nobody has checked the number %(number)s since %(date)s.")
    )
    assert notice.partition("%(number)s")[0].strip() in page.text  # type: ignore[attr-defined]
