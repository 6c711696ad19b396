"""Messages in English as plain text, for software that knows neither Markdown nor our references."""

from portal.content.markdown import Message, parse_inline
from portal.content.references import PATTERN, References
from portal.directory.hsds.exporting import Exporter
from portal.directory.hsds.writing import Say
from portal.directory.register import Register
from portal.i18n.formats import FIRST_STRONG_ISOLATE, LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE
from portal.i18n.locales import SiteLocale

_ISOLATES = str.maketrans("", "", LEFT_TO_RIGHT_ISOLATE + FIRST_STRONG_ISOLATE + POP_ISOLATE)

_NO_KEYS: frozenset[str] = frozenset()


def speak_english(source: SiteLocale) -> Say:
    """Make what says a message in English.

    :param source: the locale messages are written in.
    """
    # Sentences of the directory may name no phone of facts.toml; numbers are the service's own.
    references = References({})

    def say(message: Message) -> str:
        tokens = parse_inline(message.text, _NO_KEYS)
        text = "".join({"text": token.content, "softbreak": " "}.get(token.type, "") for token in tokens)
        filled = PATTERN.sub(lambda match: references.plain(match[1], match[2], source), text)
        return filled.translate(_ISOLATES)

    return say


def make_exporter(register: Register, source: SiteLocale) -> Exporter:
    """Make what writes the directory's entries as HSDS objects.

    :param source: the locale messages are written in.
    """
    say = speak_english(source)
    kinds = {key: say(subkind.label) for key, subkind in register.subkinds.items()}
    return Exporter(register.counties, say, kinds)
