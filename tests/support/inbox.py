"""One merchant's inbox without a worker: webhooks come in, messages are said, the test runs the jobs."""

import itertools
import json
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import msgspec
from sqlalchemy import text as sql
from sqlmodel import col, select

from shop.handlers import HANDLERS
from shop.inbox.conversations.models import Conversation
from shop.inbox.incoming.store_webhooks import WebhookPayload, store_webhooks
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Direction, InboundEvent, Lane, Message
from shop.inbox.outbox import queue_message, queue_reply
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.jobs import Errand, JobDefinition, JobKind, Postponed, registry
from shop.merchants.creation import MerchantFile, WhatsAppPart
from shop.merchants.models import Merchant, WhatsAppNumber
from shop.templates.models import MessageTemplate
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.incoming.webhook import read_webhook
from shop.whatsapp.outgoing import Content, TemplateMessage, TextMessage
from tests.conftest import make_merchant, merchant_file
from tests.support.fake_number import PretendNumber
from tests.support.webhook_payloads import FIRST_SECOND, messages, status, statuses, text

assert HANDLERS  # importing the worker registers every job
_TAKE = sql(
    "DELETE FROM pgqueuer WHERE status = 'queued' AND convert_from(payload, 'UTF8') LIKE :about "
    "AND entrypoint = ANY(:names) "
    "RETURNING id, entrypoint, payload, priority"
)
_wamids = itertools.count(1)


def seconds_now() -> int:
    """The present business time as `payloads` counts it."""
    return int(now().timestamp()) - FIRST_SECOND


@dataclass
class Mail:
    """The merchant's mail."""

    database: Database
    merchant: Merchant
    file: MerchantFile
    meta: PretendNumber
    waits: list[timedelta] = field(default_factory=list)
    postponed: list[tuple[JobDefinition, dict[str, Any]]] = field(default_factory=list)

    @property
    def part(self) -> WhatsAppPart:
        assert self.file.whatsapp is not None
        return self.file.whatsapp

    async def takes_in(self, body: bytes) -> None:
        """A webhook that was let in."""
        async with self.database.transaction() as session:
            await store_webhooks(session, [WebhookPayload(self.part.app_id, read_webhook(body), now())])

    async def hears(self, words: str = "hola", **about: Any) -> str:
        """A shopper writes, now unless `second` says when; returns the wamid."""
        wamid = str(about.pop("wamid", f"wamid.in{next(_wamids)}"))
        said = text(wamid, words, **{"second": seconds_now(), **about})
        await self.takes_in(messages(self.part, said))
        return wamid

    async def is_told(self, *told: tuple[str, str], opaque: str | None = None, **more: Any) -> None:
        """Statuses of (wamid, name), each in a webhook of its own, and what follows from them."""
        for wamid, name in told:
            said = status(wamid, name, opaque=opaque, second=seconds_now(), **more)
            await self.takes_in(statuses(self.part, said))
            await self.work("inbox.note_statuses")

    async def conversation(self, **about: Any) -> Conversation:
        """Somebody wrote just now and was read."""
        await self.hears(**about)
        await self.reads()
        await self.forget("bot.answer_conversation")
        return (await self.conversations())[-1]

    async def reads(self) -> list[str]:
        """The careful path: what arrived is read, and not answered yet."""
        for entry, payload in await self._take(("bot.handle_conversation",)):
            assert entry.give_up is not None
            async with self.database.transaction(self.merchant.id) as session:
                await entry.give_up(session, **payload, reason="for the test")
        return await self.work("inbox.read_events")

    async def says(
        self, conversation: Conversation, *words: str, lane: Lane = Lane.REPLY, **more: Any
    ) -> None:
        """The shop queues texts, each a message of its own."""
        for body in words:
            await self.say(conversation, TextMessage(body=body), lane=lane, **more)

    async def say(
        self,
        conversation: Conversation,
        content: Content,
        *,
        lane: Lane = Lane.REPLY,
        about: str | None = None,
        fallback: TemplateMessage | None = None,
    ) -> Message:
        """The shop queues a message."""
        async with self.database.transaction(self.merchant.id) as session:
            locked = await lock_conversation(session, conversation.id)
            return await queue_message(
                session, locked, content, lane=lane, reason="test", at=now(), about=about, fallback=fallback
            )

    async def replies(self, conversation: Conversation, content: Content) -> None:
        """The bot answers."""
        async with self.database.transaction(self.merchant.id) as session:
            locked = await lock_conversation(session, conversation.id)
            await queue_reply(session, locked, content, reason="test", at=now())

    async def work(self, *names: str) -> list[str]:
        """Run this merchant's jobs of these names (all, if none is named) as a worker does, until none is left."""
        ran: list[str] = []
        while jobs := await self._take(names):
            for entry, payload in jobs:
                ran.append(entry.name)
                await self._run(entry, payload)
        return ran

    async def run_sweep(self, name: str) -> None:
        """The timetable's job, across merchants."""
        async with self.database.transaction() as session:
            await registry.entries[name].handler(session)

    async def set_merchant(self, **settings: Any) -> None:
        """The merchant's own settings."""
        async with self.database.transaction(self.merchant.id) as session:
            merchant = await session.get_one(Merchant, self.merchant.id)
            merchant.settings = {**merchant.settings, **settings}

    async def hurry(self) -> None:
        """What was postponed runs now, and what follows from it."""
        waiting, self.postponed = self.postponed, []
        for entry, payload in waiting:
            await self._run(entry, payload)
        await self.work()

    async def forget(self, *names: str) -> None:
        """Jobs that are none of the test's business."""
        await self._take(names)

    async def deliver(self, conversation: Conversation) -> None:
        """One worker sends what is queued in a conversation."""
        await self._call(registry.entries["inbox.deliver"], {"conversation_id": conversation.id})

    async def settle(self, message: Message) -> None:
        """What the sweep does about a send without an answer."""
        await self._call(registry.entries["inbox.resolve_lost_send"], {"message_id": message.id})

    def later(self, **by: float) -> None:
        """Business time moves."""
        clock.offset += timedelta(**by)

    async def pause(self, reason: str | None) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            (await session.exec(select(WhatsAppNumber))).one().paused_reason = reason

    async def approve(self, template: TemplateMessage, *, status: str = "APPROVED") -> None:
        """Meta's verdict on a template."""
        async with self.database.transaction(self.merchant.id) as session:
            session.add(
                MessageTemplate(
                    merchant_id=self.merchant.id,
                    waba_id=self.part.waba_id,
                    name=template.name,
                    language=template.language,
                    status=status,
                    category="UTILITY",
                    updated_at=now(),
                )
            )

    async def number(self) -> WhatsAppNumber:
        found: list[WhatsAppNumber] = await self.all(select(WhatsAppNumber))
        return found[0]

    async def all(self, statement: Any) -> list[Any]:
        """Rows of this merchant."""
        async with self.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def conversations(self) -> list[Conversation]:
        return await self.all(select(Conversation).order_by(col(Conversation.id)))

    async def events(self) -> list[InboundEvent]:
        return await self.all(select(InboundEvent).order_by(col(InboundEvent.id)))

    async def incoming(self) -> list[Message]:
        """What shoppers said, as it is read."""
        mine = select(Message).where(Message.direction == Direction.IN)
        return await self.all(mine.order_by(col(Message.said_at), col(Message.id)))

    async def outgoing(self) -> list[Message]:
        """What the shop said, oldest first."""
        return await self.all(
            select(Message).where(Message.direction == Direction.OUT).order_by(col(Message.id))
        )

    async def last(self) -> Message:
        return (await self.outgoing())[-1]

    async def _take(self, names: tuple[str, ...]) -> list[tuple[JobDefinition, dict[str, Any]]]:
        """Jobs of this merchant, most urgent first, out of the queue."""
        wanted = {"about": f"%{self.merchant.id}%", "names": list(names or registry.entries)}
        async with self.database.transaction() as session:
            rows = (await execute_core(session, _TAKE, wanted)).all()
        rows = sorted(rows, key=lambda row: (-row.priority, row.id))
        return [(registry.entries[row.entrypoint], _payload(row.entrypoint, row.payload)) for row in rows]

    async def _run(self, entry: JobDefinition, payload: dict[str, Any]) -> None:
        try:
            await self._with_retries(entry, payload)
        except Postponed as wish:
            self.waits.append(wish.delay)
            self.postponed.append((entry, payload))

    async def _with_retries(self, entry: JobDefinition, payload: dict[str, Any]) -> None:
        for attempt in range(entry.attempts):
            try:
                await self._call(entry, payload)
            except Postponed:
                raise
            except Exception as error:
                if attempt + 1 == entry.attempts:
                    await self._give_up(entry, payload, error)
            else:
                return

    async def _give_up(self, entry: JobDefinition, payload: dict[str, Any], error: Exception) -> None:
        if entry.give_up is None:
            raise error
        async with self.database.transaction(self.merchant.id) as session:
            await entry.give_up(session, **payload, reason=f"{type(error).__name__}: {error}")

    async def _call(self, entry: JobDefinition, payload: dict[str, Any]) -> None:
        if entry.kind is JobKind.ERRAND:
            errand = Errand(self.database, self.merchant.id, {WhatsApp: self.meta.client}, 0)
            await entry.handler(errand, **payload)
            return
        async with self.database.transaction(self.merchant.id) as session:
            await entry.handler(session, **payload)


def _payload(name: str, raw: bytes) -> dict[str, Any]:
    values = msgspec.structs.asdict(msgspec.convert(json.loads(raw), registry.entries[name].payload))
    values.pop("merchant_id")
    return values


async def open_mail(database: Database, meta: PretendNumber, **changes: Any) -> Mail:
    """A new merchant."""
    file = merchant_file(**changes)
    mail = Mail(database, await make_merchant(database, file, at=now()), file, meta)
    await mail.forget("templates.submit")
    return mail
