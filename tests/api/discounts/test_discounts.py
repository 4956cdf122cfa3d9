"""Discounts over the API: made, changed, archived, deleted."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from shop.customers.models import Customer
from shop.discounts.evaluation import DiscountKind
from shop.discounts.models import Discount, DiscountUse
from shop.events.models import Event
from shop.kit.clock import now
from tests.api.conftest import Api, mug

TEN: dict[str, Any] = {"name": "Rebajas", "kind": "percentage", "percent": "10"}


def euros(minor: int) -> dict[str, Any]:
    return {"amount_minor": minor, "currency": "EUR"}


async def use(api: Api, discount_id: str) -> None:
    """An order has used it."""
    async with api.database.transaction(api.merchant.id) as session:
        customer = Customer(merchant_id=api.merchant.id, phone=f"34{uuid4().int % 10**12}", created_at=now())
        session.add(customer)
        await session.flush()
        session.add(
            DiscountUse(
                merchant_id=api.merchant.id,
                discount_id=UUID(discount_id),
                customer_id=customer.id,
                order_id=uuid4(),
                amount_minor=125,
                at=now(),
            )
        )


async def test_a_discount_is_made_read_changed_and_deleted(api: Api) -> None:
    answer = await api.call("POST", "/discounts", TEN | {"translations": {"en": "Sale"}, "priority": 3})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["percent"], made["uses"], made["status"], made["priority"]) == ("10", 0, "active", 3)
    assert made["applies_to"] == {
        name: []
        for name in ("product_ids", "collection_ids", "excluded_product_ids", "excluded_collection_ids")
    }
    assert (await api.http.get(answer.headers["location"])).json() == made
    place = f"/discounts/{made['id']}"
    changed = await api.ok("PATCH", place, {"percent": "12.50", "min_value": euros(2000), "max_uses": 5})
    assert (changed["percent"], changed["min_value"], changed["max_uses"]) == ("12.5", euros(2000), 5)
    cleared = await api.ok("PATCH", place, {"min_value": None, "max_uses": None})
    assert (cleared["min_value"], cleared["max_uses"], cleared["name"]) == (None, None, "Rebajas")
    assert (await api.ok("PATCH", place, {"status": "archived"}))["status"] == "archived"
    assert (await api.ok("GET", "/discounts", params={"status": "active"}))["data"] == []
    assert (await api.call("DELETE", place)).status_code == 204
    assert (await api.call("GET", place)).status_code == 404


KINDS: dict[str, dict[str, Any]] = {
    "percentage": {"percent": "99.99"},
    "amount": {"amount": euros(500)},
    "free_delivery": {"most_delivery": euros(700)},
    "buy_x_get_y": {"buy_quantity": 2, "get_quantity": 1, "percent": "100", "gets": {}, "most_sets": 3},
    "cheapest_free": {"set_size": 3, "most_sets": 1},
}


@pytest.mark.parametrize("kind", KINDS)
async def test_every_kind_keeps_what_it_was_given(api: Api, kind: str) -> None:
    made = await api.ok("POST", "/discounts", {"name": "X", "kind": kind, **KINDS[kind]})
    shown = KINDS[kind] | ({"gets": made["applies_to"]} if "gets" in KINDS[kind] else {})
    assert {name: made[name] for name in shown} == shown


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"name": "X", "kind": "percentage"}, "percent"),
    (TEN | {"amount": {"amount_minor": 5, "currency": "EUR"}}, "amount"),
    (TEN | {"percent": "0"}, "percent"),
    (TEN | {"percent": "100.01"}, "percent"),
    (TEN | {"percent": "1.234"}, "percent"),
    ({"name": "X", "kind": "amount", "amount": {"amount_minor": 5, "currency": "USD"}}, "amount"),
    ({"name": "X", "kind": "amount", "amount": {"amount_minor": 0, "currency": "EUR"}}, "amount"),
    ({"name": "X", "kind": "cheapest_free", "set_size": 1}, "set_size"),
    ({"name": "X", "kind": "buy_x_get_y", "percent": "50", "buy_quantity": 1}, "get_quantity"),
    (TEN | {"starts_at": "2026-12-02T00:00:00Z", "ends_at": "2026-12-02T00:00:00Z"}, "ends_at"),
    (TEN | {"ends_at": "9999-12-31T23:59:59-14:00"}, "ends_at"),
    (
        TEN | {"applies_to": {"product_ids": ["01980000-0000-7000-8000-000000000000"]}},
        "applies_to.product_ids",
    ),
    (TEN | {"name": "   "}, "name"),
    (TEN | {"max_uses": 0}, "max_uses"),
]


@pytest.mark.parametrize(("body", "path"), REFUSED)
async def test_what_cannot_be_is_refused_by_place(api: Api, body: dict[str, Any], path: str) -> None:
    answer = await api.call("POST", "/discounts", body)
    assert answer.status_code == 422
    assert [each["path"] for each in answer.json()["errors"]] == [path]


async def test_a_change_is_held_against_what_stays(api: Api) -> None:
    place = f"/discounts/{(await api.ok('POST', '/discounts', TEN))['id']}"
    assert (await api.call("PATCH", place, {"set_size": 3})).json()["errors"][0]["path"] == "set_size"
    await api.ok("PATCH", place, {"starts_at": "2026-12-02T00:00:00Z"})
    refused = await api.call("PATCH", place, {"ends_at": "2026-12-01T00:00:00Z"})
    assert refused.status_code == 422
    assert (await api.call("PATCH", place, {"kind": "amount"})).status_code == 422


async def test_a_discount_edited_meanwhile_is_not_overwritten(api: Api) -> None:
    answer = await api.call("POST", "/discounts", TEN)
    place, tag = f"/discounts/{answer.json()['id']}", {"If-Match": answer.headers["etag"]}
    assert (await api.call("PATCH", place, {"percent": "20"}, headers=tag)).status_code == 200
    assert (await api.call("PATCH", place, {"percent": "30"}, headers=tag)).status_code == 412


async def test_what_an_order_has_used_is_archived_and_not_deleted(api: Api) -> None:
    made = await api.ok("POST", "/discounts", TEN)
    await use(api, made["id"])
    place = f"/discounts/{made['id']}"
    refused = await api.call("DELETE", place)
    assert refused.status_code == 409
    assert "archive" in refused.json()["detail"]
    (shown,) = (await api.ok("GET", f"{place}/uses"))["data"]
    assert (shown["amount"], shown["state"], shown["code"]) == (euros(125), "held", None)
    assert (await api.call("GET", f"/discounts/{uuid4()}/uses")).status_code == 404


async def test_each_change_is_an_event_with_its_key(api: Api) -> None:
    made = await api.ok("POST", "/discounts", TEN)
    await api.ok("PATCH", f"/discounts/{made['id']}", {"percent": "20", "status": "archived"})
    await api.call("DELETE", f"/discounts/{made['id']}")
    async with api.database.transaction(api.merchant.id) as session:
        found = await session.exec(select(Event).where(Event.subject_id == UUID(made["id"])).order_by("id"))
        events = found.all()
    assert [each.kind for each in events] == ["discount.created", "discount.changed", "discount.removed"]
    assert events[1].data == {"fields": ["percent_hundredths", "status"]}
    assert all(each.actor.startswith("api_key:") for each in events)


async def test_scopes_decide_who_reads_and_who_writes(api: Api) -> None:
    reader, stranger = await api.with_scopes("discounts:read"), await api.with_scopes("products:write")
    assert (await reader.call("GET", "/discounts")).status_code == 200
    assert (await reader.call("POST", "/discounts", TEN)).status_code == 403
    assert (await stranger.call("GET", "/discounts")).status_code == 403
    await reader.http.aclose()
    await stranger.http.aclose()


async def test_automatic_discounts_are_bounded(api: Api) -> None:
    """Each is held against every cart."""
    async with api.database.transaction(api.merchant.id) as session:
        session.add_all(
            Discount(
                merchant_id=api.merchant.id,
                name="X",
                kind=DiscountKind.PERCENTAGE,
                percent_hundredths=1,
                is_automatic=True,
                created_at=now(),
                updated_at=now(),
            )
            for _ in range(100)
        )
    assert (await api.call("POST", "/discounts", TEN | {"is_automatic": True})).status_code == 409
    assert (await api.call("POST", "/discounts", TEN)).status_code == 201


async def test_lists_continue_behind_their_cursor(api: Api) -> None:
    ids = [(await api.ok("POST", "/discounts", TEN))["id"] for _ in range(3)]
    first = await api.ok("GET", "/discounts", params={"limit": 2})
    rest = await api.ok("GET", "/discounts", params={"limit": 2, "cursor": first["next_cursor"]})
    assert [each["id"] for each in first["data"] + rest["data"]] == ids[::-1]
    assert rest["next_cursor"] is None


async def test_products_and_collections_that_it_is_for_are_kept(api: Api) -> None:
    product = (await api.ok("POST", "/products", mug()))["id"]
    collection = (await api.ok("POST", "/collections", {"title": "Navidad"}))["id"]
    scope = {"product_ids": [product], "excluded_collection_ids": [collection]}
    made = await api.ok("POST", "/discounts", TEN | {"applies_to": scope})
    assert made["applies_to"] == scope | {"collection_ids": [], "excluded_product_ids": []}
