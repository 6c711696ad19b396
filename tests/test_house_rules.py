"""Rules of this house that no linter knows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.code_reading import PORTAL, ROOT, called_name, calls, modules

TEMPLATES = sorted(PORTAL.glob("templates/**/*.html"))
COMPONENTS = sorted(PORTAL.glob("templates/components/*.html"))
SHEETS = sorted(PORTAL.glob("static/css/**/*.css"))
SCRIPTS = sorted(PORTAL.glob("static/js/**/*.js"))
LOCKS = sorted(ROOT.glob("requirements/*.lock"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


UNSAFE_IN_TEMPLATES = {
    r"\|\s*safe\b": "Give the template Markup that Python has made, instead of |safe.",
    r"\bMarkup\b": "Make Markup in Python.",
    r"autoescape\s+false": "Leave autoescape on.",
    r"<script(?![^>]*\bsrc=)": "Write the script as a file and use script().",
    r"\sstyle\s*=": "Write a class instead of style=.",
    r"\son[a-z]+=": "Write a script with data-module instead of a handler.",
    r"javascript:": "Write a script with data-module instead of a javascript: address.",
    r"""(?:src|action|srcset)\s*=\s*["'](?:https?:)?//""": "Serve it ourselves.",
    r"""method\s*=\s*["']?post""": "Use GET: nothing is accepted here.",
    r"""target\s*=""": "Let the reader choose where a link opens.",
}


@pytest.mark.parametrize("path", TEMPLATES, ids=named)
def test_templates_hold_nothing_unsafe(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}", "", path.read_text(), flags=re.DOTALL)
    for pattern, cure in UNSAFE_IN_TEMPLATES.items():
        assert not re.search(pattern, text, re.IGNORECASE), cure


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_opens_with_what_it_is_and_an_example(path: Path) -> None:
    opening = re.match(r"\{#-?(.*?)-?#\}", path.read_text(), re.DOTALL)
    assert opening, "Open the file with a comment."
    assert re.search(r"Example: .*\{\{.*\}\}|Example: .*<", opening[1], re.DOTALL), "Show one call in the comment."


@pytest.mark.parametrize("path", COMPONENTS, ids=named)
def test_a_component_is_macros_alone(path: Path) -> None:
    text = re.sub(r"\{#.*?#\}|\{%-?\s*macro.*?endmacro\s*-?%\}", "", path.read_text(), flags=re.DOTALL)
    assert not re.sub(r"\{%-?\s*from .*?%\}", "", text).strip(), "Put everything into a macro."


@pytest.mark.parametrize("path", [path for path in TEMPLATES if path not in COMPONENTS], ids=named)
def test_a_page_extends_one_layout(path: Path) -> None:
    extended = re.findall(r"\{% extends \"(.*?)\" %\}", path.read_text())
    # The frame itself, the page a proxy shows when the portal is down, and a file that leaves the site stand alone.
    alone = path.relative_to(PORTAL / "templates").as_posix() in {
        "layouts/base.html", "site/offline.html", "sharing/file.html"
    }  # fmt: skip
    assert len(extended) == (0 if alone else 1)
    assert all(name.startswith("layouts/") for name in extended)


PHYSICAL = re.compile(
    r"(?:(?:margin|padding|border|scroll-margin|scroll-padding|inset)-(?:left|right|top|bottom)\b"
    r"|(?:left|right|top|bottom)\s*:"
    r"|(?:min-|max-)?(?:width|height)\s*:"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)\b"
    r"|overflow-x\b)"
)
_FOUR_SIDES = re.compile(r"(?:margin|padding|inset|border-(?:width|style|color))\s*:\s*([^;}]+)")


def find_physical(css: str) -> list[str]:
    """List declarations that name a side of the screen and not of the text."""
    found = []
    for declaration in re.findall(r"[^{};]+(?=[;}])", re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)):
        sides = _FOUR_SIDES.search(declaration)
        values = sides[1].split() if sides else []
        if PHYSICAL.match(declaration.strip()) or (len(values) == 4 and values[1] != values[3]):
            found.append(declaration.strip())
    return found


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_sheets_name_sides_of_the_text_and_not_of_the_screen(path: Path) -> None:
    assert find_physical(path.read_text()) == []


@pytest.mark.parametrize(
    ("css", "count"),
    [
        ("a{margin-left:1px}", 1),
        ("a { padding: 0; left: 0; }", 1),
        ("a{text-align:right;float:left}", 2),
        ("a{padding:1px 2px 3px 4px}", 1),
        ("a{border-right:0;min-height:44px;overflow-x:auto}", 3),
        ("a{margin-inline-start:1px;text-align:start;inset-block-start:0;stroke-width:1;line-height:2}", 0),
        ("a{padding:1px 2px 3px;border-inline-end:0;min-block-size:1px;text-anchor:middle}", 0),
    ],
)
def test_physical_properties_are_found(css: str, count: int) -> None:
    assert len(find_physical(css)) == count


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_sheets_fetch_nothing(path: Path) -> None:
    text = path.read_text()
    assert not re.search(r"@import|@font-face|expression\(|https?:|//\w", text)
    assert {address[0] for address in re.findall(r"url\([\"']?([^)]*)", text)} <= {"#"}


@pytest.mark.parametrize("path", SHEETS, ids=named)
def test_a_sheet_opens_with_what_it_is_for(path: Path) -> None:
    assert path.read_text().startswith("/* ")


def test_a_sheet_of_components_has_the_name_of_one() -> None:
    names = {path.stem for path in COMPONENTS}
    # Cards are plain lists that several components and pages print.
    assert {path.stem for path in SHEETS if path.parent.name == "components"} <= names | {"cards"}


UNSAFE_IN_SCRIPTS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|createContextualFragment|DOMParser|srcdoc|\beval\b"
    r"|new Function|set(?:Timeout|Interval)\(\s*[\"']|localStorage|sessionStorage|indexedDB|\bcaches\b|cookie"
    r"|serviceWorker|\bfetch\b|XMLHttpRequest|sendBeacon|WebSocket|EventSource|\bimport\b|https?://(?!schemas\.openxmlformats\.org/)"
    # The one address allowed is a name: what Word calls its own words. Nothing is asked there.
    r"|console\."
)


#: The one thing a script may ask for: a table of ZIP codes, once, before anybody can type. For another state than
#: California's the state's own table is fetched when the ZIP code has told the state.
TABLE_OF_ZIPS = {"zip-county.js": "fetch(form.dataset.file, ", "zip-officials.js": "fetch(fileOf(name), "}


#: The one script that keeps something, because its reader tapped the button for it, and the words it needs for that.
ASKED_TO_KEEP = {"keep.js": r"caches|serviceWorker"}


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_scripts_write_text_alone_and_keep_nothing(path: Path) -> None:
    text = path.read_text()
    assert text.startswith("/* "), "Open the file with what it does."
    text = re.sub(ASKED_TO_KEEP.get(path.name, r"\Z"), "", text)
    assert not UNSAFE_IN_SCRIPTS.search(text.replace(TABLE_OF_ZIPS.get(path.name, "\0"), "", 1))


@pytest.mark.parametrize("path", SCRIPTS, ids=named)
def test_words_of_scripts_come_from_the_page(path: Path) -> None:
    """A sentence inside a script is a sentence no translator sees."""
    code = re.sub(r"/\*.*?\*/|//[^\n]*", "", path.read_text(), flags=re.DOTALL)
    texts = ["".join(pair) for pair in re.findall(r"\"([^\"\n]*)\"|'([^'\n]*)'", code)]
    assert not [text for text in texts if re.search(r"\w \w", text) and text != "use strict"]


#: The places that may vouch for a text that is no literal: what they pass on is escaped, or our own file.
VOUCHERS = {"portal.i18n.catalogs": 3, "portal.site.views": 1}


@pytest.mark.parametrize("name", modules())
def test_nobody_vouches_for_a_text_of_others(name: str) -> None:
    variable = [
        ast.unparse(call)
        for call in calls(modules()[name])
        if called_name(call) == "Markup" and call.args and not isinstance(call.args[0], ast.Constant)
    ]
    assert len(variable) <= VOUCHERS.get(name, 0), f"Use Markup('…').format(…) instead of {variable}."


@pytest.mark.parametrize("name", modules())
def test_nothing_is_printed_or_run(name: str) -> None:
    banned = {"print", "eval", "exec", "breakpoint", "pprint"}
    used = {call.func.id for call in calls(modules()[name]) if isinstance(call.func, ast.Name)}
    assert not used & banned


@pytest.mark.parametrize("name", modules())
def test_a_module_opens_with_a_sentence_of_its_own(name: str) -> None:
    opening = ast.get_docstring(modules()[name])
    assert opening, "Say what only this module could say."
    assert opening.split("\n\n")[0].rstrip().endswith("."), "End the first sentence with a full stop."
    openings = [ast.get_docstring(tree) for tree in modules().values()]
    assert openings.count(opening) == 1


def read_lock(path: Path) -> Iterator[tuple[str, list[str]]]:
    """Give each requirement of a lock file with its hashes."""
    for entry in path.read_text().replace("\\\n", " ").splitlines():
        if entry.strip() and not entry.startswith("#"):
            requirement, *hashes = entry.split("--hash=")
            yield requirement.strip(), [text.strip() for text in hashes]


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_every_requirement_is_pinned_by_its_hashes(path: Path) -> None:
    requirements = list(read_lock(path))
    assert requirements
    for requirement, hashes in requirements:
        assert re.fullmatch(r"[a-z0-9._-]+==[\w.+!]+(?: ;.*)?", requirement), f"{requirement} is not pinned."
        assert hashes, f"{requirement} has no hash."
        assert all(re.fullmatch(r"sha256:[0-9a-f]{64}", text) for text in hashes)


@pytest.mark.parametrize("path", LOCKS, ids=named)
def test_a_lock_names_no_host(path: Path) -> None:
    assert not re.search(r"://|--(?:extra-)?index|--find-links|--trusted", path.read_text())


def test_what_runs_is_among_what_is_tested() -> None:
    # A marker may differ: what a test library always needs, the portal may need on an older Python alone.
    run, test = (
        {(requirement.partition(" ;")[0], tuple(hashes)) for requirement, hashes in read_lock(path)} for path in LOCKS
    )
    assert run <= test


def test_nothing_compiled_is_kept_in_git() -> None:
    assert {"*.mo", "states.json", "__pycache__/"} <= set((ROOT / ".gitignore").read_text().split())


WRITTEN = [
    path
    for pattern in ("portal/**/*", "tests/**/*", "benchmarks/**/*", "docs/**/*", "deploy/**/*", "*.*", "Makefile")
    for path in sorted(ROOT.glob(pattern))
    if path.suffix in {".py", ".html", ".css", ".js", ".toml", ".md", ".cfg", ".conf", ".service", ""}
    and path.is_file()
]


def test_nothing_is_left_for_later() -> None:
    marks = re.compile(r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|HA" r"CK)\b")
    left = [named(path) for path in WRITTEN if marks.search(path.read_text("utf-8", "replace"))]
    assert left == []


def test_no_file_names_a_machine() -> None:
    place = re.compile(r"/(?:home|Users)/\w")
    assert [named(path) for path in WRITTEN if place.search(path.read_text("utf-8", "replace"))] == []
