"""Conversations and messages as the API shows them."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta

from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.customers.models import Customer
from shop.inbox.conversations.listing import ListedConversation
from shop.inbox.conversations.models import Case, Holder
from shop.inbox.models import PERSON_ANSWERS, Direction, Message, MessageStatus


class Author(StrEnum):
    """Who said it. What is sent about orders and reminders is the bot's, too."""

    SHOPPER = "shopper"
    BOT = "bot"
    PERSON = "person"


class ShopperView(msgspec.Struct, frozen=True):
    """With whom. People with a username on WhatsApp may have no phone."""

    id: UUID
    name: str | None
    phone: str | None
    locale: str | None

    @classmethod
    def of(cls, customer: Customer) -> "ShopperView":
        return cls(customer.id, customer.name, customer.phone, customer.locale)


class CaseView(msgspec.Struct, frozen=True, kw_only=True):
    """The present coming of the shopper. `first_answer_at` is a person's; the bot's answers never count."""

    id: UUID
    opened_at: Timestamp
    assignee: str | None
    handed_over_at: Timestamp | None
    handed_over_reason: str | None
    first_answer_at: Timestamp | None

    @classmethod
    def of(cls, case: Case) -> "CaseView":
        return cls(
            id=case.id,
            opened_at=case.opened_at,
            assignee=case.assignee,
            handed_over_at=case.handed_over_at,
            handed_over_reason=case.handed_over_reason,
            first_answer_at=case.first_answer_at,
        )


class MediaView(msgspec.Struct, frozen=True):
    """A file the shopper sent; Meta keeps it for some days under this id."""

    id: str
    mime_type: str
    filename: str | None


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    """One message. `reason` says why one of ours was sent, `error` what Meta said of one that failed.

    `repeated_at`: WhatsApp never said what became of the first attempt, and it was sent once more.
    """

    id: UUID
    author: Author
    kind: Annotated[str, Meta(examples=["text"])]
    text: str
    status: MessageStatus
    reason: str
    error: str | None
    media: MediaView | None
    said_at: Timestamp
    sent_at: Timestamp | None
    delivered_at: Timestamp | None
    read_at: Timestamp | None
    repeated_at: Timestamp | None

    @classmethod
    def of(cls, message: Message) -> "MessageView":
        return cls(
            id=message.id,
            author=_author(message),
            kind=message.kind,
            text=message.text,
            status=message.status,
            reason=message.reason,
            error=message.error_detail,
            media=_media(message),
            said_at=message.said_at,
            sent_at=message.sent_at,
            delivered_at=message.delivered_at,
            read_at=message.read_at,
            repeated_at=message.repeated_at,
        )


class ConversationView(msgspec.Struct, frozen=True, kw_only=True):
    """A conversation: who holds it and why, since when the shopper waits, and the last thing said.

    Carts, stops and questions about orders are served by the bot, whoever holds it. `window_closes_at` is until when
    WhatsApp takes free messages.
    """

    id: UUID
    customer: ShopperView | None
    held_by: Holder
    held_reason: str | None
    held_since: Timestamp | None
    waiting_since: Timestamp | None
    last_inbound_at: Timestamp | None
    window_closes_at: Timestamp | None
    case: CaseView | None
    last_message: MessageView | None

    @classmethod
    def of(cls, listed: ListedConversation) -> "ConversationView":
        conversation = listed.conversation
        return cls(
            id=conversation.id,
            customer=ShopperView.of(listed.customer) if listed.customer else None,
            held_by=conversation.held_by,
            held_reason=conversation.held_reason,
            held_since=conversation.held_since,
            waiting_since=conversation.waiting_since,
            last_inbound_at=conversation.last_inbound_at,
            window_closes_at=conversation.window_closes_at,
            case=CaseView.of(listed.case) if listed.case else None,
            last_message=MessageView.of(listed.last_message) if listed.last_message else None,
        )


class ConversationPage(PageView[ConversationView], frozen=True):
    """Some conversations; `next_cursor` is null on the last page."""


class MessagePage(PageView[MessageView], frozen=True):
    """Some messages, the latest first; `next_cursor` is null on the last page."""


def _author(message: Message) -> Author:
    if message.direction is Direction.IN:
        return Author.SHOPPER
    return Author.PERSON if message.reason == PERSON_ANSWERS else Author.BOT


def _media(message: Message) -> MediaView | None:
    media: dict[str, Any] | None = message.content.get("media") if message.direction is Direction.IN else None
    if not media:
        return None
    return MediaView(media["id"], media["mime_type"], media.get("filename"))
