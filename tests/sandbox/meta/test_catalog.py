"""The catalog API, Meta's review of items, and product messages."""

import base64

from tests.sandbox.support.catalog import batch, item, poll, reviews, stocked
from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import CATALOG


async def test_a_batch_is_pending_for_a_poll_and_then_finished(sandbox: MetaSandbox) -> None:
    (handle,) = (await batch(sandbox, ("CREATE", item())))["handles"]
    assert (await poll(sandbox, handle))["status"] != "finished"
    await sandbox.wait_until_idle()
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
    await sandbox.wait_until_idle()
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
    await sandbox.wait_until_idle()
    assert list(await reviews(sandbox)) == ["A"]


async def test_a_batch_of_nothing_good_has_no_handle(sandbox: MetaSandbox) -> None:
    assert (await batch(sandbox, ("CREATE", item(price="free"))))["handles"] == []


async def test_an_update_without_upsert_of_a_missing_item_is_an_error_of_the_batch(
    sandbox: MetaSandbox,
) -> None:
    (handle,) = (await batch(sandbox, ("UPDATE", item()), allow_upsert=False))["handles"]
    await sandbox.wait_until_idle()
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
