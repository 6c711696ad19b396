"""Phones: what is printed is what is dialled, and each is dated."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from portal.content.facts import Phone, load_phones
from portal.content.sources import load_sources
from portal.data import FOLDER, DataError
from portal.rights.library import Library

ONE_PHONE = """
[legal-line]
kind = "phone"
name = "Legal line"
number = "{number}"
dial = "{dial}"
source = "portal-practice"
as_of = 2026-09-29
review_by = 2027-01-21
"""


def read_phones(tmp_path: Path, number: str, dial: str) -> Mapping[str, Phone]:
    (tmp_path / "facts.toml").write_text(ONE_PHONE.format(number=number, dial=dial))
    return load_phones(tmp_path, load_sources(FOLDER))


@pytest.mark.parametrize(
    ("number", "dial"),
    [("911", "911"), ("(888) 804-3536", "+18888043536"), ("888-804-3536", "+18888043536")],
)
def test_a_phone_is_read(tmp_path: Path, number: str, dial: str) -> None:
    phone = read_phones(tmp_path, number, dial)["legal-line"]
    assert (phone.number, phone.dial, phone.source.key) == (number, dial, "portal-practice")
    assert (phone.text, phone.evergreen, phone.called) == (False, False, False)


@pytest.mark.parametrize(
    ("number", "dial"),
    [
        ("(888) 804-3536", "+18888043537"),
        ("(888) 804-3536", "8888043536"),
        ("(888) 804-3536", "+18888043536;ext=1"),
        ("911", "+1911"),
        ("٩١١", "911"),
        ("911 or 112", "911"),
    ],
)
def test_a_number_that_dials_another_is_refused(tmp_path: Path, number: str, dial: str) -> None:
    with pytest.raises(DataError) as caught:
        read_phones(tmp_path, number, dial)
    assert (caught.value.file, caught.value.entry) == ("facts.toml", "legal-line")


def test_a_phone_is_current_up_to_its_day(tmp_path: Path) -> None:
    phone = read_phones(tmp_path, "911", "911")["legal-line"]
    assert phone.is_current(phone.review_by)
    assert not phone.is_current(phone.review_by + timedelta(days=1))


def test_the_numbers_that_save_lives_never_run_out(library: Library) -> None:
    for key in ("911", "988"):
        phone = library.phones[key]
        assert phone.evergreen
        assert phone.is_current(phone.review_by + timedelta(days=4000))


def test_every_phone_of_the_site_is_in_the_united_states(library: Library) -> None:
    assert all(phone.dial in {"911", "988"} or phone.dial.startswith("+1") for phone in library.phones.values())
