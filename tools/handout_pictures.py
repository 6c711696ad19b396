"""Take the documentation’s pictures of paper: ``python -m tools.handout_pictures``.

In grey and small, because the question they answer is whether letters,
figures and lines are where they belong. The samples are sentences for tests.
"""

import io
import shutil
import tempfile
from datetime import date
from pathlib import Path

from PIL import Image

from portal import create_app
from portal.config import Config
from portal.content.glossary import fixed_names, load_glossary
from portal.data import FOLDER as DATA
from portal.i18n.locales import load_registry
from portal.sharing.handouts.kinds import KINDS
from portal.sharing.handouts.press import Order, Press
from portal.sharing.handouts.writing import write_sheets
from portal.sharing.subjects import parse_packet
from portal.translators.compiling import compile_catalog
from portal.translators.files import read_po
from portal.translators.pseudo import compile_pseudo
from tests.sharing.samples import SAMPLES, sample_sheet

FOLDER = Path(__file__).parent.parent / "docs" / "screenshots"
DAY = date(2026, 11, 22)
BASE_URL = "https://portal.example"

PACKET = "start.emergency-first~interpreter.your-right~find-help.two-places-to-start~help.988-lifeline~in.fresno"

#: Name → what, kind, language, and the language beside it.
PICTURES = {
    "guide-en": ("start", "letter", "en", None),
    "guide-es": ("start", "letter", "es", None),
    "guide-ar-XB": ("start", "letter", "ar-XB", None),
    "guide-es-en": ("start", "a4", "es", "en"),
    "packet-en": (PACKET, "letter", "en", None),
    "packet-es": (PACKET, "letter", "es", None),
    "packet-ar-XB": (PACKET, "letter", "ar-XB", None),
    "card-es": ("start", "card", "es", None),
    "card-ar-XB": ("start", "card", "ar-XB", None),
    "poster-es-en": ("start", "poster", "es", "en"),
    "tall-es": ("start", "tall", "es", None),
    "wide-ar-XB": ("start", "wide", "ar-XB", None),
    "county-en": ("in.los-angeles", "letter", "en", None),
}

#: A picture's last rows say nothing new.
MAX_HEIGHT = 1700


def save(name: str, png: bytes) -> None:
    """Write a picture in sixteen greys."""
    picture = Image.open(io.BytesIO(png)).convert("L")
    picture = picture.crop((0, 0, picture.width, min(picture.height, MAX_HEIGHT)))
    if picture.width > 900:
        picture = picture.resize((picture.width // 2, picture.height // 2))
    picture.quantize(16).save(FOLDER / f"handout-{name}.png", optimize=True)


def build_press(folder: Path) -> Press:
    """Make the portal with every started language and both pseudo-locales."""
    app = create_app(Config(base_url=BASE_URL, today=DAY, pseudo=True, offer="all", translations=folder))
    press: Press = app.extensions["press"]
    return press


def main() -> None:
    """Take all of them."""
    with tempfile.TemporaryDirectory() as name:
        folder = prepare(Path(name))
        press = build_press(folder)
        for picture, (what, kind, code, second) in PICTURES.items():
            beside = press.registry[second] if second else None
            body = press.make(Order(parse_packet(what), KINDS[kind], "png", press.registry[code], beside))
            if body:
                save(picture, body)
        phone = press.shelf.library.phones["health-consumer-alliance"].number
        sheet = sample_sheet(list(SAMPLES), press.registry, phone, DAY)
        data = write_sheets(sheet, [sheet], KINDS["a5"], "png", press.registry, BASE_URL)
        save("samples", press.typesetter.compose(KINDS["a5"], "png", data))


def prepare(folder: Path) -> Path:
    """Compile the catalogs into a folder of their own."""
    copies = folder / "translations"
    shutil.copytree(Config().translations, copies, ignore=shutil.ignore_patterns("*.mo", "states.json"))
    template = read_po(copies / "messages.pot")
    registry = load_registry(DATA)
    names = fixed_names(load_glossary(DATA, tuple(locale.code for locale in registry)))
    for locale in registry:
        if locale.pseudo:
            compile_pseudo(copies, locale, template, names)
        elif (copies / locale.catalog).is_dir() and not locale.is_source:
            compile_catalog(copies, locale, names)
    return copies


if __name__ == "__main__":
    main()
