"""The control API from outside: what tests and the scripted story do with the sandbox, over real HTTP."""

import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import httpx

from shop.sandbox.types import Json as Json  # callers take it from here

PATIENCE_SECONDS = 90.0  # nobody waits so long who is not told that nothing came
POLL_SECONDS = 0.02


class NothingCame(AssertionError):
    """What was waited for did not arrive in the chat."""


class ControlClient:
    """A client of one sandbox."""

    def __init__(self, base_url: str) -> None:
        self.base_url = base_url
        self.http = httpx.AsyncClient(base_url=base_url, timeout=30, trust_env=False)

    async def close(self) -> None:
        await self.http.aclose()

    async def post(self, path: str, body: Mapping[str, Any] | None = None) -> Json:
        """POST to the control API; the answer, or an exception with what it said."""
        answer = await self.http.post(f"/_control{path}", json=body or {})
        if answer.is_error:
            raise RuntimeError(f"{path}: {answer.status_code} {answer.text}")
        decoded: Json = answer.json()
        return decoded

    async def get(self, path: str, **query: str) -> Json:
        """GET from the control API."""
        answer = await self.http.get(f"/_control{path}", params=query)
        answer.raise_for_status()
        decoded: Json = answer.json()
        return decoded

    async def shopper(self, phone_number_id: str, name: str, **about: Any) -> "Phone":
        """A new person who will write to that number."""
        made = await self.post("/shoppers", {"name": name, **about})
        return Phone(self, made["id"], phone_number_id)


class Phone:
    """One person's chat with one number."""

    def __init__(self, control_client: ControlClient, shopper_id: str, phone_number_id: str) -> None:
        self.control_client = control_client
        self.shopper_id = shopper_id
        self.phone_number_id = phone_number_id
        self._seen = 0

    async def say(self, text: str) -> str:
        """Write a text; returns its wamid."""
        return await self.send({"type": "text", "text": {"body": text}})

    async def send(self, message: Json, *, duplicate: int = 0) -> str:
        """Send any wire message."""
        more = {"duplicate": duplicate} if duplicate else {}
        answer = await self._post("say", {"message": message, **more})
        return str(answer["wamid"])

    async def send_cart(self, items: Sequence[tuple[str, int]], *, text: str = "") -> str:
        """Send a native cart of (retailer id, quantity) at the catalog's live prices."""
        lines = [{"retailer_id": sku, "quantity": quantity} for sku, quantity in items]
        return str((await self._post("cart", {"items": lines, "text": text}))["wamid"])

    async def send_cart_of(
        self, items: Sequence[tuple[str, int, str]], *, currency: str = "EUR", text: str = ""
    ) -> str:
        """Send a native cart of (retailer id, quantity, claimed price), whatever the catalog says."""
        lines = [
            {"product_retailer_id": sku, "quantity": n, "item_price": float(price), "currency": currency}
            for sku, n, price in items
        ]
        order = {"catalog_id": "0", "text": text, "product_items": lines}
        return await self.send({"type": "order", "order": order})

    async def tap(self, message: Json, title: str) -> str:
        """Tap the button of a message, or the row of its list, by the title."""
        kind, choices = choices_of(message)
        chosen = next(each for each in choices if each["title"] == title)
        reply = {"type": kind, kind: {name: chosen[name] for name in ("id", "title")}}
        return await self.send(
            {"type": "interactive", "interactive": reply, "context": {"id": message["wamid"]}}
        )

    async def prefer(self, value: str) -> None:
        """Stop or resume marketing in WhatsApp's own settings."""
        await self._post("preferences", {"value": value})

    async def thread(self) -> list[Json]:
        """Both sides' messages, oldest first."""
        query = {"phone_number_id": self.phone_number_id}
        answer = await self.control_client.get(f"/shoppers/{self.shopper_id}/thread", **query)
        messages: list[Json] = answer["messages"]
        return messages

    async def received(self) -> list[Json]:
        """What the shop sent."""
        return [message for message in await self.thread() if message["direction"] == "out"]

    async def hears(self, wanted: Callable[[Json], bool] | None = None) -> Json:
        """Wait for the next message of the shop (that fits). Raises NothingCame."""
        limit = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < limit:
            for position, message in enumerate(await self.received()):
                if position >= self._seen and (wanted is None or wanted(message)):
                    self._seen = position + 1
                    return message
            await asyncio.sleep(POLL_SECONDS)
        raise NothingCame(f"Nothing that fits came within {PATIENCE_SECONDS:.0f} s.")

    async def _post(self, verb: str, body: Json) -> Json:
        path = f"/shoppers/{self.shopper_id}/{verb}"
        return await self.control_client.post(path, {"phone_number_id": self.phone_number_id, **body})


def choices_of(message: Json) -> tuple[str, list[Json]]:
    """What can be tapped to answer, with ids and titles, and what such an answer is called; nothing for other messages."""
    action: Json = said(message).get("action", {}) if message["type"] == "interactive" else {}
    if "sections" in action:
        return "list_reply", [row for section in action["sections"] for row in section.get("rows", ())]
    return "button_reply", [button["reply"] for button in action.get("buttons", ())]


def said(message: Json) -> Json:
    """The wire object of a message's own type."""
    content: Json = message["content"][message["type"]]
    return content


def text_of(message: Json) -> str:
    """What a message says, whatever its type."""
    content = said(message)
    if message["type"] == "text":
        return str(content["body"])
    if message["type"] == "interactive":
        return str(content["body"]["text"])
    if message["type"] == "template":
        return str((message.get("shown") or {}).get("body") or content["name"])
    return str(content.get("caption", ""))


def link_of(message: Json) -> str:
    """Where the button of a message leads."""
    return str(said(message)["action"]["parameters"]["url"])
