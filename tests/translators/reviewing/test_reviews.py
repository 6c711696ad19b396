"""A review signs one translation of one English text, and ends with the smallest edit of either."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.content.markdown import Section
from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import DRAFT, REVIEWED, digest
from portal.rights.guides import Guide
from portal.rights.library import Library
from portal.translators.compiling import compile_catalog
from portal.translators.files import po_path, read_po
from portal.translators.reviewing.reviews import load_reviews
from tests.conftest import page_getter
from tests.page_checks import elements, text_of

SIGNATURE = 'role = "staff attorney"\nqualification = "certified legal translator"\non = 2026-11-02\n'


def write_reviews(folder: Path, text: str) -> None:
    (folder / "es" / "reviews.toml").write_text(text, encoding="utf-8")


@dataclass(frozen=True)
class Place:
    """A section that is wholly translated."""

    guide: Guide
    section: Section

    @property
    def key(self) -> str:
        """Its name among all sections."""
        return self.guide.section_key(self.section)


@pytest.fixture
def place(library: Library, folder: Path, spanish: SiteLocale) -> Place:
    catalog = read_po(po_path(folder, spanish))
    translated = {(entry.msgctxt, entry.msgid) for entry in catalog.translated_entries()}
    for guide, section in library.sections():
        if {(message.context, message.text) for message in section.messages()} <= translated:
            return Place(guide, section)
    pytest.fail("No section is translated.")


def signed(folder: Path, place: Place, spanish: SiteLocale) -> Iterator[str]:
    """Write an entry for each translation of a section."""
    catalog = read_po(po_path(folder, spanish))
    for message in place.section.messages():
        entry = catalog.find(message.text, msgctxt=message.context)
        yield f"[{digest(message.context, message.text, entry.msgstr)}]\n{SIGNATURE}"


@pytest.fixture
def sign(folder: Path, place: Place, spanish: SiteLocale) -> None:
    """Review every translation of the section."""
    write_reviews(folder, "\n".join(signed(folder, place, spanish)))


@pytest.fixture
def serve(folder: Path, spanish: SiteLocale, names: list[str], make_app: Callable[..., Flask]) -> Callable[[], Flask]:
    """Compile the catalog and start a portal with it."""

    def start() -> Flask:
        compile_catalog(folder, spanish, names)
        return make_app(translations=folder, pseudo=False)

    return start


def state_on_page(app: Flask, place: Place) -> str:
    """Give the status line of a section as a Spanish reader sees it."""
    root = page_getter(app)(f"/es/rights/{place.guide.slug}").root
    section = next(part for part in elements(root, "section") if part.get("id") == place.section.key)
    return next(text_of(line) for line in elements(section, "p") if (line.get("class") or "").startswith("status"))


def state_of(app: Flask, place: Place) -> str:
    return app.extensions["rights"].reader("es").section(place.key).state


def words_for_reviewed(app: Flask) -> str:
    return app.extensions["languages"].domain.speeches["es"].gettext("Translation checked by a qualified person")


@pytest.mark.usefixtures("sign")
def test_a_review_makes_its_section_reviewed(serve: Callable[[], Flask], place: Place) -> None:
    app = serve()
    assert state_of(app, place) == REVIEWED
    assert words_for_reviewed(app) in state_on_page(app, place)


@pytest.mark.usefixtures("sign")
def test_editing_one_letter_ends_a_review(
    serve: Callable[[], Flask], place: Place, edit_message: Callable[..., None]
) -> None:
    last = place.section.blocks[-1].message
    edit_message(last.context, last.text, lambda text: text + " y")
    app = serve()
    assert state_of(app, place) == DRAFT
    assert words_for_reviewed(app) not in state_on_page(app, place)


def test_a_section_nobody_reviewed_is_a_draft(app: Flask, place: Place) -> None:
    assert state_of(app, place) == DRAFT
    assert words_for_reviewed(app) not in state_on_page(app, place)


def test_one_unreviewed_message_keeps_its_section_a_draft(
    folder: Path, serve: Callable[[], Flask], place: Place, spanish: SiteLocale
) -> None:
    write_reviews(folder, "\n".join(list(signed(folder, place, spanish))[:-1]))
    assert state_of(serve(), place) == DRAFT


def test_a_review_says_who_and_when(tmp_path: Path, spanish: SiteLocale) -> None:
    (tmp_path / "es").mkdir()
    write_reviews(tmp_path, f"[0123456789abcdef]\n{SIGNATURE}")
    (review,) = load_reviews(tmp_path, spanish).values()
    assert (review.role, review.qualification, review.on) == (
        "staff attorney",
        "certified legal translator",
        date(2026, 11, 2),
    )


def test_a_language_without_reviews_has_none(tmp_path: Path, spanish: SiteLocale) -> None:
    assert load_reviews(tmp_path, spanish) == {}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("[a]\n" + SIGNATURE.replace("role", "name"), "“role” is missing"),
        ("[a]\n" + SIGNATURE + 'email = "x"\n', "“email” is not known"),
        ("[a]\n" + SIGNATURE.replace("2026-11-02", '"yesterday"'), "“on” has the wrong kind"),
        ("a = 1\n", "not a table"),
        ("[a]\n" + SIGNATURE + "[a]\n", "not valid TOML"),
        ("[a\n", "not valid TOML"),
    ],
    ids=["no role", "unknown key", "no date", "no table", "twice", "no TOML"],
)
def test_a_bad_review_is_refused_before_anything_is_compiled(
    text: str, wrong: str, folder: Path, spanish: SiteLocale, names: list[str]
) -> None:
    compiled = po_path(folder, spanish).with_suffix(".mo")
    before = compiled.read_bytes()
    po_path(folder, spanish).write_bytes(po_path(folder, spanish).read_bytes() + b"\n# Edited.\n")
    write_reviews(folder, text)
    with pytest.raises(DataError, match=wrong) as caught:
        compile_catalog(folder, spanish, names)
    assert "reviews.toml" in caught.value.file
    assert compiled.read_bytes() == before
