"""What becomes of an accepted message: sent, delivered, read or failed, and its webhooks (Meta: Webhooks > Statuses)."""

import secrets
from typing import Any

from shop.kit.clock import now
from shop.sandbox.agenda import Handler
from shop.sandbox.meta.graph.errors import webhook_error
from shop.sandbox.meta.messages.pricing import conversation_object
from shop.sandbox.meta.people.recipients import contact_of, user_id_for
from shop.sandbox.meta.webhooks import emit_messages
from shop.sandbox.records import ChatConversation, ChatMessage, Shopper
from shop.sandbox.state import World

UNDELIVERED_SECONDS = 30 * 86_400
SHUFFLE_SECONDS = 0.3
RANK = {"accepted": 0, "sent": 1, "delivered": 2, "read": 3, "played": 4}


def status_handlers(world: World) -> dict[str, Handler]:
    """What the agenda calls, by the kind of event."""
    return {
        "meta.sent": lambda wamid: on_sent(world, wamid),
        "meta.delivered": lambda wamid: on_delivered(world, wamid),
        "meta.failed": lambda wamid, code, details: on_failed(world, wamid, int(code), details),
        "meta.emit": lambda wamid, status: emit_status(world, wamid, status),
    }


def plan(world: World, message: ChatMessage, failure: tuple[int, str] | None) -> None:
    """Put the next step of an accepted message on the agenda."""
    if failure is not None:
        fail_soon(world, message.wamid, failure)
    else:
        world.agenda.add(world.knobs.sent_after_seconds, "meta.sent", message.wamid)


def fail_soon(world: World, wamid: str, failure: tuple[int, str]) -> None:
    """Let an accepted message fail."""
    world.agenda.add(world.knobs.sent_after_seconds, "meta.failed", wamid, str(failure[0]), failure[1])


def on_sent(world: World, wamid: str) -> None:
    """Meta's servers have it. A reaction ends here, and so does what a blocked number sends."""
    message = world.messages.get(wamid)
    if message is None:
        return
    advance(world, message, "sent")
    shopper = world.shoppers.get(message.shopper_id)
    if shopper is None or message.type == "reaction" or thread(world, message).blocked_by_shopper:
        return
    if shopper.online:
        wait = max(0.0, world.knobs.delivered_after_seconds - world.knobs.sent_after_seconds)
        world.agenda.add(wait, "meta.delivered", wamid)


def on_delivered(world: World, wamid: str) -> None:
    """It is on the phone; read at once when the chat is open and the shopper shows receipts."""
    message = world.messages.get(wamid)
    if message is None or RANK.get(message.status, 9) >= RANK["delivered"]:
        return
    if now().timestamp() - message.at > UNDELIVERED_SECONDS:
        return
    thread(world, message).unread += 1
    advance(world, message, "delivered")
    if world.knobs.read_when_open:
        mark_read(world, message)


def on_failed(world: World, wamid: str, code: int, details: str) -> None:
    """It will not arrive."""
    message = world.messages.get(wamid)
    if message is None:
        return
    message.error = webhook_error(code, details)
    advance(world, message, "failed")


def mark_read(world: World, message: ChatMessage) -> None:
    """The shopper saw it; nothing is said when receipts are off."""
    shopper = world.shoppers[message.shopper_id]
    if message.status == "delivered" and shopper.receipts:
        advance(world, message, "read")


def read_thread(world: World, conversation: ChatConversation) -> int:
    """The shopper opened the chat. Returns how many messages turned read."""
    conversation.unread = 0
    waiting = [m for m in conversation.messages if m.direction == "out" and m.status == "delivered"]
    for message in waiting:
        mark_read(world, message)
    return sum(message.status == "read" for message in waiting)


def come_online(world: World, shopper: Shopper) -> None:
    """Deliver what waited for the phone."""
    for conversation in world.conversations.values():
        if conversation.shopper_id != shopper.id or conversation.blocked_by_shopper:
            continue
        for message in conversation.messages:
            if message.direction == "out" and message.status == "sent" and message.type != "reaction":
                world.agenda.add(0.0, "meta.delivered", message.wamid)


def advance(world: World, message: ChatMessage, status: str) -> None:
    """Record a status and announce it, as the faults allow."""
    message.status = status
    world.publish(
        "status", wamid=message.wamid, status=status, shopper_id=message.shopper_id, error=message.error,
        phone_number_id=message.phone_number_id,
    )  # fmt: skip
    fault = world.faults.statuses
    if status in fault.skip:
        return
    for _ in range(2 if fault.duplicate else 1):
        if fault.shuffle:
            wait = SHUFFLE_SECONDS * secrets.randbelow(1000) / 1000
            world.agenda.add(wait, "meta.emit", message.wamid, status)
        else:
            emit_status(world, message.wamid, status)


def emit_status(world: World, wamid: str, status: str) -> None:
    """Queue the webhook of one status."""
    message = world.messages.get(wamid)
    if message is None:
        return
    number = world.numbers[message.phone_number_id]
    shown = status_object(world, message, status)
    value: dict[str, Any] = {"statuses": [shown]}
    if (contact := recipient_contact(world, message, shown)) is not None:
        value = {"contacts": [contact], **value}
    emit_messages(world, number, value, about=message.shopper_id or message.recipient)


def recipient_contact(world: World, message: ChatMessage, shown: dict[str, Any]) -> dict[str, Any] | None:
    """Whom a status is about. `username` is told of delivered and read ones only (Meta: Business-scoped user IDs).

    That page says failures have no contacts; in the field they have the bare ids, and a stranger's only the
    phone (github.com/david-lev/pywa, issues 188 and 227).
    """
    shopper = world.shoppers.get(message.shopper_id)
    if shopper is not None and shown["status"] != "failed":
        known_as, phone = shown["recipient_user_id"], shown.get("recipient_id")
        return contact_of(shopper, phone, known_as, username=shown["status"] in ("delivered", "read"))
    ids = {"wa_id": shown.get("recipient_id"), "user_id": shown.get("recipient_user_id")}
    return {name: value for name, value in ids.items() if value} or None


def status_object(world: World, message: ChatMessage, status: str) -> dict[str, Any]:
    """One element of `statuses`. `pricing` is on `sent` and on the first of delivered and read."""
    number = world.numbers[message.phone_number_id]
    business = world.businesses[number.waba_id]
    shown: dict[str, Any] = {
        "id": message.wamid,
        "status": status,
        "timestamp": str(int(now().timestamp())),
    }
    if message.recipient:
        shown["recipient_id"] = message.recipient
    shopper = world.shoppers.get(message.shopper_id)
    if shopper is not None:
        shown["recipient_user_id"] = user_id_for(world, shopper, business)
    if message.callback_data is not None:
        shown["biz_opaque_callback_data"] = message.callback_data
    conversation = conversation_object(message, status, world.apps[business.app_id].webhook_version)
    if conversation is not None:
        shown["conversation"] = conversation
    if message.pricing is not None and (status == "sent" or (status != "failed" and not message.priced)):
        shown["pricing"] = message.pricing
        message.priced = status != "sent"
    if status == "failed" and message.error is not None:
        shown["errors"] = [message.error]
    return shown


def play(world: World, message: ChatMessage) -> bool:
    """The shopper listened to a voice message: told once, even by who shows no receipts. False: it is none."""
    voice = message.content.get("audio") if message.type == "audio" else None
    if message.direction != "out" or not isinstance(voice, dict) or not voice.get("voice"):
        return False
    if RANK.get(message.status, 9) not in (RANK["delivered"], RANK["read"]):
        return False
    advance(world, message, "played")
    return True


def thread(world: World, message: ChatMessage) -> ChatConversation:
    """The conversation a message belongs to."""
    return world.conversation(message.phone_number_id, message.shopper_id)
