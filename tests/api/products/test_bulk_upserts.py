"""Thousands of products in one call: good items are stored, the others refused one by one."""

import asyncio
import time
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from sqlalchemy import text

from shop.api.http.json_bodies import InvalidField
from shop.api.products.bulk_upserts import read_items
from shop.kit.db.session import execute_core
from tests.api.conftest import Api, mug
from tests.api.products.stored import versions
from tests.support.pace import allowance

PATH = "/products/bulk-upserts"
SECONDS = 40  # under 10 on an idle machine; the tests share theirs


def item(sku: str, **changes: object) -> dict[str, Any]:
    return {
        "title": f"Taza {sku}",
        "variants": [{"sku": sku, "price": {"amount_minor": 1250, "currency": "EUR"}, "stock": 3}],
        **changes,
    }


async def upsert(api: Api, *items: object) -> dict[str, Any]:
    answer: dict[str, Any] = await api.ok("POST", PATH, {"items": items})
    assert [result["index"] for result in answer["data"]] == list(range(len(items)))
    return answer


def outcomes(answer: dict[str, Any]) -> list[str]:
    return [result["outcome"] for result in answer["data"]]


async def test_new_items_are_created_with_their_stock(api: Api) -> None:
    answer = await upsert(api, item("A"), item("B", translations={"en": {"title": "Mug"}}))
    assert outcomes(answer) == ["created", "created"]
    product = await api.ok("GET", f"/products/{answer['data'][1]['product_id']}")
    assert product["title"] == "Taza B"
    assert product["translations"] == {"en": {"title": "Mug"}}
    assert product["variants"][0]["stock"] == {"on_hand": 3, "reserved": 0, "available": 3, "is_low": False}
    assert product["variants"][0]["meta"]["state"] == "unsent"
    movements = await api.ok("GET", f"/products/{product['id']}/variants/B/stock-adjustments")
    assert [movement["delta"] for movement in movements["data"]] == [3]
    assert [found["id"] for found in (await api.ok("GET", "/products", params={"q": "taza b"}))["data"]] == [
        product["id"]
    ]


async def test_the_same_call_again_changes_nothing(api: Api) -> None:
    await upsert(api, item("A"), item("B"))
    answer = await upsert(api, item("A"), item("B"))
    assert outcomes(answer) == ["unchanged", "unchanged"]
    assert await versions(api) == {"A": 1, "B": 1}
    assert len((await api.ok("GET", "/products"))["data"]) == 2


async def test_a_known_item_is_changed_where_it_differs_and_keeps_the_rest(api: Api) -> None:
    await upsert(api, item("A", description="Azul"), item("B"))
    change = {
        "variants": [
            {"sku": "A", "price": {"amount_minor": 900, "currency": "EUR"}, "stock": 7},
            {"sku": "A2", "price": {"amount_minor": 950, "currency": "EUR"}},
        ]
    }
    answer = await upsert(api, change, item("B"))
    assert outcomes(answer) == ["updated", "unchanged"]
    product = await api.ok("GET", f"/products/{answer['data'][0]['product_id']}")
    assert product["description"] == "Azul"
    old, new = product["variants"]
    assert (old["price"]["amount_minor"], old["stock"]["on_hand"]) == (900, 7)
    assert (new["sku"], new["stock"]["on_hand"]) == ("A2", 0)
    assert await versions(api) == {"A": 2, "A2": 1, "B": 1}


async def test_bad_items_are_refused_alone_with_the_place_of_the_mistake(api: Api) -> None:
    await api.ok("POST", "/products", mug("X"))
    await api.ok("POST", "/products", mug("Y"))
    both = [{"sku": "X"}, {"sku": "Y"}]
    answer = await upsert(
        api,
        item("GOOD"),
        item("A", title=""),
        {"variants": [{"sku": "NEW"}]},
        {"title": "x", "variants": [{"sku": "NEW"}]},
        item("GOOD"),
        {"variants": both},
        item("B", variants=[{"sku": "B", "price": {"amount_minor": 1, "currency": "USD"}}]),
        item("C", title="a\x00b"),
        "nonsense",
        item("D", variants=[]),
        item("ALSO GOOD"),
    )
    assert outcomes(answer) == ["created", *["refused"] * 9, "created"]
    assert (answer["created"], answer["refused"]) == (2, 9)
    problems = [result["problem"] for result in answer["data"]]
    assert problems[1]["path"] == "title"
    assert "needs a title" in problems[2]["message"]
    assert "needs a price" in problems[3]["message"]
    assert "twice" in problems[4]["message"]
    assert "different products" in problems[5]["message"]
    assert "USD" in problems[6]["message"]
    assert "NUL" in problems[7]["message"]
    assert problems[9]["path"] == "variants"
    assert set(await versions(api)) == {"X", "Y", "GOOD", "ALSO GOOD"}


async def test_stock_below_what_is_promised_refuses_the_item(api: Api) -> None:
    await upsert(api, item("A"), item("B"))
    async with api.database.transaction(api.merchant.id) as session:
        await execute_core(session, text("UPDATE stock SET reserved = 2"))
    down = [
        {"title": "Otra", "variants": [{"sku": sku, "stock": count}]} for sku, count in (("A", 1), ("B", 2))
    ]
    answer = await upsert(api, *down)
    assert outcomes(answer) == ["refused", "updated"]
    assert "promised" in answer["data"][0]["problem"]["message"]
    titles = {product["title"] for product in (await api.ok("GET", "/products"))["data"]}
    assert titles == {"Taza A", "Otra"}


async def test_an_empty_call_and_one_too_long_are_refused_as_a_whole(api: Api) -> None:
    assert (await api.call("POST", PATH, {"items": []})).status_code == 422
    assert (await api.call("POST", PATH, {"items": [{}] * 10_001})).status_code == 422
    assert (await api.call("POST", PATH, [])).status_code == 422


async def test_calls_at_the_same_time_end_in_one_product_per_sku(api: Api) -> None:
    items = [item(f"S{n}") for n in range(20)]
    calls = [api.call("POST", PATH, {"items": turned}) for turned in (items, items[::-1]) for _ in range(3)]
    answers = await asyncio.gather(*calls)
    # Who comes first creates all; who meets them under way is refused as a whole; who comes after changes nothing.
    taken = [answer.json() for answer in answers if answer.status_code == 200]
    assert sum(each["created"] for each in taken) == 20
    assert all(each["created"] + each["unchanged"] == 20 for each in taken)
    refused = [answer for answer in answers if answer.status_code != 200]
    assert {(each.status_code, "Send it again" in each.json()["detail"]) for each in refused} <= {(409, True)}
    assert len((await api.ok("GET", "/products", params={"limit": 200}))["data"]) == 20


async def test_upserts_and_edits_at_the_same_time_do_not_lock_each_other_out(api: Api) -> None:
    answer = await upsert(api, *(item(f"S{n}") for n in range(10)))
    ids = [result["product_id"] for result in answer["data"]]
    changes = [item(f"S{n}", title=f"Otra {n}") for n in range(10)]
    await asyncio.gather(
        *(upsert(api, *changes[::step]) for step in (1, -1, 2)),
        *(api.ok("PATCH", f"/products/{product_id}", {"brand": "Faro"}) for product_id in ids),
        *(
            api.ok(
                "POST",
                f"/products/{product_id}/variants/S{n}/stock-adjustments",
                {"delta": 1, "reason": "found"},
            )
            for n, product_id in enumerate(ids)
        ),
    )
    products = (await api.ok("GET", "/products"))["data"]
    assert all(product["brand"] == "Faro" for product in products)
    assert all(product["title"].startswith("Otra") for product in products)


async def test_ten_thousand_items_are_taken_in_one_call_in_seconds(api: Api) -> None:
    words = "Cerámica esmaltada a mano, apta para lavavajillas, hecha en el taller del faro"
    items = [item(f"S{n}", description=f"{words} {n}") for n in range(10_000)]
    began = time.perf_counter()
    answer = await upsert(api, *items)
    took = time.perf_counter() - began
    assert answer["created"] == 10_000
    changed = [{**each, "title": f"Nueva {n}"} for n, each in enumerate(items)]
    began = time.perf_counter()
    answer = await upsert(api, *changed)
    again = time.perf_counter() - began
    assert answer["updated"] == 10_000
    assert max(took, again) < allowance(SECONDS), (took, again)


async def test_behind_a_thousand_that_cannot_be_read_none_is_looked_at(api: Api) -> None:
    items = [*(item(f"A{n}", title="") for n in range(999)), item("GOOD"), item("B", title="")]
    answer = await upsert(api, *items, item("C"), item("D", title=""))
    assert (answer["created"], answer["refused"]) == (1, 1_002)
    problems = [result["problem"] for result in answer["data"]]
    assert problems[1_000]["path"] == "title"
    for problem in problems[1_001:]:
        assert "1,000 items before it were refused" in problem["message"]
    assert set(await versions(api)) == {"GOOD"}


async def test_what_is_refused_is_read_no_further_than_to_the_thousandth() -> None:
    """Else a body of 64 MB takes half a minute to be told nothing but that."""
    bad = msgspec.Raw(msgspec.json.encode(item("A", tags=["x"] * 50_000)))
    began = time.thread_time()
    read = await read_items([bad] * 1_000, "EUR")
    looked_at = time.thread_time() - began
    began = time.thread_time()
    read += (await read_items([bad] * 10_000, "EUR"))[1_000:]
    assert time.thread_time() - began < 3 * looked_at
    assert len(read) == 10_000


async def test_no_variant_is_read_behind_those_that_fit_into_a_call() -> None:
    many = msgspec.Raw(msgspec.json.encode({"variants": [{"sku": f"S{n}"} for n in range(200)]}))
    given = 0

    class Items(list[msgspec.Raw]):
        def __iter__(self) -> Iterator[msgspec.Raw]:
            nonlocal given
            for each in super().__iter__():
                given += 1
                yield each

    with pytest.raises(InvalidField, match="50000 variants"):
        await read_items(Items([many] * 9_999), "EUR")
    assert given == 251


async def test_items_of_one_product_far_from_each_other_are_stored_in_their_order(api: Api) -> None:
    both = item("A")["variants"] + item("B")["variants"]
    await upsert(api, {"title": "Taza", "variants": both})
    between = [item(f"S{n}") for n in range(600)]
    first, last = item("A", title="Primera"), item("B", title="Segunda")
    answer = await upsert(api, first, *between, last, item("A"), item("S1"))
    assert outcomes(answer) == ["updated", *["created"] * 600, "updated", "refused", "refused"]
    product = await api.ok("GET", f"/products/{answer['data'][0]['product_id']}")
    assert product["title"] == "Segunda"
    assert answer["data"][601]["product_id"] == product["id"]


async def test_an_item_that_is_too_large_to_be_read_at_a_stretch_is_refused_alone(api: Api) -> None:
    answer = await upsert(api, item("A"), item("B", tags=["x"] * 150_000), item("C"))
    assert outcomes(answer) == ["created", "refused", "created"]
    assert "500 kB" in answer["data"][1]["problem"]["message"]


async def test_a_single_product_of_megabytes_is_not_read(api: Api) -> None:
    answer = await api.call("POST", "/products", item("A", tags=["x"] * 300_000))
    assert answer.status_code == 413
