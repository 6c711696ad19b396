"""The preview: what is saved is seen, what is wrong is said, and readers never get any of it."""

import base64
import hashlib
import inspect
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import Client

import portal.translators.previews.live
from portal import create_app
from portal.config import VARIABLES
from portal.i18n.locales import Registry
from portal.rights.library import Library
from portal.translators.files import read_po
from portal.translators.previews.preview import SHEET, Preview, build_preview
from portal.translators.reviewing.reviews import Review, save_reviews
from tests.conftest import PATHS, TODAY
from tests.page_checks import check_page, elements, text_of
from tests.test_house_rules import find_physical
from tests.translators.previewing import (
    BOOK,
    REGISTRY,
    VIETNAMESE,
    Bench,
    banner,
    fetch,
    fetch_page,
    find_entry,
    make_bench,
)

#: A word of the interface that stands in the text of every page.
START = ("menu", "Start")


@pytest.fixture
def bench(translations: Path, tmp_path: Path) -> Bench:
    return make_bench(translations / "messages.pot", tmp_path / "translations")


@pytest.fixture(scope="module")
def fresh(translations: Path, tmp_path_factory: pytest.TempPathFactory) -> Preview:
    """The preview of two languages just started, for tests that change nothing."""
    bench = make_bench(translations / "messages.pot", tmp_path_factory.mktemp("fresh") / "translations")
    bench.start(REGISTRY["fa"])
    return bench.preview(VIETNAMESE, REGISTRY["fa"])


def test_a_saved_translation_shows_on_the_next_reload(bench: Bench) -> None:
    preview = bench.preview()
    assert "Bắt đầu" not in fetch(preview, "/vi/").text
    bench.write(*START, "Bắt đầu")
    assert "Bắt đầu" in fetch(preview, "/vi/").text
    bench.write(*START, "Khởi đầu")
    page = fetch(preview, "/vi/").text
    assert "Khởi đầu" in page
    assert "Bắt đầu" not in page


def test_nothing_has_to_be_compiled_and_nothing_is(bench: Bench) -> None:
    bench.write(*START, "Bắt đầu")
    assert "Bắt đầu" in fetch(bench.preview(), "/vi/").text
    assert not list(bench.folder.rglob("*.mo"))


def test_only_a_file_that_changed_is_read_again(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    bench.start(REGISTRY["th"])
    read: list[Path] = []

    def remember(path: Path) -> object:
        read.append(path)
        return read_po(path)

    monkeypatch.setattr(portal.translators.previews.live, "read_po", remember)
    preview = bench.preview(VIETNAMESE, REGISTRY["th"])
    fetch(preview, "/vi/")
    fetch(preview, "/vi/")
    assert len(read) == 2
    bench.write(*START, "Bắt đầu")
    fetch(preview, "/th/")
    assert read[2:] == [bench.path.absolute()]


def test_a_review_shows_without_a_restart(bench: Bench) -> None:
    bench.write(*START, "Bắt đầu")
    preview = bench.preview()
    assert find_entry(fetch_page(preview, "/vi/"), *START).get("class") == "draft"
    signed = portal.translators.previews.live.entry_digest(read_po(bench.path).find(START[1], msgctxt=START[0]))
    save_reviews(bench.folder, VIETNAMESE, [Review(signed, "court interpreter", "certified", TODAY)])
    assert find_entry(fetch_page(preview, "/vi/"), *START).get("class") == "reviewed"


BROKEN: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "cut short": (lambda raw: raw[: raw.rindex(b"msgstr")], "line "),
    "another charset": (lambda raw: raw.replace(b"charset=UTF-8", b"charset=UTF-7"), "UTF-7"),
    "a compiled catalog": (lambda raw: b"\xde\x12\x04\x95" + raw, ".mo"),
    "another language": (lambda raw: raw.replace(b"Language: vi", b"Language: th"), "Language: vi"),
    "not UTF-8": (lambda raw: raw + b"# \xff\n", "line "),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_keeps_the_last_good_version_and_says_what_to_do(bench: Bench, name: str) -> None:
    spoil, words = BROKEN[name]
    bench.write(*START, "Bắt đầu")
    preview, good = bench.preview(), bench.path.read_bytes()
    fetch(preview, "/vi/")
    bench.path.write_bytes(spoil(good))
    page = fetch_page(preview, "/vi/")
    assert "Bắt đầu" in text_of(page)
    assert all(part.lower() in banner(page).lower() for part in ("vi/LC_MESSAGES/messages.po", words, "last version"))
    bench.path.write_bytes(good)
    assert "last version" not in banner(fetch_page(preview, "/vi/"))


def test_a_file_that_vanishes_keeps_the_last_good_version(bench: Bench) -> None:
    bench.write(*START, "Bắt đầu")
    preview = bench.preview()
    fetch(preview, "/vi/")
    bench.path.unlink()
    page = fetch_page(preview, "/vi/")
    assert "Bắt đầu" in text_of(page)
    assert "cannot be read" in banner(page)


def test_a_file_broken_from_the_start_shows_english_and_says_so(bench: Bench) -> None:
    bench.path.write_bytes(bench.path.read_bytes() + b'msgid "half\n')
    page = fetch_page(bench.preview(), "/vi/")
    assert "No version of it could be read yet" in banner(page)
    assert "could not be read" in text_of(find_entry(page, *START))


def test_damaged_reviews_are_named_and_change_nothing(bench: Bench) -> None:
    bench.write(*START, "Bắt đầu")
    preview = bench.preview()
    fetch(preview, "/vi/")
    (bench.folder / "vi" / "reviews.toml").write_text("[half")
    page = fetch_page(preview, "/vi/")
    assert "vi/reviews.toml" in banner(page)
    assert find_entry(page, *START).get("class") == "draft"


HOSTILE = [
    "<script>alert(1)</script>",
    "Bắt đầu \u202egnort\u202c",
    "Bắt đầu %(name)s",
    "Bắt đầu https://evil.example",
    "\ue0000\ue001Bắt đầu\ue002",
    "</span></section><h1>Bắt đầu",
    'Bắt đầu" onmouseover="alert(1)',
    "Bắt đầu\x01\x7f",
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_translation_is_refused_with_its_reason_and_never_live(bench: Bench, text: str) -> None:
    bench.write(*START, text)
    page = fetch_page(bench.preview(), "/vi/")
    entry = find_entry(page, *START)
    assert entry.get("class") == "refused"
    assert [words for words in elements(entry, "p") if words.get("class") == "finding"]
    assert "Readers see the English" in text_of(entry)
    outlined = [span for span in elements(page, "span") if span.get("class") == "message refused"]
    assert {text_of(span) for span in outlined} == {"Start"}
    assert not [script for script in elements(page, "script") if not script.get("src")]
    assert len(elements(page, "h1")) == 1


def test_invisible_characters_are_written_out(bench: Bench) -> None:
    bench.write(*START, "Bắt\u202e đầu")
    response = fetch(bench.preview(), "/vi/")
    assert "[U+202E]" in response.text
    assert "\u202e" not in response.text


def test_a_huge_translation_is_cut_in_the_list(bench: Bench) -> None:
    bench.write(*START, "a" * 1_000_000)
    response = fetch(bench.preview(), "/vi/")
    assert "(1,000,000 characters)" in response.text
    assert len(response.text) < 500_000


def test_every_message_of_a_guide_is_listed_in_order(fresh: Preview, library: Library) -> None:
    guide = next(iter(library.guides.values()))
    text = fetch(fresh, f"/vi/rights/{guide.slug}").text.partition('id="messages"')[2]
    messages = [guide.neutral_title, guide.title, guide.question]
    messages += [block.message for section in guide.sections for block in section.blocks]
    places = [text.find(f"<p>{message.text.replace('&', '&amp;')}</p>") for message in messages]
    assert -1 not in places
    assert places == sorted(places)


def test_a_message_and_its_place_lead_to_each_other(fresh: Preview) -> None:
    page = fetch_page(fresh, "/vi/")
    ids = {element.get("id") for element in page.iter()}
    outlined = [span for span in elements(page, "span") if (span.get("class") or "").startswith("message ")]
    numbers = [link for link in elements(page, "a") if link.get("class") == "message-number"]
    assert len(numbers) == len(outlined) > 20
    assert {link.get("href", "")[1:] for link in numbers} <= ids
    for span in outlined:
        assert span.get("data-key")
        if span.get("id"):
            assert f"entry-{span.get('id', '').removeprefix('message-')}" in ids


def test_a_message_in_an_attribute_or_title_is_listed_and_not_wrapped(fresh: Preview) -> None:
    page = fetch_page(fresh, "/vi/")
    for english in ("Family guide", "Press Shift two more times to leave."):
        entry = find_entry(page, "interface", english)
        assert "Not in the text of the page" in text_of(entry)
    assert text_of(elements(page, "title")[0]) == "Start – Family guide"


def test_the_five_states_are_told_apart(bench: Bench) -> None:
    bench.write(*START, "Bắt đầu")
    bench.write("menu", "Guides", "Hướng dẫn", fuzzy=True)
    bench.write("menu", "Privacy", "Riêng tư 5")
    page = fetch_page(bench.preview(), "/vi/")
    states = {english: find_entry(page, "menu", english).get("class") for english in ("Start", "Guides", "Privacy")}
    assert states == {"Start": "draft", "Guides": "fuzzy", "Privacy": "refused"}
    assert find_entry(page, "menu", "About").get("class") == "untranslated"
    assert "1 fuzzy, 1 refused, 1 draft" in banner(page)


def test_a_message_that_counts_is_listed_with_its_state(fresh: Preview) -> None:
    entry = find_entry(fetch_page(fresh, "/vi/privacy"), "interface", "Cookies: %(num)s")
    assert entry.get("class") == "untranslated"


def test_a_question_stands_beside_its_draft_with_what_to_write(bench: Bench) -> None:
    plain = [entry for entry in read_po(bench.path) if entry.msgctxt and not set(entry.msgid) & set("*{[%")]
    message = next(entry for entry in plain if " does not " in entry.msgid)
    bench.write(message.msgctxt, message.msgid, "Bắt đầu")
    entry = find_entry(fetch_page(bench.preview(), "/vi/rights/start"), str(message.msgctxt), message.msgid)
    assert entry.get("class") == "draft"
    assert [words for words in elements(entry, "p") if words.get("class") == "question"]


def test_a_message_the_file_does_not_have_yet_asks_for_an_update(bench: Bench) -> None:
    catalog = read_po(bench.path)
    catalog.remove(catalog.find(START[1], msgctxt=START[0]))
    bench.path.write_text(str(catalog))
    entry = find_entry(fetch_page(bench.preview(), "/vi/"), *START)
    assert entry.get("class") == "absent"
    assert "portal translations update vi" in text_of(entry)


def test_file_and_line_stand_beside_each_message(bench: Bench) -> None:
    entry = find_entry(fetch_page(bench.preview(), "/vi/"), *START)
    place = f"translations/vi/LC_MESSAGES/messages.po:{bench.line(*START)}"
    assert place in [text_of(code) for code in elements(entry, "code")]
    assert not [link for link in elements(entry, "a") if not link.get("href", "").startswith("#")]


def test_an_editor_is_linked_when_asked_for(bench: Bench) -> None:
    page = fetch_page(bench.preview(editor="vscode://file/{path}:{line}"), "/vi/")
    links = [link.get("href") for link in elements(find_entry(page, *START), "a")]
    assert f"vscode://file{bench.path.absolute()}:{bench.line(*START)}" in links


@pytest.mark.parametrize("code", ["vi", "fa", "en"])
def test_every_page_stays_what_every_page_is(fresh: Preview, code: str) -> None:
    """Outlines and lists break no rule of pages: exit first, ids once, nothing inline, every link leads somewhere."""
    for address in (f"/{code}{path}" for path in PATHS):
        response = fetch(fresh, address)
        assert response.status_code == 200
        check_page(response.data, address, REGISTRY)
        assert not any(mark in response.text for mark in ("\ue000", "\ue001", "\ue002", "%EE%80", "\\ue00"))


def test_error_pages_are_listed_too(fresh: Preview) -> None:
    response = fetch(fresh, "/vi/no-such-page")
    assert response.status_code == 404
    assert "We do not have this page" in response.text.partition('id="messages"')[2]


@pytest.mark.parametrize("path", ["/vi/changes.atom", "/healthz", "/manifest.webmanifest"])
def test_what_is_no_page_carries_no_marks(fresh: Preview, path: str) -> None:
    body = fetch(fresh, path).data
    assert body
    assert b"\xee\x80" not in body
    assert b"message-number" not in body


def test_the_preview_has_its_own_style_named_by_its_hash_and_no_script(fresh: Preview) -> None:
    response = fetch(fresh, "/vi/")
    style = response.text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert ".message-number" in style
    assert f"'sha256-{digest}'" in response.headers["Content-Security-Policy"]
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert "CDN-Cache-Control" not in response.headers


def test_a_language_that_readers_cannot_choose_is_shown(fresh: Preview, app: Flask) -> None:
    assert app.test_client().get("/vi/").status_code == 404
    assert fetch(fresh, "/vi/").status_code == 200


def test_a_draft_is_shown_where_readers_would_get_english(bench: Bench) -> None:
    bench.write("rights/start", "What to know first", "Những điều cần biết")
    config = replace(bench.config, drafts="withhold")
    preview = build_preview(config, REGISTRY, [VIETNAMESE], BOOK)[0]
    assert "Những điều cần biết" in fetch(preview, "/vi/rights/start").text


def test_the_language_it_falls_back_on_is_followed_too(bench: Bench) -> None:
    bench.start(REGISTRY["th"])
    registry = Registry([replace(one, fallback="vi") if one.code == "th" else one for one in REGISTRY])
    preview = build_preview(bench.config, registry, [registry["th"]], BOOK)[0]
    fetch(preview, "/th/")
    bench.write(*START, "Bắt đầu")
    page = fetch_page(preview, "/th/")
    assert "Bắt đầu" in text_of(page)
    assert find_entry(page, *START).get("class") == "untranslated"


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8001", "192.168.1.20:8001", ""])
def test_another_name_for_this_machine_is_not_answered(fresh: Preview, host: str) -> None:
    """A page elsewhere can point its own name at 127.0.0.1 and read what comes back."""
    response = fetch(fresh, "/vi/", headers={"Host": host})
    assert response.status_code == 421
    assert "message" not in response.text


def test_head_sends_headers_and_no_page(fresh: Preview) -> None:
    response = Client(fresh).head("/vi/")
    assert response.status_code == 200
    assert response.data == b""


_DIGEST_OF_EVERY_PAGE = """
import hashlib, sys
from portal.config import Config
from portal import create_app
if "preview" in sys.argv:
    from portal.i18n.locales import load_registry
    from portal.translators.previews import command, preview, where_command
    from portal.config import load_config
    from portal.translators.checks.rulebook import load_rulebook
    import os
    config = load_config(os.environ)
    registry = load_registry(config.data)
    shown = preview.build_preview(config, registry, [registry["es"]], load_rulebook(config.data, registry))[0]
    assert shown.read("/es/", registry["es"]).messages
app = create_app()
digest = hashlib.sha256()
for address in app.extensions["inventory"].addresses():
    answer = app.test_client().get(address)
    digest.update(repr((address, answer.status, list(answer.headers))).encode() + answer.data)
    assert b"message-number" not in answer.data and b'id="messages"' not in answer.data
print(len(app.extensions["inventory"].addresses()), digest.hexdigest(), file=sys.stderr)
"""


def test_normal_pages_are_the_same_bytes_whether_or_not_a_preview_was_made(translations: Path) -> None:
    settings = {"PORTAL_TRANSLATIONS": str(translations), "PORTAL_TODAY": TODAY.isoformat(), "PORTAL_OFFER": "all"}

    def run(*words: str) -> str:
        command = [sys.executable, "-c", _DIGEST_OF_EVERY_PAGE, *words]
        result = subprocess.run(command, env={"PATH": os.environ["PATH"], **settings}, capture_output=True, text=True)
        assert result.returncode == 0, result.stderr
        return result.stderr.splitlines()[-1]

    assert run() == run("preview")


def test_no_setting_and_no_argument_makes_the_ordinary_portal_a_preview() -> None:
    assert not [name for name in VARIABLES if "PREVIEW" in name or "EDITOR" in name]
    assert list(inspect.signature(create_app).parameters) == ["config"]


def test_the_sheet_names_no_side_of_the_screen() -> None:
    assert find_physical(SHEET.read_text()) == []
