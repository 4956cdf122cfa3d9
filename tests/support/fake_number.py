"""Meta, as one number of a merchant meets it: it takes messages, or what a test lets happen instead."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

import httpx

from shop.whatsapp.api.client import WhatsApp

Mishap = Callable[["FakeNumber", httpx.Request], Awaitable[httpx.Response]]


class FakeNumber:
    """Everything it is sent, in order; `mishaps` happen to the next sends, one each."""

    def __init__(self) -> None:
        self.sent: list[dict[str, Any]] = []
        self.wamids: list[str] = []
        self.tries = 0
        self.mishaps: list[Mishap] = []
        self.holding = asyncio.Event()
        self.client = WhatsApp(
            base_url="http://meta.test", version="v26.0", transport=httpx.MockTransport(self._answer)
        )

    async def close(self) -> None:
        await self.client.aclose()

    def take(self, request: httpx.Request) -> httpx.Response:
        """Accept a message and name it."""
        self.sent.append(json.loads(request.content))
        self.wamids.append(f"wamid.{uuid4().hex}")
        contact = {"input": "x", "wa_id": "x"}
        answer = {
            "messaging_product": "whatsapp",
            "contacts": [contact],
            "messages": [{"id": self.wamids[-1]}],
        }
        return httpx.Response(200, json=answer)

    @property
    def texts(self) -> list[str]:
        """What the accepted messages say."""
        return [str(body[body["type"]].get("body", body["type"])) for body in self.sent]

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        self.tries += 1
        if self.mishaps:
            return await self.mishaps.pop(0)(self, request)
        return self.take(request)


def refuses(code: int, http_status: int = 400, **headers: str) -> Mishap:
    """Meta's error envelope."""

    async def happen(_: FakeNumber, __: httpx.Request) -> httpx.Response:
        error = {"message": f"(#{code}) No", "type": "OAuthException", "code": code}
        return httpx.Response(http_status, json={"error": error}, headers=headers)

    return happen


def answers(status: int, body: bytes, *, taken: bool = False) -> Mishap:
    """Something that is no answer of Meta's; `taken`: the message was accepted all the same."""

    async def happen(number: FakeNumber, request: httpx.Request) -> httpx.Response:
        if taken:
            number.take(request)
        return httpx.Response(status, content=body)

    return happen


def loses_answer() -> Mishap:
    """The message is accepted, and the line breaks before the answer."""

    async def happen(number: FakeNumber, request: httpx.Request) -> httpx.Response:
        number.take(request)
        raise httpx.ReadError("the line broke", request=request)

    return happen


def unreachable() -> Mishap:
    """Nobody listens."""

    async def happen(_: FakeNumber, request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    return happen


def holds() -> Mishap:
    """The message is accepted, and the answer never comes; `holding` tells that it was accepted."""

    async def happen(number: FakeNumber, request: httpx.Request) -> httpx.Response:
        number.take(request)
        number.holding.set()
        await asyncio.Event().wait()
        raise AssertionError("nobody waits for ever")

    return happen
