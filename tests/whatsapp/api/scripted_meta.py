"""A transport that answers as Meta does and remembers what it was asked."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import httpx

from shop.whatsapp.api.client import Credentials, WhatsApp

TOKEN = "EAAJB-secret-token"
NUMBER = Credentials("106540352242922", TOKEN)
BASE = "https://graph.facebook.com"
ROOT = f"{BASE}/v26.0"
ACCEPTED = {
    "messaging_product": "whatsapp",
    "contacts": [{"input": "+16505551234", "wa_id": "16505551234"}],
    "messages": [{"id": "wamid.HBgL", "message_status": "accepted"}],
}

Answer = httpx.Response | Exception


class ScriptedMeta:
    """Gives its answers in order, the last one for ever. An exception is raised in place of an answer."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.requests: list[httpx.Request] = []

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        return answer

    @property
    def body(self) -> Any:
        """The JSON of the last request."""
        return json.loads(self.requests[-1].content)

    @property
    def asked(self) -> str:
        """Method and address of the last request."""
        return f"{self.requests[-1].method} {self.requests[-1].url}"


def says(answer: Any, status: int = 200, **headers: str) -> httpx.Response:
    return httpx.Response(status, json=answer, headers=headers)


def refuses(code: int | None, status: int = 400, **rest: Any) -> httpx.Response:
    """Meta's error envelope."""
    return says(
        {"error": {"message": f"(#{code}) No", "type": "OAuthException", "code": code} | rest}, status
    )


@asynccontextmanager
async def talking_to(
    answering: Callable[[httpx.Request], httpx.Response], base_url: str = BASE
) -> AsyncIterator[WhatsApp]:
    transport = httpx.MockTransport(answering)
    async with WhatsApp(base_url=base_url, version="v26.0", transport=transport) as whatsapp:
        yield whatsapp
