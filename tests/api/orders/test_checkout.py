"""`PUT /orders/{id}/delivery` and `/codes`: what an unpaid order costs, by the API."""

import pytest

from shop.discounts.evaluation import DiscountKind
from tests.api.conftest import Api
from tests.support.checkout.deliveries import collect_at, deliver_to, discount
from tests.support.goods.parcels import GoodsUnderTest

ADDRESS = {
    "name": "Ana",
    "street": "Calle del Pez 7",
    "city": "Madrid",
    "postal_code": "28004",
    "country": "ES",
}


async def test_a_delivery_is_chosen_and_shown(selling: Api, goods: GoodsUnderTest) -> None:
    method_id = await deliver_to(goods.shop)
    order = await goods.shop.order([("MUG", 1)])
    before = await selling.ok("GET", f"/orders/{order.id}")
    assert (before["needs_delivery"], before["delivery"]) == (True, None)
    shown = await selling.ok(
        "PUT", f"/orders/{order.id}/delivery", {"method_id": str(method_id), "address": ADDRESS}
    )
    assert shown["total"]["amount_minor"] == 1700
    assert shown["delivery"]["charged"] == {"amount_minor": 490, "currency": "EUR"}
    assert (shown["delivery"]["address"]["street"], shown["delivery"]["kind"]) == ("Calle del Pez 7", "home")


@pytest.mark.parametrize(
    ("change", "status", "told"),
    [
        ({"country": "PT", "postal_code": "1100-053"}, 422, "We do not deliver to 1100-053, Portugal."),
        ({"postal_code": "99123"}, 422, "99123"),
        ({"city": ""}, 422, "town"),
    ],
)
async def test_why_it_is_not_delivered_there(
    selling: Api, goods: GoodsUnderTest, change: dict[str, str], status: int, told: str
) -> None:
    method_id = await deliver_to(goods.shop)
    order = await goods.shop.order([("MUG", 1)])
    body = {"method_id": str(method_id), "address": {**ADDRESS, **change}}
    answer = await selling.call("PUT", f"/orders/{order.id}/delivery", body)
    assert (answer.status_code, told in answer.json()["detail"]) == (status, True)


async def test_codes_are_set_as_a_whole_or_not_at_all(selling: Api, goods: GoodsUnderTest) -> None:
    await discount(goods.shop, DiscountKind.AMOUNT, amount_minor=210, code="FARO2")
    order = await goods.shop.order([("MUG", 1)])
    path = f"/orders/{order.id}/codes"
    refused = await selling.call("PUT", path, {"codes": ["FARO2", "NADA"]})
    assert (refused.status_code, refused.json()["detail"]) == (422, "NADA: there is no such code.")
    assert (await selling.ok("GET", f"/orders/{order.id}"))["discount"]["amount_minor"] == 0
    given = await selling.ok("PUT", path, {"codes": ["faro2"]})
    assert (given["total"]["amount_minor"], given["discounts"][0]["code"]) == (1000, "FARO2")
    taken = await selling.ok("PUT", path, {"codes": []})
    assert (taken["total"]["amount_minor"], taken["discounts"]) == (1210, [])


async def test_paid_and_closed_orders_have_nothing_to_choose(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    method_id, place_id = await collect_at(goods.shop)
    choice = {"method_id": str(method_id), "place_id": str(place_id)}
    for path, body in (("delivery", choice), ("codes", {"codes": ["X"]})):
        assert (await selling.call("PUT", f"/orders/{order.id}/{path}", body)).status_code == 409


async def test_while_a_bank_decides_nothing_moves(selling: Api, goods: GoodsUnderTest) -> None:
    await discount(goods.shop, DiscountKind.AMOUNT, amount_minor=210, code="FARO2")
    order = await goods.shop.order([("MUG", 1)])
    await goods.shop.pay(order, payment_status="unpaid")
    answer = await selling.call("PUT", f"/orders/{order.id}/codes", {"codes": ["FARO2"]})
    assert (answer.status_code, "on its way" in answer.json()["detail"]) == (409, True)
