"""`/images`: a picture goes in as a file or as an address, is listed, and is removed when no product shows it."""

import json
from collections.abc import AsyncGenerator
from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from sqlalchemy import text

from shop.images.pipeline import ImagePipeline
from shop.images.store import DiskStore
from shop.kit.db.database import Database
from shop.kit.db.session import execute_core
from tests.api.conftest import Api, make_api, mug
from tests.support.pictures import animation, encoded, halves, opened, photo, png_claiming

_JOBS = text(
    "SELECT entrypoint, convert_from(payload, 'UTF8')::jsonb AS payload FROM pgqueuer WHERE entrypoint LIKE 'images.%' "
    "AND convert_from(payload, 'UTF8')::jsonb ->> 'merchant_id' = :merchant ORDER BY id"
)


@pytest.fixture(autouse=True)
def folder(app: Litestar, tmp_path: Path) -> Path:
    """Where the application keeps pictures during a test."""
    app.state.image_pipeline = ImagePipeline(DiskStore(tmp_path))
    return tmp_path


@pytest.fixture
async def other(app: Litestar, database: Database) -> AsyncGenerator[Api]:
    """Another merchant's API."""
    made = await make_api(app, database)
    yield made
    await made.http.aclose()


def form(
    data: bytes, name: str = "photo.jpg", kind: str = "image/jpeg", part: str = "file"
) -> dict[str, Any]:
    return {"files": {part: (name, data, kind)}}


async def upload(api: Api, data: bytes | None = None) -> dict[str, Any]:
    answer = await api.call("POST", "/images", **form(photo() if data is None else data))
    assert answer.is_success, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def jobs(api: Api) -> list[tuple[str, dict[str, Any]]]:
    """The merchant's queued jobs about images."""
    async with api.database.transaction() as session:
        found = (await execute_core(session, _JOBS, {"merchant": str(api.merchant.id)})).all()
    return [(row.entrypoint, {k: v for k, v in row.payload.items() if k != "merchant_id"}) for row in found]


def pictures(folder: Path) -> list[Path]:
    return list(folder.rglob("*.jpg"))


async def refusal(api: Api, status: int, **request: Any) -> dict[str, Any]:
    answer = await api.call("POST", "/images", **request)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    said: dict[str, Any] = answer.json()
    assert said["status"] == status
    return said


# --- uploads ------------------------------------------------------------------------------------------------------


async def test_an_upload_is_answered_with_its_address_and_size(api: Api) -> None:
    answer = await api.call("POST", "/images", **form(photo(3000, 2000)))
    assert answer.status_code == 201
    image = answer.json()
    assert answer.headers["location"] == f"/api/v1/images/{image['id']}"
    assert (image["state"], image["width"], image["height"], image["fault"]) == ("ready", 2048, 1365, None)
    assert image["url"].endswith(image["path"])
    assert image["path"].startswith("/images/")
    assert await api.ok("GET", f"/images/{image['id']}") == image


async def test_what_is_shown_is_the_picture_without_a_key(api: Api) -> None:
    image = await upload(api, encoded(halves(700, 700), "PNG"))
    shown = await api.http.get(image["path"], headers={"authorization": ""})
    assert shown.status_code == 200
    assert opened(shown.content).size == (700, 700)
    assert len(shown.content) == image["bytes"]


async def test_the_same_picture_again_is_the_same_image(api: Api) -> None:
    first = await upload(api)
    answer = await api.call("POST", "/images", **form(photo()))
    assert (answer.status_code, answer.json()) == (200, first)


async def test_an_upload_that_is_repeated_with_its_key_gets_the_first_answer(api: Api) -> None:
    headers = {"Idempotency-Key": "photo 1"}
    first = await api.call("POST", "/images", **form(photo()), headers=headers)
    again = await api.call("POST", "/images", **form(photo()), headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.headers["idempotency-replayed"], again.json()) == ("true", first.json())


async def test_the_name_and_type_that_a_sender_claims_do_not_matter(api: Api) -> None:
    answer = await api.call("POST", "/images", **form(animation("GIF"), "../../evil.exe", "text/plain"))
    assert answer.json()["state"] == "ready"


async def test_other_fields_of_the_form_are_passed_over(api: Api) -> None:
    answer = await api.call("POST", "/images", **form(photo()), data={"alt": "Taza", "note": "x" * 1000})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"I am a text, really.", "a text"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "an SVG drawing"),
        (photo()[:3000], "damaged"),
        (photo(499, 900), "at least 500 x 500"),
        (png_claiming(50_000, 50_000), "million pixels"),
        (b"", "empty"),
    ],
)
async def test_what_cannot_be_shown_is_refused_with_a_sentence(
    api: Api, folder: Path, data: bytes, said: str
) -> None:
    problem = await refusal(api, 422, **form(data))
    assert said in problem["detail"]
    assert problem["errors"][0]["path"] == "file"
    assert (await api.ok("GET", "/images"))["data"] == []
    assert pictures(folder) == []


async def test_a_form_needs_exactly_one_file(api: Api) -> None:
    for request in (
        form(photo(), part="picture"),
        {"files": [("file", ("a.jpg", photo())), ("file", ("b.jpg", photo(900, 900)))]},
    ):
        problem = await refusal(api, 422, **request)
        assert "Send one picture in one call, as `file`" in problem["detail"]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"no form at all"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\nhalf',
        ),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: " + b"b" * 9000),
        ("multipart/form-data; boundary=\x7f", b"--x"),
        ("multipart/form-data; boundary=" + "x" * 500, b"--x"),
    ],
)
async def test_a_form_that_cannot_be_read_is_refused(api: Api, kind: str, body: bytes) -> None:
    problem = await refusal(api, 400, content=body, headers={"content-type": kind})
    assert "form" in problem["detail"]


async def test_a_body_of_another_kind_is_refused(api: Api) -> None:
    problem = await refusal(api, 415, content=photo(), headers={"content-type": "image/jpeg"})
    assert "multipart/form-data" in problem["detail"]


# --- addresses ----------------------------------------------------------------------------------------------------


async def test_an_address_is_noted_and_left_to_a_worker(api: Api) -> None:
    answer = await api.call("POST", "/images", {"url": "https://shop.example/ñandú.jpg"})
    assert answer.status_code == 202
    image = answer.json()
    assert (image["state"], image["url"], image["path"], image["width"]) == ("pending", None, None, None)
    assert image["source_url"] == "https://shop.example/%C3%B1and%C3%BA.jpg"
    assert await jobs(api) == [("images.fetch_image", {"image_id": image["id"]})]
    assert (await api.call("POST", "/images", {"url": "https://shop.example/ñandú.jpg"})).json() == image
    assert len(await jobs(api)) == 1


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"url": "ftp://shop.example/a.jpg"}, "url"),
        ({"url": "https://user:secret@shop.example/"}, "url"),
        ({"url": "http://shop.example:22/"}, "url"),
        ({"url": "https://[::1/"}, "url"),
        ({"url": "https://shop.example/" + "é" * 500}, "url"),
        ({"url": "https://shop.example/" + "e" * 3000}, "url"),
        ({"url": 7}, "url"),
        ({}, ""),
        ({"url": "https://shop.example/", "more": 1}, ""),
        ([], ""),
    ],
)
async def test_what_is_no_address_is_refused_with_its_place(api: Api, body: object, path: str) -> None:
    problem = await refusal(api, 422, body=body)
    assert problem["errors"][0]["path"].startswith(path)
    assert await jobs(api) == []


async def test_a_body_that_is_no_json_is_refused(api: Api) -> None:
    await refusal(api, 400, content=b"{", headers={"content-type": "application/json"})


# --- lists, scopes, merchants -------------------------------------------------------------------------------------


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


# --- removal ------------------------------------------------------------------------------------------------------


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
