"""Tables of invoices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class IssuedDocument(MerchantOwned):
    """What was numbered: its number is final, its content a snapshot. The PDF is made once, afterwards."""

    order_id: UUID
    series: str
    number: int = Field(sa_type=BigInteger)
    issued_at: datetime = time_column()
    content: dict[str, Any] = json_column()
    pdf: bytes | None = Field(default=None, sa_type=LargeBinary)
    message_id: UUID | None = None

    @property
    def label(self) -> str:
        """The number as printed: series, dash, six digits."""
        return f"{self.series}-{self.number:06d}"

    def keep_pdf(self, pdf: bytes) -> bytes:
        """The document, once and for ever; returns the one that counts, the first."""
        self.pdf = self.pdf if self.pdf is not None else pdf
        return self.pdf


class Invoice(IssuedDocument, table=True):
    """The invoice of an order."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        UniqueConstraint("merchant_id", "series", "number"),
        UniqueConstraint("merchant_id", "order_id"),
    )


class CreditNote(IssuedDocument, table=True):
    """It takes `amount_minor` (above zero) off an invoice, because a refund gave so much of it back."""

    __tablename__ = "credit_note"
    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        belongs_to("invoice_id", "invoice"),
        belongs_to("refund_id", "refund"),
        UniqueConstraint("merchant_id", "series", "number"),
        UniqueConstraint("merchant_id", "refund_id"),
        Index(None, "merchant_id", "order_id"),
    )

    invoice_id: UUID
    refund_id: UUID
    amount_minor: int = Field(sa_type=BigInteger)
