"""What attributes of our own taxonomies say of an object, looked up by the ids of their terms."""

from collections.abc import Mapping

from portal.directory.hsds.vocabulary import KIND, NEED_CODES, RECORD_CODES, STATUS_CODES, Json
from portal.directory.services import ImmigrationStatus, Need


class Attributes:
    """The attributes of one object; those of other taxonomies are not looked at."""

    def __init__(self, found: Json) -> None:
        self.need: Need | None = None
        self.kind: str | None = None
        self.status: ImmigrationStatus | None = None
        self._record: dict[str, list[str]] = {}
        for attribute in found.get("attributes", ()):
            self._read(attribute)

    def _read(self, attribute: Json) -> None:
        term = attribute.get("taxonomy_term", {})
        key = attribute.get("taxonomy_term_id") or term.get("id", "")
        if key in NEED_CODES:
            self.need = NEED_CODES[key]  # type: ignore[assignment]
        elif key in STATUS_CODES:
            self.status = STATUS_CODES[key]  # type: ignore[assignment]
        elif key in RECORD_CODES:
            self._record.setdefault(RECORD_CODES[key], []).append(str(attribute.get("value", "")))
        elif term.get("taxonomy_id") == KIND.id:
            self.kind = str(term.get("code", ""))

    def get(self, code: str) -> str | None:
        """Give the value of a term, the first one."""
        return next(iter(self._record.get(code, ())), None)

    def all(self, code: str) -> tuple[str, ...]:
        """Give every value of a term."""
        return tuple(self._record.get(code, ()))


def first(found: Mapping[str, str], *names: str) -> str | None:
    """Give the first of some fields that says anything."""
    return next((found[name] for name in names if found.get(name)), None)
