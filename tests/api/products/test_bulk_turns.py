"""However much a bulk call brings, others have their turn; what is refused costs little."""

import asyncio
import gc
import time
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import pytest

from shop.api.openapi.problems import FieldProblem
from shop.api.products.bulk_upserts import read_items
from tests.api.conftest import Api

PATH = "/products/bulk-upserts"
PRODUCTS, VARIANTS = 4_000, 5
IDLE = 0.001  # seconds that a turn takes in which nothing is done


class Stretches:
    """Seconds of this thread's processor between two turns of the loop."""

    def __init__(self) -> None:
        self.longest = self.all = 0.0

    def add(self, seconds: float) -> None:
        if seconds > IDLE:
            self.longest = max(self.longest, seconds)
            self.all += seconds


@asynccontextmanager
async def measured() -> AsyncGenerator[Stretches]:
    """What was done at a stretch meanwhile; the program itself is no garbage to search, as in our processes."""
    gc.collect()
    gc.freeze()
    stretches, is_over = Stretches(), False

    async def others() -> None:
        last = time.thread_time()
        while not is_over:
            await asyncio.sleep(0)
            at = time.thread_time()
            stretches.add(at - last)
            last = at

    watching = asyncio.create_task(others())
    try:
        yield stretches
    finally:
        is_over = True
        await watching
        gc.unfreeze()


async def sent(api: Api, items: list[dict[str, Any]]) -> tuple[Any, Stretches]:
    """The answer to a bulk call, and what it did at a stretch."""
    body, headers = msgspec.json.encode({"items": items}), {"content-type": "application/json"}
    async with measured() as stretches:
        answer = await api.http.post(f"/api/v1{PATH}", content=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json(), stretches


def products(*, title: str = "Taza", price: int = 1250) -> list[dict[str, Any]]:
    cost = {"amount_minor": price, "currency": "EUR"}
    return [
        {
            "title": f"{title} {n}",
            "variants": [{"sku": f"S{n}-{m}", "price": cost, "stock": price} for m in range(VARIANTS)],
        }
        for n in range(PRODUCTS)
    ]


@pytest.mark.parametrize(
    ("then", "outcome"),
    [(None, "created"), ({}, "unchanged"), ({"title": "Nueva"}, "updated"), ({"price": 990}, "updated")],
)
async def test_thousands_of_products_leave_others_their_turn(
    api: Api, then: dict[str, Any] | None, outcome: str
) -> None:
    if then is not None:
        await sent(api, products())
    answer, stretches = await sent(api, products(**then or {}))
    assert answer[outcome] == PRODUCTS
    assert stretches.longest < stretches.all / 10, (stretches.longest, stretches.all)


async def test_items_with_thousands_of_tags_leave_others_their_turn() -> None:
    items = [msgspec.Raw(msgspec.json.encode({"tags": ["x"] * 5_000, "variants": []}))] * 900
    async with measured() as stretches:
        read = await read_items(items, "EUR")
    assert all(isinstance(each, FieldProblem) for each in read)
    assert stretches.longest < stretches.all / 4, (stretches.longest, stretches.all)
