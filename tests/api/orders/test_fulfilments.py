"""`/orders/{id}/fulfilments`: a noun for each step, said twice without harm, refused with a sentence."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import select

from shop.kit.clock import now
from shop.payments.models import Payment
from tests.api.conftest import REPLAYED, Api
from tests.support.goods.parcels import GoodsUnderTest

TRACKED = {"carrier": "seur", "tracking_number": "12345678901"}


async def packed(selling: Api, order_id: Any, *lines: tuple[int, int]) -> str:
    """The path of a new parcel."""
    body = {"lines": [{"position": p, "quantity": q} for p, q in lines]} if lines else {}
    made = await selling.call("POST", f"/orders/{order_id}/fulfilments", body)
    assert made.status_code == 201, made.text
    return f"/orders/{order_id}/fulfilments/{made.json()['id']}"


async def test_a_parcel_from_the_shelf_to_the_door(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2), ("FISH", 1))
    preparing = await selling.ok("PUT", f"/orders/{order.id}/preparation")
    assert (preparing["stage"], preparing["fulfilments"]) == ("preparing", [])
    parcel = await packed(selling, order.id)
    shipped = await selling.ok("PUT", f"{parcel}/shipment", TRACKED)
    assert (shipped["state"], shipped["carrier_name"]) == ("shipped", "SEUR")
    assert shipped["tracking_url"] == "https://www.seur.com/livetracking/?segOnlineIdentificador=12345678901"
    at = (now() - timedelta(minutes=1)).isoformat()
    await selling.ok("PUT", f"{parcel}/delivery", {"at": at} if order.placed_at.isoformat() < at else {})
    detail = await selling.ok("GET", f"/orders/{order.id}")
    assert detail["stage"] == "delivered"
    assert detail["fulfilments"][0]["lines"] == [
        {"position": 1, "quantity": 2},
        {"position": 2, "quantity": 1},
    ]
    assert detail["withdrawal_until"] is not None
    listed = await selling.ok("GET", "/orders?stage=delivered")
    assert [each["id"] for each in listed["data"]] == [str(order.id)]
    assert (await selling.ok("GET", "/orders?stage=shipped"))["data"] == []


async def test_a_pick_up(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    parcel = await packed(selling, order.id)
    ready = await selling.ok("PUT", f"{parcel}/readiness", {"place": "Quiosco del puerto", "hours": "9-14"})
    assert (ready["state"], ready["place"], ready["hours"]) == ("ready", "Quiosco del puerto", "9-14")
    assert (await selling.ok("PUT", f"{parcel}/collection", {}))["state"] == "collected"
    assert (await selling.ok("GET", f"/orders/{order.id}"))["stage"] == "collected"


async def test_every_step_said_twice_is_said_once(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    parcel = await packed(selling, order.id)
    for step, body in (("shipment", TRACKED), ("delivery", {})):
        first, second = [await selling.call("PUT", f"{parcel}/{step}", body) for _ in range(2)]
        assert (first.status_code, second.status_code) == (200, 200)
        assert first.json() == second.json()
    assert len(await goods.said()) == 2


async def test_a_parcel_that_is_packed_twice_with_one_key_is_packed_once(
    selling: Api, goods: GoodsUnderTest
) -> None:
    order = await goods.paid(("MUG", 2))
    body, key = {"lines": [{"position": 1, "quantity": 1}]}, {"Idempotency-Key": str(uuid4())}
    first, second = [
        await selling.call("POST", f"/orders/{order.id}/fulfilments", body, headers=key) for _ in range(2)
    ]
    assert first.json() == second.json()
    assert REPLAYED in second.headers
    assert len((await selling.ok("GET", f"/orders/{order.id}/fulfilments"))["data"]) == 1


async def test_refusals_say_why(selling: Api, goods: GoodsUnderTest) -> None:
    unpaid, order = await goods.shop.order([("MUG", 1)]), await goods.paid(("MUG", 2))
    answer = await selling.call("POST", f"/orders/{unpaid.id}/fulfilments", {})
    assert (answer.status_code, "is not paid yet" in answer.json()["detail"]) == (409, True)
    too_many = {"lines": [{"position": 1, "quantity": 3}]}
    answer = await selling.call("POST", f"/orders/{order.id}/fulfilments", too_many)
    assert (answer.status_code, answer.json()["detail"]) == (409, "Line 1: 2 left to be sent, not 3.")
    parcel = await packed(selling, order.id)
    answer = await selling.call("PUT", f"{parcel}/shipment", {"carrier": "Tipsa", "tracking_number": "1"})
    assert (answer.status_code, "give its tracking link" in answer.json()["detail"]) == (422, True)
    answer = await selling.call("PUT", f"{parcel}/delivery", {})
    assert answer.status_code == 409
    later = (now() + timedelta(days=1)).isoformat()
    for at in (later, "2020-01-01T00:00:00Z"):
        assert (await selling.call("PUT", f"{parcel}/shipment", {**TRACKED, "at": at})).status_code == 422
    assert (await selling.call("PUT", f"/orders/{uuid4()}/preparation")).status_code == 404
    missing = f"/orders/{order.id}/fulfilments/{uuid4()}/shipment"
    assert (await selling.call("PUT", missing, TRACKED)).status_code == 404


async def test_an_order_whose_money_went_back_is_not_sent(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    parcel = await packed(selling, order.id)
    payment: Payment = await goods.shop.one(select(Payment))
    thing = {
        "id": "re_1",
        "amount": payment.amount_minor,
        "currency": "eur",
        "status": "succeeded",
        "payment_intent": payment.payment_intent,
    }
    event = await goods.shop.tell(thing, "refund.created")
    await goods.shop.job("payments.settle", event_id=event)
    for step, body in (("shipment", TRACKED), ("readiness", {})):
        answer = await selling.call("PUT", f"{parcel}/{step}", body)
        assert (answer.status_code, "was given back" in answer.json()["detail"]) == (409, True)
    assert (await selling.call("POST", f"/orders/{order.id}/fulfilments", {})).status_code == 409
    assert (await selling.ok("GET", f"/orders/{order.id}"))["stage"] == "refunded"


async def test_a_correction_and_a_cancellation(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    parcel = await packed(selling, order.id)
    await selling.ok("PUT", f"{parcel}/shipment", TRACKED)
    fixed = await selling.ok("PATCH", parcel, {"tracking_number": "77"})
    assert (fixed["carrier"], fixed["tracking_number"]) == ("seur", "77")
    assert fixed["tracking_url"].endswith("=77")
    assert (await selling.ok("PATCH", parcel, {})) == fixed
    assert (await selling.call("PATCH", parcel, {"carrier": "Tipsa"})).status_code == 422
    url = "https://tipsa.example/9"
    fixed = await selling.ok(
        "PATCH", parcel, {"carrier": "Tipsa", "tracking_number": "9", "tracking_url": url}
    )
    assert (fixed["carrier"], fixed["tracking_url"]) == ("Tipsa", url)
    assert (await selling.call("PUT", f"{parcel}/cancellation", {})).status_code == 422
    gone = await selling.ok("PUT", f"{parcel}/cancellation", {"reason": "Lost by the carrier"})
    assert (gone["state"], gone["reason"]) == ("cancelled", "Lost by the carrier")
    assert (await selling.ok("GET", f"/orders/{order.id}"))["stage"] == "paid"


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_key_needs_the_scope(selling: Api, goods: GoodsUnderTest, method: str) -> None:
    order = await goods.paid(("MUG", 1))
    weak = await selling.with_scopes("orders:read", "orders:write")
    body: dict[str, object] | None = {} if method == "POST" else None
    answer = await weak.call(method, f"/orders/{order.id}/fulfilments", body)
    assert (answer.status_code, "fulfilments:" in answer.json()["detail"]) == (403, True)
    await weak.http.aclose()


async def test_who_did_it_stands_in_the_log(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    await packed(selling, order.id)
    (event,) = [each for each in await goods.log() if each.kind == "fulfilment.created"]
    assert event.actor.startswith("api_key:")


async def test_a_paid_order_is_not_cancelled_but_refunded(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 1))
    answer = await selling.call("PUT", f"/orders/{order.id}/cancellation")
    assert (answer.status_code, "refund its payment" in answer.json()["detail"]) == (409, True)
