"""The objects of HSDS 3.0 and their fields, once for writing, for reading and for checking.

Written from the specification (docs.openreferral.org, version 3.0), whose own
files are CC BY-SA and are not copied here. A field is ``name:kind``; ``!``
marks what every form requires and ``+`` what the tables require besides,
because a table has no nesting that would say it.
"""

from dataclasses import dataclass

VERSION = "3.0"

STATUSES = ("active", "inactive", "defunct", "temporarily closed")
LOCATION_TYPES = ("physical", "postal", "virtual")
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("WEEKLY", "MONTHLY")


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an object.

    :param kind: ``text``, ``uuid``, ``uri``, ``email``, ``date``, ``datetime``, ``time``, ``number``,
        or a key of :data:`WORDS`.
    :param required: in every form.
    :param tabular: required in tables at least.
    """

    name: str
    kind: str
    required: bool
    tabular: bool


@dataclass(frozen=True, slots=True)
class Resource:
    """One kind of object.

    :param name: as the specification calls it.
    :param path: the table it has in a data package.
    :param children: array of the nested form → kind of object in it.
    :param parts: single nested object → its kind.
    """

    name: str
    path: str
    fields: tuple[Field, ...]
    children: dict[str, str]
    parts: dict[str, str]

    @property
    def columns(self) -> tuple[str, ...]:
        """List the names of its fields."""
        return tuple(field.name for field in self.fields)


WORDS = {"status": STATUSES, "place": LOCATION_TYPES, "day": DAYS, "frequency": FREQUENCIES}

_FIELDS = {
    "organization": "id:uuid! name! alternate_name description! email:email website:uri tax_status tax_id "
    "year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid",
    "program": "id:uuid! organization_id:uuid+ name! alternate_name description!",
    "service": "id:uuid! organization_id:uuid+ program_id:uuid name! alternate_name description url:uri email:email "
    "status:status! interpretation_services application_process fees_description wait_time fees accreditations "
    "eligibility_description minimum_age:number maximum_age:number assured_date:date assurer_email:email licenses "
    "alert last_modified:datetime",
    "attribute": "id:uuid! link_id:uuid+ taxonomy_term_id:uuid+ link_type link_entity+ value",
    "service_at_location": "id:uuid! service_id:uuid+ location_id:uuid+ description",
    "location": "id:uuid! location_type:place! url:uri organization_id:uuid name alternate_name description "
    "transportation latitude:number longitude:number external_identifier external_identifier_type",
    "phone": "id:uuid! location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid "
    "service_at_location_id:uuid number! extension:number type description",
    "contact": "id:uuid! organization_id:uuid service_id:uuid service_at_location_id:uuid location_id:uuid name title "
    "department email:email",
    "address": "id:uuid! location_id:uuid attention address_1! address_2 city! region state_province! postal_code! "
    "country! address_type:place!",
    "schedule": "id:uuid! service_id:uuid location_id:uuid service_at_location_id:uuid valid_from:date valid_to:date "
    "dtstart:date timezone:number until:date count:number wkst:day freq:frequency interval:number byday byweekno "
    "bymonthday byyearday description opens_at:time closes_at:time schedule_link:uri attending_type notes",
    "funding": "id:uuid! organization_id:uuid service_id:uuid source",
    "service_area": "id:uuid! service_id:uuid name description extent extent_type uri",
    "required_document": "id:uuid! service_id:uuid document uri:uri",
    "language": "id:uuid! service_id:uuid location_id:uuid phone_id:uuid name code note",
    "accessibility": "id:uuid! location_id:uuid description details url:uri",
    "taxonomy_term": "id:uuid! code name! description! parent_id:uuid taxonomy language taxonomy_id:uuid term_uri:uri",
    "metadata": "id:uuid! resource_id:uuid+ resource_type+ last_action_date:date! last_action_type! field_name! "
    "previous_value! replacement_value! updated_by!",
    "meta_table_description": "id:uuid! name language character_set",
    "cost_option": "id:uuid! service_id:uuid+ valid_from:date valid_to:date option currency amount:number "
    "amount_description",
    "organization_identifier": "id:uuid! organization_id:uuid+ identifier_scheme identifier_type! identifier!",
    "taxonomy": "id:uuid! name! description! uri:uri version",
}

_PATHS = {
    "funding": "funding.csv",
    "accessibility": "accessibility.csv",
    "metadata": "metadata.csv",
    "service_at_location": "service_at_location.csv",
    "address": "addresses.csv",
    "taxonomy": "taxonomies.csv",
}

#: Everything may have these.
_NOTES = {"attributes": "attribute", "metadata": "metadata"}

_CHILDREN = {
    "organization": {
        "funding": "funding",
        "contacts": "contact",
        "phones": "phone",
        "locations": "location",
        "programs": "program",
        "organization_identifiers": "organization_identifier",
    },
    "service": {
        "phones": "phone",
        "schedules": "schedule",
        "service_areas": "service_area",
        "service_at_locations": "service_at_location",
        "languages": "language",
        "funding": "funding",
        "cost_options": "cost_option",
        "required_documents": "required_document",
        "contacts": "contact",
    },
    "service_at_location": {"contacts": "contact", "phones": "phone", "schedules": "schedule"},
    "location": {
        "languages": "language",
        "addresses": "address",
        "contacts": "contact",
        "accessibility": "accessibility",
        "phones": "phone",
        "schedules": "schedule",
    },
    "contact": {"phones": "phone"},
    "phone": {"languages": "language"},
}

_PARTS = {
    "service": {"organization": "organization", "program": "program"},
    "service_at_location": {"location": "location"},
    "attribute": {"taxonomy_term": "taxonomy_term"},
    "taxonomy_term": {"taxonomy_detail": "taxonomy"},
}


def _read_field(text: str) -> Field:
    name, _, kind = text.rstrip("!+").partition(":")
    return Field(name, kind or "text", text.endswith("!"), text.endswith(("!", "+")))


def _build(name: str, fields: str) -> Resource:
    notes = {} if name in {"metadata", "attribute", "taxonomy", "taxonomy_term"} else _NOTES
    path = _PATHS.get(name, f"{name}s.csv")
    children = {**_CHILDREN.get(name, {}), **notes}
    return Resource(name, path, tuple(map(_read_field, fields.split())), children, _PARTS.get(name, {}))


#: Every kind of object, by name.
RESOURCES = {name: _build(name, fields) for name, fields in _FIELDS.items()}
