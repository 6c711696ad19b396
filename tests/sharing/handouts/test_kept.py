import threading
from collections.abc import Callable

import pytest

from portal.sharing.handouts.kept import Busy, KeptFiles

DAY = "2026-11-22"


class Slow:
    """A file whose making waits to be let go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go_on = threading.Event()
        self.times = 0

    def make(self) -> bytes:
        self.times += 1
        self.begun.set()
        assert self.go_on.wait(30)
        return b"slow"


@pytest.fixture
def slow() -> Slow:
    return Slow()


def never() -> bytes:
    raise AssertionError("It is made although it is kept.")


def in_background(work: Callable[[], object]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_a_file_is_made_once() -> None:
    kept = KeptFiles()
    assert kept.get("a", DAY, lambda: b"sheet") == b"sheet"
    assert kept.get("a", DAY, never) == b"sheet"


def test_many_who_ask_for_one_file_wait_for_the_same(slow: Slow) -> None:
    kept = KeptFiles(max_waiting=1)
    answers: list[object] = []
    threads = [in_background(lambda: answers.append(kept.get("a", DAY, slow.make))) for _ in range(5)]
    assert slow.begun.wait(30)
    slow.go_on.set()
    for thread in threads:
        thread.join(30)
    assert answers == [b"slow"] * 5
    assert slow.times == 1


def test_whoever_comes_when_too_many_wait_is_told_at_once(slow: Slow) -> None:
    kept = KeptFiles(max_waiting=2)
    first = in_background(lambda: kept.get("a", DAY, slow.make))
    assert slow.begun.wait(30)
    second = in_background(lambda: kept.get("b", DAY, lambda: b"b"))
    while len(kept._making) < 2:
        second.join(0.01)
    with pytest.raises(Busy):
        kept.get("c", DAY, never)
    slow.go_on.set()
    first.join(30)
    second.join(30)
    assert kept.get("c", DAY, lambda: b"c") == b"c"


def test_a_file_that_takes_too_long_is_there_for_the_next(slow: Slow) -> None:
    kept = KeptFiles(max_seconds=0.01)
    with pytest.raises(Busy):
        kept.get("a", DAY, slow.make)
    slow.go_on.set()
    while kept._making:
        slow.begun.wait(0.01)
    assert kept.get("a", DAY, never) == b"slow"


def test_memory_has_a_bound_and_the_oldest_goes_first() -> None:
    kept = KeptFiles(max_bytes=100)
    for number in range(500):
        kept.get(number, DAY, lambda: b"x" * 30)
        assert kept.size <= 100
    assert kept.get(499, DAY, never)
    assert kept.get(0, DAY, lambda: b"again") == b"again"


def test_a_file_larger_than_the_bound_is_sent_and_not_kept() -> None:
    kept = KeptFiles(max_bytes=10)
    assert kept.get("a", DAY, lambda: b"x" * 11) == b"x" * 11
    assert kept.size == 0


def test_a_new_day_forgets_yesterdays_files() -> None:
    kept = KeptFiles()
    kept.get("a", DAY, lambda: b"old")
    assert kept.get("a", "2026-11-23", lambda: b"new") == b"new"
    assert kept.size == 3


def test_a_failure_is_told_and_tried_again() -> None:
    kept = KeptFiles()

    def fail() -> bytes:
        raise ValueError("no font")

    for _ in range(2):
        with pytest.raises(ValueError, match="no font"):
            kept.get("a", DAY, fail)
    assert kept.get("a", DAY, lambda: b"sheet") == b"sheet"


def test_an_answer_of_nothing_is_not_kept() -> None:
    kept = KeptFiles()
    assert kept.get("a", DAY, lambda: None) is None
    assert kept.size == 0
