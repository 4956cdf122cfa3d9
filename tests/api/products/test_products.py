"""Products over the API: created, read, listed, changed, archived."""

import asyncio

import pytest
from sqlalchemy import text

from shop.kit.db.session import execute_core
from tests.api.conftest import Api, mug
from tests.api.products.stored import versions


async def test_a_created_product_can_be_read_where_the_answer_says(api: Api) -> None:
    sent = mug(translations={"en": {"title": "Lighthouse mug"}}, tax_class="reduced", brand="Faro")
    answer = await api.call("POST", "/products", sent)
    assert answer.status_code == 201
    read = await api.http.get(answer.headers["location"])
    assert read.json() == answer.json()
    assert read.headers["etag"] == answer.headers["etag"]
    product = read.json()
    assert product["title"] == "Taza del faro"
    assert product["translations"] == {"en": {"title": "Lighthouse mug"}}
    (variant,) = product["variants"]
    assert variant["price"] == {"amount_minor": 1250, "currency": "EUR"}
    assert variant["stock"] == {"on_hand": 40, "reserved": 0, "available": 40, "is_low": False}
    assert variant["meta"] == {"state": "unsent", "reasons": [], "is_current": False, "checked_at": None}


async def test_metas_review_is_shown_with_its_reasons(api: Api) -> None:
    product = await api.ok("POST", "/products", mug())
    async with api.database.transaction(api.merchant.id) as session:
        await execute_core(
            session,
            text(
                "UPDATE variant SET meta_state = 'rejected', sent_version = version, "
                """meta_reasons = '["The image is too small."]' WHERE sku = 'TAZA'"""
            ),
        )
    (variant,) = (await api.ok("GET", f"/products/{product['id']}"))["variants"]
    assert variant["meta"]["state"] == "rejected"
    assert variant["meta"]["reasons"] == ["The image is too small."]
    assert variant["meta"]["is_current"]


async def test_a_sku_that_is_taken_is_a_conflict_and_nothing_is_stored(api: Api) -> None:
    await api.ok("POST", "/products", mug())
    answer = await api.call("POST", "/products", mug(title="Otra taza"))
    assert answer.status_code == 409
    assert "TAZA" in answer.json()["detail"]
    assert len((await api.ok("GET", "/products"))["data"]) == 1


async def test_pages_hold_every_product_once_newest_first(api: Api) -> None:
    made = [(await api.ok("POST", "/products", mug(f"TAZA-{n}")))["id"] for n in range(5)]
    seen: list[str] = []
    page = await api.ok("GET", "/products", params={"limit": 2})
    while True:
        seen += [product["id"] for product in page["data"]]
        if page["next_cursor"] is None:
            break
        await api.ok("POST", "/products", mug(f"LATER-{len(seen)}"))
        page = await api.ok("GET", "/products", params={"limit": 2, "cursor": page["next_cursor"]})
    assert seen == made[::-1]


@pytest.mark.parametrize(
    ("cursor", "status"),
    [("x", 400), ("AAAA", 400), ("ñ", 400), ("=" * 22, 400), ("A" * 65, 400), ("A" * 1001, 422)],
)
async def test_a_cursor_that_is_none_of_ours_is_refused(api: Api, cursor: str, status: int) -> None:
    answer = await api.call("GET", "/products", params={"cursor": cursor})
    assert answer.status_code == status
    assert "cursor" in answer.json()["detail"]


@pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "9" * 30])
async def test_a_limit_beyond_the_limits_is_refused_by_name(api: Api, limit: str) -> None:
    answer = await api.call("GET", "/products", params={"limit": limit})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["path"] == "limit"


async def test_products_are_found_by_status_and_by_sku(api: Api) -> None:
    kept = await api.ok("POST", "/products", mug("KEPT"))
    gone = await api.ok("POST", "/products", mug("GONE"))
    await api.ok("PUT", f"/products/{gone['id']}/archival")

    async def ids(**wanted: str) -> list[str]:
        return [product["id"] for product in (await api.ok("GET", "/products", params=wanted))["data"]]

    assert await ids(status="active") == [kept["id"]]
    assert await ids(status="archived") == [gone["id"]]
    assert await ids(sku="KEPT") == [kept["id"]]
    assert await ids(sku="KEP") == []
    assert await ids() == [gone["id"], kept["id"]]
    assert (await api.call("GET", "/products", params={"status": "sold"})).status_code == 422


async def test_a_change_leaves_what_it_does_not_name(api: Api) -> None:
    sent = mug(
        description="Azul",
        images=["https://shop.example/a.jpg"],
        translations={"en": {"title": "Mug", "description": "Blue"}, "pt": {"title": "Caneca"}},
    )
    before = await api.ok("POST", "/products", sent)
    patch = {
        "title": "Taza grande",
        "translations": {"en": {"description": None}, "pt": None, "fr": {"title": "Tasse"}},
        "variants": [{"sku": "TAZA", "price": {"amount_minor": 1500, "currency": "EUR"}}],
    }
    after = await api.ok("PATCH", f"/products/{before['id']}", patch)
    assert after["title"] == "Taza grande"
    assert after["description"] == "Azul"
    assert after["images"] == ["https://shop.example/a.jpg"]
    assert after["translations"] == {"en": {"title": "Mug"}, "fr": {"title": "Tasse"}}
    assert after["variants"][0]["price"]["amount_minor"] == 1500
    assert after["variants"][0]["stock"]["on_hand"] == 40
    assert after["updated_at"] > before["updated_at"]


async def test_an_edit_raises_the_version_of_every_variant(api: Api) -> None:
    price = {"amount_minor": 100, "currency": "EUR"}
    product = await api.ok(
        "POST", "/products", mug(variants=[{"sku": "S", "price": price}, {"sku": "L", "price": price}])
    )
    assert await versions(api) == {"S": 1, "L": 1}
    await api.ok("PATCH", f"/products/{product['id']}", {"title": "Otra"})
    assert await versions(api) == {"S": 2, "L": 2}
    await api.ok("PUT", f"/products/{product['id']}/archival")
    assert await versions(api) == {"S": 3, "L": 3}


async def test_edits_at_the_same_time_are_all_counted(api: Api) -> None:
    product = await api.ok("POST", "/products", mug())
    await asyncio.gather(
        *(api.ok("PATCH", f"/products/{product['id']}", {"title": f"Taza {n}"}) for n in range(10))
    )
    assert await versions(api) == {"TAZA": 11}


async def test_archiving_twice_is_once_and_restoring_brings_it_back(api: Api) -> None:
    product = await api.ok("POST", "/products", mug())
    path = f"/products/{product['id']}/archival"
    assert (await api.ok("PUT", path))["status"] == "archived"
    assert (await api.ok("PUT", path))["status"] == "archived"
    assert await versions(api) == {"TAZA": 2}
    assert (await api.ok("DELETE", path))["status"] == "active"
    assert await versions(api) == {"TAZA": 3}


async def test_an_edit_of_something_read_too_long_ago_is_refused(api: Api) -> None:
    created = await api.call("POST", "/products", mug())
    path, seen = f"/products/{created.json()['id']}", created.headers["etag"]
    first = await api.call("PATCH", path, {"title": "Uno"}, headers={"If-Match": seen})
    assert first.status_code == 200
    second = await api.call("PATCH", path, {"title": "Dos"}, headers={"If-Match": seen})
    assert second.status_code == 412
    assert (await api.ok("GET", path))["title"] == "Uno"
    third = await api.call("PATCH", path, {"title": "Tres"}, headers={"If-Match": first.headers["etag"]})
    assert third.status_code == 200
    assert (
        await api.call("PATCH", path, {"title": "x"}, headers={"If-Match": "nonsense"})
    ).status_code == 412
    assert (await api.call("PUT", f"{path}/archival", headers={"If-Match": seen})).status_code == 412


async def test_a_variant_that_is_not_there_cannot_be_changed(api: Api) -> None:
    product = await api.ok("POST", "/products", mug())
    answer = await api.call(
        "PATCH", f"/products/{product['id']}", {"title": "Nueva", "variants": [{"sku": "OTHER"}]}
    )
    assert answer.status_code == 422
    assert "OTHER" in answer.json()["detail"]
    assert (await api.ok("GET", f"/products/{product['id']}"))["title"] == "Taza del faro"


async def test_what_does_not_exist_is_not_found(api: Api) -> None:
    nobody = "01900000-0000-7000-8000-000000000000"
    assert (await api.call("GET", f"/products/{nobody}")).status_code == 404
    assert (await api.call("PATCH", f"/products/{nobody}", {"title": "x"})).status_code == 404
    assert (await api.call("GET", "/products/none")).status_code == 404
    answer = await api.call("GET", "/nothing")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"


async def test_a_search_shows_the_best_first_and_goes_on_where_it_stopped(api: Api) -> None:
    made = [
        (await api.ok("POST", "/products", mug(f"TAZA-{n}", description="Cerámica")))["id"] for n in range(3)
    ]
    best = (await api.ok("POST", "/products", mug("BEST", title="Ceramica fina")))["id"]
    whole = (await api.ok("POST", "/products", mug("ceramica", title="Otra cosa")))["id"]
    seen: list[str] = []
    cursor: dict[str, str] = {}
    while True:
        page = await api.ok("GET", "/products", params={"q": "ceramica", "limit": 2, **cursor})
        seen += [product["id"] for product in page["data"]]
        if page["next_cursor"] is None:
            break
        cursor = {"cursor": page["next_cursor"]}
    assert seen == [whole, best, *made[::-1]]
    assert (await api.ok("GET", "/products", params={"q": "ceramica", "status": "archived"}))["data"] == []
