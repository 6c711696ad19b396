"""Interface words that fall back: they carry their own language, and nothing breaks where they stand in attributes."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import PATHS, Page


@pytest.fixture(scope="module")
def wordless(make_app: Callable[..., Flask], translations: Path, tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A portal whose Arabic pseudo-locale has lost its catalog."""
    folder = tmp_path_factory.mktemp("wordless") / "translations"
    shutil.copytree(translations, folder)
    (folder / "ar_XB" / "LC_MESSAGES" / "messages.mo").write_bytes(b"")
    return make_app(translations=folder)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_without_words_of_its_own_is_sound(
    path: str, wordless: Flask, page_getter_for: Callable[[Flask], Callable[..., Page]]
) -> None:
    page = page_getter_for(wordless)(f"/ar-XB{path}")
    assert '<span lang="en" dir="ltr">' in page.text
    assert "<span" not in page.text.partition("</title>")[0]
