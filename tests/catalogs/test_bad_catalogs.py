"""Every class of bad translation, met twice: by the compiler, and by readers when it was forced past the compiler.

A class of bad message is dealt to a real message of the Spanish catalog that
has what the class spoils, many classes to one catalog, so that few portals
serve them all. What readers must see is known without asking the rules: the
pages of a catalog in which these messages are simply not there.
"""

import json
import re
import shutil
import struct
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import polib
import pytest
from flask import Flask
from markupsafe import escape

from portal.content.markdown import Message
from portal.data import DataError
from portal.i18n.catalogs import Speech
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import SOURCE_TEXT, load_catalog
from portal.translators.compiling import Checked, check_catalog, compile_catalog
from portal.translators.files import po_path, read_po, write_po
from tests.catalogs.bad_messages import ALL, PLACEHOLDER, SEEN_BY_THE_COMPILER, Bad
from tests.catalogs.forcing import MAGIC, Pair, build_mo, header_of, header_pair, pair
from tests.conftest import PATHS, page_getter
from tests.page_checks import elements, parse_page, text_of

Key = tuple[str | None, str]


@dataclass(frozen=True)
class Spoiled:
    """The bad forms of a message, and the English plural they were filed under."""

    bad: Bad
    forms: tuple[str, ...]
    plural: str


#: One catalog: the messages in it that are bad.
Round = dict[polib.POEntry, Spoiled]


def is_guide(entry: polib.POEntry) -> bool:
    return (entry.msgctxt or "").startswith("rights/")


def fits(bad: Bad, entry: polib.POEntry) -> bool:
    """Say whether a class can be done to a message."""
    if bad.kind == "plural" or entry.msgid_plural:
        return bad.kind == "plural" and bool(entry.msgid_plural)
    has_placeholder = bool(PLACEHOLDER.search(entry.msgid))
    if bad.kind == "guide":
        return is_guide(entry) and bool(re.search(bad.needs, entry.msgid))
    return has_placeholder == (bad.kind == "placeholder") and not re.search(bad.needs or r"\*\*", entry.msgid)


def spoil(bad: Bad, entry: polib.POEntry, locale: SiteLocale) -> Spoiled:
    plural = entry.msgid_plural if bad.plural is None else bad.plural
    good = [entry.msgstr_plural.get(index, entry.msgstr) for index in range(locale.plural_count if plural else 1)]
    return Spoiled(bad, tuple(bad.spoil(text) for text in good), plural)


def deal(cases: Iterable[Bad], messages: list[polib.POEntry], locale: SiteLocale) -> Round:
    """Give each class a message of its own, and ``any`` one of a guide and one of the interface."""
    dealt: Round = {}
    for bad in cases:
        free = [entry for entry in messages if entry not in dealt and fits(bad, entry)]
        chosen = free[:1]
        if bad.kind == "any":
            chosen = [*[entry for entry in free if is_guide(entry)][:1], *[e for e in free if not e.msgctxt][:1]]
        for entry in chosen:
            dealt[entry] = spoil(bad, entry, locale)
    return dealt


def force(messages: Iterable[polib.POEntry], bad: Round, locale: SiteLocale, *, leave_out: bool = False) -> bytes:
    """Make a compiled catalog with the bad messages in it, or with nothing in their place."""
    pairs = [header_pair(locale)]
    for entry in messages:
        spoiled = bad.get(entry)
        if spoiled is None:
            forms = entry.msgstr_plural.values() or (entry.msgstr,)
            pairs.append(pair(entry.msgctxt, entry.msgid, *forms, plural=entry.msgid_plural))
        elif not leave_out:
            pairs.append(pair(entry.msgctxt, entry.msgid, *spoiled.forms, plural=spoiled.plural))
    return build_mo(pairs)


@pytest.fixture(scope="module")
def spanish(registry: Registry) -> SiteLocale:
    return registry["es"]


@pytest.fixture(scope="module")
def checked(translations: Path, spanish: SiteLocale, names: list[str]) -> Checked:
    """The Spanish catalog as it is."""
    return check_catalog(translations, spanish, names)


@pytest.fixture(scope="module")
def rounds(checked: Checked, spanish: SiteLocale) -> list[Round]:
    """As many catalogs as it takes to do every class to a message."""
    dealt: list[Round] = []
    rest = ALL
    while rest:
        dealt.append(deal(rest, checked.good, spanish))
        done = {spoiled.bad for spoiled in dealt[-1].values()}
        assert done, f"No message fits {rest[0].name}."
        rest = [bad for bad in rest if bad not in done]
    return dealt


def find_round(rounds: list[Round], bad: Bad) -> tuple[int, Round]:
    """Find the catalog a class is in, and the messages it was done to."""
    for number, dealt in enumerate(rounds):
        mine = {entry: spoiled for entry, spoiled in dealt.items() if spoiled.bad == bad}
        if mine:
            return number, mine
    raise LookupError(bad.name)


@pytest.fixture(scope="module")
def make_portal(
    translations: Path, make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Flask]:
    """Make a portal in which the compiled catalog of one language is these bytes, or missing."""

    def make(locale: SiteLocale, compiled: bytes | None, **changes: object) -> Flask:
        folder = tmp_path_factory.mktemp("forced") / "translations"
        shutil.copytree(translations, folder)
        place = folder / locale.catalog / "LC_MESSAGES"
        place.mkdir(parents=True, exist_ok=True)
        (place / "messages.mo").unlink(missing_ok=True)
        if compiled is not None:
            (place / "messages.mo").write_bytes(compiled)
        return make_app(translations=folder, **changes)

    return make


@pytest.fixture(scope="module")
def forced(
    make_portal: Callable[..., Flask], rounds: list[Round], checked: Checked, spanish: SiteLocale
) -> list[Flask]:
    """Portals that serve the bad messages."""
    return [make_portal(spanish, force(checked.good, dealt, spanish)) for dealt in rounds]


@pytest.fixture(scope="module")
def without(
    make_portal: Callable[..., Flask], rounds: list[Round], checked: Checked, spanish: SiteLocale
) -> list[Flask]:
    """Portals whose Spanish catalog does not have these messages at all."""
    return [make_portal(spanish, force(checked.good, dealt, spanish, leave_out=True)) for dealt in rounds]


def write_forms(entry: polib.POEntry, spoiled: Spoiled) -> None:
    entry.msgid_plural = spoiled.plural
    entry.msgstr = "" if spoiled.plural else spoiled.forms[0]
    entry.msgstr_plural = dict(enumerate(spoiled.forms)) if spoiled.plural else {}


@pytest.fixture(scope="module")
def listed(
    rounds: list[Round],
    spanish: SiteLocale,
    translations: Path,
    names: list[str],
    tmp_path_factory: pytest.TempPathFactory,
) -> list[set[Key]]:
    """The messages the compiler lists in each of the catalogs, none of which it has compiled."""
    found = []
    for dealt in rounds:
        folder = tmp_path_factory.mktemp("written")
        catalog = read_po(po_path(translations, spanish))
        for entry, spoiled in dealt.items():
            write_forms(catalog.find(entry.msgid, msgctxt=entry.msgctxt), spoiled)
        write_po(catalog, po_path(folder, spanish))
        findings = compile_catalog(folder, spanish, names).findings
        keys = {(None if finding.context == "interface" else finding.context, finding.msgid) for finding in findings}
        assert not keys & set(load_catalog(folder, spanish, names).texts)
        found.append(keys)
    return found


def addresses() -> Iterator[str]:
    yield from (f"/es{path}" for path in PATHS)
    yield from ("/es/changes.atom", "/es/not-there", "/", "/manifest.webmanifest")


def fetch(app: Flask, address: str) -> bytes:
    response = app.test_client().get(address, headers={"Accept-Language": "es"})
    assert response.status_code == (404 if address == "/es/not-there" else 200), f"{address}: {response.status}"
    return response.data


def read_lead(href: str) -> str:
    """Give where a link leads; of a message ready to send, who carries it, and the address and numbers in it."""
    if not href.startswith(("sms:?", "mailto:?", "https://wa.me/?")):
        return href
    text = unquote(href.partition("?")[2])
    return " ".join([href.partition("?")[0], *sorted(re.findall(r"https?://\S+|\d+", text))])


def read_facts(body: bytes) -> tuple[set[str], set[str]]:
    """List every place a page leads to, and every number it shows."""
    root = parse_page(body)
    leads = {read_lead(link.get("href", "")) for link in elements(root, "a")}
    return leads, set(re.findall(r"\d+", text_of(elements(root, "main")[0])))


def by_name(cases: Iterable[Bad]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("bad", [pytest.param(bad, id=bad.name) for bad in cases])


def test_a_bad_translation_changes_no_fact(app: Flask, forced: list[Flask], without: list[Flask]) -> None:
    """The promise of the privacy page: with every bad message at once, no page has more than their English."""
    for address in addresses():
        usual = fetch(app, address)
        is_page = address.startswith("/es/") and not address.endswith(".atom")
        for bad_portal, good_portal in zip(forced, without, strict=True):
            body = fetch(bad_portal, address)
            assert body == fetch(good_portal, address), f"{address} shows more than the English of a bad message."
            assert b"evil" not in body
            assert b"alert(1)" not in body
            assert len(body) < 2 * len(usual), f"{address} is twice its size."
            # How many texts are translated is the one number that may differ, and rightly does.
            if is_page and address != "/es/translations":
                assert read_facts(body) == read_facts(usual), f"{address} leads elsewhere or has other numbers."


@by_name(SEEN_BY_THE_COMPILER)
def test_the_compiler_lists_a_bad_message(bad: Bad, rounds: list[Round], listed: list[set[Key]]) -> None:
    number, mine = find_round(rounds, bad)
    assert {(entry.msgctxt, entry.msgid) for entry in mine} <= listed[number]


def speech_of(app: Flask, code: str = "es") -> Speech:
    speech: Speech = app.extensions["languages"].domain.speeches[code]
    return speech


@by_name(ALL)
def test_a_forced_message_is_read_in_english(bad: Bad, rounds: list[Round], forced: list[Flask]) -> None:
    number, mine = find_round(rounds, bad)
    renderer, speech = forced[number].extensions["rights"].renderers["es"], speech_of(forced[number])
    for entry in mine:
        if is_guide(entry):
            message = Message(entry.msgctxt, entry.msgid)
            assert renderer.render(message).html == renderer.english(message)
            assert renderer.render(message).state == SOURCE_TEXT
        elif entry.msgid_plural:
            assert speech.plural(None, entry.msgid, entry.msgid_plural, 1, {}) == entry.msgid % {"num": 1}
            assert speech.plural(None, entry.msgid, entry.msgid_plural, 5, {}) == entry.msgid_plural % {"num": 5}
        else:
            values = dict.fromkeys(PLACEHOLDER.findall(entry.msgid), "7")
            english = f'<span lang="en" dir="ltr">{escape(entry.msgid)}</span>'
            assert speech.interface(None, entry.msgid, values) == (english % values if values else english)


def test_the_other_messages_stay_spanish(rounds: list[Round], forced: list[Flask], checked: Checked) -> None:
    for dealt, portal in zip(rounds, forced, strict=True):
        chain = speech_of(portal).chain
        others = [entry for entry in checked.good if entry not in dealt and not entry.msgid_plural]
        assert {chain.find(entry.msgctxt, entry.msgid).locale.code for entry in others} == {"es"}


def test_bad_messages_do_not_make_a_catalog_unusable(forced: list[Flask]) -> None:
    assert fetch(forced[0], "/healthz") == fetch(forced[-1], "/healthz")


def test_simplified_characters_are_not_shown_to_readers_of_traditional(
    make_portal: Callable[..., Flask], registry: Registry
) -> None:
    locale = registry["zh-Hant"]
    words = {"All guides": "所有指南", "Getting care": "获得医疗", "Planned": "計劃中"}
    pairs = [pair(None, english, chinese) for english, chinese in words.items()]
    app = make_portal(locale, build_mo([header_pair(locale), *pairs]))
    found = {english: str(speech_of(app, "zh-Hant").interface(None, english, {})) for english in words}
    assert found == {**words, "Getting care": '<span lang="en" dir="ltr">Getting care</span>'}


UTF_8_LINE = r'"Content-Type: text/plain; charset=UTF-8\n"'


def po_text(locale: SiteLocale, content_type: str = UTF_8_LINE, more: str = "") -> str:
    """Write a small catalog of one message, and more."""
    header = f'"Language: {locale.catalog}\\n"\n"Plural-Forms: {locale.plural_forms}\\n"\n{content_type}'
    return f'msgid ""\nmsgstr ""\n{header}\n\nmsgid "All guides"\nmsgstr "Todas las guías"\n{more}'


def with_plural_rule(locale: SiteLocale, rule: str) -> bytes:
    return po_text(locale).replace(locale.plural_forms, rule).encode()


SLOW_RULE = "nplurals=2; plural=" + "(n%7919==" * 60 + "n" + ")" * 60 + ";"

BAD_FILES: dict[str, Callable[[SiteLocale], bytes]] = {
    "bytes of latin-1": lambda es: po_text(es).encode("latin-1"),
    "declares latin-1": lambda es: po_text(es, r'"Content-Type: text/plain; charset=latin-1\n"').encode("latin-1"),
    "declares UTF-7": lambda es: po_text(es, r'"Content-Type: text/plain; charset=UTF-7\n"').encode(),
    "UTF-16": lambda es: po_text(es).encode("utf-16"),
    "no charset": lambda es: po_text(es, r'"MIME-Version: x\n"').encode(),
    "charset twice": lambda es: po_text(es, r'"Content-Type: text/plain; charset=UTF-8; charset=UTF-7\n"').encode(),
    "header twice": lambda es: (po_text(es) + "\n" + po_text(es)).encode(),
    "no header": lambda _es: b'msgid "All guides"\nmsgstr "Todas"\n',
    "fuzzy header": lambda es: b"#, fuzzy\n" + po_text(es).encode(),
    "text without end": lambda es: po_text(es, more='\nmsgid "a\nmsgstr "b"\n').encode(),
    "quotation mark inside": lambda es: po_text(es, more='\nmsgid "a"\nmsgstr "b"c"\n').encode(),
    "unknown keyword": lambda es: po_text(es, more='\nmsgmad "a"\n').encode(),
    "cut in a message": lambda es: po_text(es, more='\nmsgid "a"\n').encode(),
    "cut in a letter": lambda es: po_text(es).encode()[: po_text(es).encode().rindex("í".encode()) + 1],
    "message twice": lambda es: po_text(es, more='\nmsgid "All guides"\nmsgstr "Otra"\n').encode(),
    "message twice, once as a plural": lambda es: po_text(
        es, more='\nmsgid "All guides"\nmsgid_plural "x"\nmsgstr[0] "a"\nmsgstr[1] "b"\n'
    ).encode(),
    "form without a number": lambda es: po_text(es, more='\nmsgid "a"\nmsgid_plural "b"\nmsgstr[x] "c"\n').encode(),
    "other language": lambda es: po_text(es).replace("Language: es", "Language: fr").encode(),
    "no language": lambda es: po_text(es).replace("Language: es", "Language: ").encode(),
    "plural rule that fails": lambda es: with_plural_rule(es, "nplurals=2; plural=n/0;"),
    "plural rule that is slow": lambda es: with_plural_rule(es, SLOW_RULE),
    "plural rule out of range": lambda es: with_plural_rule(es, "nplurals=2; plural=7;"),
    "other number of forms": lambda es: with_plural_rule(es, "nplurals=3; plural=n != 1;"),
    "no plural rule": lambda es: with_plural_rule(es, ""),
    "a compiled catalog": lambda es: build_mo([header_pair(es)]),
    "empty": lambda _es: b"",
    "zeros": lambda _es: bytes(3000),
    "line separator in a text": lambda es: po_text(es, more='\nmsgid "a"\nmsgstr "b\u2028c"\n').encode(),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_the_compiler_refuses_a_bad_file(name: str, tmp_path: Path, spanish: SiteLocale) -> None:
    path = po_path(tmp_path, spanish)
    path.parent.mkdir(parents=True)
    path.write_text(po_text(spanish), encoding="utf-8")
    compile_catalog(tmp_path, spanish, [])
    compiled = path.with_suffix(".mo").read_bytes()
    path.write_bytes(BAD_FILES[name](spanish))
    with pytest.raises(DataError, match=r"es/LC_MESSAGES/messages\.po: .+: .+\. .+"):
        compile_catalog(tmp_path, spanish, [])
    assert path.with_suffix(".mo").read_bytes() == compiled


def with_header(locale: SiteLocale, header: str) -> bytes:
    """Make a compiled catalog whose header is this text; its one message must never be read."""
    return build_mo([(b"", header.encode()), pair(None, "All guides", "Todas")])


def all_on_one_text(locale: SiteLocale) -> bytes:
    """Make a small file of many entries that all point at one long text; copied out it fills the memory."""
    count = 20_000
    text = header_of(locale).encode().ljust(500_000)
    start = 28 + 16 * count
    entry = struct.pack("<2I", len(text), start)
    return struct.pack("<7I", MAGIC, 0, count, 28, 28 + 8 * count, 0, start) + entry * 2 * count + text


def bad_plural(locale: SiteLocale, rule: str) -> bytes:
    return with_header(locale, header_of(locale).replace(locale.plural_forms, rule))


GOOD_PAIR: Pair = pair(None, "All guides", "Todas")

UNUSABLE: dict[str, Callable[[SiteLocale], bytes | None]] = {
    "missing": lambda _es: None,
    "empty": lambda _es: b"",
    "cut in its tables": lambda es: build_mo([header_pair(es), GOOD_PAIR])[:40],
    "cut in its texts": lambda es: build_mo([header_pair(es), GOOD_PAIR])[:-3],
    "zeros": lambda _es: bytes(5000),
    "wrong magic number": lambda es: build_mo([header_pair(es), GOOD_PAIR], magic=0x12345678),
    "a catalog not compiled": lambda es: po_text(es).encode(),
    "count beyond its end": lambda es: struct.pack("<7I", MAGIC, 0, 2**32 - 1, 28, 28, 0, 28) + bytes(100),
    "texts over each other": all_on_one_text,
    "bytes of latin-1": lambda es: build_mo([header_pair(es), (b"All guides", "guías".encode("latin-1"))]),
    "declares latin-1": lambda es: with_header(es, header_of(es, "Content-Type: text/plain; charset=latin-1\n")),
    "declares UTF-7": lambda es: with_header(es, header_of(es, "Content-Type: text/plain; charset=UTF-7\n")),
    "no charset": lambda es: with_header(es, header_of(es, "")),
    "charset twice": lambda es: with_header(
        es, header_of(es, "Content-Type: text/plain; charset=UTF-8\nContent-Type: text/plain; charset=UTF-7\n")
    ),
    "no header": lambda _es: build_mo([GOOD_PAIR]),
    "header twice": lambda es: build_mo([header_pair(es), header_pair(es), GOOD_PAIR]),
    "other language": lambda es: with_header(es, header_of(es).replace("Language: es", "Language: fr")),
    "plural rule that fails": lambda es: bad_plural(es, "nplurals=2; plural=n/0;"),
    "plural rule that is slow": lambda es: bad_plural(es, SLOW_RULE),
    "plural rule out of range": lambda es: bad_plural(es, "nplurals=2; plural=7;"),
    "other number of forms": lambda es: bad_plural(es, "nplurals=3; plural=n != 1;"),
}


@pytest.fixture(scope="module")
def english_instead(make_portal: Callable[..., Flask], spanish: SiteLocale) -> Flask:
    """A portal whose Spanish catalog has no message."""
    return make_portal(spanish, build_mo([header_pair(spanish)]), pseudo=False)


@pytest.mark.parametrize("name", UNUSABLE)
def test_an_unusable_catalog_leaves_its_language_in_english(
    name: str, make_portal: Callable[..., Flask], english_instead: Flask, spanish: SiteLocale
) -> None:
    portal = make_portal(spanish, UNUSABLE[name](spanish), pseudo=False)
    assert fetch(portal, "/es/") == fetch(english_instead, "/es/")
    health = portal.test_client().get("/healthz")
    assert health.status_code == 503
    assert json.loads(health.data) == {"status": "degraded", "catalogs": ["es"]}


def test_an_unusable_catalog_is_said_on_its_pages(make_portal: Callable[..., Flask], spanish: SiteLocale) -> None:
    get_page = page_getter(make_portal(spanish, b""))
    guide = get_page("/es/rights/start").root
    notices = [note for note in elements(guide, "aside") if note.get("class") == "note"]
    assert len(notices) == 1
    assert {text.get("lang") for text in elements(guide, "h1")} == {"en"}
    state = get_page("/en/translations").root
    entry = next(item for item in elements(state, "li") if spanish.endonym in text_of(item) and elements(item, "p"))
    assert [paragraph.get("class") for paragraph in elements(entry, "p")] == ["warning"]


def test_an_unusable_catalog_leaves_other_languages_alone(
    make_portal: Callable[..., Flask], app: Flask, spanish: SiteLocale
) -> None:
    portal = make_portal(spanish, bytes(5000))
    for address in ("/en/", "/en-XA/", "/ar-XB/rights/start", "/en-XA/changes"):
        assert fetch(portal, address) == fetch(app, address)


def test_a_catalog_swapped_while_running_changes_nothing(
    make_portal: Callable[..., Flask], app: Flask, checked: Checked, spanish: SiteLocale
) -> None:
    portal = make_portal(spanish, force(checked.good, {}, spanish))
    folder: Path = portal.extensions["config"].translations
    (folder / spanish.catalog / "LC_MESSAGES" / "messages.mo").write_bytes(bytes(5000))
    assert fetch(portal, "/es/about") == fetch(app, "/es/about")
    assert fetch(portal, "/healthz") == fetch(app, "/healthz")
