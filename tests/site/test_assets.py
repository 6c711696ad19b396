"""Our own files: the stylesheet that stands in every page, and those with hashed names."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.site import assets
from portal.site.assets import Assets, minify_css
from tests.conftest import Page
from tests.page_checks import elements, parse_page

STATIC = Path(assets.__file__).parents[1] / "static"

_TOKEN = re.compile(r'"[^"]*"|[{};]|[^"{};]+')


def parse_css(text: str) -> list[tuple[str, ...]]:
    """List rules as (at-rules above, selector, declarations …), with the white space that means nothing folded."""
    rules: list[tuple[str, ...]] = []
    above: list[str] = []
    declarations: list[str] = []
    words = ""
    for token in _TOKEN.findall(re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)):
        if token == "{":
            above.append(_fold(words))
            words = ""
        elif token in ";}":
            declarations += [_fold(words)] if words.strip() else []
            words = ""
            if token == "}":
                rules.append((*above, *declarations))
                declarations = []
                above.pop()
        else:
            words += token
    assert not above, "A brace is not closed."
    return [rule for rule in rules if len(rule) > 1]


def _fold(words: str) -> str:
    """Fold white space outside of quoted text."""
    parts = re.split(r'("[^"]*")', words.strip())
    parts[::2] = [re.sub(r"\s*([>,])\s*", r"\1", re.sub(r"\s+", " ", part)) for part in parts[::2]]
    name, colon, value = "".join(parts).partition(":")
    return f"{name}:{value.strip()}" if colon and " " not in name and value.startswith(" ") else "".join(parts)


def _sha(body: bytes, name: str) -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, body).digest()).decode()}"


@pytest.fixture(scope="module")
def ours() -> Assets:
    return Assets(STATIC)


def test_the_small_stylesheet_means_what_the_sheets_say(ours: Assets) -> None:
    css = STATIC / "css"
    sheets = [css / name for name in ("tokens.css", "base.css", "layout.css")]
    sheets += [*sorted((css / "components").glob("*.css")), css / "print.css"]
    assert {*sheets} == {*css.glob("*.css"), *css.glob("components/*.css")}, "A sheet is in none of the layers."
    written = [rule for path in sheets for rule in parse_css(path.read_text())]
    assert parse_css(ours.stylesheet().text) == written


def test_a_folder_of_sheets_belongs_to_the_pages_of_one_blueprint(ours: Assets, app: Flask) -> None:
    own = {path.parent for path in (STATIC / "css").rglob("*.css")} - {STATIC / "css", STATIC / "css" / "components"}
    assert {folder.name for folder in own} <= set(app.blueprints)
    for folder in own:
        sheet = ours.stylesheet(folder.name)
        assert sheet.text.startswith(ours.stylesheet().text)
        assert sheet.hash != ours.stylesheet().hash


def test_the_small_stylesheet_is_small(ours: Assets) -> None:
    assert "/*" not in ours.stylesheet().text
    assert "\n" not in ours.stylesheet().text
    assert "  " not in ours.stylesheet().text


@pytest.mark.parametrize(
    ("written", "small"),
    [
        ("a { color: red; }", "a{color:red}"),
        ("a ,\n b > c { margin : 0 auto ; }", "a,b>c{margin:0 auto}"),
        ("@media print { .a .b { top: 0; } }", "@media print{.a .b{top:0}}"),
        ("a { inset: calc(1px + 2px); } /* a { } */", "a{inset:calc(1px + 2px)}"),
        (".known > :not(summary) { gap: 1px }", ".known>:not(summary){gap:1px}"),
    ],
)
def test_needless_characters_go(written: str, small: str) -> None:
    assert minify_css(written) == small


def test_no_sheet_has_a_selector_that_would_change_its_meaning() -> None:
    for path in (STATIC / "css").rglob("*.css"):
        selectors = [name for rule in parse_css(path.read_text()) for name in rule[:-1]]
        assert not [name for name in selectors if re.search(r"[\w\])] :", name)], f"{path.name} has “a :b”."


def test_the_policy_names_the_style_as_it_is_served(ours: Assets, app: Flask) -> None:
    response = app.test_client().get("/es/")
    (style,) = elements(parse_page(response.data), "style")
    assert style.text == ours.stylesheet().text
    assert _sha(ours.stylesheet().text.encode(), "sha256") == ours.stylesheet().hash
    assert f"'{ours.stylesheet().hash}'" in response.headers["Content-Security-Policy"]


def test_every_file_is_served_under_its_hashed_name(ours: Assets, client: FlaskClient) -> None:
    files = [path for path in STATIC.rglob("*") if path.is_file() and path.suffix != ".css"]
    assert len(ours.addresses()) == len(files)
    for path in files:
        asset = ours[path.relative_to(STATIC).as_posix()]
        assert asset.address == f"/static/{path.stem}.{hashlib.sha256(path.read_bytes()).hexdigest()[:12]}{path.suffix}"
        assert client.get(asset.address).data == path.read_bytes()
        assert ours.find(asset.address) == asset


def test_a_name_changes_with_the_content(tmp_path: Path) -> None:
    (tmp_path / "css").mkdir()
    (tmp_path / "js").mkdir()
    script = tmp_path / "js" / "exit.js"
    addresses = []
    for text in ("leave()", "leave(now)"):
        script.write_text(text)
        addresses += Assets(tmp_path).addresses()
    assert len(set(addresses)) == 2


def test_a_file_made_at_start_is_served_like_the_others() -> None:
    ours = Assets(STATIC)
    asset = ours.add("zips.json", b"{}", "application/json")
    assert asset.address == f"/static/zips.{hashlib.sha256(b'{}').hexdigest()[:12]}.json"
    assert ours["zips.json"] == ours.find(asset.address) == asset
    assert asset.address in ours.addresses()


@pytest.mark.parametrize("name", ["exit.js", "exit.000000000000.js", "../__init__.py", "base.css", ""])
def test_no_other_name_leads_to_a_file(ours: Assets, client: FlaskClient, name: str) -> None:
    assert ours.find(f"/static/{name}") is None
    assert client.get(f"/static/{name}").status_code == 404


def test_browsers_check_scripts_against_what_is_served(get_page: object, client: FlaskClient, ours: Assets) -> None:
    page: Page = get_page("/es/")  # type: ignore[operator]
    scripts = elements(page.root, "script")
    assert scripts
    for script in scripts:
        assert script.get("integrity") == _sha(client.get(script.get("src", "")).data, "sha384")


@pytest.mark.parametrize(
    ("name", "content_type"), [("js/exit.js", "text/javascript; charset=utf-8"), ("images/icon.svg", "image/svg+xml")]
)
def test_a_file_says_what_it_is(ours: Assets, client: FlaskClient, name: str, content_type: str) -> None:
    assert client.get(ours[name].address).headers["Content-Type"] == content_type


def test_every_file_a_page_names_is_there(client: FlaskClient) -> None:
    root = parse_page(client.get("/es/").data)
    named = [
        element.get("src") or element.get("href") for element in root.iter() if element.tag.endswith(("link", "script"))
    ]
    assert named
    assert {client.get(address).status_code for address in named if address} == {200}
