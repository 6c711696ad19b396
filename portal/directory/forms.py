"""The directory's filters as a form that is read from the address and never from a body.

There is no token, because nothing is sent that could be forged, and a cookie
would be needed to check one.
"""

from collections.abc import Iterable

from flask import request
from flask_wtf import FlaskForm
from wtforms import SearchField, StringField
from wtforms.validators import AnyOf, Optional, Regexp

from portal.directory.choosing import ANY, YES, Choice, clean_search
from portal.directory.services import NEEDS

#: Which part of a list: no list has a thousand.
PAGE = r"[1-9][0-9]{0,2}\Z"


class FilterForm(FlaskForm):
    """What a query may say about the directory."""

    class Meta:
        """A form without a session; a wrong value is answered by a page, so fields speak no language."""

        csrf = False

        def get_translations(self, _form: object) -> None:
            """Leave WTForms' own English where nobody sees it."""

    need = StringField(validators=[Optional(strip_whitespace=False), AnyOf(NEEDS)])
    speaks = StringField(validators=[Optional(strip_whitespace=False)])
    status = StringField(validators=[Optional(strip_whitespace=False), AnyOf([ANY])])
    free = StringField(validators=[Optional(strip_whitespace=False), AnyOf([YES])])
    q = SearchField()
    # Not a number field: those fail on a number too large for a float.
    page = StringField(validators=[Optional(strip_whitespace=False), Regexp(PAGE)])

    def choice(self) -> Choice:
        """Give what was chosen, once it was found valid."""
        return Choice(
            need=self.need.data or None,
            speaks=self.speaks.data or None,
            status=self.status.data or None,
            free=self.free.data == YES,
            search=clean_search(self.q.data or ""),
            page=int(self.page.data or 1),
        )


def read_choice(languages: Iterable[str]) -> Choice | None:
    """Read the query of this request.

    :param languages: those ``speaks`` may name.
    :return: the choice, or nothing where a value is none of ours.
    """
    form = FilterForm(request.args)
    validators = {"speaks": [AnyOf(tuple(languages))]} if form.speaks.data else None
    return form.choice() if form.validate(extra_validators=validators) else None
