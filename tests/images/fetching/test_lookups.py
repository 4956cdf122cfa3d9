"""Names that nobody answers take no other merchant's look-ups: a look-up that was given up goes on in its thread."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from shop.images.fetching import FETCHED_AT_ONCE, Fetcher, FetchRefused, NotFetched
from shop.kit.db.columns import new_id


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """The system's resolver knows no name, and of slow ones says so only once this is set."""
    event = threading.Event()

    def getaddrinfo(host: str, *_: Any, **__: Any) -> Any:
        if host.startswith("slow"):
            event.wait()
        raise socket.gaierror(socket.EAI_NONAME, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    yield event
    event.set()


async def test_slow_names_of_a_merchant_hold_up_no_other(answered: threading.Event) -> None:
    slow, other, fetcher = new_id(), new_id(), Fetcher(seconds=0.1)
    for n in range(FETCHED_AT_ONCE * 2):
        with pytest.raises(NotFetched):
            await fetcher.fetch(f"https://slow{n}.example/a.jpg", merchant_id=slow)
    fetcher.seconds = 60.0
    for _ in range(20):
        with pytest.raises(FetchRefused, match="no host"):
            await fetcher.fetch("https://quick.example/a.jpg", merchant_id=other)
    assert fetcher.is_busy_for(slow)
    assert not fetcher.is_busy_for(other)
    fetcher.close()


async def test_what_was_slow_may_be_asked_again_once_it_was_answered(answered: threading.Event) -> None:
    merchant, fetcher = new_id(), Fetcher(seconds=0.1)
    for n in range(FETCHED_AT_ONCE):
        with pytest.raises(NotFetched):
            await fetcher.fetch(f"https://slow{n}.example/a.jpg", merchant_id=merchant)
    answered.set()
    fetcher.seconds = 60.0
    with pytest.raises(FetchRefused, match="no host"):
        await fetcher.fetch("https://quick.example/a.jpg", merchant_id=merchant)
    while fetcher.is_busy_for(merchant):
        with pytest.raises(FetchRefused, match="no host"):
            await fetcher.fetch("https://quick.example/a.jpg", merchant_id=merchant)
    fetcher.close()
