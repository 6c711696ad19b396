"""What the privacy page promises, proven. The names of the first tests stand on that page."""

import ast
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NoReturn
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.data import FOLDER
from portal.pages.handover import build_handover
from portal.pages.promises import Promise, load_promises
from portal.site.logs import FIELDS
from tests.code_reading import PORTAL, ROOT, called_name, calls, functions, modules, reachable
from tests.conftest import BASE_URL, LOCALES, PATHS, Page
from tests.page_checks import XHTML, elements, parse_page, text_of

SCRIPTS = sorted(PORTAL.glob("static/js/**/*.js"))

#: Whatever a script could keep something with.
KEEPING = re.compile(
    r"localStorage|sessionStorage|indexedDB|openDatabase|\bcaches\b|cookie|serviceWorker|SharedWorker|\.storage\b"
    r"|\.name\s*=|showSaveFilePicker|requestFileSystem|pushState|replaceState",
    re.IGNORECASE,
)

#: The one script that keeps something, because its reader tapped the button for it, and the words it needs for that.
#: tests/browser/test_keep.py proves that it keeps nothing before, and nothing after it was told to remove it.
ASKED_TO_KEEP = {"keep.js": r"caches|serviceWorker"}

#: Whatever a script could send something with.
SENDING = re.compile(
    r"\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|RTCPeer|WebTransport|\.src\s*=|\bimport\b|\bWorker\b"
    r"|https?:|\.submit\(|window\.open|postMessage",
)

#: The one thing a script may ask for: the table of ZIP codes, once, before anybody can type.
ALLOWED = {
    "zip-county.js": "fetch(form.dataset.file, ",
    "zip-officials.js": "return fetch(fileOf(name), ",
    # A name that Word's files begin with, and no address anybody fetches.
    "letter-docx.js": '"http://schemas.openxmlformats.org/"',
}

REFUSED = ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]


def test_no_cookies_and_no_other_hosts(client: FlaskClient, get_page: Callable[..., Page], page_address: str) -> None:
    page = get_page(page_address)
    missing = client.get(f"{page_address.rstrip('/')}/nope")
    for response in (page.response, missing):
        assert "Set-Cookie" not in response.headers
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    for element in page.root.iter():
        for name in ("src", "srcset", "data", "poster", "action", "formaction", "ping", "background"):
            assert element.get(name, "/").startswith("/"), f"{name} of {element.tag} is fetched from elsewhere."
        if element.tag != f"{XHTML}a":
            assert element.get("href", "/").startswith("/"), f"{element.tag} is fetched from elsewhere."
        assert element.get("rel") not in {"preconnect", "dns-prefetch", "preload", "prefetch", "prerender"}
    assert not elements(page.root, "iframe")
    assert not re.search(r"url\((?!#)|@import|https?:", page.text.partition("<style>")[2].partition("</style>")[0])


def test_nothing_stays_on_the_phone(client: FlaskClient, page_address: str) -> None:
    missing = f"{page_address.rstrip('/')}/nope"
    for response in (client.get(page_address), client.head(page_address), client.get(missing), client.post(missing)):
        assert response.headers["Cache-Control"] == "no-store"
    for script in SCRIPTS:
        text = re.sub(ASKED_TO_KEEP.get(script.name, r"\Z"), "", script.read_text())
        assert not KEEPING.search(text), f"{script.name} keeps something."


def test_phones_are_the_same_in_every_language(app: Flask, page_address: str) -> None:
    code, path = split_address(page_address)
    check_same_facts(read_facts(fetch(app, page_address), code), read_facts(fetch(app, f"/en{path}"), "en"))


def test_nothing_is_accepted_from_visitors(app: Flask, client: FlaskClient) -> None:
    for rule in app.url_map.iter_rules():
        assert rule.methods == {"GET", "HEAD"}, f"{rule.rule} takes {rule.methods}."
    for address in (*app.extensions["inventory"].addresses(), "/healthz", "/nope"):
        for method in REFUSED:
            body = {
                "wsgi.input": Unreadable(),
                "CONTENT_LENGTH": "7",
                "CONTENT_TYPE": "multipart/form-data; boundary=x",
            }
            response = client.open(address, method=method, environ_overrides=body)
            assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    for name, tree in modules().items():
        assert not find_reading_of_bodies(tree), f"{name} reads what a visitor sent."


def test_handover_names_everything(get_page: Callable[..., Page], locale_code: str) -> None:
    handover = build_handover()
    assert handover.log_fields == FIELDS
    # Both are proven above: no answer sets a cookie, and no script keeps anything.
    assert (handover.cookies, handover.stored_keys) == ((), ())
    written = {name for name in reachable("portal") if find_writing(modules()[name])}
    assert written == {"portal.data"}, "A module of the running site writes files; name them in the hand-over."
    assert find_writing(modules()["portal.data"]) == {"replace_file"}
    # tests/browser/test_keep.py holds a phone that was asked to keep pages to these names.
    assert handover.kept_on_request == ("pages", "/worker.js")
    shown = [text_of(code) for code in elements(get_page(f"/{locale_code}/privacy").root, "code")]
    assert {", ".join(FIELDS), ", ".join(handover.kept_on_request)} <= set(shown)


def test_every_promise_has_its_test() -> None:
    promises = load_promises(FOLDER)
    assert promises
    assert find_unproven(promises, ROOT) == []


# What the tests above are made of, and tests that it works.


class Unreadable:
    """A body that fails whoever reads it."""

    def read(self, *_size: int) -> NoReturn:
        raise AssertionError("Somebody read what a visitor sent.")

    readline = __iter__ = read


def find_reading_of_bodies(tree: ast.AST) -> list[str]:
    """List every reading of a request's body."""
    bodies = {"form", "files", "values", "data", "json", "stream", "get_data", "get_json", "input_stream"}
    return [
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and node.attr in bodies
        and isinstance(node.value, ast.Name)
        and node.value.id == "request"
    ]


_WRITERS = {"write_text", "write_bytes", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile", "fdopen", "dump"}
_WRITERS |= {"FileHandler", "RotatingFileHandler", "SysLogHandler", "SocketHandler", "HTTPHandler", "replace_file"}
_WRITERS |= {"makedirs", "mkdir", "touch", "copyfile", "copytree", "move", "rename", "symlink_to", "create_connection"}


def find_writing(tree: ast.Module) -> set[str]:
    """Name the functions, or the module's own lines, that write files or open connections."""
    found = set()
    for top in tree.body:
        for call in calls(top):
            name = called_name(call)
            modes = [arg.value for arg in (*call.args, *(keyword.value for keyword in call.keywords))
                     if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]  # fmt: skip
            opens = name in {"open", "connect"} and any(set(mode) & set("wax+") for mode in modes)
            if opens or name in _WRITERS:
                found.add(getattr(top, "name", "the module"))
    return found


def find_unproven(promises: Iterable[Promise], root: Path) -> list[str]:
    """List the promises whose test is gone."""
    unproven = []
    for promise in promises:
        path = root / promise.test
        there = functions(ast.parse(path.read_text("utf-8"))) if path.is_file() else set()
        if promise.test_name not in there or not path.name.startswith("test_"):
            unproven.append(promise.key)
    return unproven


@dataclass
class Facts:
    """Numbers and outside addresses of a page, by the section they stand in; outside of sections under ``""``.

    :param shown: in the page's own words.
    :param copied: in the English that stands under a draft.
    """

    shown: dict[str, Counter[str]] = field(default_factory=dict)
    copied: dict[str, Counter[str]] = field(default_factory=dict)


def split_address(address: str) -> tuple[str, str]:
    code, _, path = address[1:].partition("/")
    return code, f"/{path}"


def fold_digits(text: str) -> str:
    """Write the digits of every script as ASCII."""
    return "".join(str(unicodedata.digit(character, character)) for character in text)


def count_facts(element: Element, code: str) -> Counter[str]:
    """Count phone, mail and outside addresses, and numbers of three or more digits.

    A localized date keeps its year in digits in every calendar the site uses, so years are held equal too. A message
    ready to send is in the language of its reader: its own facts count, and who it goes to.
    """
    facts: Counter[str] = Counter()
    for part in element.iter():
        href = part.get("href", "")
        message = parse_qs(urlsplit(href).query)
        if href.startswith(("sms:?", "mailto:?", "https://wa.me/?")):
            facts[href.partition("?")[0]] += 1
            text = " ".join(value for name in ("body", "text") for value in message.get(name, []))
            facts.update(re.findall(r"[0-9]{3,}|https?:\S+", fold_digits(text).replace(f"/{code}/", "/…/")))
        elif re.match(r"(?:tel|sms|mailto|https?):", href):
            ours = href.startswith((BASE_URL, "mailto:"))
            facts[href.replace(f"/{code}/", "/…/") if ours else href] += 1
    for text in element.itertext():
        facts.update(re.findall(r"[0-9]{3,}", fold_digits(text)))
    return facts


def _take_out(element: Element, matches: Callable[[Element], bool]) -> list[Element]:
    """Take the topmost elements of a kind out of a tree; their tails stay."""
    taken = []
    for child in list(element):
        if matches(child):
            taken.append(child)
            element.remove(child)
        else:
            taken += _take_out(child, matches)
    return taken


def read_facts(root: Element, code: str) -> Facts:
    """Read the facts of a page's main part. The tree is used up."""
    (main,) = elements(root, "main")
    facts = Facts()
    for section in _take_out(main, lambda element: element.tag == f"{XHTML}section"):
        copies = _take_out(section, lambda element: element.get("class") == "english")
        anchor = section.get("id", "")
        facts.shown[anchor] = count_facts(section, code)
        facts.copied[anchor] = sum((count_facts(copy, code) for copy in copies), Counter())
    facts.shown[""] = count_facts(main, code)
    return facts


def check_same_facts(facts: Facts, english: Facts) -> None:
    assert facts.shown == english.shown
    for anchor, copied in facts.copied.items():
        assert copied <= english.shown[anchor], f"The English under {anchor} has other facts than the English page."


@lru_cache(maxsize=4)
def _read_page(app: Flask, address: str) -> bytes:
    return app.test_client().get(address).data


def fetch(app: Flask, address: str) -> Element:
    return parse_page(_read_page(app, address))


@pytest.mark.parametrize(
    "changes", [{"today": date(2028, 1, 1)}, {"drafts": "withhold"}], ids=["expired", "drafts withheld"]
)
def test_facts_stay_the_same_whatever_is_shown(make_app: Callable[..., Flask], changes: dict[str, object]) -> None:
    app = make_app(**changes)
    for path in PATHS:
        english = read_facts(fetch(app, f"/en{path}"), "en")
        for locale in LOCALES:
            check_same_facts(read_facts(fetch(app, f"/{locale.code}{path}"), locale.code), english)


def test_the_feed_has_the_same_facts_in_every_language(make_app: Callable[..., Flask], locale_code: str) -> None:
    client = make_app(today=date(2028, 1, 1)).test_client()
    feeds = {code: ElementTree.fromstring(client.get(f"/{code}/changes.atom").data) for code in ("en", locale_code)}
    assert count_facts(feeds[locale_code], locale_code) == count_facts(feeds["en"], "en")
    assert sum(count_facts(feeds["en"], "en").values()) > 50


def test_every_guide_has_facts_to_compare(app: Flask) -> None:
    """Two empty pages would have the same facts."""
    for path in PATHS:
        if path.startswith("/rights/") and path != "/rights/":
            assert sum(sum(facts.values()) for facts in read_facts(fetch(app, f"/en{path}"), "en").shown.values()) > 5


_PAGE = '<main><section id="a"><a href="tel:+1888">(888) 804-3536</a> 2026 {}</section></main>'


@pytest.mark.parametrize(
    ("words", "noticed"),
    [
        ("", False),
        ("<p>no 12 facts</p>", False),
        ('<details class="english">2026</details>', False),
        ('<details class="english">2027</details>', True),
        ("<p>1234</p>", True),
        ("<p>١٢٣</p>", True),
        ('<a href="tel:+1889">call</a>', True),
        ('<a href="https://evil.example">x</a>', True),
        ('<a href="/es/rights/apply">x</a>', False),
    ],
)
def test_a_changed_fact_is_noticed(words: str, noticed: bool) -> None:
    pages = [parse_page(f"<!doctype html><title>x</title>{_PAGE.format(text)}".encode()) for text in (words, "")]
    facts, english = (read_facts(page, "es") for page in pages)
    try:
        check_same_facts(facts, english)
    except AssertionError:
        assert noticed
    else:
        assert not noticed


def test_a_cookie_sent_to_us_changes_nothing(client: FlaskClient) -> None:
    for path in ("/es/", "/", "/es/nope"):
        assert client.get(path, headers={"Cookie": "session=quetzal; lang=fr"}).data == client.get(path).data
    assert not client._cookies


def test_scripts_send_nothing() -> None:
    assert SCRIPTS
    for script in SCRIPTS:
        text = script.read_text().replace(ALLOWED.get(script.name, "\0"), "", 1)
        assert not SENDING.search(text), f"{script.name} sends or fetches something."


def test_the_manifest_installs_nothing(client: FlaskClient) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").data)
    assert manifest["display"] == "browser"
    assert not {"serviceworker", "share_target", "file_handlers", "protocol_handlers"} & set(manifest)


def test_no_page_asks_for_anything_but_a_search(app: Flask, page_address: str) -> None:
    """What has no name can be sent under none, even by a form whose script failed."""
    root = fetch(app, page_address)
    # A box to tick and a list to choose from hold words of ours.
    fields = [field for name in ("input", "textarea", "button") for field in elements(root, name)]
    assert {field.get("name", "") for field in fields if field.get("type") not in {"hidden", "checkbox"}} <= {"", "q"}
    for form in elements(root, "form"):
        assert form.get("autocomplete") == "off"
        assert form.get("method", "get") == "get"


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def keep():\n open('visits', 'a').write(x)", {"keep"}),
        ("def keep():\n Path('visits').write_text(x)", {"keep"}),
        ("handler = logging.FileHandler('visits.log')", {"the module"}),
        ("class Visits:\n def keep(self):\n  path.open(mode='wb')", {"Visits"}),
        ("def read():\n open('visits')\n path.open(encoding='utf-8')\n path.read_text()", set()),
    ],
)
def test_writing_is_found_wherever_it_is(code: str, found: set[str]) -> None:
    assert find_writing(ast.parse(code)) == found


@pytest.mark.parametrize("code", ["request.form['name']", "request.get_json()", "x = request.data", "request.files"])
def test_reading_a_body_is_found(code: str) -> None:
    assert find_reading_of_bodies(ast.parse(code))


def test_a_promise_whose_test_is_gone_is_found(tmp_path: Path) -> None:
    (tmp_path / "promises.toml").write_text(
        "".join(f'[{key}]\ntext = "x"\ntest = "{file}"\n' for key, file in
                {"kept": "test_it.py", "gone": "test_it.py", "inside": "test_it.py", "lost": "test_no.py"}.items())
    )  # fmt: skip
    (tmp_path / "test_it.py").write_text("def test_kept(): ...\nclass T:\n def test_inside(self): ...\n# test_gone\n")
    assert find_unproven(load_promises(tmp_path), tmp_path) == ["gone", "inside", "lost"]


def test_the_privacy_page_names_the_test_of_every_promise(get_page: Callable[..., Page], locale_code: str) -> None:
    shown = [text_of(code) for code in elements(get_page(f"/{locale_code}/privacy").root, "code")]
    assert [promise.test_name for promise in load_promises(FOLDER)] == [
        name for name in shown if name.startswith("test_")
    ]
