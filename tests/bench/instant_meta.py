"""A catalog API that answers at once and keeps nothing: what is measured is our side."""

import asyncio
import sys
from collections import Counter
from typing import Any

import uvloop
from litestar import Litestar, Request, get, post

from shop.kit.http_server import bind, serving

COUNTED: Counter[str] = Counter()


@post("/{version:str}/{catalog:str}/items_batch", status_code=200)
async def items_batch(request: Request[Any, Any, Any]) -> dict[str, Any]:
    """Every batch is taken."""
    COUNTED["calls"] += 1
    COUNTED["bytes"] += len(await request.body())
    return {"handles": [f"handle{COUNTED['calls']}"]}


@get("/{version:str}/{catalog:str}/check_batch_request_status")
async def status() -> dict[str, Any]:
    """Every batch is done, without an error."""
    return {"data": [{"status": "finished", "errors_total_count": 0, "errors": []}]}


@get(["/{version:str}/{catalog:str}/products", "/{version:str}/{catalog:str}/product_sets"])
async def nothing() -> dict[str, Any]:
    """Nobody reviewed anything yet."""
    return {"data": []}


@get("/counted")
async def counted() -> dict[str, int]:
    """Calls and bytes of batches so far."""
    return dict(COUNTED)


async def main(port: int) -> None:
    """Serve until killed."""
    handlers = [items_batch, status, nothing, counted]
    app = Litestar(handlers, openapi_config=None, request_max_body_size=64_000_000)
    async with serving(app, bind("127.0.0.1", port)):
        await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
