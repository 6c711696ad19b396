"""Settings: every good value is taken, every bad one is refused with its cure, and none is needed."""

from datetime import date
from typing import Any

import pytest

from portal.config import VARIABLES, Config, load_config
from portal.data import FOLDER, DataError

DOCUMENTATION = FOLDER.parent.parent / "docs" / "operating.md"

GOOD = [
    ("PORTAL_BASE_URL", "https://portal.example.org", "base_url", "https://portal.example.org"),
    ("PORTAL_BASE_URL", "https://portal.example.org/", "base_url", "https://portal.example.org"),
    ("PORTAL_BASE_URL", "http://127.0.0.1:8000", "base_url", "http://127.0.0.1:8000"),
    ("PORTAL_BASE_URL", "http://[::1]:8000", "base_url", "http://[::1]:8000"),
    ("PORTAL_TODAY", "2026-12-20", "today", date(2026, 12, 20)),
    ("PORTAL_TODAY", "2028-02-29", "today", date(2028, 2, 29)),
    ("PORTAL_TITLES", "neutral", "titles", "neutral"),
    ("PORTAL_TITLES", "explicit", "titles", "explicit"),
    ("PORTAL_DRAFTS", "show", "drafts", "show"),
    ("PORTAL_DRAFTS", "withhold", "drafts", "withhold"),
    ("PORTAL_PSEUDO", "1", "pseudo", True),
    ("PORTAL_PSEUDO", "0", "pseudo", False),
    ("PORTAL_OFFER", "ready", "offer", "ready"),
    ("PORTAL_OFFER", "all", "offer", "all"),
    ("PORTAL_EXIT_URL", "https://www.example.org/weather", "exit_url", "https://www.example.org/weather"),
    ("PORTAL_CONTACT", "help@portal.example.org", "contact", "help@portal.example.org"),
    ("PORTAL_WARM", "1", "warm", True),
    ("PORTAL_WARM", "0", "warm", False),
    ("PORTAL_DATA", str(FOLDER), "data", FOLDER),
    ("PORTAL_TRANSLATIONS", str(FOLDER.parent), "translations", FOLDER.parent),
    ("PORTAL_INSTANCE", str(FOLDER.parent), "instance", FOLDER.parent),
]

BAD = [
    ("PORTAL_DATA", "elsewhere/data"),
    ("PORTAL_TRANSLATIONS", "elsewhere/catalogs"),
    ("PORTAL_INSTANCE", "elsewhere/instance"),
    ("PORTAL_BASE_URL", "portal.example.org"),
    ("PORTAL_BASE_URL", "//portal.example.org"),
    ("PORTAL_BASE_URL", "ftp://portal.example.org"),
    ("PORTAL_BASE_URL", "https://"),
    ("PORTAL_BASE_URL", "https://[half"),
    ("PORTAL_BASE_URL", "https://portal.example.org/es"),
    ("PORTAL_BASE_URL", "https://portal.example.org?"),
    ("PORTAL_BASE_URL", "https://portal.example.org#top"),
    ("PORTAL_BASE_URL", "https://portal example.org"),
    ("PORTAL_BASE_URL", "https://portal.example.org\n"),
    ("PORTAL_BASE_URL", 'https://portal.example.org"'),
    ("PORTAL_TODAY", "tomorrow"),
    ("PORTAL_TODAY", "2026-02-30"),
    ("PORTAL_TODAY", "12/20/2026"),
    ("PORTAL_TODAY", "2026-12-20T00:00:00"),
    ("PORTAL_TITLES", "loud"),
    ("PORTAL_TITLES", "Neutral"),
    ("PORTAL_DRAFTS", "hide"),
    ("PORTAL_PSEUDO", "yes"),
    ("PORTAL_PSEUDO", "2"),
    ("PORTAL_OFFER", "none"),
    ("PORTAL_EXIT_URL", "javascript:history.back()"),
    ("PORTAL_EXIT_URL", "www.example.org"),
    ("PORTAL_EXIT_URL", "https://www.example.org/?from=portal"),
    ("PORTAL_CONTACT", "help"),
    ("PORTAL_CONTACT", "help@portal"),
    ("PORTAL_CONTACT", "@portal.example.org"),
    ("PORTAL_CONTACT", "help@portal.example.org@evil.example"),
    ("PORTAL_CONTACT", "help@portal.example.org?bcc=other@evil.example"),
    ("PORTAL_CONTACT", "help@portal.example.org\nbcc: other"),
    ("PORTAL_CONTACT", "hélp@portal.example.org"),
    ("PORTAL_WARM", "on"),
]


@pytest.mark.parametrize(("name", "value", "setting", "expected"), GOOD, ids=[f"{n}={v}" for n, v, _, _ in GOOD])
def test_a_good_value_is_taken(name: str, value: str, setting: str, expected: Any) -> None:
    assert getattr(load_config({name: value}), setting) == expected


@pytest.mark.parametrize(("name", "value"), BAD, ids=[f"{n}={v!a}" for n, v in BAD])
def test_a_bad_value_is_refused_with_its_cure(name: str, value: str) -> None:
    with pytest.raises(DataError) as caught:
        load_config({name: value})
    assert (caught.value.file, caught.value.entry) == ("environment", name)
    assert caught.value.cure.endswith(".")


def test_every_setting_is_tried() -> None:
    assert {name for name, *_ in GOOD} == set(VARIABLES)
    assert {name for name, _ in BAD} == set(VARIABLES)


@pytest.mark.parametrize("name", ["PORTAL_TODY", "PORTAL_", "PORTAL_today"])
def test_an_unknown_variable_is_refused_and_the_known_ones_are_named(name: str) -> None:
    """A misspelled PORTAL_TODAY would leave a preview showing today's page."""
    with pytest.raises(DataError) as caught:
        load_config({name: "2026-12-20"})
    assert caught.value.entry == name
    assert all(known in caught.value.cure for known in VARIABLES)


def test_nothing_set_is_enough() -> None:
    assert load_config({}) == Config()
    assert Config().data == FOLDER
    assert (Config().titles, Config().drafts, Config().pseudo, Config().today) == ("neutral", "show", False, None)


def test_an_empty_variable_counts_as_not_set() -> None:
    assert load_config(dict.fromkeys(VARIABLES, "")) == Config()


def test_variables_of_others_are_left_alone() -> None:
    assert load_config({"PATH": "/bin", "HOST": "0.0.0.0", "MY_PORTAL_TODAY": "never"}) == Config()


def test_the_documentation_lists_every_setting() -> None:
    if not DOCUMENTATION.exists():
        pytest.skip("The documentation is not installed beside the package.")
    text = DOCUMENTATION.read_text()
    assert not [name for name in VARIABLES if f"`{name}`" not in text]
