"""Messages that show products of the catalog, and the cart that comes back."""

import pytest

from tests.sandbox.support.catalog import Json, batch, item, stocked
from tests.sandbox.support.meta import MetaSandbox
from tests.support.vendors.sandbox import CATALOG, PNID


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
    await sandbox.wait_until_idle()
    cart = {"phone_number_id": PNID, "items": [{"retailer_id": "SKU1", "quantity": 2}], "text": "Hola"}
    await sandbox.control(f"shoppers/{sandbox.shopper['id']}/cart", cart)
    await sandbox.wait_until_idle()
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
    await sandbox.wait_until_idle()
    (shown,) = sandbox.callback.messages()[-1]["order"]["product_items"]
    assert (shown["item_price"], shown["currency"]) == (4.5, "USD")
