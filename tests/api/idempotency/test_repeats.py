"""`Idempotency-Key`: asked twice, changed once, answered twice."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from shop.images.pipeline import ImagePipeline
from shop.images.store import DiskStore
from tests.api.conftest import REPLAYED, Api, mug
from tests.api.idempotency.adjusting import MORE, add_one, on_hand, same, stocked
from tests.support.files.pictures import photo


async def test_a_repeat_changes_nothing_and_gets_the_first_answer(api: Api) -> None:
    variant = await stocked(api)
    first = await add_one(api, variant, "order 7/a")
    again = await add_one(api, variant, "order 7/a")
    assert first.status_code == 201
    assert REPLAYED not in first.headers
    assert again.headers[REPLAYED] == "true"
    assert same(first, again)
    assert await on_hand(api, variant) == 41


async def test_a_repeated_creation_leads_to_the_first_product(api: Api) -> None:
    first = await api.call("POST", "/products", mug(), headers={"Idempotency-Key": "new mug"})
    again = await api.call("POST", "/products", mug(), headers={"Idempotency-Key": "new mug"})
    assert same(first, again)
    assert again.headers["location"] == f"/api/v1/products/{first.json()['id']}"
    assert again.headers["etag"] == first.headers["etag"]
    assert len((await api.ok("GET", "/products"))["data"]) == 1


async def test_without_a_key_or_with_another_it_is_another_request(api: Api) -> None:
    variant = await stocked(api)
    await add_one(api, variant, "one")
    await add_one(api, variant, "two")
    await api.ok("POST", f"{variant}/stock-adjustments", MORE)
    assert await on_hand(api, variant) == 43


async def test_a_read_needs_no_key_and_is_never_replayed(api: Api) -> None:
    for _ in range(2):
        answer = await api.call("GET", "/products", headers={"Idempotency-Key": "reading"})
        assert REPLAYED not in answer.headers


async def test_a_refusal_changed_nothing_and_is_tried_afresh(api: Api) -> None:
    variant = await stocked(api)
    fewer = {"delta": -41, "reason": "sold at the fair"}
    refused = await add_one(api, variant, "fair", body=fewer)
    assert refused.status_code == 409
    await add_one(api, variant, "found one")
    done = await add_one(api, variant, "fair", body=fewer)
    assert (done.status_code, REPLAYED in done.headers) == (201, False)
    assert await on_hand(api, variant) == 0


async def test_a_body_that_did_not_fit_may_be_corrected_under_its_key(api: Api) -> None:
    headers = {"Idempotency-Key": "typo"}
    refused = await api.call("POST", "/products", {"title": ""}, headers=headers)
    corrected = await api.call("POST", "/products", mug(), headers=headers)
    assert (refused.status_code, corrected.status_code) == (422, 201)


async def test_a_body_that_is_too_large_is_refused_with_a_key_too(api: Api) -> None:
    async def endless() -> AsyncIterator[bytes]:
        while True:
            yield b" " * 1_000_000

    headers = {"Idempotency-Key": "large", "Content-Type": "application/json"}
    for content in (b" " * 10_000_001, endless()):
        answer = await api.call("POST", "/products", content=content, headers=headers)
        assert answer.status_code == 413
        assert answer.headers["content-type"] == "application/problem+json"


async def test_an_if_match_that_held_the_first_time_holds_for_the_repeat(api: Api) -> None:
    made = await api.call("POST", "/products", mug())
    path, tag = f"/products/{made.json()['id']}", made.headers["etag"]
    headers = {"If-Match": tag, "Idempotency-Key": "rename"}
    first = await api.call("PATCH", path, {"title": "Taza azul"}, headers=headers)
    again = await api.call("PATCH", path, {"title": "Taza azul"}, headers=headers)
    without = await api.call("PATCH", path, {"title": "Taza azul"}, headers={"If-Match": tag})
    assert (first.status_code, again.status_code, without.status_code) == (200, 200, 412)
    assert again.headers["etag"] == first.headers["etag"] != tag


async def test_an_if_match_that_failed_is_judged_again(api: Api) -> None:
    made = await api.call("POST", "/products", mug())
    path = f"/products/{made.json()['id']}"
    await api.ok("PATCH", path, {"title": "Taza roja"})
    headers = {"If-Match": made.headers["etag"], "Idempotency-Key": "rename"}
    for _ in range(2):
        answer = await api.call("PATCH", path, {"title": "Taza azul"}, headers=headers)
        assert (answer.status_code, REPLAYED in answer.headers) == (412, False)


async def test_a_bulk_call_is_answered_again_verdict_by_verdict(api: Api) -> None:
    items = [mug(f"BULK-{n}", title=f"Taza {n}", description="x" * 400) for n in range(600)]
    items.append({"title": "No price", "variants": [{"sku": "NEW"}]})
    headers = {"Idempotency-Key": "night run"}
    first = await api.call("POST", "/products/bulk-upserts", {"items": items}, headers=headers)
    again = await api.call("POST", "/products/bulk-upserts", {"items": items}, headers=headers)
    assert (first.json()["created"], first.json()["refused"]) == (600, 1)
    assert int(first.request.headers["content-length"]) > 256_000
    assert same(first, again)
    assert again.headers[REPLAYED] == "true"
    assert (await api.ok("POST", "/products/bulk-upserts", {"items": items}))["unchanged"] == 600


async def test_an_upload_is_answered_again_as_the_first_time(api: Api, tmp_path: Path) -> None:
    api.app.state.image_pipeline = ImagePipeline(DiskStore(tmp_path))
    form = {"file": ("taza.jpg", photo(), "image/jpeg")}
    headers = {"Idempotency-Key": "taza.jpg"}
    first = await api.call("POST", "/images", files=form, headers=headers)
    again = await api.call("POST", "/images", files=form, headers=headers)
    without = await api.call("POST", "/images", files=form)
    assert [each.status_code for each in (first, again, without)] == [201, 201, 200]
    assert same(first, again)


async def test_ten_at_once_are_one(api: Api) -> None:
    variant = await stocked(api)
    answers = await asyncio.gather(*(add_one(api, variant, "at once") for _ in range(10)))
    assert [each.status_code for each in answers] == [201] * 10
    assert sorted(REPLAYED in each.headers for each in answers) == [False] + [True] * 9
    assert all(same(answers[0], each) for each in answers)
    assert await on_hand(api, variant) == 41
