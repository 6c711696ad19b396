"""``portal translations review``: a reviewer reads one translation after another and says what becomes of it."""

import gettext
import unicodedata
from collections.abc import Mapping, Sequence

import click
import polib

from portal.content.glossary import Term
from portal.i18n.locales import SiteLocale
from portal.translators.checks.identifying import load_identifier
from portal.translators.checks.rulebook import load_rulebook
from portal.translators.compiling import entry_forms
from portal.translators.desk import Desk
from portal.translators.reviewing.progress import MessageKey, is_critical, message_key
from portal.translators.reviewing.session import (
    AskQuestions,
    Chair,
    Moved,
    ask_nothing,
    build_asker,
    check_guide,
    check_reviewer,
    choose,
    clean_line,
    find_waiting,
)
from portal.translators.sheets.term_hits import list_hits

#: What a reviewer may type, by first letter or in full, and what it does.
ANSWERS = {
    "accept": "sign this translation",
    "reject": "give it back with a reason; readers see English until it is mended",
    "note": "sign it, with a note that is kept",
    "edit": "write a better translation and sign that",
    "skip": "leave it for later",
    "back": "go to the one before",
    "quit": "stop; everything answered is kept",
}

ACCEPTED, REJECTED, EDITED, SKIPPED = "accepted", "rejected", "edited", "skipped"

#: Numbers tried out for the examples beside a plural form.
_NUMBERS = range(120)


def _isolate(text: str) -> str:
    """Keep a text of any direction together, and let nothing in it steer the terminal."""
    seen = "".join("\ufffd" if unicodedata.category(c) == "Cc" and c != "\n" else c for c in text)
    return f"\u2068{seen}\u2069"


def _name_form(index: int, locale: SiteLocale) -> str:
    rule = gettext.c2py(locale.plural_expression)
    numbers = [str(number) for number in _NUMBERS if rule(number) == index]
    return f"for {', '.join(numbers[:3])}{' …' if len(numbers) > 3 else ''}"


class Session:
    """One sitting: the messages in their order, and what was answered so far.

    :param chair: writes the answers.
    :param entries: what to read.
    :param terms: the glossary.
    :param ask: raises questions about a translation.
    """

    def __init__(
        self, chair: Chair, entries: Sequence[polib.POEntry], terms: Sequence[Term], ask: AskQuestions = ask_nothing
    ) -> None:
        self._chair = chair
        self._keys = [message_key(entry) for entry in entries]
        self._terms = terms
        self._ask = ask
        self.answered: dict[MessageKey, str] = {}

    def run(self) -> None:
        """Go through the messages until the reviewer quits, or the terminal is gone."""
        position = 0
        while position < len(self._keys):
            key = self._keys[position]
            entry = self._chair.find(key)
            if entry is None or not (key in self.answered or self._chair.is_waiting(entry)):
                position += 1
                continue
            click.echo(f"\n[{position + 1} of {len(self._keys)}] {entry.msgctxt or 'interface'}", nl=False)
            self._show(entry)
            try:
                answer = self._answer(entry)
            except Moved:
                click.echo("Somebody has just changed this message. Nothing was written; read it again.")
                continue
            except click.Abort:
                answer = "quit"
            if answer == "quit":
                return
            position = max(0, position - 1) if answer == "back" else position + 1

    def summary(self) -> str:
        """Say what was done, in one line."""
        done = list(self.answered.values())
        words = [f"{done.count(kind)} {kind}" for kind in (ACCEPTED, EDITED, REJECTED, SKIPPED)]
        left = len(self._keys) - len(done) + done.count(SKIPPED)
        return f"{', '.join(words)}; {left} still to read."

    def _show(self, entry: polib.POEntry) -> None:
        click.echo(" — critical" if is_critical(entry) else "")
        if message_key(entry) in self.answered:
            click.echo(f"You have {self.answered[message_key(entry)]} this one.")
        click.echo(f"English:     {_isolate(entry.msgid)}")
        if entry.msgid_plural:
            click.echo(f"  plural:    {_isolate(entry.msgid_plural)}")
        for index, form in enumerate(entry_forms(entry)):
            label = f"  {_name_form(index, self._chair.locale)}: " if entry.msgid_plural else "Translation: "
            click.echo(f"{label}{_isolate(form)}")
        self._show_notes(entry)

    def _show_notes(self, entry: polib.POEntry) -> None:
        comments = [line for line in entry.comment.splitlines() if not line.startswith(entry.msgctxt or "\0")]
        for line in comments + entry.tcomment.splitlines():
            click.echo(f"Note:        {_isolate(line)}")
        for hit in list_hits(f"{entry.msgid}\n{entry.msgid_plural}", self._terms, self._chair.locale.code):
            click.echo(f"Glossary:    {_isolate(hit)}")
        for question in self._ask(entry, self._chair.locale).values():
            click.echo(f"Question:    {_isolate(question)}")

    def _answer(self, entry: polib.POEntry) -> str:
        """Ask until something became of the message; give the answer's name."""
        while True:
            answer = self._ask_answer()
            if answer in {"back", "quit"} or self._carry_out(answer, entry):
                return answer

    def _ask_answer(self) -> str:
        while True:
            typed = click.prompt("accept, reject, note, edit, skip, back, quit (? explains)", prompt_suffix=": ")
            found = [name for name in ANSWERS if name.startswith(typed.strip().lower())]
            if typed.strip() and len(found) == 1:
                return found[0]
            for name, meaning in ANSWERS.items():
                click.echo(f"  {name[0]}  {name}: {meaning}")

    def _carry_out(self, answer: str, entry: polib.POEntry) -> bool:
        """Do what was answered; say whether it is done."""
        if answer == "skip":
            self.answered.setdefault(message_key(entry), SKIPPED)
            return True
        act = {"accept": self._accept, "note": self._note, "reject": self._reject, "edit": self._edit}[answer]
        done = act(entry)
        if done:
            self.answered[message_key(entry)] = done
            click.echo(f"Kept: {done}.")
        else:
            click.echo("Nothing was written.")
        return bool(done)

    def _accept(self, entry: polib.POEntry, note: str | None = None) -> str:
        answers = self._ask_questions(entry)
        if answers is None:
            return ""
        self._chair.accept(entry, note, answers)
        return ACCEPTED

    def _note(self, entry: polib.POEntry) -> str:
        note = _ask_line("Your note (Enter alone: none)")
        return self._accept(entry, note) if note else ""

    def _reject(self, entry: polib.POEntry) -> str:
        reason = _ask_line("What is wrong, for the translator (Enter alone: go back)")
        if not reason:
            return ""
        self._chair.reject(entry, reason)
        return REJECTED

    def _edit(self, entry: polib.POEntry) -> str:
        forms = self._ask_forms(entry)
        if not all(forms):
            return ""
        better = self._chair.with_forms(entry, forms)
        error = self._chair.find_error(better)
        if error:
            click.echo(f"This breaks a rule: {_isolate(error.problem)} {_isolate(error.cure)}")
            return ""
        answers = self._ask_questions(better)
        if answers is None:
            return ""
        self._chair.edit(entry, forms, None, answers)
        return EDITED

    def _ask_forms(self, entry: polib.POEntry) -> list[str]:
        if not entry.msgid_plural:
            return [_ask_line("New translation (Enter alone: go back)")]
        names = [_name_form(index, self._chair.locale) for index in range(self._chair.locale.plural_count)]
        return [_ask_line(f"New translation {name} (Enter alone: go back)") for name in names]

    def _ask_questions(self, entry: polib.POEntry) -> Mapping[str, str] | None:
        """Have every question answered in words; nothing if one was not."""
        answers = {}
        for rule, question in self._ask(entry, self._chair.locale).items():
            click.echo(f"Question:    {_isolate(question)}")
            answers[rule] = _ask_line("Why is it right? (Enter alone: go back)")
            if not answers[rule]:
                return None
        return answers


def _ask_line(text: str) -> str:
    return clean_line(click.prompt(text, default="", show_default=False))


@click.command("review")
@click.argument("code")
@click.option("--role", required=True, help="Your role, such as “court interpreter”; never a name.")
@click.option(
    "--qualification", required=True, help="Why you may judge it, such as “certified for Spanish, California”."
)
@click.option("--guide", metavar="SLUG", help="Only this guide, or this page: interface, changes, privacy.")
@click.option("--critical", is_flag=True, help="Only what speaks of rights, deadlines and danger.")
@click.pass_obj
def review(desk: Desk, code: str, role: str, qualification: str, guide: str | None, critical: bool) -> None:
    """Read translations nobody has signed yet, critical ones first, and sign or return each.

    Every answer is written at once: stop whenever you like, and go on another day.
    """
    locale = desk.locale(code)
    chair = Chair(desk.folder, locale, desk.names, check_reviewer(role, qualification), desk.today)
    if guide is not None:
        check_guide(desk.folder, locale, guide)
    entries = choose(find_waiting(desk.folder, locale, desk.names), guide, critical=critical)
    if not entries:
        click.echo("Nothing waits to be reviewed here.")
        return
    book = load_rulebook(desk.data, desk.registry, load_identifier(desk.registry))
    session = Session(chair, entries, desk.terms, build_asker(desk.folder, locale, book))
    session.run()
    click.echo(f"\n{session.summary()}")
    click.echo(f"For readers to see it: portal translations compile {locale.code}")
