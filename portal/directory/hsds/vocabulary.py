"""What the portal says of a service and HSDS has no field for, as taxonomies of our own.

The ids are made from names (UUID version 5), so that an export of today and
one of next year call the same thing the same, and an import knows our terms
by their ids alone: the tables name nothing else.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from portal.directory.services import CRISIS, FEDERAL, NEEDS

#: Our own name space; it was drawn once and never changes.
NAMESPACE = UUID("5b0f3c1e-6f0d-4d8e-9c51-2f2f6a1f7c44")

Json = dict[str, Any]


def make_id(*parts: str) -> str:
    """Make the id of what a name stands for; the same name has the same id for ever."""
    return str(uuid5(NAMESPACE, "/".join(parts)))


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """One list of terms.

    :param code: our name of it.
    """

    code: str
    name: str
    description: str

    @property
    def id(self) -> str:
        """Give its UUID."""
        return make_id("taxonomy", self.code)

    def object(self) -> Json:
        """Write it as HSDS does."""
        return {"id": self.id, "name": self.name, "description": self.description}


@dataclass(frozen=True, slots=True)
class Term:
    """One word of a taxonomy."""

    taxonomy: Taxonomy
    code: str
    name: str
    description: str

    @property
    def id(self) -> str:
        """Give its UUID."""
        return make_id("taxonomy", self.taxonomy.code, self.code)

    def object(self) -> Json:
        """Write it as HSDS does."""
        return {
            "id": self.id,
            "code": self.code,
            "name": self.name,
            "description": self.description,
            "taxonomy": self.taxonomy.name,
            "language": "en",
            "taxonomy_id": self.taxonomy.id,
        }


NEED = Taxonomy("need", "Needs", "What a family is looking for.")
KIND = Taxonomy("kind", "Kinds of services", "What kind of organization or line a service is.")
STATUS = Taxonomy("immigration-status", "Immigration status", "Whether status decides who can use a service.")
RECORD = Taxonomy("record", "Record", "What the directory keeps of an entry beyond the fields of HSDS.")
TAXONOMIES = (NEED, KIND, STATUS, RECORD)

_NEED_WORDS = {
    "legal-aid": ("Legal aid", "Free or low-cost legal help."),
    "mental-health": ("Mental health", "County lines, warm lines and help lines."),
    "coverage": ("Health coverage", "Help with Medi-Cal and other health coverage."),
    "rapid-response": ("Rapid response", "Lines for immigration enforcement as it happens."),
    "consulates": ("Consulates", "For nationals of that country only."),
    "basic-needs": ("Basic needs", "Food and other basic needs."),
    CRISIS: ("Crisis lines", "For emergencies and crises."),
    FEDERAL: ("Federal agencies", "Lines of the federal government. They are not confidential help."),
}

_STATUS_WORDS = {
    "any": ("Any status", "Open to everybody, whatever their immigration status."),
    "may-refuse": ("Status can decide", "Some people may be refused because of their immigration status."),
    "ask": ("Ask first", "Nobody here knows whether status matters. This is not the same as open to all."),
}

_RECORD_WORDS = {
    "key": "Key of the entry in the directory.",
    "publisher": "Who publishes the list the entry was taken from; “general knowledge” where none is needed.",
    "publisher-url": "Address of that list.",
    "listing-date": "Year, month or day of that list; left out where it has none.",
    "copied": "A copy of the list was read, and not the list itself.",
    "assured-by": "Role of the person who confirmed the entry on the assured date.",
    "alternate-name": "One more name of the organization.",
    "area": "“office”: only the county of each office is known, not whom the service is for.",
    "recognized-until": "Until when the Department of Justice recognizes the office.",
    "lsc-funded": "Federally funded legal aid, which may have to refuse some people.",
    "contractor": "Paid by the state of California for immigration services, from the state’s own list.",
    "tag": "A word the directory files the entry under.",
    "county": "County of an office.",
    "street": "Street of an office whose whole address is not known.",
    "city": "City of an office whose whole address is not known.",
    "postal-code": "ZIP code of an office whose whole address is not known.",
    "extension": "The extension, where it is not a plain number.",
    "language": "The full language tag, where the code alone says less.",
    "message-description": "The description as translators get it.",
    "message-eligibility": "The eligibility as translators get it.",
    "message-interpreters": "The words about interpreters as translators get them.",
    "message-alert": "The alert as translators get it.",
    "message-hours-note": "The words about hours as translators get them.",
    "message-instruction": "What to text, as translators get it.",
}


def _term(taxonomy: Taxonomy, code: str, words: tuple[str, str]) -> Term:
    return Term(taxonomy, code, *words)


NEED_TERMS = {code: _term(NEED, code, _NEED_WORDS[code]) for code in (*NEEDS, CRISIS, FEDERAL)}
STATUS_TERMS = {code: _term(STATUS, code, words) for code, words in _STATUS_WORDS.items()}
RECORD_TERMS = {
    code: _term(RECORD, code, (code.replace("-", " ").capitalize(), text)) for code, text in _RECORD_WORDS.items()
}

#: id of a term → its code; what an import looks terms up in.
NEED_CODES = {term.id: code for code, term in NEED_TERMS.items()}
STATUS_CODES = {term.id: code for code, term in STATUS_TERMS.items()}
RECORD_CODES = {term.id: code for code, term in RECORD_TERMS.items()}


def kind_term(code: str, label: str | None = None) -> Term:
    """Make the term of a subkind.

    :param label: its name in English; made from the code where there is none.
    """
    name = label or code.replace("-", " ").capitalize()
    return _term(KIND, code, (name, f"Services of the kind “{name}”."))
