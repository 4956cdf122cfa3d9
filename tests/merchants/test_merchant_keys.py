"""API keys and the directory: recognised, revoked, belonging to one merchant."""

from datetime import timedelta

import pytest
from sqlmodel import select

from shop.kit.db.database import Database
from shop.kit.db.session import merchant_of
from shop.merchants.directory import TakenByAnother, enter, owner_of, owners_of
from shop.merchants.keys import KeyRefused, authenticate_key, issue_key
from shop.merchants.models import ApiKey, Lookup, Merchant
from tests.support.cast import SUNDAY, make_merchant


@pytest.fixture
async def merchant(database_without_worker: Database) -> Merchant:
    return await make_merchant(database_without_worker)


@pytest.fixture
async def secret(database_without_worker: Database, merchant: Merchant) -> str:
    async with database_without_worker.transaction(merchant.id) as session:
        return await issue_key(session, "till", ["orders:read"], at=SUNDAY)


async def key_named(database_without_worker: Database, merchant: Merchant, name: str) -> ApiKey:
    async with database_without_worker.transaction(merchant.id) as session:
        return (await session.exec(select(ApiKey).where(ApiKey.name == name))).one()


async def test_a_key_leads_to_its_merchant_and_sets_the_transaction(
    database_without_worker: Database, merchant: Merchant, secret: str
) -> None:
    async with database_without_worker.transaction() as session:
        caller = await authenticate_key(session, secret, at=SUNDAY)
        assert merchant_of(session) == merchant.id
    assert (caller.merchant_id, caller.scopes) == (merchant.id, frozenset(["orders:read"]))


@pytest.mark.parametrize("wrong", ["", "shop_", "shop_unknown", "sk_test_1", "x" * 10_000])
async def test_an_unknown_key_is_refused(database_without_worker: Database, wrong: str) -> None:
    async with database_without_worker.transaction() as session:
        with pytest.raises(KeyRefused, match="unknown"):
            await authenticate_key(session, wrong, at=SUNDAY)


async def test_a_revoked_key_is_refused(
    database_without_worker: Database, merchant: Merchant, secret: str
) -> None:
    async with database_without_worker.transaction(merchant.id) as session:
        key = (await session.exec(select(ApiKey).where(ApiKey.name == "till"))).one()
        key.revoked_at = SUNDAY
    async with database_without_worker.transaction() as session:
        with pytest.raises(KeyRefused, match="revoked"):
            await authenticate_key(session, secret, at=SUNDAY)


async def test_the_last_use_is_kept_to_the_minute_and_not_written_each_time(
    database_without_worker: Database, merchant: Merchant, secret: str
) -> None:
    uses = (0, 30, 59, 61)
    kept = []
    for seconds in uses:
        async with database_without_worker.transaction() as session:
            await authenticate_key(session, secret, at=SUNDAY + timedelta(seconds=seconds))
        kept.append((await key_named(database_without_worker, merchant, "till")).last_used_at)
    assert kept == [SUNDAY, SUNDAY, SUNDAY, SUNDAY + timedelta(seconds=61)]


async def test_what_belongs_to_another_cannot_be_entered(
    database_without_worker: Database, merchant: Merchant
) -> None:
    other = await make_merchant(database_without_worker)
    key = f"token {merchant.id}"
    async with database_without_worker.transaction(merchant.id) as session:
        await enter(session, Lookup.PAY, key)
    async with database_without_worker.transaction(other.id) as session:
        with pytest.raises(TakenByAnother, match="This pay belongs to another merchant"):
            await enter(session, Lookup.PAY, key)
        assert await owner_of(session, Lookup.PAY, key) == merchant.id


async def test_ones_own_may_be_entered_again(database_without_worker: Database, merchant: Merchant) -> None:
    for _ in range(2):
        async with database_without_worker.transaction(merchant.id) as session:
            await enter(session, Lookup.PAY, f"again {merchant.id}")
            assert await owner_of(session, Lookup.PAY, f"again {merchant.id}") == merchant.id


async def test_many_are_found_at_once_and_unknown_ones_are_missing(
    database_without_worker: Database, merchant: Merchant
) -> None:
    other = await make_merchant(database_without_worker)
    for owner in (merchant, other):
        async with database_without_worker.transaction(owner.id) as session:
            await enter(session, Lookup.NUMBER, f"many {owner.id}")
    asked = [f"many {merchant.id}", f"many {other.id}", "many nobody"]
    async with database_without_worker.transaction() as session:
        found = await owners_of(session, [Lookup.NUMBER, Lookup.ACCOUNT], asked)
        none = await owners_of(session, [Lookup.PAY], asked)
    assert found == {f"many {merchant.id}": merchant.id, f"many {other.id}": other.id}
    assert none == {}
