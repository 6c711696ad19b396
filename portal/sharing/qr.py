"""QR codes that lead to addresses of this site, and to nothing else.

The operator's base address and a path of ours go in; there is no way to hand
over a visitor's text, a filter or the host a request named. Everything here
holds in print: correction level M, and the four light modules all round that
readers need (ISO/IEC 18004, quiet zone).
"""

import re
from io import BytesIO

import segno

#: Light modules on every side.
QUIET_ZONE = 4

#: Longer addresses make modules too small for the back of a card.
MAX_ADDRESS = 500

_PATH = re.compile(r"/[A-Za-z0-9._~/-]*(?:#[a-z0-9-]+)?", re.ASCII)


def join_address(base_url: str, path: str) -> str:
    """Write a whole address of this site.

    :param base_url: scheme and host, from the settings.
    :param path: from the root, anchor included.
    :raises ValueError: if the path is none of ours; that is a mistake in the code, since names are checked before.
    """
    address = base_url + path
    if not _PATH.fullmatch(path) or path.startswith("//") or len(address) > MAX_ADDRESS:
        raise ValueError("This is no path of this site.")
    return address


def _encode(address: str) -> segno.QRCode:
    # A higher level for free would make one code look finer than the next; M is what was tried on paper.
    return segno.make_qr(address, error="m", boost_error=False)


def count_modules(base_url: str, path: str) -> int:
    """Count the modules along one side, quiet zone and all; print needs room for each.

    :raises ValueError: as :func:`join_address` does.
    """
    return int(_encode(join_address(base_url, path)).symbol_size(border=QUIET_ZONE)[0])


def draw_svg(base_url: str, path: str) -> bytes:
    """Draw the code of an address as a picture that stands alone.

    :raises ValueError: as :func:`join_address` does.
    """
    address = join_address(base_url, path)
    out = BytesIO()
    # Without a size of its own it has a box to be scaled by, which a browser needs to make it larger.
    looks = {"border": QUIET_ZONE, "scale": 8, "dark": "#000", "light": "#fff", "omitsize": True}
    _encode(address).save(out, kind="svg", title=address, xmldecl=False, nl=False, **looks)
    return out.getvalue()


def draw_png(base_url: str, path: str, scale: int = 8) -> bytes:
    """Draw the code of an address as pixels.

    :param scale: pixels a module.
    :raises ValueError: as :func:`join_address` does.
    """
    out = BytesIO()
    _encode(join_address(base_url, path)).save(out, kind="png", border=QUIET_ZONE, scale=scale, dark="#000")
    return out.getvalue()
