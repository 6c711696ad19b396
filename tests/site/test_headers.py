"""Served answers of every kind, held letter by letter to the sets of headers that were chosen.

The expected texts stand here a second time on purpose: a slip in
``portal/site/headers.py`` must not be its own proof.
"""

import base64
import hashlib
import re
from collections.abc import Callable

import pytest
from flask import Flask, abort
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.pages import views as pages

PERMISSIONS = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), compute-pressure=(), display-capture=(), "
    "encrypted-media=(), gamepad=(), geolocation=(), gyroscope=(), hid=(), identity-credentials-get=(), "
    "idle-detection=(), keyboard-map=(), local-fonts=(), magnetometer=(), microphone=(), midi=(), "
    "otp-credentials=(), payment=(), picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), "
    "serial=(), storage-access=(), sync-xhr=(), usb=(), window-management=(), xr-spatial-tracking=()"
)
CDN = {"CDN-Cache-Control": "public, max-age=300, stale-while-revalidate=86400, stale-if-error=604800"}
SHORTLY = {"CDN-Cache-Control": "public, max-age=300"}
HSTS = {"Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload"}

#: Where a ZIP code is looked up, the table of ZIP codes may be fetched; everything else of the page is set A's.
ZIP_TABLE = "connect-src 'self'"

#: What any answer may have beside its set.
FREE = {"Content-Type", "Content-Length", "Content-Encoding", "ETag", "Vary", "Date", "Location", "Allow"}

METHODS = ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO"]

PAGES = ["/en/", "/es/rights/", "/es/rights/apply", "/ar-XB/changes", "/en/privacy", "/es/translations"]

#: Good addresses of every kind, and some that are none.
ADDRESSES = [*PAGES, "/", "/es/changes.atom", "/robots.txt", "/healthz", "/static/none.js", "/ES/", "/nope", "/es/nope"]


def hash_style(page: str) -> str:
    (style,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def make_set_a(page: str) -> dict[str, str]:
    """Write out set A, for a page with this inline style."""
    return {
        "Content-Security-Policy": "default-src 'none'; script-src 'self'; "
        f"style-src 'self' 'sha256-{hash_style(page)}'; img-src 'self'; font-src 'self'; manifest-src 'self'; "
        "connect-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'",
        "Permissions-Policy": PERMISSIONS,
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cross-Origin-Embedder-Policy": "require-corp",
        "X-Permitted-Cross-Domain-Policies": "none",
        "X-DNS-Prefetch-Control": "off",
        "Origin-Agent-Cluster": "?1",
        "Cache-Control": "no-store",
    }


def make_set_b(page: str) -> dict[str, str]:
    """Write out set B, under which nothing can leave the page on which somebody writes."""
    policy = (
        f"default-src 'none'; script-src 'self'; style-src 'self' 'sha256-{hash_style(page)}'; img-src 'none'; "
        "font-src 'self'; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; "
        "object-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    return make_set_a(page) | {"Content-Security-Policy": policy}


SET_C = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}

SET_D = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def check_headers(response: TestResponse, status: int, expected: dict[str, str]) -> None:
    """Hold an answer to exactly a set of headers, each of them once."""
    assert response.status_code == status
    found = [(name, value) for name, value in response.headers if name not in FREE]
    assert sorted(found) == sorted(expected.items())
    names = [name.lower() for name, _ in response.headers]
    assert len(names) == len(set(names)), "A header stands twice."


@pytest.fixture(scope="module")
def set_a(app: Flask) -> dict[str, str]:
    """Set A as this portal's own pages have it; its public address is https."""
    return make_set_a(app.test_client().get("/en/").text) | HSTS


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("path", PAGES)
def test_a_page_has_set_a_and_may_be_kept_by_shared_caches(
    client: FlaskClient, path: str, method: str, set_a: dict[str, str]
) -> None:
    check_headers(client.open(path, method=method), 200, set_a | CDN)


def let_keep(policy: str) -> str:
    """Let a page fetch pages of ours, and register a worker under the one named policy."""
    wider = policy.replace("connect-src 'none'", "connect-src 'self'")
    return wider.replace("trusted-types 'none'", "trusted-types offline")


def is_for_writing(path: str) -> bool:
    """Say whether somebody writes on a page; on the first of the letter's one only chooses."""
    return re.fullmatch(r"/[^/]+/letter/.+", path) is not None


def names_officials(path: str) -> bool:
    """Say whether people are named on a page whose term may end tonight."""
    return re.fullmatch(r"/[^/]+/(?:officials/.*|letter/(?:congress|california)/.+)", path) is not None


def test_every_page_names_its_own_style(client: FlaskClient, page_address: str) -> None:
    response = client.get(page_address)
    expected = make_set_b(response.text) if is_for_writing(page_address) else make_set_a(response.text)
    if re.fullmatch(r"/[^/]+/(?:help/|officials/[a-z]*)", page_address):
        policy = expected["Content-Security-Policy"]
        expected["Content-Security-Policy"] = policy.replace("connect-src 'none'", ZIP_TABLE)
    elif page_address.endswith("/keep"):
        expected["Content-Security-Policy"] = let_keep(expected["Content-Security-Policy"])
    check_headers(response, 200, expected | HSTS | (SHORTLY if names_officials(page_address) else CDN))


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "path",
    ["/en/letter/congress", "/es/letter/california", "/ar-XB/letter/congress/ca/13", "/en/letter/california/0/80"],
)
def test_where_somebody_writes_there_is_set_b(client: FlaskClient, path: str, method: str) -> None:
    page = client.get(path)
    expected = make_set_b(page.text) | HSTS | (SHORTLY if names_officials(path) else CDN)
    check_headers(client.open(path, method=method), 200, expected)
    tag = page.headers.get("ETag", "")
    # A letter with names is made anew for whoever asks.
    check_headers(client.get(path, headers={"If-None-Match": tag}), 304 if tag else 200, expected)


@pytest.mark.parametrize("path", ["/en/letter/nobody", "/en/letter/congress/xx", "/es/letter/congress/ca/99"])
def test_a_letter_that_is_not_there_has_set_a(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    check_headers(response, 404, make_set_a(response.text) | HSTS)


@pytest.mark.parametrize("method", METHODS)
def test_nobody_takes_a_letter(client: FlaskClient, method: str, set_a: dict[str, str]) -> None:
    response = client.open("/es/letter/congress", method=method, data=b"name=quetzal&personal=quetzal")
    check_headers(response, 405, set_a)
    assert "quetzal" not in response.text


def test_the_chooser_has_set_e(client: FlaskClient, set_a: dict[str, str]) -> None:
    response = client.get("/")
    check_headers(response, 200, set_a)
    assert response.headers["Vary"] == "Accept-Language"


@pytest.mark.parametrize("path", ["/en/", "/es/rights/apply"])
def test_an_unchanged_page_has_the_headers_of_the_page(client: FlaskClient, path: str, set_a: dict[str, str]) -> None:
    tag = client.get(path).headers["ETag"]
    response = client.get(path, headers={"If-None-Match": tag})
    check_headers(response, 304, set_a | CDN)
    assert response.headers["ETag"] == tag
    assert response.data == b""


@pytest.mark.parametrize(("path", "status"), [("/ES/", 301), ("/ES/rights/apply", 301), ("/es", 308)])
def test_another_spelling_is_sent_on_within_the_site(
    client: FlaskClient, path: str, status: int, set_a: dict[str, str]
) -> None:
    response = client.get(path)
    check_headers(response, status, set_a)
    assert response.headers["Location"] == path.replace("ES", "es") + ("/" if status == 308 else "")


@pytest.mark.parametrize("path", ["/nope", "/es/nope", "/es/rights/nope", "/xx/", "/static/nope.js", "/%00/"])
def test_a_page_that_is_not_there_has_set_a(client: FlaskClient, path: str, set_a: dict[str, str]) -> None:
    check_headers(client.get(path), 404, set_a)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("path", ADDRESSES)
def test_other_methods_are_refused_everywhere(
    client: FlaskClient, path: str, method: str, set_a: dict[str, str]
) -> None:
    response = client.open(path, method=method, data=b"name=quetzal")
    check_headers(response, 405, set_a)
    assert response.headers["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("address", ["/es/?" + "q" * 2001, "/" + "a" * 400], ids=["query", "path"])
def test_an_address_too_long_has_set_a(client: FlaskClient, address: str, set_a: dict[str, str]) -> None:
    check_headers(client.get(address), 414, set_a)


def _fail(**_values: str) -> str:
    raise RuntimeError


def test_a_request_nobody_understands_has_set_a(
    app: Flask, client: FlaskClient, set_a: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "pages.about", lambda: abort(400))
    check_headers(client.get("/es/about?fresh"), 400, set_a)


def test_a_failure_has_set_a(
    app: Flask, client: FlaskClient, set_a: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "pages.about", _fail)
    response = client.get("/es/about?fresh")
    check_headers(response, 500, set_a)
    assert 'lang="es"' in response.text


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_last_resort_has_set_a(
    app: Flask, client: FlaskClient, method: str, set_a: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.view_functions, "pages.about", _fail)
    monkeypatch.setattr(pages, "render_template", lambda *_names, **_words: _fail())
    response = client.open("/es/about?fresh", method=method)
    check_headers(response, 500, set_a)
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/en/changes.atom", "application/atom+xml; charset=utf-8"),
        ("/es/changes.atom", "application/atom+xml; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/manifest.webmanifest", "application/manifest+json"),
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_is_no_page_has_set_d(client: FlaskClient, path: str, content_type: str, method: str) -> None:
    response = client.open(path, method=method)
    check_headers(response, 200, SET_D | CDN)
    assert response.headers["Content-Type"] == content_type


def test_the_worker_may_ask_this_site_alone(client: FlaskClient) -> None:
    response = client.get("/worker.js")
    check_headers(response, 200, SET_D | CDN | {"Content-Security-Policy": "default-src 'none'; connect-src 'self'"})
    assert response.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_health_is_kept_by_nobody(client: FlaskClient) -> None:
    check_headers(client.get("/healthz"), 200, SET_D)


def test_static_files_have_set_c(app: Flask, client: FlaskClient) -> None:
    addresses = app.extensions["assets"].addresses()
    for address in addresses:
        check_headers(client.get(address), 200, SET_C)
    assert addresses


@pytest.mark.parametrize("path", [*PAGES, "/en/changes.atom", "/robots.txt"])
def test_an_address_with_a_query_answers_like_the_one_without(
    client: FlaskClient, path: str, set_a: dict[str, str]
) -> None:
    expected = (SET_D if path in {"/en/changes.atom", "/robots.txt"} else set_a) | CDN
    check_headers(client.get(f"{path}?next=//evil.example&lang=fr"), 200, expected)


@pytest.mark.parametrize("query", ["q=quetzal", "need=legal&q=quetzal", "q", "q="])
def test_no_cache_is_given_what_somebody_searched_for(client: FlaskClient, query: str, set_a: dict[str, str]) -> None:
    check_headers(client.get(f"/es/?{query}"), 200, set_a)
    check_headers(client.get(f"/es/changes.atom?{query}"), 200, SET_D)


@pytest.fixture(scope="module", params=["http://portal.example", "http://abc.onion", "https://abc.onion"])
def plain_app(request: pytest.FixtureRequest, make_app: Callable[..., Flask]) -> Flask:
    """A portal whose whole domain is not on HTTPS, or which is an onion address."""
    return make_app(base_url=request.param)


@pytest.mark.parametrize("path", ["/en/", "/", "/nope", "/ES/"])
def test_only_a_site_on_https_tells_browsers_to_insist_on_it(plain_app: Flask, path: str) -> None:
    assert "Strict-Transport-Security" not in plain_app.test_client().get(path).headers
    assert "Strict-Transport-Security" not in plain_app.test_client().post(path).headers


@pytest.mark.parametrize(
    "name",
    ["Set-Cookie", "Server", "X-XSS-Protection", "X-Powered-By", "NEL", "Report-To", "Reporting-Endpoints",
     "Clear-Site-Data", "Content-Security-Policy-Report-Only", "Access-Control-Allow-Origin", "Last-Modified"],
)  # fmt: skip
def test_nothing_sends_what_we_do_not_send(client: FlaskClient, name: str) -> None:
    for path in ADDRESSES:
        for method in ("GET", "POST"):
            assert name not in client.open(path, method=method).headers
    assert "report" not in client.get("/en/").headers["Content-Security-Policy"]
