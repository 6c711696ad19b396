"""The guides themselves: all there, every section dated, nothing in them that could cost a family its safety."""

import re
from collections.abc import Iterator

import pytest

from portal.data import DataError
from portal.rights.guides import TELLING, TOPICS, parse_guide
from portal.rights.library import Library
from portal.translators.files import po_path, read_po
from tests.conftest import PACKAGE_TRANSLATIONS, REGISTRY

#: Every guide and its sections, in order. Keys never change: links, claims and printed addresses are made of them.
SECTIONS = {
    "start": "emergency-first short-answer fear-and-care not-erased before-you-stop benefits-and-papers beware "
    "one-step-today",
    "medi-cal-data": "emergency-first short-answer six-fields not-allowed before-2026 policy-change reports-of-breach "
    "who-is-lawfully-residing citizens-and-children what-we-do-not-know other-states what-you-can-do",
    "what-is-reported": "name-of-system what-is-in-it every-member why-sent nothing-extra coming-changes "
    "emergency-medi-cal new-address",
    "court-case": "in-short why-they-sued what-they-want the-20-states first-order december-order since-then "
    "still-open",
    "state-statement": "in-june-2025 quote late-july after-december help-it-names how-to-read-it",
    "who-can-get": "children pregnancy citizens-and-green-cards federal-list-oct-2026 refugees-asylees-others "
    "undocumented-adults daca-tps restricted dental premium assets work-rules-2027 mixed-families",
    "apply": "who-must-answer for-a-child ssn address status-questions what-is-sent never-false interpreter",
    "keep-or-leave": "pause-first not-erased may-not-return renew-on-time changes-coming moving children-separately "
    "how-to-end ask-first",
    "emergency-care": "go-now what-hospital-must-do what-it-does-not-cover emergency-medi-cal record-is-reported bills "
    "interpreter at-the-hospital",
    "care-without": "health-centers hospital-discounts county-programs pregnancy-and-children complaint",
    "benefits-questions": "changed-notice who-it-concerns before-and-after family-benefits emergency-first not-about "
    "visas-abroad get-advice",
    "interpreter": "your-right with-medi-cal-plan not-children how-to-ask if-refused",
    "clinic-privacy": "state-law treatment-areas public-areas what-you-may-decline hipaa-limits after-the-clinic",
    "if-someone-comes": "stay-calm at-the-door judge-or-ice-paper if-they-force in-the-street at-a-clinic do-not-sign "
    "papers children-and-plan fake-officers",
    "avoid-scams": "who-can-help notarios warning-signs check-a-name protect-papers if-it-happened",
    "coping": "if-in-danger fear-is-normal for-parents for-children plan-calms limit-news talk-to-someone "
    "lines-that-changed costs-and-status",
    "for-community-workers": "ask-nothing what-not-to-say date-every-claim screen-for-referral hospital-patients "
    "funding-rules consulates hand-outs own-strain",
    "find-help": "two-places-to-start legal health-coverage state-list crisis consulates scams",
    "write-to-officials": "why-write which-letter choose-recipient keep-safe how-to-send follow-up",
}

#: Guides about rights, deadlines, danger or consent.
CRITICAL = (
    "start medi-cal-data what-is-reported court-case who-can-get apply keep-or-leave emergency-care benefits-questions "
    "clinic-privacy if-someone-comes avoid-scams for-community-workers find-help"
).split()

#: Sections of those guides that speak of none of these.
UNCRITICAL = {"for-community-workers.hand-outs", "for-community-workers.own-strain"}

#: Sentences that say what not to say may hold the words; they stand in this section and on the page for helpers.
DENYING = ("rights/for-community-workers#what-not-to-say", None)
DENIAL = re.compile(r"(?:- )?Do not (?:say|promise|tell|suggest)\b|No (?:les? )?(?:diga|prometa|sugiera)\b")

_RECORDS = r"(?:data|information|records?)\b[^.]{0,30}\b(?:is|are|stays?|remains?|will be) "
_AGENTS = r"(?:ICE|agents?|officers?)(?: \(ICE\))? "

#: What may not be said, whatever the guide: a promise or a warning nobody can keep.
NEVER = {
    "data-is-safe": rf"{_RECORDS}(?:safe|private|secure|confidential|protected)\b",
    "cannot-be-shared": r"\b(?:cannot|can ?not|can't|can never|will never|will not|won't) be (?:shared|used)\b",
    "only-the-undocumented": r"\bonly (?:the )?undocumented\b|\bonly (?:data|records) (?:on|about|of) undocumented",
    "court-has-blocked": r"\bcourts? (?:has|have) (?:blocked|stopped|ended)\b",
    "no-confirmation": r"\bno confirmation\b",
    "hipaa-forbids": r"\bHIPAA (?:forbids|bans|prohibits|stops|prevents|protects you)\b",
    "sharing-is-illegal": r"\bsharing (?:\w+ ){0,3}(?:is|was) (?:illegal|unlawful|against the law)\b",
    "illegal": r"\billegals?\b",
    "cancel-to-be-safe": r"\b(?:cancel|drop|quit) (?:your )?Medi-Cal\b|\bto be safe\b",
    "staying-adds-no-risk": r"\bno (?:added |extra |more )?risk\b|\brisk-free\b|\bwithout (?:any )?risk\b",
    "rejoin-later": r"\b(?:rejoin|re-?enroll|(?:join|sign up) again)\b|\bcan (?:always )?(?:come back|return) later\b",
    "another-address": r"\b(?:use|give|write|put) (?:another|a different|someone else’s|a friend’s|a false) address\b",
    "never-counts": r"\bnever counts?\b|\b(?:Medi-Cal|Medicaid|benefits?) (?:does not|do not|doesn’t|don’t) count\b",
    "cannot-enter": rf"\b{_AGENTS}(?:cannot|can’t|can never|may not|may never|must not) (?:enter|come in|go in)\b",
    "never-show-id": r"\b(?:never|do not|don’t|need not) (?:have to |need to )?show (?:any |your )?(?:ID|papers)\b",
    "emergency-care-is-free": r"\b(?:emergency|hospital) (?:room |department )?care is (?:always )?free\b",
    "24/7": r"24 ?/ ?7|\{number:24\} ?/ ?\{number:7\}|\baround the clock\b",
    "msis-without-t": r"(?<!T-)\bMSIS\b",
    "agreement-in-june": r"\bagreement\b[^.]{0,60}(?:\bJune\b|\{date:2025-06)|\bJune agreement\b",
}

_DATOS = (
    r"(?:datos|información|registros?|expedientes?)\b[^.]{0,30}\b(?:está|están|es|son|seguirá|seguirán|será|serán) "
)

NEVER_IN_SPANISH = {
    "datos-seguros": rf"{_DATOS}(?:segur|a salvo|protegid|privad|confidencial)",
    "no-se-comparten": r"\b(?:no|nunca) (?:se )?(?:pueden?|podrán?) (?:ser )?(?:compartir|compartid|usad|usarse)",
    "solo-indocumentados": r"\b(?:solo|sólo|solamente|únicamente) (?:los |las |de )?(?:personas )?indocumentad",
    "la-corte-bloqueó": r"\b(?:la corte|el juez|un juez|una corte) ha (?:bloqueado|parado|detenido)\b",
    "hipaa-prohíbe": r"\bHIPAA (?:lo )?(?:prohíbe|impide|evita)\b",
    "ilegal": r"\bilegal(?:es|mente)?\b",
    "cancele-medi-cal": r"\b(?:cancele|deje|abandone) (?:su )?Medi-Cal (?:para|por)\b",
    "sin-riesgo": r"\b(?:sin|ningún|no hay) riesgo\b",
    "volver-después": r"\b(?:puede|podrá) (?:volver|regresar|inscribirse) (?:más tarde|después|luego|de nuevo)\b",
    "otra-dirección": r"(?<!\bno )\b(?:use|dé|dar|ponga|escriba) (?:otra|una dirección falsa|la dirección de otr)",
    "nunca-cuenta": r"\bnunca cuentan?\b|\b(?:Medi-Cal|beneficios?|ayudas?) no cuentan?\b",
    "no-pueden-entrar": r"\b(?:ICE|agentes?|oficiales?)(?: \(ICE\))? (?:no|nunca) pueden? entrar\b",
    "atención-gratis": r"\batención (?:médica )?de emergencia es (?:siempre )?(?:gratis|gratuita)\b",
    "24/7": r"24 ?/ ?7|\{number:24\} horas,? (?:los )?\{number:7\} días|\blas veinticuatro horas\b",
    "msis-sin-t": r"(?<!T-)\bMSIS\b",
    "acuerdo-de-junio": r"\bacuerdo\b[^.]{0,60}(?:\bjunio\b|\{date:2025-06)",
}


def english_texts() -> Iterator[tuple[str | None, str]]:
    for entry in read_po(PACKAGE_TRANSLATIONS / "messages.pot"):
        yield entry.msgctxt, entry.msgid
        yield entry.msgctxt, entry.msgid_plural


def spanish_texts() -> Iterator[tuple[str | None, str]]:
    for entry in read_po(po_path(PACKAGE_TRANSLATIONS, REGISTRY["es"])):
        if not entry.obsolete:
            for text in (entry.msgstr, *entry.msgstr_plural.values()):
                yield entry.msgctxt, text


def find_said(pattern: str, texts: Iterator[tuple[str | None, str]]) -> list[str]:
    """List the sentences that say something; what a sentence only tells others not to say is left out."""
    found = []
    for context, text in texts:
        for sentence in re.split(r"(?<=[.?!”])\s+", text):
            denied = context in DENYING and DENIAL.match(sentence)
            if re.search(pattern, sentence, re.IGNORECASE) and not denied:
                found.append(f"{context}: {sentence}")
    return found


@pytest.mark.parametrize("slug", SECTIONS)
def test_the_guide_has_its_sections_in_order(library: Library, slug: str) -> None:
    assert [section.key for section in library.guides[slug].sections] == SECTIONS[slug].split()


def test_guides_stand_in_the_order_of_their_files(library: Library) -> None:
    orders = [guide.order for guide in library.guides.values()]
    assert orders == sorted(orders)
    assert next(iter(library.guides)) == "start"


def test_every_topic_has_a_guide(library: Library) -> None:
    assert {guide.topic for guide in library.guides.values()} == set(TOPICS)


def test_every_section_has_a_claim_with_a_source(library: Library) -> None:
    for guide, section in library.sections():
        assert library.claims[guide.section_key(section)].sources


@pytest.mark.parametrize("slug", CRITICAL)
def test_sections_about_rights_deadlines_or_danger_are_critical(library: Library, slug: str) -> None:
    """Only then does the English stand under a draft."""
    sections = {f"{slug}.{section.key}": section.critical for section in library.guides[slug].sections}
    assert {key for key, critical in sections.items() if not critical} <= UNCRITICAL


def test_every_title_a_stranger_may_see_is_neutral(library: Library) -> None:
    for guide in library.guides.values():
        assert not TELLING.search(guide.neutral_title.text)
        assert len(guide.neutral_title.text) <= 40


@pytest.mark.parametrize("rule", NEVER)
def test_english_never_says(rule: str) -> None:
    assert find_said(NEVER[rule], english_texts()) == []


@pytest.mark.parametrize("rule", NEVER_IN_SPANISH)
def test_spanish_never_says(rule: str) -> None:
    assert find_said(NEVER_IN_SPANISH[rule], spanish_texts()) == []


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        ("data-is-safe", "Your data is safe."),
        ("data-is-safe", "Information about your family stays private."),
        ("cannot-be-shared", "It cannot be shared with anyone."),
        ("court-has-blocked", "A court has blocked sharing."),
        ("cannot-enter", "Agents (ICE) cannot enter your home."),
        ("rejoin-later", "You can come back later."),
        ("never-counts", "Medi-Cal does not count."),
        ("msis-without-t", "The system is called MSIS."),
        ("agreement-in-june", "They signed the agreement of {date:2025-06-10}."),
        ("24/7", "The line answers 24/7."),
    ],
)
def test_the_rules_find_what_they_are_for(rule: str, sentence: str) -> None:
    """A pattern that matches nothing at all would let everything pass."""
    assert find_said(NEVER[rule], iter([("rights/start#short-answer", sentence)]))


def test_the_spanish_rules_find_what_they_are_for() -> None:
    said = iter([(None, "Sus datos están seguros.")])
    assert find_said(NEVER_IN_SPANISH["datos-seguros"], said)


def test_a_denial_is_allowed_only_where_it_teaches() -> None:
    sentence = "Do not promise that information is safe."
    assert not find_said(NEVER["data-is-safe"], iter([(DENYING[0], sentence)]))
    assert find_said(NEVER["data-is-safe"], iter([("rights/start#beware", sentence)]))


@pytest.mark.parametrize(
    "phrase", [r"sharing (?:is|was) (?:allowed|paused|blocked)", r"\b(?:allows?|paused?|blocked)\b"]
)
def test_what_the_court_allows_or_stopped_is_said_with_a_date(library: Library, phrase: str) -> None:
    """“Sharing is paused” was true for a week, or never."""
    for slug in ("start", "medi-cal-data", "court-case", "what-is-reported"):
        for section in library.guides[slug].sections:
            text = " ".join(message.text for message in section.messages())
            assert not re.search(phrase, text) or "{date:" in text, f"{slug}.{section.key}"


EXAMPLE = """+++
slug = "example"
title = "T"
neutral_title = "N"
question = "Q?"
topic = "now"
order = 99
summary = "S."
+++

## Heading {#key}

Text.
"""


def test_a_guide_is_read_from_its_file() -> None:
    guide = parse_guide("example.md", EXAMPLE)
    assert [message.text for message in guide.messages()] == ["T", "N", "Q?", "S.", "Heading", "Text."]
    assert {message.context for message in guide.messages()} == {"rights/example", "rights/example#key"}
    assert guide.section_key(guide.sections[0]) == "example.key"


@pytest.mark.parametrize("title", ["Immigration", "ICE news", "Your rights", "Medi-Cal", "In court", "Green cards"])
def test_a_telling_neutral_title_is_refused(title: str) -> None:
    with pytest.raises(DataError, match="neutral_title"):
        parse_guide("example.md", EXAMPLE.replace('"N"', f'"{title}"'))
