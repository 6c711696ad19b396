"""Files made on first request and kept for the next, within a bound of memory, of time and of patience.

Setting a sheet costs what a thousand finished pages cost, and anybody may ask
for another choice. So one thread sets, few may wait, and whoever comes after
is told so at once, with the printable page to go on with.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as FutureTimeoutError

#: Some hundred sheets of 60 to 150 kB.
MAX_BYTES = 32_000_000

#: Sheets that may be waited for at once, the one being set included. A worker of the shipped server has four
#: threads: two are always left for pages, whatever sheets a flood asks for.
MAX_WAITING = 2

#: How long somebody waits; the sheet is finished all the same, for whoever asks next.
MAX_SECONDS = 5.0


class Busy(Exception):
    """Too much is being made, or it takes too long."""


class KeptFiles:
    """Makes each file once and remembers it.

    :param max_bytes: what all files together may take.
    :param max_waiting: how many may be asked for and not yet made.
    :param max_seconds: how long to wait for one.
    """

    def __init__(
        self, max_bytes: int = MAX_BYTES, max_waiting: int = MAX_WAITING, max_seconds: float = MAX_SECONDS
    ) -> None:
        self._max_bytes = max_bytes
        self._max_waiting = max_waiting
        self._max_seconds = max_seconds
        self._lock = threading.Lock()
        self._files: OrderedDict[Hashable, bytes] = OrderedDict()
        self._making: dict[Hashable, Future[bytes | None]] = {}
        self._bytes = 0
        self._edition: Hashable = None
        # Its thread starts with the first order, so that a server may still fork.
        self._maker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="handouts")

    @property
    def size(self) -> int:
        """Give how many bytes are kept."""
        return self._bytes

    def get(self, key: Hashable, edition: Hashable, make: Callable[[], bytes | None]) -> bytes | None:
        """Give a file, made now or before.

        :param key: what was asked for.
        :param edition: the day; files of another are forgotten.
        :param make: makes it; nothing is a good answer and is not kept.
        :raises Busy: if too many wait, or this one took too long.
        """
        with self._lock:
            self._turn(edition)
            if key in self._files:
                self._files.move_to_end(key)
                return self._files[key]
            future = self._making.get((key, edition)) or self._order(key, edition, make)
        try:
            return future.result(timeout=self._max_seconds)
        except FutureTimeoutError as error:
            if future.done():
                raise  # The maker's own, and no impatience of ours.
            raise Busy from error

    def _order(self, key: Hashable, edition: Hashable, make: Callable[[], bytes | None]) -> "Future[bytes | None]":
        if len(self._making) >= self._max_waiting:
            raise Busy
        future = self._maker.submit(self._make, key, edition, make)
        self._making[key, edition] = future
        return future

    def _make(self, key: Hashable, edition: Hashable, make: Callable[[], bytes | None]) -> bytes | None:
        try:
            body = make()
        except BaseException:
            with self._lock:
                self._making.pop((key, edition), None)
            raise
        with self._lock:
            self._making.pop((key, edition), None)
            # What was begun before midnight is yesterday's and kept by nobody.
            if body is not None and edition == self._edition:
                self._keep(key, body)
        return body

    def _keep(self, key: Hashable, body: bytes) -> None:
        if len(body) > self._max_bytes:
            return
        self._files[key] = body
        self._bytes += len(body)
        while self._bytes > self._max_bytes:
            _, oldest = self._files.popitem(last=False)
            self._bytes -= len(oldest)

    def _turn(self, edition: Hashable) -> None:
        if edition != self._edition:
            self._edition = edition
            self._files.clear()
            self._bytes = 0
