"""The catalog API, Meta's review of items, and product messages."""

import base64
from typing import Any

import pytest

from tests.sandbox.support.meta import MetaSandbox
from tests.support.sandbox import CATALOG, PNID

Json = dict[str, Any]


def item(sku: str = "SKU1", **more: Any) -> Json:
    """A complete item."""
    return {
        "id": sku,
        "title": "Taza",
        "description": "Una taza",
        "availability": "in stock",
        "condition": "new",
        "price": "9.99 EUR",
        "link": "https://shop.example/p/1",
        "image_link": "https://shop.example/1.jpg",
        "brand": "Acme",
        **more,
    }


async def batch(sandbox: MetaSandbox, *requests: tuple[str, Json], **more: Any) -> Json:
    """Send a batch. Returns the answer."""
    body = {
        "item_type": "PRODUCT_ITEM",
        "requests": [{"method": method, "data": data} for method, data in requests],
        **more,
    }
    answer = await sandbox.graph("POST", f"{CATALOG}/items_batch", json=body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def poll(sandbox: MetaSandbox, handle: str, **more: str) -> Json:
    """One look at a batch."""
    params = {"handle": handle, **more}
    answer = await sandbox.graph("GET", f"{CATALOG}/check_batch_request_status", params=params)
    found: Json = answer.json()["data"][0]
    return found


async def reviews(sandbox: MetaSandbox) -> dict[str, str]:
    """The WHATSAPP review by retailer id."""
    fields = {"fields": "retailer_id,capability_to_review_status"}
    rows = (await sandbox.graph("GET", f"{CATALOG}/products", params=fields)).json()["data"]
    return {
        row["retailer_id"]: pair["value"]
        for row in rows
        for pair in row["capability_to_review_status"]
        if pair["key"] == "WHATSAPP"
    }


async def stocked(sandbox: MetaSandbox, *skus: str) -> None:
    """Items that are approved."""
    await batch(sandbox, *[("UPDATE", item(sku)) for sku in skus])
    await sandbox.settled()


async def test_a_batch_is_pending_for_a_poll_and_then_finished(sandbox: MetaSandbox) -> None:
    (handle,) = (await batch(sandbox, ("CREATE", item())))["handles"]
    assert (await poll(sandbox, handle))["status"] != "finished"
    await sandbox.settled()
    looks = [await poll(sandbox, handle), await poll(sandbox, handle)]
    assert looks[-1]["status"] == "finished"
    assert looks[-1]["errors_total_count"] == 0


async def test_a_new_item_is_pending_and_then_approved(sandbox: MetaSandbox) -> None:
    await sandbox.control("knobs", {"item_review_seconds": 60})
    await batch(sandbox, ("UPDATE", item()))
    await sandbox.control("clock", {"advance_seconds": 1})
    assert await reviews(sandbox) == {"SKU1": "PENDING"}
    await sandbox.control("clock", {"advance_seconds": 60})
    assert await reviews(sandbox) == {"SKU1": "APPROVED"}


async def test_a_price_change_makes_it_outdated_for_a_while_but_stock_does_not(sandbox: MetaSandbox) -> None:
    await stocked(sandbox, "SKU1")
    await sandbox.control("knobs", {"item_outdated_seconds": 60})
    await batch(sandbox, ("UPDATE", {"id": "SKU1", "availability": "out of stock"}))
    await sandbox.settled()
    assert await reviews(sandbox) == {"SKU1": "APPROVED"}
    await batch(sandbox, ("UPDATE", {"id": "SKU1", "price": "10.00 EUR"}))
    await sandbox.control("clock", {"advance_seconds": 1})
    assert await reviews(sandbox) == {"SKU1": "OUTDATED"}
    await sandbox.control("clock", {"advance_seconds": 60})
    assert await reviews(sandbox) == {"SKU1": "APPROVED"}


async def test_a_bad_item_is_named_and_the_others_are_taken(sandbox: MetaSandbox) -> None:
    answer = await batch(sandbox, ("CREATE", item("A")), ("CREATE", item("B", price="9,99 €", shade="blue")))
    (validation,) = answer["validation_status"]
    assert validation["retailer_id"] == "B"
    assert "price" in validation["errors"][0]["message"]
    assert validation["warnings"][0]["message"] == "Unrecognised field: shade"
    await sandbox.settled()
    assert list(await reviews(sandbox)) == ["A"]


async def test_a_batch_of_nothing_good_has_no_handle(sandbox: MetaSandbox) -> None:
    assert (await batch(sandbox, ("CREATE", item(price="free"))))["handles"] == []


async def test_an_update_without_upsert_of_a_missing_item_is_an_error_of_the_batch(
    sandbox: MetaSandbox,
) -> None:
    (handle,) = (await batch(sandbox, ("UPDATE", item()), allow_upsert=False))["handles"]
    await sandbox.settled()
    await poll(sandbox, handle)
    bare = await poll(sandbox, handle)
    assert bare["errors_total_count"] == 1
    assert bare["ids_of_invalid_requests"] == []
    loaded = await poll(sandbox, handle, load_ids_of_invalid_requests="true")
    assert loaded["ids_of_invalid_requests"] == ["SKU1"]


async def test_products_are_read_back_by_page_and_by_filter(sandbox: MetaSandbox) -> None:
    await stocked(sandbox, *[f"S{i}" for i in range(5)])
    params = {"limit": "2", "fields": "retailer_id,price"}
    first = (await sandbox.graph("GET", f"{CATALOG}/products", params=params)).json()
    assert [row["price"] for row in first["data"]] == ["€9.99", "€9.99"]
    after = first["paging"]["cursors"]["after"]
    second = (await sandbox.graph("GET", f"{CATALOG}/products", params={**params, "after": after})).json()
    assert [row["retailer_id"] for row in second["data"]] == ["S2", "S3"]
    only = {"filter": '{"retailer_id":{"eq":"S4"}}'}
    found = (await sandbox.graph("GET", f"{CATALOG}/products", params=only)).json()["data"]
    assert [row["retailer_id"] for row in found] == ["S4"]


async def test_a_product_is_found_by_its_encoded_retailer_id(sandbox: MetaSandbox) -> None:
    await stocked(sandbox, "SKU1")
    code = base64.urlsafe_b64encode(b"SKU1").decode().rstrip("=")
    shown = await sandbox.graph("GET", f"catalog:{CATALOG}:{code}", params={"fields": "name,availability"})
    assert shown.json()["name"] == "Taza"
    assert shown.json()["availability"] == "in stock"


def product(sku: str, catalog: str = CATALOG) -> Json:
    """A single-product message."""
    return {"type": "product", "action": {"catalog_id": catalog, "product_retailer_id": sku}}


async def test_an_approved_product_is_sent_and_an_outdated_one_is_131009(opened: MetaSandbox) -> None:
    await stocked(opened, "SKU1")
    assert (await opened.interactive(product("SKU1"))).is_success
    await opened.control("items/SKU1/review", {"status": "OUTDATED"})
    error = (await opened.interactive(product("SKU1"))).json()["error"]
    assert error["code"] == 131009
    assert error["error_data"]["details"] == (
        f"product not found for product_retailer_id SKU1 in catalog_id {CATALOG}"
    )


async def test_another_catalog_is_131009(opened: MetaSandbox) -> None:
    await stocked(opened, "SKU1")
    error = (await opened.interactive(product("SKU1", "12345"))).json()["error"]
    assert (error["code"], error["error_data"]["details"]) == (131009, "Invalid catalog_id")


def product_list(*skus: str) -> Json:
    """A multi-product message."""
    rows = [{"product_retailer_id": sku} for sku in skus]
    return {
        "type": "product_list",
        "header": {"type": "text", "text": "Nuestras tazas"},
        "body": {"text": "Elige"},
        "action": {"catalog_id": CATALOG, "sections": [{"title": "Tazas", "product_items": rows}]},
    }


async def test_a_product_list_silently_loses_what_does_not_match(opened: MetaSandbox) -> None:
    await stocked(opened, "SKU1")
    assert (await opened.interactive(product_list("SKU1", "GHOST"))).is_success
    sections = (await opened.thread())[-1]["content"]["interactive"]["action"]["sections"]
    assert sections[0]["product_items"] == [{"product_retailer_id": "SKU1"}]


async def test_a_product_list_with_nothing_to_send_is_131009(opened: MetaSandbox) -> None:
    error = (await opened.interactive(product_list("GHOST"))).json()["error"]
    assert error["code"] == 131009
    assert error["error_data"]["details"].startswith("None of the products provided could be sent")


@pytest.mark.parametrize(
    ("more", "price"),
    [({}, 9.99), ({"sale_price": "7.00 EUR"}, 7), ({"price": "30.00 EUR"}, 30)],
)
async def test_a_cart_carries_the_live_price_in_major_units(
    sandbox: MetaSandbox, more: Json, price: float
) -> None:
    await batch(sandbox, ("UPDATE", item(**more)))
    await sandbox.settled()
    cart = {"phone_number_id": PNID, "items": [{"retailer_id": "SKU1", "quantity": 2}], "text": "Hola"}
    await sandbox.control(f"shoppers/{sandbox.shopper['id']}/cart", cart)
    await sandbox.settled()
    order = sandbox.callback.messages()[-1]["order"]
    assert order == {
        "catalog_id": CATALOG,
        "text": "Hola",
        "product_items": [
            {"product_retailer_id": "SKU1", "quantity": 2, "item_price": price, "currency": "EUR"}
        ],
    }


async def test_an_unknown_item_in_a_cart_keeps_the_price_it_was_given(sandbox: MetaSandbox) -> None:
    line = {"retailer_id": "GONE", "quantity": 1, "item_price": "4.5", "currency": "USD"}
    await sandbox.control(
        f"shoppers/{sandbox.shopper['id']}/cart", {"phone_number_id": PNID, "items": [line]}
    )
    await sandbox.settled()
    (shown,) = sandbox.callback.messages()[-1]["order"]["product_items"]
    assert (shown["item_price"], shown["currency"]) == (4.5, "USD")


async def test_a_catalog_of_another_business_is_200(sandbox: MetaSandbox) -> None:
    await sandbox.control(
        "businesses",
        {
            "app_id": "100002",
            "app_secret": "s2",
            "verify_token": "v2",
            "access_token": "token-2",
            "waba_id": "200002",
            "phone_number_id": "300002",
            "display_phone_number": "+34910000002",
            "name": "Otra",
            "catalog_id": "400002",
        },
    )
    answer = await sandbox.graph("GET", "400002/products")
    assert (answer.status_code, answer.json()["error"]["code"]) == (403, 200)
    assert (await sandbox.graph("GET", "400002/products", token="token-2")).is_success


async def test_too_many_batches_in_an_hour_are_80014(sandbox: MetaSandbox) -> None:
    await sandbox.control("knobs", {"batch_calls_per_hour": 1})
    await batch(sandbox, ("UPDATE", item()))
    body = {"item_type": "PRODUCT_ITEM", "requests": []}
    answer = await sandbox.graph("POST", f"{CATALOG}/items_batch", json=body)
    assert answer.json()["error"]["code"] == 80014
