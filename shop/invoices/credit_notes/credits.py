"""What is credited, and why."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from shop.invoices.credit_notes.allotment import CreditedPieces


class CreditCause(StrEnum):
    """Why the invoice is corrected, as the document says it."""

    RETURNED = "returned"
    DAMAGED = "damaged"
    NOT_DELIVERED = "not_delivered"
    CANCELLED = "cancelled"
    REDUCED = "reduced"
    REFUNDED = "refunded"


class Credit(msgspec.Struct, frozen=True, kw_only=True):
    """So much of an invoice is given back. `pieces`: of these lines; none where it is an amount."""

    refund_id: UUID
    amount_minor: int
    pieces: Sequence[CreditedPieces] = ()
    cause: CreditCause
    refunded_at: datetime
