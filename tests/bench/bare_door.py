"""The floor of the intake bench: Litestar, an HMAC over the raw body, one insert. Nothing else."""

import asyncio
import hashlib
import hmac
import sys
from typing import Any
from uuid import uuid4

import asyncpg
import uvloop
from litestar import Litestar, Request, get, post

from shop.kit.http_server import bind, serving

_TABLE = "CREATE TABLE IF NOT EXISTS bench_floor (id uuid PRIMARY KEY, body bytea NOT NULL)"
_INSERT = "INSERT INTO bench_floor (id, body) VALUES ($1, $2)"


async def main(url: str, port: int) -> None:
    """Serve until killed."""
    async with asyncpg.create_pool(url, min_size=10, max_size=10) as pool:
        await pool.execute(_TABLE)

        @get("/")
        async def hello() -> str:
            return "ok"

        @post("/", status_code=200)
        async def receive(request: Request[Any, Any, Any]) -> str:
            body = await request.body()
            wanted = "sha256=" + hmac.new(b"floor", body, hashlib.sha256).hexdigest()
            if not hmac.compare_digest(wanted, request.headers.get("x-hub-signature-256", "")):
                return "no"
            await pool.execute(_INSERT, uuid4(), body)
            return "ok"

        app = Litestar([hello, receive], openapi_config=None, request_max_body_size=4_000_000)
        async with serving(app, bind("127.0.0.1", port)):
            await asyncio.Event().wait()


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1], int(sys.argv[2])))
