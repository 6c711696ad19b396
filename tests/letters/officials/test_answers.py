"""The files a browser answers from: today's, and of no more than one state."""

import json
from datetime import date
from pathlib import Path

import pytest

from portal.letters.officials.answers import ALL, name_edition, write_answers
from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.store import FILE

BEFORE, AFTER = date(2026, 12, 6), date(2026, 12, 7)


def test_a_states_file_has_its_tables_and_the_names_to_choose_by(country: Officials) -> None:
    answers = json.loads(write_answers(country, "ca", BEFORE) or "")
    assert set(answers) == {"cd", "sldu", "sldl", "names"}
    assert {area: len(names) for area, names in answers["names"].items()} == {"cd": 52, "sldu": 40, "sldl": 80}
    assert answers["names"]["cd"]["13"] == "Rep MemberCA13"


def test_a_name_that_ran_out_is_in_no_file(country: Officials) -> None:
    names = json.loads(write_answers(country, "ca", AFTER) or "")["names"]
    assert {area: len(found) for area, found in names.items()} == {"cd": 52, "sldu": 20, "sldl": 0}
    assert json.loads(write_answers(country, "ny", date(2027, 1, 3)) or "")["names"] == {"cd": {}}


@pytest.mark.parametrize("name", ["wy", "dc", "ae", "xx", "CA", "", "../ca"])
def test_there_is_no_file_where_there_is_nothing_to_choose(country: Officials, name: str) -> None:
    assert write_answers(country, name, BEFORE) is None


def test_the_file_for_all_states_names_nobody(country: Officials) -> None:
    assert set(json.loads(write_answers(country, ALL, BEFORE) or "")) == {"prefixes", "zips", "crossing", "states"}
    assert ALL.upper() not in country.facts.states


def test_addresses_change_with_the_day_and_the_store(folder: Path, facts: Facts) -> None:
    officials = Officials(folder / FILE, facts)
    editions = {
        name_edition(officials, BEFORE),
        name_edition(officials, AFTER),
        name_edition(Officials(None, facts), AFTER),
    }
    (folder / FILE).touch()
    editions.add(name_edition(officials, AFTER))
    assert len(editions) == 4
