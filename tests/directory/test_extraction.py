"""What Babel takes out of the directory's files is what pages ask for."""

from io import BytesIO

import pytest

from portal.data import FOLDER, DataError
from portal.directory.extraction import extract_directory
from portal.directory.loading import FILES
from portal.directory.register import load_register
from portal.translators.template import CONFIG, build_template

MESSAGES = load_register(FOLDER).messages()


def extract(body: bytes) -> list[tuple[int, str, tuple[str, str], list[str]]]:
    return list(extract_directory(BytesIO(body), {}, (), {}))


def test_every_message_is_in_the_template_with_its_comment() -> None:
    template = {(entry.msgctxt, entry.msgid): entry for entry in build_template()}
    for message in MESSAGES:
        assert template[message.context, message.text].comment.startswith(message.context)
        assert "Translators: " in template[message.context, message.text].comment


def test_every_file_with_sentences_is_extracted() -> None:
    config = CONFIG.read_text("utf-8")
    assert all(f"[directory: data/directory/{name}.toml]" in config for name in ("subkinds", *FILES))


def test_instructions_of_phones_are_extracted() -> None:
    body = b"""
[line]
name = "Line"
description = "Helps."
phones = [{ printed = "898211", dial = "898211", instruction = "Text {name:HELP}." }]
locations = [{ phones = [{ instruction = "Text {name:HERE}." }] }]
"""
    assert [text for _, _, (_, text), _ in extract(body)] == ["Helps.", "Text {name:HELP}.", "Text {name:HERE}."]
    assert {context for _, _, (context, _), _ in extract(body)} == {"help/line"}


def test_a_text_no_message_may_be_is_refused() -> None:
    with pytest.raises(DataError, match="A digit stands in prose"):
        extract(b'[line]\nname = "Line"\ndescription = "Open at 8."\n')
