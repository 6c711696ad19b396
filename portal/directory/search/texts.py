"""What of a service can be found by words, and with what weight.

Names, towns and the English stand in one place for all readers; translated
descriptions and the names of languages stand beside it for their own.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from babel import Locale as BabelLocale
from babel import UnknownLocaleError

from portal.content.markdown import Message
from portal.content.rendering import Renderer
from portal.directory.services import Phone, Service

#: How much a word says, by where it stands.
NAME, LABEL, CITY, LANGUAGE, DESCRIPTION = 5.0, 2.0, 3.0, 2.5, 1.0

#: Text and weight → numbers of the services it belongs to.
Texts = Mapping[tuple[str, float], Iterable[int]]

#: Babel's code where it has another one: Filipino is listed as the language people call Tagalog.
_BABEL_CODES = {"fil": ("fil", "tl"), "zh": ("zh",), "hmn": ("hmn",)}


def list_phones(service: Service) -> Iterator[Phone]:
    """Go through every phone of a service, those of its offices last."""
    yield from service.phones
    for location in service.locations:
        yield from location.phones


def list_languages(service: Service) -> tuple[str, ...]:
    """List the languages that are spoken there, by staff or on one of its lines."""
    lines = (language for phone in list_phones(service) for language in phone.languages)
    return tuple(dict.fromkeys((*service.languages, *lines)))


def _language_names(code: str, cldr: str) -> set[str]:
    names = BabelLocale.parse(cldr).languages
    codes = _BABEL_CODES.get(code, (code, code.partition("-")[0]))
    return {str(names[known]) for known in codes if known in names}


def _own_language_name(code: str) -> set[str]:
    """Give a language's name for itself, where Babel knows the language."""
    try:
        name = BabelLocale.parse(code, sep="-").get_language_name()
    except (UnknownLocaleError, ValueError):
        return set()
    return {name} if name else set()


def collect_texts(
    services: Sequence[Service], labels: Mapping[str, Message], renderers: Mapping[str, Renderer]
) -> Texts:
    """Collect what services are found by in every language: names, towns, and the English.

    :param services: by number.
    :param labels: what needs and subkinds are called, by their key.
    :param renderers: by locale code; their locales' own names are found too.
    """
    texts: defaultdict[tuple[str, float], list[int]] = defaultdict(list)
    endonyms = {code: one.locale.endonym for code, one in renderers.items()}
    for number, service in enumerate(services):
        for name in (service.name, *service.alternate_names, *(place.name or "" for place in service.locations)):
            texts[name, NAME].append(number)
        for place in service.locations:
            texts[place.city, CITY].append(number)
        for code in list_languages(service):
            for name in {endonyms.get(code, ""), *_own_language_name(code), *_language_names(code, "en")}:
                texts[name, LANGUAGE].append(number)
        for key in (service.need, service.subkind):
            texts[labels[key].text if key in labels else key, LABEL].append(number)
        for message in (service.description, service.eligibility):
            if message:
                texts[message.text, DESCRIPTION].append(number)
    return texts


def translate_texts(services: Sequence[Service], labels: Mapping[str, Message], renderer: Renderer) -> Texts:
    """Collect what services are found by in one language besides: translated descriptions, names of languages."""
    texts: defaultdict[tuple[str, float], list[int]] = defaultdict(list)
    for number, service in enumerate(services):
        for code in list_languages(service):
            for name in _language_names(code, renderer.locale.cldr):
                texts[name, LANGUAGE].append(number)
        # What an operator brings has no translations; rendering thousands of texts to learn so takes seconds.
        messages = () if service.imported else (service.description, service.eligibility)
        for message, weight in (
            *((labels.get(key), LABEL) for key in (service.need, service.subkind)),
            *((message, DESCRIPTION) for message in messages),
        ):
            translation = _translate(message, renderer) if message else None
            if translation:
                texts[translation, weight].append(number)
    return texts


def _translate(message: Message, renderer: Renderer) -> str | None:
    text, locale = renderer.plain(message)
    return text if locale.code == renderer.locale.code else None


def number_phones(services: Sequence[Service]) -> dict[str, list[int]]:
    """List services by the digits of their phones: whole, and without the area code."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for number, service in enumerate(services):
        for phone in list_phones(service):
            digits = phone.dial.removeprefix("+1")
            for typed in {digits, digits[-7:]}:
                if number not in found[typed]:
                    found[typed].append(number)
    return dict(found)
