"""The addresses of the letter. None of them takes anything: whoever opens one gets the same page as everybody."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Flask, abort, current_app, render_template, request
from markupsafe import Markup

from portal.content.claims import Claim
from portal.content.clock import Clock
from portal.content.rendering import Rendered, Renderer
from portal.i18n.catalogs import CatalogDomain, current_speech, gettext
from portal.i18n.formats import isolate_html
from portal.letters.forms import PERSONAL_LIMIT, LetterForm
from portal.letters.letter import Writer, default_ticks, find_blocks, find_left_out
from portal.letters.recipients import BY_CHOICE, OFFICES, Recipient, Recipients, offices_everywhere
from portal.letters.templates import LETTERS, PHONE_SCRIPT, SUBJECT, VOICEMAIL, Block, LetterTemplate
from portal.rights.reading import find_state
from portal.site.finished import PASSING_KEY
from portal.site.headers import LETTER

blueprint = Blueprint("letters", __name__)


@dataclass(frozen=True, slots=True)
class Desk:
    """What letters are made of.

    :param templates: by key.
    :param renderers: by locale code.
    :param recipients: who holds which office.
    """

    templates: Mapping[str, LetterTemplate]
    renderers: Mapping[str, Renderer]
    domain: CatalogDomain
    recipients: Recipients
    clock: Clock


@dataclass(frozen=True, slots=True)
class Dated:
    """A block with its heading in the reader's language."""

    heading: Rendered
    block: Block

    @property
    def claim(self) -> Claim:
        """Give its dates and sources."""
        return self.block.claim


def _desk() -> Desk:
    found: Desk = current_app.extensions["letters"]
    return found


def _label(recipient: Recipient) -> Markup:
    title = gettext(OFFICES[recipient.office].title)
    if not recipient.name:
        return title
    return Markup('{} <bdi lang="en" dir="ltr">{}</bdi>').format(title, recipient.name)


def _make_cards(recipients: Sequence[Recipient]) -> list[tuple[str, Markup, Recipient]]:
    """Give each recipient the key that ticks, letters and cards call it by, and its name for the reader."""
    return [(f"to-{number}", _label(recipient), recipient) for number, recipient in enumerate(recipients, 1)]


def _make_form(template: LetterTemplate, recipients: Sequence[Recipient], ticks: frozenset[str]) -> LetterForm:
    desk, code = _desk(), current_speech().locale.code
    render = desk.renderers[code].render
    blocks = [block for block in find_blocks(template, desk.clock.today()) if block.is_optional]
    cards = _make_cards(recipients)
    given = [key for key, _, recipient in cards if recipient.office not in BY_CHOICE]
    form = LetterForm(formdata=None, data={"recipient": given, **dict.fromkeys(_GROUPS, sorted(ticks))})
    form.recipient.choices = [(key, label) for key, label, _ in cards]
    for group, role in _GROUPS.items():
        chosen = [block for block in blocks if block.role == role]
        form[group].choices = [(block.key, _in_own_language(render(block.heading))) for block in chosen]
    form.speak()
    return form


#: Field → the role of what is ticked in it.
_GROUPS = {"concerns": "concern", "requests": "request", "background": "background"}


def _in_own_language(words: Rendered) -> Markup:
    """Give a heading; one that falls back carries its own language."""
    if words.locale.code == current_speech().locale.code:
        return words.html
    return Markup('<span lang="{}" dir="{}">{}</span>').format(words.locale.tag, words.locale.direction, words.html)


def _show(kind: str, recipients: Sequence[Recipient]) -> str:
    desk, speech = _desk(), current_speech()
    template, today = desk.templates[kind], desk.clock.today()
    renderer = desk.renderers[speech.locale.code]
    writer = Writer(renderer, speech.chain, desk.domain.registry.source)
    ticks = default_ticks(template, today)
    blocks = find_blocks(template, today)
    reading = [renderer.render(message) for block in blocks for message in block.messages]
    (subject,) = template.block(SUBJECT).messages
    return render_template(
        "letters/write.html",
        kind=kind,
        state=find_state(reading, renderer),
        form=_make_form(template, recipients, ticks),
        cards=[card for card in _make_cards(recipients) if card[2].is_known],
        are_unknown=any(not recipient.postal for recipient in recipients),
        subject=renderer.english(subject).striptags(),
        letters=[writer.write(template, ticks, recipient, today) for recipient in recipients],
        calls=[
            writer.call(template, ticks, PHONE_SCRIPT, ("concern", "request"), today),
            writer.call(template, ticks, VOICEMAIL, ("request",), today),
        ],
        left_out=[Dated(renderer.render(block.heading), block) for block in find_left_out(template, today)],
        dated=[Dated(renderer.render(block.heading), block) for block in blocks if block.asserts],
        finders=desk.recipients.finders(kind),
        left=isolate_html(str(PERSONAL_LIMIT)),
    )


@blueprint.get("/<locale:locale>/letter/")
def index() -> str:
    """Let somebody choose whom to write to, and say what the letter is and is not."""
    return render_template("letters/index.html")


@blueprint.get("/<locale:locale>/letter/<kind>")
def write(kind: str) -> str:
    """Show the letter to the offices, without names."""
    if kind not in LETTERS:
        abort(404)
    return _show(kind, offices_everywhere(kind))


def _number(text: str) -> int:
    """Read a number of an address; it has one spelling, so that a page is kept and shared once."""
    if not re.fullmatch(r"0|[1-9][0-9]{0,2}", text):
        abort(404)
    return int(text)


@blueprint.get("/<locale:locale>/letter/congress/<state>")
@blueprint.get("/<locale:locale>/letter/congress/<state>/<district>")
def congress(state: str, district: str | None = None) -> str:
    """Show the letter with a place's members of Congress filled in."""
    desk = _desk()
    number = None if district is None else _number(district)
    # A letter for every district in every language is more than is worth keeping.
    request.environ[PASSING_KEY] = True
    recipients = desk.recipients.congress(state, number, desk.clock.today())
    if not recipients:
        abort(404)
    return _show("congress", recipients)


@blueprint.get("/<locale:locale>/letter/california/<senate>/<assembly>")
def california(senate: str, assembly: str) -> str:
    """Show the letter with a place's state legislators filled in; 0 is a district that is not known."""
    desk = _desk()
    request.environ[PASSING_KEY] = True
    legislators = desk.recipients.california(_number(senate), _number(assembly), desk.clock.today())
    if not legislators:
        abort(404)
    by_office = {recipient.office: recipient for recipient in legislators}
    return _show("california", [by_office.get(other.office, other) for other in offices_everywhere("california")])


def init_app(app: Flask, desk: Desk) -> None:
    """Put the letter on the site, under the headers that let nothing leave it."""
    app.extensions["letters"] = desk
    policies = app.extensions.setdefault("policies", {})
    # The last two name people whose term may end tonight.
    naming = replace(LETTER, lasting=False)
    policies.update({"letters.write": LETTER, "letters.congress": naming, "letters.california": naming})
    app.register_blueprint(blueprint)
