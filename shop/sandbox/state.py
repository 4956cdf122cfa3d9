"""The world: everything both pretend vendors know, and whoever watches it."""

import asyncio
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shop.kit.clock import clock, now
from shop.sandbox.agenda import Agenda
from shop.sandbox.exchanges import Exchanges
from shop.sandbox.faults import Faults
from shop.sandbox.knobs import Knobs
from shop.sandbox.records import (
    Business,
    BusinessNumber,
    ChatConversation,
    ChatMessage,
    MetaApp,
    MetaCatalog,
    Shopper,
    StoredMedium,
    TemplateRecord,
)
from shop.sandbox.stripe.world import StripeWorld
from shop.sandbox.webhooks.delivery import Deliveries
from shop.sandbox.webhooks.meta_sender import MetaWebhookSender
from shop.sandbox.world_file import Saved, encode, read_world, write_file

LISTENER_ROOM = 1000


class World:
    """State of the sandbox. `path` makes it survive restarts; `may_move_clock=False` refuses to move time."""

    def __init__(self, path: Path | None = None, *, may_move_clock: bool = True) -> None:
        self.path, self.may_move_clock = path, may_move_clock
        self.knobs, self.faults, self.exchanges = Knobs(), Faults(), Exchanges()
        self.deliveries = Deliveries(lambda: self.knobs, lambda: self.faults, self.exchanges)
        self.emitter = MetaWebhookSender(self.deliveries, lambda: self.knobs)
        self.agenda = Agenda()
        self.base_url = "http://127.0.0.1"  # how callers reach us, learnt from the first request
        self.listeners: set[asyncio.Queue[dict[str, Any]]] = set()
        self.undelivered: list[tuple[str, str, bytes]] = []
        self.version = 0
        self._background: list[asyncio.Task[None]] = []
        self._unobserve: Callable[[], None] | None = None
        self._empty()
        self.stripe = StripeWorld(self)

    def _empty(self) -> None:
        self.apps: dict[str, MetaApp] = {}
        self.businesses: dict[str, Business] = {}
        self.numbers: dict[str, BusinessNumber] = {}
        self.shoppers: dict[str, Shopper] = {}
        self.conversations: dict[str, ChatConversation] = {}
        self.messages: dict[str, ChatMessage] = {}
        self.media: dict[str, StoredMedium] = {}
        self.templates: dict[str, TemplateRecord] = {}
        self.catalogs: dict[str, MetaCatalog] = {}
        self.uploads: dict[str, StoredMedium] = {}
        self.tokens: dict[str, set[str]] = {}
        self.phones: dict[str, str] = {}
        self.user_ids: dict[str, str] = {}
        self.buckets: dict[str, tuple[float, float]] = {}
        self.management_calls: dict[str, deque[float]] = {}
        self.template_ids: dict[tuple[str, str, str], str] = {}
        self.deleted_templates: dict[str, float] = {}

    @classmethod
    def load(cls, path: Path, *, may_move_clock: bool = True) -> "World":
        """The world saved at `path`, or a new one that will be saved there."""
        world = cls(path, may_move_clock=may_move_clock)
        if path.exists():
            world._restore(read_world(path))
        return world

    def save(self) -> None:
        """Write everything to `path`, atomically. Does nothing without a path."""
        if self.path is not None:
            write_file(self.path, encode(self.snapshot()))

    def snapshot(self) -> Saved:
        """What is worth keeping, webhooks that nobody took included."""
        plain = {name: getattr(self, name) for name in Saved.PLAIN}
        outstanding = [*self.undelivered, *self.emitter.outstanding()]
        agenda = list(self.agenda.heap)
        return Saved(**plain, agenda=agenda, undelivered=outstanding, stripe=self.stripe.snapshot())

    def _restore(self, saved: Saved) -> None:
        for name in Saved.PLAIN:
            setattr(self, name, getattr(saved, name))
        self.agenda.restore(saved.agenda)
        self.undelivered = saved.undelivered
        if saved.stripe:
            self.stripe.restore(saved.stripe)
        self.reindex()

    def reindex(self) -> None:
        """Rebuild what is derived: tokens, phones, user ids, messages by id."""
        self.tokens, self.phones, self.user_ids, self.messages = {}, {}, {}, {}
        for business in self.businesses.values():
            self.tokens.setdefault(business.access_token, set()).add(business.waba_id)
        for shopper in self.shoppers.values():
            self.index_shopper(shopper)
        self.template_ids = {(t.waba_id, t.name, t.language): t.id for t in self.templates.values()}
        for conversation in self.conversations.values():
            self.messages.update((message.wamid, message) for message in conversation.messages)

    def index_shopper(self, shopper: Shopper) -> None:
        """Make a shopper findable by phone and by every business-scoped id."""
        if shopper.phone:
            self.phones[shopper.phone] = shopper.id
        for user_id in (shopper.bsuid, *shopper.user_ids.values()):
            self.user_ids[user_id] = shopper.id

    async def start(self) -> None:
        """Begin the timers, and send what a restart interrupted. Called in the event loop."""
        self._unobserve = clock.observe(self.agenda.on_clock)
        self.agenda.run_due()
        for app_id, url, entry in self.undelivered:
            if app_id in self.apps:
                self.emitter.emit_raw(self.apps[app_id], url, entry)
        self.undelivered = []
        if self.path is not None:
            self._background.append(asyncio.create_task(self._keep_saving()))

    async def _keep_saving(self) -> None:
        """Save what changed, at most once a second and a tenth of the time."""
        saved_version = self.version
        while True:
            await asyncio.sleep(1.0)
            if self.path is None or self.version == saved_version:
                continue
            saved_version, started = self.version, time.monotonic()
            await asyncio.to_thread(write_file, self.path, encode(self.snapshot()))
            await asyncio.sleep(9 * (time.monotonic() - started))

    async def stop(self) -> None:
        """End the timers and the sending, and save."""
        if self._unobserve is not None:
            self._unobserve()
        self.agenda.stop()
        for task in self._background:
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        self._background.clear()
        self.save()
        await self.emitter.close()
        await self.deliveries.close()

    async def reset(self) -> None:
        """Forget everything, both vendors' halves; knobs and faults go back to their defaults."""
        self.agenda.clear()
        await self.emitter.close()
        await self.deliveries.close()
        self.agenda.clear()
        self.emitter.clear()
        self.knobs, self.exchanges.seq = Knobs(), 0
        self.faults.clear()
        self.exchanges.ring.clear()
        self._empty()
        self.stripe.reset()
        self.publish("reset")

    @property
    def idle(self) -> bool:
        """True when no webhook of either vendor is pending and nothing is due within five seconds."""
        return not (self.deliveries.pending or self.emitter.busy or self.agenda.busy)

    async def wait_until_idle(self) -> None:
        """Wait until idle."""
        while not self.idle:  # noqa: ASYNC110  (three independent things must be quiet at once)
            await asyncio.sleep(0.005)

    def publish(self, kind: str, **about: Any) -> None:
        """Tell every listener; one that does not keep up misses it. Also marks the world as changed."""
        self.version += 1
        if not self.listeners:
            return
        news = {"kind": kind, "at": now().isoformat(), **about}
        for queue in self.listeners:
            if not queue.full():
                queue.put_nowait(news)

    def listen(self) -> "asyncio.Queue[dict[str, Any]]":
        """A queue of live changes; the listener discards it from `listeners` when done."""
        queue: asyncio.Queue[dict[str, Any]] = asyncio.Queue(LISTENER_ROOM)
        self.listeners.add(queue)
        return queue

    def conversation(self, phone_number_id: str, shopper_id: str) -> ChatConversation:
        """The thread of a number and a shopper, made when missing."""
        key = f"{phone_number_id}:{shopper_id}"
        found = self.conversations.get(key)
        if found is None:
            found = self.conversations[key] = ChatConversation(phone_number_id, shopper_id)
        return found
