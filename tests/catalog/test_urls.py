"""Addresses of pictures and links, whatever stands in them."""

from collections.abc import Callable

import pytest

from shop.catalog.urls import picture_fault, web_fault

OURS = "https://shop.example"


@pytest.mark.parametrize("host", ["ñ.example", "☃.example", "x" * 64])
def test_a_host_that_may_be_public_is_let_through(host: str) -> None:
    assert web_fault(f"https://{host}/a.jpg", public_url=OURS) is None


@pytest.mark.parametrize(
    "host", ["\ud800", "\udfff.example", "localhost\ud800", "127.1", "0x7f000001", "[", "[::1"]
)
@pytest.mark.parametrize("fault", [web_fault, picture_fault])
def test_what_leads_nowhere_is_refused_with_a_sentence(fault: Callable[..., str | None], host: str) -> None:
    """A workbook writes half a character as `_xD800_`."""
    said = fault(f"https://{host}/a.jpg", public_url=OURS)
    assert said is not None
    assert said.encode()
