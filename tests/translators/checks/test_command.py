"""``portal translations check``: what it says to whom, and how it exits."""

import json
from collections.abc import Callable
from pathlib import Path

import polib
import pytest
from click.testing import CliRunner, Result

from portal.config import Config
from portal.i18n.locales import SiteLocale
from portal.translators.checks.command import check
from portal.translators.checks.findings import (
    ERROR,
    QUESTION,
    FileReport,
    Finding,
    printable,
    render_github,
    render_text,
)
from portal.translators.desk import Desk
from portal.translators.files import po_path, read_po, write_po
from tests.translators.small_catalog import SmallCatalog

Run = Callable[..., Result]


@pytest.fixture
def run(small: SmallCatalog) -> Run:
    """Check the small catalog."""

    def invoke(*words: str) -> Result:
        return CliRunner().invoke(check, words, obj=Desk(Config(translations=small.folder)))

    return invoke


def spoil(small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "Firme papeles.")
    small.change("Ask a lawyer.", "Pregunte en evil.example.")


def break_file(small: SmallCatalog) -> None:
    path = po_path(small.folder, small.locale)
    path.write_text(path.read_text(encoding="utf-8") + 'msgid "x\n', encoding="utf-8")


def test_a_clean_catalog_says_so(run: Run) -> None:
    result = run()
    assert result.exit_code == 0
    assert result.stdout.endswith("es: 9 of 9 messages may be shown, 0 fuzzy, 0 refused, 0 questions.\n")


def test_a_question_is_no_failure(run: Run, small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "Firme papeles.")
    result = run("es")
    assert result.exit_code == 0
    assert "question: negation" in result.stdout
    assert "0 refused, 1 questions." in result.stdout
    assert "reviews.toml" in result.stdout


def test_an_error_says_what_where_and_what_to_write(run: Run, small: SmallCatalog) -> None:
    spoil(small)
    result = run("es")
    line = small.entry("Ask a lawyer.").linenum
    assert result.exit_code == 1
    assert f"line {line}, rights/find-help#legal: error: addresses\n    English  Ask a lawyer.\n" in result.stdout
    assert "Wrong    It adds or changes an address: evil.example." in result.stdout
    assert "Write    Take it out; links are [text][key] and phones are {phone:…}." in result.stdout
    assert "es: 8 of 9 messages may be shown, 0 fuzzy, 1 refused, 1 questions." in result.stdout


def test_a_program_gets_the_same(run: Run, small: SmallCatalog) -> None:
    spoil(small)
    result = run("--format", "json")
    (file,) = json.loads(result.stdout)["files"]
    assert result.exit_code == 1
    assert (file["locale"], file["total"], file["shown"], file["refusal"]) == ("es", 9, 8, None)
    assert {(finding["level"], finding["rule"]) for finding in file["findings"]} == {
        ("error", "addresses"),
        ("question", "negation"),
    }
    assert all(len(finding["digest"]) == 16 and finding["line"] > 0 for finding in file["findings"])


def test_a_pull_request_gets_a_line_each(run: Run, small: SmallCatalog, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil(small)
    monkeypatch.chdir(small.folder.parent)
    lines = run("--format", "github").stdout.splitlines()
    place = "file=translations/es/LC_MESSAGES/messages.po,line="
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning"]
    assert all(line.partition(" ")[2].startswith(place) for line in lines)
    assert "%0AIt adds or changes an address" in lines[0]


def test_a_clean_pull_request_gets_no_line(run: Run) -> None:
    result = run("--format", "github")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_file_that_cannot_be_used_is_told_and_the_others_are_checked(
    form: str, run: Run, small: SmallCatalog
) -> None:
    other = small.read()
    other.metadata |= {"Language": "vi", "Plural-Forms": "nplurals=1; plural=0;"}
    other[:] = [polib.POEntry(msgid="Ask first.", msgstr="<b>")]
    write_po(other, small.folder / "vi" / "LC_MESSAGES" / "messages.po")
    break_file(small)
    result = run("--format", form)
    assert result.exit_code == 2
    assert "The text does not end on its line." in result.stdout
    assert "markup" in result.stdout
    if form == "github":
        assert result.stdout.startswith("::error file=")
        assert "title=refused" in result.stdout


def test_wrong_reviews_refuse_the_file(run: Run, small: SmallCatalog) -> None:
    (small.folder / "es" / "reviews.toml").write_text("[x]\nrole = 1\n", encoding="utf-8")
    result = run("es")
    assert result.exit_code == 2
    assert "role" in result.stdout


def test_an_answer_in_the_reviews_ends_a_question(run: Run, small: SmallCatalog) -> None:
    small.change("Do not sign papers.", "Firme papeles.")
    (finding,) = json.loads(run("--format", "json").stdout)["files"][0]["findings"]
    entry = f'["{finding["digest"]}"]\nrole = "interpreter"\nqualification = "certified"\non = 2026-11-22\n'
    answers = f'answers = {{{finding["rule"]} = "The sign on the door says so."}}\n'
    (small.folder / "es" / "reviews.toml").write_text(entry + answers, encoding="utf-8")
    assert json.loads(run("--format", "json").stdout)["files"][0]["findings"] == []


def test_checking_changes_no_file(run: Run, small: SmallCatalog) -> None:
    spoil(small)
    before = small.files()
    run()
    assert small.files() == before


def test_an_unknown_language_is_refused(run: Run) -> None:
    result = run("xx")
    assert result.exit_code != 0
    assert "No such language" in str(result.exception)


HOSTILE = "Ask\n::error::pwned\x1b[2J\u202e, 100%:"


@pytest.fixture
def hostile(spanish: SiteLocale) -> FileReport:
    """What a catalog from a stranger may make a check print."""
    found = [
        Finding(level, "markup", 3, HOSTILE, HOSTILE, f"It has {HOSTILE}.", "Take it out.", "0" * 16)
        for level in (ERROR, QUESTION)
    ]
    return FileReport("a,b:c\n.po", spanish, found, 1)


def test_a_catalog_cannot_steer_a_terminal(hostile: FileReport) -> None:
    told = render_text([hostile])
    assert not {"\x1b", "\u202e", "\r"} & set(told)
    assert not [line for line in told.splitlines() if line.startswith("::")]
    assert "[U+001B]" in told


def test_a_catalog_cannot_give_commands_to_a_pull_request(hostile: FileReport) -> None:
    lines = render_github([hostile]).splitlines()
    assert [line[:8] for line in lines] == ["::error ", "::warnin"]
    assert all("file=a%2Cb%3Ac%0A.po,line=3,title=markup::" in line for line in lines)
    assert all("%25" in line and "\x1b" not in line for line in lines)


def test_what_is_seen_stays_as_it_is() -> None:
    assert printable("Pregunte: “¿sí?” 請問 نعم") == "Pregunte: “¿sí?” 請問 نعم"


def test_a_fuzzy_message_is_counted_and_not_checked(run: Run, small: SmallCatalog) -> None:
    small.change("Ask a lawyer.", "Pregunte en evil.example.", fuzzy=True)
    result = run("es")
    assert result.exit_code == 0
    assert "8 of 9 messages may be shown, 1 fuzzy, 0 refused" in result.stdout


def test_an_obsolete_message_is_no_message(run: Run, small: SmallCatalog) -> None:
    path: Path = po_path(small.folder, small.locale)
    catalog = read_po(path)
    catalog.append(polib.POEntry(msgid="Gone.", msgstr="<b>", obsolete=True))
    write_po(catalog, path)
    assert "9 of 9 messages" in run("es").stdout
