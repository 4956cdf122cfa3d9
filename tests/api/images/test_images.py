"""`/images`: listed, kept from other merchants, and removed when no product shows one."""

import json

import pytest
from sqlalchemy import text

from shop.kit.db.session import execute_core
from tests.api.conftest import Api, mug
from tests.api.images.requests import form, jobs, upload
from tests.support.files.pictures import photo


async def test_images_are_listed_newest_first_and_by_state(api: Api) -> None:
    ready = [await upload(api, photo(600, 600 + n)) for n in range(3)]
    pending = await api.ok("POST", "/images", {"url": "https://shop.example/a.jpg"})
    first = await api.ok("GET", "/images?limit=2")
    second = await api.ok("GET", f"/images?limit=2&cursor={first['next_cursor']}")
    assert [*first["data"], *second["data"]] == [pending, *reversed(ready)]
    assert second["next_cursor"] is None
    assert (await api.ok("GET", "/images?state=pending"))["data"] == [pending]


async def test_a_key_may_only_do_what_its_scopes_say(api: Api) -> None:
    image = await upload(api)
    reader = await api.with_scopes("products:read")
    assert (await reader.call("GET", f"/images/{image['id']}")).status_code == 200
    assert (await reader.call("POST", "/images", **form(photo()))).status_code == 403
    assert (await reader.call("DELETE", f"/images/{image['id']}")).status_code == 403
    stranger = await api.with_scopes("orders:read")
    assert (await stranger.call("GET", "/images")).status_code == 403


async def test_another_merchants_image_is_not_found(api: Api, other: Api) -> None:
    image = await upload(api)
    for method in ("GET", "DELETE"):
        assert (await other.call(method, f"/images/{image['id']}")).status_code == 404
    assert (await other.ok("GET", "/images"))["data"] == []
    assert (await upload(other))["path"] != image["path"]


async def test_an_image_that_nothing_shows_can_be_removed(api: Api) -> None:
    image = await upload(api)
    answer = await api.call("DELETE", f"/images/{image['id']}")
    assert (answer.status_code, answer.content) == (204, b"")
    assert (await api.call("GET", f"/images/{image['id']}")).status_code == 404
    assert await jobs(api) == [("images.prune", {"file": image["path"].split("/")[-1][:-4]})]


async def test_a_pending_image_can_be_removed(api: Api) -> None:
    image = await api.ok("POST", "/images", {"url": "https://shop.example/a.jpg"})
    assert (await api.call("DELETE", f"/images/{image['id']}")).status_code == 204


@pytest.mark.parametrize("table", ["product", "variant"])
@pytest.mark.parametrize("host", ["", "http://shop.test", "https://former-name.example"])
async def test_an_image_that_a_product_shows_stays(api: Api, table: str, host: str) -> None:
    image = await upload(api)
    await api.ok("POST", "/products", mug())
    shown = text(f"UPDATE {table} SET images = CAST(:images AS jsonb)")  # noqa: S608 - a name of ours
    async with api.database.transaction(api.merchant.id) as session:
        await execute_core(
            session, shown, {"images": json.dumps(["https://x.example/a.jpg", host + image["path"]])}
        )
    answer = await api.call("DELETE", f"/images/{image['id']}")
    assert answer.status_code == 409
    assert "“Taza del faro” shows this image" in answer.json()["detail"]
    assert (await api.call("GET", f"/images/{image['id']}")).status_code == 200


async def test_an_image_can_be_removed_once_no_product_shows_it_any_more(api: Api) -> None:
    image = await upload(api)
    product = await api.ok("POST", "/products", mug(images=[image["url"]]))
    assert (await api.call("DELETE", f"/images/{image['id']}")).status_code == 409
    await api.ok("PATCH", f"/products/{product['id']}", {"images": []})
    assert (await api.call("DELETE", f"/images/{image['id']}")).status_code == 204
