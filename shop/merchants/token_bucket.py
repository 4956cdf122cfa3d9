"""Token buckets that limit how much each API key may ask for; kept in the database, for any number of processes.

A token bucket in the form of the generic cell rate algorithm: one instant per key says when its bucket is full
again. The table is unlogged: after a crash of the server every bucket is full.
"""

import math
from datetime import datetime
from uuid import UUID

import msgspec
from sqlmodel import Field, SQLModel
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.kit.db.columns import time_column
from shop.kit.db.sql import fetch_one
from shop.kit.db.tenancy import belongs_to
from shop.merchants.keys import Caller

# The server's clock, because the processes' clocks differ; real time, because it is about load, not business.
# What is owed is at most the burst: under a policy that was changed, the debts of the old one would outlast it.
_OWED = (
    "least(greatest(mine.full_at, statement_timestamp()), statement_timestamp() + make_interval(secs => $5))"
)
_DRAW = f"""
WITH taken AS (
    INSERT INTO rate_limit_bucket AS mine (merchant_id, key_id, policy, full_at)
    VALUES ($1, $2, $3, statement_timestamp() + make_interval(secs => $4))
    ON CONFLICT (merchant_id, key_id, policy) DO UPDATE
    SET full_at = {_OWED} + make_interval(secs => $4)
    WHERE {_OWED} + make_interval(secs => $4) <= statement_timestamp() + make_interval(secs => $5)
    RETURNING full_at
)
SELECT true AS granted, extract(epoch FROM full_at - statement_timestamp())::float8 AS full_in FROM taken
UNION ALL
SELECT false, extract(epoch FROM {_OWED} - statement_timestamp())::float8 FROM rate_limit_bucket AS mine
WHERE merchant_id = $1 AND key_id = $2 AND policy = $3 AND NOT EXISTS (SELECT FROM taken)
"""  # noqa: S608 - our own words


class RateLimitBucket(SQLModel, table=True):
    """One bucket of a key: when it will be full again if nothing more is asked."""

    __tablename__ = "rate_limit_bucket"
    __table_args__ = (
        belongs_to("key_id", "api_key"),
        {"prefixes": ["UNLOGGED"], "postgresql_with": {"fillfactor": 50}},
    )

    merchant_id: UUID = Field(primary_key=True)
    key_id: UUID = Field(primary_key=True)
    policy: str = Field(primary_key=True)
    full_at: datetime = time_column()


class RateLimitPolicy(msgspec.Struct, frozen=True):
    """`rate`: units per second on average; `burst`: units at once."""

    name: str
    per_second: float
    burst: int

    def seconds(self, cost: int) -> float:
        """How long it takes until so many units have come back."""
        return cost / self.per_second


class TokenGrant(msgspec.Struct, frozen=True, kw_only=True):
    """What taking tokens left. `full_in` and `retry_in` are whole seconds, rounded up."""

    policy: RateLimitPolicy
    granted: bool
    remaining: int
    full_in: int
    retry_in: int
    empty_for: float  # seconds until there is a unit at all


async def take_tokens(
    session: AsyncSession, caller: Caller, policy: RateLimitPolicy, cost: int
) -> TokenGrant:
    """Take `cost` units (more than the burst counts as the burst) out of the key's bucket, if they are in it."""
    cost = min(cost, policy.burst)
    row = await fetch_one(
        session,
        _DRAW,
        caller.merchant_id,
        caller.key_id,
        policy.name,
        policy.seconds(cost),
        policy.seconds(policy.burst),
    )
    # No row: another request's first draw took the rest in the same instant.
    granted, full_in = (row["granted"], row["full_in"]) if row is not None else (False, policy.seconds(cost))
    return grant_of(policy, cost, granted=granted, full_in=max(full_in, 0.0))


def grant_of(policy: RateLimitPolicy, cost: int, *, granted: bool, full_in: float) -> TokenGrant:
    """What it means that a bucket will be full in so many seconds."""
    room = policy.seconds(policy.burst) - full_in
    return TokenGrant(
        policy=policy,
        granted=granted,
        remaining=max(0, math.floor(room * policy.per_second + 1e-6)),
        full_in=math.ceil(full_in),
        retry_in=max(1, math.ceil(policy.seconds(cost) - room)),
        empty_for=max(0.0, policy.seconds(1) - room),
    )
