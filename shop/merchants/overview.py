"""The installation's merchants for its operator: all at a glance, and one as it stands."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.merchants.accounts import numbers, this_merchant
from shop.merchants.creation import AddressPart, SettingsPart
from shop.merchants.models import ApiKey, StripeAccount
from shop.merchants.opening_hours import DAYS

OF_MERCHANT = (
    "id",
    "name",
    "legal_name",
    "tax_id",
    "address",
    "currency",
    "locale",
    "time_zone",
    "prices_include_tax",
    "hours",
    "settings",
    "created_at",
)
OF_NUMBER = (
    "phone_number_id",
    "display_phone_number",
    "app_id",
    "waba_id",
    "catalog_id",
    "paused_reason",
    "last_status_at",
)
ORDERS = {"address": AddressPart.__struct_fields__, "hours": DAYS, "settings": SettingsPart.__struct_fields__}
OF_KEY = ("name", "scopes", "created_at", "last_used_at", "revoked_at")

_ALL = text("""
    SELECT merchant.id, merchant.name, merchant.currency, merchant.created_at,
           count(number.id) AS numbers, count(number.paused_reason) AS paused,
           CASE account.livemode WHEN true THEN 'live' WHEN false THEN 'test' ELSE 'none' END AS stripe
    FROM merchant
    LEFT JOIN whatsapp_number AS number ON number.merchant_id = merchant.id
    LEFT JOIN stripe_account AS account ON account.merchant_id = merchant.id
    GROUP BY merchant.id, account.livemode ORDER BY merchant.id
""")


class MerchantOverview(msgspec.Struct, frozen=True, kw_only=True):
    """`numbers` of WhatsApp, of which so many are `paused`; `stripe` is live, test or none."""

    id: UUID
    name: str
    currency: str
    created_at: datetime
    numbers: int
    paused: int
    stripe: str


async def merchants_overview(session: AsyncSession) -> list[MerchantOverview]:
    """Every merchant, in the order of their ids."""
    async with sweeping(session):
        rows = (await execute_core(session, _ALL)).all()
    return [MerchantOverview(**row._mapping) for row in rows]


class MerchantDescription(msgspec.Struct, frozen=True, kw_only=True):
    """All that an operator gave a merchant, in the words of the merchant's file; no secret is opened.

    `stripe` is live, test or none. Of an API key only its name and its last four characters are known.
    """

    id: UUID
    name: str
    legal_name: str
    tax_id: str
    address: dict[str, str]
    currency: str
    locale: str
    time_zone: str
    prices_include_tax: bool
    hours: dict[str, list[str]]
    settings: dict[str, Any]
    stripe: str
    created_at: datetime
    whatsapp: list[dict[str, Any]]
    keys: list[dict[str, Any]]


async def describe_merchant(session: AsyncSession) -> MerchantDescription:
    """The transaction's merchant as it stands. Raises NotFound."""
    merchant = await this_merchant(session)
    account = await session.get(StripeAccount, merchant.id)
    keys = (await session.exec(select(ApiKey).order_by(col(ApiKey.created_at)))).all()
    as_stored = {name: getattr(merchant, name) for name in OF_MERCHANT}
    return MerchantDescription(
        **{name: _in_order(value, ORDERS.get(name, ())) for name, value in as_stored.items()},
        stripe="none" if account is None else "live" if account.livemode else "test",
        whatsapp=[_only(number, OF_NUMBER) for number in (await numbers(session)).values()],
        keys=[{**_only(key, OF_KEY), "ends_in": key.hint} for key in keys],
    )


def _in_order(value: Any, order: tuple[str, ...]) -> Any:
    """PostgreSQL keeps the members of a document in an order of its own; people read them in theirs."""
    return {name: value[name] for name in (*order, *value) if name in value} if order else value


def _only(row: object, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
