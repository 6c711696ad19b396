from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.sharing.handouts.fonts import FontShelf, MissingFont
from portal.sharing.handouts.kept import Busy
from portal.sharing.handouts.typesetting import MissingGlyph
from portal.site.headers import file_headers
from tests.conftest import BASE_URL
from tests.sharing.handouts.conftest import needs_fonts
from tests.sharing.test_qr import decode

HOSTILE = [
    "/en/handout/start.pdf?sheet=a3",
    "/en/handout/start.pdf?sheet=letter&sheet=a4",
    "/en/handout/start.pdf?sheet=tall",
    "/en/handout/start.pdf?with=xx",
    "/en/handout/start.pdf?with=en&with=es",
    "/en/handout/start.pdf?with=%E2%80%AE",
    "/en/handout/start.png?sheet=tall&with=es",
    "/en/handout/start.pdf?sheet=card&with=es",
]


@needs_fonts
@pytest.mark.parametrize(
    ("address", "content_type"),
    [
        ("/es/handout/start.pdf", "application/pdf"),
        ("/es/handout/start.pdf?sheet=a4&with=en", "application/pdf"),
        ("/es/handout/start.png?sheet=wide", "image/png"),
        ("/en/handout/in.fresno.pdf", "application/pdf"),
        # A form sends its empty choices too.
        ("/en/handout/start.pdf?sheet=&with=", "application/pdf"),
    ],
)
def test_a_sheet_has_the_headers_of_a_file_and_a_name_that_tells_nothing(
    client: FlaskClient, address: str, content_type: str
) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.content_type == content_type
    assert set(file_headers(shared=True)) <= set(answer.headers.items())
    name = answer.headers["Content-Disposition"]
    assert name.isascii()
    assert name.startswith('inline; filename="sheet-')
    assert "start" not in name


def test_the_code_of_a_page_is_a_picture_of_its_address(client: FlaskClient) -> None:
    answer = client.get("/qr/es/start.emergency-first.svg")
    assert answer.content_type == "image/svg+xml; charset=utf-8"
    assert set(file_headers(shared=True)) <= set(answer.headers.items())
    assert f"<title>{BASE_URL}/es/rights/start#emergency-first</title>" in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["evil.example", "evil.example:1"])
def test_a_code_never_follows_the_host_of_a_request(client: FlaskClient, host: str) -> None:
    usual = client.get("/qr/es/start.svg").data
    assert client.get("/qr/es/start.svg", headers={"Host": host, "X-Forwarded-Host": host}).data == usual


@needs_fonts
def test_a_sheet_never_follows_the_host_of_a_request(client: FlaskClient) -> None:
    answer = client.get("/es/handout/start.png?sheet=poster", headers={"Host": "evil.example"})
    assert decode(answer.data) == f"{BASE_URL}/es/rights/start"


@pytest.mark.parametrize("address", HOSTILE)
def test_a_size_or_language_there_is_none_of_is_a_polite_page(get_page: Callable[..., object], address: str) -> None:
    get_page(address, status=400)


@pytest.mark.parametrize(
    "address",
    ["/en/handout/nothing.pdf", "/en/handout/start.nothing.pdf", "/en/handout/%00.pdf", "/en/handout/~.pdf"]
    + ["/en/handout/start.svg", "/en/handout/.pdf", "/qr/en/nothing.svg", "/qr/xx/start.svg", "/qr/en/~.svg"]
    + ["/qr/EN/start.svg", "/en/handout/%E2%80%AEstart.pdf", "/en/handout/HELP.x.pdf"],
)
def test_what_is_not_there_is_a_polite_page(get_page: Callable[..., object], address: str) -> None:
    get_page(address, status=404)


def test_five_hundred_items_are_a_polite_page(get_page: Callable[..., object]) -> None:
    get_page("/en/handout/" + "~".join(["start"] * 500) + ".pdf", status=414)


@pytest.fixture
def failing(make_app: Callable[..., Flask]) -> Callable[[Exception], Flask]:
    """Make a portal that cannot make a sheet."""

    def make(error: Exception) -> Flask:
        app = make_app()

        class Refusing:
            def get(self, *_anything: object) -> None:
                raise error

        app.extensions["handouts"] = Refusing()
        return app

    return make


def test_a_missing_font_leads_to_the_page_that_prints(
    failing: Callable[[Exception], Flask], page_getter_for: Callable[..., Callable[..., object]], app: Flask
) -> None:
    khmer = app.extensions["languages"].registry["km"]
    for error in (MissingFont(khmer, "fonts-noto-core"), MissingGlyph("no shape")):
        page = page_getter_for(failing(error))("/es/handout/start.emergency-first.pdf", status=404)
        assert 'href="/es/rights/start#emergency-first"' in page.text  # type: ignore[attr-defined]
        assert "fonts-noto" not in page.text  # type: ignore[attr-defined]


def test_too_many_orders_lead_to_the_page_that_prints(
    failing: Callable[[Exception], Flask], page_getter_for: Callable[..., Callable[..., object]]
) -> None:
    page = page_getter_for(failing(Busy()))("/es/handout/start~find-help.pdf", status=503)
    assert 'href="/es/packet/start~find-help"' in page.text  # type: ignore[attr-defined]


def test_a_font_removed_while_running_is_no_failure_of_the_site(
    make_app: Callable[..., Flask], page_getter_for: Callable[..., Callable[..., object]]
) -> None:
    app = make_app()
    typesetter = app.extensions["press"].typesetter
    object.__setattr__(typesetter, "shelf", FontShelf(typesetter.shelf.fonts, frozenset()))
    page_getter_for(app)("/es/handout/start.pdf", status=404)


@needs_fonts
def test_sheets_and_codes_fill_no_memory_in_front_of_the_site(make_app: Callable[..., Flask]) -> None:
    app = make_app()
    client = app.test_client()
    for address in ("/en/handout/start.pdf", "/qr/en/start.svg", "/qr/en/start~find-help.svg"):
        assert client.get(address).status_code == 200
    assert app.extensions["finished"].warm([]) == 0


@needs_fonts
def test_a_second_request_makes_nothing(make_app: Callable[..., Flask], monkeypatch: pytest.MonkeyPatch) -> None:
    app = make_app()
    first = app.test_client().get("/en/handout/start.pdf").data
    press = type(app.extensions["press"])
    monkeypatch.setattr(press, "make", lambda *_: pytest.fail("It is made again."))
    assert app.test_client().get("/en/handout/start.pdf").data == first
