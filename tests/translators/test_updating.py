"""A catalog follows the English, and nobody's translation is ever lost on the way."""

from pathlib import Path

import polib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.i18n.locales import Registry, SiteLocale
from portal.translators.files import read_po, write_po
from portal.translators.updating import Updated, start_catalog, update_catalog

#: Context, English and English plural; the plural is empty where there is none.
Source = tuple[str | None, str, str]

WALK = ("guide#walk", "Walk to the next door and ask for help.", "")
RUN = ("guide#walk", "Run to the next door and ask for help.", "")
FLY = ("guide#walk", "Fly to the next door and ask for help.", "")
GREET = ("guide#greet", "Greet people.", "")
PARTS = (None, "%(num)s part", "%(num)s parts")


def make_template(*sources: Source) -> polib.POFile:
    template = polib.POFile()
    template.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    for context, msgid, plural in sources:
        template.append(polib.POEntry(msgctxt=context, msgid=msgid, msgid_plural=plural))
    return template


def translate(catalog: polib.POFile) -> polib.POFile:
    """Give every message without a translation one that names its English."""
    for entry in catalog:
        if entry.msgid_plural and not any(entry.msgstr_plural.values()):
            entry.msgstr_plural = {index: f"{entry.msgid} ({index})" for index in entry.msgstr_plural}
        elif not entry.msgid_plural and not entry.msgstr:
            entry.msgstr = f"es {entry.msgid}"
    return catalog


def start(locale: SiteLocale, *sources: Source) -> polib.POFile:
    return translate(start_catalog(make_template(*sources), locale))


def update(catalog: polib.POFile, locale: SiteLocale, *sources: Source) -> tuple[polib.POFile, Updated]:
    return update_catalog(catalog, make_template(*sources), locale)


def find(catalog: polib.POFile, source: Source) -> polib.POEntry:
    entry = catalog.find(source[1], msgctxt=source[0], include_obsolete_entries=True)
    assert entry is not None, f"{source[1]} is lost."
    return entry


def test_what_did_not_change_is_kept(spanish: SiteLocale) -> None:
    before = start(spanish, WALK, GREET, PARTS)
    after, done = update(before, spanish, WALK, GREET, PARTS)
    assert str(after) == str(before)
    assert done == Updated(kept=3)


def test_the_old_catalog_is_not_changed(spanish: SiteLocale) -> None:
    before = start(spanish, WALK, GREET)
    written = str(before)
    update(before, spanish, RUN)
    assert str(before) == written


def test_edited_english_leaves_its_translation_fuzzy(spanish: SiteLocale) -> None:
    after, done = update(start(spanish, WALK, GREET), spanish, RUN, GREET)
    entry = find(after, RUN)
    assert (entry.fuzzy, entry.previous_msgid, entry.msgstr) == (True, WALK[1], f"es {WALK[1]}")
    assert not find(after, GREET).fuzzy
    assert done == Updated(kept=1, edited=1)


def test_two_edits_are_compared_with_the_english_that_was_translated(spanish: SiteLocale) -> None:
    once, _ = update(start(spanish, WALK), spanish, RUN)
    twice, _ = update(once, spanish, FLY)
    assert find(twice, FLY).previous_msgid == WALK[1]


def test_an_edit_after_a_finished_update_is_compared_with_the_newer_english(spanish: SiteLocale) -> None:
    once, _ = update(start(spanish, WALK), spanish, RUN)
    entry = find(once, RUN)
    entry.msgstr = "es anew"
    entry.flags.remove("fuzzy")
    twice, _ = update(once, spanish, FLY)
    assert find(twice, FLY).previous_msgid == RUN[1]


def test_a_moved_message_is_kept(spanish: SiteLocale) -> None:
    after, done = update(start(spanish, WALK, GREET), spanish, GREET, WALK)
    assert [entry.msgid for entry in after] == [GREET[1], WALK[1]]
    assert done == Updated(kept=2)


def test_a_vanished_translation_is_kept_as_obsolete(spanish: SiteLocale) -> None:
    after, done = update(start(spanish, WALK, GREET), spanish, GREET)
    assert (find(after, WALK).obsolete, find(after, WALK).msgstr) == (True, f"es {WALK[1]}")
    assert done == Updated(kept=1, vanished=1)


def test_a_message_that_returns_has_its_translation_again(spanish: SiteLocale, tmp_path: Path) -> None:
    gone, _ = update(start(spanish, WALK, GREET), spanish, GREET)
    write_po(gone, tmp_path / "messages.po")
    back, _ = update(read_po(tmp_path / "messages.po"), spanish, GREET, WALK)
    entry = find(back, WALK)
    assert (entry.obsolete, entry.fuzzy, entry.msgstr) == (False, False, f"es {WALK[1]}")


def test_a_message_nobody_translated_vanishes_without_a_trace(spanish: SiteLocale) -> None:
    empty = start_catalog(make_template(WALK, GREET), spanish)
    after, done = update(empty, spanish, GREET)
    assert [entry.msgid for entry in after] == [GREET[1]]
    assert done.vanished == 0


def test_the_same_sentence_in_two_sections_is_two_messages(spanish: SiteLocale) -> None:
    elsewhere = ("other#walk", WALK[1], "")
    before = start(spanish, WALK, elsewhere)
    find(before, elsewhere).msgstr = "es elsewhere"
    after, _ = update(before, spanish, RUN, elsewhere)
    assert find(after, RUN).msgstr == f"es {WALK[1]}"
    assert (find(after, elsewhere).fuzzy, find(after, elsewhere).msgstr) == (False, "es elsewhere")


def test_a_translation_never_moves_to_another_section(spanish: SiteLocale) -> None:
    after, done = update(start(spanish, WALK), spanish, ("other#walk", RUN[1], ""))
    assert (after[0].msgstr, after[0].fuzzy) == ("", False)
    assert find(after, WALK).obsolete
    assert done == Updated(new=1, vanished=1)


def test_interface_words_are_not_taken_from_unlike_ones(spanish: SiteLocale) -> None:
    after, _ = update(start(spanish, (None, "Close the window", "")), spanish, (None, "Who can help you", ""))
    assert after[0].msgstr == ""


def test_a_counting_message_keeps_its_forms(spanish: SiteLocale) -> None:
    after, _ = update(start(spanish, PARTS), spanish, PARTS)
    assert find(after, PARTS).msgstr_plural == {0: "%(num)s part (0)", 1: "%(num)s part (1)"}


def test_an_edited_plural_leaves_its_forms_fuzzy(spanish: SiteLocale) -> None:
    """The singular is the message's name, so an edit of the plural alone is easily overlooked."""
    after, done = update(start(spanish, PARTS), spanish, (None, PARTS[1], "%(num)s sections"))
    entry = find(after, PARTS)
    assert (entry.fuzzy, entry.previous_msgid_plural) == (True, PARTS[2])
    assert done == Updated(edited=1)


def test_a_message_that_stops_counting_keeps_its_other_forms_in_sight(spanish: SiteLocale) -> None:
    after, _ = update(start(spanish, PARTS), spanish, (None, PARTS[1], ""))
    entry = find(after, PARTS)
    assert (entry.fuzzy, entry.msgstr) == (True, "%(num)s part (0)")
    assert "%(num)s part (1)" in entry.tcomment


def test_a_translators_own_note_is_kept(spanish: SiteLocale) -> None:
    before = start(spanish, WALK)
    find(before, WALK).tcomment = "Asked the clinic about this word."
    after, _ = update(before, spanish, RUN)
    assert find(after, RUN).tcomment == "Asked the clinic about this word."


@pytest.mark.parametrize("code", ["es", "ar", "km"])
def test_a_new_catalog_has_its_header_and_forms_from_the_registry(code: str, registry: Registry) -> None:
    locale = registry[code]
    catalog = start_catalog(make_template(WALK, PARTS), locale)
    assert (catalog.metadata["Language"], catalog.metadata["Plural-Forms"]) == (locale.catalog, locale.plural_forms)
    assert list(find(catalog, PARTS).msgstr_plural) == list(range(locale.plural_count))


WORDS = st.sampled_from(["door", "help", "call", "a free clinic", 'say "no"', "back\\slash", "two\nlines", "más"])
CONTEXTS = st.sampled_from([None, "guide#one", "guide#two"])
SENTENCES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)
SOURCES = st.tuples(CONTEXTS, SENTENCES, st.sampled_from(["", "", "many", "lots"]))
TEMPLATES = st.lists(SOURCES, max_size=5, unique_by=lambda source: source[:2])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("updated") / "messages.po"


@given(history=st.lists(TEMPLATES, min_size=2, max_size=6))
@settings(max_examples=60, deadline=None, database=None)
def test_no_history_of_edits_loses_a_translation(history: list[list[Source]], spanish: SiteLocale, file: Path) -> None:
    catalog = start_catalog(make_template(), spanish)
    given_words: set[str] = set()
    for sources in history:
        catalog, _ = update(catalog, spanish, *sources)
        for entry in catalog:
            forms = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
            if not any(forms.values()):
                forms = {index: f"work{len(given_words) + index}." for index in forms}
                given_words |= set(forms.values())
                entry.msgstr_plural = forms if entry.msgid_plural else {}
                entry.msgstr = "" if entry.msgid_plural else forms[0]
        write_po(catalog, file)
        written = file.read_text(encoding="utf-8")
        assert [word for word in given_words if word not in written] == []
        catalog = read_po(file)
        assert {(entry.msgctxt, entry.msgid) for entry in catalog if not entry.obsolete} == {s[:2] for s in sources}


@given(first=TEMPLATES, second=TEMPLATES)
@settings(max_examples=60, deadline=None, database=None)
def test_an_update_done_twice_changes_nothing_more(
    first: list[Source], second: list[Source], spanish: SiteLocale
) -> None:
    once, _ = update(start(spanish, *first), spanish, *second)
    twice, done = update(once, spanish, *second)
    assert str(twice) == str(once)
    assert (done.edited, done.new, done.vanished) == (0, 0, 0)
