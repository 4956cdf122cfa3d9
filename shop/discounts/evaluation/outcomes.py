"""What comes of an evaluation: what each discount took off, and why a code did nothing."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec


class RefusalReason(StrEnum):
    """Why a code, or a discount that ran out meanwhile, takes nothing off."""

    UNKNOWN = "unknown"
    NOT_YET = "not_yet"  # `starts_at` says from when
    OVER = "over"
    ALREADY_USED_CODE = "already_used_code"  # it was good for one order
    USED_UP = "used_up"
    USED_BY_YOU = "used_by_you"
    FIRST_ORDER_ONLY = "first_order_only"
    NOTHING_IT_IS_FOR = "nothing_it_is_for"
    TOO_LITTLE = "too_little"  # `needed_minor` or `needed_quantity` more
    DELIVERY_TOO_DEAR = "delivery_too_dear"
    NOT_TOGETHER = "not_together"  # with another code, `other`
    BETTER_ONE = "better_one"  # another discount, `other`, takes off as much or more


class RefusedCode(msgspec.Struct, frozen=True, kw_only=True):
    """A code that takes nothing off, as it is written; None for a discount that needs no code.

    `needed_minor`: what the goods lack in value; `needed_quantity`: how many pieces are missing; `other`: the code, else
    the name, of the discount that stands in its way.
    """

    code: str | None
    reason: RefusalReason
    discount_id: UUID | None = None
    needed_minor: int | None = None
    needed_quantity: int | None = None
    starts_at: datetime | None = None
    other: str | None = None


class AppliedDiscount(msgspec.Struct, frozen=True, kw_only=True):
    """A discount that did something: took `amount_minor` off the goods, or frees the delivery."""

    discount_id: UUID
    name: str
    code: str | None
    amount_minor: int
    frees_delivery: bool = False
    most_delivery_minor: int | None = None  # a dearer delivery is not freed
    code_id: UUID | None = None


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """What discounts do to a cart. `line_discounts` are in the order of the lines, none above its line's price.

    The amounts of `applied` add up to them. `refused` are in the order in which the codes were typed.
    """

    line_discounts: tuple[int, ...]
    frees_delivery: bool = False
    applied: tuple[AppliedDiscount, ...] = ()
    refused: tuple[RefusedCode, ...] = ()

    @property
    def total_minor(self) -> int:
        """What is taken off the goods."""
        return sum(self.line_discounts)

    def frees(self, delivery_minor: int) -> bool:
        """Is a delivery at that price free?"""
        freeing = (each.most_delivery_minor for each in self.applied if each.frees_delivery)
        return any(most is None or delivery_minor <= most for most in freeing)
