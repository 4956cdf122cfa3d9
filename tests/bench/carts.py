"""Carts placed per second through two workers, beside the same writes by hand in one transaction each."""

import asyncio
import hashlib
import hmac
import json
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from uuid import UUID

import asyncpg
import httpx

from shop.kit.db.columns import new_id
from shop.kit.db.database import driver_url
from tests.bench.ground import (
    PRICE_MINOR,
    Ground,
    Seller,
    answers,
    cpu_seconds,
    database_seconds,
    free_port,
    shop,
)

LINES = 3
BATCH = 50
_ORDERS = "SELECT count(*) FROM sales_order"
_AT_WORK = (
    "SELECT count(DISTINCT queue_manager_id) FROM pgqueuer WHERE status = 'picked' "
    "AND entrypoint = 'bot.handle_conversation'"
)


def messages(seller: Seller, count: int, *, run: str) -> Iterator[bytes]:
    """Signed bodies of `count` carts from as many shoppers, fifty to a payload."""
    chance = random.Random(f"{seller.merchant_id}{run}")
    for start in range(0, count, BATCH):
        users = [f"{run}{start + n:06d}" for n in range(min(BATCH, count - start))]
        value = {
            "messaging_product": "whatsapp",
            "metadata": {"display_phone_number": "1", "phone_number_id": seller.phone_number_id},
            "contacts": [
                {"profile": {"name": "B"}, "wa_id": f"34{user}", "user_id": f"ES.{user}"} for user in users
            ],
            "messages": [_cart(seller, user, chance) for user in users],
        }
        entry = {"id": seller.waba_id, "changes": [{"field": "messages", "value": value}]}
        yield json.dumps({"object": "whatsapp_business_account", "entry": [entry]}).encode()


def _cart(seller: Seller, user: str, chance: random.Random) -> dict[str, object]:
    items = [
        {
            "product_retailer_id": f"SKU-{number}",
            "quantity": 1,
            "item_price": PRICE_MINOR / 100,
            "currency": "EUR",
        }
        for number in chance.sample(range(100), LINES)
    ]
    return {
        "from": f"34{user}",
        "from_user_id": f"ES.{user}",
        "id": f"wamid.{seller.phone_number_id}.{user}",
        "timestamp": str(int(time.time())),
        "type": "order",
        "order": {"catalog_id": "1", "text": "", "product_items": items},
    }


def signature(seller: Seller, body: bytes) -> str:
    """Meta's header."""
    return "sha256=" + hmac.new(seller.app_secret.encode(), body, hashlib.sha256).hexdigest()


async def post_carts(web_url: str, sellers: list[Seller], each: int, *, run: str) -> None:
    """Bring the carts to the door; workers are not running yet."""
    async with httpx.AsyncClient(base_url=web_url, trust_env=False, timeout=60) as http:
        for seller in sellers:
            for body in messages(seller, each, run=run):
                headers = {"X-Hub-Signature-256": signature(seller, body)}
                answer = await http.post(f"/hooks/whatsapp/{seller.app_id}", content=body, headers=headers)
                answer.raise_for_status()


async def through_workers(ground: Ground, each: int, *, run: str) -> dict[str, float]:
    """Two workers empty the queue; the time until every cart is an order."""
    port = free_port()
    owner = await asyncpg.connect(driver_url(ground.owner_url))
    before = await owner.fetchval(_ORDERS)
    with shop(ground, "serve", "--port", str(port)):
        await answers(f"http://127.0.0.1:{port}/health/live")
        await post_carts(f"http://127.0.0.1:{port}", ground.sellers, each, run=run)
    total = each * len(ground.sellers)
    nowhere = f"http://127.0.0.1:{free_port()}"  # links are not this bench's subject
    with ExitStack() as stack:
        workers = [
            stack.enter_context(
                shop(ground, "work", SHOP_STRIPE_API_URL=nowhere, SHOP_WHATSAPP_API_URL=nowhere)
            )
            for _ in range(2)
        ]
        first, began = await _both_work(owner, before)
        warm = sum(cpu_seconds(worker.pid) for worker in workers)
        spent = await database_seconds(ground)
        while (placed := await owner.fetchval(_ORDERS) - before) < total:
            await asyncio.sleep(0.05)
        seconds = time.monotonic() - began
        cpu = sum(cpu_seconds(worker.pid) for worker in workers) - warm
        spent = await database_seconds(ground) - spent
    doubled = await owner.fetchval(
        "SELECT count(*) FROM (SELECT cart_id FROM sales_order GROUP BY cart_id HAVING count(*) > 1) AS twice"
    )
    assert placed == total, f"{placed} of {total} carts became orders"
    assert doubled == 0, f"{doubled} carts became two orders"
    await owner.execute("TRUNCATE pgqueuer")  # what follows from an order is not this bench's subject
    await owner.close()
    counted = total - first
    return {
        "per_second": counted / seconds,
        "cpu_ms": cpu * 1000 / counted,
        "database_ms": spent * 1000 / counted,
    }


async def _both_work(owner: asyncpg.Connection, before: int) -> tuple[int, float]:
    """Start the watch when both workers are at it; what they placed until then does not count."""
    while await owner.fetchval(_AT_WORK) < 2:
        await asyncio.sleep(0.01)
    return await owner.fetchval(_ORDERS) - before, time.monotonic()


async def by_hand(ground: Ground, each: int) -> dict[str, float]:
    """The floor: the same rows by one statement per table, two connections, nothing else."""
    shares = await asyncio.gather(*(_write(ground, n, each * len(ground.sellers) // 2) for n in range(2)))
    return {"per_second": sum(shares)}


async def _write(ground: Ground, part: int, count: int) -> float:
    connection = await asyncpg.connect(driver_url(ground.application_url))
    sellers = ground.sellers[part::2]
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
            "placed_at,expires_at) VALUES ($1,$2,$3,$4,$5,$6,'pending',1,'es','EUR',true,3099,651,3750,'[]','',$7,0,"
            "true,$8,$9,$10)",
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
            "total_minor,rate) VALUES ($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11)",
            rows,
        )
        await connection.execute(
            "INSERT INTO pgqueuer (priority,status,entrypoint,payload,execute_after,attempts) "
            "SELECT 0,'queued','bench.nothing',$1::bytea,now()+interval '1 day',0 FROM generate_series(1,2)",
            b"{}",
        )
