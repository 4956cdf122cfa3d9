"""Kept answers are forgotten after a day, each merchant's by a job of its own."""

from sqlalchemy import text

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.idempotency import AT_ONCE, claim_key, store_response
from tests.support.shop import ShopUnderTest, move_by, open_shop


async def answer(shop: ShopUnderTest, *keys: str) -> None:
    """As if requests with these keys had just been answered."""
    async with shop.database.transaction(shop.merchant.id) as session:
        for key in keys:
            assert await claim_key(session, key, b"asked", at=now()) is None
            await store_response(session, key, status=201, headers=[], body=b"{}")


async def kept(shop: ShopUnderTest) -> list[str]:
    async with shop.database.transaction(shop.merchant.id) as session:
        found = await execute_core(session, text("SELECT key FROM idempotency_record ORDER BY key"))
        return list(found.scalars())


async def test_a_sweep_finds_whose_answers_are_old_and_their_job_forgets_them(
    database_without_worker: Database,
) -> None:
    busy, idle = await open_shop(database_without_worker), await open_shop(database_without_worker)
    await answer(busy, "yesterday")
    move_by(hours=12)
    await answer(busy, "today")
    await answer(idle, "today")
    move_by(hours=12)
    await busy.job("idempotency.find_expired")
    assert await busy.jobs("idempotency.forget_expired") == [{}]
    assert await idle.jobs("idempotency.forget_expired") == []
    await busy.job("idempotency.forget_expired")
    assert await kept(busy) == ["today"]
    assert await kept(idle) == ["today"]


async def test_what_is_too_much_for_one_job_is_left_to_another(database_without_worker: Database) -> None:
    shop = await open_shop(database_without_worker)
    many = text(
        "INSERT INTO idempotency_record (merchant_id, key, fingerprint, claimed_at) "
        "SELECT :merchant, n::text, '', CAST(:at AS timestamptz) FROM generate_series(1, :n) n"
    )
    values = {"merchant": shop.merchant.id, "at": now(), "n": AT_ONCE + 1}
    async with database_without_worker.transaction(shop.merchant.id) as session:
        await execute_core(session, many, values)
    move_by(hours=24)
    await shop.job("idempotency.forget_expired")
    assert len(await kept(shop)) == 1
    assert await shop.jobs("idempotency.forget_expired") == [{}]


async def test_a_job_does_not_wait_for_a_request_that_takes_an_old_key_again(
    database_without_worker: Database,
) -> None:
    shop = await open_shop(database_without_worker)
    await answer(shop, "old")
    move_by(hours=24)
    async with database_without_worker.transaction(shop.merchant.id) as session:
        assert await claim_key(session, "old", b"asked again", at=now()) is None
        await shop.job("idempotency.forget_expired")
        await store_response(session, "old", status=200, headers=[], body=b"")
    assert await kept(shop) == ["old"]
