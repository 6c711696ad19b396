"""The facts that name nobody: states, seats, district lines, turnovers and where files are published."""

import re
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from portal.data import FOLDER, DataError
from portal.letters.officials.facts import Facts, load_facts

REDRAWN = {"AL", "CA", "FL", "LA", "NC", "OH", "TN", "TX", "UT"}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A copy of the file, to be broken."""
    shutil.copy(FOLDER / "officials.toml", tmp_path)
    return tmp_path


def swap(pattern: str, replacement: str) -> Callable[[str], str]:
    def edit(text: str) -> str:
        changed, count = re.subn(pattern, lambda _: replacement, text, count=1, flags=re.MULTILINE)
        assert count
        return changed

    return edit


@pytest.mark.parametrize(
    ("edit", "entry"),
    [
        (swap("^seats = 52", "seats = 53"), "state"),
        (swap('^fips = "06"', 'fips = "6"'), "state.CA"),
        (swap('^fips = "06"', 'fips = "04"'), "state.CA"),
        (swap('"900-961"', '"900-970"'), "state.AP"),
        (swap('"900-961"', '"961-900"'), "state.CA"),
        (swap('"900-961"', '"9000"'), "state.CA"),
        (swap('"06390"', '"6390"'), "state.NY"),
        (swap(r"^\[state\.CA\]", "[state.Cal]"), "state.Cal"),
        (swap('^kind = "commissioner"', 'kind = "governor"'), "state.PR"),
        (swap(r"^until = 2027-01-03\n", ""), "plan cd120"),
        (swap("^until = 2027-01-03", "until = 2024-01-03"), "plan 2"),
        (swap('^states = \\["AL"', 'states = ["ZZ"'), "plan 2"),
        (swap('^areas = \\["cd"\\]', 'areas = ["county"]'), "plan 1"),
        (swap("^first = 2024-12-02", "first = 2024-12-03"), "term.assembly"),
        (swap("^every = 2", "every = 0"), "term.congress"),
        (swap(r"^\[term\.senate-odd\]", "[term.senate-third]"), "term"),
        (swap("^unsure_month = 2", "unsure_month = 13"), "california"),
        (swap("least = 520", "least = 5200"), "bounds.records"),
        (swap("^stale_days = 30", "stale_days = 0"), "bounds"),
        (swap('"house.gov"', '"https://house.gov"'), "hosts"),
        (swap('^url = "https://unitedstates', 'url = "http://unitedstates'), "file.congress"),
        (swap("^limit = 10_000_000", "limit = 10_000_000_000"), "file.congress"),
        (swap('^plan = "sl2024"\ncolumn', 'plan = "sl2031"\ncolumn'), "file.sldu"),
        (swap(r"^\[file\.zccd\]", "[file.other]"), "file"),
        (swap("find-your-representative", "find-your-representative?zip="), "finder.house"),
        (swap("202-224-3121", "call Congress"), "switchboard"),
        (swap('not_in_force = \\["MO"\\]', 'not_in_force = ["Missouri"]'), "redrawn"),
        (swap("^not_in_force", "notinforce"), "redrawn"),
    ],
)
def test_a_mistake_names_the_entry(data: Path, edit: Callable[[str], str], entry: str) -> None:
    path = data / "officials.toml"
    path.write_text(edit(path.read_text()))
    with pytest.raises(DataError) as caught:
        load_facts(data)
    assert (caught.value.file, caught.value.entry) == ("officials.toml", entry)
    assert caught.value.cure


def test_the_states_have_435_seats_and_six_others_send_somebody(facts: Facts) -> None:
    assert sum(state.seats for state in facts.states.values() if state.has_senators) == 435
    assert {code for code, state in facts.states.items() if state.kind == "delegate"} == {"DC", "AS", "GU", "MP", "VI"}
    assert [code for code, state in facts.states.items() if state.kind == "commissioner"] == ["PR"]
    assert facts.states["WY"].districts == (0,)
    assert facts.states["ID"].districts == (1, 2)
    assert facts.states["AE"].districts == ()


@pytest.mark.parametrize(
    ("zip_code", "state"),
    [
        ("96910", "GU"),
        ("96799", "AS"),
        ("00801", "VI"),
        ("06390", "NY"),
        ("81120", "CO"),
        ("57255", "SD"),
        ("20588", "MD"),
        ("96951", "MP"),
        ("96941", "FM"),
        ("96970", "MH"),
        ("96939", "PW"),
        ("34012", "AA"),
        ("09001", "AE"),
        ("96201", "AP"),
        ("88888", None),
        ("00401", None),
    ],
)
def test_a_prefix_or_an_exception_names_the_state(facts: Facts, zip_code: str, state: str | None) -> None:
    assert facts.state_of_zip(zip_code) == state


def test_nine_states_change_their_lines_in_january_and_missouri_does_not(facts: Facts) -> None:
    before, after = date(2027, 1, 2), date(2027, 1, 3)
    for code, state in facts.states.items():
        if state.seats:
            assert facts.plan_for("cd", code, before) == "cd119"
            assert facts.plan_for("cd", code, after) == ("cd120" if code in REDRAWN else "cd119")
    assert facts.plan_for("cd", "MO", date(2030, 1, 1)) == "cd119"
    assert sum(facts.states[code].seats for code in REDRAWN) == 173


def test_no_lines_are_known_before_the_first_plan_or_for_other_legislatures(facts: Facts) -> None:
    assert facts.plan_for("cd", "CA", date(2024, 12, 31)) is None
    assert facts.plan_for("sldu", "TX", date(2026, 11, 22)) is None
    assert facts.plan_for("sldl", "CA", date(2026, 11, 22)) == "sl2024"


def test_a_court_that_changes_missouris_lines_is_an_edit_of_data(data: Path) -> None:
    path = data / "officials.toml"
    text = path.read_text()
    path.write_text(text.replace('"LA", "NC", "OH"', '"LA", "MO", "NC", "OH"').replace('["MO"]', "[]"))
    facts = load_facts(data)
    assert facts.plan_for("cd", "MO", date(2027, 1, 3)) == "cd120"


def test_no_address_was_confirmed_by_anybody_and_the_file_says_so(facts: Facts) -> None:
    assert not any(dataset.confirmed for dataset in facts.datasets.values())
    assert not facts.switchboard_confirmed


def test_every_file_has_a_publisher_and_a_free_licence(facts: Facts) -> None:
    assert {dataset.licence for dataset in facts.datasets.values()} == {"CC0 1.0", "public domain"}
    assert all(dataset.publisher and dataset.page.startswith("https://") for dataset in facts.datasets.values())
