"""Marks become outlines where a page can hold one, and vanish everywhere else."""

import json
from urllib.parse import quote

import pytest
from markupsafe import Markup

from portal.translators.previews.marks import Mark, Marks
from portal.translators.previews.outlining import Label, Outlined, outline
from tests.page_checks import elements, parse_page, text_of

HELLO, BYE = Mark("es", "menu", "Hello"), Mark("es", None, "Bye")
MARKED = ("\ue000", "\ue001", "\ue002", "%EE%80", "\\ue00")


@pytest.fixture
def marks() -> Marks:
    return Marks(["es"])


def read(body: str, marks: Marks) -> Outlined:
    page = f'<!doctype html><html lang="es"><head><title>x</title></head><body>{body}</body></html>'
    outlined = outline(page, marks, lambda mark: Label("draft", f"{mark.key} “{mark.msgid}”"))
    assert not [piece for piece in MARKED if piece in outlined.html]
    parse_page(outlined.html.encode())
    return outlined


def test_a_message_in_the_text_is_outlined_and_numbered(marks: Marks) -> None:
    outlined = read(f"<p>{marks.around_html(HELLO, Markup('<b>Hola</b>'))}</p>", marks)
    assert (
        '<span class="message draft" id="message-1" data-key="menu" title="menu “Hello”"><b>Hola</b></span>'
        in outlined.html
    )
    assert 'href="#entry-1"' in outlined.html
    assert [(placed.number, placed.mark, placed.is_shown) for placed in outlined.messages] == [(1, HELLO, True)]


def test_a_message_inside_another_is_outlined_inside_it(marks: Marks) -> None:
    inner = marks.around_html(BYE, Markup("Adiós"))
    outlined = read(f"<p>{marks.around_html(HELLO, Markup('Hola, {}').format(inner))}</p>", marks)
    assert [placed.mark for placed in outlined.messages] == [HELLO, BYE]
    assert outlined.html.count("<span") == outlined.html.count("</span>") == 2


@pytest.mark.parametrize(
    "body",
    [
        '<p title="{}">x</p>',
        "<textarea>{}</textarea>",
        "<select><option>{}</option></select>",
        '<svg role="img" aria-label="x"><text>{}</text></svg>',
        '<input aria-label="{}">',
    ],
)
def test_a_message_that_can_hold_no_outline_is_listed(marks: Marks, body: str) -> None:
    outlined = read(body.format(marks.around_text(HELLO, "Hola")), marks)
    assert "<span" not in outlined.html
    assert "Hola" in outlined.html
    assert [(placed.mark, placed.is_shown) for placed in outlined.messages] == [(HELLO, False)]


@pytest.mark.parametrize("spell", [quote, json.dumps], ids=["address", "json"])
def test_a_mark_in_another_spelling_is_found_and_removed(marks: Marks, spell: object) -> None:
    text = spell(marks.around_text(HELLO, "Hola"))  # type: ignore[operator]
    outlined = read(f"<p data-x='{text}'>x</p>", marks)
    assert [placed.mark for placed in outlined.messages] == [HELLO]


def test_a_number_inside_a_link_waits_until_the_link_ends(marks: Marks) -> None:
    """A link inside a link would be taken apart by every browser."""
    outlined = read(f'<a href="/"><b>{marks.around_html(HELLO, Markup("Hola"))}</b></a>', marks)
    assert "</b></a><a class=" in outlined.html


def test_the_place_to_jump_to_is_outside_of_links(marks: Marks) -> None:
    hello = marks.around_html(HELLO, Markup("Hola"))
    outlined = read(f'<a href="#x">{hello}</a><section id="x"><h2>{hello}</h2></section>', marks)
    root = parse_page(outlined.html.encode())
    assert [text_of(heading) for heading in elements(root, "h2")] == ["Hola1"]
    assert outlined.html.index('id="message-1"') > outlined.html.index("<h2>")
    assert outlined.messages[0].anchor == "x"


def test_what_a_filter_cut_off_is_closed_with_its_element(marks: Marks) -> None:
    cut = str(marks.around_html(HELLO, Markup("Hola a todos")))[:9]
    outlined = read(f"<div><p>{cut}</p><p>after</p></div>", marks)
    assert "</span>" in outlined.html.partition("</p>")[0]


@pytest.mark.parametrize(
    "stray", ["\ue002", "\ue000999999999999\ue001x\ue002", "\ue00012\ue001", "\ue002\ue002</p><p>"]
)
def test_marks_that_are_nobodys_are_removed(marks: Marks, stray: str) -> None:
    """Whoever searches for such characters finds them in the page again."""
    outlined = read(f"<p>{stray}{marks.around_html(HELLO, Markup('Hola'))}</p>", marks)
    assert [placed.mark for placed in outlined.messages] == [HELLO]


def test_a_message_said_twice_is_listed_once(marks: Marks) -> None:
    hello = marks.around_html(HELLO, Markup("Hola"))
    outlined = read(f"<p>{hello}</p><p>{hello}</p>", marks)
    assert len(outlined.messages) == 1
    assert outlined.html.count("<span") == 2
    assert outlined.html.count('id="message-1"') == 1


def test_nothing_is_marked_while_marks_are_off(marks: Marks) -> None:
    marks.are_made = False
    assert marks.around_text(HELLO, "Hola") == "Hola"
    assert marks.around_html(HELLO, Markup("Hola")) == "Hola"


def test_what_is_no_page_loses_its_marks_and_nothing_else(marks: Marks) -> None:
    body = b"\xff " + marks.around_text(HELLO, "Hola").encode()
    assert marks.remove(body) == b"\xff Hola"
