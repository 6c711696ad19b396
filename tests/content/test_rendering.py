"""What a reader sees of one message, and how little a translation can do to it."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.content.markdown import Message
from portal.content.references import References
from portal.content.rendering import Rendered, Renderer, find_markdown_problem
from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import Registry
from portal.i18n.messages import DRAFT, MISSING, REVIEWED, SOURCE_TEXT, UPDATING, Catalog, Chain, digest
from portal.rights.library import Library
from tests.page_checks import XHTML

CONTEXT = "rights/start#emergency-first"

#: An English message with one of everything a message may have.
ENGLISH = Message(
    CONTEXT, "Call {phone:911} **now**, from {date:2026-01-06}. Read [more][dhcs-statement] or [this][start]."
)

#: The keys links may name here.
LINK_KEYS = frozenset({"dhcs-statement", "start", "start.short-answer", "changes"})

#: Pieces of attacks, and of slips, to be put together in any order.
PIECES = [
    "<script>alert(1)</script>",
    '<a href="https://evil.example">',
    '<img src=x onerror="alert(1)">',
    "&lt;b&gt;",
    "&#60;script&#62;",
    "![x](https://evil.example/x.png)",
    "![x][dhcs-statement]",
    "[x](https://evil.example)",
    "[x](javascript:alert(1))",
    "[x](//evil.example)",
    "[x](key:evil)",
    "[x][evil]",
    "[evil]: https://evil.example",
    "<https://evil.example>",
    "https://evil.example",
    "`code`",
    "*em*",
    "***",
    "\n",
    "\n\n",
    "  \n",
    "\\",
    "# ",
    "> ",
    "- ",
    "{phone:988}",
    "{phone:nobody}",
    "{date:soon}",
    "{usd:x}",
    "{name:<b>}",
    "{evil:x}",
    "{",
    "%(name)s",
    "\u202e",
    "\0",
    "\ud800",
    "Llame al {phone:911} ",
    "**ya**, ",
    "desde {date:2026-01-06}. ",
    "Lea [más][dhcs-statement] ",
    "o [esto][start].",
]

TRANSLATIONS = st.lists(st.sampled_from(PIECES) | st.text(max_size=12), max_size=12).map("".join)


def make_renderer(library: Library, registry: Registry, code: str, texts: dict[str, str], **options: bool) -> Renderer:
    """Make a renderer whose catalog says whatever a test wants, as if it had passed every check."""
    locale = registry[code]
    catalog = Catalog(locale, texts={(CONTEXT, english): (text,) for english, text in texts.items() if text})
    chain = Chain(locale, [catalog], registry.source)
    references = References(library.phones)
    return Renderer(chain, references, LINK_KEYS, library.link_to, registry.source, **options)


@pytest.fixture(scope="session")
def translate(library: Library, registry: Registry) -> Callable[..., Rendered]:
    """Render an English message with a translation of it."""

    def render(english: str, text: str, code: str = "es", **options: bool) -> Rendered:
        return make_renderer(library, registry, code, {english: text}, **options).render(Message(CONTEXT, english))

    return render


def parse(html: str) -> Element:
    return html5lib.parseFragment(f"<p>{html}</p>", container="div")


def shape(html: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """List what stands in the HTML besides words and isolates: elements, where they lead, their attributes."""
    found = [
        (element.tag.removeprefix(XHTML), element.get("href", ""), tuple(sorted(element.keys())))
        for element in parse(html).iter()
    ]
    return sorted(piece for piece in found if piece[0] != "bdi")


def test_english_is_rendered_with_its_facts_and_links(translate: Callable[..., Rendered]) -> None:
    html = translate(ENGLISH.text, "").html
    assert '<a class="tel" href="tel:911"><bdi dir="ltr">911</bdi></a>' in html
    assert "<strong>now</strong>" in html
    assert "<bdi>January 6, 2026</bdi>" in html


def test_a_link_is_named_by_key_and_leads_where_the_data_says(
    translate: Callable[..., Rendered], library: Library
) -> None:
    html = translate("[A][dhcs-statement] [b][start] [c][start.short-answer] [d][changes].", "", "es").html
    assert f'<a href="{library.sources["dhcs-statement"].url}" rel="noreferrer">A</a>' in html
    assert '<a href="/es/rights/start">b</a>' in html
    assert '<a href="/es/rights/start#short-answer">c</a>' in html
    assert '<a href="/es/changes">d</a>' in html


def test_a_link_leads_to_the_reader_s_language_even_in_english_text(translate: Callable[..., Rendered]) -> None:
    rendered = translate("Read [this][start].", "")
    assert rendered.locale.code == "en"
    assert 'href="/es/rights/start"' in rendered.html


def test_a_good_translation_is_shown_as_a_draft(translate: Callable[..., Rendered]) -> None:
    rendered = translate("Do **not** wait.", "**No** espere.")
    assert (rendered.html, rendered.locale.code, rendered.state) == ("<strong>No</strong> espere.", "es", DRAFT)


def test_a_signed_translation_is_reviewed(library: Library, registry: Registry) -> None:
    spanish = registry["es"]
    signed = frozenset({digest(CONTEXT, "Wait.", "Espere.")})
    catalog = Catalog(spanish, texts={(CONTEXT, "Wait."): ("Espere.",)}, reviewed=signed)
    chain = Chain(spanish, [catalog], registry.source)
    renderer = Renderer(chain, References({}), frozenset(), library.link_to, registry.source)
    assert renderer.render(Message(CONTEXT, "Wait.")).state == REVIEWED


def test_a_missing_translation_is_the_english_and_says_why(translate: Callable[..., Rendered]) -> None:
    rendered = translate("Wait.", "")
    assert (rendered.html, rendered.locale.code, rendered.state, rendered.reason) == (
        "Wait.",
        "en",
        SOURCE_TEXT,
        MISSING,
    )


def test_a_translation_being_updated_is_the_english_and_says_why(library: Library, registry: Registry) -> None:
    spanish = registry["es"]
    chain = Chain(spanish, [Catalog(spanish, fuzzy=frozenset({digest(CONTEXT, "Wait.")}))], registry.source)
    renderer = Renderer(chain, References({}), frozenset(), library.link_to, registry.source)
    assert renderer.render(Message(CONTEXT, "Wait.")).reason == UPDATING


def test_a_withheld_draft_is_the_english_and_says_why(translate: Callable[..., Rendered]) -> None:
    rendered = translate("Wait.", "Espere.", withhold_drafts=True)
    assert (rendered.html, rendered.locale.code, rendered.reason) == ("Wait.", "en", "withheld")


def test_words_of_a_right_to_left_text_are_turned_only_by_their_own_isolates(
    translate: Callable[..., Rendered],
) -> None:
    """Without them “Call DHCS (CMS).” is shown with its brackets and names in another order."""
    html = translate("The state (DHCS) tells CMS.", "تقول الولاية (DHCS) لـ CMS.", "ar").html
    assert '(<bdi dir="ltr">DHCS</bdi>)' in html
    assert '<bdi dir="ltr">CMS</bdi>.' in html


def test_a_latin_name_of_several_words_is_one_run(translate: Callable[..., Rendered]) -> None:
    html = translate("Ask the Health Consumer Alliance.", "اسأل Health Consumer Alliance.", "ar").html
    assert '<bdi dir="ltr">Health Consumer Alliance</bdi>.' in html


def test_left_to_right_text_has_no_isolates_of_names(translate: Callable[..., Rendered]) -> None:
    assert translate("The state (DHCS).", "El estado (DHCS).").html == "El estado (DHCS)."


def test_what_looks_like_html_is_shown_as_text_in_both_directions(translate: Callable[..., Rendered]) -> None:
    for code, text in (("es", "a & b < c"), ("ar", "ا & ب < ج")):
        assert "&amp;" in translate("Wait.", text, code).html
        assert "&lt;" in translate("Wait.", text, code).html


@settings(max_examples=400, deadline=None, database=None)
@given(text=TRANSLATIONS)
@example("Llame al {phone:911} **ya**, desde {date:2026-01-06}. Lea [más][dhcs-statement] o [esto][start].")
@example("Lea [más][dhcs-statement] o [esto][start]. ![{phone:911}](x) **{date:2026-01-06}**")
@example("{phone:nobody} {date:soon} {usd:x}")
@pytest.mark.parametrize("code", ["es", "ar"])
def test_no_translation_adds_or_moves_anything_but_words(
    library: Library, registry: Registry, code: str, text: str
) -> None:
    """Whatever a catalog says: no live HTML, no image, no other link or phone than the English has, and no error."""
    renderer = make_renderer(library, registry, code, {ENGLISH.text: text})
    rendered = renderer.render(ENGLISH)
    english = make_renderer(library, registry, code, {}).render(ENGLISH).html

    if rendered.html == english:
        assert rendered.state in {DRAFT, SOURCE_TEXT}
    else:
        assert rendered.locale.code == code
        assert shape(rendered.html) == shape(english)


@settings(max_examples=200, deadline=None, database=None)
@given(text=TRANSLATIONS, english=st.sampled_from(["Wait.", "Do **not** wait.", "Call {phone:911}."]))
def test_no_translation_breaks_plain_text(library: Library, registry: Registry, text: str, english: str) -> None:
    renderer = make_renderer(library, registry, "es", {english: text})
    plain, locale = renderer.plain(Message(CONTEXT, english))
    assert locale == renderer.render(Message(CONTEXT, english)).locale
    assert plain.count(LEFT_TO_RIGHT_ISOLATE) + plain.count(FIRST_STRONG_ISOLATE) <= plain.count(POP_ISOLATE) + (
        text.count(LEFT_TO_RIGHT_ISOLATE) + text.count(FIRST_STRONG_ISOLATE)
    )


def test_plain_text_has_the_words_and_isolated_facts_only(library: Library, registry: Registry) -> None:
    plain, locale = make_renderer(library, registry, "ar", {}).plain(ENGLISH)
    assert locale.code == "en"
    assert f"Call {LEFT_TO_RIGHT_ISOLATE}911{POP_ISOLATE} now" in plain
    assert f"from {FIRST_STRONG_ISOLATE}January 6, 2026{POP_ISOLATE}." in plain
    assert plain.endswith("Read more or this.")


def test_the_same_message_is_rendered_once(library: Library, registry: Registry) -> None:
    renderer = make_renderer(library, registry, "es", {})
    assert renderer.render(ENGLISH) is renderer.render(ENGLISH)


def test_the_english_under_a_draft_is_the_english(library: Library, registry: Registry) -> None:
    renderer = make_renderer(library, registry, "es", {"Do **not** wait.": "**No** espere."})
    assert renderer.english(Message(CONTEXT, "Do **not** wait.")) == "Do <strong>not</strong> wait."


def test_every_english_text_of_the_site_can_be_rendered(library: Library, registry: Registry) -> None:
    english = registry["en"]
    link_keys = library.link_keys()
    chain = Chain(english, [], english)
    renderer = Renderer(chain, References(library.phones), link_keys, library.link_to, english)
    for message in library.messages():
        assert find_markdown_problem(message, link_keys) is None
        assert renderer.render(message).html
        assert renderer.plain(message)[0]
