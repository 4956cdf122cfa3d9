"""Tables of the collections."""

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from shop.catalog.models import ProductStatus
from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned, belongs_to


class Collection(MerchantOwned, table=True):
    """Products that the merchant shows together, in an order; at Meta a product set of the catalog."""

    __table_args__ = (Index(None, "merchant_id", "status", "id"),)

    title: str
    description: str = ""
    status: ProductStatus = enum_column(ProductStatus, default=ProductStatus.ACTIVE)
    created_at: datetime = time_column()
    updated_at: datetime = time_column()

    def archive(self) -> None:
        """It is shown no more."""
        self.status = ProductStatus.ARCHIVED

    def restore(self) -> None:
        """It is shown again."""
        self.status = ProductStatus.ACTIVE

    def note_edit(self, *, at: datetime) -> None:
        """It was changed; its tag never stays the same, however fast one edit follows another."""
        self.updated_at = max(at, self.updated_at + timedelta(microseconds=1))


class CollectionProduct(SQLModel, table=True):
    """A product's place in a collection."""

    __tablename__ = "collection_product"
    __table_args__ = (
        ForeignKeyConstraint(
            ["merchant_id", "collection_id"], ["collection.merchant_id", "collection.id"], ondelete="CASCADE"
        ),
        belongs_to("product_id", "product"),
        Index(None, "merchant_id", "product_id"),
    )

    merchant_id: UUID = Field(primary_key=True)
    collection_id: UUID = Field(primary_key=True)
    product_id: UUID = Field(primary_key=True)
    position: int
