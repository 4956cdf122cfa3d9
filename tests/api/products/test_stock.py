"""Stock by hand: never below what is promised, whatever happens at once, and every change says why."""

import asyncio

import pytest
from sqlalchemy import text

from shop.kit.db.session import execute_core
from tests.api.conftest import Api, mug
from tests.api.products.stored import versions


async def stocked_variant(api: Api, sku: str = "TAZA") -> str:
    """The address of a variant with 40 pieces."""
    product = await api.ok("POST", "/products", mug(sku))
    return f"/products/{product['id']}/variants/{sku}"


async def promise(api: Api, count: int) -> None:
    """As if open orders had been promised so many."""
    async with api.database.transaction(api.merchant.id) as session:
        await execute_core(session, text("UPDATE stock SET reserved = :n"), {"n": count})


async def test_an_adjustment_moves_the_stock_and_is_kept_with_its_reason(api: Api) -> None:
    place = await stocked_variant(api)
    answer = await api.call("POST", f"{place}/stock-adjustments", {"delta": -3, "reason": "broken"})
    assert answer.status_code == 201
    assert answer.json() == {"on_hand": 37, "reserved": 0, "available": 37, "is_low": False}
    newest, first = (await api.ok("GET", f"{place}/stock-adjustments"))["data"]
    assert (newest["delta"], newest["reason"]) == (-3, "broken")
    assert newest["actor"].startswith("api key ")
    assert (first["delta"], first["reason"]) == (40, "initial stock")


async def test_meta_hears_of_a_stock_that_ends_and_of_no_other(api: Api) -> None:
    place = await stocked_variant(api)
    await api.ok("POST", f"{place}/stock-adjustments", {"delta": -3, "reason": "broken"})
    assert await versions(api) == {"TAZA": 1}
    await api.ok("PUT", f"{place}/stock", {"on_hand": 0})
    assert await versions(api) == {"TAZA": 2}


async def test_stock_can_be_set_after_a_count(api: Api) -> None:
    place = await stocked_variant(api)
    assert (await api.ok("PUT", f"{place}/stock", {"on_hand": 12}))["on_hand"] == 12
    assert (await api.ok("PUT", f"{place}/stock", {"on_hand": 12}))["on_hand"] == 12
    moved = (await api.ok("GET", f"{place}/stock-adjustments"))["data"]
    assert [movement["delta"] for movement in moved] == [-28, 40]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "stock-adjustments", {"delta": -6, "reason": "lost"}),
        ("PUT", "stock", {"on_hand": 34}),
    ],
)
async def test_stock_never_falls_below_what_is_promised(
    api: Api, method: str, path: str, body: dict[str, object]
) -> None:
    place = await stocked_variant(api)
    await promise(api, 35)
    answer = await api.call(method, f"{place}/{path}", body)
    assert answer.status_code == 409
    assert "35 are promised" in answer.json()["detail"]
    assert len((await api.ok("GET", f"{place}/stock-adjustments"))["data"]) == 1


async def test_fifty_takers_of_forty_pieces_leave_none_and_ten_refused(api: Api) -> None:
    place = await stocked_variant(api)
    answers = await asyncio.gather(
        *(
            api.call("POST", f"{place}/stock-adjustments", {"delta": -1, "reason": f"taker {n}"})
            for n in range(50)
        )
    )
    assert sorted(answer.status_code for answer in answers) == [201] * 40 + [409] * 10
    assert (await api.ok("PUT", f"{place}/stock", {"on_hand": 0}))["on_hand"] == 0


async def test_counts_and_adjustments_at_once_agree_with_their_movements(api: Api) -> None:
    place = await stocked_variant(api)
    await asyncio.gather(
        *(api.ok("PUT", f"{place}/stock", {"on_hand": 100 + n}) for n in range(10)),
        *(api.ok("POST", f"{place}/stock-adjustments", {"delta": 1, "reason": "found"}) for _ in range(10)),
    )
    moved = (await api.ok("GET", f"{place}/stock-adjustments", params={"limit": 200}))["data"]
    product = (await api.ok("GET", "/products"))["data"][0]
    assert sum(movement["delta"] for movement in moved) == product["variants"][0]["stock"]["on_hand"]


async def test_stock_has_an_upper_end_too(api: Api) -> None:
    place = await stocked_variant(api)
    body = {"delta": 10**9, "reason": "a typing mistake"}
    assert (await api.call("POST", f"{place}/stock-adjustments", body)).status_code == 409


async def test_a_sku_with_a_slash_is_reached_by_the_variants_id(api: Api) -> None:
    product = await api.ok("POST", "/products", mug("A/1 ñ"))
    variant = product["variants"][0]["id"]
    stock = await api.ok("PUT", f"/products/{product['id']}/variants/{variant}/stock", {"on_hand": 5})
    assert stock["on_hand"] == 5


async def test_a_variant_of_another_product_is_not_found_here(api: Api) -> None:
    await stocked_variant(api, "ONE")
    other = await stocked_variant(api, "TWO")
    wrong = other.replace("TWO", "ONE")
    answer = await api.call("POST", f"{wrong}/stock-adjustments", {"delta": 1, "reason": "x"})
    assert answer.status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"delta": 1},
        {"delta": 1.5, "reason": "x"},
        {"delta": 2**63, "reason": "x"},
        {"delta": 1, "reason": " "},
        {"delta": 1, "reason": "x" * 201},
    ],
)
async def test_an_adjustment_that_makes_no_sense_is_refused(api: Api, body: dict[str, object]) -> None:
    place = await stocked_variant(api)
    assert (await api.call("POST", f"{place}/stock-adjustments", body)).status_code == 422
