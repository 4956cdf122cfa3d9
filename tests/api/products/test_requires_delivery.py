"""A product says whether it is carried anywhere."""

from tests.api.conftest import Api, mug


async def test_a_product_is_delivered_unless_it_is_said_not_to_be(api: Api) -> None:
    made = await api.ok("POST", "/products", mug())
    assert made["requires_delivery"] is True
    place = f"/products/{made['id']}"
    assert (await api.ok("PATCH", place, {"requires_delivery": False}))["requires_delivery"] is False
    assert (await api.ok("PATCH", place, {"title": "Clase"}))["requires_delivery"] is False
    item = {"variants": [{"sku": "TAZA"}], "requires_delivery": True}
    bulk = await api.ok("POST", "/products/bulk-upserts", {"items": [item]})
    assert bulk["updated"] == 1
    assert (await api.ok("GET", place))["requires_delivery"] is True
    assert (await api.call("PATCH", place, {"requires_delivery": None})).status_code == 422
