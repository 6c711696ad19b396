"""From an order to a file: what was asked for is gathered in each language and given to the typesetter."""

from collections.abc import Mapping
from dataclasses import dataclass

from portal.directory.register import Register
from portal.i18n.locales import Registry, SiteLocale
from portal.i18n.messages import Chain
from portal.rights.shelf import Shelf
from portal.sharing.handouts.gathering import Gatherer
from portal.sharing.handouts.kinds import Form, Kind
from portal.sharing.handouts.sheets import Sheet
from portal.sharing.handouts.typesetting import Typesetter
from portal.sharing.handouts.words import Words
from portal.sharing.handouts.writing import write_sheets
from portal.sharing.subjects import Packet


@dataclass(frozen=True, slots=True)
class Order:
    """A file somebody asked for.

    :param locale: the reader's.
    :param beside: a second language, to stand beside it.
    """

    packet: Packet
    kind: Kind
    form: Form
    locale: SiteLocale
    beside: SiteLocale | None = None


@dataclass(frozen=True, slots=True)
class Press:
    """Makes files.

    :param shelf: the guides.
    :param chains: a catalog and its fallbacks, by locale code.
    :param register: the directory.
    :param base_url: what every printed address starts with.
    """

    shelf: Shelf
    chains: Mapping[str, Chain]
    registry: Registry
    register: Register
    base_url: str
    typesetter: Typesetter

    def make(self, order: Order) -> bytes | None:
        """Make a file; nothing if nothing that was chosen is on the site.

        :raises MissingFont: if this machine cannot set the language.
        :raises CannotSet: if the sheet cannot be made as it must be.
        """
        locales = self._locales(order)
        for locale in locales:
            self.typesetter.shelf.ensure(locale)
        # Where English stands beside it, a draft needs none below it.
        facing = self.registry.source in locales
        sheets = [self._gather(order.packet, locale, facing) for locale in locales]
        whole = [sheet for sheet in sheets if sheet]
        if len(whole) < len(sheets):
            return None
        own = next(sheet for sheet in whole if sheet.locale == order.locale)
        data = write_sheets(own, whole, order.kind, order.form, self.registry, self.base_url)
        return self.typesetter.compose(order.kind, order.form, data)

    def _locales(self, order: Order) -> list[SiteLocale]:
        english = self.registry.source
        if order.kind.name == "card":
            return list(dict.fromkeys([english, order.locale]))
        return [order.locale, order.beside] if order.beside else [order.locale]

    def _gather(self, packet: Packet, locale: SiteLocale, facing: bool) -> Sheet | None:
        words, reader = Words(self.chains[locale.code]), self.shelf.reader(locale.code)
        return Gatherer(reader, words, self.register, self.registry.source, facing).gather(packet)
