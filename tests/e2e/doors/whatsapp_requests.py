"""Meta at a merchant's door, over TCP; and whether anything of it was kept."""

from sqlmodel import select

from shop.inbox.conversations.models import Conversation
from shop.inbox.models import InboundEvent
from tests.e2e.doors.wire import WireAnswer, connected
from tests.support.vendors.webhook_sender import WebhookSender
from tests.support.webhook_payloads import messages, signature, text


def signed(sender: WebhookSender, body: bytes, **more: object) -> dict[str, object]:
    """The headers of Meta's own request, its length left out where `more` says how the body ends."""
    given = {
        "Content-Type": "application/json",
        "X-Hub-Signature-256": signature(body, sender.part.app_secret),
    }
    length = {} if "Transfer-Encoding" in more or "Content-Length" in more else {"Content-Length": len(body)}
    return {**given, **length, **more}


def one(sender: WebhookSender, wamid: str = "wamid.1") -> bytes:
    """A body with one message."""
    return messages(sender.part, text(wamid))


async def post(sender: WebhookSender, *parts: bytes) -> WireAnswer:
    """Send these bytes over a connection of their own and read the answer."""
    async with connected(str(sender.door.http.base_url)) as wire:
        await wire.write(*parts)
        return await wire.answer()


async def nothing_is_stored(sender: WebhookSender) -> bool:
    """Not an event, not a stray, not a conversation, not a job."""
    kept = [await sender.all(select(table)) for table in (InboundEvent, Conversation)]
    return not any([*kept, await sender.strays(), await sender.jobs()])


async def is_served(sender: WebhookSender) -> bool:
    """Does the door still take a good message?"""
    answer = await sender.hears(one(sender, "wamid.after"))
    return answer.status_code == 200 and "m:wamid.after" in [event.key for event in await sender.events()]
