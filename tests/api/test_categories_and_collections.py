"""Categories and collections over the API."""

from typing import Any
from uuid import uuid4

import pytest

from tests.api.conftest import Api, mug


async def category(api: Api, path: str) -> dict[str, Any]:
    found = (await api.ok("GET", "/categories", params={"limit": 200}))["data"]
    (one,) = [each for each in found if each["path"] == path]
    return dict(one)


async def test_categories_are_listed_page_by_page_in_the_order_of_their_paths(api: Api) -> None:
    for nth, path in enumerate(("Ropa > Lino", "Hogar", "Ropa > Algodón > Fino")):
        await api.ok("POST", "/products", mug(f"S{nth}", category=path))
    paths, cursor = [], None
    while True:
        query = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = await api.ok("GET", "/categories", params=query)
        paths += [each["path"] for each in page["data"]]
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert paths == ["Hogar", "Ropa", "Ropa > Algodón", "Ropa > Algodón > Fino", "Ropa > Lino"]


async def test_a_category_is_made_read_renamed_and_deleted(api: Api) -> None:
    answer = await api.call("POST", "/categories", {"path": "Ropa>Lino", "google_product_category": "1604"})
    assert answer.status_code == 201
    made = answer.json()
    assert (made["path"], made["effective_google_product_category"]) == ("Ropa > Lino", "1604")
    assert (await api.http.get(answer.headers["location"])).json() == made
    assert (await api.call("POST", "/categories", {"path": "Ropa > Lino"})).status_code == 409
    place = f"/categories/{made['id']}"
    changed = await api.ok("PATCH", place, {"path": "Telas > Lino", "google_product_category": None})
    assert (changed["path"], changed["google_product_category"]) == ("Telas > Lino", None)
    assert (await api.call("DELETE", place)).status_code == 204
    assert (await api.call("GET", place)).status_code == 404


async def test_a_category_in_use_is_not_deleted(api: Api) -> None:
    await api.ok("POST", "/products", mug(category="Ropa > Lino"))
    for path in ("Ropa", "Ropa > Lino"):
        refused = await api.call("DELETE", f"/categories/{(await category(api, path))['id']}")
        assert refused.status_code == 409
        assert path in refused.json()["detail"]


async def test_a_renamed_category_shows_in_its_products(api: Api) -> None:
    made = await api.ok("POST", "/products", mug(category="Ropa > Lino"))
    root = await category(api, "Ropa")
    await api.ok("PATCH", f"/categories/{root['id']}", {"path": "Telas", "google_product_category": "47"})
    assert (await api.ok("GET", f"/products/{made['id']}"))["category"] == "Telas > Lino"
    leaf = await category(api, "Telas > Lino")
    assert leaf["effective_google_product_category"] == "47"
    assert leaf["google_product_category"] is None
    assert len((await api.ok("GET", "/products", params={"q": "telas"}))["data"]) == 1


@pytest.mark.parametrize("body", [{"path": " > "}, {"path": "x" * 751}, {"path": "A", "name": "A"}, {}])
async def test_a_category_that_cannot_be_is_refused(api: Api, body: dict[str, str]) -> None:
    assert (await api.call("POST", "/categories", body)).status_code == 422


async def test_who_may_only_read_changes_no_category_and_no_collection(api: Api) -> None:
    reader = await api.with_scopes("products:read")
    assert (await reader.call("POST", "/categories", {"path": "A"})).status_code == 403
    assert (await reader.call("POST", "/collections", {"title": "A"})).status_code == 403
    assert (await reader.call("POST", "/catalog/drift", {})).status_code == 403
    assert (await reader.call("GET", "/collections")).status_code == 200
    await reader.http.aclose()


async def products(api: Api, *skus: str) -> list[str]:
    return [(await api.ok("POST", "/products", mug(sku)))["id"] for sku in skus]


async def test_a_collection_keeps_the_order_of_its_products(api: Api) -> None:
    ids = await products(api, "A", "B", "C")
    wanted = {"title": "Navidad", "description": "Regalos", "product_ids": [ids[1], ids[0], ids[2]]}
    answer = await api.call("POST", "/collections", wanted)
    assert answer.status_code == 201
    made = answer.json()
    assert {name: made[name] for name in wanted} == wanted
    assert (made["status"], made["meta"]) == ("active", [])
    assert (await api.http.get(answer.headers["location"])).json() == made
    query = {"collection": made["id"], "sort": "position", "limit": 2}
    first = await api.ok("GET", "/products", params=query)
    rest = await api.ok("GET", "/products", params={**query, "cursor": first["next_cursor"]})
    assert [each["id"] for each in first["data"] + rest["data"]] == wanted["product_ids"]
    assert rest["next_cursor"] is None


async def test_a_collection_is_changed_archived_and_deleted(api: Api) -> None:
    ids = await products(api, "A", "B")
    made = await api.ok("POST", "/collections", {"title": "Navidad", "product_ids": ids})
    place = f"/collections/{made['id']}"
    changed = await api.ok("PATCH", place, {"title": "Reyes", "product_ids": ids[:1]})
    assert (changed["title"], changed["product_ids"]) == ("Reyes", ids[:1])
    assert (await api.ok("PATCH", place, {"status": "archived"}))["status"] == "archived"
    assert (await api.ok("GET", "/collections", params={"status": "active"}))["data"] == []
    assert len((await api.ok("GET", "/collections", params={"status": "archived"}))["data"]) == 1
    assert (await api.call("DELETE", place)).status_code == 204
    assert (await api.call("GET", place)).status_code == 404
    assert len((await api.ok("GET", "/products"))["data"]) == 2


async def test_a_collection_edited_meanwhile_is_not_overwritten(api: Api) -> None:
    answer = await api.call("POST", "/collections", {"title": "Navidad"})
    place, tag = f"/collections/{answer.json()['id']}", {"If-Match": answer.headers["etag"]}
    assert (await api.call("PATCH", place, {"title": "Reyes"}, headers=tag)).status_code == 200
    assert (await api.call("PATCH", place, {"title": "Pascua"}, headers=tag)).status_code == 412


async def test_a_collection_of_what_is_not_there_is_refused_by_place(api: Api) -> None:
    ids = await products(api, "A")
    for wrong, path in (([*ids, str(uuid4())], "product_ids[1]"), ([*ids, *ids], "product_ids")):
        refused = await api.call("POST", "/collections", {"title": "x", "product_ids": wrong})
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["path"] == path
    assert (await api.ok("GET", "/collections"))["data"] == []


async def test_collections_are_listed_newest_first_page_by_page(api: Api) -> None:
    for title in "ABC":
        await api.ok("POST", "/collections", {"title": title})
    first = await api.ok("GET", "/collections", params={"limit": 2})
    rest = await api.ok("GET", "/collections", params={"limit": 2, "cursor": first["next_cursor"]})
    assert [each["title"] for each in first["data"] + rest["data"]] == ["C", "B", "A"]
