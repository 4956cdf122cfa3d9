"""Returns as the API takes and shows them."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from shop.api.http.types import Timestamp
from shop.api.orders.fulfilment_views import HappenedAt, LinesBody, PiecesBody, PiecesView
from shop.orders.returns.models import Return, ReturnReason, ReturnState

_SENTENCE = Meta(max_length=1000, pattern=r"^[^\x00]*$")
Sentence = Annotated[str, _SENTENCE]
Pictures = Annotated[list[UUID], Meta(max_length=20)]


class NewReturn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What shall come back and why; `images` are uploads, `messages` those of the chat that show it."""

    lines: LinesBody
    reason: ReturnReason
    note: Sentence = ""
    images: Pictures = []
    messages: Pictures = []
    at: HappenedAt = None


class ReturnApproval(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It may come; `answer` tells the shopper how, in their language."""

    answer: Sentence = ""
    at: HappenedAt = None


class ReturnRefusal(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It may not; `answer` tells the shopper why, in their language."""

    answer: Annotated[str, Meta(min_length=1, max_length=1000, pattern=r"^[^\x00]*\S[^\x00]*$")]
    at: HappenedAt = None


class ReturnReceipt(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """It came; `restock` are the pieces of it that can be sold again."""

    restock: Annotated[list[PiecesBody], Meta(max_length=500)] = []
    at: HappenedAt = None


class ReturnClosure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Nothing is left to do about it."""

    at: HappenedAt = None


class ReturnPatch(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The refund that gives the money back, and the order that takes the goods' place (an exchange); null: as it is."""

    refund_id: UUID | None = None
    exchange_order_id: UUID | None = None


class ReturnView(msgspec.Struct, frozen=True, kw_only=True):
    """Some pieces of an order that come back. `is_late`: asked for behind `withdrawal_until` of the order."""

    id: UUID
    state: ReturnState
    lines: list[PiecesView]
    reason: ReturnReason
    note: str
    answer: str
    images: list[UUID]
    messages: list[UUID]
    is_late: bool
    restocked: list[PiecesView]
    refund_id: UUID | None
    exchange_order_id: UUID | None
    requested_at: Timestamp
    decided_at: Timestamp | None
    received_at: Timestamp | None
    closed_at: Timestamp | None

    @classmethod
    def of(cls, it: Return) -> "ReturnView":
        return cls(
            id=it.id,
            state=it.state,
            lines=[PiecesView.of(each) for each in it.lines],
            reason=it.reason,
            note=it.note,
            answer=it.answer,
            images=list(map(UUID, it.image_ids)),
            messages=list(map(UUID, it.message_ids)),
            is_late=it.is_late,
            restocked=[PiecesView.of(each) for each in it.restocked],
            refund_id=it.refund_id,
            exchange_order_id=it.exchange_order_id,
            requested_at=it.requested_at,
            decided_at=it.decided_at,
            received_at=it.received_at,
            closed_at=it.closed_at,
        )


class ReturnList(msgspec.Struct, frozen=True):
    """An order's returns, the oldest first."""

    data: list[ReturnView]
