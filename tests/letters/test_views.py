"""The pages of the letter: complete without scripts, taking nothing, under the headers that let nothing leave."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree.ElementTree import Element

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.letters.letter import find_blocks
from portal.letters.recipients import Finder, Recipient, Recipients, offices_everywhere
from portal.letters.templates import LETTERS, LetterTemplate
from portal.letters.views import Desk
from tests.code_reading import PORTAL
from tests.conftest import LOCALES, TODAY, Page
from tests.letters.conftest import EXPIRED, SENATOR
from tests.page_checks import XHTML, elements, text_of
from tests.site.test_headers import make_set_a

#: What a server may send in its first flight.
FIRST_FLIGHT = 14_480

PLACES = ["congress/ca", "congress/ca/13", "congress/wy", "congress/dc", "congress/pr", "california/8/27"]

WRITTEN = [*LETTERS, *PLACES]

#: Somebody whose published name would be trouble, had nobody looked.
HOSTILE = replace(SENATOR, name='<img src="x"> \u202eEve', family="<b>Eve", source="<i>list")


class FewPeople:
    """Three senators' worth of offices for one place, and none for others."""

    def congress(self, state: str, district: int | None, today: date) -> list[Recipient] | None:
        if (state, district) != ("zz", 1):
            return None
        changed = Recipient("us-senator", reason="changed", changed_on=today)
        return [HOSTILE, changed, Recipient("us-representative", reason="vacant")]

    def california(self, senate: int, assembly: int, today: date) -> list[Recipient] | None:
        doubtful = replace(SENATOR, office="assembly-member", may_have_changed=True)
        return [doubtful] if (senate, assembly) == (0, 80) else None

    def finders(self, kind: str) -> list[Finder]:
        return []


def with_recipients(app: Flask, recipients: Recipients) -> None:
    desk: Desk = app.extensions["letters"]
    app.extensions["letters"] = replace(desk, recipients=recipients)


def articles(root: Element) -> list[Element]:
    return [element for element in elements(root, "div") if element.get("contenteditable") is not None]


def reading(root: Element) -> Element:
    (copy,) = [section for section in elements(root, "section") if section.get("class") == "reading"]
    return copy


def parts(copy: Element) -> list[tuple[str | None, str | None, bool]]:
    return [
        (element.get("data-part"), element.get("data-number"), element.get("hidden") is not None)
        for element in copy
        if element.get("data-part")
    ]


@pytest.mark.parametrize("path", WRITTEN)
def test_both_copies_stand_on_the_page_in_every_language(
    get_page: Callable[..., Page], locale_code: str, path: str
) -> None:
    root = get_page(f"/{locale_code}/letter/{path}").root
    found = articles(root)
    assert found
    for article in found:
        assert parts(article) == parts(reading(root))
        assert (article.get("lang"), article.get("dir")) == ("en", "ltr")


def test_every_page_tells_to_close_the_tab_above_the_letter(get_page: Callable[..., Page], locale_code: str) -> None:
    page = get_page(f"/{locale_code}/letter/congress")
    main = next(page.root.iter(f"{XHTML}main"))
    order = [element for element in main.iter() if element.get("class") in {"warning", "mailed"}]
    assert order[0].get("class") == "warning"
    if locale_code == "en":
        assert text_of(order[0]).startswith("When you are done, close this tab. Back may show your letter again.")


@pytest.mark.parametrize("path", WRITTEN)
def test_nothing_on_the_page_can_be_submitted(get_page: Callable[..., Page], path: str) -> None:
    root = get_page(f"/en/letter/{path}").root
    (form,) = elements(root, "form")
    assert form.get("autocomplete") == "off"
    assert form.get("action") is form.get("method") is None
    controls = [*elements(root, "input"), *elements(root, "textarea"), *elements(root, "select")]
    assert len(controls) > 10
    assert [control for control in controls if control.get("name") is not None] == []
    assert {control.get("type") for control in elements(root, "input")} == {"text", "checkbox"}
    assert {button.get("type") for button in elements(root, "button")} == {"button"}


@pytest.mark.parametrize("path", WRITTEN)
def test_the_letter_can_be_edited_in_place_and_kept_from_add_ons(get_page: Callable[..., Page], path: str) -> None:
    for article in articles(get_page(f"/es/letter/{path}").root):
        expected = {
            "contenteditable": "true",
            "role": "textbox",
            "aria-multiline": "true",
            "spellcheck": "false",
            "writingsuggestions": "false",
            "autocorrect": "off",
            "translate": "no",
            "data-gramm": "false",
        }
        assert {key: article.get(key) for key in expected} == expected


def test_what_works_with_scripts_alone_is_hidden_without(get_page: Callable[..., Page]) -> None:
    root = get_page("/en/letter/congress").root
    for button in elements(root, "button"):
        assert button.get("hidden") is not None
    (typed,) = [element for element in root.iter() if element.get("data-typed") is not None]
    assert typed.get("hidden") is not None


@pytest.mark.parametrize("kind", LETTERS)
def test_every_part_there_is_can_be_ticked(
    get_page: Callable[..., Page], templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    root = get_page(f"/en/letter/{kind}").root
    values = [field.get("value") for field in elements(root, "input") if field.get("type") == "checkbox"]
    blocks = find_blocks(templates[kind], TODAY)
    expected = [f"to-{number}" for number, _ in enumerate(offices_everywhere(kind), 1)]
    for role in ("concern", "request", "background"):
        expected += [block.key for block in blocks if block.is_optional and block.role == role]
    assert values == [*expected, "print-reading"]
    checked = {field.get("value") for field in elements(root, "input") if field.get("checked") is not None}
    shown = {key for key, _, hidden in parts(articles(root)[0]) if not hidden}
    assert {key for key in checked if not str(key).startswith("to-")} <= shown


@pytest.mark.parametrize("path", WRITTEN)
def test_the_letter_has_set_b(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/es/letter/{path}")
    expected = make_set_a(answer.get_data(as_text=True))["Content-Security-Policy"]
    for mine, theirs in (
        ("form-action 'self'", "form-action 'none'"),
        ("img-src 'self'", "img-src 'none'"),
        ("manifest-src 'self'; ", ""),
    ):
        assert mine in expected
        expected = expected.replace(mine, theirs)
    assert answer.headers["Content-Security-Policy"] == expected
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_letter_asks_for_nothing_its_policy_forbids(get_page: Callable[..., Page]) -> None:
    root = get_page("/en/letter/congress").root
    assert {link.get("rel") for link in elements(root, "link")} <= {"alternate", "canonical"}
    assert elements(root, "img") == []


def test_choosing_a_letter_is_an_ordinary_page(client: FlaskClient, get_page: Callable[..., Page]) -> None:
    root = get_page("/en/letter/").root
    targets = [link.get("href") for link in elements(root, "a")]
    assert {"/en/letter/congress", "/en/letter/california", "/en/officials/"} <= set(targets)
    policy = client.get("/en/letter/").headers["Content-Security-Policy"]
    assert "form-action 'self'" in policy


@pytest.mark.parametrize(
    "path",
    [
        "governor",
        "Congress",
        "congress/",
        "congress/xx",
        "congress/CA",
        "congress/ca/0",
        "congress/ca/013",
        "congress/ca/53",
        "congress/ca/-1",
        "congress/ca/١٣",
        "congress/ca/13/1",
        "congress/ae",
        "california/8",
        "california/0/0",
        "california/41/1",
        "california/8/81",
        "california/08/27",
        "california/8/" + "9" * 200,
    ],
)
def test_a_place_there_is_not_has_no_letter(get_page: Callable[..., Page], path: str) -> None:
    page = get_page(f"/es/letter/{path}", 404)
    assert articles(page.root) == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("path", ["", "congress", "congress/ca/13", "california/8/27"])
def test_there_is_nothing_that_takes_a_letter(client: FlaskClient, path: str, method: str) -> None:
    answer = client.open(f"/en/letter/{path}", method=method, data={"name": "CANARY"})
    assert answer.status_code == 405
    assert "CANARY" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["", "congress", "congress/ca/13"])
def test_an_address_with_a_query_gives_the_same_page(client: FlaskClient, path: str) -> None:
    plain = client.get(f"/en/letter/{path}")
    asked = client.get(f"/en/letter/{path}?name=CANARY&city=CANARY&personal=CANARY&recipient=CANARY&concerns=ask-4")
    assert asked.data == plain.data


@pytest.fixture(scope="module")
def small_town(make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]) -> object:
    """A portal that knows one place, with one person in three offices."""
    app = make_app()
    with_recipients(app, FewPeople())
    return page_getter_for(app)


def test_each_recipient_has_a_letter_of_their_own(small_town: Callable[..., Page], locale_code: str) -> None:
    root = small_town(f"/{locale_code}/letter/congress/zz/1").root
    found = articles(root)
    assert [article.get("data-recipient") for article in found] == ["to-1", "to-2", "to-3"]
    greetings = []
    for article in found:
        assert [key for key, _, _ in parts(article)] == [key for key, _, _ in parts(reading(root))]
        (salutation,) = [part for part in article if part.get("data-part") == "salutation"]
        greetings.append(text_of(salutation))
    assert greetings == ["Dear Senator <b>Eve:", "Dear Senator:", "Dear Representative:"]


def test_the_reading_copy_greets_each_recipient_too(small_town: Callable[..., Page]) -> None:
    for key in ("address", "salutation"):
        (part,) = [
            part for part in reading(small_town("/es/letter/congress/zz/1").root) if part.get("data-part") == key
        ]
        assert [child.get("data-recipient") for child in part] == ["to-1", "to-2", "to-3"]


def test_a_hostile_name_is_a_text(small_town: Callable[..., Page]) -> None:
    page = small_town("/ar-XB/letter/congress/zz/1")
    assert "<img" not in page.text
    assert "<b>Eve" not in page.text
    assert "<i>list" not in page.text


def test_a_seat_without_a_name_says_why(small_town: Callable[..., Page]) -> None:
    words = text_of(small_town("/en/letter/congress/zz/1").root)
    assert "This seat changed on November 22, 2026. We do not have the new name yet." in words
    assert "This seat is vacant." in words


def test_an_office_with_an_address_for_mail_gets_a_link_with_the_subject_alone(small_town: Callable[..., Page]) -> None:
    (link,) = [
        link
        for link in elements(small_town("/es/letter/congress/zz/1").root, "a")
        if link.get("href", "").startswith("mailto:office@")
    ]
    expected = "mailto:office@example.senate.gov?subject=Constituent%20request%3A%20privacy%20of%20Medicaid%20records"
    assert link.get("href") == expected


@pytest.fixture(scope="module")
def later(make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]) -> object:
    """The portal on the first day on which the dated parts have run out."""
    return page_getter_for(make_app(today=EXPIRED))


@pytest.mark.parametrize("kind", LETTERS)
def test_a_part_that_ran_out_is_gone_and_the_page_says_so(
    later: Callable[..., Page], templates: Mapping[str, LetterTemplate], kind: str, locale_code: str
) -> None:
    root = later(f"/{locale_code}/letter/{kind}").root
    gone = {block.key for block in templates[kind].left_out(EXPIRED)}
    assert gone
    assert not gone & {key for key, _, _ in parts(articles(root)[0])}
    assert not gone & {field.get("value") for field in elements(root, "input")}
    assert not gone & {element.get("data-call") for element in root.iter()}
    assert parts(articles(root)[0]) == parts(reading(root))
    if locale_code == "en":
        (notice,) = [element for element in elements(root, "div") if element.get("class") == "warning"]
        for block in templates[kind].left_out(EXPIRED):
            assert f"{block.heading.text} (last checked on September 1, 2026)" in text_of(notice)


def test_a_letter_stands_when_everything_has_run_out(
    make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    get = page_getter_for(make_app(today=date(2030, 1, 1)))
    for kind in LETTERS:
        root = get(f"/es/letter/{kind}").root
        keys = [key for key, _, _ in parts(articles(root)[0])]
        assert keys == ["date", "address", "subject", "salutation", "opening-short", "personal", "closing", "signature"]
        assert parts(articles(root)[0]) == parts(reading(root))


def test_today_nothing_is_missing(get_page: Callable[..., Page]) -> None:
    for kind in LETTERS:
        assert "left these parts out" not in get_page(f"/en/letter/{kind}").text


@pytest.mark.parametrize("path", WRITTEN)
def test_tabs_and_histories_tell_a_stranger_little(get_page: Callable[..., Page], path: str) -> None:
    (title,) = elements(get_page(f"/en/letter/{path}").root, "title")
    assert not re.search(r"immigra|\bICE\b|medi|agent|court|record", text_of(title), re.IGNORECASE)


@pytest.mark.parametrize("code", [locale.code for locale in LOCALES])
@pytest.mark.parametrize("path", ["", *WRITTEN])
def test_a_letter_arrives_in_the_first_flight(client: FlaskClient, path: str, code: str) -> None:
    answer = client.get(f"/{code}/letter/{path}")
    head = sum(len(name) + len(value) + 4 for name, value in answer.headers)
    assert head + len(brotli.compress(answer.data, quality=5)) < FIRST_FLIGHT


def test_the_letters_sheets_go_to_the_letters_pages_alone(client: FlaskClient) -> None:
    own = (Path(PORTAL) / "static" / "css" / "letters" / "paper.css").read_text()
    assert "@page" in own
    assert "@page{size:8.5in" in client.get("/en/letter/congress").get_data(as_text=True)
    assert "@page{size:8.5in" not in client.get("/en/rights/").get_data(as_text=True)


def test_a_card_belongs_to_the_tick_and_the_letter_of_its_recipient(small_town: Callable[..., Page]) -> None:
    """Three offices of nobody known stand before this one; counting cards alone would tie it to the first tick."""
    root = small_town("/en/letter/california/0/80").root
    (card,) = [element for element in elements(root, "div") if element.get("class") == "to"]
    assert card.get("data-recipient") == "to-4"
    assert text_of(card).startswith("Member of the California State Assembly Ana María Example")
    assert "The person in this office may have changed." in text_of(card)
    (letter,) = [article for article in articles(root) if article.get("data-recipient") == "to-4"]
    assert "Dear Assembly Member Example:" in text_of(letter)


@pytest.mark.parametrize("path", WRITTEN)
def test_each_letter_is_named_by_its_heading(get_page: Callable[..., Page], path: str) -> None:
    root = get_page(f"/es/letter/{path}").root
    headings = {heading.get("id"): heading for heading in elements(root, "h3")}
    for article in articles(root):
        heading = headings[article.get("aria-labelledby")]
        assert heading.get("data-recipient") == article.get("data-recipient")
        # The scripts copy this element to the buttons of a letter.
        assert [(name.get("lang"), name.get("dir")) for name in heading.iter(f"{XHTML}bdi")] == [("en", "ltr")]


def test_the_scripts_find_their_texts(get_page: Callable[..., Page], locale_code: str) -> None:
    scripts = "".join(path.read_text() for path in sorted(PORTAL.glob("static/js/letter*.js")))
    wanted = set(re.findall(r"(?:texts|form\.dataset)\.(\w+)", scripts))
    assert {"copied", "copyFailed", "cleared"} <= wanted
    (form,) = elements(get_page(f"/{locale_code}/letter/congress").root, "form")
    for name in wanted:
        words = form.get("data-" + re.sub(r"[A-Z]", lambda capital: f"-{capital[0].lower()}", name))
        assert words, f"Write on the form what a script says as {name}."
        assert "<" not in words


def test_the_scripts_come_in_the_order_in_which_they_lean_on_each_other(get_page: Callable[..., Page]) -> None:
    scripts = [
        script.get("src", "").split(".")[0] for script in elements(get_page("/en/letter/congress").root, "script")
    ]
    assert scripts == [f"/static/{name}" for name in ("exit", "letter-text", "letter-docx", "letter", "letter-outputs")]


def test_a_draft_that_is_withheld_leaves_english_that_says_so(
    make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    root = page_getter_for(make_app(drafts="withhold"))("/ar-XB/letter/congress").root
    for part in reading(root):
        if part.get("data-number"):
            blocks = [(block.get("lang"), block.get("dir")) for block in part.iter(f"{XHTML}p")]
            assert part.get("data-part") == "personal" or set(blocks) == {("en", "ltr")}


@pytest.mark.parametrize("kind", LETTERS)
def test_the_page_says_where_each_fact_comes_from(
    get_page: Callable[..., Page], templates: Mapping[str, LetterTemplate], kind: str
) -> None:
    (origins,) = [
        element
        for element in elements(get_page(f"/en/letter/{kind}").root, "details")
        if element.get("class") == "origins"
    ]
    entries = {text_of(entry).split(":")[0]: text_of(entry) for entry in origins.iter(f"{XHTML}li")}
    sure = {"confirmed": "Confirmed", "unclear": "Not fully clear", "disputed": "Sources disagree"}
    stated = [block for block in find_blocks(templates[kind], TODAY) if block.asserts]
    assert set(entries) == {block.heading.text for block in stated}
    for block in stated:
        entry = entries[block.heading.text]
        assert f": {sure[block.claim.confidence]} · As of September 1, 2026 · " in entry
        assert all(source.publisher in entry for source in block.claim.sources)
