"""What tests of keys share: a product in stock, one more of it asked with a key, and whether two answers are the same."""

from typing import Any

import httpx

from tests.api.conftest import Api, mug

MORE = {"delta": 1, "reason": "found behind the shelf"}


async def stocked(api: Api) -> str:
    """A product with 40 in stock; the path of its variant."""
    product = await api.ok("POST", "/products", mug())
    return f"/products/{product['id']}/variants/TAZA"


async def add_one(api: Api, variant: str, key: str, **more: Any) -> httpx.Response:
    """One more on hand, asked with a key."""
    headers = {"Idempotency-Key": key, **more.pop("headers", {})}
    return await api.call("POST", f"{variant}/stock-adjustments", more.pop("body", MORE), headers=headers)


async def on_hand(api: Api, variant: str) -> int:
    product = await api.ok("GET", "/" + variant.split("/variants")[0].strip("/"))
    return int(product["variants"][0]["stock"]["on_hand"])


def same(one: httpx.Response, other: httpx.Response) -> bool:
    """The same status, body and fields; but for the mark and what is left of the allowance."""
    told = [
        {n: v for n, v in each.headers.items() if not n.startswith(("ratelimit", "idempotency"))}
        for each in (one, other)
    ]
    return (one.status_code, one.content, told[0]) == (other.status_code, other.content, told[1])
