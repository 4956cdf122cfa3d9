"""What a checkout asks of discounts is found by indexes, however many codes and uses there are."""

from typing import Any
from uuid import UUID

import pytest

from shop.discounts.loading import load_rules, uses_of
from shop.kit.clock import now
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database
from shop.kit.embedded.server import EmbeddedServer
from tests.discounts.given import MerchantWithDiscounts
from tests.plans.counted_statements import CountedStatement, Ledger, counted_connections, relations_of
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named

MANY = 100_000
MOST_BLOCKS = 60
_CODES = """
    INSERT INTO discount_code (merchant_id, id, discount_id, code, shown, max_uses, uses, batch, created_at)
    SELECT $1, gen_random_uuid(), $2, 'CODE' || n, 'CODE' || n, 1, 0, $2, now() FROM generate_series(1, $3) AS n
"""
_USES = """
    INSERT INTO discount_use
        (merchant_id, id, discount_id, code_id, customer_id, order_id, amount_minor, state, is_over_limit, at)
    SELECT $1, gen_random_uuid(), $2, NULL, $3, gen_random_uuid(), 1, 'used', false, now()
    FROM generate_series(1, $4)
"""


@pytest.fixture
async def crowded(shop: MerchantWithDiscounts, url_without_worker: str) -> tuple[MerchantWithDiscounts, UUID]:
    """A batch of a hundred thousand codes, as many uses by one customer, and another customer."""
    discount, customer_id = await shop.discount("A"), await shop.customer()
    connection = await connect_as(url_without_worker)
    await connection.execute("SELECT set_config('app.merchant_id', $1, false)", str(shop.merchant_id))
    await connection.execute(_CODES, shop.merchant_id, discount.id, MANY)
    await connection.execute(_USES, shop.merchant_id, discount.id, await shop.customer(), MANY)
    await connection.execute("ANALYZE discount_code, discount_use")
    await connection.close()
    return shop, customer_id


async def test_a_hundred_thousand_codes_are_not_read_through(
    crowded: tuple[MerchantWithDiscounts, UUID], server: EmbeddedServer, url_without_worker: str
) -> None:
    shop, customer_id = crowded
    ledger = Ledger(relations=await relations_of(url_without_worker))
    order_id = new_id()
    with counted_connections(ledger, database=named("without_worker")):
        counting = Database(server.dsn("shop_app", named("without_worker")))
        ledger.is_open = True
        async with counting.transaction(shop.merchant_id) as session:
            rules = await load_rules(session, codes=["code77", "CODE 99999"], at=now())
            await uses_of(session, customer_id, [rule.id for rule in rules])
            await shop.place(session, order_id, customer_id, ["code123"])
        ledger.is_open = False
        await counting.close()
    assert [len(rule.codes) for rule in rules] == [2]
    assert len(ledger.seen) > 8
    assert [told(each) for each in ledger.seen if each.blocks > MOST_BLOCKS or reads_through(each.plan)] == []


def told(each: CountedStatement) -> str:
    return f"{each.blocks} blocks: {each.statement}"


def reads_through(plan: dict[str, Any]) -> bool:
    """Does a part of it go through one of the large tables?"""
    is_large = plan.get("Relation Name") in ("discount_code", "discount_use")
    own = is_large and plan["Node Type"] == "Seq Scan"
    return own or any(reads_through(part) for part in plan.get("Plans", ()))
