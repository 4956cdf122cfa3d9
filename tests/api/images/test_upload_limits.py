"""Bodies that are too large, too many or too slow: refused early, and never held in memory."""

import asyncio
import resource
import socket
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
from litestar import Litestar

from shop.api.http.uploads import UPLOADS_AT_ONCE, UploadSlots
from shop.app import create_app
from shop.config import Settings
from shop.images.limits import LARGEST_FILE
from shop.images.pipeline import ImagePipeline
from shop.images.store import DiskStore
from shop.kit.db.database import Database
from shop.kit.http_server import bind, serving
from tests.api.conftest import Api
from tests.api.images.requests import pictures
from tests.support.files.pictures import encoded, noise, photo
from tests.support.pace import PATIENCE_SECONDS

MB = 1_000_000
HEAD = b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.jpg"\r\nContent-Type: image/jpeg\r\n\r\n'
FORM = {"content-type": "multipart/form-data; boundary=x"}


class CountedForm:
    """A form with a file of zeros, and how much of it was asked for."""

    def __init__(self, size: int) -> None:
        self.size, self.sent = size, 0

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield HEAD
        while self.sent < self.size:
            self.sent += MB
            yield bytes(MB)
        yield b"\r\n--x--\r\n"


def told(answer: httpx.Response) -> str:
    assert answer.status_code == 413, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["detail"])


async def test_what_announces_200_mb_is_refused_before_a_byte_is_read(api: Api) -> None:
    body = CountedForm(200 * MB)
    headers = {**FORM, "content-length": str(200 * MB)}
    answer = await api.call("POST", "/images", content=body, headers=headers)
    assert told(answer) == "The picture is larger than 20 MB. Send a smaller one."
    assert body.sent == 0


async def test_what_says_nothing_of_its_200_mb_is_refused_at_the_limit(api: Api) -> None:
    body = CountedForm(200 * MB)
    answer = await api.call("POST", "/images", content=body, headers=FORM)
    assert "larger than 20 MB" in told(answer)
    assert body.sent <= LARGEST_FILE + 2 * MB


async def test_an_address_of_200_mb_is_refused_too(api: Api) -> None:
    body = CountedForm(200 * MB)
    answer = await api.call("POST", "/images", content=body, headers={"content-type": "application/json"})
    assert "as a form's `file`" in told(answer)
    assert body.sent <= 2 * MB


async def test_who_sends_too_slowly_makes_room_for_others(api: Api, app: Litestar, folder: Path) -> None:
    async def dripping() -> AsyncIterator[bytes]:
        yield HEAD
        while True:
            yield b"x"
            await asyncio.sleep(0.02)

    app.state.image_pipeline = ImagePipeline(DiskStore(folder), patience=0.3)
    slow = [api.call("POST", "/images", content=dripping(), headers=FORM) for _ in range(UPLOADS_AT_ONCE)]
    *answers, quick, address = await asyncio.gather(
        *slow,
        api.call("POST", "/images", files={"file": photo()}),
        api.call("POST", "/images", {"url": "https://shop.example/a.jpg"}),
    )
    assert {answer.status_code for answer in answers} == {408}
    assert "did not arrive within 0.3 seconds" in answers[0].json()["detail"]
    assert (quick.status_code, address.status_code) == (201, 202)


async def test_uploads_that_do_not_go_on_hold_up_nobody_elses(api: Api, other: Api) -> None:
    gate = asyncio.Event()

    async def standing_still() -> AsyncIterator[bytes]:
        yield HEAD
        await gate.wait()
        yield photo() + b"\r\n--x--\r\n"

    still = [
        asyncio.create_task(api.call("POST", "/images", content=standing_still(), headers=FORM))
        for _ in range(12)
    ]
    await asyncio.sleep(0.1)
    answer = await other.call("POST", "/images", files={"file": photo()})
    assert answer.status_code == 201
    assert not any(task.done() for task in still)
    gate.set()
    assert {(await task).status_code for task in still} == {200, 201}


async def test_one_too_many_is_told_to_come_back_and_finds_its_turn_then(api: Api, app: Litestar) -> None:
    gate = asyncio.Event()

    async def standing_still() -> AsyncIterator[bytes]:
        yield HEAD
        await gate.wait()
        yield photo() + b"\r\n--x--\r\n"

    app.state.upload_slots = UploadSlots(patience=0.2)
    still = [
        asyncio.create_task(api.call("POST", "/images", content=standing_still(), headers=FORM))
        for _ in range(UPLOADS_AT_ONCE)
    ]
    answer = await api.call("POST", "/images", files={"file": photo()})
    while answer.status_code != 429:  # the four were not there yet
        answer = await api.call("POST", "/images", files={"file": photo()})
    assert (answer.headers["retry-after"], "on their way" in answer.json()["detail"]) == ("30", True)
    gate.set()
    await asyncio.gather(*still)
    assert (await api.call("POST", "/images", files={"file": photo()})).status_code == 200


async def test_200_mb_over_a_real_connection_cost_no_memory(api: Api, database: Database) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    async with (
        serving(create_app(Database(database.url, pool_size=2), Settings()), bind("127.0.0.1", 0)) as url,
        httpx.AsyncClient(trust_env=False, timeout=PATIENCE_SECONDS) as http,
    ):
        answer = await http.post(
            f"{url}/api/v1/images",
            content=CountedForm(200 * MB),
            headers={**FORM, "authorization": f"Bearer {api.key}"},
        )
    assert "larger than 20 MB" in told(answer)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 80_000  # kB


async def test_who_asks_first_is_told_no_before_sending(api: Api, database: Database) -> None:
    """`Expect: 100-continue`: curl does so for large bodies."""
    head = (
        "POST /api/v1/images HTTP/1.1\r\nHost: shop\r\nExpect: 100-continue\r\n"
        f"Authorization: Bearer {api.key}\r\nContent-Type: {FORM['content-type']}\r\n"
        f"Content-Length: {200 * MB}\r\n\r\n"
    )
    async with serving(
        create_app(Database(database.url, pool_size=2), Settings()), bind("127.0.0.1", 0)
    ) as url:
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rsplit(":", 1)[1]))
        writer.write(head.encode())
        answer = await asyncio.wait_for(reader.readline(), 5)
        writer.close()
    assert b" 413 " in answer


async def test_a_picture_just_below_the_limit_is_taken(api: Api) -> None:
    whole = encoded(noise(600, 600), "PNG")
    padded = whole + bytes(LARGEST_FILE - len(whole))
    answer = await api.call("POST", "/images", files={"file": ("a.png", padded)})
    assert answer.status_code == 201
    answer = await api.call("POST", "/images", files={"file": ("a.png", padded + b"\x00")})
    assert "larger than 20 MB" in told(answer)


async def test_forty_uploads_at_once_are_all_taken_though_few_are_read_at_a_time(
    api: Api, app: Litestar
) -> None:
    app.state.upload_slots = UploadSlots(patience=PATIENCE_SECONDS)
    reading = most = 0

    async def body(nth: int) -> AsyncIterator[bytes]:
        nonlocal reading, most
        reading += 1
        most = max(most, reading)
        yield HEAD
        await asyncio.sleep(0.01)
        yield photo(600, 600 + nth % 4) + b"\r\n--x--\r\n"
        reading -= 1

    answers = await asyncio.gather(
        *(api.call("POST", "/images", content=body(n), headers=FORM) for n in range(40))
    )
    assert sorted(answer.status_code for answer in answers) == [200] * 36 + [201] * 4
    assert len({answer.json()["id"] for answer in answers}) == 4
    assert most <= UPLOADS_AT_ONCE


async def test_who_hangs_up_in_the_middle_leaves_nothing_behind(
    api: Api, database: Database, folder: Path
) -> None:
    async with serving(
        create_app(Database(database.url, pool_size=2), Settings()), bind("127.0.0.1", 0)
    ) as url:
        with socket.create_connection(("127.0.0.1", int(url.rsplit(":", 1)[1]))) as connection:
            head = (
                "POST /api/v1/images HTTP/1.1\r\nHost: shop\r\n"
                f"Authorization: Bearer {api.key}\r\nContent-Type: {FORM['content-type']}\r\n"
                "Content-Length: 1000000\r\n\r\n"
            )
            await asyncio.get_running_loop().sock_sendall(_unblocked(connection), head.encode() + HEAD)
            await asyncio.sleep(0.1)
        answer = await api.ok("GET", "/images")
    assert answer["data"] == []
    assert pictures(folder) == []


def _unblocked(connection: socket.socket) -> socket.socket:
    connection.setblocking(False)
    return connection
