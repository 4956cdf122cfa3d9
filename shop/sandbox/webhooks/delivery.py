"""The background sender of webhooks, for both vendors: retries with back-off until they are taken."""

import asyncio
import secrets
import time
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from shop.sandbox.exchanges import Exchanges
from shop.sandbox.faults import Faults
from shop.sandbox.knobs import Knobs

Headers = Callable[[bytes], Mapping[str, str]]

SHUFFLE_SECONDS = 0.25


@dataclass(frozen=True)
class DeliveryTerms:
    """What a vendor takes for an answer, how long it tries (seconds), and whether it still wants to."""

    taken: Callable[[int], bool]
    give_up_seconds: Callable[[Knobs], float]
    wanted: Callable[[], bool] = lambda: True


META = DeliveryTerms(lambda status: status == 200, lambda knobs: knobs.webhook_give_up_seconds)


def stripe_terms(wanted: Callable[[], bool]) -> DeliveryTerms:
    """Any 2xx, three days; nothing more to an endpoint that was disabled or deleted."""
    return DeliveryTerms(
        lambda status: 200 <= status < 300, lambda knobs: knobs.stripe_give_up_seconds, wanted
    )


class Delivery:
    """One body on its way. `tried` is set after the first attempt, `done` when it ended, well or not."""

    def __init__(self, url: str, body: bytes, headers_fn: Headers, label: str, terms: DeliveryTerms) -> None:
        self.url, self.body, self.headers_fn, self.label = url, body, headers_fn, label
        self.terms = terms
        self.attempts = 0
        self.state = "PENDING"
        self.last_error: str | None = None
        self.tried = asyncio.Event()
        self.done = asyncio.Event()

    @property
    def arrived(self) -> bool:
        """True once the receiver took it."""
        return self.state == "DELIVERED"

    def finish(self, state: str) -> None:
        """Record the end and wake whoever waits."""
        self.state = state
        self.tried.set()
        self.done.set()


class Deliveries:
    """Posts bodies until they are taken. Retry times are real seconds, set by knobs."""

    def __init__(
        self, knobs: Callable[[], Knobs], faults: Callable[[], Faults], exchanges: Exchanges
    ) -> None:
        self.knobs, self.faults, self.exchanges = knobs, faults, exchanges
        self.pending: set[Delivery] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._client: httpx.AsyncClient | None = None
        self._quiet = asyncio.Event()
        self._quiet.set()
        self._kick = asyncio.Event()
        self._closing = False

    def post(
        self, url: str, body: bytes, headers_fn: Headers, label: str, terms: DeliveryTerms = META
    ) -> Delivery:
        """Start sending and return at once. `headers_fn(body)` is called for every attempt (signatures)."""
        delivery = Delivery(url, body, headers_fn, label, terms)
        self._start(self._deliver(delivery), delivery)
        for _ in range(self.faults().webhooks.duplicate):
            copy = Delivery(url, body, headers_fn, label, terms)
            self._start(self._deliver(copy), copy)
        return delivery

    async def wait_until_idle(self) -> None:
        """Wait until nothing is pending."""
        await self._quiet.wait()

    def retry_now(self) -> None:
        """Let everything that waits for its next attempt try at once."""
        self._kick.set()
        self._kick = asyncio.Event()

    async def close(self) -> None:
        """Stop all sending. What is on the wire may finish within a second, what waits for a retry is dropped.

        Safe to call twice; afterwards the sender can be used again.
        """
        self._closing = True
        try:
            self.retry_now()
            if self._tasks:
                await asyncio.wait(self._tasks, timeout=1.0)
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        finally:
            self._closing = False
            client, self._client = self._client, None
            if client is not None:
                await client.aclose()

    def _start(self, work: Coroutine[Any, Any, None], delivery: Delivery) -> None:
        self.pending.add(delivery)
        self._quiet.clear()
        task = asyncio.create_task(work, name=f"webhook {delivery.label}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        try:
            await self._hold(delivery)
            await self._until_taken(delivery)
        finally:
            if not delivery.done.is_set():
                delivery.finish("FAILED")
            self.pending.discard(delivery)
            if not self.pending:
                self._quiet.set()

    async def _hold(self, delivery: Delivery) -> None:
        """Wait as the faults demand: a fixed delay, a random one to change the order."""
        fault = self.faults().webhooks
        wait = fault.delay_seconds
        if fault.shuffle:
            wait += SHUFFLE_SECONDS * secrets.randbelow(1000) / 1000
            delivery.tried.set()
        if wait:
            await asyncio.sleep(wait)

    async def _until_taken(self, delivery: Delivery) -> None:
        if self._closing or self.faults().take_loss():
            return
        knobs, started = self.knobs(), time.monotonic()
        wait = knobs.webhook_first_retry_seconds
        while not await self._attempt(delivery):
            delivery.state = "RETRYING"
            delivery.tried.set()
            late = time.monotonic() - started > delivery.terms.give_up_seconds(self.knobs())
            if self._closing or late:
                return
            await self._pause(wait)
            if self._closing or not delivery.terms.wanted():
                return
            wait = min(wait * 2, self.knobs().webhook_longest_retry_seconds)
        delivery.finish("DELIVERED")

    async def _pause(self, seconds: float) -> None:
        try:
            await asyncio.wait_for(self._kick.wait(), seconds)
        except TimeoutError:
            return

    async def _attempt(self, delivery: Delivery) -> bool:
        """One POST. True when it was taken."""
        delivery.attempts += 1
        if self.faults().take_drop():
            delivery.last_error = "lost on the way (fault)"
            return False
        started = time.perf_counter()
        status, answer, error = await self._exchange(delivery)
        taken = status is not None and delivery.terms.taken(status)
        delivery.last_error = error or (None if taken else f"HTTP {status}")
        self.exchanges.record(
            "out",
            delivery.label,
            "POST",
            delivery.url,
            status=status,
            request=delivery.body,
            response=answer,
            milliseconds=(time.perf_counter() - started) * 1000,
            attempt=delivery.attempts,
            error=error,
        )
        return delivery.last_error is None

    async def _exchange(self, delivery: Delivery) -> tuple[int | None, bytes, str | None]:
        headers = httpx.Headers({"content-type": "application/json"})
        headers.update(delivery.headers_fn(delivery.body))  # a name replaces, however it is written
        timeout = self.knobs().webhook_timeout_seconds
        try:
            answer = await self._http().post(
                delivery.url, content=delivery.body, headers=headers, timeout=timeout
            )
        except (httpx.HTTPError, httpx.InvalidURL) as problem:
            return None, b"", type(problem).__name__ + (f": {problem}" if str(problem) else "")
        return answer.status_code, answer.content, None

    def _http(self) -> httpx.AsyncClient:
        if self._client is None:
            limits = httpx.Limits(max_connections=64, max_keepalive_connections=32, keepalive_expiry=2.0)
            self._client = httpx.AsyncClient(limits=limits, trust_env=False, follow_redirects=False)
        return self._client
