"""`POST /orders/{id}/refunds`: what may be asked for, in which words it is refused, and that a repeat changes nothing."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from litestar import Litestar

from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.orders.models import Order
from shop.payments.refunds.models import Refund
from tests.api.conftest import REPLAYED, Api
from tests.support.api_keys import make_key
from tests.support.shop import ShopUnderTest, open_shop

EUR = "EUR"


@pytest.fixture
async def shop(database_without_worker: Database) -> ShopUnderTest:
    """A merchant with a mug (EUR 12.10, ten of them) and anchovies (EUR 7.70, reduced rate)."""
    return await open_shop(database_without_worker, goods=True)


@pytest.fixture
async def api(app: Litestar, shop: ShopUnderTest) -> Api:
    return Api(app, shop.database, shop.merchant, await make_key(shop.database, shop.merchant))


async def paid(shop: ShopUnderTest) -> Order:
    order = await shop.order([("MUG", 2), ("FISH", 1)])  # 31.90
    await shop.pay(order)
    return order


def eur(amount_minor: int) -> dict[str, Any]:
    return {"amount_minor": amount_minor, "currency": EUR}


async def test_a_refund_is_asked_for_listed_and_shown_on_the_order(api: Api, shop: ShopUnderTest) -> None:
    order = await paid(shop)
    path = f"/orders/{order.id}"
    lines = [{"position": 1, "quantity": 1, "restock": True}]
    answer = await api.call(
        "POST", f"{path}/refunds", {"reason": "damaged", "note": "chipped", "lines": lines}
    )
    made = answer.json()
    assert (answer.status_code, made["state"], made["amount"]) == (201, "requested", eur(1210))
    assert (made["reason"], made["note"]) == ("damaged", "chipped")
    assert made["actor"].startswith("api_key:")
    assert made["lines"] == [{"position": 1, "quantity": 1, "amount": eur(1210), "restocked": 1}]
    listed = await api.ok("GET", f"{path}/refunds")
    assert listed == {"data": [made], "refunded": eur(1210), "refundable": eur(1980)}
    shown = await api.ok("GET", path)
    assert shown["refunds"] == [made]
    assert (shown["refunded"], shown["refundable"]) == (eur(1210), eur(1980))
    assert shown["financial_status"] == "partly_refunded"


async def test_all_that_is_left_is_the_whole(api: Api, shop: ShopUnderTest) -> None:
    path = f"/orders/{(await paid(shop)).id}/refunds"
    await api.ok("POST", path, {"reason": "goodwill", "amount": eur(190)})
    rest = await api.ok("POST", path, {"reason": "requested", "whole": True, "restock": True})
    assert rest["amount"] == eur(3000)
    assert [line["restocked"] for line in rest["lines"]] == [2, 1]
    assert (await api.ok("GET", path))["refundable"] == eur(0)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"reason": "goodwill", "amount": eur(3191)}, 409, "€31.90 is left to refund"),
        ({"reason": "returned", "lines": [{"position": 2, "quantity": 2}]}, 409, "1 of 1 are left"),
        ({"reason": "returned", "lines": [{"position": 9, "quantity": 1}]}, 422, "no line 9"),
        ({"reason": "goodwill", "amount": {"amount_minor": 5, "currency": "USD"}}, 422, "in EUR, not in USD"),
        ({"reason": "goodwill"}, 422, "Say one of these"),
        ({"reason": "goodwill", "whole": True, "amount": eur(5)}, 422, "Say one of these"),
        ({"reason": "goodwill", "lines": []}, 422, "Say one of these"),
        ({"reason": "goodwill", "amount": eur(5), "restock": True}, 422, "names no goods"),
        ({"reason": "goodwill", "amount": eur(0)}, 422, ""),
        ({"reason": "goodwill", "amount": eur(-5)}, 422, ""),
        ({"reason": "sold_out", "whole": True}, 422, ""),
        ({"whole": True}, 422, ""),
        ({"reason": "other", "whole": True, "note": "a\u0000b"}, 422, ""),
    ],
)
async def test_what_cannot_be_refunded_is_refused_in_words(
    api: Api, shop: ShopUnderTest, body: dict[str, Any], status: int, says: str
) -> None:
    path = f"/orders/{(await paid(shop)).id}/refunds"
    answer = await api.call("POST", path, body)
    assert answer.status_code == status, answer.text
    assert says in answer.json()["detail"]
    assert (await api.ok("GET", path))["data"] == []


async def test_an_unpaid_and_an_unknown_order_are_refused(api: Api, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    whole = {"reason": "requested", "whole": True}
    answer = await api.call("POST", f"/orders/{order.id}/refunds", whole)
    assert (answer.status_code, "nothing to refund" in answer.json()["detail"]) == (409, True)
    assert (await api.call("POST", f"/orders/{UUID(int=7)}/refunds", whole)).status_code == 404
    assert (await api.call("GET", f"/orders/{UUID(int=7)}/refunds")).status_code == 404


async def test_a_repeat_with_its_key_refunds_once(api: Api, shop: ShopUnderTest) -> None:
    path = f"/orders/{(await paid(shop)).id}/refunds"
    body, headers = {"reason": "goodwill", "amount": eur(100)}, {"Idempotency-Key": "sorry"}
    answers = await asyncio.gather(*(api.call("POST", path, body, headers=headers) for _ in range(5)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert sum(REPLAYED in answer.headers for answer in answers) == 4
    assert len((await api.ok("GET", path))["data"]) == 1


async def test_twenty_at_once_never_give_back_more_than_was_paid(api: Api, shop: ShopUnderTest) -> None:
    path = f"/orders/{(await paid(shop)).id}/refunds"
    body = {"reason": "goodwill", "amount": eur(1000)}
    answers = await asyncio.gather(*(api.call("POST", path, body) for _ in range(20)))
    assert sorted(answer.status_code for answer in answers) == [201] * 3 + [409] * 17
    assert (await api.ok("GET", path))["refunded"] == eur(3000)


async def test_another_merchants_order_is_not_there(api: Api, shop: ShopUnderTest) -> None:
    other = await open_shop(shop.database, goods=True)
    order = await other.order([("MUG", 1)])
    await other.pay(order)
    answer = await api.call("POST", f"/orders/{order.id}/refunds", {"reason": "requested", "whole": True})
    assert answer.status_code == 404


async def test_a_key_needs_the_scope(api: Api, shop: ShopUnderTest) -> None:
    path = f"/orders/{(await paid(shop)).id}/refunds"
    reader = await api.with_scopes("orders:read", "orders:write")
    refused = await reader.call("POST", path, {"reason": "requested", "whole": True})
    assert (refused.status_code, "refunds:write" in refused.json()["detail"]) == (403, True)
    assert (await reader.call("GET", path)).is_success


async def test_the_credit_note_of_a_refund_is_listed_and_read(api: Api, shop: ShopUnderTest) -> None:
    order = await paid(shop)
    path = f"/orders/{order.id}"
    assert await api.ok("GET", f"{path}/credit-notes") == {"data": []}
    made = await api.ok("POST", f"{path}/refunds", {"reason": "goodwill", "amount": eur(100)})
    async with shop.database.transaction(shop.merchant.id) as session:
        refund = await session.get_one(Refund, (shop.merchant.id, UUID(made["id"])))
        refund.succeed(at=now())
    await shop.job("payments.credit_refunds", order_id=order.id)
    listed = await api.ok("GET", f"{path}/credit-notes")
    (note,) = listed["data"]
    assert (note["refund_id"], note["amount"], note["label"][0]) == (made["id"], eur(100), "R")
    assert (await api.ok("GET", path))["credit_notes"] == [note]
    pdfs = [await api.call("GET", f"{path}/credit-notes/{note['id']}") for _ in range(2)]
    assert pdfs[0].content == pdfs[1].content
    assert pdfs[0].content.startswith(b"%PDF-")
    assert note["label"] in pdfs[0].headers["content-disposition"]
    assert (await api.call("GET", f"{path}/credit-notes/{UUID(int=7)}")).status_code == 404
