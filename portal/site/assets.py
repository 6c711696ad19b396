"""The site's own files: the inline stylesheet, scripts and pictures, under names that change with them.

A stylesheet is put into every page, so that the first view needs one request
on a bad line; the policy header names it by its hash. A folder of sheets named
for a blueprint goes into that blueprint's pages alone: nobody who reads a
guide pays for the letter's.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

#: The sheets in the order they apply.
_LAYERS = ("tokens.css", "base.css", "layout.css", "components/*.css", "print.css")

_TYPES = {".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png"}

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SPACE = re.compile(r"\s+")
_AROUND = re.compile(r" ?([{};:,>]) ?")


@dataclass(frozen=True, slots=True)
class Asset:
    """One static file.

    :param address: its hashed address.
    :param body: its bytes.
    :param content_type: its MIME type.
    :param integrity: what the browser checks it against.
    """

    address: str
    body: bytes
    content_type: str
    integrity: str


@dataclass(frozen=True, slots=True)
class Stylesheet:
    """The one inline stylesheet of a page.

    :param hash: as the policy header names it.
    """

    text: str
    hash: str


def _sha(body: bytes, name: str) -> str:
    return f"{name}-{base64.b64encode(hashlib.new(name, body).digest()).decode()}"


def minify_css(text: str) -> str:
    """Drop comments and needless spaces.

    Spaces round ``:`` go only where a declaration has them; a selector such as
    ``nav :focus`` would change its meaning, so none is written in our sheets.
    """
    return _AROUND.sub(r"\1", _SPACE.sub(" ", _COMMENT.sub("", text))).replace(";}", "}").strip()


def _join(sheets: Iterable[Path]) -> Stylesheet:
    text = minify_css("\n".join(path.read_text("utf-8") for path in sheets))
    return Stylesheet(text, _sha(text.encode(), "sha256"))


def _name(path: Path, body: bytes, content_type: str) -> Asset:
    fingerprint = hashlib.sha256(body).hexdigest()[:12]
    address = f"/static/{path.stem}.{fingerprint}{path.suffix}"
    return Asset(address, body, content_type, _sha(body, "sha384"))


class Assets:
    """All static files, read once.

    :param folder: ``portal/static``.
    :param more: sheets that apply after those of the folder.
    """

    def __init__(self, folder: Path, *more: Path) -> None:
        css = folder / "css"
        shared = [path for layer in _LAYERS for path in sorted(css.glob(layer))]
        self._shared = _join([*shared, *more])
        self._own = {
            place.name: _join([*shared, *sorted(place.glob("*.css")), *more])
            for place in sorted(css.iterdir())
            if place.is_dir() and place.name != "components"
        }
        self._by_name: dict[str, Asset] = {}
        for path in sorted((*folder.glob("js/*.js"), *folder.glob("images/*"))):
            self._by_name[path.relative_to(folder).as_posix()] = self._read(path)
        self._by_address = {asset.address: asset for asset in self._by_name.values()}

    @staticmethod
    def _read(path: Path) -> Asset:
        return _name(Path(path.name), path.read_bytes(), _TYPES[path.suffix])

    def add(self, name: str, body: bytes, content_type: str) -> Asset:
        """Take in a file that was made at start and stands in no folder.

        :param name: what templates call it by, such as ``zips.json``.
        """
        asset = self._by_name[name] = _name(Path(name), body, content_type)
        self._by_address[asset.address] = asset
        return asset

    def stylesheet(self, blueprint: str | None = None) -> Stylesheet:
        """Give the stylesheet of a blueprint's pages."""
        return self._own.get(blueprint or "", self._shared)

    def __getitem__(self, name: str) -> Asset:
        return self._by_name[name]

    def find(self, address: str) -> Asset | None:
        """Find a file by its hashed address."""
        return self._by_address.get(address)

    def addresses(self) -> list[str]:
        """List every hashed address."""
        return sorted(self._by_address)
