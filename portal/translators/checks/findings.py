"""What a check has found, and how it is told: to a person, to a program, to a pull request.

A catalog can come from a stranger, and what it says is printed here: control
characters would move the cursor of a terminal, and a line break in a pull
request's log would be read as the next command.
"""

import json
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from portal.data import DataError
from portal.i18n.locales import SiteLocale

#: Refused: its readers get English.
ERROR = "error"

#: Shown, but nobody may sign it before it is answered.
QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend or to answer in one message.

    :param level: ``error`` or ``question``.
    :param rule: its short name; a question is answered under it.
    :param line: the message's line in the file, from 1; 0 where it has none.
    :param context: its context, or ``interface``.
    :param msgid: its English.
    :param problem: what is wrong, as a sentence.
    :param cure: what to write instead, as a sentence.
    :param digest: what the translation is called in ``reviews.toml``.
    """

    level: str
    rule: str
    line: int
    context: str
    msgid: str
    problem: str
    cure: str
    digest: str


@dataclass(frozen=True, slots=True)
class FileReport:
    """A catalog's findings.

    :param path: the file, as it is told.
    :param locale: its language.
    :param total: live messages.
    :param shown: those that may be shown.
    :param fuzzy: those that wait for an update.
    :param refusal: why the file cannot be used at all, or nothing.
    """

    path: str
    locale: SiteLocale
    findings: list[Finding] = field(default_factory=list)
    total: int = 0
    shown: int = 0
    fuzzy: int = 0
    refusal: DataError | None = None

    def of_level(self, level: str) -> list[Finding]:
        """List the findings of a level."""
        return [finding for finding in self.findings if finding.level == level]


def name_file(path: Path) -> str:
    """Name a file as seen from where the command runs: what an editor and a pull request can open."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def printable(text: str) -> str:
    """Write characters a terminal would obey, or nobody would see, as their numbers."""
    hidden = {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return "".join(f"[U+{ord(c):04X}]" if unicodedata.category(c) in hidden else c for c in text)


def _shorten(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:99]}…"


def _say(finding: Finding) -> str:
    lines = [
        f"  line {finding.line}, {finding.context}: {finding.level}: {finding.rule}",
        f"    English  {_shorten(finding.msgid)}",
        f"    Wrong    {finding.problem}" if finding.level == ERROR else f"    Is it?   {finding.problem}",
        f"    Write    {finding.cure}",
    ]
    if finding.level == QUESTION:
        lines.append(f"    Answer   {finding.digest}")
    return "\n".join(printable(line) for line in lines)


def _sum_up(report: FileReport) -> str:
    counts = f"{report.shown} of {report.total} messages may be shown, {report.fuzzy} fuzzy"
    found = f"{len(report.of_level(ERROR))} refused, {len(report.of_level(QUESTION))} questions"
    return f"{report.locale.code}: {counts}, {found}."


_HOW_TO_ANSWER = """\
A question is answered by mending the translation, or in reviews.toml beside it, under the number after “Answer”:
answers = {rule = "why it is right"}. portal translations review asks each of them."""


def render_text(reports: Iterable[FileReport]) -> str:
    """Tell findings to a person, file by file and in the order of the file."""
    pieces = []
    asked = False
    for report in reports:
        pieces.append(f"{printable(report.path)} ({report.locale.english_name})")
        if report.refusal:
            pieces.append(f"  {report.refusal.entry}: refused\n    Wrong    {printable(report.refusal.problem)}")
            pieces.append(f"    Do       {printable(report.refusal.cure)}\n")
            continue
        pieces += [_say(finding) for finding in report.findings]
        pieces.append(f"{_sum_up(report)}\n")
        asked = asked or bool(report.of_level(QUESTION))
    return "\n".join([*pieces, _HOW_TO_ANSWER] if asked else pieces).rstrip()


def _as_table(report: FileReport) -> dict[str, object]:
    refusal = report.refusal
    return {
        "file": report.path,
        "locale": report.locale.code,
        "total": report.total,
        "shown": report.shown,
        "fuzzy": report.fuzzy,
        "refusal": {"entry": refusal.entry, "problem": refusal.problem, "cure": refusal.cure} if refusal else None,
        "findings": [asdict(finding) for finding in report.findings],
    }


def render_json(reports: Iterable[FileReport]) -> str:
    """Tell findings to a program."""
    return json.dumps({"files": [_as_table(report) for report in reports]}, indent=2)


def _escape(text: str, *, inside: bool = False) -> str:
    """Escape a text for a workflow command of GitHub; more of it inside the command than after it."""
    for character in "%\r\n:," if inside else "%\r\n":
        text = text.replace(character, f"%{ord(character):02X}")
    return printable(text)


def _command(level: str, file: str, line: int, title: str, message: str) -> str:
    name = "error" if level == ERROR else "warning"
    place = f"file={_escape(file, inside=True)},line={max(line, 1)},title={_escape(title, inside=True)}"
    return f"::{name} {place}::{_escape(message)}"


def render_github(reports: Iterable[FileReport]) -> str:
    """Tell findings to a pull request: GitHub shows each beside its line."""
    lines = []
    for report in reports:
        if report.refusal:
            refusal = report.refusal
            digits = refusal.entry.removeprefix("line ")
            line = int(digits) if digits.isdecimal() else 1
            message = f"{refusal.entry}: {refusal.problem} {refusal.cure}"
            lines.append(_command(ERROR, report.path, line, "refused", message))
        for finding in report.findings:
            message = f"{finding.context}: {_shorten(finding.msgid)}\n{finding.problem} {finding.cure}"
            if finding.level == QUESTION:
                message += f"\nOr answer {finding.rule} under {finding.digest} in reviews.toml."
            lines.append(_command(finding.level, report.path, finding.line, finding.rule, message))
    return "\n".join(lines)


#: Format → how it tells findings.
FORMATS: dict[str, Callable[[Iterable[FileReport]], str]] = {
    "text": render_text,
    "json": render_json,
    "github": render_github,
}
