"""What is asked for when money shall go back."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from shop.api.http.money import CurrencyCode
from shop.api.http.pages import NO_NUL
from shop.kit.errors import ShopError
from shop.payments.refunds.models import RefundReason
from shop.payments.refunds.requesting import RefundRequest
from shop.payments.refunds.shares import LineRequest

MOST_MINOR = 10**15
MOST_LINES = 100


class AskedReason(StrEnum):
    """Why a person of the shop gives money back. `requested`: the shopper asked for it."""

    REQUESTED = RefundReason.REQUESTED
    RETURNED = RefundReason.RETURNED
    DAMAGED = RefundReason.DAMAGED
    NOT_DELIVERED = RefundReason.NOT_DELIVERED
    GOODWILL = RefundReason.GOODWILL
    OTHER = RefundReason.OTHER


class BadRefund(ShopError):
    """The request says too little, or two things at once."""

    status_code = 422


class RefundLineAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """So many pieces of one of the order's lines. `restock`: they go back into the stock."""

    position: Annotated[int, Meta(ge=1, le=2**31, examples=[1])]
    quantity: Annotated[int, Meta(ge=1, le=2**31, examples=[1])]
    restock: bool = False


class RefundAmount(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An amount in the smallest unit of the order's currency."""

    amount_minor: Annotated[int, Meta(ge=1, le=MOST_MINOR, examples=[500])]
    currency: CurrencyCode


class RefundAsked(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One of `whole` (all that is left), `lines` and `amount`, and why.

    `restock` goes with `whole`: all goods go back into the stock.
    """

    reason: AskedReason
    note: Annotated[str, Meta(max_length=1000, pattern=NO_NUL, description="For staff.")] = ""
    whole: bool = False
    lines: Annotated[list[RefundLineAsked], Meta(max_length=MOST_LINES)] | None = None
    amount: RefundAmount | None = None
    restock: bool = False
    payment_id: Annotated[
        UUID | None, Meta(description="Which payment, where not the one that settled the order is meant.")
    ] = None

    def request_in(self, currency: str) -> RefundRequest:
        """What is wanted of an order in that currency. Raises BadRefund."""
        if [self.whole, bool(self.lines), self.amount is not None].count(True) != 1:
            raise BadRefund("Say one of these: `whole`, `lines` (at least one), `amount`.")
        if self.restock and not self.whole:
            raise BadRefund(
                "`restock` goes with `whole`, or with each of the `lines`; an amount names no goods."
            )
        if self.amount is not None and self.amount.currency != currency:
            raise BadRefund(f"The order is in {currency}, not in {self.amount.currency}.")
        return RefundRequest(
            reason=RefundReason(self.reason.value),
            note=self.note,
            lines=self._lines(),
            amount_minor=self.amount.amount_minor if self.amount is not None else None,
            restock=self.restock,
            payment_id=self.payment_id,
        )

    def _lines(self) -> Sequence[LineRequest]:
        return [
            LineRequest(position=line.position, quantity=line.quantity, restock=line.restock)
            for line in self.lines or ()
        ]
