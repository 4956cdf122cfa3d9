"""What the gates answered, kept for whoever asks why."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index

from shop.kit.db.columns import json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class GateDecision(MerchantOwned, table=True):
    """One judgement on one message that might be sent. `answers` holds each gate's `{gate, passed, why, again_at}`."""

    __tablename__ = "gate_decision"
    __table_args__ = (
        belongs_to("customer_id", "customer"),
        Index(None, "merchant_id", "subject", "at"),
        Index(None, "merchant_id", "customer_id", "at"),
        Index(None, "merchant_id", "at"),
    )

    purpose: str
    subject: str
    customer_id: UUID
    allowed: bool
    why: str
    answers: list[Any] = json_column(default_factory=list)
    again_at: datetime | None = time_column(default=None)
    message_id: UUID | None = None
    at: datetime = time_column()
