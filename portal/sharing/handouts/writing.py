"""What a template may print, as one plain object: it is all Typst ever sees of the portal."""

from portal.i18n.locales import Registry, SiteLocale
from portal.sharing import qr
from portal.sharing.handouts import words as say
from portal.sharing.handouts.fonts import LATIN, list_families
from portal.sharing.handouts.kinds import Form, Kind
from portal.sharing.handouts.runs import Passage, Run, plain_passage
from portal.sharing.handouts.sheets import Line, Part, Sheet, date_source, first_block

#: Room between lines by script, in parts of the letters' size; marks above and below letters need it.
_LEADING = {
    **{"Arab": 0.55, "Beng": 0.85, "Deva": 0.85, "Ethi": 0.75, "Guru": 0.85, "Hans": 0.75, "Hant": 0.75},
    **{"Jpan": 0.75, "Khmr": 1.05, "Kore": 0.75, "Laoo": 0.9, "Mymr": 1.1, "Thai": 0.85},
}
_LATIN_LEADING = 0.55

#: Chinese is set with other shapes in other places.
_REGIONS = {"Hant": "tw", "Hans": "cn"}

#: Isolates and the like order a line; in a document's title they are noise.
_UNSEEN = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069"))


def write_sheets(
    own: Sheet, sheets: list[Sheet], kind: Kind, form: Form, registry: Registry, base_url: str
) -> dict[str, object]:
    """Write sheets as plain data.

    :param own: the reader's, whose address is printed.
    :param sheets: one, or two that stand side by side.
    :param base_url: what every address starts with.
    """
    writer = _Writer(registry, base_url)
    written = [writer.sheet(sheet, whole=kind.whole) for sheet in sheets]
    return {
        "title": own.neutral_title.translate(_UNSEEN),
        "voice": writer.voice(own.locale),
        "sheets": written,
        "qr": qr.draw_svg(base_url, own.path).decode(),
        "modules": qr.count_modules(base_url, own.path),
        "address": qr.join_address(base_url, own.path),
        "latin": [LATIN],
        "voices": writer.voices,
        "kind": {
            "width": kind.width,
            "height": kind.height,
            "margin": kind.margin,
            "size": kind.size,
            "long": form == "png" and kind.grows,
        },
    }


class _Writer:
    """Writes sheets as plain data, and notes which languages they speak."""

    def __init__(self, registry: Registry, base_url: str) -> None:
        self._registry = registry
        self._base_url = base_url
        self.voices: dict[str, object] = {}

    def voice(self, locale: SiteLocale) -> str:
        self.voices[locale.code] = {
            "lang": locale.code.partition("-")[0],
            "region": _REGIONS.get(locale.script),
            "dir": locale.direction,
            "fonts": list_families(locale),
            "leading": _LEADING.get(locale.script, _LATIN_LEADING),
        }
        return locale.code

    def passage(self, passage: Passage) -> dict[str, object]:
        runs = [{"text": run.text, "strong": run.strong, "link": self._link(run)} for run in passage.runs]
        return {"voice": self.voice(passage.locale), "runs": runs}

    def _link(self, run: Run) -> str | None:
        return self._base_url + run.link if run.link and run.link.startswith("/") else run.link

    def lines(self, lines: tuple[Line, ...]) -> list[dict[str, object]]:
        return [{"kind": line.kind, "passage": self.passage(line.passage)} for line in lines]

    def part(self, part: Part) -> dict[str, object]:
        return {
            "heading": self.passage(part.heading),
            "notes": [self.passage(note) for note in part.notes],
            "before": self.lines(part.before),
            "lines": self.lines(part.lines),
            "english": self.lines(part.english),
        }

    def sheet(self, sheet: Sheet, *, whole: bool) -> dict[str, object]:
        words = sheet.words
        made = words.say(say.MADE_ON, date=sheet.made)
        return {
            "voice": self.voice(sheet.locale),
            "title": self.passage(sheet.title),
            "lines": self.lines(sheet.lines),
            "summary": self.lines(tuple(line for line in sheet.lines if line.kind == "paragraph")),
            "parts": [self.part(part) for part in sheet.parts if whole],
            "key": self.part(sheet.key),
            "first": self.lines(first_block(sheet.key)),
            "instead": self.passage(words.say(say.READ_ONLINE)),
            "made": self.passage(made),
            "newer": self.passage(words.say(say.NEWER_VERSION)),
            "sources-title": self.passage(words.say(say.SOURCES)),
            "sources": self.sources(sheet) if whole else [],
            "disclaimer": self.passage(words.say(say.DISCLAIMER)),
        }

    def sources(self, sheet: Sheet) -> list[dict[str, object]]:
        written: list[dict[str, object]] = []
        for source in sheet.sources:
            locale = self._registry.find(source.language) or self._registry.source
            named = plain_passage(f"{source.title} · {source.publisher}", locale)
            notes = [self.passage(note) for note in date_source(source, sheet.words)]
            written.append({"name": self.passage(named), "notes": notes})
        return written
