"""Sheets in scripts no catalog has yet, made of sentences for tests alone."""

import re
import tomllib
from datetime import date
from pathlib import Path

from portal.i18n.formats import isolate
from portal.i18n.locales import Registry
from portal.i18n.messages import Chain
from portal.sharing.handouts.runs import plain_passage
from portal.sharing.handouts.sheets import Line, Part, Sheet
from portal.sharing.handouts.words import Words

SAMPLES = tomllib.loads((Path(__file__).parent / "samples.toml").read_text("utf-8"))

#: A guide everybody can open; the samples are on no page of their own.
PATH = "/en/rights/start"


def sample_part(code: str, registry: Registry, phone: str) -> Part:
    """One sample as a part of a sheet."""
    locale, sample = registry[code], SAMPLES[code]
    text = re.sub(r"\{phone\}", isolate(phone), sample["text"])
    heading = plain_passage(sample["heading"], locale)
    return Part(heading, (Line("paragraph", plain_passage(text, locale)),))


def sample_sheet(codes: list[str], registry: Registry, phone: str, made: date) -> Sheet:
    """A sheet of samples; that of one alone is in its language."""
    locale = registry[codes[0]] if len(codes) == 1 else registry.source
    parts = tuple(sample_part(code, registry, phone) for code in codes)
    title = parts[0].heading if len(codes) == 1 else plain_passage("Scripts, for a test", registry.source)
    words = Words(Chain(locale, [], registry.source))
    return Sheet(
        locale=locale, title=title, neutral_title="Sample", parts=parts, key=parts[0], path=PATH, made=made, words=words
    )
