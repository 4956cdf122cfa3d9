"""What the dialogue may decide. `effects` carries it out."""

from enum import StrEnum
from typing import Literal
from uuid import UUID

import msgspec

from shop.orders.delivering.taps import DeliveryTap
from shop.whatsapp.outgoing import CatalogMessage, Content, TextMessage, clip
from shop.whatsapp.outgoing.interactive import LONGEST_BODY
from shop.whatsapp.outgoing.plain import LONGEST_TEXT


class Question(StrEnum):
    """What the bot asked, where a typed yes, no or number answers it."""

    STOP = "stop"  # no more promotions?
    PERSON = "person"  # shall somebody from the team answer?
    CANCEL = "cancel"  # which order shall be cancelled, or shall it?
    CANCEL_TOLD = (
        "cancel_told"  # nothing: what cancelling means was told; a plain yes brings the question whether to
    )
    STATUS = "status"  # which order do you mean?
    UNWANTED = "unwanted"  # no order, or no messages?
    REST = "rest"  # go on with what can be had of the cart?
    CART_OR_ORDER = "cart_or_order"  # which of the two shall be cancelled?
    SECOND = "second"  # replace the unpaid order by the cart, add to it, or keep both?


class Reply(msgspec.Struct, frozen=True):
    """Answer in the chat. `asks` is what a typed yes or no would answer, about the order where it is about one."""

    content: Content
    reason: str
    asks: Question | None = None
    order_id: UUID | None = None


class PlaceOrder(msgspec.Struct, frozen=True):
    """Order what can be had of the checked cart."""


CartQuestion = Literal[Question.REST, Question.SECOND]  # what is asked about a cart that is kept


class SaveCart(msgspec.Struct, frozen=True):
    """Keep what can be had of the checked cart until the shopper has answered the question."""

    question: CartQuestion = Question.REST
    order_id: UUID | None = None  # the order that waits beside it


class ReplaceOrder(msgspec.Struct, frozen=True):
    """Cancel the unpaid order: what is placed next takes its place, and has its note where it is added to."""

    order_id: UUID
    keeps_note: bool = False


class AddNote(msgspec.Struct, frozen=True):
    """Keep what was written with a cart that is an order already."""

    order_id: UUID
    note: str


class NoteCart(msgspec.Struct, frozen=True):
    """Keep what was written about the cart that waits."""

    note: str


class DropCart(msgspec.Struct, frozen=True):
    """Forget the cart that waits."""


class CancelOrder(msgspec.Struct, frozen=True):
    """Cancel an unpaid order."""

    order_id: UUID


class ChooseDelivery(msgspec.Struct, frozen=True):
    """Let an unpaid order come as was tapped."""

    tap: DeliveryTap


class AskForAddress(msgspec.Struct, frozen=True):
    """Ask where an unpaid order shall go."""

    order_id: UUID


class UseCode(msgspec.Struct, frozen=True):
    """Let an unpaid order have what a discount code gives, and say what that is, or why it is nothing."""

    order_id: UUID
    code: str


class HandOver(msgspec.Struct, frozen=True):
    """Hand the conversation to people. The reason of what is urgent outweighs one that was given before."""

    reason: str
    is_urgent: bool = False


class NoteWaiting(msgspec.Struct, frozen=True):
    """Leave it to the person who holds the conversation, or is expected to."""


class OptIn(msgspec.Struct, frozen=True):
    """Note consent to promotions, with the text that was shown and the message that gave it."""

    text_shown: str
    wamid: str = ""


class OptOut(msgspec.Struct, frozen=True):
    """Note that promotions must stop, and take back those that are queued."""

    text_shown: str
    wamid: str = ""


Action = (
    Reply
    | PlaceOrder
    | SaveCart
    | ReplaceOrder
    | AddNote
    | NoteCart
    | DropCart
    | CancelOrder
    | ChooseDelivery
    | AskForAddress
    | UseCode
    | HandOver
    | NoteWaiting
    | OptIn
    | OptOut
)


def reply(key: str, words: str, *, with_catalog: bool = False) -> Reply:
    """An answer of words, or of words above the catalog's button; both cut to what WhatsApp takes."""
    content: Content = (
        CatalogMessage(body=clip(words, LONGEST_BODY))
        if with_catalog
        else TextMessage(body=clip(words, LONGEST_TEXT))
    )
    return Reply(content, f"bot.{key}")
