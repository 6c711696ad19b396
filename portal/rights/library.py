"""Everything the guides are made of, read and checked against each other once, at start.

If anything here is wrong the portal does not start: a family that is shown
last week's page is better served than one shown a wrong number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from portal.content.claims import Claim, load_claims
from portal.content.facts import Phone, load_phones
from portal.content.markdown import Message, Section
from portal.content.references import find_reference_problem
from portal.content.rendering import find_markdown_problem
from portal.content.sources import Source, load_sources
from portal.data import DataError
from portal.i18n.locales import SiteLocale
from portal.rights.changes import Change, load_changes
from portal.rights.guides import Guide, load_guides
from portal.rights.states import State, load_states

#: Pages a guide may link to by name, each with what follows the locale in its address.
PAGES = {
    **{page: page for page in ("changes", "about", "privacy", "translations", "for-helpers")},
    **{page: f"{page}/" for page in ("help", "letter", "officials")},
}

#: Sections other pages show; a guide without them could not be served.
EMERGENCY = "start.emergency-first"
SHORT_ANSWER = "start.short-answer"
HELP = "find-help.two-places-to-start"
STATES_SECTION = "court-case.the-20-states"

#: Numbers that stand on the home page and on every error page.
CRISIS_PHONES = ("911", "988")


@dataclass(frozen=True, slots=True)
class Library:
    """All content.

    :param guides: by slug, in order.
    :param claims: by section key.
    :param sources: by key.
    :param phones: by key.
    :param changes: newest first.
    :param states: by name.
    """

    guides: Mapping[str, Guide]
    claims: Mapping[str, Claim]
    sources: Mapping[str, Source]
    phones: Mapping[str, Phone]
    changes: tuple[Change, ...]
    states: tuple[State, ...]

    def sections(self) -> Iterator[tuple[Guide, Section]]:
        """Go through every section of every guide."""
        for guide in self.guides.values():
            for section in guide.sections:
                yield guide, section

    def section(self, key: str) -> tuple[Guide, Section]:
        """Find a section by its key, ``guide.section``.

        :raises KeyError: if there is none.
        """
        slug, _, name = key.partition(".")
        guide = self.guides[slug]
        return guide, next(section for section in guide.sections if section.key == name)

    def paths(self) -> list[str]:
        """List what follows the locale in the address of every guide and of every month's bulletin."""
        guides = [f"/rights/{slug}" for slug in self.guides]
        return [*guides, *(f"/changes/{month}" for month in self.months())]

    def months(self) -> list[str]:
        """List the months in which something of the timeline stands, or a section is due, newest first."""
        named = {change.when[:7] for change in self.changes if len(change.when) > 4}
        return sorted(named | {claim.review_by.isoformat()[:7] for claim in self.claims.values()}, reverse=True)

    def messages(self) -> Iterator[Message]:
        """Go through every message of the content."""
        for guide in self.guides.values():
            yield from guide.messages()
        for change in self.changes:
            yield change.text

    def link_keys(self) -> frozenset[str]:
        """List every key a link may name."""
        sections = {guide.section_key(section) for guide, section in self.sections()}
        linkable = {key for key, source in self.sources.items() if source.url}
        return frozenset(linkable | set(self.guides) | sections | set(PAGES))

    def link_to(self, key: str, locale: SiteLocale) -> str:
        """Give the address a link's key means for a reader."""
        slug, _, section = key.partition(".")
        if slug in self.guides:
            return f"/{locale.code}/rights/{slug}" + (f"#{section}" if section else "")
        if key in PAGES:
            return f"/{locale.code}/{PAGES[key]}"
        return self.sources[key].url or ""

    def expired(self, today: date) -> list[Claim]:
        """List the claims that may no longer be shown as current, oldest first."""
        claims = [claim for claim in self.claims.values() if not claim.is_current(today)]
        return sorted(claims, key=lambda claim: (claim.review_by, claim.key))


def load_library(folder: Path) -> Library:
    """Read all content files and check them against each other.

    :param folder: the folder of data files.
    :raises DataError: naming file, entry and cure of the first mistake.
    """
    sources = load_sources(folder)
    library = Library(
        guides=load_guides(folder),
        claims=load_claims(folder, sources),
        sources=sources,
        phones=load_phones(folder, sources),
        changes=tuple(load_changes(folder, sources)),
        states=tuple(load_states(folder)),
    )
    _check_claims(library)
    _check_messages(library)
    _check_changes(library)
    return library


def _check_claims(library: Library) -> None:
    sections = {guide.section_key(section) for guide, section in library.sections()}
    for key in sorted(sections - set(library.claims)):
        raise DataError("claims.toml", key, "The section has no claim.", f"Add [{key}] with sources and dates.")
    for key in sorted(set(library.claims) - sections):
        raise DataError("claims.toml", key, "No guide has this section.", "Remove the claim or correct its key.")
    for key in (EMERGENCY, SHORT_ANSWER, HELP, STATES_SECTION):
        if key not in sections:
            raise DataError("guides/", key, "The section is missing, and other pages show it.", "Put it back.")
    for phone in CRISIS_PHONES:
        if phone not in library.phones:
            raise DataError(
                "facts.toml", phone, "The number is missing, and every error page shows it.", "Put it back."
            )
    for slug in sorted(set(library.guides) & (set(library.sources) | set(PAGES))):
        raise DataError(f"{slug}.md", "slug", "A source or page has the same key.", "Rename one of them.")


def _check_messages(library: Library) -> None:
    link_keys = library.link_keys()
    for message in library.messages():
        name, _, section = message.context.partition("#")
        problem = find_reference_problem(message.text, library.phones) or find_markdown_problem(message, link_keys)
        if problem:
            file = "changes.toml" if name == "changes" else f"{name.removeprefix('rights/')}.md"
            entry = f"{section or 'front matter'}, “{message.text[:50]}”"
            raise DataError(file, entry, *problem)


def _check_changes(library: Library) -> None:
    for change in library.changes:
        if change.guide not in library.guides:
            raise DataError("changes.toml", change.key, f"There is no guide “{change.guide}”.", "Name a guide's slug.")
