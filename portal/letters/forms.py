"""The fields of the letter page, declared and labelled, and sent nowhere.

No field has a ``name``, so even a script that failed halfway could not make a
browser put what was typed into an address (safety fact: named fields and the
Enter key do exactly that). There is no token, because nothing is submitted.
"""

from typing import Any

from flask_wtf import FlaskForm
from markupsafe import Markup
from wtforms import SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, TextArea, TextInput, html_params

from portal.i18n.catalogs import gettext
from portal.letters.recipients import N_

#: In code points; letter.js cuts there, because a browser's own limit counts other things.
NAME_LIMIT = 120
PERSONAL_LIMIT = 600

#: What keeps keyboards, browsers and their add-ons from sending typed words elsewhere, as far as a page can.
#: ``autocomplete="name"`` would make Chromium write the name into its profile when somebody leaves by Exit, whatever
#: the form says (measured; see the trace test), so the purpose of the fields stands in their labels alone.
_QUIET = {
    "autocomplete": "off",
    "spellcheck": "false",
    "writingsuggestions": "false",
    "autocorrect": "off",
    "translate": "no",
    "data-gramm": "false",
    "dir": "auto",
}


def _nameless(name: str | None = None, **attributes: Any) -> str:
    return str(html_params(**attributes))


class _Text(TextInput):
    html_params = staticmethod(_nameless)


class _Area(TextArea):
    def __call__(self, field: Any, **attributes: Any) -> Markup:
        # WTForms writes the name of a text area itself, past ``html_params``.
        html: Markup = super().__call__(field, **attributes)
        return html.replace(f' name="{field.name}"', "", 1)


class _Tick(CheckboxInput):
    html_params = staticmethod(_nameless)


class _Ticks(SelectMultipleField):
    option_widget = _Tick()


def _typed(name: str, **more: str) -> dict[str, str]:
    return {"data-field": name, "aria-describedby": f"{name}-hint", **_QUIET, **more}


class LetterForm(FlaskForm):
    """Everything a writer ticks or types."""

    class Meta:
        """A form without a session."""

        csrf = False

        def get_translations(self, _form: object) -> None:
            """Leave WTForms' own messages unused: nothing is validated on a server that receives nothing."""

    # Translators: Above the list of officials a letter can go to.
    recipient = _Ticks(N_("Whom do you write to?"), description=N_("Each one gets a letter of their own."))
    # Translators: Above a list to tick: what worries the writer.
    concerns = _Ticks(N_("What concerns you?"), description=N_("Tick at least one concern."))
    # Translators: Above a list to tick: what the writer asks officials to do.
    requests = _Ticks(N_("What do you ask for?"), description=N_("Tick at least one request."))
    # Translators: Above a list to tick: facts that can be added to the letter.
    background = _Ticks(N_("What else can the letter say?"))
    name = StringField(
        # Translators: Label of a field.
        N_("Your name"),
        description=N_("You may leave this empty."),
        widget=_Text(),
        render_kw=_typed("name"),
    )
    city = StringField(
        # Translators: Label of a field.
        N_("Your city"),
        description=N_("The city alone. An office that wants your address has a form of its own."),
        widget=_Text(),
        render_kw=_typed("city"),
    )
    # Translators: Label of a field: a few sentences of the writer's own.
    personal = TextAreaField(
        N_("A few words of your own"),
        description=N_(
            "You may leave this empty. Say why health care matters to you. You can write in your language; the office "
            "reads English. Do not write about immigration status, illness, your address, your work or other people."
        ),
        widget=_Area(),
        render_kw=_typed("personal", rows="6"),
    )

    def speak(self) -> None:
        """Put every label and hint into the reader's language; they come out escaped."""
        for field in self:
            field.label.text = gettext(field.label.text)
            field.description = gettext(field.description) if field.description else ""
