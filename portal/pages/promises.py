"""What the privacy page promises, each with the test that proves it.

The page prints the test's name, and a test of the tests fails the build when
one of them is gone: a promise nobody proves any more must not be read.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from portal.content.markdown import Message
from portal.content.references import find_reference_problem
from portal.content.rendering import find_markdown_problem
from portal.data import Entry, read_toml


@dataclass(frozen=True, slots=True)
class Promise:
    """One promise.

    :param key: its name; the test is called ``test_<key>``.
    :param text: the promise in plain words.
    :param test: where the test is, such as ``tests/pages/test_promises.py``.
    """

    key: str
    text: Message
    test: str

    @property
    def test_name(self) -> str:
        """The name of the test function."""
        return f"test_{self.key}"


def load_promises(folder: Path) -> tuple[Promise, ...]:
    """Read ``promises.toml``.

    :raises DataError: for an entry that cannot be used.
    """
    promises = []
    for key, table in read_toml(folder / "promises.toml").items():
        entry = Entry("promises.toml", key, table)
        text = Message(f"privacy#{key}", entry.text("text"))
        promise = Promise(key, text, entry.text("test"))
        entry.finish()
        problem = find_reference_problem(text.text, {}) or find_markdown_problem(text, frozenset())
        if problem:
            raise entry.error(*problem)
        if not re.fullmatch(r"[a-z_]+", key):
            raise entry.error("The key has other characters than a-z and underscores.", "Rename it and its test.")
        promises.append(promise)
    return tuple(promises)
