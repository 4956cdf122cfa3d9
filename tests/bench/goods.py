"""A hundred thousand products: bulk upserts, searching, the first push to Meta, an edit that reaches it.

Floors: the rows of a bulk call by one statement per table; the same search without policies, by the tables' owner;
the same items encoded and posted without a database to record anything in.
"""

import random
import time
from datetime import UTC, datetime
from statistics import median, quantiles
from uuid import UUID

import asyncpg
import httpx
import msgspec

from shop.catalog.listing.details import page_of_products
from shop.catalog.listing.query import ProductFilter
from shop.catalog.listing.search import search
from shop.kit.db.columns import new_id
from shop.kit.db.database import Database, driver_url
from tests.bench.goods_items import ITEMS, NOUNS, WORDS, Figures, api_headers, items
from tests.bench.goods_pushes import pushes
from tests.bench.installation import BenchInstallation, answers, free_port, shop

ROUNDS = 10
SEARCHES = 300


async def run(installation: BenchInstallation) -> dict[str, dict[str, Figures]]:
    """Everything in turn, over one merchant's goods."""
    database, owner = (
        Database(installation.application_url),
        await asyncpg.connect(driver_url(installation.owner_url)),
    )
    merchant = installation.sellers[0].merchant_id
    await owner.execute("TRUNCATE pgqueuer")
    results = {"bulk upsert of 10,000": {"ours": await _upserts(installation, database, merchant)}}
    results["bulk upsert of 10,000"]["floor"] = await _by_hand(owner, installation.sellers[1].merchant_id)
    await owner.execute("VACUUM ANALYZE")  # as autovacuum does within a minute
    results["search among 100,000"] = {
        "ours": await _searches(database, merchant),
        "floor": await _bare_searches(owner, merchant),
    }
    results |= await pushes(installation, database, owner, merchant)
    await database.close()
    await owner.close()
    return results


async def _upserts(installation: BenchInstallation, database: Database, merchant: UUID) -> Figures:
    """Ten calls of new products, then one of the same again: nothing may change."""
    port, headers = free_port(), await api_headers(database, merchant)
    with shop(installation, "serve", "--port", str(port), SHOP_API_REQUESTS_PER_SECOND="0"):
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
