"""The addresses that are not pages."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal.rights.guides import TELLING
from tests.conftest import BASE_URL

FILES = ["/robots.txt", "/sitemap.xml", "/manifest.webmanifest", "/es/changes.atom"]


def test_robots_are_told_where_the_sitemap_is(client: FlaskClient) -> None:
    text = client.get("/robots.txt").text
    assert f"Sitemap: {BASE_URL}/sitemap.xml" in text.splitlines()
    assert "Disallow: /" not in text


@pytest.mark.parametrize("path", FILES)
def test_one_answer_for_everybody(make_app: Callable[..., Flask], path: str) -> None:
    """It is kept for everybody, so the first visitor's language or host must not be in it."""
    stranger = {"Accept-Language": "es", "Host": "evil.example", "X-Forwarded-Host": "evil.example"}
    first = make_app(pseudo=False).test_client().get(path, headers=stranger).data
    assert first == make_app(pseudo=False).test_client().get(path).data
    assert b"evil.example" not in first


def test_a_phone_is_given_a_neutral_name_and_an_icon(client: FlaskClient) -> None:
    manifest = json.loads(client.get("/manifest.webmanifest").data)
    assert manifest["name"] == manifest["short_name"]
    assert not TELLING.search(manifest["name"])
    assert manifest["start_url"] == "/"
    for icon in manifest["icons"]:
        assert client.get(icon["src"]).mimetype.startswith("image/")


def test_the_manifest_stays_neutral_when_titles_do_not(make_app: Callable[..., Flask], client: FlaskClient) -> None:
    explicit = make_app(titles="explicit").test_client()
    assert explicit.get("/manifest.webmanifest").data == client.get("/manifest.webmanifest").data


def test_a_whole_site_is_healthy(client: FlaskClient) -> None:
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (200, {"status": "ok", "catalogs": []})


def test_a_catalog_that_does_not_load_is_named(
    make_app: Callable[..., Flask], translations: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(translations, tmp_path / "translations")
    (folder / "es" / "LC_MESSAGES" / "messages.mo").write_bytes(b"\0" * 100)
    client = make_app(translations=folder).test_client()
    response = client.get("/healthz")
    assert (response.status_code, response.json) == (503, {"status": "degraded", "catalogs": ["es"]})
    assert client.get("/es/").status_code == 200


def test_an_unknown_file_is_a_page_of_ours(client: FlaskClient) -> None:
    response = client.get("/static/none.js", headers={"Accept-Language": "es"})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert '<html lang="es"' in response.text


@pytest.mark.parametrize("path", ["/ES/", "/es", "/Es/rights", "/ES/changes.atom"])
def test_a_redirect_says_nothing_in_a_language_of_its_own(client: FlaskClient, path: str) -> None:
    """Werkzeug writes an English page with the visitor's Host in it under every redirect."""
    response = client.get(path, headers={"Host": "evil.example"})
    assert response.status_code in {301, 308}
    assert response.data == b""
    assert response.headers["Location"].startswith("/es/")
