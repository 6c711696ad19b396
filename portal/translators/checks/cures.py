"""What to write instead, for each rule that refuses a translation, from the English at hand."""

import re

from portal.i18n.locales import SiteLocale

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]")
_REFERENCE = re.compile(r"\{[^{}]*\}")
_LINK = re.compile(r"\[[^\]]*\]\[[^\]]*\]")
_NUMBER = re.compile(r"\d+(?:[.,:/-]\d+)*")

_PLAIN = {
    "length": "Say what the English says and no more; take out {{ }} and {% %}.",
    "markup": "Write words only: take out every < > and &…;.",
    "addresses": "Take it out; links are [text][key] and phones are {phone:…}.",
    "characters": "Delete the word it is in and type it again, without pasting.",
    "names": "Write the name letter by letter as in the English.",
    "shape": "Put ** right beside its first and last word, and each [text] right before its [key].",
}


def _write(pieces: list[str], none: str) -> str:
    return f"Write each as often as the English: {', '.join(pieces)}." if pieces else none


def _cure_markdown(source: str) -> str:
    links, stars = _LINK.findall(source), source.count("**") // 2
    if not links and not stars:
        return "Write one plain paragraph without * _ ` [ ] or #."
    return f"Keep {len(links)} [text][key] and {stars} **strong** words, in one paragraph."


def find_cure(rule: str, source: str, locale: SiteLocale) -> str:
    """Say what to write where a rule is broken.

    :param source: the English message.
    """
    if rule == "forms":
        return f"Fill in every form; {locale.english_name} has {locale.plural_count}, numbered from 0."
    if rule == "placeholders":
        return _write(_PLACEHOLDER.findall(source), "Write no % sign.")
    if rule == "references":
        return _write(_REFERENCE.findall(source), "Write no { and no }.")
    if rule == "markdown":
        return _cure_markdown(source)
    if rule == "numbers":
        plain = _PLACEHOLDER.sub(" ", _REFERENCE.sub(" ", source))
        return _write(_NUMBER.findall(plain), "Write no number of your own; facts come as {…}.")
    if rule == "scripts":
        return f"Write it in the letters of {locale.english_name}, typed and not pasted."
    return _PLAIN[rule]
