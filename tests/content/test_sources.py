"""Where sentences come from: every source says itself whether somebody read it."""

from pathlib import Path

import pytest

from portal.content.sources import KINDS, Source, load_sources
from portal.i18n.formats import check_partial_date
from portal.rights.library import Library

ONE_SOURCE = """
[a-page]
title = "A page"
publisher = "Somebody"
language = "en"
kind = "press"
"""


def read_source(tmp_path: Path, more: str = "") -> Source:
    (tmp_path / "sources.toml").write_text(ONE_SOURCE + more)
    return load_sources(tmp_path)["a-page"]


def test_a_source_nobody_read_is_the_default(tmp_path: Path) -> None:
    assert not read_source(tmp_path).read


def test_address_and_date_may_be_missing(tmp_path: Path) -> None:
    source = read_source(tmp_path)
    assert (source.url, source.date) == (None, None)


@pytest.mark.parametrize("day", ["2025-08-12", "2025-08", "2025"])
def test_a_source_is_dated_as_well_as_it_is_known(tmp_path: Path, day: str) -> None:
    assert read_source(tmp_path, f'date = "{day}"\n').date == day


@pytest.mark.parametrize("url", ["https://example.org/a%20page?x=1#part", "http://example.org/"])
def test_a_web_address_is_kept_as_it_is(tmp_path: Path, url: str) -> None:
    assert read_source(tmp_path, f'url = "{url}"\n').url == url


def test_the_sources_of_the_site_are_sound(library: Library) -> None:
    for source in library.sources.values():
        assert source.kind in KINDS
        assert source.date is None or check_partial_date(source.date)
        assert source.url is None or source.url.startswith(("https://", "http://"))


def test_a_source_without_address_cannot_be_linked(library: Library) -> None:
    without = {key for key, source in library.sources.items() if not source.url}
    assert not without & library.link_keys()


def test_no_page_known_to_be_wrong_or_unsafe_is_a_source(library: Library) -> None:
    """Pages that copy others wrongly, or invent; their facts may not come back by another editor's hand."""
    unsafe = ("hackerpranks", "journosnews", "northcountyinformador", "lexsemplice", "visaverge", "grokipedia")
    assert not [source.key for source in library.sources.values() if any(name in (source.url or "") for name in unsafe)]
