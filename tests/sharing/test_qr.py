import io
import re
from xml.etree import ElementTree

import pytest
import zxingcpp
from PIL import Image

from portal.rights.library import Library
from portal.sharing.qr import MAX_ADDRESS, QUIET_ZONE, draw_png, draw_svg, join_address
from tests.conftest import BASE_URL, LOCALES

SVG = "{http://www.w3.org/2000/svg}"


def decode(png: bytes) -> str:
    found = zxingcpp.read_barcodes(Image.open(io.BytesIO(png)).convert("L"))
    assert len(found) == 1
    return str(found[0].text)


def test_every_guide_and_section_can_be_read_back_in_every_language(library: Library) -> None:
    paths = [f"/rights/{slug}" for slug in library.guides]
    paths += [f"/rights/{guide.slug}#{section.key}" for guide, section in library.sections()]
    for locale in LOCALES:
        for path in paths:
            assert decode(draw_png(BASE_URL, f"/{locale.code}{path}", scale=2)) == f"{BASE_URL}/{locale.code}{path}"


def test_a_packet_as_long_as_they_get_can_be_read_back() -> None:
    path = "/zh-Hant/packet/" + "~".join(["a" * 89] * 4)
    assert decode(draw_png(BASE_URL, path, scale=3)) == BASE_URL + path


def test_a_code_stands_alone_as_a_picture_with_a_title() -> None:
    root = ElementTree.fromstring(draw_svg(BASE_URL, "/es/rights/start"))
    assert root.tag == f"{SVG}svg"
    assert root.findtext(f"{SVG}title") == f"{BASE_URL}/es/rights/start"
    assert root.get("viewBox")


def test_nothing_in_a_code_is_drawn_where_its_quiet_zone_is() -> None:
    picture = Image.open(io.BytesIO(draw_png(BASE_URL, "/es/", scale=1))).convert("L")
    width, height = picture.size
    inner = picture.crop((QUIET_ZONE, QUIET_ZONE, width - QUIET_ZONE, height - QUIET_ZONE))
    assert inner.getbbox() == (0, 0, *inner.size)
    dark = picture.point(lambda value: 255 - value).getbbox()
    assert dark == (QUIET_ZONE, QUIET_ZONE, width - QUIET_ZONE, height - QUIET_ZONE)


def test_the_picture_holds_no_script_and_no_other_address() -> None:
    text = draw_svg(BASE_URL, "/es/").decode()
    assert not re.search(r"script|href|style|on\w+=", text)


@pytest.mark.parametrize(
    "path",
    [
        "",
        "es/",
        "//evil.example",
        "/es/?q=a",
        "/es/#A",
        "/es/ä",
        "/es/ a",
        "/es/%2f",
        "/es/@x",
        "/" + "a" * MAX_ADDRESS,
    ],
)
def test_only_a_path_of_ours_becomes_an_address(path: str) -> None:
    with pytest.raises(ValueError, match="no path"):
        join_address(BASE_URL, path)
