"""The API described for software that reads OpenAPI, in our own words and only with what it answers."""

from portal.directory.hsds.objects import VERSION
from portal.directory.hsds.vocabulary import Json

_PAGED = {
    "search": "Words, each of which has to be there. It is neither logged nor kept.",
    "page": "Number of the page, from 1.",
    "per_page": "Objects on a page.",
    "format": "json, or ndjson for all of them without pages.",
}
_FILTERS = {
    "taxonomy_term_id": "Only services with this term.",
    "taxonomy_id": "Only services with a term of this taxonomy.",
    "organization_id": "Only services of this organization.",
    "modified_after": "Only what changed since this moment, and what nobody can date.",
}
_FULL = {"full": "true for objects with everything that hangs on them."}

_LISTS = {
    "services": {**_PAGED, **_FILTERS, **_FULL, "minimal": "true for ids and moments of change alone."},
    "organizations": {**_PAGED, **_FULL, "full_service": "true for whole services in each."},
    "service_at_locations": {**_PAGED, **_FILTERS, **_FULL},
    "taxonomies": _PAGED,
    "taxonomy_terms": {
        **_PAGED,
        "taxonomy_id": "Only terms of this taxonomy.",
        "top_only": "true for terms above all others, which are all of them.",
        "parent_id": "Only terms below this one; there are none.",
    },
}

_BOOLEAN = {"full", "minimal", "full_service", "top_only"}

_FRAME: Json = {
    "type": "object",
    "properties": {
        "total_items": {"type": "integer"},
        "total_pages": {"type": "integer"},
        "page_number": {"type": "integer"},
        "size": {"type": "integer"},
        "first_page": {"type": "boolean"},
        "last_page": {"type": "boolean"},
        "empty": {"type": "boolean"},
        "contents": {"type": "array", "items": {"type": "object"}},
    },
}


def _parameter(name: str, text: str, most: int) -> Json:
    kinds: dict[str, Json] = {
        "page": {"type": "integer", "minimum": 1},
        "per_page": {"type": "integer", "minimum": 1, "maximum": most},
        "format": {"enum": ["json", "ndjson"]},
        "modified_after": {"type": "string", "format": "date-time"},
    }
    schema = kinds.get(name, {"type": "boolean"} if name in _BOOLEAN else {"type": "string"})
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _get(summary: str, parameters: list[Json], schema: Json) -> Json:
    content = {"application/json": {"schema": schema}}
    answers: Json = {"200": {"description": summary, "content": content}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": answers}}


def describe_api(address: str, per_page: int, most: int) -> Json:
    """Describe every address of the API.

    :param address: where it begins.
    :param per_page: objects on a page, if nothing else is asked for.
    :param most: objects a page can have.
    """
    key: Json = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
    paths: Json = {"/": _get("The version of this API.", [], {"type": "object"})}
    for name, parameters in _LISTS.items():
        asked = [_parameter(parameter, text, most) for parameter, text in parameters.items()]
        words = name.replace("_", " ")
        paths[f"/{name}"] = _get(f"A list of {words}, {per_page} on a page.", asked, _FRAME)
        paths[f"/{name}/{{id}}"] = _get(f"One of the {words}.", [key], {"type": "object"})
    title = "Directory of help, read only (Open Referral HSDA)"
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": VERSION},
        "servers": [{"url": address}],
        "paths": paths,
    }
