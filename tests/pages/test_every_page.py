"""Every page in every language, held to what is true of all of them."""

from collections.abc import Callable

from tests.conftest import Page


def test_every_page_is_sound(get_page: Callable[..., Page], page_address: str) -> None:
    get_page(page_address)
