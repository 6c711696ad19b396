"""What becomes of the texts, numbers and addresses of others."""

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.content.markdown import parse_inline
from portal.data import FOLDER
from portal.directory.counties import load_counties
from portal.directory.entries import Known, read_service
from portal.directory.importers.drafts import Unusable, clean, make_key, make_message, read_phone, read_web, shorten
from portal.directory.importers.merging import find_changes, fold_name
from portal.directory.importers.writing import make_table, write_file
from portal.directory.subkinds import load_subkinds
from tests.directory.entries import make_full_service, make_service

KNOWN = Known(load_counties(FOLDER), load_subkinds(FOLDER))


@pytest.mark.parametrize(
    ("text", "dial", "extension"),
    [
        ("(510) 241-4011", "+15102414011", None),
        ("1-510-241-4011", "+15102414011", None),
        ("+1 510.241.4011 ext. 12", "+15102414011", "12"),
        ("5102414011x7", "+15102414011", "7"),
        ("988", "988", None),
        ("741741", "741741", None),
    ],
)
def test_a_number_is_read_however_it_is_written(text: str, dial: str, extension: str | None) -> None:
    phone = read_phone("phone", text)
    assert (phone.dial, phone.extension) == (dial, extension)


@pytest.mark.parametrize(
    "text", ["", "12", "555-0100", "010-241-4011", "510-141-4011", "+44 20 7946 0958", "510-HELP-NOW", "٥١٠٢٤١٤٠١١"]
)
def test_a_number_nobody_could_dial_is_refused(text: str) -> None:
    with pytest.raises(Unusable):
        read_phone("phone", text)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_is_shown_as_it_is_or_refused(text: str) -> None:
    """Whatever passes stands in the operator's file, is read again, and is words on a page and nothing else."""
    try:
        words = clean("description", text)
    except Unusable:
        return
    if not words:
        return
    message = make_message("help/harbor-help", words)
    shown = "".join(token.content for token in parse_inline(message.text, frozenset()))
    assert shown == words.replace("{", "(").replace("}", ")")
    service = make_service(description=message)
    table = tomllib.loads(write_file([service], "a list").decode())["harbor-help"]
    assert read_service("list.toml", "harbor-help", table, KNOWN, imported=True).description.text == message.text


@pytest.mark.parametrize("service", [make_service(), make_full_service()], ids=lambda service: service.key)
def test_what_is_written_is_what_is_read(service: object) -> None:
    assert isinstance(service, type(make_service()))
    table = tomllib.loads(write_file([service], "a list").decode())[service.key]
    assert table == make_table(service)
    again = read_service("list.toml", service.key, table, KNOWN, imported=True)
    assert set(find_changes(service, again)) <= {"phones"}
    assert [phone.dial for phone in again.phones] == [phone.dial for phone in service.phones]


def test_names_are_found_again_and_made_into_keys() -> None:
    assert fold_name("  Centro  LEGAL, de la Raza! ") == fold_name("Centro Legal de la Raza")
    assert make_key("Niños & Families’ Center", "Fresno") == "ninos-families-center-fresno"
    assert len(make_key("x" * 500)) <= 80


def test_long_words_are_cut_at_sentences() -> None:
    assert shorten("Short.") == ("Short.", False)
    assert shorten("A b c. " * 200)[0].endswith("c.")
    text, cut = shorten("word " * 500)
    assert (cut, text.endswith(" …"), len(text.split())) == (True, True, 400)


@pytest.mark.parametrize("address", ["//x.example", "http://", "https://a b.example", "data:text/html,x", "x"])
def test_a_web_address_is_whole_or_refused(address: str) -> None:
    with pytest.raises(Unusable):
        read_web("website", address)
