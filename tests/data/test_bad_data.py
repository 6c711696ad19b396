"""One thing wrong in a data file: the portal does not start, and says which file, which entry and what to write."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.data import FOLDER, MAX_BYTES, DataError

Edit = Callable[[Path], None]

GUIDE = "guides/start.md"
HEADING = r"^## .+ \{#[a-z-]+( \.critical)?\}$"

ONE_CLAIM = """
[start.{key}]
sources = ["portal-practice"]
as_of = 2026-10-07
review_by = 2026-12-15
confidence = "confirmed"
area = "US"
"""

ONE_SOURCE = """
[{key}]
title = "A page"
publisher = "Somebody"
language = "en"
kind = "press"
read = {read}
"""

ONE_CHANGE = """
[[change]]
key = "something-new"
date = "{date}"
kind = "happened"
text = "{text}"
sources = ["portal-practice"]
confidence = "confirmed"
guide = "{guide}"
"""


SAME_CHANGE = ONE_CHANGE.format(text="It happened.", date="2026-11-22", guide="start")


def swap(pattern: str, replacement: str) -> Edit:
    """Change the first place a pattern is found."""

    def edit(path: Path) -> None:
        text, count = re.subn(pattern, lambda _: replacement, path.read_text(), count=1, flags=re.MULTILINE)
        assert count, f"{path.name} has nothing like {pattern}."
        path.write_text(text)

    return edit


def drop(pattern: str) -> Edit:
    return swap(f"{pattern}\n", "")


def append(text: str) -> Edit:
    def edit(path: Path) -> None:
        path.write_text(f"{path.read_text()}\n{text}\n")

    return edit


def change(text: str = "It happened.", *, date: str = "2026-11-22", guide: str = "start") -> Edit:
    return append(ONE_CHANGE.format(text=text, date=date, guide=guide))


def rewrite(encode: Callable[[str], bytes]) -> Edit:
    """Write the whole file in another way."""
    return lambda path: path.write_bytes(encode(path.read_text()))


def remove(path: Path) -> None:
    path.unlink()


def become_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def empty_the_folder(path: Path) -> None:
    for guide in path.glob("*.md"):
        guide.unlink()


def claim_nothing_read(path: Path) -> None:
    append(ONE_SOURCE.format(key="unread", read="false"))(path.with_name("sources.toml"))
    swap(r"^sources = .*", 'sources = ["unread"]')(path)


def remove_shown_section(path: Path) -> None:
    swap(r"^## .+ \{#emergency-first[^}]*\}$(?s:.+?)(?=^## )", "")(path / "start.md")
    swap(r"^\[start\.emergency-first\]$(?s:.+?)(?=^\[)", "")(path.with_name("claims.toml"))


def call_a_source_like_a_guide(path: Path) -> None:
    append(ONE_SOURCE.format(key="start", read="true"))(path.parent.with_name("sources.toml"))


def call_two_codes_one_name(path: Path) -> None:
    swap(r"^aliases = \[\]$", 'aliases = ["vi"]')(path)


def mistake(name: str, file: str, edit: Edit, says: str, blames: str = "") -> Any:
    """Name a mistake.

    :param file: what is edited, under ``data/``.
    :param says: what its error must speak of.
    :param blames: the file the error names, if it is another.
    """
    return pytest.param(file, edit, says, blames or Path(file).name, id=name)


NOT_A_FILE = [
    mistake(f"{Path(file).stem}-is-missing", file, remove, "cannot be read")
    for file in (
        "changes.toml",
        "claims.toml",
        "facts.toml",
        "glossary.toml",
        "locales.toml",
        "promises.toml",
        "sources.toml",
        "states.toml",
    )
]

NOT_OUR_KIND_OF_FILE = [
    mistake("folder-for-a-file", "claims.toml", become_a_folder, "cannot be read"),
    mistake("no-guides", "guides", empty_the_folder, "no guide", "guides/"),
    mistake("byte-order-mark", GUIDE, rewrite(lambda text: text.encode("utf-8-sig")), "byte order mark"),
    mistake("byte-order-mark-in-toml", "facts.toml", rewrite(lambda text: text.encode("utf-8-sig")), "byte order"),
    mistake("crlf", GUIDE, rewrite(lambda text: text.replace("\n", "\r\n").encode()), "Windows line ends"),
    mistake("crlf-in-toml", "claims.toml", rewrite(lambda text: text.replace("\n", "\r\n").encode()), "Windows"),
    mistake("lone-cr", GUIDE, append("One line\rand another."), "Windows line ends"),
    mistake("latin-1", GUIDE, rewrite(lambda text: f"{text}\nCafé.".encode("latin-1", "replace")), "not UTF-8"),
    mistake("utf-16", "sources.toml", rewrite(lambda text: text.encode("utf-16")), "not UTF-8"),
    mistake("latin-1-in-toml", "sources.toml", rewrite(lambda text: text.encode() + b"# Caf\xe9\n"), "not UTF-8"),
    mistake("two-megabytes", GUIDE, append("word " * (2 * MAX_BYTES // 5)), "over 1,000,000 bytes"),
    mistake("a-million-rows", "states.toml", append("# row\n" * 1_000_000), "over 1,000,000 bytes"),
    mistake("nul", "facts.toml", rewrite(lambda text: text.encode() + b"\0"), "not valid TOML"),
]

NOT_TOML = [
    mistake("no-toml", "sources.toml", append("[half-a-table"), "not valid TOML"),
    mistake("key-twice", "sources.toml", swap(r"^kind = .*", 'kind = "press"\nkind = "press"'), "not valid TOML"),
    mistake("table-twice", "claims.toml", append(ONE_CLAIM.format(key="short-answer")), "not valid TOML"),
    mistake("day-that-is-none", "claims.toml", swap(r"^as_of = .*", "as_of = 2026-02-30"), "not valid TOML"),
    mistake("deep-nesting", "changes.toml", append(f"deep = {'[' * 5000}{']' * 5000}"), "not valid TOML"),
    mistake("number-of-5000-digits", "states.toml", swap(r"^row = .*", f"row = {'9' * 5000}"), "not valid TOML"),
    mistake("no-toml-in-front-matter", GUIDE, swap(r"^order = .*", "order ="), "not valid TOML"),
    mistake("code-tag", "promises.toml", append("!!python/object/apply:os.system [true]"), "not valid TOML"),
]

WRONG_SOURCES = [
    mistake("no-sources", "sources.toml", lambda path: path.write_text(""), "names no source"),
    mistake("source-key-unknown", "sources.toml", swap(r"^kind = ", 'colour = "red"\nkind = '), "“colour”"),
    mistake("source-without-title", "sources.toml", drop(r"^title = .*"), "“title” is missing"),
    mistake("source-title-empty", "sources.toml", swap(r"^title = .*", 'title = ""'), "empty"),
    mistake("source-title-with-space", "sources.toml", swap(r"^title = .*", 'title = " A page"'), "spaces"),
    mistake("source-title-a-number", "sources.toml", swap(r"^title = .*", "title = 3"), "wrong kind"),
    mistake("source-read-a-word", "sources.toml", swap(r"^read = .*", 'read = "yes"'), "wrong kind"),
    mistake("source-kind-unknown", "sources.toml", swap(r"^kind = .*", 'kind = "blog"'), "“blog”"),
    mistake("source-date-no-date", "sources.toml", swap(r"^date = .*", 'date = "last June"'), "no date"),
    mistake("source-date-compact", "sources.toml", swap(r"^date = .*", 'date = "20250613"'), "no date"),
    mistake("source-date-not-a-text", "sources.toml", swap(r"^date = .*", "date = 2025-06-13"), "wrong kind"),
    mistake("source-url-no-address", "sources.toml", swap(r"^url = .*", 'url = "dhcs.ca.gov"'), "no web address"),
    mistake("source-url-script", "sources.toml", swap(r"^url = .*", 'url = "javascript:alert()"'), "no web address"),
    mistake("source-url-broken", "sources.toml", swap(r"^url = .*", 'url = "https://[half"'), "no web address"),
    mistake("source-url-with-space", "sources.toml", swap(r"^url = .*", 'url = "https://a b.org"'), "no web address"),
    mistake("source-key-in-capitals", "sources.toml", append(ONE_SOURCE.format(key="DHCS", read="true")), "a-z"),
    mistake("source-not-a-table", "sources.toml", lambda path: path.write_text('dhcs = "page"\n'), "not a table"),
    mistake("source-named-like-a-guide", GUIDE, call_a_source_like_a_guide, "same key"),
]

WRONG_CLAIMS = [
    mistake("claim-key-unknown", "claims.toml", swap(r"^area = ", "sure = true\narea = "), "“sure”"),
    mistake("claim-without-review-by", "claims.toml", drop(r"^review_by = .*"), "“review_by” is missing"),
    mistake("claim-without-sources", "claims.toml", drop(r"^sources = .*"), "“sources” is missing"),
    mistake("claim-with-empty-sources", "claims.toml", swap(r"^sources = .*", "sources = []"), "no source"),
    mistake("claim-sources-a-text", "claims.toml", swap(r"^sources = .*", 'sources = "dhcs"'), "wrong kind"),
    mistake("claim-sources-of-numbers", "claims.toml", swap(r"^sources = .*", "sources = [1]"), "not a text"),
    mistake("claim-source-unknown", "claims.toml", swap(r"^sources = .*", 'sources = ["nobody"]'), "“nobody”"),
    mistake(
        "claim-source-twice",
        "claims.toml",
        swap(r"^sources = .*", 'sources = ["dhcs-statement", "dhcs-statement"]'),
        "twice",
    ),
    mistake("claim-from-what-nobody-read", "claims.toml", claim_nothing_read, "Nobody has read"),
    mistake("claim-date-a-text", "claims.toml", swap(r"^as_of = .*", 'as_of = "2026-09-01"'), "wrong kind"),
    mistake("claim-date-with-time", "claims.toml", swap(r"^as_of = .*", "as_of = 2026-09-01T00:00:00"), "wrong kind"),
    mistake("claim-date-not-a-number", "claims.toml", swap(r"^as_of = .*", "as_of = nan"), "wrong kind"),
    mistake("claim-date-a-year", "claims.toml", swap(r"^review_by = .*", "review_by = 2027"), "wrong kind"),
    mistake("claim-reviewed-before-known", "claims.toml", swap(r"^review_by = .*", "review_by = 2020-01-01"), "before"),
    mistake("claim-confidence-unknown", "claims.toml", swap(r"^confidence = .*", 'confidence = "sure"'), "“sure”"),
    mistake("claim-area-unknown", "claims.toml", swap(r"^area = .*", 'area = "Texas"'), "“Texas”"),
    mistake("claim-recheck-a-number", "claims.toml", swap(r"^recheck = .*", "recheck = 1"), "wrong kind"),
    mistake("claims-not-a-table", "claims.toml", lambda path: path.write_text("start = 1\n"), "not a table"),
    mistake("claim-not-a-table", "claims.toml", lambda path: path.write_text("[start]\nkey = 1\n"), "not a table"),
    mistake("claim-without-section", "claims.toml", append(ONE_CLAIM.format(key="nowhere")), "No guide has"),
    mistake(
        "claim-of-no-guide",
        "claims.toml",
        append(ONE_CLAIM.format(key="x").replace("start.x", "no-guide.x")),
        "No guide has",
    ),
    mistake("confirmations-not-a-list", "claims.toml", swap(r"^area = ", "confirmations = 1\narea = "), "wrong kind"),
    mistake("confirmation-not-a-table", "claims.toml", swap(r"^area = ", "confirmations = [1]\narea = "), "table"),
    mistake(
        "confirmation-without-day",
        "claims.toml",
        swap(r"^area = ", 'confirmations = [{by = "staff attorney", on = 2026-11-22}]\narea = '),
        "“until” is missing",
    ),
    mistake(
        "confirmation-with-a-name",
        "claims.toml",
        swap(r"^area = ", 'confirmations = [{by = "x", on = 2026-11-22, until = 2027-01-01, name = "Ana"}]\narea = '),
        "“name”",
    ),
]

WRONG_GUIDES = [
    mistake("no-front-matter", GUIDE, swap(r"\A\+\+\+\n", ""), "front matter is missing"),
    mistake("front-matter-without-end", GUIDE, swap(r"^\+\+\+\n\n", "\n"), "front matter is missing"),
    mistake("guide-key-unknown", GUIDE, swap(r"^order = ", 'author = "me"\norder = '), "“author”"),
    mistake("guide-without-title", GUIDE, drop(r"^title = .*"), "“title” is missing"),
    mistake("guide-without-neutral-title", GUIDE, drop(r"^neutral_title = .*"), "“neutral_title” is missing"),
    mistake("guide-order-a-text", GUIDE, swap(r"^order = .*", 'order = "1"'), "wrong kind"),
    mistake("guide-order-true", GUIDE, swap(r"^order = .*", "order = true"), "wrong kind"),
    mistake("guide-order-not-a-number", GUIDE, swap(r"^order = .*", "order = nan"), "wrong kind"),
    mistake("guide-topic-unknown", GUIDE, swap(r"^topic = .*", 'topic = "sports"'), "“sports”"),
    mistake("slug-not-the-file-s", GUIDE, swap(r"^slug = .*", 'slug = "begin"'), "not the file's name"),
    mistake("neutral-title-tells", GUIDE, swap(r"^neutral_title = .*", 'neutral_title = "ICE raids"'), "tells"),
    mistake("title-with-a-link", GUIDE, swap(r"^title = .*", 'title = "[Read][about]"'), "link or a phone"),
    mistake("title-with-a-phone", GUIDE, swap(r"^question = .*", 'question = "Call {phone:911}?"'), "link or a phone"),
    mistake("title-with-a-digit", GUIDE, swap(r"^title = .*", 'title = "10 facts"'), "digit"),
    mistake("two-guides-with-one-order", "guides/who-can-get.md", swap(r"^order = .*", "order = 1"), "has order 1 too"),
    mistake("heading-without-key", GUIDE, swap(HEADING, "## What to know"), "has no key"),
    mistake("heading-of-another-level", GUIDE, swap(HEADING, "### What to know {#key}"), "has no key"),
    mistake("heading-key-in-capitals", GUIDE, swap(HEADING, "## What to know {#Key}"), "has no key"),
    mistake("heading-with-a-link", GUIDE, swap(HEADING, "## [Read][about] {#key}"), "link or a phone"),
    mistake("heading-in-a-list", GUIDE, append("- ## A heading {#in-a-list}\n"), "inside a list"),
    mistake("section-key-twice", GUIDE, append("## Again {#short-answer}\n\nText."), "Two sections"),
    mistake("section-without-claim", GUIDE, append("## New {#brand-new}\n\nText."), "no claim", "claims.toml"),
    mistake("section-that-pages-show-is-gone", "guides", remove_shown_section, "other pages show it", "guides/"),
    mistake("section-empty", GUIDE, append("## Nothing below {#nothing}\n"), "empty"),
    mistake("guide-without-section", GUIDE, swap(r"^## (?s:.+)\Z", ""), "no section"),
    mistake("text-before-the-first-heading", GUIDE, swap(HEADING, "Text.\n\n## Heading {#key}"), "before the first"),
    mistake("nested-list", GUIDE, append("- One.\n  - Two."), "inside another"),
    mistake("list-in-a-quotation", GUIDE, append("> - One."), "inside another"),
    mistake("deeply-nested-list", GUIDE, append(f"{'- ' * 15}One."), "inside another"),
    mistake("block-of-61-words", GUIDE, append("word " * 61), "over 60 words"),
    mistake("comment-for-nobody", GUIDE, append("<!-- Remember to call. -->"), "not a translator comment"),
]

WRONG_PROSE = [
    mistake("reference-to-no-phone", GUIDE, append("Call {phone:nobody}."), "leads to nothing"),
    mistake("reference-to-no-day", GUIDE, append("Since {date:2026-02-30}."), "leads to nothing"),
    mistake("reference-to-a-compact-day", GUIDE, append("Since {date:20260201}."), "leads to nothing"),
    mistake("reference-to-a-week", GUIDE, append("Since {date:2026-W02-2}."), "leads to nothing"),
    mistake("reference-to-no-amount", GUIDE, append("It costs {usd:30.50}."), "leads to nothing"),
    mistake("reference-to-no-number", GUIDE, append("All {number:twenty}."), "leads to nothing"),
    mistake("reference-to-no-percent", GUIDE, append("Up to {percent:400%}."), "leads to nothing"),
    mistake("reference-to-no-name", GUIDE, append("The form {name:<b>}."), "leads to nothing"),
    mistake("reference-of-unknown-kind", GUIDE, append("See {service:legal-aid}."), "leads to nothing"),
    mistake("stray-brace", GUIDE, append("It costs {usd:30."), "brace"),
    mistake("template-syntax", GUIDE, append("It is {{ config }}."), "brace"),
    mistake("link-to-nothing", GUIDE, append("Read [this][no-such-key]."), "nobody knows"),
    mistake("link-to-no-section", GUIDE, append("Read [this][start.no-section]."), "nobody knows"),
    mistake("link-to-an-address", GUIDE, append("Read [this](https://example.org/)."), "links to the address"),
    mistake("link-to-a-script", GUIDE, append("Read [this](data:text/html,x)."), "nobody knows"),
    mistake("link-definition", GUIDE, append("[more]: https://example.org/"), "address typed in"),
    mistake("address-typed-in", GUIDE, append("Read https://example.org/ now."), "address typed in"),
    mistake("domain-typed-in", GUIDE, append("Look at lawhelpca.org for help."), "address typed in"),
    mistake("www-typed-in", GUIDE, append("Look at www.example for help."), "address typed in"),
    mistake("e-mail-typed-in", GUIDE, append("Write to help@example for help."), "address typed in"),
    mistake("address-in-angles", GUIDE, append("Read <https://example.org/> now."), "HTML"),
    mistake("digit-in-prose", GUIDE, append("There are 20 states."), "digit"),
    mistake("digit-of-another-script", GUIDE, append("There are ٢٠ states."), "digit"),
    mistake("html", GUIDE, append("Read <b>this</b>."), "HTML"),
    mistake("html-block", GUIDE, append("<script>alert()</script>"), "HTML"),
    mistake("entity", GUIDE, append("Read &lt;this&gt;."), "HTML"),
    mistake("image", GUIDE, append("![A map](map.svg)"), "links to the address"),
    mistake("code", GUIDE, append("Type `this`."), "HTML or code"),
    mistake("code-block", GUIDE, append("```\nthis\n```"), "HTML or code"),
    mistake("emphasis", GUIDE, append("Read *this*."), "does not use"),
]

WRONG_FACTS = [
    mistake("phone-key-unknown", "facts.toml", swap(r"^name = ", 'hours = "always"\nname = '), "“hours”"),
    mistake("phone-without-number", "facts.toml", drop(r"^number = .*"), "“number” is missing"),
    mistake("phone-number-a-number", "facts.toml", swap(r"^number = .*", "number = 911"), "wrong kind"),
    mistake("phone-of-unknown-kind", "facts.toml", swap(r"^kind = .*", 'kind = "fax"'), "“fax”"),
    mistake("phone-source-unknown", "facts.toml", swap(r"^source = .*", 'source = "nobody"'), "“nobody”"),
    mistake("phone-not-to-be-dialled", "facts.toml", swap(r"^dial = .*", 'dial = "911#"'), "cannot be dialled"),
    mistake("phone-dials-another", "facts.toml", swap(r"^number = .*", 'number = "912"'), "is not 911"),
    mistake("phone-reviewed-before-known", "facts.toml", swap(r"^review_by = .*", "review_by = 2020-01-01"), "before"),
    mistake("phone-without-review", "facts.toml", drop(r"^review_by = .*"), "“review_by” is missing"),
]

WRONG_CHANGES = [
    mistake("change-key-unknown", "changes.toml", swap(r"^kind = ", "sure = 1\nkind = "), "“sure”"),
    mistake("change-without-text", "changes.toml", drop(r"^text = .*"), "“text” is missing"),
    mistake("change-without-source", "changes.toml", swap(r"^sources = .*", "sources = []"), "no source"),
    mistake("change-source-unknown", "changes.toml", swap(r"^sources = .*", 'sources = ["nobody"]'), "“nobody”"),
    mistake("change-of-unknown-kind", "changes.toml", swap(r"^kind = .*", 'kind = "rumour"'), "“rumour”"),
    mistake("change-on-no-date", "changes.toml", change(date="soon"), "no date"),
    mistake("change-on-a-compact-date", "changes.toml", change(date="20250812"), "no date"),
    mistake("change-of-no-guide", "changes.toml", change(guide="no-guide"), "no guide"),
    mistake("change-key-twice", "changes.toml", append(2 * SAME_CHANGE), "Two changes"),
    mistake("change-with-a-digit", "changes.toml", change("In 2025 it happened."), "digit"),
    mistake("change-with-html", "changes.toml", change("<b>It happened.</b>"), "HTML"),
    mistake("change-with-a-link-to-nothing", "changes.toml", change("[It][nowhere] happened."), "nobody knows"),
    mistake("changes-not-a-list", "changes.toml", lambda path: path.write_text("change = 1\n"), "wrong kind"),
    mistake("change-not-a-table", "changes.toml", lambda path: path.write_text("change = [1]\n"), "not a table"),
    mistake("changes-file-key-unknown", "changes.toml", swap(r"\A", 'event = "x"\n'), "“event”"),
]

WRONG_STATES = [
    mistake("state-without-name", "states.toml", drop(r"^name = .*"), "“name” is missing"),
    mistake("state-part-unknown", "states.toml", swap(r"^part = .*", 'part = "refused"'), "“refused”"),
    mistake("state-on-half-a-column", "states.toml", swap(r"^column = .*", "column = 1.5"), "wrong kind"),
    mistake("state-outside-the-map", "states.toml", swap(r"^column = .*", "column = 40"), "outside"),
    mistake("state-above-the-map", "states.toml", swap(r"^row = .*", "row = -1"), "outside"),
    mistake(
        "two-states-on-a-tile",
        "states.toml",
        append('[XX]\nname = "Atlantis"\npart = "none"\ncolumn = 0\nrow = 0'),
        "tile",
    ),
]

WRONG_GLOSSARY = [
    mistake("term-twice", "glossary.toml", append(2 * '[[term]]\ntext = "x"\ndefinition = "y"\n'), "twice"),
    mistake("term-without-definition", "glossary.toml", drop(r"^definition = .*"), "“definition” is missing"),
    mistake("term-in-unknown-language", "glossary.toml", swap(r"^\[term\.es\]", "[term.xx]"), "“xx”"),
    mistake("term-without-word", "glossary.toml", drop(r"^use = .*"), "“use” is missing"),
    mistake("term-avoids-a-text", "glossary.toml", swap(r"^avoid = .*", 'avoid = "x"'), "wrong kind"),
]

WRONG_LOCALES = [
    mistake("locale-key-unknown", "locales.toml", swap(r"^cldr = ", 'flag = "🏳"\ncldr = '), "“flag”"),
    mistake("locale-without-endonym", "locales.toml", drop(r"^endonym = .*"), "“endonym” is missing"),
    mistake("locale-direction-unknown", "locales.toml", swap(r"^direction = .*", 'direction = "down"'), "“down”"),
    mistake("locale-script-unknown", "locales.toml", swap(r"^script = .*", 'script = "Xxxx"'), "“Xxxx”"),
    mistake("locale-code-with-slash", "locales.toml", swap(r'^code = "vi"', 'code = "v/i"'), "BCP 47"),
    mistake("locale-code-a-pattern", "locales.toml", swap(r'^code = "vi"', 'code = ".*"'), "BCP 47"),
    mistake("locale-catalog-elsewhere", "locales.toml", swap(r"^catalog = .*", 'catalog = "../x"'), "no folder"),
    mistake("locale-cldr-unknown", "locales.toml", swap(r"^cldr = .*", 'cldr = "hmn_US"'), "Babel does not know"),
    mistake(
        "locale-plural-rule-broken", "locales.toml", swap(r"^plural_forms = .*", 'plural_forms = "rule"'), "plural rule"
    ),
    mistake(
        "locale-plural-rule-without-count",
        "locales.toml",
        swap(r"^plural_forms = .*", 'plural_forms = "plural=n != 1;"'),
        "plural rule",
    ),
    mistake(
        "locale-plural-rule-counts-too-few",
        "locales.toml",
        swap(r"^plural_forms = .*", 'plural_forms = "nplurals=1; plural=n != 1;"'),
        "does not count",
    ),
    mistake("locale-falls-back-to-nothing", "locales.toml", swap(r"^fallback = .*", 'fallback = "xx"'), "nowhere"),
    mistake("locale-falls-back-to-itself", "locales.toml", swap(r"^fallback = .*", 'fallback = "es"'), "nowhere"),
    mistake("locale-ends-elsewhere", "locales.toml", drop(r"^fallback = .*"), "does not end in en"),
    mistake("locale-code-twice", "locales.toml", swap(r'^code = "vi"', 'code = "es"'), "stands twice"),
    mistake("locale-alias-is-a-code", "locales.toml", call_two_codes_one_name, "stands twice"),
    mistake("no-english", "locales.toml", swap(r'^code = "en"', 'code = "eng"'), "English is missing"),
    mistake("no-locale-at-all", "locales.toml", lambda path: path.write_text(""), "English is missing"),
]

WRONG_PROMISES = [
    mistake("promise-key-unknown", "promises.toml", swap(r"^test = ", "proof = 1\ntest = "), "“proof”"),
    mistake("promise-without-test", "promises.toml", drop(r"^test = .*"), "“test” is missing"),
    mistake("promise-key-no-test-name", "promises.toml", append('[No-Cookie]\ntext = "x"\ntest = "y"'), "a-z"),
    mistake("promise-with-emphasis", "promises.toml", swap(r"^text = .*", 'text = "*Never*."'), "does not use"),
    mistake("promise-with-a-phone", "promises.toml", swap(r"^text = .*", 'text = "{phone:nobody}"'), "nothing"),
    mistake("promise-with-html", "promises.toml", swap(r"^text = .*", 'text = "<b>Never</b>."'), "HTML"),
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the data to break."""
    folder = tmp_path / "data"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__", "*.py"))
    return folder


@pytest.mark.parametrize(
    ("file", "edit", "says", "blames"),
    [
        *NOT_A_FILE,
        *NOT_OUR_KIND_OF_FILE,
        *NOT_TOML,
        *WRONG_SOURCES,
        *WRONG_CLAIMS,
        *WRONG_GUIDES,
        *WRONG_PROSE,
        *WRONG_FACTS,
        *WRONG_CHANGES,
        *WRONG_STATES,
        *WRONG_GLOSSARY,
        *WRONG_LOCALES,
        *WRONG_PROMISES,
    ],
)
def test_one_mistake_stops_the_portal_and_is_named_with_its_cure(
    make_app: Callable[..., Flask], data: Path, file: str, edit: Edit, says: str, blames: str
) -> None:
    edit(data / file)

    # No catalogs: reading them takes most of a start, and wrong data stops it either way.
    with pytest.raises(DataError) as caught:
        make_app(data=data, translations=data / "no-catalogs", pseudo=False)

    error = caught.value
    assert error.file == blames
    assert says in error.problem
    assert error.entry.strip()
    assert error.cure.endswith(".")
    assert str(error) == f"{error.file}: {error.entry}: {error.problem} {error.cure}"
    assert "\n" not in str(error)


def test_an_untouched_copy_starts(make_app: Callable[..., Flask], data: Path) -> None:
    """Otherwise every mistake above could be one and the same."""
    assert make_app(data=data).test_client().get("/en/").status_code == 200


def test_a_mistake_names_the_line_where_there_is_one(make_app: Callable[..., Flask], data: Path) -> None:
    text = (data / GUIDE).read_text()
    (data / GUIDE).write_bytes(text.encode() + b"\nCaf\xe9\n")

    with pytest.raises(DataError) as caught:
        make_app(data=data)

    assert caught.value.entry == f"line {text.count(chr(10)) + 2}"


def test_what_already_runs_keeps_running(make_app: Callable[..., Flask], data: Path) -> None:
    """Data is read once, at start: an edit in the making must not reach a reader."""
    running = make_app(data=data)
    shutil.rmtree(data)
    assert running.test_client().get("/es/rights/start").status_code == 200
