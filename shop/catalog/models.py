"""Tables of the catalog."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from shop.kit.db import choice, document, moment
from shop.kit.tenancy import MerchantOwned, belongs_to


class ProductStatus(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class TaxClass(StrEnum):
    """Which of a country's rates applies; the rate itself is looked up by country and date."""

    STANDARD = "standard"
    INTERMEDIATE = "intermediate"
    REDUCED = "reduced"
    SUPER_REDUCED = "super_reduced"
    ZERO = "zero"


class MetaState(StrEnum):
    """Where Meta's copy of a variant stands."""

    UNSENT = "unsent"
    PENDING = "pending"  # sent, handle not finished
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    OUTDATED = "outdated"
    DELETED = "deleted"


class Product(MerchantOwned, table=True):
    """What is sold, in one or more variants. `translations` holds title and description by language."""

    __table_args__ = (Index(None, "merchant_id", "status", "id"),)

    title: str
    description: str = ""
    brand: str = ""
    category: str = ""
    tax_class: TaxClass = choice(TaxClass, default=TaxClass.STANDARD)
    translations: dict[str, dict[str, str]] = document(default_factory=dict)
    images: list[str] = document(default_factory=list)
    link: str = ""
    status: ProductStatus = choice(ProductStatus, default=ProductStatus.ACTIVE)
    created_at: datetime = moment()
    updated_at: datetime = moment()

    def titled(self, language: str) -> str:
        """The title in `language`, else in the merchant's own."""
        return self.translations.get(language, {}).get("title") or self.title


class Variant(MerchantOwned, table=True):
    """One thing that can be put into a cart: an SKU with a price in minor units."""

    __table_args__ = (
        belongs_to("product_id", "product"),
        UniqueConstraint("merchant_id", "sku"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        Index(None, "merchant_id", "product_id"),
        Index("ix_variant_unsent", "merchant_id", "id", postgresql_where="version > sent_version"),
        Index(
            "ix_variant_verdict_due", "meta_due_at", "merchant_id", postgresql_where="meta_due_at IS NOT NULL"
        ),
        Index(None, "merchant_id", "sent_batch_id"),
    )

    product_id: UUID
    sku: str
    options: dict[str, str] = document(default_factory=dict)
    price_minor: int = Field(sa_type=BigInteger)
    currency: str
    images: list[str] = document(default_factory=list)
    position: int = 0
    archived: bool = False
    version: int = Field(default=1, sa_type=BigInteger)
    sent_version: int = Field(default=0, sa_type=BigInteger)
    sent_hash: str | None = None
    sent_batch_id: UUID | None = None
    meta_state: MetaState = choice(MetaState, default=MetaState.UNSENT)
    meta_reasons: list[Any] = document(default_factory=list)
    meta_checked_at: datetime | None = moment(default=None)
    meta_due_at: datetime | None = moment(default=None)  # when to look for Meta's verdict again

    @property
    def option_text(self) -> str:
        """The options as a person says them: "Azul, M"."""
        return ", ".join(self.options.values())


class Stock(SQLModel, table=True):
    """How many there are and how many of them are promised to open orders. Locked by variant id, in order."""

    __table_args__ = (
        belongs_to("variant_id", "variant"),
        CheckConstraint("on_hand >= 0", name="never_negative"),
        CheckConstraint("reserved >= 0", name="reserved_not_negative"),
        CheckConstraint("reserved <= on_hand", name="no_more_promised_than_there_is"),
    )

    merchant_id: UUID = Field(primary_key=True)
    variant_id: UUID = Field(primary_key=True)
    on_hand: int = Field(default=0, sa_type=BigInteger)
    reserved: int = Field(default=0, sa_type=BigInteger)

    @property
    def available(self) -> int:
        return self.on_hand - self.reserved


class StockMovement(MerchantOwned, table=True):
    """Why the stock changed: kept for ever, written with the change."""

    __tablename__ = "stock_movement"
    __table_args__ = (
        belongs_to("variant_id", "variant"),
        Index(None, "merchant_id", "variant_id", "at"),
    )

    variant_id: UUID
    delta: int = Field(sa_type=BigInteger)
    reason: str
    actor: str
    order_id: UUID | None = None
    at: datetime = moment()
