"""ZIP tables as the browser reads them: the same answers as the server's, and no names."""

import json
from datetime import date

import brotli

from portal.letters.officials.facts import Facts
from portal.letters.officials.lookup import Officials
from portal.letters.officials.tables import prefix_table, zip_table

BEFORE, AFTER = date(2026, 11, 22), date(2027, 1, 3)


def test_a_states_table_answers_as_the_portal_does(country: Officials) -> None:
    table = json.loads(zip_table(country, "CA", BEFORE))
    assert set(table) == {"cd", "sldu", "sldl"}
    for area, codes in table.items():
        for zip_code in list(codes)[::97]:
            assert tuple(codes[zip_code]) == country.districts_for_zip(zip_code, "CA", BEFORE, area)
    assert len(table["cd"]) == 76 * 52


def test_a_redrawn_state_has_an_empty_table_until_the_new_one_is_there(country: Officials) -> None:
    assert json.loads(zip_table(country, "TX", AFTER)) == {"cd": {}}
    assert json.loads(zip_table(country, "MO", AFTER))["cd"]
    assert set(json.loads(zip_table(country, "CA", AFTER))) == {"cd", "sldu", "sldl"}


def test_a_seat_at_large_needs_no_table(country: Officials) -> None:
    assert json.loads(zip_table(country, "WY", BEFORE)) == {"cd": {}}
    assert json.loads(zip_table(country, "AE", BEFORE)) == {}


def test_the_table_of_prefixes_leads_to_the_same_states(real: Officials, facts: Facts) -> None:
    table = json.loads(prefix_table(real))

    def look_up(zip_code: str) -> list[str]:
        """Ask as the script in the page does."""
        if zip_code in table["crossing"]:
            return list(table["crossing"][zip_code])
        if zip_code in table["zips"]:
            return [table["zips"][zip_code]]
        return [state for first, last, state in table["prefixes"] if first <= zip_code[:3] <= last]

    asked = {row.zip for row in real.rows()} | {"96910", "96799", "00801", "06390", "88888", "09001", "96941"}
    for zip_code in sorted(asked)[::7] + ["42223", "81120", "57255", "06390"]:
        assert tuple(look_up(zip_code)) == real.states_for_zip(zip_code), zip_code
    assert table["states"]["CA"] == {"kind": "state", "seats": 52}


def test_no_table_names_anybody(country: Officials) -> None:
    text = prefix_table(country) + "".join(zip_table(country, state, BEFORE) for state in ("CA", "NY", "PR"))
    assert "Member" not in text
    assert "Tor" not in text
    assert text.isascii()


def test_the_tables_are_small_enough_for_old_phones(real: Officials) -> None:
    assert len(brotli.compress(prefix_table(real).encode())) < 2_000
    assert len(brotli.compress(zip_table(real, "CA", BEFORE).encode())) < 6_000


def test_without_a_store_the_tables_are_there_and_empty(facts: Facts) -> None:
    nobody = Officials(None, facts)
    assert json.loads(zip_table(nobody, "CA", BEFORE)) == {"cd": {}, "sldl": {}, "sldu": {}}
    assert json.loads(prefix_table(nobody))["crossing"] == {}
