"""From a message to what a reader sees, in the language it really is in.

A translation is parsed as Markdown on its own and may only come out as the
few tokens a guide is made of; anything else shows the English of that one
message instead. So a catalog that slipped past every check can still break
nothing but itself.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from markdown_it.token import Token
from markupsafe import Markup, escape

from portal.content.markdown import KEY_SCHEME, Message, find_labels, parse_inline
from portal.content.references import PATTERN, References
from portal.i18n.formats import isolate_latin
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import DRAFT, SOURCE_TEXT, Chain, Found

#: Gives the address and the language of what a link's key names, for a reader's locale.
LinkTo = Callable[[str, SiteLocale], str]

_ADDRESS = re.compile(r"://|\bwww\.|\S@\S|\b[a-z0-9-]+\.(?:com|edu|gov|net|org)\b", re.IGNORECASE)

_STRONG = {"strong_open": Markup("<strong>"), "strong_close": Markup("</strong>")}


class UnsafeText(Exception):
    """A text that holds something no message may hold."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message, ready for a page.

    :param html: the words.
    :param locale: the language they are in.
    :param state: ``reviewed``, ``draft`` or ``source``.
    :param reason: why the asked-for language has none, or empty.
    """

    html: Markup
    locale: SiteLocale
    state: str
    reason: str


class Renderer:
    """Renders messages in one locale, each once.

    :param chain: where translations come from.
    :param references: fills in facts.
    :param link_keys: every key a link may name.
    :param link_to: gives the address behind a key.
    :param withhold_drafts: show the English instead of what nobody has reviewed.
    """

    def __init__(
        self,
        chain: Chain,
        references: References,
        link_keys: frozenset[str],
        link_to: LinkTo,
        source: SiteLocale,
        *,
        withhold_drafts: bool = False,
    ) -> None:
        self.locale = chain.locale
        self.references = references
        self._chain = chain
        self._link_keys = link_keys
        self._link_to = link_to
        self._source = source
        self._withhold_drafts = withhold_drafts
        self._cache: dict[Message, Rendered] = {}
        self._english: dict[Message, Markup] = {}

    def render(self, message: Message) -> Rendered:
        """Render a message in the best language there is for it; never fails."""
        rendered = self._cache.get(message)
        if rendered is None:
            rendered = self._cache[message] = self._render(message)
        return rendered

    def _find(self, message: Message) -> Found:
        found = self._chain.find(message.context, message.text)
        if found.state == DRAFT and self._withhold_drafts:
            return Found(message.text, self._source, SOURCE_TEXT, "withheld")
        return found

    def _render(self, message: Message) -> Rendered:
        found = self._find(message)
        if found.state != SOURCE_TEXT:
            try:
                return Rendered(self._translation(message.text, found), found.locale, found.state, found.reason)
            except UnsafeText:
                found = Found(message.text, self._source, SOURCE_TEXT, "missing")
        return Rendered(self._html(message.text, self._source), self._source, SOURCE_TEXT, found.reason)

    def _translation(self, source: str, found: Found) -> Markup:
        if self.references.find_problem(found.text) or find_shape_problem(source, found.text):
            raise UnsafeText(found.text)
        return self._html(found.text, found.locale)

    def english(self, message: Message) -> Markup:
        """Render the English of a message, to stand under a draft."""
        html = self._english.get(message)
        if html is None:
            html = self._english[message] = self._html(message.text, self._source)
        return html

    def plain(self, message: Message) -> tuple[str, SiteLocale]:
        """Render a message as plain text, with facts set apart; give its language too."""
        rendered = self.render(message)
        text = message.text if rendered.state == SOURCE_TEXT else self._find(message).text
        pieces = [token.content for token in self._tokens(text) if token.type == "text"]
        filled = PATTERN.sub(lambda match: self.references.plain(match[1], match[2], rendered.locale), "".join(pieces))
        return filled, rendered.locale

    def _tokens(self, text: str) -> list[Token]:
        return parse_inline(text, self._link_keys)

    def _html(self, text: str, locale: SiteLocale) -> Markup:
        pieces: list[Markup] = []
        for token in self._tokens(text):
            if token.type == "text":
                pieces.append(self._text(token.content, locale))
            elif token.type in _STRONG:
                pieces.append(_STRONG[token.type])
            elif token.type == "link_open":
                pieces.append(self._link(str(token.attrs.get("href", ""))))
            elif token.type == "link_close":
                pieces.append(Markup("</a>"))
            elif token.type == "softbreak":
                pieces.append(Markup(" "))
            else:
                raise UnsafeText(token.type)
        return Markup("").join(pieces)

    def _link(self, href: str) -> Markup:
        if not href.startswith(KEY_SCHEME):
            raise UnsafeText(href)
        address = self._link_to(href.removeprefix(KEY_SCHEME), self.locale)
        if "://" not in address:
            return Markup('<a href="{}">').format(address)
        return Markup('<a href="{}" rel="noreferrer">').format(address)

    def _text(self, text: str, locale: SiteLocale) -> Markup:
        pieces = []
        end = 0
        for match in PATTERN.finditer(text):
            pieces.append(self._words(text[end : match.start()], locale))
            pieces.append(self.references.html(match[1], match[2], locale))
            end = match.end()
        pieces.append(self._words(text[end:], locale))
        return Markup("").join(pieces)

    def _words(self, text: str, locale: SiteLocale) -> Markup:
        return isolate_latin(text) if locale.direction == "rtl" else escape(text)


def _link_texts(tokens: list[Token]) -> list[str]:
    """List what stands inside each link."""
    texts: list[str] = []
    inside = False
    for token in tokens:
        if token.type in {"link_open", "link_close"}:
            inside = token.type == "link_open"
            texts += [""] * inside
        elif inside:
            texts[-1] += token.content
    return texts


def _find_link_problem(tokens: list[Token]) -> str | None:
    for text in _link_texts(tokens):
        if "{phone:" in text:
            return "A phone stands inside a link, and is one itself."
        if not any(character.isalnum() for character in text):
            return "A link has no words."
    return None


def _shape(tokens: list[Token]) -> Counter[tuple[str, str]]:
    kinds = ((token.type, str(token.attrs.get("href", ""))) for token in tokens)
    signs = (("text", sign) for token in tokens if token.type == "text" for sign in token.content if sign in "*[]\\")
    return Counter(kind for kind in kinds if kind[0] not in {"text", "softbreak"}) + Counter(signs)


def find_shape_problem(source: str, text: str) -> str | None:
    """Say how a translation differs from its English once both are parsed.

    The rules count signs; only the parser knows whether they still are
    emphasis and links: “** no**” has as many stars and no strong word.
    """
    link_keys = frozenset(find_labels(source))
    mine, theirs = parse_inline(source, link_keys), parse_inline(text, link_keys)
    if _shape(mine) != _shape(theirs):
        return "Its links or strong words are not those of the English: look at spaces beside ** and [ ]."
    return _find_link_problem(theirs)


def find_markdown_problem(message: Message, link_keys: frozenset[str]) -> tuple[str, str] | None:
    """Say what an English message holds that a guide may not, and the cure.

    :param link_keys: every key a link may name.
    """
    for token in parse_inline(message.text, link_keys):
        if token.type == "link_open":
            href = str(token.attrs.get("href", ""))
            if not href.startswith(KEY_SCHEME):
                return f"It links to the address {href[:60]}.", "Name a source or page: [text][key]."
        elif token.type == "text":
            if "][" in token.content or "](" in token.content:
                return "It links to a key nobody knows.", "Name a key of sources.toml, a guide, a section or a page."
            if "<" in token.content or ">" in token.content or "`" in token.content:
                return "It has HTML or code.", "Write plain words, **bold** and [text][key] only."
            if _ADDRESS.search(token.content):
                return "It has an address typed in.", "Name a source or page: [text][key]."
        elif token.type not in {*_STRONG, "link_close", "softbreak"}:
            return (
                f"It has Markdown a guide does not use ({token.type}).",
                "Write plain words, **bold** and [text][key] only.",
            )
    return None
