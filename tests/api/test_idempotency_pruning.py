"""Kept answers are forgotten after a day, each merchant's by a job of its own."""

from sqlalchemy import text

from shop.api.answered import AT_ONCE, claim, keep
from shop.kit.clock import now
from shop.kit.db import Database, run
from tests.backroom import Backroom, later, open_backroom


async def answer(backroom: Backroom, *keys: str) -> None:
    """As if requests with these keys had just been answered."""
    async with backroom.database.transaction(backroom.merchant.id) as session:
        for key in keys:
            assert await claim(session, key, b"asked", at=now()) is None
            await keep(session, key, status=201, headers=[], body=b"{}")


async def kept(backroom: Backroom) -> list[str]:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        found = await run(session, text("SELECT key FROM answered_request ORDER BY key"))
        return list(found.scalars())


async def test_a_sweep_finds_whose_answers_are_old_and_their_job_forgets_them(quiet: Database) -> None:
    busy, idle = await open_backroom(quiet), await open_backroom(quiet)
    await answer(busy, "yesterday")
    later(hours=12)
    await answer(busy, "today")
    await answer(idle, "today")
    later(hours=12)
    await busy.job("api.find_old_answers")
    assert await busy.jobs("api.forget_answers") == [{}]
    assert await idle.jobs("api.forget_answers") == []
    await busy.job("api.forget_answers")
    assert await kept(busy) == ["today"]
    assert await kept(idle) == ["today"]


async def test_what_is_too_much_for_one_job_is_left_to_another(quiet: Database) -> None:
    backroom = await open_backroom(quiet)
    many = text(
        "INSERT INTO answered_request (merchant_id, key, asked, asked_at) "
        "SELECT :merchant, n::text, '', CAST(:at AS timestamptz) FROM generate_series(1, :n) n"
    )
    values = {"merchant": backroom.merchant.id, "at": now(), "n": AT_ONCE + 1}
    async with quiet.transaction(backroom.merchant.id) as session:
        await run(session, many, values)
    later(hours=24)
    await backroom.job("api.forget_answers")
    assert len(await kept(backroom)) == 1
    assert await backroom.jobs("api.forget_answers") == [{}]


async def test_a_job_does_not_wait_for_a_request_that_takes_an_old_key_again(quiet: Database) -> None:
    backroom = await open_backroom(quiet)
    await answer(backroom, "old")
    later(hours=24)
    async with quiet.transaction(backroom.merchant.id) as session:
        assert await claim(session, "old", b"asked again", at=now()) is None
        await backroom.job("api.forget_answers")
        await keep(session, "old", status=200, headers=[], body=b"")
    assert await kept(backroom) == ["old"]
