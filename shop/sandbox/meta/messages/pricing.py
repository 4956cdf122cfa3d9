"""The `pricing` and `conversation` objects of statuses (Meta: Pricing)."""

from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from shop.sandbox.records import BusinessNumber, ChatConversation, ChatMessage
from shop.sandbox.state import World

# Since this day service messages and utility templates inside the window are charged (Meta: Pricing).
SERVICE_CHARGED_FROM = datetime(2026, 10, 1, tzinfo=UTC).timestamp()


def price(
    world: World, number: BusinessNumber, conversation: ChatConversation, category: str, at: float
) -> dict[str, Any]:
    """What a message sent at `at` costs, as its statuses will say."""
    if conversation.fep_until > at:
        return pmp(billable=False, kind="free_entry_point", category="referral_conversion")
    charged = world.knobs.service_charged and at >= SERVICE_CHARGED_FROM
    if category == "service":
        free = not charged or within_quota(world, number, at)
        return pmp(billable=not free, kind="free_customer_service" if free else "regular", category=category)
    if category == "utility" and not charged and conversation.window_until > at:
        return pmp(billable=False, kind="free_customer_service", category=category)
    return pmp(billable=True, kind="regular", category=category)


def pmp(*, billable: bool, kind: str, category: str) -> dict[str, Any]:
    """Per-message pricing, in force since 1 Jul 2025."""
    return {"billable": billable, "pricing_model": "PMP", "type": kind, "category": category}


def within_quota(world: World, number: BusinessNumber, at: float) -> bool:
    """Count a service message of the month; the first 1,000 per number are free.

    What Meta writes for those was found in no page of Meta's; `free_customer_service` is what fits.
    """
    month = datetime.fromtimestamp(at, UTC).isoformat()[:7]
    sent = number.service_sent[month] = number.service_sent.get(month, 0) + 1
    return sent <= world.knobs.service_free_per_month


def conversation_object(message: ChatMessage, status: str, webhook_version: str) -> dict[str, Any] | None:
    """v24 and later show a conversation only at free entry points, older ones always; never on failures."""
    if status == "failed" or message.pricing is None:
        return None
    if message.fep_until is None and float(webhook_version.lstrip("v")) >= 24:
        return None
    until = message.fep_until or message.at + 86_400
    pair = f"{message.phone_number_id}:{message.shopper_id}:{int(until)}"
    shown: dict[str, Any] = {"id": sha256(pair.encode()).hexdigest()[:32]}
    if status == "sent":
        shown["expiration_timestamp"] = str(int(until))
    return shown | {"origin": {"type": str(message.pricing["category"]).replace("-", "_")}}
