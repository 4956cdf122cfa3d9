"""Tables of invoices."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, LargeBinary, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class Invoice(MerchantOwned, table=True):
    """An issued document: its number is final, its content a snapshot. The PDF is made once, afterwards."""

    __table_args__ = (
        belongs_to("order_id", "sales_order"),
        UniqueConstraint("merchant_id", "series", "number"),
        UniqueConstraint("merchant_id", "order_id"),
    )

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
