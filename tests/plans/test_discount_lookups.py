"""What a checkout asks of discounts is found by indexes, however many codes and uses there are."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.customers.models import Customer
from shop.discounts.evaluation import Buyer, DiscountableLine, DiscountKind, evaluate
from shop.discounts.loading import load_rules, uses_of
from shop.discounts.models import Discount
from shop.discounts.usage import confirm_uses, release_uses, take_uses
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.embedded.server import EmbeddedServer
from shop.merchants.models import Merchant
from tests.plans.counted_statements import CountedStatement, Ledger, counted_connections, relations_of
from tests.support.postgres.connecting import connect_as
from tests.support.postgres.external_postgres import named

MANY = 100_000
MOST_BLOCKS = 60
CART = [DiscountableLine(uuid4(), uuid4(), frozenset(), 2, 1250)]
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
async def customer_id(database: Database, merchant: Merchant, owner_url: str) -> UUID:
    """A customer of a shop with a batch of a hundred thousand codes, and as many uses by somebody else."""
    at = now()
    shopper, other = (
        Customer(merchant_id=merchant.id, phone=phone, created_at=at) for phone in ("34600", "34601")
    )
    discount = Discount(
        merchant_id=merchant.id,
        name="Ten percent",
        kind=DiscountKind.PERCENTAGE,
        percent_hundredths=1000,
        max_uses_per_customer=1,
        created_at=at,
        updated_at=at,
    )
    async with database.transaction(merchant.id) as session:
        session.add_all([shopper, other, discount])
    connection = await connect_as(owner_url)
    await connection.execute("SELECT set_config('app.merchant_id', $1, false)", str(merchant.id))
    await connection.execute(_CODES, merchant.id, discount.id, MANY)
    await connection.execute(_USES, merchant.id, discount.id, other.id, MANY)
    await connection.execute("ANALYZE discount_code, discount_use")
    await connection.close()
    return shopper.id


async def check_out(session: AsyncSession, customer_id: UUID, code: str) -> UUID:
    """What an order asks, from the code to its payment."""
    rules = await load_rules(session, codes=[code, "code77", "unknown"], at=now())
    uses = await uses_of(session, customer_id, [rule.id for rule in rules])
    buyer = Buyer(is_first_order=True, uses=uses)
    evaluation = evaluate(rules, CART, codes=[code, "code77"], buyer=buyer, at=now())
    order_id = uuid4()
    assert evaluation.applied
    assert await take_uses(session, order_id, customer_id, evaluation, at=now()) == ()
    await release_uses(session, order_id, at=now())
    await confirm_uses(session, order_id, at=now())
    return order_id


async def test_a_hundred_thousand_codes_are_not_read_through(
    merchant: Merchant, customer_id: UUID, server: EmbeddedServer, owner_url: str
) -> None:
    ledger = Ledger(relations=await relations_of(owner_url))
    with counted_connections(ledger, database=named("test")):
        counting = Database(server.dsn("shop_app", named("test")))
        ledger.is_open = True
        async with counting.transaction(merchant.id) as session:
            await check_out(session, customer_id, " code 99999")
        ledger.is_open = False
        await counting.close()
    assert len(ledger.seen) > 12
    assert [told(each) for each in ledger.seen if each.blocks > MOST_BLOCKS or reads_through(each.plan)] == []


def told(each: CountedStatement) -> str:
    return f"{each.blocks} blocks: {each.statement}"


def reads_through(plan: dict[str, Any]) -> bool:
    """Does a part of it go through one of the large tables?"""
    is_large = plan.get("Relation Name") in ("discount_code", "discount_use")
    own = is_large and plan["Node Type"] == "Seq Scan"
    return own or any(reads_through(part) for part in plan.get("Plans", ()))
