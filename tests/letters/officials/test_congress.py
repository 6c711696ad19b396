"""Reading Congress: a bad record costs its own seat, a bad file is refused."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from portal.data import DataError
from portal.letters.officials.congress import parse_congress
from portal.letters.officials.facts import Facts
from portal.letters.officials.records import Gap, Roster
from tests.letters.officials import fictional
from tests.letters.officials.conftest import REAL

Records = list[dict[str, Any]]


@pytest.fixture
def records(facts: Facts) -> Records:
    """A whole fictional Congress, to be broken."""
    return fictional.congress(facts)


def parse(records: object, facts: Facts) -> Roster:
    return parse_congress(fictional.congress_file(records), facts)


def find(records: Records, state: str, district: int) -> dict[str, Any]:
    return next(r for r in records if (r["terms"][-1]["state"], r["terms"][-1].get("district")) == (state, district))


def test_a_whole_congress_is_read(records: Records, facts: Facts) -> None:
    roster = parse(records, facts)
    assert len(roster.officials) == 541
    assert (roster.gaps, roster.warnings, roster.clashes) == ((), (), 0)


def test_the_real_file_is_read_with_the_one_link_that_is_misspelt(facts: Facts) -> None:
    if not REAL.is_dir():
        pytest.skip("The real files are not beside the project.")
    roster = parse_congress((REAL / "legislators-current.json").read_bytes(), facts)
    assert len(roster.officials) == 537
    assert [o.name for o in roster.officials if o.id in {"bioguide:M001246", "bioguide:G000607"}] == [
        "Analilia Mejia",
        "James Gallagher",
    ]
    newest = next(o for o in roster.officials if o.id == "bioguide:G000607")
    assert (newest.phone, newest.url, newest.address, newest.postal_lines, newest.link) == (None,) * 3 + ((), None)
    assert len(roster.warnings) == 1
    assert "contact_form" in roster.warnings[0]
    assert roster.gaps == ()
    assert all(len(o.postal_lines) == 2 for o in roster.officials if o.address)
    assert {o.party for o in roster.officials} == {"Democratic", "Republican", "Independent"}


def set_term(**changes: Any) -> Callable[[dict[str, Any]], None]:
    return lambda record: record["terms"][-1].update(changes)


def drop_keys(*keys: str) -> Callable[[dict[str, Any]], None]:
    def edit(record: dict[str, Any]) -> None:
        for key in keys:
            del record[key]

    return edit


@pytest.mark.parametrize(
    "edit",
    [
        set_term(end="2027-01-32"),
        set_term(end="2099-01-03"),
        set_term(end="2020-01-03"),
        set_term(end=None),
        set_term(start=2025),
        drop_keys("name"),
        lambda record: record["name"].update(official_full="<b>Member</b>"),
        lambda record: record["name"].update(official_full="Mem\u202eber"),
        lambda record: record["name"].update(official_full="x" * 5000),
        lambda record: record["name"].update(last=""),
        lambda record: record.update(name=["Member"]),
        lambda record: record.update(id={"bioguide": 7}),
    ],
)
def test_a_record_that_cannot_be_used_costs_its_own_seat(
    records: Records, facts: Facts, edit: Callable[[dict[str, Any]], None]
) -> None:
    edit(find(records, "TX", 7))
    roster = parse(records, facts)
    assert len(roster.officials) == 540
    assert roster.gaps == (Gap("congress", "house", "TX", 7),)
    assert len(roster.warnings) == 1


@pytest.mark.parametrize(
    "edit",
    [
        set_term(district=39),
        set_term(district="7"),
        set_term(district=True),
        set_term(district=-1),
        set_term(state="ZZ"),
        set_term(state=["TX"]),
        set_term(type="king"),
        drop_keys("terms"),
        lambda record: record.update(terms=[]),
        lambda record: record.update(terms=[None]),
        lambda record: record.clear(),
    ],
)
def test_a_record_without_a_seat_leaves_all_vacancies_open(
    records: Records, facts: Facts, edit: Callable[[dict[str, Any]], None]
) -> None:
    edit(find(records, "TX", 7))
    roster = parse(records, facts)
    assert len(roster.officials) == 540
    assert roster.gaps == (Gap("congress"),)


def test_members_that_are_no_tables_are_left_out(records: Records, facts: Facts) -> None:
    roster = parse([*records[:-3], None, 7, "Member"], facts)
    assert len(roster.officials) == 538
    assert len(roster.warnings) == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("phone", "call us"),
        ("url", "https://example.org/"),
        ("contact_form", "hhttps://a.house.gov/contact"),
        ("address", "1 <b>House</b> Office Building"),
        ("party", "\u202eParty"),
        ("office", ["1"]),
    ],
)
def test_a_field_that_cannot_be_used_is_left_blank(records: Records, facts: Facts, field: str, value: object) -> None:
    find(records, "TX", 7)["terms"][-1][field] = value
    roster = parse(records, facts)
    official = next(o for o in roster.officials if o.seat == ("house", "TX", 7))
    assert getattr(official, field) is None
    assert len(roster.officials) == 541


def test_two_members_for_a_seat_are_both_dropped(records: Records, facts: Facts) -> None:
    other = copy.deepcopy(find(records, "TX", 7))
    other["id"]["bioguide"] = "H999"
    find(records, "WY", 0)["name"]["official_full"] = "<i>"
    records = [r for r in records if r["id"]["bioguide"] != "HGU0"]
    roster = parse([*records, other], facts)
    assert [o for o in roster.officials if o.seat == ("house", "TX", 7)] == []
    assert roster.clashes == 2
    assert Gap("congress", "house", "TX", 7) in roster.gaps


def test_a_seat_shared_with_a_record_that_was_dropped_is_in_doubt(records: Records, facts: Facts) -> None:
    broken = copy.deepcopy(find(records, "TX", 7))
    broken["id"]["bioguide"] = "H999"
    broken["name"]["official_full"] = "<i>"
    roster = parse([*records, broken], facts)
    assert [o for o in roster.officials if o.seat == ("house", "TX", 7)] == []


def test_three_senators_of_a_state_are_all_dropped(records: Records, facts: Facts) -> None:
    roster = parse([*records, fictional.senator("OH", 3)], facts)
    assert [o for o in roster.officials if o.state == "OH" and o.chamber == "senate"] == []
    assert roster.clashes == 3


def test_somebody_in_two_seats_is_in_neither(records: Records, facts: Facts) -> None:
    find(records, "TX", 7)["id"]["bioguide"] = "HTX8"
    roster = parse(records, facts)
    assert {o.district for o in roster.officials if o.state == "TX"} == {None, *range(1, 39)} - {7, 8}


def test_a_name_is_built_where_the_full_one_is_missing(records: Records, facts: Facts) -> None:
    find(records, "TX", 7)["name"] = {"first": "Ada", "middle": "B.", "last": "Example", "suffix": "Jr."}
    official = next(o for o in parse(records, facts).officials if o.seat == ("house", "TX", 7))
    assert (official.name, official.family) == ("Ada B. Example Jr.", "Example")


def test_the_last_term_counts_and_unknown_keys_do_not(records: Records, facts: Facts) -> None:
    record = find(records, "TX", 7)
    record["terms"].insert(0, {"type": "nonsense"})
    record["leadership_roles"] = [{"title": "<b>"}]
    assert len(parse(records, facts).officials) == 541


@pytest.mark.parametrize(
    "change",
    [
        lambda raw: raw[:-2000],
        lambda raw: raw[: len(raw) // 2],
        lambda raw: b"",
        lambda raw: b"[]",
        lambda raw: raw + b" " * 50_000_000,
        lambda raw: b"\xff\xfe" + raw,
        lambda raw: raw.replace(b"Rep Member", b"Rep \xe9ember", 1),
        lambda raw: b'{"members": ' + raw + b"}",
        lambda raw: b"[" * 600_000,
        lambda raw: b"[" + b"9" * 600_000 + b"]",
        lambda raw: b"<html>" + b" " * 600_000,
        lambda raw: json.dumps([None] * 530 + ["x" * 600_000]).encode(),
    ],
)
def test_a_file_that_is_no_such_list_is_refused(facts: Facts, change: Callable[[bytes], bytes]) -> None:
    raw = fictional.congress_file(fictional.congress(facts))
    with pytest.raises(DataError) as caught:
        parse_congress(change(raw), facts)
    assert caught.value.file == "legislators-current.json"
    assert caught.value.cure
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize(("keep", "add"), [(541, 59), (519, 0), (541, 5)])
def test_a_number_of_members_nobody_would_believe_is_refused(facts: Facts, keep: int, add: int) -> None:
    """Six hundred members, or too few."""
    records = fictional.congress(facts)[:keep]
    records += [fictional.member("TX", 1) for _ in range(add)]
    with pytest.raises(DataError):
        parse(records, facts)


def test_a_file_whose_records_are_nearly_all_bad_is_refused(records: Records, facts: Facts) -> None:
    for record in records[150:]:
        record["name"]["official_full"] = "<b>"
    with pytest.raises(DataError, match="house"):
        parse(records, facts)


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=6,
)
FIELDS = st.sampled_from(["type", "start", "end", "state", "district", "phone", "url", "party", "address", "end-type"])


@given(
    term=st.dictionaries(FIELDS, ANYTHING), record=st.dictionaries(st.sampled_from(["id", "name", "terms"]), ANYTHING)
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_one_record_the_others_are_read(
    facts: Facts, term: dict[str, object], record: dict[str, object]
) -> None:
    records = fictional.congress(facts)
    records[7]["terms"][-1] |= term
    records[8] |= record
    roster = parse(records, facts)
    assert len(roster.officials) >= 536
    for official in roster.officials:
        assert official.valid_from is not None
        assert official.valid_from < official.valid_until
        assert not set(official.name) & set("<>\u202e\x00")
