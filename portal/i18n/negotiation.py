"""Which language a reader gets who has not chosen one yet.

Werkzeug's and Babel's matchers answer English to ``zh-TW``, ``tl`` and
``mww``; for these readers that is the wrong half of the answer. The rule that
matters most: a reader of another script is not served by ours, so a match
never crosses scripts.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from babel.core import get_global

from portal.i18n.locales import Registry, SiteLocale

#: The header is the visitor's to invent, so what is read of it is bounded.
MAX_HEADER = 2000
MAX_TAGS = 20
MAX_TAG_LENGTH = 35

_TAG = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")

#: Language, script, region; an empty text where a part is not known.
Subtags = tuple[str, str, str]


def _parse_header(header: str) -> list[str]:
    """List the tags asked for, best first; those that cannot be read are left out."""
    wanted = []
    for position, item in enumerate(header.split(",")[:MAX_TAGS]):
        tag, *parameters = (part.strip() for part in item.split(";"))
        tag = tag.replace("_", "-")
        quality = "1"
        for parameter in parameters:
            name, _, value = parameter.partition("=")
            quality = value.strip() if name.strip().lower() == "q" else "bad"
        if len(tag) > MAX_TAG_LENGTH or not _TAG.match(tag) or not _QUALITY.match(quality) or float(quality) == 0:
            continue
        wanted.append((-float(quality), position, tag))
    return [tag for _, _, tag in sorted(wanted)]


def _split(tag: str) -> Subtags:
    language, *rest = tag.split("-")
    script = region = ""
    for part in rest:
        if len(part) == 1:
            break
        if len(part) == 4 and part.isalpha() and not script:
            script = part.title()
        elif (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            region = region or part.upper()
    return language.lower(), script, region


def _fill(subtags: Subtags) -> Subtags:
    """Fill in script and region as CLDR's likely subtags have it (UTS 35)."""
    language, script, region = subtags
    alias = get_global("language_aliases").get(language)
    if alias:
        language, alias_script, alias_region = _split(alias.replace("_", "-"))
        script, region = script or alias_script, region or alias_region
    likely = get_global("likely_subtags")
    keys = ((language, script, region), (language, region), (language, script), (language,))
    for key in keys:
        found = likely.get("_".join(part for part in key if part)) if all(key[1:2]) else None
        if found:
            _, likely_script, likely_region = _split(found.replace("_", "-"))
            return language, script or likely_script, region or likely_region
    return language, script, region


class Negotiator:
    """Finds the best offered locale for an ``Accept-Language`` header."""

    def __init__(self, registry: Registry, offered: Iterable[SiteLocale]) -> None:
        self._registry = registry
        self._offered = [locale for locale in offered if not locale.pseudo]
        self._filled = [(locale, _fill(_split(locale.code))) for locale in self._offered]
        self._remembered = lru_cache(maxsize=2000)(self._best)

    def best(self, header: str) -> SiteLocale:
        """Choose a locale for an ``Accept-Language`` header; English where none fits."""
        return self._remembered(header[:MAX_HEADER])

    def _best(self, header: str) -> SiteLocale:
        for tag in _parse_header(header):
            found = self._match(tag)
            if found:
                return found
        return self._registry.source

    def _match(self, tag: str) -> SiteLocale | None:
        known = self._find_alias(tag)
        script = _split(tag)[1]
        if known and script and script != known.script:
            # “yue-Hans” is written as zh-Hans is, whatever plain “yue” means.
            tag = f"{_split(known.code)[0]}-{script}"
            known = None
        subtags = _fill(_split(known.code if known else tag))
        if known in self._offered:
            return known
        for length in (3, 2):
            for locale, mine in self._filled:
                if mine[:length] == subtags[:length]:
                    return locale
        return None

    def _find_alias(self, tag: str) -> SiteLocale | None:
        """Look the tag up among our codes and aliases, by two subtags, then by one."""
        parts = tag.split("-")
        two = self._registry.find("-".join(parts[:2])) if len(parts) > 1 else None
        if two:
            return two
        # “zh-TW” must not be read as plain “zh”, so a code of ours is not
        # looked up by its first part; an alias is.
        one = self._registry.find(parts[0])
        if one and one.aliases and parts[0].lower() in {alias.lower() for alias in one.aliases}:
            return one
        return None
