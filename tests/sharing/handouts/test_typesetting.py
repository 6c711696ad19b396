import re
from datetime import date
from pathlib import Path

import pytest
import typst
from pypdf._text_extraction import mult

from portal.i18n.locales import Registry
from portal.rights.library import Library
from portal.sharing.handouts.fonts import FontShelf, find_fonts
from portal.sharing.handouts.kinds import KINDS, Kind
from portal.sharing.handouts.runs import plain_passage
from portal.sharing.handouts.sheets import Line, Part
from portal.sharing.handouts.typesetting import TEMPLATES, CannotSet, MissingGlyph, Typesetter
from portal.sharing.handouts.writing import write_sheets
from tests.conftest import BASE_URL
from tests.sharing.handouts.conftest import MISSING, needs_fonts, read_pdf, read_text
from tests.sharing.samples import SAMPLES, sample_sheet

pytestmark = needs_fonts

MADE = date(2026, 11, 22)


@pytest.fixture
def typesetter() -> Typesetter:
    return Typesetter(find_fonts())


def data_of(codes: list[str], registry: Registry, library: Library, kind: Kind) -> dict[str, object]:
    phone = library.phones["health-consumer-alliance"].number
    sheet = sample_sheet(codes, registry, phone, MADE)
    return write_sheets(sheet, [sheet], kind, kind.forms[0], registry, BASE_URL)


@pytest.mark.parametrize("code", SAMPLES)
@pytest.mark.parametrize("kind", ["half-letter", "card"])
def test_a_sample_of_each_script_is_set(
    typesetter: Typesetter, registry: Registry, library: Library, code: str, kind: str
) -> None:
    """Setting it is the test: a letter without a shape in the fonts is refused."""
    if code in MISSING:
        pytest.skip(f"{MISSING[code]} is not installed.")
    body = typesetter.compose(KINDS[kind], "pdf", data_of([code], registry, library, KINDS[kind]))
    assert library.phones["health-consumer-alliance"].number in read_text(body)


def _lines(body: bytes) -> list[tuple[float, float]]:
    """Give the left edge of each piece of text and its height on the first page."""
    found: list[tuple[float, float]] = []

    def note(text: str, outer: list[float], inner: list[float], _font: object, _size: object) -> None:
        if text.strip():
            matrix = mult(inner, outer)
            found.append((matrix[4], matrix[5]))

    read_pdf(body).pages[0].extract_text(visitor_text=note)
    return found


@pytest.mark.parametrize("code", ["km", "lo", "th", "zh-Hant"])
def test_scripts_without_spaces_are_broken_into_lines(
    typesetter: Typesetter, registry: Registry, library: Library, code: str
) -> None:
    if code in MISSING:
        pytest.skip(f"{MISSING[code]} is not installed.")
    kind = KINDS["a5"]
    body = typesetter.compose(kind, "pdf", data_of([code], registry, library, kind))
    lines = _lines(body)
    assert len({round(height) for _, height in lines}) >= 5
    assert all(kind.margin - 1 <= left <= kind.width - kind.margin for left, _ in lines)


def _with_text(text: str, registry: Registry, library: Library) -> dict[str, object]:
    kind = KINDS["letter"]
    sheet = sample_sheet(["ko"], registry, library.phones["988"].number, MADE)
    english = registry.source
    part = Part(plain_passage("Heading", english), (Line("paragraph", plain_passage(text, english)),))
    changed = type(sheet)(
        locale=english,
        title=part.heading,
        neutral_title="Test",
        parts=(part,),
        key=part,
        path=sheet.path,
        made=MADE,
        words=sheet.words,
    )
    return write_sheets(changed, [changed], kind, "pdf", registry, BASE_URL)


@pytest.mark.parametrize("form", ["pdf", "png"])
@pytest.mark.parametrize("text", ["\u1780", "\u5b57", "\U0001f600", "\u2713"])
def test_a_letter_without_a_shape_fails_the_sheet(
    typesetter: Typesetter, registry: Registry, library: Library, text: str, form: str
) -> None:
    with pytest.raises(MissingGlyph):
        typesetter.compose(KINDS["letter"], form, _with_text(text, registry, library))  # type: ignore[arg-type]


def test_a_font_that_is_gone_is_an_error_and_no_blank_sheet(registry: Registry, library: Library) -> None:
    nothing = FontShelf(typst.Fonts(include_system_fonts=False, include_embedded_fonts=False), frozenset())
    with pytest.raises(CannotSet):
        Typesetter(nothing).compose(KINDS["letter"], "pdf", data_of(["ko"], registry, library, KINDS["letter"]))


@pytest.mark.parametrize(
    "text",
    [
        "#panic()",
        '#import "@preview/cetz:0.3.0"',
        '#read("/etc/passwd")',
        "$x$ *a* _b_ `c` @d <e> \\",
        "= not a heading",
    ],
)
def test_a_text_is_never_read_as_typst(typesetter: Typesetter, registry: Registry, library: Library, text: str) -> None:
    body = typesetter.compose(KINDS["letter"], "pdf", _with_text(text, registry, library))
    assert text in read_text(body)


def test_templates_import_nothing_of_others_and_evaluate_nothing() -> None:
    texts = [path.read_text() for path in sorted(TEMPLATES.glob("*.typ"))]
    assert {kind.template for kind in KINDS.values()} <= {path.name for path in TEMPLATES.glob("*.typ")}
    for text in texts:
        code = re.sub(r"//[^\n]*", "", text)
        assert "@" not in code
        assert set(re.findall(r"import\s+\"([^\"]+)\"", code)) <= {"pieces.typ"}
        assert not re.search(r"\b(?:eval|read|plugin|include|datetime\.today)\s*\(", code)


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.typ")), ids=lambda path: path.name)
def test_a_template_opens_with_what_it_is_for(path: Path) -> None:
    assert path.read_text().startswith("// ")
