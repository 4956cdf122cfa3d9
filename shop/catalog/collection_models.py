"""Tables of the collections, and of what Meta has of each."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index
from sqlmodel import Field, SQLModel

from shop.catalog.models import ProductStatus
from shop.kit.db import choice, moment
from shop.kit.tenancy import MerchantOwned, belongs_to


class Collection(MerchantOwned, table=True):
    """Products that the merchant shows together, in an order; at Meta a product set of the catalog."""

    __table_args__ = (Index(None, "merchant_id", "status", "id"),)

    title: str
    description: str = ""
    status: ProductStatus = choice(ProductStatus, default=ProductStatus.ACTIVE)
    created_at: datetime = moment()
    updated_at: datetime = moment()


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


class MetaSet(SQLModel, table=True):
    """What one catalog of Meta's has of a collection. It outlives the collection until Meta has deleted it too."""

    __tablename__ = "meta_set"

    merchant_id: UUID = Field(primary_key=True)
    collection_id: UUID = Field(primary_key=True)
    catalog_id: str = Field(primary_key=True)
    set_id: str | None = None
    sent_hash: str | None = None
    trouble: str = ""  # why Meta refused it last; empty once it did not
    sent_at: datetime | None = moment(default=None)
