"""A worker is killed in the middle of an import, as the kernel kills: others go on, and each row is stored once."""

import asyncio
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text

from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from shop.kit.embedded.server import EmbeddedServer
from tests.support.api_keys import make_key
from tests.support.cast import make_merchant, merchant_file
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.processes import installed

ROWS = 8_000
SECONDS = 90  # 10 of them pass before a dead worker's jobs are taken over
GOODS = "sku,title,price,stock\n" + "".join(f"S{n},Soap {n},1.50,{n}\n" for n in range(ROWS))


async def test_what_a_dead_worker_left_others_finish(server: EmbeddedServer, tmp_path: Path) -> None:
    async with installed(server, tmp_path, "spreadsheets") as installation:
        database: Database = installation.services.database
        merchant = await make_merchant(database, merchant_file(whatsapp=None, stripe=None))
        key = await make_key(database, merchant)
        async with httpx.AsyncClient(
            base_url=f"{installation.services.web_url}/api/v1",
            headers={"authorization": f"Bearer {key}"},
            trust_env=False,
            timeout=PATIENCE_SECONDS,
        ) as http:
            begun = (await http.post("/imports", files={"file": ("goods.csv", GOODS)})).json()
            async with installation.worker() as worker:
                cut = await _once(http, begun["id"], lambda imported: imported["done"] > 0)
                await worker.kill()
            assert 0 < cut["done"] < ROWS
            async with installation.worker(), installation.worker():
                imported = await _once(http, begun["id"], lambda imported: imported["state"] != "working")
        assert (imported["state"], imported["done"], imported["errors"]) == ("done", ROWS, 0)
        assert imported["products"] == {"created": ROWS, "changed": 0, "unchanged": 0, "refused": 0}
        async with database.transaction(merchant.id) as session:
            counted = text("SELECT count(*), sum(delta) FROM stock_movement")
            assert tuple((await execute_core(session, counted)).one()) == (ROWS, sum(range(ROWS)))


async def _once(http: httpx.AsyncClient, import_id: str, holds: Any) -> Any:
    """The import, as soon as that is true of it."""
    async with asyncio.timeout(SECONDS):
        while not holds(imported := (await http.get(f"/imports/{import_id}")).json()):
            await asyncio.sleep(0.02)
    return imported
