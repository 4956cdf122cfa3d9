"""Files that are too large or never end: refused early, and never held in memory."""

import asyncio
import resource
import socket
from collections.abc import AsyncIterator

import httpx
import pytest

from shop.api.imports.bodies import LARGEST_BODY
from shop.app import create_app
from shop.config import Settings
from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving
from shop.spreadsheets.limits import LARGEST_FILE
from tests.api.conftest import Api
from tests.support.pace import PATIENCE_SECONDS

MB = 1_000_000
HEAD = (
    b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\nContent-Type: text/csv\r\n\r\n'
)
FORM = {"content-type": "multipart/form-data; boundary=x"}
BARE = {"content-type": "text/csv"}


class CountedRows:
    """A body of rows, and how much of it was asked for."""

    def __init__(self, size: int, head: bytes = b"", tail: bytes = b"") -> None:
        self.size, self.sent, self.head, self.tail = size, 0, head, tail

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield self.head
        while self.sent < self.size:
            self.sent += MB
            yield b"A,a\n" * (MB // 4)
        yield self.tail


def told(answer: httpx.Response) -> None:
    assert answer.status_code == 413, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"] == "The file is larger than 50 MB. Send it in parts."


@pytest.mark.parametrize("headers", [FORM, BARE])
async def test_what_announces_200_mb_is_refused_before_a_byte_is_read(
    api: Api, headers: dict[str, str]
) -> None:
    body = CountedRows(200 * MB)
    declared = {**headers, "content-length": str(200 * MB)}
    told(await api.call("POST", "/imports", content=body, headers=declared))
    assert body.sent == 0


@pytest.mark.parametrize(("headers", "head"), [(FORM, HEAD), (BARE, b"")])
async def test_what_says_nothing_of_its_200_mb_is_refused_at_the_limit(
    api: Api, headers: dict[str, str], head: bytes
) -> None:
    body = CountedRows(200 * MB, head)
    told(await api.call("POST", "/imports", content=body, headers=headers))
    assert body.sent <= LARGEST_BODY + 2 * MB


async def test_200_mb_over_a_real_connection_cost_no_memory(api: Api, database: Database) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with (
        serving(create_app(Database(database.url, pool_size=2), Settings()), bind("127.0.0.1", 0)) as url,
        httpx.AsyncClient(trust_env=False, timeout=PATIENCE_SECONDS) as http,
    ):
        headers = {**BARE, "authorization": f"Bearer {api.key}"}
        told(await http.post(f"{url}/api/v1/imports", content=CountedRows(200 * MB), headers=headers))
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


async def test_a_file_just_below_the_limit_is_taken_piece_by_piece(api: Api) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    body = CountedRows(LARGEST_FILE - MB, b"sku,title\n")
    answer = await api.call("POST", "/imports?dry_run=true", content=body, headers=BARE)
    assert answer.status_code == 202, answer.text
    assert answer.json()["bytes"] == LARGEST_FILE - MB + len("sku,title\n")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # kB


async def test_who_hangs_up_in_the_middle_leaves_nothing_behind(api: Api, database: Database) -> None:
    async with serving(
        create_app(Database(database.url, pool_size=2), Settings()), bind("127.0.0.1", 0)
    ) as url:
        with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as connection:
            connection.setblocking(False)
            head = (
                "POST /api/v1/imports HTTP/1.1\r\nHost: shop\r\n"
                f"Authorization: Bearer {api.key}\r\nContent-Type: text/csv\r\nContent-Length: 1000000\r\n\r\n"
            )
            await asyncio.get_running_loop().sock_sendall(connection, head.encode() + b"sku,title\nA,a\n")
            await asyncio.sleep(0.1)
        assert (await api.ok("GET", "/imports"))["data"] == []
