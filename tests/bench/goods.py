"""A hundred thousand products: bulk upserts, searching, the first push to Meta, an edit that reaches it.

Floors: the rows of a bulk call by one statement per table; the same search without policies, by the tables' owner;
the same items encoded and posted without a database to record anything in.
"""

import asyncio
import random
import sys
import time
from collections.abc import AsyncGenerator, Iterator
from contextlib import ExitStack, asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import msgspec

from shop.catalog.listing.details import page_of_products
from shop.catalog.listing.query import ProductFilter
from shop.catalog.listing.search import search
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database, driver_url
from shop.kit.jobs import enqueue
from shop.merchants.keys import ALL_SCOPES, issue_key
from tests.bench.ground import Ground, answers, free_port, process, shop

ITEMS = 10_000
ROUNDS = 10
A_BATCH = 3_000
SEARCHES = 300
NOUNS = ("Taza", "Camisa", "Vela", "Farol", "Gorro", "Bolsa", "Manta", "Cuenco", "Libro", "Lámpara")
WORDS = (
    "azul",
    "marina",
    "de lino",
    "del norte",
    "pequeña",
    "grande",
    "de sal",
    "con asa",
    "roja",
    "antigua",
)
_WAITING = "SELECT count(*) FROM variant WHERE merchant_id = $1 AND version > sent_version"

Figures = dict[str, float]


def items(start: int) -> Iterator[dict[str, Any]]:
    """A bulk call's products, one variant each."""
    for number in range(start, start + ITEMS):
        chance = random.Random(number)
        title = f"{chance.choice(NOUNS)} {chance.choice(WORDS)} {chance.choice(WORDS)} {number}"
        price = {"amount_minor": chance.randrange(500, 9_000), "currency": "EUR"}
        variant = {"sku": f"G-{number}", "price": price, "stock": chance.randrange(50)}
        yield {"title": title, "description": f"{title}, hecha a mano.", "variants": [variant]}


async def run(ground: Ground) -> dict[str, dict[str, Figures]]:
    """Everything in turn, over one merchant's goods."""
    database, owner = Database(ground.application_url), await asyncpg.connect(driver_url(ground.owner_url))
    merchant = ground.sellers[0].merchant_id
    await owner.execute("TRUNCATE pgqueuer")
    results = {"bulk upsert of 10,000": {"ours": await _upserts(ground, database, merchant)}}
    results["bulk upsert of 10,000"]["floor"] = await _by_hand(owner, ground.sellers[1].merchant_id)
    await owner.execute("VACUUM ANALYZE")  # as autovacuum does within a minute
    results["search among 100,000"] = {
        "ours": await _searches(database, merchant),
        "floor": await _bare_searches(owner, merchant),
    }
    results |= await _pushes(ground, database, owner, merchant)
    await database.close()
    await owner.close()
    return results


async def _key(database: Database, merchant: UUID) -> dict[str, str]:
    async with database.transaction(merchant) as session:
        secret = await issue_key(session, "bench", ALL_SCOPES, at=datetime.now(UTC))
    return {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}


async def _upserts(ground: Ground, database: Database, merchant: UUID) -> Figures:
    """Ten calls of new products, then one of the same again: nothing may change."""
    port, headers = free_port(), await _key(database, merchant)
    with shop(ground, "serve", "--port", str(port), SHOP_API_REQUESTS_PER_SECOND="0"):
        url = f"http://127.0.0.1:{port}"
        await answers(f"{url}/health/live")
        async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False, timeout=120) as http:
            taken = [await _upsert(http, nth * ITEMS, "created") for nth in range(ROUNDS)]
            again = await _upsert(http, 0, "unchanged")
    return {"seconds": median(taken), "again_seconds": again}


async def _upsert(http: httpx.AsyncClient, start: int, outcome: str) -> float:
    body = msgspec.json.encode({"items": list(items(start))})
    began = time.monotonic()
    answer = await http.post("/api/v1/products/bulk-upserts", content=body)
    seconds = time.monotonic() - began
    answer.raise_for_status()
    assert answer.json()[outcome] == ITEMS, answer.text[:500]
    return seconds


async def _by_hand(owner: asyncpg.Connection, merchant: UUID) -> Figures:
    """The same rows by one statement per table, in one transaction, by the tables' owner."""
    at, goods = datetime.now(UTC), list(items(0))
    products, variants = [new_id() for _ in goods], [new_id() for _ in goods]
    began = time.monotonic()
    async with owner.transaction():
        await owner.execute(
            "INSERT INTO product (merchant_id, id, title, description, brand, condition, tax_class, translations, images,"
            " tags, attributes, link, status, created_at, updated_at) SELECT $1, g.id, g.title, g.words, '', 'new',"
            " 'standard', '{}', '[]', '[]', '{}', '', 'active', $5, $5 FROM unnest($2::uuid[], $3::text[], $4::text[])"
            " AS g (id, title, words)",
            merchant, products, [each["title"] for each in goods], [each["description"] for each in goods], at,
        )  # fmt: skip
        await owner.execute(
            "INSERT INTO variant (merchant_id, id, product_id, sku, options, price_minor, currency, images, position,"
            " archived, availability_mode, version, sent_version, meta_state, meta_reasons) SELECT $1, g.id, g.product,"
            " g.sku, '{}', g.price, 'EUR', '[]', 0, false, 'by_stock', 1, 1, 'unsent', '[]'"
            " FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::bigint[]) AS g (id, product, sku, price)",
            merchant, variants, products, [f"H-{each['variants'][0]['sku']}" for each in goods],
            [each["variants"][0]["price"]["amount_minor"] for each in goods],
        )  # fmt: skip
        await owner.execute(
            "INSERT INTO stock (merchant_id, variant_id, on_hand, reserved) SELECT $1, g.id, 7, 0"
            " FROM unnest($2::uuid[]) AS g (id)",
            merchant, variants,
        )  # fmt: skip
        await owner.execute(
            "INSERT INTO stock_movement (merchant_id, id, variant_id, delta, reason, actor, at) SELECT $1, g.id,"
            " g.variant, 7, 'initial stock', 'bench', $4 FROM unnest($2::uuid[], $3::uuid[]) AS g (id, variant)",
            merchant, [new_id() for _ in goods], variants, at,
        )  # fmt: skip
    return {"seconds": time.monotonic() - began}


def _questions() -> list[str]:
    chance = random.Random(7)
    return [f"{chance.choice(NOUNS)} {chance.choice(WORDS)}".lower() for _ in range(SEARCHES)]


async def _searches(database: Database, merchant: UUID) -> Figures:
    """A search under row-level security, its transaction included; and the same with twenty products' sheets."""
    waits: list[float] = []
    pages: list[float] = []
    for words in _questions():
        began = time.perf_counter()
        async with database.transaction(merchant) as session:
            hits = await search(session, words, limit=20)
        waits.append((time.perf_counter() - began) * 1000)
        began = time.perf_counter()
        async with database.transaction(merchant) as session:
            page = await page_of_products(session, ProductFilter(words=words), limit=20)
        pages.append((time.perf_counter() - began) * 1000)
        assert len(page.rows) == len(hits) > 0, words
    p95 = quantiles(waits, n=20)[18]
    return {"p50_ms": median(waits), "p95_ms": p95, "page_ms": median(pages)}


async def _bare_searches(owner: asyncpg.Connection, merchant: UUID) -> Figures:
    waits: list[float] = []
    for words in _questions():
        began = time.perf_counter()
        await owner.fetch(
            "SELECT product_id, ts_rank(words, query) AS rank FROM product_search,"
            " plainto_tsquery('simple', $2) AS query WHERE merchant_id = $1 AND words @@ query"
            " ORDER BY rank DESC LIMIT 20",
            merchant, words,
        )  # fmt: skip
        waits.append((time.perf_counter() - began) * 1000)
    return {"p50_ms": median(waits), "p95_ms": quantiles(waits, n=20)[18]}


class Meta:
    """The stand-in that answers at once, as the bench asks it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.AsyncClient(base_url=url, trust_env=False, timeout=60)

    async def calls(self) -> int:
        return int((await self.http.get("/counted")).json().get("calls", 0))


@asynccontextmanager
async def _meta(ground: Ground) -> AsyncGenerator[Meta]:
    port = free_port()
    with process([sys.executable, "-m", "tests.bench.instant_meta", str(port)], ground.environment()):
        meta = Meta(f"http://127.0.0.1:{port}")
        await answers(f"{meta.url}/counted")
        yield meta
        await meta.http.aclose()


async def _pushes(
    ground: Ground, database: Database, owner: asyncpg.Connection, merchant: UUID
) -> dict[str, dict[str, Figures]]:
    async with _meta(ground) as meta:
        floor = await _bare_push(owner, merchant, meta)
        await owner.execute("TRUNCATE pgqueuer")  # the upserts asked for pushes
        with ExitStack() as stack:
            worker = stack.enter_context(shop(ground, "work", SHOP_WHATSAPP_API_URL=meta.url))
            await _idle(database)  # it runs
            first = await _push(database, owner, merchant, meta)
            first["peak_mb"] = _peak_mb(worker.pid)
            same = await _push(database, owner, merchant, meta)
            edit = await _edits(ground, database, owner, merchant, meta)
    assert same["calls"] == 0, f"{same['calls']} calls although nothing changed"
    return {
        "first push of 100,000": {"ours": first, "floor": floor},
        "push, nothing changed": {"ours": same},
        "price edit until Meta has it": {"ours": edit},
    }


async def _idle(database: Database) -> None:
    """A job that was left now has run: the worker works."""
    async with database.transaction() as session:
        await enqueue(session, "orders.find_lapsed")
    await _emptied(database, "orders.find_lapsed")


async def _emptied(database: Database, name: str) -> None:
    pool = await asyncpg.connect(driver_url(database.url))
    while await pool.fetchval("SELECT count(*) FROM pgqueuer WHERE entrypoint = $1", name):
        await asyncio.sleep(0.01)
    await pool.close()


async def _push(database: Database, owner: asyncpg.Connection, merchant: UUID, meta: Meta) -> Figures:
    """Ask for a push and wait until nothing is unsent and the job is done."""
    before, began = await meta.calls(), time.monotonic()
    async with database.transaction(merchant) as session:
        await enqueue(session, "catalog_sync.push")
    while await owner.fetchval(_WAITING, merchant):
        await asyncio.sleep(0.05)
    await _emptied(database, "catalog_sync.push")
    return {"seconds": time.monotonic() - began, "calls": await meta.calls() - before}


async def _bare_push(owner: asyncpg.Connection, merchant: UUID, meta: Meta) -> Figures:
    """Read the rows, encode the items, post them; nothing is recorded."""
    began = time.monotonic()
    async with owner.transaction():
        batch: list[dict[str, Any]] = []
        rows = owner.cursor(
            "SELECT v.sku, v.price_minor, p.title, p.description FROM variant v JOIN product p"
            " ON p.merchant_id = v.merchant_id AND p.id = v.product_id WHERE v.merchant_id = $1",
            merchant, prefetch=A_BATCH,
        )  # fmt: skip
        async for row in rows:
            price = f"{row['price_minor'] / 100:.2f} EUR"
            data = {
                "id": row["sku"],
                "title": row["title"],
                "description": row["description"],
                "price": price,
            }
            batch.append({"method": "UPDATE", "data": data})
            if len(batch) == A_BATCH:
                await meta.http.post("/v1/1/items_batch", content=msgspec.json.encode({"requests": batch}))
                batch = []
        await meta.http.post("/v1/1/items_batch", content=msgspec.json.encode({"requests": batch}))
    return {"seconds": time.monotonic() - began}


async def _edits(
    ground: Ground, database: Database, owner: asyncpg.Connection, merchant: UUID, meta: Meta
) -> Figures:
    """From the PATCH's answer to the batch that carries it, debounce included."""
    port, headers = free_port(), await _key(database, merchant)
    product = await owner.fetchrow(
        "SELECT product_id, sku FROM variant WHERE merchant_id = $1 AND sku = 'G-1'", merchant
    )
    waits: list[float] = []
    with shop(ground, "serve", "--port", str(port)):
        url = f"http://127.0.0.1:{port}"
        await answers(f"{url}/health/live")
        async with httpx.AsyncClient(base_url=url, headers=headers, trust_env=False) as http:
            for amount in range(701, 706):
                before = await meta.calls()
                variant = {"sku": product["sku"], "price": {"amount_minor": amount, "currency": "EUR"}}
                began = time.monotonic()
                answer = await http.patch(
                    f"/api/v1/products/{product['product_id']}", json={"variants": [variant]}
                )
                answer.raise_for_status()
                while await meta.calls() == before:
                    await asyncio.sleep(0.02)
                waits.append(time.monotonic() - began)
    return {"seconds": median(waits), "worst_seconds": max(waits)}


def _peak_mb(pid: int) -> float:
    """The most memory the process ever had."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0]) / 1024
