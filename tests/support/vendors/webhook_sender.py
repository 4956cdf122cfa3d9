"""Meta, seen from the door: it posts signed bodies; and what the door made of them."""

from dataclasses import dataclass
from typing import Any

import httpx
from sqlalchemy import text as sql
from sqlmodel import col, select

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import InboundEvent, StrayEvent
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.merchants.creation import MerchantFile, WhatsAppPart
from shop.merchants.models import Merchant
from tests.support.cast import make_merchant, merchant_file
from tests.support.webhook_payloads import signature

_JOBS = sql("SELECT entrypoint FROM pgqueuer WHERE convert_from(payload, 'UTF8') LIKE :about ORDER BY id")


@dataclass
class WebhookDoor:
    """The web application and its database."""

    http: httpx.AsyncClient
    database: Database

    async def post(
        self, body: bytes, *, path: str, secret: str | None = None, header: str | None = None
    ) -> httpx.Response:
        """Post a body: signed with `secret`, or with that `header`, or not at all."""
        signed = header if secret is None else signature(body, secret)
        headers = {b"content-type": b"application/json"}
        if signed is not None:
            headers[b"x-hub-signature-256"] = signed.encode()
        return await self.http.post(path, content=body, headers=headers)


@dataclass
class WebhookSender:
    """A merchant behind the door."""

    door: WebhookDoor
    merchant: Merchant
    file: MerchantFile

    @property
    def part(self) -> WhatsAppPart:
        """Its app, account and number."""
        assert self.file.whatsapp is not None
        return self.file.whatsapp

    @property
    def path(self) -> str:
        return f"/hooks/whatsapp/{self.part.app_id}"

    async def hears(self, body: bytes) -> httpx.Response:
        """Meta posts this to the merchant's app, well signed."""
        return await self.door.post(body, path=self.path, secret=self.part.app_secret)

    async def all(self, statement: Any) -> list[Any]:
        """Rows of this merchant."""
        async with self.door.database.transaction(self.merchant.id) as session:
            return list((await session.exec(statement)).all())

    async def events(self) -> list[InboundEvent]:
        return await self.all(select(InboundEvent).order_by(col(InboundEvent.key)))

    async def conversations(self) -> list[Conversation]:
        return await self.all(select(Conversation).order_by(col(Conversation.id)))

    async def jobs(self) -> list[str]:
        """Names of the jobs left for this merchant, without those of its creation."""
        async with self.door.database.transaction() as session:
            rows = await execute_core(session, _JOBS, {"about": f"%{self.merchant.id}%"})
            return [row.entrypoint for row in rows if row.entrypoint != "templates.submit"]

    async def strays(self) -> list[StrayEvent]:
        """What came through the merchant's app and belongs to nobody."""
        async with self.door.database.transaction() as session:
            found = await session.exec(select(StrayEvent).where(StrayEvent.app_id == self.part.app_id))
            return list(found.all())


async def open_sender(door: WebhookDoor, **changes: Any) -> WebhookSender:
    """A new merchant; `changes` are parts of its file."""
    file = merchant_file(**changes)
    return WebhookSender(door, await make_merchant(door.database, file), file)


async def open_branch(head: WebhookSender) -> WebhookSender:
    """Another merchant whose own number and account are bound to the same app."""
    file = merchant_file()
    assert file.whatsapp is not None
    share_app(head.part, file.whatsapp)
    return WebhookSender(head.door, await make_merchant(head.door.database, file), file)


def share_app(theirs: WhatsAppPart, part: WhatsAppPart) -> None:
    """Bind a number to an app that is known."""
    part.app_id, part.app_secret, part.verify_token = theirs.app_id, theirs.app_secret, theirs.verify_token
