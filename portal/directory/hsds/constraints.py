"""Our own rules for HSDS objects, made from our own list of fields and checked by ``jsonschema``.

Each object is checked by itself and not with all that is nested in it, so a
row of a table and an object of a JSON file answer to the same rule, and the
place of a fault can be named. Fields of version 3.1 pass; version 2 is
recognized by fields that 3.0 gave up, and refused by name.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

from portal.data import DataError
from portal.directory.hsds.objects import RESOURCES, WORDS, Field, Resource
from portal.directory.hsds.vocabulary import Json

#: Fields and tables of version 2 that version 3 does not have.
GIVEN_UP = {
    "phone": {"language"},
    "service": {"eligibility"},
    "location": {"physical_address", "postal_address", "accessibility_for_disabilities"},
}
GIVEN_UP_TABLES = {
    "physical_addresses.csv",
    "postal_addresses.csv",
    "accessibility_for_disabilities.csv",
    "services_taxonomy.csv",
    "services_at_location.csv",
    "eligibility.csv",
    "regular_schedules.csv",
    "holiday_schedules.csv",
}

#: Deeper than any object of the specification; a file made to exhaust us is deeper.
MAX_DEPTH = 12

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_TIME = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")

#: What a wrong value should have been, as a cure.
_CURES = {
    "uuid": "Write a UUID, like 0e6f0d4d-9c51-4d8e-8c51-2f2f6a1f7c44.",
    "date": "Write a day like 2026-11-22.",
    "date-time": "Write a moment like 2026-11-22T09:00:00-08:00.",
    "clock": "Write a time like 09:00-08:00.",
    "number": "Write a number.",
    "string": "Write a text.",
}

_FORMATS = {"uuid": "uuid", "date": "date", "datetime": "date-time", "time": "clock"}

_checker = FormatChecker(formats=())


def _is_uuid(value: object) -> bool:
    return not isinstance(value, str) or bool(_UUID.fullmatch(value))


def _is_date(value: object) -> bool:
    return not isinstance(value, str) or (len(value) == 10 and bool(date.fromisoformat(value)))


def _is_moment(value: object) -> bool:
    return not isinstance(value, str) or bool(datetime.fromisoformat(value))


def _is_time(value: object) -> bool:
    return not isinstance(value, str) or bool(_TIME.fullmatch(value))


_checker.checks("uuid")(_is_uuid)
_checker.checks("date", raises=ValueError)(_is_date)
_checker.checks("date-time", raises=ValueError)(_is_moment)
_checker.checks("clock")(_is_time)


def _rule(field: Field) -> Json:
    if field.kind in WORDS:
        return {"enum": list(WORDS[field.kind])}
    if field.kind == "number":
        return {"type": "number"}
    rule: Json = {"type": "string"}
    if field.kind in _FORMATS:
        rule["format"] = _FORMATS[field.kind]
    if field.required:
        rule["minLength"] = 1
    return rule


def _schema(resource: Resource, *, tabular: bool) -> Json:
    needed = [field.name for field in resource.fields if field.required or (tabular and field.tabular)]
    properties: Json = {field.name: _rule(field) for field in resource.fields}
    properties |= {name: {"type": "array", "items": {"type": "object"}} for name in resource.children}
    properties |= {name: {"type": "object"} for name in resource.parts}
    return {"type": "object", "required": needed, "properties": properties}


@lru_cache
def _validator(kind: str, tabular: bool) -> Draft202012Validator:
    return Draft202012Validator(_schema(RESOURCES[kind], tabular=tabular), format_checker=_checker)


def find_problems(kind: str, found: Json, *, tabular: bool = False) -> Iterator[tuple[str, str, str]]:
    """Say what is wrong with one object by itself: field, problem and cure.

    :param kind: of :data:`portal.directory.hsds.objects.RESOURCES`.
    :param tabular: whether it is a row of a table, which has to name its parents.
    """
    for error in _validator(kind, tabular).iter_errors(found):
        yield _explain(kind, error)


def _explain(kind: str, error: Any) -> tuple[str, str, str]:
    if error.validator == "required":
        # One error a missing name; the message alone says which.
        missing = error.message.split("'")[1]
        return f"{kind}.{missing}", "It is missing.", "Fill it in."
    name = f"{kind}.{'.'.join(str(part) for part in error.absolute_path)}".rstrip(".")
    if error.validator == "minLength":
        return name, "It is empty.", "Fill it in."
    shown = str(error.instance)[:40] if error.validator in {"enum", "format"} else type(error.instance).__name__
    if error.validator == "enum":
        return name, f"“{shown}” is not a choice.", f"Write one of: {', '.join(error.validator_value)}."
    return name, f"It holds “{shown}”.", _CURES.get(error.validator_value, "Write what the specification says.")


def refuse_version_2(kind: str, names: set[str], file: str) -> None:
    """Refuse what only version 2 has.

    :param names: of the fields of an object or the columns of a table.
    :raises DataError: saying which version it is.
    """
    old = sorted(GIVEN_UP.get(kind, set()) & names)
    if old:
        raise version_2(file, f"{kind}.{old[0]}")


def version_2(file: str, sign: str) -> DataError:
    """Make the error for a file of version 2.

    :param sign: what only version 2 has.
    """
    return DataError(file, sign, "This is HSDS 2; only 3.0 and 3.1 are read.", "Export it as HSDS 3.0.")


def walk(kind: str, found: Json, file: str, depth: int = 0) -> Iterator[tuple[str, Json]]:
    """Go through an object and all that is nested in it, with the kind of each.

    :raises DataError: where it is nested deeper than the specification goes, or is of version 2.
    """
    if depth > MAX_DEPTH:
        raise DataError(file, kind, "It is nested too deep.", "Write the objects as the specification nests them.")
    refuse_version_2(kind, set(found), file)
    yield kind, found
    resource = RESOURCES[kind]
    for name, child in resource.children.items():
        items = found.get(name)
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict):
                yield from walk(child, item, file, depth + 1)
    for name, part in resource.parts.items():
        item = found.get(name)
        if isinstance(item, dict):
            yield from walk(part, item, file, depth + 1)
