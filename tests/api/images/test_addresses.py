"""`/images`: an address is noted and left to a worker, or refused with its place."""

import pytest

from tests.api.conftest import Api
from tests.api.images.requests import jobs, refusal


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
