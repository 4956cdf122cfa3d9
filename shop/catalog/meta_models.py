"""Tables about the catalog as a whole at Meta: drift, claims of carts, the switches of a number."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from shop.kit.db import document, moment
from shop.kit.tenancy import MerchantOwned, belongs_to


class DriftReport(MerchantOwned, table=True):
    """What a reconciliation found: how many of each kind, and some of them by SKU.

    `price_claims`: how many cart lines of the week before it named another price than ours.
    """

    __tablename__ = "drift_report"
    __table_args__ = (Index(None, "merchant_id", "started_at"),)

    started_at: datetime = moment()
    finished_at: datetime = moment()
    read: int
    repaired: int
    counts: dict[str, int] = document(default_factory=dict)
    samples: list[Any] = document(default_factory=list)
    price_claims: int = 0


class PriceClaim(MerchantOwned, table=True):
    """A cart message named another price than ours. Only added to, so that no cart waits for another."""

    __tablename__ = "price_claim"
    __table_args__ = (belongs_to("variant_id", "variant"), Index(None, "merchant_id", "at"))

    variant_id: UUID
    at: datetime = moment()


class CommerceSwitches(SQLModel, table=True):
    """A number's cart and catalog icon: as Meta last said, and as the merchant wants them (None: no wish)."""

    __tablename__ = "commerce_switches"

    merchant_id: UUID = Field(primary_key=True)
    phone_number_id: str = Field(primary_key=True)
    is_cart_enabled: bool | None = None
    is_catalog_visible: bool | None = None
    wants_cart: bool | None = None
    wants_catalog: bool | None = None
    trouble: str = ""  # why Meta could not be asked, or refused; empty once it did not
    checked_at: datetime | None = moment(default=None)
