"""ZIP tables as the browser reads them, so that a ZIP code is looked up where it was typed.

One small table tells the state, and one for each state its districts: what is
asked of the server names a state at most, and is the same for everybody in it.
"""

import json
from datetime import date

from portal.letters.officials.lookup import Officials
from portal.letters.officials.plans import AREAS


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))


def zip_table(officials: Officials, state: str, day: date) -> str:
    """Write a state's ZIP codes with their districts by the lines of a day.

    ``{"cd":{"93706":[13,21]},"sldu":{…},"sldl":{…}}``: districts by larger share of land first; an area the state
    does not have is left out, and a ZIP code without an entry is answered with the state's whole list.
    """
    tables: dict[str, dict[str, list[int]]] = {}
    for area in AREAS:
        plan = officials.facts.plan_for(area, state, day)
        if plan is None:
            continue
        table = tables.setdefault(area, {})
        if len(officials.facts.districts(area, state)) > 1:
            for row in officials.rows("state = ? AND kind = ? AND plan = ?", (state, area, plan)):
                table.setdefault(row.zip, []).append(row.district)
    return _compact(tables)


def prefix_table(officials: Officials) -> str:
    """Write which state a ZIP code is in.

    ``{"prefixes":[["005","005","NY"],…],"zips":{"06390":"NY",…},"crossing":{"42223":["KY","TN"],…},
    "states":{"AL":{"kind":"state","seats":7},…}}``. Asked in this order: ``crossing`` lists all states to choose
    from, ``zips`` are exceptions, ``prefixes`` are runs of first three digits. A prefix in none is not used.
    """
    states = officials.facts.states
    runs = sorted([first, last, state.code] for state in states.values() for first, last in state.prefixes)
    return _compact(
        {
            "prefixes": runs,
            "zips": {zip_code: state.code for state in states.values() for zip_code in state.zips},
            "crossing": officials.crossing(),
            "states": {code: {"kind": state.kind, "seats": state.seats} for code, state in states.items()},
        }
    )
