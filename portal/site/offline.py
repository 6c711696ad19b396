"""Ready-made pages for the proxy to show when the portal cannot answer, in every language, with the crisis lines.

They are made from the same catalogs and numbers as every page, ahead of the
hour in which nothing can be made any more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment

from portal.content.facts import Phone
from portal.data import replace_file
from portal.i18n.locales import SiteLocale
from portal.i18n.messages import Chain
from portal.site.headers import Header


def N_(message: str) -> str:
    """Mark a message for extraction; each language says it in its own words below."""
    return message


#: File → what it says.
PAGES = {
    "index.html": N_("This page is not available right now. Please try again later."),
    "refused.html": N_("We could not understand this address"),
}

_CALLS = {"911": N_("Emergency: call now"), "988": N_("Crisis: call or text")}

#: The proxy answers these statuses itself, so it names the methods itself.
ALLOW: Header = ("Allow", "GET, HEAD")


@dataclass(frozen=True, slots=True)
class Block:
    """What one language says.

    :param calls: phones, each with the words beside it.
    """

    locale: SiteLocale
    message: str
    calls: tuple[tuple[Phone, str], ...]


def build_blocks(message: str, chains: Iterable[Chain], phones: Mapping[str, Phone]) -> list[Block]:
    """Say one message in every language that has it; English always does."""
    blocks = []
    for chain in chains:
        found = chain.find(None, message)
        if found.locale == chain.locale:
            calls = tuple((phones[key], chain.find(None, words).text) for key, words in _CALLS.items())
            blocks.append(Block(chain.locale, found.text, calls))
    return blocks


def write_offline(
    folder: Path,
    environment: Environment,
    chains: list[Chain],
    phones: Mapping[str, Phone],
    headers: Iterable[Header],
) -> list[Path]:
    """Write the pages, and the headers the proxy adds to them.

    :param folder: where to; made if it is not there.
    :param environment: the site's templates.
    :param headers: set A.
    :return: the files written.
    """
    template = environment.get_template("site/offline.html")
    written = []
    for name, message in PAGES.items():
        body = template.render(title=message, blocks=build_blocks(message, chains, phones))
        replace_file(folder / name, body.encode())
        written.append(folder / name)
    lines = [f'add_header {name} "{value}" always;' for name, value in (*headers, ALLOW)]
    replace_file(folder / "set-a.conf", ("\n".join(lines) + "\n").encode())
    return [*written, folder / "set-a.conf"]
