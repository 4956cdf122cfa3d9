"""No statement of the hot path reads more the more rows a merchant has.

The statements are those that a shop executes in a day over real HTTP: nobody keeps a list of them. They are executed
for a merchant with millions of real rows (a million messages, webhooks and events each, a hundred thousand
conversations, orders and variants), in the application's role, under its policies. Held against a bound are the blocks
that each execution asked for, indexes, triggers and checks of foreign keys included: unlike seconds they do not depend
on the machine, and unlike costs they are no estimate. A plan can also be lucky, in that what it looks for comes early;
so the plans are kept, too: none may go through a large table, or through all rows of a merchant and look at each.
Statistics that claim rows were not taken: the server multiplies them with the size of the real files.
"""

import re
from collections.abc import Iterable, Mapping

import pytest

from shop.kit.db.database import Database
from shop.kit.db.sql import fetch
from shop.kit.embedded.server import EmbeddedServer
from tests.plans.conftest import NAME, CountedDays
from tests.plans.counted_statements import CountedStatement, Ledger, counted_connections
from tests.plans.reading_through import outline

MOST_BLOCKS = 400  # of an execution; the rows of a merchant are thousands of blocks in the smallest index
HOT = frozenset(
    {
        *(
            "attention",
            "cart",
            "conversation",
            "conversation_case",
            "customer",
            "directory",
            "event",
            "fulfilment",
            "image",
        ),
        *(
            "inbound_event",
            "invoice",
            "message",
            "order_progress",
            "order_return",
            "payment",
            "payment_link",
            "pgqueuer",
            "product",
            "recovery",
        ),
        *("refund", "sales_order", "sales_order_line", "stock", "stock_movement", "stripe_event", "variant"),
    }
)
# What may read more, by a piece of it, and why.
_SOLD_OUT = "what is sold out is looked for by its stock; its index would make every cart write that of the stock anew"
_FREQUENT = "the server knows that nearly every row fits: the first ones will do"
REASONS: Mapping[str, str] = {
    "variant.availability_mode != $3 AND coalesce(stock.on_hand - stock.reserved": _SOLD_OUT,
    "AND variant.availability_mode = $3 AND coalesce(stock.on_hand - stock.reserved": _FREQUENT,
    "NOT IN (SELECT variant.product_id FROM variant LEFT OUTER JOIN stock": _FREQUENT,
    "EXISTS (SELECT FROM variant WHERE merchant_id = $1 AND meta_state = 'approved')": _FREQUENT,
    "product.category_id = ANY": _FREQUENT,
    "folded(each) = folded($2": "a tag of more than two thousand products is looked for where they are read",
    "SELECT variant.meta_state, count(*) AS amount FROM variant": "how the whole catalog stands is counted",
    "coalesce(sum(image.bytes)": "a picture is stored where all pictures leave room for it: at most 20 GB of them",
    "count(*) AS amount FROM message WHERE created_at": "the messages of the last hour, here of half the shop's life",
    "LIMIT $3 FOR UPDATE SKIP LOCKED))": "two thousand rows of what is over are ended at a time",
    "AS owner FROM merchant, LATERAL": "a look for each kind of thing that may be over, at each merchant, every hour",
    "direction = 'in' AND kind = 'system'": "system messages that came after the one, here in half the shop's life",
}


def reason_for(statement: str) -> str | None:
    """The piece of it that stands in the list."""
    said = " ".join(statement.split())
    return next((piece for piece in REASONS if piece in said), None)


def told(each: CountedStatement, parts: Iterable[str]) -> str:
    return "\n  ".join((f"{each.blocks} blocks: {' '.join(each.statement.split())}", *parts))


def test_no_statement_asks_for_many_blocks(days: CountedDays) -> None:
    found = [each for each in days.ledger.costliest() if each.blocks > MOST_BLOCKS]
    refused = [told(each, outline(each.plan)) for each in found if reason_for(each.statement) is None]
    assert not refused, "\n".join(refused)


def test_no_statement_goes_through_a_large_table(days: CountedDays) -> None:
    found = {each.statement: (each, days.large.read_through(each.plan)) for each in days.ledger.seen}
    refused = [told(each, why) for each, why in found.values() if why and reason_for(each.statement) is None]
    assert not refused, "\n".join(refused)


def test_every_reason_is_one_for_a_statement_of_the_day(days: CountedDays) -> None:
    found = {reason_for(each.statement) for each in days.ledger.seen}
    assert set(REASONS) <= found


def test_the_day_went_through_every_table_of_the_hot_path(days: CountedDays) -> None:
    said = " ".join(each.statement for each in days.ledger.seen)
    assert [table for table in HOT if not re.search(rf"\b{table}\b", said)] == []
    assert HOT & days.large.names >= HOT - {"pgqueuer", "directory"}


@pytest.mark.parametrize(
    ("statement", "is_lucky"),
    [
        ("SELECT count(*) FROM message WHERE text = 'hola'", False),
        ("SELECT id FROM message WHERE reply_to IS NULL LIMIT 1", True),
        ("SELECT id FROM sales_order WHERE note = '' ORDER BY id LIMIT 1", True),
    ],
)
async def test_what_reads_through_a_table_is_found(
    days: CountedDays, server: EmbeddedServer, statement: str, is_lucky: bool
) -> None:
    ledger = Ledger(is_open=True, relations=days.ledger.relations)
    with counted_connections(ledger, database=NAME):
        database = Database(server.dsn("shop_app", NAME))
        async with database.transaction(days.merchant_id) as session:
            await fetch(session, statement)
        await database.close()
    (counted,) = (each for each in ledger.seen if each.statement == statement)
    assert days.large.read_through(counted.plan)
    assert (counted.blocks < MOST_BLOCKS) is is_lucky
