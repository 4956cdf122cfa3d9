"""API keys: shown once, kept as a fingerprint, found through the directory."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.session import merchant_of, set_merchant
from shop.kit.errors import ShopError
from shop.kit.secrets import fingerprint, token
from shop.merchants.directory import enter, owner_of
from shop.merchants.models import ApiKey, Lookup

PREFIX = "shop_"
ALL_SCOPES = (
    "products:read",
    "products:write",
    "orders:read",
    "orders:write",
    "refunds:write",
    "fulfilments:read",
    "fulfilments:write",
    "catalog:read",
    "catalog:write",
    "conversations:read",
    "conversations:write",
    "attention:read",
    "attention:write",
    "discounts:read",
    "discounts:write",
    "delivery:read",
    "delivery:write",
)
# The least time between two writes of `last_used_at`.
SEEN_EVERY = timedelta(minutes=1)


class KeyRefused(ShopError):
    """No key, an unknown key or a revoked one."""

    status_code = 401


class Caller(msgspec.Struct, frozen=True):
    """Who calls the API: a key of a merchant."""

    merchant_id: UUID
    key_id: UUID
    scopes: frozenset[str]


async def issue_key(session: AsyncSession, name: str, scopes: Sequence[str], *, at: datetime) -> str:
    """Make a key for this transaction's merchant. Returns its text, which is stored nowhere."""
    secret = PREFIX + token(32)
    session.add(
        ApiKey(
            merchant_id=merchant_of(session),
            name=name,
            fingerprint=fingerprint(secret),
            hint=secret[-4:],
            scopes=list(scopes),
            created_at=at,
        )
    )
    await enter(session, Lookup.API_KEY, fingerprint(secret))
    return secret


async def authenticate_key(session: AsyncSession, secret: str, *, at: datetime) -> Caller:
    """Whose key this is; sets the transaction's merchant. Raises KeyRefused."""
    print_ = fingerprint(secret)
    merchant_id = await owner_of(session, Lookup.API_KEY, print_)
    if merchant_id is None:
        raise KeyRefused("This API key is unknown. Send `Authorization: Bearer shop_…`.")
    await set_merchant(session, merchant_id)
    key = (await session.exec(select(ApiKey).where(col(ApiKey.fingerprint) == print_))).one_or_none()
    if key is None or (key.revoked_at is not None and key.revoked_at <= at):
        raise KeyRefused("This API key was revoked.")
    if key.last_used_at is None or at - key.last_used_at > SEEN_EVERY:
        key.note_use(at=at)
    return Caller(merchant_id, key.id, frozenset(key.scopes))


async def revoke_keys(session: AsyncSession, *, at: datetime) -> list[ApiKey]:
    """Let every key of this transaction's merchant end at that time, unless it ends before; returns the keys changed."""
    statement = select(ApiKey).where(ApiKey.merchant_id == merchant_of(session)).order_by(col(ApiKey.id))
    # Read under their locks: who revokes at the same moment may have said an earlier time.
    held = statement.with_for_update(key_share=True).execution_options(populate_existing=True)
    keys = (await session.exec(held)).all()
    ending = [key for key in keys if key.revoked_at is None or key.revoked_at > at]
    for key in ending:
        key.revoke(at=at)
    return ending
