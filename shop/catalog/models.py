"""Tables of the catalog.

What Meta has of a variant (`MetaState`), from state to state. Only `shop/catalog/meta_states.py` moves it, in SQL, many
variants at a time; its function stands behind the arrow. `mark_sent` is called by the push, `mark_arrived` and
`mark_refused` by the poll, `mark_reviewed` by the review of `catalog_sync`:

    unsent, pending, in_review, approved, rejected, outdated, deleted -> pending, rejected, deleted: mark_sent
    approved -> approved: mark_sent
    pending -> in_review: mark_arrived
    pending, approved -> rejected: mark_refused
    in_review, approved, rejected, outdated -> in_review, approved, rejected, outdated: mark_reviewed

An approved variant stays approved when only fields that Meta does not review were sent. Marking a variant to be sent
again, or its review to be read again, leaves the state as it is.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Computed, Index, Text, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from shop.catalog.enums import Availability, AvailabilityMode, Condition, TaxClass, availability
from shop.catalog.prices.sales import price_at
from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to

# The first letters of the title without accents and case: a plain column, because a condition on an expression
# would lose its index under row-level security.
SORT_TITLE = "left(folded(title), 100)"


class ProductStatus(StrEnum):
    ACTIVE = "active"
    ARCHIVED = "archived"


class MetaState(StrEnum):
    """Where Meta's copy of a variant stands."""

    UNSENT = "unsent"
    PENDING = "pending"  # sent, handle not finished
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    OUTDATED = "outdated"
    DELETED = "deleted"


class Category(MerchantOwned, table=True):
    """A node of the merchant's own tree, by its whole path ("Ropa > Camisetas"); its ancestors are rows too.

    `google_product_category` is the node's own, "" where the nearest ancestor's counts.
    """

    __table_args__ = (UniqueConstraint("merchant_id", "path"),)

    path: str
    google_product_category: str = ""


class Product(MerchantOwned, table=True):
    """What is sold, in one or more variants. `translations` holds title and description by language."""

    __table_args__ = (
        belongs_to("category_id", "category"),
        Index(None, "merchant_id", "status", "id"),
        Index(None, "merchant_id", "category_id", "id"),
        Index(None, "merchant_id", "updated_at", "id"),
        Index(None, "merchant_id", "sort_title", "id"),
        Index(
            "ix_product_image_names",
            text("image_names(images)"),
            postgresql_using="gin",
            postgresql_where="images <> '[]'",
        ),
    )

    title: str
    description: str = ""
    brand: str = ""
    category_id: UUID | None = None
    condition: Condition = enum_column(Condition, default=Condition.NEW)
    tags: list[str] = json_column(default_factory=list)
    attributes: dict[str, str] = json_column(default_factory=dict)  # the merchant's own, told to nobody
    tax_class: TaxClass = enum_column(TaxClass, default=TaxClass.STANDARD)
    requires_delivery: bool = True  # services, vouchers and downloads do not
    translations: dict[str, dict[str, str]] = json_column(default_factory=dict)
    images: list[str] = json_column(default_factory=list)
    link: str = ""
    status: ProductStatus = enum_column(ProductStatus, default=ProductStatus.ACTIVE)
    created_at: datetime = time_column()
    updated_at: datetime = time_column()

    def archive(self) -> None:
        """It is sold no more; what was ordered of it stands."""
        self.status = ProductStatus.ARCHIVED

    def restore(self) -> None:
        """It is on sale again."""
        self.status = ProductStatus.ACTIVE

    def note_edit(self, *, at: datetime) -> None:
        """It was changed; its tag never stays the same, however fast one edit follows another."""
        self.updated_at = max(at, self.updated_at + timedelta(microseconds=1))

    # Written by the database alone.
    sort_title: str | None = Field(
        default=None,
        sa_type=Text(collation="C"),
        sa_column_kwargs={"server_default": Computed(SORT_TITLE, persisted=True)},
    )


class Variant(MerchantOwned, table=True):
    """One thing that can be put into a cart: an SKU with a price in minor units."""

    __table_args__ = (
        belongs_to("product_id", "product"),
        UniqueConstraint("merchant_id", "sku"),
        CheckConstraint("price_minor >= 0", name="price_not_negative"),
        CheckConstraint("sale_price_minor >= 0 AND sale_price_minor < price_minor", name="sale_is_cheaper"),
        CheckConstraint("sale_starts_at < sale_ends_at", name="sale_starts_before_it_ends"),
        CheckConstraint(
            "sale_price_minor IS NOT NULL OR coalesce(sale_starts_at, sale_ends_at) IS NULL",
            name="sale_dates_have_a_price",
        ),
        CheckConstraint("compare_at_price_minor > price_minor", name="compared_with_more"),
        CheckConstraint("weight_grams >= 0", name="weight_not_negative"),
        CheckConstraint("low_stock_threshold >= 0", name="low_stock_threshold_not_negative"),
        Index(None, "merchant_id", "product_id"),
        Index("ix_variant_by_lower_sku", "merchant_id", text("lower(sku)")),
        Index("ix_variant_by_price", "merchant_id", "price_minor", "product_id"),
        Index(
            "ix_variant_low_stock",
            "merchant_id",
            "product_id",
            postgresql_where="low_stock_threshold IS NOT NULL",
        ),
        Index(
            "ix_variant_not_by_stock",
            "merchant_id",
            "product_id",
            postgresql_where="availability_mode <> 'by_stock'",
        ),
        Index("ix_variant_unsent", "merchant_id", "id", postgresql_where="version > sent_version"),
        Index(
            "ix_variant_verdict_due", "meta_due_at", "merchant_id", postgresql_where="meta_due_at IS NOT NULL"
        ),
        Index(None, "merchant_id", "sent_batch_id"),
        Index(None, "merchant_id", "meta_state"),
        Index(
            "ix_variant_image_names",
            text("image_names(images)"),
            postgresql_using="gin",
            postgresql_where="images <> '[]'",
        ),
    )

    product_id: UUID
    sku: str
    options: dict[str, str] = json_column(default_factory=dict)
    price_minor: int = Field(sa_type=BigInteger)
    sale_price_minor: int | None = Field(default=None, sa_type=BigInteger)
    sale_starts_at: datetime | None = time_column(default=None)  # None: it began long ago
    # None: without an end; at the moment itself it is over.
    sale_ends_at: datetime | None = time_column(default=None)
    compare_at_price_minor: int | None = Field(default=None, sa_type=BigInteger)
    currency: str
    weight_grams: int | None = Field(default=None, sa_type=BigInteger)
    availability_mode: AvailabilityMode = enum_column(AvailabilityMode, default=AvailabilityMode.BY_STOCK)
    low_stock_threshold: int | None = Field(default=None, sa_type=BigInteger)
    images: list[str] = json_column(default_factory=list)
    position: int = 0
    archived: bool = False
    version: int = Field(default=1, sa_type=BigInteger)
    sent_version: int = Field(default=0, sa_type=BigInteger)
    sent_hash: str | None = None
    sent_batch_id: UUID | None = None
    meta_state: MetaState = enum_column(MetaState, default=MetaState.UNSENT)
    meta_reasons: list[Any] = json_column(default_factory=list)
    meta_checked_at: datetime | None = time_column(default=None)
    meta_due_at: datetime | None = time_column(default=None)  # when to look for Meta's review again

    def selling_price(self, at: datetime) -> int:
        """What one piece costs at that time, in minor units: the sale price while the sale lasts."""
        return price_at(at, self.price_minor, self.sale_price_minor, self.sale_starts_at, self.sale_ends_at)

    def availability(self, available: int) -> Availability:
        """What to tell a shopper when so many are left."""
        return availability(self.availability_mode, available)

    def is_low(self, available: int) -> bool:
        """Are so few left that the merchant wants to know?"""
        return self.low_stock_threshold is not None and available <= self.low_stock_threshold


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
    at: datetime = time_column()
