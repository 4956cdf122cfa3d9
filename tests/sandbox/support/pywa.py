"""`pywa`, a public WhatsApp client, as the shop's other side: what it sends goes through the pretend Meta, and
what the pretend Meta posts is read by it."""

import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from pywa_async import handlers
from pywa_async.client import WhatsApp

from tests.sandbox.support.meta import SECRET, MetaSandbox
from tests.support.pace import PATIENCE_SECONDS
from tests.support.vendors.sandbox import PNID, TOKEN, WABA

Json = dict[str, Any]
PHONE = "+34600000001"
APP = "100001"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452") + b"\0" * 64
WEBP = b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 64


class ReadUpdates(logging.Handler):
    """Every update the client made of the webhooks; `trouble` is what it could not read."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.updates: list[Any] = []
        self.trouble: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.trouble.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")

    async def note(self, _client: Any, update: Any) -> None:
        """A handler of every kind of update."""
        self.updates.append(update)

    def of(self, kind: type) -> list[Any]:
        """The updates of one kind."""
        return [update for update in self.updates if isinstance(update, kind)]


@dataclass
class Line:
    """A sandbox and a pywa client that talks to it."""

    sandbox: MetaSandbox
    client: WhatsApp
    heard: ReadUpdates = field(default_factory=ReadUpdates)

    async def listen(self) -> list[Any]:
        """Let the client verify and read every webhook that arrived since; fails on what it cannot read."""
        await self.sandbox.wait_until_idle()
        self.heard.updates.clear()
        posts = self.sandbox.callback.posts[:]
        self.sandbox.callback.posts.clear()
        for given, body in posts:
            assert await self.client.webhook_update_validator(body, given) is None
            assert await self.client.webhook_update_handler(body) == ("ok", 200)
        assert self.heard.trouble == []
        assert len(self.heard.updates) == sum(len(json.loads(body)["entry"]) for _, body in posts)
        return self.heard.updates

    async def shown(self) -> Json:
        """The last message as the shopper's chat holds it."""
        await self.sandbox.wait_until_idle()
        last: Json = (await self.sandbox.thread())[-1]
        return last


KINDS = (
    handlers.MessageHandler, handlers.MessageStatusHandler, handlers.CallbackButtonHandler,
    handlers.CallbackSelectionHandler, handlers.PhoneNumberChangeHandler, handlers.IdentityChangeHandler,
    handlers.FlowCompletionHandler, handlers.TemplateStatusUpdateHandler,
    handlers.TemplateCategoryUpdateHandler, handlers.TemplateQualityUpdateHandler,
    handlers.TemplateComponentsUpdateHandler, handlers.UserMarketingPreferencesHandler,
    handlers.AccountUpdateHandler, handlers.EditedMessageHandler, handlers.DeletedMessageHandler,
    handlers.OutgoingMessageHandler,
)  # fmt: skip


@pytest.fixture(name="line")
async def line_fixture(sandbox: MetaSandbox) -> AsyncIterator[Line]:
    """pywa reads one change of a body, so each webhook carries one; its session is pointed at the sandbox."""
    await sandbox.control("knobs", {"webhook_batch": 1})
    session = httpx.AsyncClient(timeout=PATIENCE_SECONDS, trust_env=False)
    client = WhatsApp(
        phone_id=PNID, token=TOKEN, session=session, waba_id=WABA, app_id=APP, app_secret=SECRET,
        verify_token="verify-me", continue_handling=True, skip_duplicate_updates=False,
    )  # fmt: skip
    session.base_url = httpx.URL(f"{sandbox.url}/v26.0")
    line = Line(sandbox, client)
    client.add_handlers(*(kind(line.heard.note) for kind in KINDS))
    logging.getLogger("pywa").addHandler(line.heard)
    yield line
    logging.getLogger("pywa").removeHandler(line.heard)
    await session.aclose()


@pytest.fixture(name="chat")
async def chat_fixture(line: Line) -> Line:
    """The same, after the shopper said hello."""
    await line.sandbox.say()
    await line.sandbox.wait_until_idle()
    line.sandbox.callback.posts.clear()
    return line


async def item(sandbox: MetaSandbox, *retailer_ids: str) -> None:
    """Approved items in the catalog."""
    requests = [
        {
            "method": "CREATE",
            "data": {
                "id": retailer_id, "title": f"Taza {retailer_id}", "description": "De barro", "brand": "Faro",
                "availability": "in stock", "condition": "new", "price": "9.99 EUR",
                "link": "https://tienda.example/taza", "image_link": "https://tienda.example/taza.png",
            },
        }
        for retailer_id in retailer_ids
    ]  # fmt: skip
    body = {"item_type": "PRODUCT_ITEM", "requests": requests}
    answer = await sandbox.graph("POST", "400001/items_batch", json=body)
    assert answer.json()["handles"], answer.text
    await sandbox.wait_until_idle()
