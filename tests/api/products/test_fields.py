"""Everything that can be said of a product goes in, comes out, and is refused where it makes no sense."""

from typing import Any

import pytest

from tests.api.conftest import Api, mug
from tests.api.products.stored import versions


def price(amount: int, currency: str = "EUR") -> dict[str, Any]:
    return {"amount_minor": amount, "currency": currency}


def variant(sku: str = "TAZA", **changes: Any) -> dict[str, Any]:
    return {"sku": sku, "price": price(1250), "stock": 4, **changes}


WHOLE: dict[str, Any] = {
    "requires_delivery": False,
    "category": "Hogar>Tazas",
    "condition": "refurbished",
    "tags": ["Verano", "oferta"],
    "attributes": {"proveedor": "Alfar"},
    "images": ["/media/taza.jpg", "https://cdn.example.com/taza.jpg"],
}
SAME = ("requires_delivery", "condition", "tags", "attributes", "images")
SALE: dict[str, Any] = {
    "sale_price": price(900),
    "sale_starts_at": "2020-01-01T00:00:00+01:00",
    "sale_ends_at": "2090-01-01T00:00:00Z",
    "compare_at_price": price(2000),
    "weight_grams": 350,
    "low_stock_threshold": 4,
    "availability_mode": "preorder",
}


async def test_everything_said_of_a_product_can_be_read_back(api: Api) -> None:
    made = await api.ok("POST", "/products", mug(variants=[variant(**SALE)], **WHOLE))
    assert made["category"] == "Hogar > Tazas"
    assert {name: made[name] for name in SAME} == {name: WHOLE[name] for name in SAME}
    (shown,) = made["variants"]
    assert shown["sale_price"] == shown["selling_price"] == price(900)
    assert shown["sale_starts_at"] == "2019-12-31T23:00:00Z"
    assert (shown["price"], shown["compare_at_price"]) == (price(1250), price(2000))
    assert (shown["weight_grams"], shown["low_stock_threshold"]) == (350, 4)
    assert (shown["availability"], shown["availability_mode"]) == ("preorder", "preorder")
    assert shown["stock"]["is_low"] is True


async def test_a_sale_that_is_over_costs_the_price(api: Api) -> None:
    over: dict[str, Any] = {"sale_price": price(900), "sale_ends_at": "2020-01-01T00:00:00Z"}
    made = await api.ok("POST", "/products", mug(variants=[variant(**over)]))
    assert made["variants"][0]["selling_price"] == price(1250)


async def test_null_takes_away_and_a_sale_goes_with_its_dates(api: Api) -> None:
    made = await api.ok("POST", "/products", mug(variants=[variant(**SALE)]))
    nothing = {
        "sale_price": None,
        "compare_at_price": None,
        "weight_grams": None,
        "low_stock_threshold": None,
    }
    patch = {"category": "", "variants": [{"sku": "TAZA", **nothing, "availability_mode": "discontinued"}]}
    changed = await api.ok("PATCH", f"/products/{made['id']}", patch)
    (shown,) = changed["variants"]
    assert [shown[name] for name in (*nothing, "sale_starts_at", "sale_ends_at")] == [None] * 6
    assert (shown["availability"], changed["category"]) == ("discontinued", "")


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"sale_price": price(1250)}, "sale_price"),
        ({"sale_price": price(900, "USD")}, "sale_price"),
        ({"sale_starts_at": "2026-01-01T00:00:00Z"}, "sale_starts_at"),
        ({"sale_starts_at": "2026-01-01T00:00:00"}, "sale_starts_at"),
        (
            {
                "sale_price": price(1),
                "sale_starts_at": "2026-01-02T00:00:00Z",
                "sale_ends_at": "2026-01-01T00:00:00Z",
            },
            "sale_ends_at",
        ),
        ({"sale_price": price(1), "sale_ends_at": "9999-12-31T23:59:59-10:00"}, "sale_ends_at"),
        ({"sale_price": price(1), "sale_starts_at": "0001-01-01T00:00:00+10:00"}, "sale_starts_at"),
        ({"compare_at_price": price(1250)}, "compare_at_price"),
        ({"weight_grams": -1}, "weight_grams"),
        ({"low_stock_threshold": -1}, "low_stock_threshold"),
        ({"availability_mode": "someday"}, "availability_mode"),
        ({"images": ["http://127.0.0.2/x.jpg"]}, "images"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_name_when_it_is_created_changed_or_sent_in_bulk(
    api: Api, changes: dict[str, Any], path: str
) -> None:
    at = f"variants[0].{path}"
    refused = await api.call("POST", "/products", mug(variants=[variant(**changes)]))
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["path"] == at
    made = await api.ok("POST", "/products", mug())
    item = {"sku": "TAZA", **changes}
    refused = await api.call("PATCH", f"/products/{made['id']}", {"variants": [item]})
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["path"] == at
    answer = await api.ok("POST", "/products/bulk-upserts", {"items": [{"variants": [item]}]})
    assert answer["refused"] == 1
    assert answer["data"][0]["problem"]["path"] == at
    assert await versions(api) == {"TAZA": 1}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"images": ["http://localhost/x.jpg"]}, "images"),
        ({"images": ["https://10.0.0.1/x.jpg"]}, "images"),
        ({"images": ["http://[::1]/x.jpg"]}, "images"),
        ({"images": ["http://2130706433/x.jpg"]}, "images"),
        ({"images": ["http://169.254.169.254/latest"]}, "images"),
        ({"images": ["//evil.example/x.jpg"]}, "images[0]"),
        ({"images": ["ftp://shop.example/x.jpg"]}, "images[0]"),
        ({"link": "http://192.168.0.1/taza"}, "link"),
        ({"link": "https://user:secret@shop.example/"}, "link"),
        ({"link": "javascript:alert(1)"}, "link"),
        ({"category": " > ".join("abcdefghijklmnop")}, "category"),
        ({"tags": ["x"] * 51}, "tags"),
        ({"tags": [" "]}, "tags[0]"),
        ({"attributes": {"x": "y" * 1001}}, "attributes[...]"),
        ({"condition": "mint"}, "condition"),
    ],
)
async def test_what_makes_no_sense_of_a_product_is_refused_by_name(
    api: Api, changes: dict[str, Any], path: str
) -> None:
    refused = await api.call("POST", "/products", mug(**changes))
    assert refused.status_code == 422, refused.text
    assert refused.json()["errors"][0]["path"] == path
    assert (await api.ok("GET", "/products"))["data"] == []


async def test_a_price_below_its_sale_price_is_refused_though_only_the_price_is_named(api: Api) -> None:
    made = await api.ok("POST", "/products", mug(variants=[variant(**SALE)]))
    patch = {"variants": [{"sku": "TAZA", "price": price(800)}]}
    refused = await api.call("PATCH", f"/products/{made['id']}", patch)
    assert refused.json()["errors"][0]["path"] == "variants[0].sale_price"
    answer = await api.ok("POST", "/products/bulk-upserts", {"items": [patch]})
    assert answer["data"][0]["problem"]["path"] == "variants[0].sale_price"


async def test_all_fields_sent_in_bulk_again_change_nothing(api: Api) -> None:
    items = [mug(f"S{n}", variants=[variant(f"S{n}", **SALE)], **WHOLE) for n in range(3)]
    first = await api.ok("POST", "/products/bulk-upserts", {"items": items})
    assert first["created"] == 3
    read = await api.ok("GET", f"/products/{first['data'][0]['product_id']}")
    assert read["variants"][0]["sale_price"] == price(900)
    again = await api.ok("POST", "/products/bulk-upserts", {"items": items})
    assert (again["unchanged"], again["updated"]) == (3, 0)
    assert set((await versions(api)).values()) == {1}
    other = [{**item, "tags": ["otra"]} for item in items[:1]]
    assert (await api.ok("POST", "/products/bulk-upserts", {"items": other}))["updated"] == 1


async def test_a_variant_is_added_beside_its_siblings(api: Api) -> None:
    made = await api.ok("POST", "/products", mug(variants=[variant("A", options={"color": "azul"})]))
    place = f"/products/{made['id']}/variants"
    answer = await api.call("POST", place, variant("B", options={"color": "rojo"}, stock=2))
    assert answer.status_code == 201
    assert [each["sku"] for each in answer.json()["variants"]] == ["A", "B"]
    assert answer.json()["variants"][1]["stock"]["on_hand"] == 2
    assert await versions(api) == {"A": 2, "B": 1}
    assert (await api.call("POST", place, variant("B", options={"color": "gris"}))).status_code == 409
    for options in ({"color": "rojo"}, {"talla": "M"}, {}):
        refused = await api.call("POST", place, variant("C", options=options))
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["path"] == "options"
    refused = await api.call("POST", place, variant("C", options={"color": "x"}, sale_price=price(9999)))
    assert refused.json()["errors"][0]["path"] == "sale_price"


async def test_a_variant_is_not_added_to_what_was_changed_since(api: Api) -> None:
    answer = await api.call("POST", "/products", mug(variants=[variant("A", options={"x": "1"})]))
    place = f"/products/{answer.json()['id']}"
    await api.ok("PATCH", place, {"brand": "Faro"})
    late = await api.call(
        "POST",
        f"{place}/variants",
        variant("B", options={"x": "2"}),
        headers={"If-Match": answer.headers["etag"]},
    )
    assert late.status_code == 412


async def test_lists_are_filtered_and_sorted(api: Api) -> None:
    for sku, title, amount, extra in (
        ("A", "Zapato", 300, {"category": "Ropa > Zapatos", "tags": ["verano"]}),
        ("B", "árbol", 100, {"category": "Hogar"}),
        ("C", "Bota", 200, {"category": "Ropa", "tags": ["VERANO"]}),
    ):
        await api.ok(
            "POST", "/products", mug(title=title, variants=[variant(sku, price=price(amount))], **extra)
        )

    async def found(**query: Any) -> list[str]:
        skus: list[str] = []
        cursor: dict[str, object] = {}
        while True:
            page = await api.ok("GET", "/products", params={**query, **cursor, "limit": 1})
            skus += [each["variants"][0]["sku"] for each in page["data"]]
            if page["next_cursor"] is None:
                return skus
            cursor = {"cursor": page["next_cursor"]}

    assert await found(sort="title") == ["B", "C", "A"]
    assert await found(sort="price") == ["B", "C", "A"]
    assert await found(sort="oldest") == ["A", "B", "C"]
    assert await found(sort="updated") == ["C", "B", "A"]
    assert await found(category="Ropa", sort="title") == ["C", "A"]
    assert await found(tag="Verano") == ["C", "A"]
    assert await found(availability="in_stock", low_stock="false") == ["C", "B", "A"]
    assert await found(low_stock="true") == []
    assert await found(q="ropa", tag="verano", category="Ropa > Zapatos") == ["A"]


async def test_a_cursor_of_another_order_is_refused(api: Api) -> None:
    await api.ok("POST", "/products", mug("A"))
    await api.ok("POST", "/products", mug("B"))
    cursor = (await api.ok("GET", "/products", params={"sort": "title", "limit": 1}))["next_cursor"]
    for sort in ("price", "newest", "updated"):
        refused = await api.call("GET", "/products", params={"sort": sort, "cursor": cursor})
        assert refused.status_code == 400
    assert (await api.call("GET", "/products", params={"q": "taza", "cursor": cursor})).status_code == 400


@pytest.mark.parametrize("query", [{"q": "taza", "sort": "title"}, {"sort": "position"}])
async def test_an_order_that_cannot_be_is_refused(api: Api, query: dict[str, str]) -> None:
    refused = await api.call("GET", "/products", params=query)
    assert refused.json()["errors"][0]["path"] == "sort"
