"""The fields of the letter: labelled in every language, quiet, and without a name to send anything under."""

import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from html5lib import parseFragment

from portal.i18n.catalogs import Speech, speaking
from portal.i18n.locales import Registry
from portal.i18n.messages import Catalog, Chain
from portal.letters.forms import NAME_LIMIT, PERSONAL_LIMIT, LetterForm
from tests.code_reading import PORTAL
from tests.page_checks import XHTML

TICKED = ("recipient", "concerns", "requests", "background")
TYPED = ("name", "city", "personal")

#: What keeps typed words from browsers' helpers and their add-ons.
QUIET = {
    "autocomplete": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "autocorrect": "off",
    "translate": "no",
    "data-gramm": "false",
}

Fill = Callable[..., AbstractContextManager[LetterForm]]


@pytest.fixture(scope="module")
def fill(app: Flask, registry: Registry) -> Fill:
    """Make the form as a reader of Spanish gets it, with some messages translated."""

    @contextmanager
    def make(**translated: str) -> Iterator[LetterForm]:
        spanish = registry["es"]
        texts = {(None, msgid): (text,) for msgid, text in translated.items()}
        speech = Speech(Chain(spanish, [Catalog(spanish, texts=texts)], registry.source))
        with app.test_request_context("/es/letter/congress?name=quetzal&concerns=quetzal"), speaking(speech):
            form = LetterForm(formdata=None, data={name: ["one"] for name in TICKED})
            for name in TICKED:
                form[name].choices = [("one", "One"), ("two", "Two")]
            form.speak()
            yield form

    return make


def attributes(html: str) -> list[dict[str, str]]:
    """Give the attributes of each field in some HTML."""
    root = parseFragment(html)
    return [dict(field.attrib) for name in ("input", "textarea") for field in root.iter(f"{XHTML}{name}")]


def test_no_field_has_a_name(fill: Fill) -> None:
    with fill() as form:
        html = "".join(str(tick()) for name in TICKED for tick in form[name])
        html += "".join(str(form[name]()) for name in TYPED)
    found = attributes(html)
    assert len(found) == 2 * len(TICKED) + len(TYPED)
    assert not [field for field in found if "name" in field]


def test_nothing_of_a_request_gets_into_a_field(fill: Fill) -> None:
    with fill() as form:
        assert "quetzal" not in "".join(str(form[name]()) for name in TYPED)
        assert form.concerns.data == ["one"]


def test_there_is_no_token(fill: Fill) -> None:
    with fill() as form:
        assert [field.short_name for field in form] == [*TICKED, *TYPED]


@pytest.mark.parametrize("name", TYPED)
def test_what_is_typed_is_kept_from_helpers(fill: Fill, name: str) -> None:
    with fill() as form:
        (found,) = attributes(str(form[name]()))
    assert QUIET.items() <= found.items()
    assert found["dir"] == "auto"
    assert found["data-field"] == name
    # A browser would count its own units and cut an emoji in two.
    assert "maxlength" not in found


def test_a_tick_is_a_box_with_a_label(fill: Fill) -> None:
    with fill() as form:
        ticks = list(form.concerns)
        boxes = [attributes(str(tick()))[0] for tick in ticks]
        assert [(box["type"], box["value"], "checked" in box) for box in boxes] == [
            ("checkbox", "one", True),
            ("checkbox", "two", False),
        ]
        assert all(f'for="{box["id"]}"' in str(tick.label()) for box, tick in zip(boxes, ticks, strict=True))


def test_labels_and_hints_are_in_the_readers_language(fill: Fill) -> None:
    with fill(**{"Your name": "Su nombre", "You may leave this empty.": "Puede dejarlo vacío."}) as form:
        assert form.name.label() == '<label for="name">Su nombre</label>'
        assert form.name.description == "Puede dejarlo vacío."
        assert form.city.label() == '<label for="city"><span lang="en" dir="ltr">Your city</span></label>'


def test_a_translation_brings_no_markup(fill: Fill) -> None:
    """WTForms and Flask-Babel's lazy strings would let it through."""
    hostile = "<script>alert(1)</script>"
    with fill(**{"Your name": hostile, "You may leave this empty.": hostile, "What concerns you?": hostile}) as form:
        shown = f"{form.name.label()}{form.name.description}{form.concerns.label.text}"
    assert "<script" not in shown
    assert shown.count("&lt;script&gt;") == 3


def test_the_script_cuts_where_the_form_says(fill: Fill) -> None:
    (limits,) = re.findall(r"MOST = \{([^}]*)\}", (PORTAL / "static" / "js" / "letter.js").read_text())
    told = {name: int(number) for name, number in re.findall(r"(\w+): (\d+)", limits)}
    assert told == {"name": NAME_LIMIT, "city": NAME_LIMIT, "personal": PERSONAL_LIMIT}
