"""The project's own spreadsheet: one row a service, for a county or a network that keeps its list in Excel."""

import csv
import io
import re
from typing import Any, cast, get_args

import openpyxl
from openpyxl.styles import Font

from portal.directory.importers.drafts import (
    MAX_TEXT,
    Draft,
    Origin,
    Problem,
    Reading,
    Unusable,
    clean,
    find_subkind,
    make_key,
    make_message,
    optional,
    read_email,
    read_phone,
    read_web,
    required,
    shorten,
)
from portal.directory.importers.lists import Lists
from portal.directory.importers.rows import MAX_ROWS, Row, check_columns, read_csv, read_records
from portal.directory.importers.workbooks import FORMULA, read_workbook
from portal.directory.services import ImmigrationStatus, Location, Need, Phone, Service, ServiceArea
from portal.directory.wording import KEY, MAX_IMPORTED_WORDS, MAX_KEY

#: Column → what stands in it, as the template tells.
COLUMNS = {
    "name": "The name of the organization or line, as it calls itself. Needed.",
    "need": f"What it is for, one of: {', '.join(get_args(Need))}. Needed.",
    "kind": "What kind of organization or line it is, a word of subkinds.toml such as legal-services. Needed.",
    "key": "Its name in addresses, to replace an entry of the directory. Made from the name where it is empty.",
    "other_names": "More names, with a semicolon between them.",
    "description": "What people get there, in plain words.",
    "eligibility": "Who can use it, if the organization says so.",
    "phone": "The number people call, like (510) 241-4011 ext. 2.",
    "text_phone": "The number people text.",
    "text_instruction": "What to text, like: Text HELP.",
    "website": "Its address, with https://.",
    "email": "An address for the public.",
    "street": "Street and number of the office.",
    "city": "City of the office.",
    "zip": "ZIP code of the office, five digits.",
    "county": "County of the office, where its ZIP code lies in two.",
    "serves": "Counties it serves, with a semicolon between them; or California; or United States.",
    "languages": "Spoken by staff, as tags with a semicolon between them, like es; zh; hmn. Empty means not known.",
    "interpreters": "About interpreters.",
    "hours": "Opening hours, in words.",
    "immigration_status": "any, may-refuse or ask. Empty means ask.",
    "free": "yes, only where the organization says that it costs nothing.",
    "federally_funded": "yes, for legal aid paid by the Legal Services Corporation.",
    "publisher": "Who publishes the list it was taken from. Needed here or with --publisher.",
    "source_url": "Address of that list.",
    "source_date": "Year, month or day of that list, like 2026-11-22. Needed here or with --date.",
}

NEEDED = ("name", "need", "kind")


def read_spreadsheet(raw: bytes, name: str, lists: Lists, origin: Origin) -> Reading:
    """Read the project's own spreadsheet, as CSV or as a workbook.

    :param name: the file's name, for errors.
    :raises DataError: for a file that cannot be trusted as a whole.
    """
    if raw.startswith(b"PK"):
        columns, rows = read_records(iter(read_workbook(raw, name)), name, MAX_ROWS)
    else:
        columns, rows = read_csv(raw, name)
    check_columns(columns, NEEDED, COLUMNS, name)
    reading = Reading()
    for row in rows:
        try:
            draft = _RowReader(row, lists, origin).draft()
        except Unusable as error:
            reading.problems.append(error.at(row.place))
        else:
            reading.drafts.append(draft)
            reading.notes += draft.notes
    return reading


class _RowReader:
    """One row being read."""

    def __init__(self, row: Row, lists: Lists, origin: Origin) -> None:
        for column, cell in row.cells.items():
            if cell == FORMULA:
                raise Unusable(column, "It holds a formula.", "Copy what it shows and paste it as a value.")
        self._row = row
        self._cells = row.cells
        self._lists = lists
        self._origin = origin
        self._notes: list[Problem] = []
        self._name = required("name", self._get("name"))

    def _get(self, column: str) -> str | None:
        return self._cells.get(column)

    def draft(self) -> Draft:
        """Make the draft.

        :raises Unusable: if the row cannot be shown.
        """
        key = self._key()
        location = self._location()
        subkind = find_subkind(required("kind", self._get("kind")), self._lists.subkinds)
        description = self._message(key, "description") or subkind.shared.get("description")
        if description is None:
            raise Unusable("description", "It is empty.", "Say in a sentence what people get there.")
        phones = self._phones(key)
        service = Service(
            key=key,
            name=self._name,
            need=cast(Need, self._choice("need", get_args(Need))),
            subkind=subkind.key,
            description=description,
            area=self._area(location),
            listing=self._origin.listing(self._get("publisher"), self._get("source_url"), self._get("source_date")),
            phones=phones,
            locations=(location,) if location else (),
            languages=self._languages(),
            immigration_status=cast(
                ImmigrationStatus, self._choice("immigration_status", get_args(ImmigrationStatus), "ask")
            ),
            alternate_names=tuple(clean("other_names", name) for name in self._list("other_names")),
            hours_note=self._message(key, "hours"),
            eligibility=self._message(key, "eligibility"),
            interpreters=self._message(key, "interpreters"),
            website=read_web("website", self._get("website")),
            email=read_email("email", self._get("email")),
            free=self._choice("free", ("yes", "no"), "no") == "yes",
            lsc_funded=self._choice("federally_funded", ("yes", "no"), "no") == "yes",
        )
        return Draft(self._row.place, service, tuple(self._notes))

    def _key(self) -> str:
        key = optional("key", self._get("key"))
        if key is None:
            return make_key(self._name[:60], self._get("city") or "", self._get("zip") or "")
        if not KEY.fullmatch(key) or len(key) > MAX_KEY:
            raise Unusable("key", f"“{key[:40]}” cannot stand in an address.", "Write a-z, 0-9 and single hyphens.")
        return key

    def _choice(self, column: str, options: tuple[str, ...], default: str | None = None) -> str:
        text = (self._get(column) or "").strip().lower() or default
        if text is None:
            raise Unusable(column, "It is empty.", f"Write one of: {', '.join(options)}.")
        if text not in options:
            raise Unusable(column, f"“{text[:40]}” is not a choice.", f"Write one of: {', '.join(options)}.")
        return text

    def _list(self, column: str) -> list[str]:
        parts = (part.strip() for part in re.split(r"[;\n]", self._get(column) or ""))
        return list(dict.fromkeys(part for part in parts if part))

    def _message(self, key: str, column: str) -> Any:
        words = optional(column, self._get(column), MAX_TEXT)
        if words is None:
            return None
        short, cut = shorten(words)
        if cut:
            problem = f"It has over {MAX_IMPORTED_WORDS} words."
            self._notes.append(Problem(self._row.place, column, problem, "Its first sentences are kept."))
        return make_message(f"help/{key}", short)

    def _phones(self, key: str) -> tuple[Phone, ...]:
        phones = []
        if self._get("phone"):
            phones.append(read_phone("phone", self._get("phone") or ""))
        if self._get("text_phone"):
            line = read_phone("text_phone", self._get("text_phone") or "", "text")
            instruction = self._message(key, "text_instruction")
            phones.append(Phone(line.printed, line.dial, "text", line.extension, instruction=instruction))
        return tuple(phones)

    def _location(self) -> Location | None:
        if not (self._get("street") or self._get("city")):
            return None
        zip_code = optional("zip", self._get("zip"))
        if zip_code is not None and not re.fullmatch(r"[0-9]{5}(-[0-9]{4})?", zip_code):
            raise Unusable("zip", f"“{zip_code[:20]}” is no ZIP code.", "Write five digits.")
        return Location(
            name=None,
            address=optional("street", self._get("street")) or "",
            city=required("city", self._get("city")),
            postal_code=zip_code,
            county=self._lists.places.find(zip_code, self._get("county")),
        )

    def _area(self, location: Location | None) -> ServiceArea:
        named = self._list("serves")
        if not named and location is None:
            raise Unusable("serves", "Nothing says where it is or whom it serves.", "Write counties, or an office.")
        if not named:
            return ServiceArea("office")
        if len(named) == 1 and named[0].casefold() in {"california", "united states"}:
            return ServiceArea("state" if named[0].casefold() == "california" else "national")
        slugs = [self._lists.places.find(None, name) for name in named]
        return ServiceArea("counties", tuple(dict.fromkeys(slugs)))

    def _languages(self) -> tuple[str, ...]:
        languages = self._list("languages")
        for language in languages:
            if not re.fullmatch(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?", language):
                raise Unusable("languages", f"“{language[:20]}” is no language tag.", "Write tags like es; zh; hmn.")
        return tuple(languages)


def write_template(suffix: str) -> bytes:
    """Make an empty spreadsheet with the columns, for somebody to fill in.

    :param suffix: ``.xlsx`` or ``.csv``; a CSV file has no room for what the columns mean.
    """
    return {".xlsx": _write_workbook, ".csv": _write_csv}[suffix]()


def _write_csv() -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file).writerow(COLUMNS)
    return file.getvalue().encode("utf-8-sig")


def _write_workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Services"
    sheet.append(list(COLUMNS))
    sheet.freeze_panes = "B2"
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    # Excel would take the zero from the front of a code and the plus from a number.
    for column in sheet.iter_cols(min_row=1, max_row=1):
        sheet.column_dimensions[column[0].column_letter].number_format = "@"
    notes = book.create_sheet("What to write")
    for name, text in COLUMNS.items():
        notes.append([name, text])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
