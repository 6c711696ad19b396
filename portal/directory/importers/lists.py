"""What every importer may ask of the directory as it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from portal.directory.importers.places import Places
from portal.directory.services import Service
from portal.directory.subkinds import Subkind


@dataclass(frozen=True, slots=True)
class Lists:
    """The directory an import is for.

    :param services: every entry there is, by key; none of the project's that waits for a call.
    :param today: the site's day.
    """

    places: Places
    subkinds: Mapping[str, Subkind]
    services: Mapping[str, Service]
    today: date
