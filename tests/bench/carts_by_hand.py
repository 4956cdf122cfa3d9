"""The floor of the bench of carts: the same writes by hand, in one transaction each."""

import asyncio
import random
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg

from shop.kit.db.columns import new_id
from shop.kit.db.database import driver_url
from tests.bench.carts import LINES
from tests.bench.installation import PRICE_MINOR, BenchInstallation


async def by_hand(installation: BenchInstallation, each: int) -> dict[str, float]:
    """The floor: the same rows by one statement per table, two connections, nothing else."""
    shares = await asyncio.gather(
        *(_write(installation, n, each * len(installation.sellers) // 2) for n in range(2))
    )
    return {"per_second": sum(shares)}


async def _write(installation: BenchInstallation, part: int, count: int) -> float:
    connection = await asyncpg.connect(driver_url(installation.application_url))
    sellers = installation.sellers[part::2]
    variants = {seller.merchant_id: await _variants(connection, seller.merchant_id) for seller in sellers}
    places = {seller.merchant_id: await _place(connection, seller.merchant_id) for seller in sellers}
    began = time.monotonic()
    for n in range(count):
        merchant = sellers[n % len(sellers)].merchant_id
        await _order_by_hand(connection, merchant, variants[merchant], places[merchant], n)
    seconds = time.monotonic() - began
    await connection.close()
    return count / seconds


async def _variants(connection: asyncpg.Connection, merchant: UUID) -> list[UUID]:
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.merchant_id', $1, true)", str(merchant))
        return [row["id"] for row in await connection.fetch("SELECT id FROM variant")]


async def _place(connection: asyncpg.Connection, merchant: UUID) -> tuple[UUID, UUID]:
    """A conversation and a customer to hang orders on."""
    conversation, customer, at = new_id(), new_id(), datetime.now(UTC)
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.merchant_id', $1, true)", str(merchant))
        number = await connection.fetchval("SELECT id FROM whatsapp_number LIMIT 1")
        await connection.execute(
            "INSERT INTO customer (merchant_id, id, bsuid, marketing, created_at) VALUES ($1,$2,$3,'unasked',$4)",
            merchant, customer, str(customer), at,
        )  # fmt: skip
        await connection.execute(
            "INSERT INTO conversation (merchant_id, id, number_id, customer_id, bsuid, held_by, bot_state, created_at)"
            " VALUES ($1,$2,$3,$4,$5,'bot','{}',$6)",
            merchant, conversation, number, customer, str(customer), at,
        )  # fmt: skip
    return conversation, customer


async def _order_by_hand(
    connection: asyncpg.Connection, merchant: UUID, variants: list[UUID], place: tuple[UUID, UUID], n: int
) -> None:
    conversation, customer = place
    chosen = sorted(random.Random(n).sample(variants, LINES))
    order, cart, at = new_id(), new_id(), datetime.now(UTC)
    async with connection.transaction():
        await connection.execute("SELECT set_config('app.merchant_id', $1, true)", str(merchant))
        await connection.fetch(
            "SELECT id FROM conversation WHERE merchant_id=$1 AND id=$2 FOR NO KEY UPDATE",
            merchant,
            conversation,
        )
        await connection.fetch(
            "SELECT v.id, v.price_minor, p.title, p.tax_class, s.on_hand, s.reserved FROM variant v "
            "JOIN product p ON p.merchant_id=v.merchant_id AND p.id=v.product_id "
            "JOIN stock s ON s.merchant_id=v.merchant_id AND s.variant_id=v.id "
            "WHERE v.merchant_id=$1 AND v.id=ANY($2) ORDER BY v.id FOR NO KEY UPDATE OF s",
            merchant, chosen,
        )  # fmt: skip
        await connection.execute(
            "UPDATE stock SET reserved=reserved+1 WHERE merchant_id=$1 AND variant_id=ANY($2)",
            merchant,
            chosen,
        )
        await connection.execute(
            "INSERT INTO message (merchant_id,id,conversation_id,direction,status,kind,text,content,reason,attempt,"
            "unanswered,said_at,created_at) VALUES ($1,$2,$3,'in','received','order','','{}','',0,false,$4,$4)",
            merchant, new_id(), conversation, at,
        )  # fmt: skip
        await connection.execute(
            "INSERT INTO cart (merchant_id,id,conversation_id,state,lines,note,created_at,updated_at) "
            "VALUES ($1,$2,$3,'ordered','[]','',$4,$4)",
            merchant, cart, conversation, at,
        )  # fmt: skip
        token = str(order)
        await connection.execute(
            "INSERT INTO directory (kind,key,merchant_id) VALUES ('pay',$1,$2)", token, merchant
        )
        number = await connection.fetchval(
            "INSERT INTO counter (merchant_id,name,last) VALUES ($1,'order',1001) ON CONFLICT (merchant_id,name) "
            "DO UPDATE SET last=counter.last+1 RETURNING last",
            merchant,
        )  # fmt: skip
        await connection.execute(
            "INSERT INTO sales_order (merchant_id,id,number,conversation_id,customer_id,cart_id,status,revision,locale,"
            "currency,prices_include_tax,net_minor,tax_minor,total_minor,taxes,note,pay_token,clicks,held,held_until,"
            "placed_at,expires_at,discount_minor,discounts,codes,needs_delivery,delivery_minor,delivery_taxes) "
            "VALUES ($1,$2,$3,$4,$5,$6,'pending',1,'es','EUR',true,3099,651,3750,'[]','',$7,0,"
            "true,$8,$9,$10,0,'[]','[]',false,0,'[]')",
            merchant, order, number, conversation, customer, cart, token,
            at + timedelta(minutes=30), at, at + timedelta(hours=72),
        )  # fmt: skip
        rows = [
            (
                merchant,
                new_id(),
                order,
                position,
                variant,
                "SKU",
                "Product",
                1,
                PRICE_MINOR,
                PRICE_MINOR,
                "21",
            )
            for position, variant in enumerate(chosen, start=1)
        ]
        await connection.executemany(
            "INSERT INTO sales_order_line (merchant_id,id,order_id,position,variant_id,sku,name,quantity,unit_minor,"
            "total_minor,rate,discount_minor,treatment,requires_delivery) "
            "VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,0,'taxed',true)",
            rows,
        )
        await connection.execute(
            "INSERT INTO pgqueuer (priority,status,entrypoint,payload,execute_after,attempts) "
            "SELECT 0,'queued','bench.nothing',$1::bytea,now()+interval '1 day',0 FROM generate_series(1,2)",
            b"{}",
        )
