"""Questions to a local server and to the operating system, for the tests of `shop.kit.embedded.server`."""

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import asyncpg

from shop.kit.embedded.server import EmbeddedServer


def ask(server: EmbeddedServer, query: str) -> Any:
    async def fetch() -> Any:
        connection = await connect(server)
        try:
            return await connection.fetchval(query)
        finally:
            await connection.close()

    return asyncio.run(fetch())


async def connect(server: EmbeddedServer) -> asyncpg.Connection:
    return await asyncpg.connect(server.admin_dsn.replace("+asyncpg", ""))


def postmaster(server: EmbeddedServer) -> int:
    return int((server.place / "data" / "postmaster.pid").read_text().split()[0])


def socket_of(server: EmbeddedServer) -> Path:
    (folder,) = parse_qs(urlsplit(server.dsn("anybody", "any")).query)["host"]
    return Path(folder) / ".s.PGSQL.5432"


def runs(pid: int) -> bool:
    """A process whose parent has not yet taken note of its end does not run."""
    with suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def permissions(folders: list[Path]) -> list[tuple[int, int, int]]:
    return [(found.st_mode, found.st_uid, found.st_gid) for found in map(os.stat, folders)]


Start = Callable[..., EmbeddedServer]
