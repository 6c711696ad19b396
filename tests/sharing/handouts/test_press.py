"""What comes out: pages, words, codes and bytes, read back by other people's programs."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import zxingcpp
from flask import Flask
from PIL import Image

from portal.directory.services import Assurance
from portal.i18n.locales import Registry
from portal.rights.library import Library
from portal.sharing.handouts.fonts import FontShelf, MissingFont, find_fonts
from portal.sharing.handouts.kinds import KINDS
from portal.sharing.handouts.press import Order, Press
from portal.sharing.handouts.typesetting import TooLong, Typesetter
from portal.sharing.subjects import parse_packet
from tests.conftest import BASE_URL, LOCALES, TODAY
from tests.sharing.handouts.conftest import Make, make_file, needs_fonts, read_pdf, read_text

pytestmark = needs_fonts

CODES = [locale.code for locale in LOCALES]

#: A packet as a worker at a clinic's desk would put it together.
PACKET = "start.emergency-first~interpreter.your-right~find-help.two-places-to-start~help.988-lifeline~in.fresno"


def decode(png: bytes) -> str:
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
    assert len(found) == 1
    return str(found[0].text)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", ["letter", "half-letter", "card", "poster"])
def test_a_sheet_is_tagged_and_says_its_language_and_a_neutral_title(make: Make, kind: str, code: str) -> None:
    reader = read_pdf(make("start", kind, code))
    catalog = reader.trailer["/Root"]
    assert catalog["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in catalog
    assert catalog["/Lang"].partition("-")[0] == code.partition("-")[0]
    assert reader.metadata is not None
    assert reader.metadata.title
    assert not re.search(r"immigra|\bice\b|medi-cal", reader.metadata.title, re.IGNORECASE)


def test_the_words_of_the_page_are_on_the_sheet(make: Make, library: Library) -> None:
    text = read_text(make("start"))
    for section in library.guides["start"].sections:
        assert section.heading.text.split("{")[0].strip() in text
    assert "As of" in text
    assert "Where this comes from" in text
    assert f"{BASE_URL}/en/rights/start" in text


@pytest.mark.parametrize("code", CODES)
def test_phones_are_in_reading_order_in_every_language(make: Make, library: Library, code: str) -> None:
    number = library.phones["health-consumer-alliance"].number
    assert number in read_text(make("find-help.two-places-to-start", code=code))


@pytest.mark.parametrize("code", CODES)
def test_a_service_has_its_phones_in_every_language(make: Make, press: Press, code: str) -> None:
    service = press.register.services["county-mhp-fresno"]
    text = read_text(make("help.county-mhp-fresno", code=code))
    assert service.name in text
    for phone in service.phones:
        assert phone.printed in text


@pytest.mark.parametrize("code", ["en", "es", "ar-XB"])
def test_a_packet_of_five_takes_two_pages_at_most(make: Make, code: str) -> None:
    assert len(read_pdf(make(PACKET, code=code)).pages) <= 2


def test_a_card_has_two_sides_and_a_poster_one(make: Make) -> None:
    assert len(read_pdf(make("start", "card", "es")).pages) == 2
    assert len(read_pdf(make("start", "card", "en")).pages) == 1
    assert len(read_pdf(make("start", "poster", "es", beside="en")).pages) == 1


def test_every_guide_fits_on_one_card_poster_and_picture(make: Make, library: Library) -> None:
    for slug in library.guides:
        assert len(read_pdf(make(slug, "card", "ar-XB")).pages) == 2, slug
        assert len(read_pdf(make(slug, "poster", "es", beside="en")).pages) == 1, slug


def test_the_first_side_of_a_card_is_english(make: Make) -> None:
    english, own = (page.extract_text() for page in read_pdf(make("start", "card", "es")).pages)
    assert "Call 911" in english
    assert "911" in own
    assert "Call 911" not in own


@pytest.mark.parametrize("kind", ["letter", "a4", "half-letter", "a5"])
def test_paper_has_the_size_it_is_named_for(make: Make, kind: str) -> None:
    box = read_pdf(make("start.emergency-first", kind)).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx((KINDS[kind].width, KINDS[kind].height), abs=0.1)


@pytest.mark.parametrize(("kind", "size"), [("tall", (1080, 1350)), ("wide", (1200, 630))])
@pytest.mark.parametrize("code", CODES)
def test_pictures_have_the_size_chats_show(make: Make, kind: str, size: tuple[int, int], code: str) -> None:
    for what in ("start", "if-someone-comes", PACKET, "in.fresno", "letter"):
        assert Image.open(io.BytesIO(make(what, kind, code, "png"))).size == size


def test_every_code_on_paper_leads_to_the_page(make: Make, library: Library) -> None:
    for slug in library.guides:
        for kind in ("poster", "card"):
            assert decode(make(slug, kind, "es", "png")) == f"{BASE_URL}/es/rights/{slug}"


@pytest.mark.parametrize("code", CODES)
def test_codes_of_every_kind_of_subject_are_read_back(make: Make, code: str) -> None:
    paths = {
        "start.emergency-first": "/rights/start#emergency-first",
        "help.988-lifeline": "/help/988-lifeline",
        "in.alpine": "/help/in/alpine",
        "letter": "/letter/",
        PACKET: f"/packet/{PACKET}",
    }
    for what, path in paths.items():
        assert decode(make(what, "letter", code, "png")) == f"{BASE_URL}/{code}{path}"


def test_links_of_a_sheet_lead_to_this_site_a_source_or_a_phone(make: Make) -> None:
    links = [
        str(note.get_object()["/A"]["/URI"])
        for page in read_pdf(make("start", code="es")).pages
        for note in page.get("/Annots", [])
    ]
    assert f"{BASE_URL}/es/rights/start" in links
    assert all(link.startswith((f"{BASE_URL}/es/", "tel:", "https://")) for link in links)


@pytest.mark.parametrize(("kind", "form"), [("letter", "pdf"), ("card", "pdf"), ("tall", "png"), ("letter", "png")])
def test_the_same_sheet_is_the_same_bytes(make: Make, kind: str, form: str) -> None:
    assert make("start", kind, "ar-XB", form) == make("start", kind, "ar-XB", form)


def test_two_languages_stand_side_by_side_and_a_draft_needs_no_english_below(make: Make) -> None:
    alone, pair = read_text(make("start", code="es")), read_text(make("start", code="es", beside="en"))
    assert alone.count("Lo mismo en inglés") > 1
    assert "Lo mismo en inglés" not in pair
    assert "Si es una emergencia" in pair
    assert "If it is an emergency" in pair


def test_a_draft_says_so(make: Make) -> None:
    assert "Esta traducción es un borrador." in read_text(make("start", code="es"))
    assert "Traducción en borrador" in read_text(make("start", "card", "es"))


def test_an_expired_section_has_the_notice_of_its_page(press_on: Callable[[date], Press], registry: Registry) -> None:
    press = press_on(date(2027, 6, 1))
    text = read_text(make_file(press, registry, "start.short-answer"))
    assert "This may have changed since September 1, 2026." in text
    assert "What was known on September 1, 2026" in text
    assert text.index("This may have changed") < text.index("What was known") < text.index("We cannot say")


@pytest.mark.parametrize("kind", ["card", "poster"])
def test_an_expired_text_is_on_no_card(press_on: Callable[[date], Press], registry: Registry, kind: str) -> None:
    press = press_on(date(2027, 6, 1))
    text = read_text(make_file(press, registry, "start.short-answer", kind))
    assert "We cannot say whose information" not in text
    if kind == "card":
        assert "This may have changed since September 1, 2026." in text
        assert "Read what is known now" in text


def test_what_has_left_the_site_is_said_and_the_rest_is_there(make: Make) -> None:
    text = read_text(make("start.emergency-first~help.closed-long-ago~%%~find-help"))
    assert "no longer on this site" in text
    assert "could not be read" in text
    assert "If it is an emergency, go now" in text


def test_nothing_that_is_on_the_site_is_no_sheet(press: Press, registry: Registry) -> None:
    assert press.make(Order(parse_packet("nothing~help.nothing"), KINDS["letter"], "pdf", registry["en"])) is None


def test_a_language_without_its_font_names_the_package(press: Press, registry: Registry) -> None:
    bare = FontShelf(find_fonts().fonts, frozenset({"Noto Sans"}))
    poor = Press(press.shelf, press.chains, registry, press.register, press.base_url, Typesetter(bare))
    with pytest.raises(MissingFont, match="fonts-noto-core"):
        poor.make(Order(parse_packet("start"), KINDS["letter"], "pdf", registry["ar"]))
    with pytest.raises(MissingFont, match="fonts-noto-cjk"):
        poor.make(Order(parse_packet("start"), KINDS["letter"], "pdf", registry["zh-Hant"]))
    assert poor.make(Order(parse_packet("start"), KINDS["letter"], "pdf", registry["es"]))


def test_a_sheet_tells_the_day_it_was_made(make: Make) -> None:
    assert TODAY == date(2026, 11, 22)
    assert "This sheet was made on November 22, 2026." in read_text(make("start"))


def test_a_whole_library_is_pages_and_no_picture(make: Make, library: Library) -> None:
    every = "~".join(library.guides)
    assert len(read_pdf(make(every)).pages) > 20
    with pytest.raises(TooLong):
        make(every, form="png")


def test_every_guide_alone_is_a_picture_in_two_languages(make: Make, library: Library) -> None:
    for slug in library.guides:
        assert Image.open(io.BytesIO(make(slug, "letter", "es", "png", beside="en"))).width == 816


def test_a_consulate_and_an_office_with_federal_money_are_cautioned_before_their_numbers(
    make: Make, press: Press
) -> None:
    for key, caution in (
        ("mx-ciam", "Contact with a consulate can put you at risk."),
        ("bay-area-legal-aid", "They may have to refuse people without immigration status."),
    ):
        text = read_text(make(f"help.{key}"))
        assert text.index(caution) < text.index(press.register.services[key].all_phones()[0].printed)


def test_a_service_says_who_lists_it_and_that_nobody_has_called(make: Make, press: Press) -> None:
    text = read_text(make("help.county-mhp-fresno"))
    assert press.register.services["county-mhp-fresno"].listing.publisher in text
    assert "Not yet checked by us." in text


def test_a_county_sheet_names_its_own_services_and_when_they_were_listed(make: Make, press: Press) -> None:
    text = read_text(make("in.fresno", code="ar-XB"))
    for service in press.register.find("mental-health", "fresno", today=TODAY):
        assert service.name in text
        assert service.phones[0].printed in text
    assert "911" in text


def test_a_number_nobody_has_checked_in_time_is_not_on_a_countys_sheet(press: Press, registry: Registry) -> None:
    """Paper cannot fold a number away, as a page does."""
    register = press.register
    line = register.services["rrn-805"]
    late = replace(line, assurance=Assurance(date(2026, 3, 1), "volunteer"))
    old = replace(press, register=replace(register, services={**register.services, line.key: late}, _days={}))
    number = line.phones[0].printed
    county = next(iter(line.counties()))
    assert number in read_text(make_file(press, registry, f"in.{county}", "letter", "en"))
    text = read_text(make_file(old, registry, f"in.{county}", "letter", "en"))
    assert number not in text
    assert "Nobody has checked this since March 1, 2026" in text


def test_what_could_not_be_read_makes_no_sheet_of_its_own(app: Flask) -> None:
    client = app.test_client()
    kept = app.extensions["handouts"]
    first = client.get("/en/handout/start~ZZ!one.pdf")
    size = kept.size
    second = client.get("/en/handout/start~ZZ!two.pdf")
    assert first.data == second.data
    assert kept.size == size
