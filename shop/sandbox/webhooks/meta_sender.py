"""Signed webhooks: changes are queued per queue and posted, under load many in one body, as Meta does."""

import asyncio
import hashlib
import hmac
import json
from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from shop.kit.clock import now
from shop.sandbox.knobs import Knobs
from shop.sandbox.records import MetaApp
from shop.sandbox.webhooks.delivery import Deliveries, Delivery

LARGEST_BODY = 2_900_000  # of Meta's 3 MB; escaped slashes take a little more

to_json = json.JSONEncoder(separators=(",", ":")).encode  # ASCII; made once, it is on the busiest path


class WebhookQueue:
    """One queue towards one callback; a first attempt at a time, retries do not hold it up."""

    def __init__(self, app: MetaApp, url: str) -> None:
        self.app, self.url = app, url
        self.entries: deque[bytes] = deque()
        self.task: asyncio.Task[None] | None = None


class MetaWebhookSender:
    """Turns changes into deliveries. Unsubscribed or unreachable apps are the caller's matter."""

    def __init__(self, deliveries: Deliveries, knobs: Callable[[], Knobs]) -> None:
        self.deliveries, self.knobs = deliveries, knobs
        self.queues: dict[tuple[str, str, int], WebhookQueue] = {}
        self.undelivered: dict[Delivery, tuple[str, list[bytes]]] = {}
        self._following: set[asyncio.Task[None]] = set()

    def emit(self, app: MetaApp, url: str, entry: dict[str, Any], *, about: str = "") -> None:
        """Queue one entry. Entries with the same `about` (a user) leave in order."""
        self.emit_raw(app, url, to_json(entry).encode(), about=about)

    def emit_raw(self, app: MetaApp, url: str, entry: bytes, *, about: str = "") -> None:
        """Queue one entry that is already JSON."""
        key = (app.app_id, url, hash(about) % self.knobs().webhook_queues)
        queue = self.queues.get(key)
        if queue is None:
            queue = self.queues[key] = WebhookQueue(app, url)
        queue.entries.append(entry)
        if queue.task is None:
            queue.task = asyncio.create_task(self._drain(queue))

    @property
    def busy(self) -> bool:
        """True while a queue holds or posts something."""
        return any(queue.task is not None for queue in self.queues.values())

    def outstanding(self) -> list[tuple[str, str, bytes]]:
        """(app id, url, entry) of everything not yet taken, for saving."""
        waiting = [
            (queue.app.app_id, queue.url, entry) for queue in self.queues.values() for entry in queue.entries
        ]
        retried = [
            (app_id, delivery.url, entry)
            for delivery, (app_id, entries) in self.undelivered.items()
            for entry in entries
        ]
        return retried + waiting

    async def close(self) -> None:
        """Stop posting; what was queued stays queued."""
        tasks = [queue.task for queue in self.queues.values() if queue.task is not None]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def clear(self) -> None:
        """Forget what is queued."""
        self.queues.clear()
        self.undelivered.clear()

    async def _drain(self, queue: WebhookQueue) -> None:
        try:
            while queue.entries:
                await self._post(queue)
        finally:
            queue.task = None

    async def _post(self, queue: WebhookQueue) -> None:
        batch = next_batch(queue.entries, self.knobs().webhook_batch)
        body = envelope(batch)
        secret = queue.app.app_secret.encode()
        delivery = self.deliveries.post(queue.url, body, lambda sent: signature(secret, sent), "meta")
        self.undelivered[delivery] = (queue.app.app_id, batch)
        following = asyncio.create_task(self._follow(delivery))
        self._following.add(following)
        following.add_done_callback(self._following.discard)
        await delivery.tried.wait()

    async def _follow(self, delivery: Delivery) -> None:
        """Forget the body once it arrived."""
        await delivery.done.wait()
        self.undelivered.pop(delivery, None)


def next_batch(queue: deque[bytes], most: int) -> list[bytes]:
    """Take what goes into one body: so many entries, and at most 3 MB (Meta: Webhooks > Overview)."""
    batch = [queue.popleft()]
    size = len(batch[0])
    while queue and len(batch) < most and size + len(queue[0]) < LARGEST_BODY:
        batch.append(queue.popleft())
        size += len(batch[-1])
    return batch


def envelope(entries: list[bytes]) -> bytes:
    """The POST body: ASCII, with `/` written as `\\/`, as Meta signs it (Meta: Webhooks > Create an endpoint)."""
    body = b'{"object":"whatsapp_business_account","entry":[' + b",".join(entries) + b"]}"
    return body.replace(b"/", b"\\/")


def signature(secret: bytes, body: bytes) -> Mapping[str, str]:
    """The headers: HMAC-SHA256 of the raw bytes, lowercase hex (Meta: Graph API > Webhooks > Getting started)."""
    digest = hmac.new(secret, body, hashlib.sha256).hexdigest()
    return {"x-hub-signature-256": f"sha256={digest}", "user-agent": "facebookexternalua"}


def change(entry_id: str, field: str, value: Mapping[str, Any]) -> dict[str, Any]:
    """One entry with one change; `time` only on fields other than `messages` (Meta: Webhooks > Messages)."""
    entry: dict[str, Any] = {"id": entry_id, "changes": [{"value": value, "field": field}]}
    if field != "messages":
        entry["time"] = int(now().timestamp())
    return entry
