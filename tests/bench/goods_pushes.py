"""The first push to Meta of everything, a push of nothing, and an edit that reaches it; beside items posted bare."""

import asyncio
import sys
import time
from collections.abc import AsyncGenerator
from contextlib import ExitStack, asynccontextmanager
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import asyncpg
import httpx
import msgspec

from shop.kit.db.database import Database, driver_url
from shop.kit.jobs import enqueue
from tests.bench.goods_items import Figures, api_headers
from tests.bench.installation import BenchInstallation, answers, free_port, process, shop

A_BATCH = 3_000


_WAITING = "SELECT count(*) FROM variant WHERE merchant_id = $1 AND version > sent_version"


class Meta:
    """The stand-in that answers at once, as the bench asks it."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.http = httpx.AsyncClient(base_url=url, trust_env=False, timeout=60)

    async def calls(self) -> int:
        return int((await self.http.get("/counted")).json().get("calls", 0))


@asynccontextmanager
async def _meta(installation: BenchInstallation) -> AsyncGenerator[Meta]:
    port = free_port()
    with process([sys.executable, "-m", "tests.bench.instant_meta", str(port)], installation.environment()):
        meta = Meta(f"http://127.0.0.1:{port}")
        await answers(f"{meta.url}/counted")
        yield meta
        await meta.http.aclose()


async def pushes(
    installation: BenchInstallation, database: Database, owner: asyncpg.Connection, merchant: UUID
) -> dict[str, dict[str, Figures]]:
    async with _meta(installation) as meta:
        floor = await _bare_push(owner, merchant, meta)
        await owner.execute("TRUNCATE pgqueuer")  # the upserts asked for pushes
        with ExitStack() as stack:
            worker = stack.enter_context(shop(installation, "work", SHOP_WHATSAPP_API_URL=meta.url))
            await _idle(database)  # it runs
            first = await _push(database, owner, merchant, meta)
            first["peak_mb"] = _peak_mb(worker.pid)
            same = await _push(database, owner, merchant, meta)
            edit = await _edits(installation, database, owner, merchant, meta)
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
    installation: BenchInstallation, database: Database, owner: asyncpg.Connection, merchant: UUID, meta: Meta
) -> Figures:
    """From the PATCH's answer to the batch that carries it, debounce included."""
    port, headers = free_port(), await api_headers(database, merchant)
    product = await owner.fetchrow(
        "SELECT product_id, sku FROM variant WHERE merchant_id = $1 AND sku = 'G-1'", merchant
    )
    waits: list[float] = []
    with shop(installation, "serve", "--port", str(port)):
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
