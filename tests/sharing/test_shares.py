import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.sharing.handouts.fonts import FontShelf
from tests.conftest import BASE_URL, LOCALES, SHARE_PATHS, Page
from tests.page_checks import XHTML, elements, text_of
from tests.sharing.conftest import read_message
from tests.sharing.test_qr import decode

SUBJECTS = ["start", "start.short-answer", "help.988-lifeline", "help.chirla", "in.fresno", "letter", "start~in.fresno"]

PATHS_OF = {
    "start": "/rights/start",
    "start.short-answer": "/rights/start#short-answer",
    "help.988-lifeline": "/help/988-lifeline",
    "help.chirla": "/help/chirla",
    "in.fresno": "/help/in/fresno",
    "letter": "/letter/",
    "start~in.fresno": "/packet/start~in.fresno",
}


def links(root: Element) -> list[str]:
    (main,) = elements(root, "main")
    return [link.get("href", "") for link in main.iter(f"{XHTML}a")]


def message_of(root: Element) -> Element:
    (message,) = [quote for quote in elements(root, "blockquote") if quote.get("id") == "message"]
    return message


def lines_of(root: Element) -> list[str]:
    return [text_of(line) for line in message_of(root).iter(f"{XHTML}p")]


@pytest.mark.parametrize("what", SUBJECTS)
def test_the_worker_keeps_their_language_and_the_client_gets_theirs(what: str, get_page: Callable[..., Page]) -> None:
    page = get_page(f"/en/share/{what}?in=ar-XB")
    message = message_of(page.root)
    assert (page.root.get("lang"), message.get("lang"), message.get("dir")) == ("en", "ar-XB", "rtl")
    assert [text_of(title) for title in elements(page.root, "h1")] == ["Share or print"]
    assert lines_of(page.root)[-1] == f"{BASE_URL}/ar-XB{PATHS_OF[what]}"
    assert re.search("[\u0600-\u06ff]", lines_of(page.root)[0]) or what.startswith("help.")


@pytest.mark.parametrize("code", [locale.code for locale in LOCALES])
def test_every_way_leads_where_it_says(code: str, get_page: Callable[..., Page], client: FlaskClient) -> None:
    for what in SUBJECTS:
        root = get_page(f"/en/share/{what}?in={code}").root
        address = f"{BASE_URL}/{code}{PATHS_OF[what]}"
        ways = [link for link in links(root) if re.match(r"sms:|mailto:|https://wa\.me/", link)]
        assert len(ways) == 3
        for way in ways:
            assert read_message(way).split("\n")[-1] == address
        (picture,) = elements(root, "img")
        assert f"<title>{address}</title>" in client.get(str(picture.get("src"))).text
        assert text_of(elements(root, "figcaption")[0]) == address


def test_the_code_on_the_sheet_is_decoded_to_its_address(app: Flask, get_page: Callable[..., Page]) -> None:
    from portal.sharing.qr import draw_png

    root = get_page("/en/share/start.short-answer?in=es").root
    address = text_of(elements(root, "figcaption")[0])
    assert decode(draw_png(BASE_URL, address.removeprefix(BASE_URL))) == address


@pytest.mark.parametrize("path", SHARE_PATHS)
def test_nothing_follows_the_host_of_a_request(path: str, client: FlaskClient) -> None:
    usual = client.get(f"/en{path}?in=es").data
    spoofed = {"Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    assert client.get(f"/en{path}?in=es", headers=spoofed).data == usual


def test_everything_a_sheet_leads_to_on_the_site_answers(get_page: Callable[..., Page], client: FlaskClient) -> None:
    # Letter pages and paper have tests of their own.
    for what in ("start.short-answer", "in.fresno"):
        own = [link for link in links(get_page(f"/en/share/{what}?in=es").root) if link.startswith(("/", "?"))]
        pages = [link if link.startswith("/") else f"/en/share/{what}{link}" for link in own if "/handout/" not in link]
        # The page itself, the packet, and the file to pass on.
        assert len(pages) == len(LOCALES) + 3
        assert {link: client.get(link).status_code for link in pages} == dict.fromkeys(pages, 200)


def test_paper_is_in_the_clients_language_beside_the_workers(get_page: Callable[..., Page]) -> None:
    paper = [link for link in links(get_page("/en/share/start?in=es").root) if "/handout/" in link]
    assert all(link.startswith("/es/handout/start.") for link in paper)
    assert "/es/handout/start.pdf?with=en" in paper
    alone = [link for link in links(get_page("/es/share/start").root) if "with=" in link]
    assert alone == []


def test_each_language_is_offered_by_its_own_name(get_page: Callable[..., Page]) -> None:
    root = get_page("/en/share/start?in=es").root
    (choice,) = [part for part in elements(root, "ul") if part.get("class") == "choice"]
    offered = {link.get("href"): link for link in choice.iter(f"{XHTML}a")}
    assert [text_of(link) for link in offered.values()] == [locale.endonym for locale in LOCALES]
    chosen = [link.get("lang") for link in offered.values() if link.get("aria-current") == "true"]
    assert chosen == ["es"]


@pytest.mark.parametrize(
    "query",
    [
        "in=xx",
        "in=es&in=en",
        "in=%E2%80%AEes",
        "in=es%00",
        "in=" + "e" * 1500,
        "in=../en",
        "in=%D9%A1",
        "in=javascript:",
    ],
)
@pytest.mark.parametrize("path", ["/share/start", "/packet/start~in.fresno"])
def test_a_language_there_is_none_of_is_a_polite_page(path: str, query: str, get_page: Callable[..., Page]) -> None:
    get_page(f"/en{path}?{query}", status=400)


def test_an_empty_choice_is_the_pages_own_language(get_page: Callable[..., Page]) -> None:
    assert message_of(get_page("/es/share/start?in=").root).get("lang") == "es"


def test_another_spelling_of_a_language_is_understood(get_page: Callable[..., Page]) -> None:
    assert message_of(get_page("/en/share/start?in=ES").root).get("lang") == "es"


@pytest.mark.parametrize("path", ["/share/start", "/packet/start~in.fresno"])
def test_a_language_not_offered_yet_is_named_beside_those_that_are(path: str, get_page: Callable[..., Page]) -> None:
    page = get_page(f"/en{path}?in=lo", status=404)
    assert "ລາວ" in page.text
    assert {f"?in={locale.code}" for locale in LOCALES} <= set(links(page.root))


@pytest.mark.parametrize(
    "what",
    ["nothing", "start.nothing", "help.nothing", "in.nowhere", "~", "HELP.x", "%00", "%E2%80%AEstart", "letter.texas"]
    + ["nothing~in.nowhere", "start%0A", "help", "x" * 200],
)
@pytest.mark.parametrize("page", ["share", "packet"])
def test_what_is_not_there_is_a_polite_page(page: str, what: str, get_page: Callable[..., Page]) -> None:
    get_page(f"/en/{page}/{what}", status=404)


@pytest.mark.parametrize("address", ["/en/share/" + "x" * 5000, "/en/share/start?in=" + "x" * 5000])
def test_five_thousand_characters_are_a_polite_page(address: str, get_page: Callable[..., Page]) -> None:
    get_page(address, status=414)


def test_sheets_fill_no_memory_in_front_of_the_site(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    for path in SHARE_PATHS:
        assert app.test_client().get(f"/en{path}").status_code == 200
    assert app.extensions["finished"].warm([]) == 0


def test_a_language_without_a_font_is_offered_the_page_itself(
    make_app: Callable[..., Flask], page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    app = make_app()
    press = app.extensions["press"]
    fonts = FontShelf(press.typesetter.shelf.fonts, frozenset())
    app.extensions["press"] = replace(press, typesetter=replace(press.typesetter, shelf=fonts))
    found = links(page_getter_for(app)("/en/share/start?in=es").root)
    assert not [link for link in found if "/handout/" in link]
    assert "/es/rights/start" in found


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/rights/start", "start"),
        ("/rights/start", "start.short-answer"),
        ("/help/chirla", "help.chirla"),
        ("/help/in/fresno", "in.fresno"),
        ("/", "start.short-answer"),
    ],
)
def test_whatever_has_a_sheet_leads_to_it(path: str, what: str, get_page: Callable[..., Page]) -> None:
    assert f"/es/share/{what}" in links(get_page(f"/es{path}").root)


def test_a_draft_is_named_to_the_worker_before_it_is_sent(get_page: Callable[..., Page]) -> None:
    (main,) = elements(get_page("/en/share/start?in=es").root, "main")
    assert "Draft translation, not yet checked" in text_of(main)
    (main,) = elements(get_page("/en/share/start").root, "main")
    assert "translation" not in text_of(main)
