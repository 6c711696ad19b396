"""``messages.pot``: stable, without dates or lines, and changed by a sentence and by nothing else."""

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import polib
import pytest

from portal.content.markdown import Section
from portal.data import FOLDER
from portal.rights.library import Library
from portal.translators.template import PACKAGE, build_template


@pytest.fixture(scope="module")
def template() -> polib.POFile:
    return build_template()


@pytest.fixture
def edit_paragraph(tmp_path: Path) -> Callable[[str, str, str], polib.POFile]:
    """Change a paragraph of a guide in a copy of the package, and extract the copy."""

    def edit(slug: str, old: str, new: str) -> polib.POFile:
        package = tmp_path / "portal"
        shutil.copytree(PACKAGE, package, ignore=shutil.ignore_patterns("translations", "static", "__pycache__"))
        old, new = f"\n\n{old}\n", f"\n\n{new}\n"
        path = package / "data" / "guides" / f"{slug}.md"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        return build_template(package)

    return edit


@pytest.fixture(scope="module")
def section(library: Library) -> tuple[str, Section]:
    """A section that begins with a paragraph on one line, and the guide it is in."""
    for guide, found in library.sections():
        written = (FOLDER / "guides" / f"{guide.slug}.md").read_text(encoding="utf-8")
        if written.count(f"\n\n{found.blocks[0].message.text}\n") == 1:
            return guide.slug, found
    pytest.fail("Every section begins with a comment or a list.")


def keys(template: polib.POFile) -> list[tuple[str | None, str]]:
    return [(entry.msgctxt, entry.msgid) for entry in template]


def test_the_same_sources_give_the_same_bytes(template: polib.POFile) -> None:
    assert str(build_template()) == str(template)


def test_a_message_stands_once(template: polib.POFile) -> None:
    assert [key for key, count in Counter(keys(template)).items() if count > 1] == []


def test_no_date_and_no_line_number_is_written(template: polib.POFile) -> None:
    assert "POT-Creation-Date" not in template.metadata
    assert {line for entry in template for _, line in entry.occurrences} == {""}


def test_messages_stand_in_the_order_of_their_files(template: polib.POFile) -> None:
    first_files = [entry.occurrences[0][0] for entry in template]
    assert first_files == sorted(first_files)


def test_a_message_of_two_files_names_both(template: polib.POFile) -> None:
    shared = [[file for file, _ in entry.occurrences] for entry in template if len(entry.occurrences) > 1]
    assert shared
    assert [files for files in shared if len(set(files)) < len(files)] == []


def test_placeholders_are_flagged_for_editors(template: polib.POFile) -> None:
    flagged = {entry.msgid for entry in template if "python-format" in entry.flags}
    assert flagged == {entry.msgid for entry in template if "%(" in entry.msgid}


def test_a_counting_message_has_its_plural(template: polib.POFile) -> None:
    plurals = {entry.msgid_plural: entry.msgstr_plural for entry in template if entry.msgid_plural}
    assert plurals
    assert all(forms == {0: "", 1: ""} for forms in plurals.values())


def test_a_guides_message_names_its_section(template: polib.POFile, section: tuple[str, Section]) -> None:
    slug, found = section
    entry = template.find(found.heading.text, msgctxt=f"rights/{slug}#{found.key}")
    critical = " — critical" if found.critical else ""
    assert entry.comment.splitlines()[0] == f"rights/{slug}#{found.key}{critical}"


def test_an_edited_sentence_changes_its_own_message_only(
    template: polib.POFile, edit_paragraph: Callable[..., polib.POFile], section: tuple[str, Section]
) -> None:
    slug, found = section
    first_word, rest = found.blocks[0].message.text.split(" ", 1)
    edited = edit_paragraph(slug, f"{first_word} {rest}", f"Now {rest}")
    context = f"rights/{slug}#{found.key}"
    assert set(keys(template)) - set(keys(edited)) == {(context, f"{first_word} {rest}")}
    assert set(keys(edited)) - set(keys(template)) == {(context, f"Now {rest}")}
    assert len(str(edited).splitlines()) == len(str(template).splitlines())


def test_a_new_paragraph_renames_nothing(
    template: polib.POFile, edit_paragraph: Callable[..., polib.POFile], section: tuple[str, Section]
) -> None:
    slug, found = section
    text = found.blocks[0].message.text
    edited = edit_paragraph(slug, text, f"A new paragraph stands here.\n\n{text}")
    new = [key for key in keys(edited) if key not in set(keys(template))]
    assert new == [(f"rights/{slug}#{found.key}", "A new paragraph stands here.")]
    assert [key for key in keys(edited) if key not in new] == keys(template)


def test_a_translator_comment_is_written_beside_its_message(
    edit_paragraph: Callable[..., polib.POFile], section: tuple[str, Section]
) -> None:
    slug, found = section
    text = found.blocks[0].message.text
    edited = edit_paragraph(slug, text, f"<!-- Translators: Mind the words. -->\n{text}")
    entry = edited.find(text, msgctxt=f"rights/{slug}#{found.key}")
    assert entry.comment.splitlines()[-1] == "Translators: Mind the words."
