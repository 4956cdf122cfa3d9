"""Failures that only show later: 200 at once, then a `failed` status with the code (Meta: Error codes)."""

import mimetypes
import re

from shop.sandbox.meta.media.mime_types import LIMITS, sendable_as
from shop.sandbox.meta.people.recipients import MessageRecipient
from shop.sandbox.records import BusinessNumber, ChatConversation, ChatMessage, Shopper, TemplateRecord
from shop.sandbox.state import World

DeliveryFailure = tuple[int, str]

REACTION_TARGET_SECONDS = 30 * 86_400
WINDOW_CLOSED = (
    131047,
    "Message failed to send because more than 24 hours have passed since the customer last replied to this "
    "number.",
)
UNDELIVERABLE = (
    131026,
    "Message Undeliverable. The recipient may not be on WhatsApp, may not have accepted the latest terms, or "
    "may use an old version.",
)
CAPPED = (
    131049,
    "In order to maintain a healthy ecosystem engagement, the message failed to be delivered.",
)
STOPPED = (131050, "Recipient has chosen to stop receiving marketing messages on WhatsApp from your business")
# Area codes of +1 that are not in the United States (Canada and the Caribbean).
NOT_US = frozenset(
    re.findall(
        r"\d+",
        """
        204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450
        460 468 474 506 514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778
        780 782 807 819 825 867 873 879 902 905 942 242 246 264 268 284 345 441 473 649 658 664 721 758
        767 784 809 829 849 868 869 876
        """,
    )
)


def failure_of(
    world: World,
    number: BusinessNumber,
    conversation: ChatConversation,
    message: ChatMessage,
    recipient: MessageRecipient,
    template: TemplateRecord | None,
) -> DeliveryFailure | None:
    """Why this message will not arrive; None when it will."""
    if (magic := magic_code(world, recipient)) is not None:
        return magic, "Failed by a magic recipient of the sandbox"
    shopper = recipient.shopper
    if shopper is None or shopper.id in number.blocked:
        return UNDELIVERABLE
    if template is None and conversation.window_until <= message.at:
        return WINDOW_CLOSED
    if template is not None and (
        failure := marketing_failure(world, conversation, message, shopper, template)
    ):
        return failure
    if message.type == "reaction":
        return reaction_failure(world, message)
    return media_failure(world, message)


def magic_code(world: World, recipient: MessageRecipient) -> int | None:
    """The code a fault attaches to this phone or business-scoped id."""
    magic = world.faults.magic
    if not magic:
        return None
    names = [recipient.given, recipient.wa_id, recipient.user_id]
    if recipient.shopper:
        names += [recipient.shopper.phone, recipient.shopper.bsuid]
    known = {name.lstrip("+"): code for name, code in magic.items()}
    return next((known[name.lstrip("+")] for name in names if name and name.lstrip("+") in known), None)


def marketing_failure(
    world: World,
    conversation: ChatConversation,
    message: ChatMessage,
    shopper: Shopper,
    template: TemplateRecord,
) -> DeliveryFailure | None:
    """Opt-out first, then the ban on US numbers, then the cap (Meta: Marketing limits per user)."""
    if template.category != "MARKETING":
        return None
    if conversation.stopped_marketing:
        return STOPPED
    if world.knobs.us_marketing_blocked and is_us(shopper.phone):
        return CAPPED
    if world.knobs.marketing_cap <= 0 or conversation.window_until > message.at:
        return None
    since = message.at - world.knobs.marketing_cap_seconds
    recent = [at for at in shopper.marketing_sent if at > since]
    return CAPPED if len(recent) >= world.knobs.marketing_cap else None


def is_us(phone: str | None) -> bool:
    """A +1 number with an area code of the United States."""
    return phone is not None and len(phone) == 11 and phone[0] == "1" and phone[1:4] not in NOT_US


def note_marketing(
    shopper: Shopper, conversation: ChatConversation, template: TemplateRecord, at: float
) -> None:
    """Count towards the cap, which is over all businesses; not inside an open window."""
    if template.category == "MARKETING" and conversation.window_until <= at:
        shopper.marketing_sent = [*shopper.marketing_sent[-50:], at]


def reaction_failure(world: World, message: ChatMessage) -> DeliveryFailure | None:
    """The target must exist here, be at most 30 days old and no reaction itself."""
    target = world.messages.get(message.content["reaction"]["message_id"])
    here = target is not None and target.shopper_id == message.shopper_id
    if target is None or not here or target.type == "reaction":
        return 131009, "Reaction target message is not found or cannot be reacted to"
    if message.at - target.at > REACTION_TARGET_SECONDS:
        return 131009, "Reaction target message is too old"
    return None


def media_failure(world: World, message: ChatMessage) -> DeliveryFailure | None:
    """A file whose MIME type does not fit the message's type: 131053."""
    media = message.content.get(message.type)
    if message.type not in LIMITS or not isinstance(media, dict):
        return None
    medium = world.media.get(str(media.get("id", "")))
    mime = (
        medium.mime_type if medium else mimetypes.guess_type(str(media.get("link", "")).partition("?")[0])[0]
    )
    if mime is None or sendable_as(message.type, mime):
        return None
    return 131053, f"Media of type {mime} cannot be sent as {message.type}"
