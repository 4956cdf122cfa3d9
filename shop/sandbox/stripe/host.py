"""What the pretend Stripe needs of the world it lives in (`shop.sandbox.state.World` has it all)."""

import asyncio
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from shop.sandbox.delivery import Terms


class Sent(Protocol):
    """A webhook on its way; `tried` is set after the first attempt, `done` when it ended."""

    tried: asyncio.Event
    done: asyncio.Event

    @property
    def arrived(self) -> bool: ...


class Sender(Protocol):
    """Posts in the background and tries again until the terms are met."""

    def post(
        self,
        url: str,
        body: bytes,
        headers_fn: Callable[[bytes], Mapping[str, str]],
        label: str,
        terms: Terms,
    ) -> Sent: ...


class Agenda(Protocol):
    """Runs `handlers[kind](*args)` after so many seconds of business time."""

    handlers: dict[str, Callable[..., None]]

    def add(self, seconds: float, kind: str, *args: str) -> None: ...


class Host(Protocol):
    """The world."""

    base_url: str

    @property
    def deliveries(self) -> Sender: ...

    @property
    def agenda(self) -> Agenda: ...

    def publish(self, kind: str, **about: Any) -> None: ...
