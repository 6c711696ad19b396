"""The seam into Flask-Babel: a test for each of its traps that could open again under us."""

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import flask_babel
import pytest
from flask import Flask, render_template_string
from markupsafe import Markup

from portal.data import FOLDER
from portal.i18n import catalogs
from portal.i18n.catalogs import CatalogDomain, current_speech, find_offered, speaking
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import Catalog
from portal.i18n.offering import load_offerings
from tests.catalogs.forcing import build_mo, header_pair, pair

PACKAGE = FOLDER.parent

PARTS = ("%(num)s part", "%(num)s parts")

LIVE = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def dari(registry: Registry) -> SiteLocale:
    return replace(registry["fa"], code="fa-AF", catalog="fa_AF", cldr="fa_AF", fallback="fa", aliases=("prs",))


@pytest.fixture(scope="module")
def wider(registry: Registry, dari: SiteLocale) -> Registry:
    """The registry with Dari, whose chain passes through Farsi."""
    return Registry([*registry, dari])


@pytest.fixture(scope="module")
def domain(wider: Registry) -> CatalogDomain:
    """Words of languages that share a stand-in, a chain, or a fault no rule has met."""
    texts: dict[str, dict[tuple[str | None, str], tuple[str, ...]]] = {
        "es": {
            (None, "Ask"): ("Pregunte",),
            (None, "Sign"): (LIVE,),
            ("menu", "Ask"): (LIVE,),
            (None, "At %(x)s"): ("<b>%(x)s",),
        },
        "hmn": {(None, "Ask"): ("Nug",)},
        "ium": {(None, "Ask"): ("Naaic",)},
        "fa": {(None, "Ask"): ("بپرسید",), (None, "Sign"): ("امضا",)},
        "fa-AF": {(None, "Ask"): ("پرسان کنید",)},
        "zh-Hans": {(None, "Ask"): ("问",)},
    }
    plurals = {
        "es": {(None, *PARTS): ("%(num)s parte", f"%(num)s {LIVE}")},
        "ru": {(None, *PARTS): ("%(num)s часть", "%(num)s части", "%(num)s частей")},
    }
    made = {code: Catalog(wider[code], texts=words) for code, words in texts.items()}
    for code, counted in plurals.items():
        made.setdefault(code, Catalog(wider[code])).plurals.update(counted)
    return CatalogDomain(wider, made)


@pytest.fixture(scope="module")
def small(domain: CatalogDomain) -> Flask:
    """An application that has only the seam in it."""
    app = Flask("small")
    babel = flask_babel.Babel(app, default_locale="en_US", locale_selector=catalogs._cldr_of_speech)
    babel.domain_instance = domain
    catalogs._install_callables(app)
    return app


@pytest.fixture
def render(small: Flask, domain: CatalogDomain) -> Callable[..., str]:
    """Render a template in a language."""

    def render_in(code: str, template: str, **values: object) -> str:
        with small.app_context(), speaking(domain.speeches[code]):
            return render_template_string(template, **values)

    return render_in


def test_our_domain_is_on_the_babel_object(app: Flask) -> None:
    """On ``app.extensions["babel"]`` it does nothing, silently."""
    assert app.extensions["babel"].instance.domain_instance is app.extensions["languages"].domain


def test_flask_babel_itself_speaks_our_catalogs(app: Flask) -> None:
    speech = app.extensions["languages"].domain.speeches["es"]
    with app.test_request_context("/es/"), speaking(speech):
        assert flask_babel.gettext("All guides") == speech.gettext("All guides") != "All guides"
        assert str(flask_babel.lazy_gettext("All guides")) == speech.gettext("All guides")
        assert flask_babel.ngettext(*PARTS, 5) == speech.chain.find_plural(None, *PARTS, 5) % {"num": 5}
        assert flask_babel.pgettext("menu", "Guides") == speech.chain.find("menu", "Guides").text


@pytest.mark.parametrize(
    ("code", "word"),
    [("hmn", "Nug"), ("ium", "Naaic"), ("en", "Ask"), ("fa-AF", "پرسان کنید"), ("fa", "بپرسید"), ("zh-Hans", "问")],
)
def test_languages_with_one_stand_in_keep_their_own_words(code: str, word: str, render: Callable[..., str]) -> None:
    """The stock domain caches by Babel's locale, so hmn, ium and en would share a catalog."""
    assert render(code, "{{ _('Ask') }}") == word


def test_a_chain_leads_through_the_nearest_language(render: Callable[..., str]) -> None:
    assert [render("fa-AF", f"{{{{ _('{word}') }}}}") for word in ("Ask", "Sign", "Tell")] == [
        "پرسان کنید",
        '<span lang="fa" dir="rtl">امضا</span>',
        '<span lang="en" dir="ltr">Tell</span>',
    ]


def test_one_way_of_writing_chinese_never_stands_in_for_the_other(render: Callable[..., str]) -> None:
    assert render("zh-Hant", "{{ _('Ask') }}") == '<span lang="en" dir="ltr">Ask</span>'


def test_words_in_another_language_leave_their_tag_out_of_attributes(render: Callable[..., str]) -> None:
    assert render("zh-Hant", "<p title=\"{{ _('Ask')|striptags }}\">") == '<p title="Ask">'


@pytest.mark.parametrize(("number", "form"), [(1, "1 часть"), (3, "3 части"), (11, "11 частей"), (21, "21 часть")])
def test_the_plural_rule_is_the_registrys(number: int, form: str, render: Callable[..., str]) -> None:
    assert render("ru", "{{ ngettext('%(num)s part', '%(num)s parts', n) }}", n=number) == form


@pytest.mark.parametrize(
    "template",
    [
        "{{ _('Sign') }}",
        "{{ gettext('Sign') }}",
        "{{ pgettext('menu', 'Ask') }}",
        "{{ ngettext('%(num)s part', '%(num)s parts', 5) }}",
        "{% trans %}Sign{% endtrans %}",
        "{% trans n=5 %}{{ n }}{% pluralize %}{% endtrans %}{{ _('Sign') }}",
        "<p title=\"{{ _('Sign') }}\">",
        "{{ _('Sign')|upper }}",
        "{{ _('Sign') ~ '' }}",
    ],
)
def test_markup_in_a_translation_is_text_on_every_path(template: str, render: Callable[..., str]) -> None:
    """Flask-Babel marks every translation as safe HTML, which makes each translator an author of pages."""
    page = render("es", template)
    assert "<script" not in page.lower()
    assert "&lt;" in page.lower()


def test_a_value_is_escaped_and_our_own_markup_is_not(render: Callable[..., str]) -> None:
    template = "{{ _('At %(x)s', x=value) }}"
    assert render("es", template, value="<i>") == "&lt;b&gt;&lt;i&gt;"
    assert render("es", template, value=Markup("<i>")) == "&lt;b&gt;<i>"
    assert render("en", "{% trans x=value %}At {{ x }}{% endtrans %}", value="<i>") == "At &lt;i&gt;"


def test_white_space_of_a_template_is_no_part_of_a_message(render: Callable[..., str]) -> None:
    """``trimmed`` set in babel.cfg alone makes messages nobody ever finds."""
    assert render("hmn", "{% trans %}\n   Ask\n{% endtrans %}") == "Nug"


def test_a_message_without_values_may_hold_a_percent_sign(render: Callable[..., str]) -> None:
    assert render("en", "{{ _('100% free') }}") == "100% free"


def test_speaking_needs_no_request(domain: CatalogDomain) -> None:
    """Without a context Flask-Babel is silently English: commands and exports would be too."""
    with speaking(domain.speeches["hmn"]):
        assert catalogs.gettext("Ask") == "Nug"
        with speaking(domain.speeches["ium"]):
            assert (catalogs.gettext("Ask"), current_speech().locale.code) == ("Naaic", "ium")
        assert current_speech().locale.code == "hmn"


def test_speaking_ends_when_something_fails(domain: CatalogDomain) -> None:
    with speaking(domain.speeches["es"]):
        with pytest.raises(ZeroDivisionError), speaking(domain.speeches["fa"]):
            raise ZeroDivisionError
        assert current_speech().locale.code == "es"


def test_one_context_may_speak_two_languages(small: Flask, domain: CatalogDomain) -> None:
    """Flask-Babel keeps the first page's language on ``g``: an export would write every page in it."""
    with small.app_context():
        words = []
        for code in ("hmn", "fa", "en", "ium"):
            with speaking(domain.speeches[code]):
                words += [
                    str(catalogs.gettext("Ask")),
                    flask_babel.gettext("Ask"),
                    render_template_string("{{ _('Ask') }}"),
                ]
    assert words == [word for word in ("Nug", "بپرسید", "Ask", "Naaic") for _ in range(3)]


def test_nobody_speaking_is_english(small: Flask, domain: CatalogDomain) -> None:
    def ask() -> None:
        with small.app_context():
            heard.append(flask_babel.gettext("Ask"))
        heard.append(domain.get_translations().gettext("Ask"))

    heard: list[str] = []
    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert heard == ["Ask", "Ask"]


def test_threads_do_not_share_a_language(app: Flask) -> None:
    codes = ["en", "es", "en-XA", "ar-XB"] * 3
    start = threading.Barrier(len(codes))
    heard: dict[int, set[str]] = {}

    def read(number: int) -> None:
        client = app.test_client()
        start.wait()
        pages = [client.get(f"/{codes[number]}/about?{number}-{time}").text for time in range(6)]
        heard[number] = {match[1] for page in pages if (match := re.search(r'<html lang="([^"]+)"', page))}

    threads = [threading.Thread(target=read, args=(number,)) for number in range(len(codes))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {number: {code} for number, code in enumerate(codes)}


def test_a_request_does_not_hear_the_one_before(app: Flask) -> None:
    client = app.test_client()
    codes = ["es", "ar-XB", "en", "es"]
    assert [re.search(r'lang="([^"]+)"', client.get(f"/{code}/nope").text)[1] for code in codes] == codes  # type: ignore[index]


def sources(pattern: str) -> list[Path]:
    return sorted(PACKAGE.rglob(pattern))


def test_only_the_seam_imports_flask_babel() -> None:
    using = [path.relative_to(PACKAGE) for path in sources("*.py") if "flask_babel" in path.read_text(encoding="utf-8")]
    assert using == [Path("i18n/catalogs.py")]


def test_no_template_trusts_text_as_html() -> None:
    trusting = re.compile(r"\|\s*safe\b|autoescape|flask_babel|dateformat|currencyformat|numberformat")
    assert [path.name for path in sources("*.html") if trusting.search(path.read_text(encoding="utf-8"))] == []


def test_a_lazy_message_is_nowhere() -> None:
    """Flask-Babel's lazy strings escape nothing when a template prints them."""
    assert [
        path.name for path in sources("*.py") if re.search(r"\blazy_\w*gettext", path.read_text(encoding="utf-8"))
    ] == []


def test_a_language_is_offered_once_its_catalog_is_started(registry: Registry, tmp_path: Path) -> None:
    for name in (
        "ko/LC_MESSAGES/messages.po",
        "vi/LC_MESSAGES/messages.mo",
        "xx/LC_MESSAGES/messages.mo",
        "km/messages.po",
    ):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).touch()
    started = load_offerings(tmp_path, registry)
    assert [locale.code for locale in find_offered(registry, started, pseudo=False)] == ["en", "vi", "ko"]
    with_pseudo = [locale.code for locale in find_offered(registry, started, pseudo=True)]
    assert with_pseudo == ["en", "vi", "ko", "en-XA", "ar-XB"]


def test_languages_that_share_a_stand_in_are_served_side_by_side(
    make_app: Callable[..., Flask], registry: Registry, tmp_path: Path
) -> None:
    for code, word in (("hmn", "Tag nrho"), ("ium", "Yietc zungv")):
        place = tmp_path / registry[code].catalog / "LC_MESSAGES"
        place.mkdir(parents=True)
        (place / "messages.mo").write_bytes(build_mo([header_pair(registry[code]), pair(None, "All guides", word)]))
    client = make_app(translations=tmp_path, pseudo=False).test_client()
    pages = {code: client.get(f"/{code}/rights/") for code in ("hmn", "ium", "en")}
    assert {page.status_code for page in pages.values()} == {200}
    headings = {code: re.search(r"<h1[^>]*>(.*?)</h1>", page.text)[1].strip() for code, page in pages.items()}  # type: ignore[index]
    assert headings == {"hmn": "Tag nrho", "ium": "Yietc zungv", "en": "All guides"}
