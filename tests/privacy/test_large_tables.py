"""With much that is not over yet, what is over is found all the same at once."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.db.tenancy import sweeping
from shop.privacy.forgetting import ending, finding
from shop.privacy.register.notation import Retention
from shop.privacy.register.tables import REGISTER
from tests.support.postgres.connecting import connect_as
from tests.support.shop import ShopUnderTest

# As after weeks of a busy shop: read and emptied, read just now, and some that were not used or set aside.
MANY = {
    "inbound_event": "INSERT INTO inbound_event (merchant_id, id, key, kind, field, body, arrived_at, state) "
    "SELECT $1, gen_random_uuid(), 'k' || n, 'message', 'messages', ",
    "stripe_event": "INSERT INTO stripe_event (merchant_id, id, event_id, type, body, arrived_at, state) "
    "SELECT $1, gen_random_uuid(), 'k' || n, 'charge.refunded', ",
}
ROWS = (
    "CASE WHEN n % 20 = 0 OR n > 3000 THEN '\\x7b7d'::bytea ELSE '' END, $2::timestamptz - "
    "CASE WHEN n > 3000 OR n % 20 = 1 THEN interval '1 day' ELSE interval '29 days' END, "
    "CASE WHEN n % 20 = 0 THEN 'set_aside' WHEN n % 20 = 1 THEN 'ignored' ELSE 'done' END "
    "FROM generate_series(1, 6000) n"
)
CASES = [(name, each) for name in MANY for each in REGISTER[name].ended_here]


@pytest.mark.parametrize(("name", "retention"), CASES, ids=[f"{n}.{r.what}.{r.which}" for n, r in CASES])
async def test_nothing_is_passed_over_on_the_way_to_what_is_over(
    shop: ShopUnderTest, old: Database, register_url: str, name: str, retention: Retention
) -> None:
    owner = await connect_as(register_url)
    await owner.execute(MANY[name] + ROWS, shop.merchant.id, now())
    await owner.execute(f"VACUUM ANALYZE {name}")
    await owner.close()
    passed = retention.after - min(retention.after, timedelta(days=30))
    values = {"at": now() + passed - timedelta(minutes=1)}
    async with old.transaction() as session, sweeping(session):
        look = text(f"EXPLAIN (ANALYZE) {finding(name, retention)}")
        found = "\n".join((await execute_core(session, look, values)).scalars())
    async with old.transaction(shop.merchant.id) as session:
        end = text(f"EXPLAIN (ANALYZE) {ending(name, retention)}")
        more = {"merchant": shop.merchant.id, "at_once": 2_000}
        found += "\n".join((await execute_core(session, end, values | more)).scalars())
    assert [int(n) for n in re.findall(r"Rows Removed by Filter: (\d+)", found) if int(n) > 400] == [], found
    assert f"Seq Scan on {name}" not in found
