"""From our entries to objects of HSDS 3.0, so that nothing is lost on the way back."""

from collections.abc import Mapping

from portal.directory.counties import County
from portal.directory.hsds.vocabulary import Json, Term, kind_term
from portal.directory.hsds.writing import Say, ServiceWriter
from portal.directory.services import Service


class Exporter:
    """Writes entries as HSDS objects.

    :param counties: by slug.
    :param say: says a message in English.
    :param kinds: names of the subkinds in English.
    """

    def __init__(self, counties: Mapping[str, County], say: Say, kinds: Mapping[str, str]) -> None:
        self._counties = counties
        self.say = say
        self._kinds = kinds

    def service(self, service: Service) -> Json:
        """Write one service with everything that hangs on it."""
        return ServiceWriter(self._counties, self.say, self._kinds, service).service()

    def place_ids(self, service: Service) -> list[str]:
        """Give the ids its offices have, without writing it."""
        writing = ServiceWriter(self._counties, self.say, self._kinds, service)
        return [writing.place_id(place) for place in service.locations]

    def kind(self, subkind: str) -> Term:
        """Give the term of a subkind."""
        return kind_term(subkind, self._kinds.get(subkind))
