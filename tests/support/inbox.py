"""One merchant's inbox without a worker: webhooks come in, messages are said, the test runs the jobs."""

import itertools
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlmodel import col, select

from shop.inbox.conversations.models import Conversation
from shop.inbox.incoming.store_webhooks import WebhookPayload, store_webhooks
from shop.inbox.lanes import Lane
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Direction, InboundEvent, Message
from shop.inbox.outbox import queue_message, queue_reply
from shop.kit.clock import clock, now
from shop.kit.db.database import Database
from shop.merchants.creation import MerchantFile, WhatsAppPart
from shop.merchants.models import Merchant, WhatsAppNumber
from shop.templates.models import MessageTemplate
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.incoming.webhook import read_webhook
from shop.whatsapp.outgoing import Content, TemplateMessage, TextMessage
from tests.support.cast import make_merchant, merchant_file
from tests.support.fake_number import FakeNumber
from tests.support.jobs import JobQueue, attempt_job
from tests.support.webhook_payloads import FIRST_SECOND, messages, status, statuses, text

_wamids = itertools.count(1)


def seconds_now() -> int:
    """The present business time as `payloads` counts it."""
    return int(now().timestamp()) - FIRST_SECOND


@dataclass
class InboxUnderTest:
    """The merchant's inbox."""

    database: Database
    merchant: Merchant
    file: MerchantFile
    meta: FakeNumber
    queue: JobQueue = field(init=False)

    def __post_init__(self) -> None:
        self.queue = JobQueue(self.database, self.merchant.id, self._vendors)

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
        for job in await self.queue.take("bot.handle_conversation"):
            await self.queue.give_up(job, reason="for the test")
        return await self.work("inbox.read_webhooks")

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
        return await self.queue.drain(*names)

    async def forget(self, *names: str) -> None:
        """Jobs that are none of the test's business."""
        await self.queue.take(*names)

    async def run_sweep(self, name: str) -> None:
        """The timetable's job, across merchants."""
        await attempt_job(self.database, None, name)

    async def set_merchant(self, **settings: Any) -> None:
        """The merchant's own settings."""
        async with self.database.transaction(self.merchant.id) as session:
            merchant = await session.get_one(Merchant, self.merchant.id)
            merchant.settings = {**merchant.settings, **settings}

    async def deliver(self, conversation: Conversation) -> None:
        """One worker sends what is queued in a conversation."""
        await self._attempt("inbox.deliver", conversation_id=conversation.id)

    async def resolve_lost_send(self, message: Message) -> None:
        """What the sweep does about a send without an answer."""
        await self._attempt("inbox.resolve_lost_send", message_id=message.id)

    def move_by(self, **by: float) -> None:
        """Business time moves."""
        clock.offset += timedelta(**by)

    async def pause(self, reason: str | None) -> None:
        async with self.database.transaction(self.merchant.id) as session:
            (await session.exec(select(WhatsAppNumber))).one().paused_reason = reason

    async def approve(self, template: TemplateMessage, *, status: str = "APPROVED") -> None:
        """Meta's review of a template."""
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

    async def _attempt(self, name: str, **payload: Any) -> None:
        await attempt_job(self.database, self.merchant.id, name, self._vendors(), **payload)

    def _vendors(self) -> dict[type, Any]:
        return {WhatsApp: self.meta.client}


async def open_inbox(database: Database, meta: FakeNumber, **changes: Any) -> InboxUnderTest:
    """A new merchant."""
    file = merchant_file(**changes)
    inbox = InboxUnderTest(database, await make_merchant(database, file, at=now()), file, meta)
    await inbox.forget("templates.submit")
    return inbox
