"""`/orders/{id}/returns`: from the request to the end."""

from uuid import uuid4

from sqlmodel import select

from shop.kit.clock import now
from shop.payments.models import Payment
from shop.payments.refunds.models import Refund, RefundReason
from tests.api.conftest import Api
from tests.support.goods.parcels import GoodsUnderTest

ONE = [{"position": 1, "quantity": 1}]


async def test_a_return_to_its_end(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    await goods.delivered(order)
    body = {"lines": ONE, "reason": "damaged", "note": "Llegó rota"}
    answer = await selling.call("POST", f"/orders/{order.id}/returns", body)
    assert answer.status_code == 201, answer.text
    asked = answer.json()
    assert (asked["state"], asked["reason"], asked["is_late"]) == ("requested", "damaged", False)
    path = f"/orders/{order.id}/returns/{asked['id']}"
    assert (await selling.ok("PUT", f"{path}/approval", {"answer": "Tráela."}))["answer"] == "Tráela."
    came = await selling.ok("PUT", f"{path}/receipt", {"restock": ONE})
    assert (came["state"], came["restocked"]) == ("received", ONE)
    assert (await selling.ok("PUT", f"{path}/closure", {}))["state"] == "closed"
    detail = await selling.ok("GET", f"/orders/{order.id}")
    assert [each["state"] for each in detail["returns"]] == ["closed"]
    assert detail["returns"] == (await selling.ok("GET", f"/orders/{order.id}/returns"))["data"]
    assert (await goods.shop.stock_of("MUG"))[0] == 9


async def test_refusals(selling: Api, goods: GoodsUnderTest) -> None:
    order = await goods.paid(("MUG", 2))
    path = f"/orders/{order.id}/returns"
    answer = await selling.call("POST", path, {"lines": ONE, "reason": "withdrawal"})
    assert (answer.status_code, answer.json()["detail"]) == (409, "Line 1: 0 left to be returned, not 1.")
    await goods.delivered(order)
    wrong = {"lines": ONE, "reason": "other", "images": [str(uuid4())]}
    assert (await selling.call("POST", path, wrong)).status_code == 422
    made = await selling.ok("POST", path, {"lines": ONE, "reason": "other"})
    assert (await selling.call("PUT", f"{path}/{made['id']}/refusal", {"answer": " "})).status_code == 422
    assert (await selling.call("PUT", f"{path}/{made['id']}/receipt", {})).status_code == 409
    no = await selling.ok("PUT", f"{path}/{made['id']}/refusal", {"answer": "Está usada."})
    assert (no["state"], no["answer"]) == ("refused", "Está usada.")
    assert (await selling.call("PUT", f"{path}/{made['id']}/approval", {})).status_code == 409


async def test_a_refund_and_an_exchange_are_named(selling: Api, goods: GoodsUnderTest) -> None:
    order, other = await goods.paid(("MUG", 1)), await goods.paid(("FISH", 1))
    again = await goods.shop.order([("MUG", 1)], order.conversation_id)
    await goods.delivered(order)
    it = await goods.ask_return(order, (1, 1))
    async with goods.transaction() as session:
        payments = {each.order_id: each for each in (await session.exec(select(Payment))).all()}
        mine, foreign = [
            Refund(
                merchant_id=order.merchant_id,
                order_id=each.id,
                payment_id=payments[each.id].id,
                amount_minor=1,
                currency="EUR",
                reason=RefundReason.REQUESTED,
                actor="test",
                requested_at=now(),
            )
            for each in (order, other)
        ]
        session.add_all([mine, foreign])
    path = f"/orders/{order.id}/returns/{it.id}"
    named = await selling.ok("PATCH", path, {"refund_id": str(mine.id), "exchange_order_id": str(again.id)})
    assert (named["refund_id"], named["exchange_order_id"]) == (str(mine.id), str(again.id))
    for wrong in ({"refund_id": str(foreign.id)}, {"exchange_order_id": str(other.id)}):
        assert (await selling.call("PATCH", path, wrong)).status_code == 404
