"""The table of events, what they are about and who caused them."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field

from shop.kit.db.columns import enum_column, json_column, time_column
from shop.kit.db.tenancy import MerchantOwned


class SubjectKind(StrEnum):
    """What an event or a call for attention is about; the id is that of its table."""

    CONVERSATION = "conversation"
    CASE = "case"
    MESSAGE = "message"
    CUSTOMER = "customer"
    CART = "cart"
    ORDER = "order"
    PAYMENT = "payment"
    REFUND = "refund"
    INVOICE = "invoice"
    NUMBER = "number"
    TEMPLATE = "template"
    DISCOUNT = "discount"
    INBOUND_EVENT = "inbound_event"
    STRIPE_EVENT = "stripe_event"
    DELIVERY_ZONE = "delivery_zone"
    DELIVERY_METHOD = "delivery_method"
    PICKUP_PLACE = "pickup_place"
    DELIVERY_SETTINGS = "delivery_settings"  # the merchant's one row; the id is the merchant's


class Subject(msgspec.Struct, frozen=True):
    """One thing: its kind and its id."""

    kind: SubjectKind
    id: UUID


class ActorKind(StrEnum):
    """Who can cause something."""

    SHOPPER = "shopper"
    BOT = "bot"
    PERSON = "person"  # somebody of the merchant's; `id` says who, where it is known
    API_KEY = "api_key"
    OPERATOR = "operator"  # whoever runs the installation, from its command line
    RULE = "rule"  # what happens by itself after a time; `id` is the job
    VENDOR = "vendor"  # `id`: meta, stripe


class Actor(msgspec.Struct, frozen=True):
    """Who caused it; `id` tells one of a kind from another."""

    kind: ActorKind
    id: str | None = None

    def __str__(self) -> str:
        return self.kind.value if self.id is None else f"{self.kind.value}:{self.id}"


SHOPPER = Actor(ActorKind.SHOPPER)
BOT = Actor(ActorKind.BOT)
OPERATOR = Actor(ActorKind.OPERATOR)
META = Actor(ActorKind.VENDOR, "meta")
STRIPE = Actor(ActorKind.VENDOR, "stripe")


class Event(MerchantOwned, table=True):
    """Something that happened. `transaction_id` is PostgreSQL's, by which readers follow the log.

    `provider_at` is when it happened by the vendor's clock, `at` by ours.
    """

    __table_args__ = (
        Index(None, "merchant_id", "subject_kind", "subject_id", "id"),
        Index(None, "merchant_id", "transaction_id", "id"),
    )

    transaction_id: int | None = Field(
        default=None,
        sa_type=BigInteger,
        nullable=False,
        sa_column_kwargs={"server_default": text("pg_current_xact_id()::text::bigint")},
    )
    kind: str
    subject_kind: SubjectKind = enum_column(SubjectKind)
    subject_id: UUID
    actor: str
    data: dict[str, Any] = json_column(default_factory=dict)
    provider_at: datetime | None = time_column(default=None)
    at: datetime = time_column()
