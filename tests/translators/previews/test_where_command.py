"""``portal translations where``: from words or a key to the pages, the file and the line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from portal.rights.library import Library
from portal.translators.desk import Desk
from portal.translators.previews.where_command import where
from tests.translators.previewing import Bench, make_bench

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def bench(translations: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = make_bench(translations / "messages.pot", tmp_path_factory.mktemp("where") / "translations")
    bench.write("menu", "Privacy", "Quyền riêng tư")
    return bench


@pytest.fixture
def run(bench: Bench) -> Run:
    def invoke(*arguments: str) -> Result:
        environ = {"PORTAL_TRANSLATIONS": str(bench.folder)}
        return CliRunner().invoke(where, arguments, env=environ, obj=Desk(bench.config))

    return invoke


def test_a_key_leads_to_its_section_its_file_and_its_line(run: Run, bench: Bench, library: Library) -> None:
    section = library.guides["start"].sections[0]
    lines = run(section.heading.context).output.splitlines()
    assert lines[0].startswith(section.heading.context)
    place = f"  translations/vi/LC_MESSAGES/messages.po:{bench.line(section.heading.context, section.heading.text)}"
    assert lines[1:3] == [place, f"  /vi/rights/start#{section.key}"]


def test_a_guide_s_key_lists_all_its_messages(run: Run) -> None:
    result = run("rights/start")
    assert result.exit_code == 0
    assert result.output.count("rights/start") > 20
    assert "more messages" in result.output


def test_words_of_the_interface_lead_to_the_pages_that_use_them(run: Run) -> None:
    output = run("What changed, and when").output
    assert "  /vi/changes\n" in output
    assert "/vi/about" not in output


@pytest.mark.parametrize("words", ["Quyền riêng tư", "QUYỀN  riêng"])
def test_words_of_the_translation_are_found(run: Run, words: str) -> None:
    assert "“Privacy”  draft" in run(words).output


def test_words_are_found_as_a_page_shows_them(run: Run, library: Library) -> None:
    """Nobody sees the stars of **bold** or the key of a link, so nobody types them."""
    messages = [block.message for section in library.guides["start"].sections for block in section.blocks]
    bold = next(message for message in messages if "**" in message.text.strip("*"))
    before, strong, _ = bold.text.split("**", 2)
    words = f"{before[-10:]}{strong}"
    assert bold.context in run(words).output


def test_a_message_on_no_page_says_so(run: Run) -> None:
    assert "On no page today" in run("Family guide: what changed").output


def test_the_page_of_a_wrong_address_is_looked_at_too(run: Run) -> None:
    assert "/vi/no-such-page" in run("We do not have this page").output


@pytest.mark.parametrize("words", ["xyzzy", "", "   ", "rights/xyzzy"])
def test_words_of_no_message_are_refused(run: Run, words: str) -> None:
    assert "No message has this key or these words" in str(run(words).exception)


def test_a_file_that_cannot_be_read_is_named(translations: Path, tmp_path: Path) -> None:
    bench = make_bench(translations / "messages.pot", tmp_path / "translations")
    bench.path.write_bytes(bench.path.read_bytes() + b'msgid "half\n')
    environ = {"PORTAL_TRANSLATIONS": str(bench.folder)}
    result = CliRunner().invoke(where, ["Start"], env=environ, obj=Desk(bench.config))
    assert "vi/LC_MESSAGES/messages.po: line" in str(result.exception)
