"""The classes of bad message there are, each made of a good one."""

import re
from collections.abc import Callable
from dataclasses import dataclass

REFERENCE = re.compile(r"\{[a-z]+:[^{}]+\}")
LINK = re.compile(r"\[([^\]]+)\]\[([^\]]+)\]")
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True)
class Bad:
    """A class of bad message.

    :param name: what it is called in a failure.
    :param kind: ``any``, ``guide``, ``placeholder`` or ``plural``: the messages it can be done to.
    :param needs: what the English must have for it to be done.
    :param spoil: makes the bad text of a good one, the same in each plural form.
    :param plural: the English plural the file claims, where that is what is bad.
    """

    name: str
    kind: str
    spoil: Callable[[str], str]
    needs: str = ""
    plural: str | None = None


def adding(piece: str) -> Callable[[str], str]:
    return lambda good: f"{good} {piece}"


def around(before: str, after: str) -> Callable[[str], str]:
    return lambda good: f"{before}{good}{after}"


def replacing(pattern: str, replacement: str) -> Callable[[str], str]:
    def spoil(good: str) -> str:
        bad = re.sub(pattern, replacement, good, count=1)
        assert bad != good, f"{pattern} is not in {good}."
        return bad

    return spoil


#: Done to a guide's message and to an interface message alike.
ANYWHERE = [
    Bad("tag added", "any", around("<b>", "</b>")),
    Bad("script added", "any", adding("<script>alert(1)</script>")),
    Bad("tag with handler", "any", adding("<img src=x onerror=alert(1)>")),
    Bad("tag in capitals with slashes", "any", adding("<SVG/ONLOAD=alert(1)>")),
    Bad("tag unclosed", "any", adding("<b")),
    Bad("tag closed only", "any", adding("</main></body>")),
    Bad("HTML comment", "any", adding("<!--")),
    Bad("quotation mark and handler", "any", adding('" onfocus="alert(1)" x="<')),
    Bad("named entity", "any", adding("&lt;b&gt;")),
    Bad("numbered entity", "any", adding("&#60;b&#62;")),
    Bad("full-width brackets", "any", adding("＜script＞")),
    Bad("small brackets", "any", adding("﹤b﹥")),
    Bad("percent sign", "any", adding("%")),
    Bad("percent and letter", "any", adding("%s")),
    Bad("placeholder invented", "any", adding("%(evil)s")),
    Bad("web address", "any", adding("https://evil.example/")),
    Bad("web address without scheme", "any", adding("//evil.example/")),
    Bad("domain", "any", adding("evil.example")),
    Bad("domain of a country", "any", adding("ayuda-gratis.de")),
    Bad("domain with ideographic dot", "any", adding("evil。com")),
    Bad("domain in full-width letters", "any", adding("ｅｖｉｌ．ｃｏｍ")),
    Bad("www", "any", adding("www.evil")),
    Bad("e-mail address", "any", adding("ayuda@evil.example")),
    Bad("javascript scheme", "any", adding("javascript:alert")),
    Bad("data scheme", "any", adding("data:text/html,x")),
    Bad("telephone scheme", "any", adding("tel:x")),
    Bad("IP address", "any", adding("192.0.2.1")),
    Bad("number added", "any", adding("911")),
    Bad("number in Arabic digits", "any", adding("٩١١")),
    Bad("number in Devanagari digits", "any", adding("९११")),
    Bad("number in full-width digits", "any", adding("９１１")),
    Bad("number in a circle", "any", adding("⑨")),
    Bad("fraction", "any", adding("½")),
    Bad("Roman number sign", "any", adding("Ⅸ")),
    Bad("right-to-left override", "any", adding("\u202e911")),
    Bad("direction isolate", "any", adding("\u2067x\u2069")),
    Bad("direction mark", "any", adding("\u200f")),
    Bad("zero-width space", "any", adding("\u200b")),
    Bad("zero-width joiner", "any", adding("\u200d")),
    Bad("soft hyphen", "any", adding("in\u00advisible")),
    Bad("byte order mark", "any", adding("\ufeff")),
    Bad("tag character", "any", adding("\U000e0041")),
    Bad("blank letter", "any", adding("\u3164")),
    Bad("blank of Braille", "any", adding("\u2800")),
    Bad("variation selector", "any", adding("a\ufe0f")),
    Bad("not a character", "any", adding("\uffff")),
    Bad("control character", "any", adding("\x07")),
    Bad("escape character", "any", adding("\x1b[31m")),
    Bad("NUL", "any", adding("\x00 más")),
    Bad("line break", "any", adding("\nmás")),
    Bad("pile of marks", "any", adding("a" + "\u0301" * 9)),
    Bad("Cyrillic letter in a Latin word", "any", adding("pаra")),
    Bad("Greek letter in a Latin word", "any", adding("parα")),
    Bad("word in Cyrillic", "any", adding("помощь")),
    Bad("word in Arabic", "any", adding("مساعدة")),
    Bad("word in Han", "any", adding("帮助")),
    Bad("letters of mathematics", "any", adding("𝐚𝐲𝐮𝐝𝐚")),
    Bad("template expression", "any", adding("{{ config }}")),
    Bad("template statement", "any", adding("{% raw %}")),
    Bad("template comment", "any", adding("{# x #}")),
    Bad("format field", "any", adding("{0.__class__}")),
    Bad("brace", "any", adding("{")),
    Bad("underscores", "any", adding("_ojo_")),
    Bad("code", "any", adding("`rm`")),
    Bad("inline link", "any", adding("[aquí](https://evil.example)")),
    Bad("inline link to a path", "any", adding("[aquí](/en/)")),
    Bad("link by key", "any", adding("[aquí][about]")),
    Bad("link definition", "any", adding("[about]: /evil")),
    Bad("image", "any", adding("![x][about]")),
    Bad("list item", "any", around("- ", "")),
    Bad("heading", "any", around("# ", "")),
    Bad("quotation", "any", around("> ", "")),
    Bad("emphasis added", "any", around("**", "**")),
    Bad("much too long", "any", lambda good: " ".join([good, *["palabra"] * (60 + len(good))])),
    Bad("one endless word", "any", lambda good: good + "a" * (300 + 8 * len(good))),
    Bad("blank", "any", lambda _good: "\u00a0 "),
]

GUIDE = [
    Bad("reference lost", "guide", replacing(REFERENCE.pattern, ""), r"\{"),
    Bad("reference repeated", "guide", replacing(f"({REFERENCE.pattern})", r"\1 \1"), r"\{"),
    Bad("reference retyped", "guide", replacing(r"\{date:", "{name:"), r"\{date:"),
    Bad("reference typed out", "guide", replacing(r"\{phone:911\}", "911"), r"\{phone:911\}"),
    Bad("other phone", "guide", replacing(r"\{phone:911\}", "{phone:988}"), r"\{phone:911\}"),
    Bad("phone that is not there", "guide", replacing(r"\{phone:[^}]+\}", "{phone:evil}"), r"\{phone:"),
    Bad("other date", "guide", replacing(r"\{date:\d{4}", "{date:1999"), r"\{date:\d{4}"),
    Bad("other number", "guide", replacing(r"\{number:\d+", "{number:99"), r"\{number:"),
    Bad("digit beside a reference", "guide", replacing(r"\{number:", "1{number:"), r"\{number:"),
    Bad("reference in full-width braces", "guide", replacing(r"\{([^}]+)\}", r"｛\1｝"), r"\{"),
    Bad("reference with a space", "guide", replacing(r"\{(\w+):", r"{ \1:"), r"\{"),
    Bad("link lost", "guide", replacing(LINK.pattern, r"\1"), LINK.pattern),
    Bad("link repeated", "guide", replacing(f"({LINK.pattern})", r"\1 \1"), LINK.pattern),
    Bad("other link", "guide", replacing(LINK.pattern, r"[\1][translations]"), LINK.pattern),
    Bad("link to nowhere", "guide", replacing(LINK.pattern, r"[\1][evil]"), LINK.pattern),
    Bad("link turned inside out", "guide", replacing(LINK.pattern, r"\1][\2] ["), LINK.pattern),
    Bad("link with a space inside", "guide", replacing(LINK.pattern, r"[\1] [\2]"), LINK.pattern),
    Bad("link without words", "guide", replacing(LINK.pattern, r"\1 [ ][\2]"), LINK.pattern),
    Bad("link made a picture", "guide", replacing(LINK.pattern, r"![\1][\2]"), LINK.pattern),
    Bad("link escaped", "guide", replacing(LINK.pattern, r"\\[\1][\2]"), LINK.pattern),
    Bad("strong words lost", "guide", lambda good: good.replace("**", ""), r"\*\*"),
    Bad("strong words half lost", "guide", replacing(r"\*\*", ""), r"\*\*"),
    Bad("strong words with a space", "guide", replacing(r"\*\*(?=\S)", "** "), r"\*\*"),
    Bad("strong words escaped", "guide", lambda good: good.replace("*", r"\*"), r"\*\*"),
    Bad("strong words made weaker", "guide", lambda good: good.replace("**", "*") + " " + "*" * 2, r"\*\*"),
    Bad("backslash", "guide", adding("\\")),
    Bad("name changed", "guide", lambda good: good.replace("Medi-Cal", "Medi-Kal"), r"\bMedi-Cal\b"),
    Bad("name made longer", "guide", lambda good: good.replace("Medi-Cal", "Medi-Calx"), r"\bMedi-Cal\b"),
    Bad("name in look-alike letters", "guide", lambda good: good.replace("Medi-Cal", "Mеdi-Cаl"), r"\bMedi-Cal\b"),
    Bad("name left out", "guide", lambda good: good.replace("Medi-Cal", "el seguro"), r"\bMedi-Cal\b"),
]

WITH_PLACEHOLDER = [
    Bad("placeholder lost", "placeholder", replacing(PLACEHOLDER.pattern, "")),
    Bad("placeholder renamed", "placeholder", replacing(PLACEHOLDER.pattern, r"%(evil)s")),
    Bad("placeholder repeated", "placeholder", replacing(f"({PLACEHOLDER.pattern})", r"\1 \1")),
    Bad("placeholder retyped", "placeholder", replacing(PLACEHOLDER.pattern, r"%(\1)d")),
    Bad("placeholder with width", "placeholder", replacing(PLACEHOLDER.pattern, r"%(\1)99999999s")),
    Bad("placeholder with attribute", "placeholder", replacing(PLACEHOLDER.pattern, r"%(\1.__class__)s")),
    Bad("placeholder by position", "placeholder", replacing(PLACEHOLDER.pattern, "%s")),
    Bad("placeholder cut", "placeholder", replacing(PLACEHOLDER.pattern, r"%(\1)")),
    Bad("placeholder of another kind", "placeholder", replacing(PLACEHOLDER.pattern, r"{\1}")),
]

PLURAL = [
    Bad("plural without its number", "plural", replacing(PLACEHOLDER.pattern, "")),
    Bad("plural with a number of its own", "plural", adding("911")),
    Bad("plural with a tag", "plural", adding("<script>alert(1)</script>")),
    Bad("plural with a placeholder of its own", "plural", adding("%(evil)s")),
    Bad("plural with half a placeholder", "plural", adding("%(num)")),
    Bad("plural that reads backwards", "plural", adding("\u202e")),
    Bad("plural of two texts", "plural", adding("\x00 más")),
]

#: Messages whose file changes the English plural too, so that its forms agree with that; no compiler can see it.
REFILED = [
    Bad("plural filed under another plural", "plural", adding("%(evil)s 911"), plural="%(num)s %(evil)s 911"),
    Bad("text filed as a plural", "any", adding("<b>%(evil)s 911</b>"), plural="x <b>%(evil)s 911</b>"),
    Bad("placeholder filed as a plural", "placeholder", lambda _good: "%(evil)s 911", plural="%(evil)s 911"),
]

SEEN_BY_THE_COMPILER = [*PLURAL, *WITH_PLACEHOLDER, *GUIDE, *ANYWHERE]
ALL = [*SEEN_BY_THE_COMPILER, *REFILED]
