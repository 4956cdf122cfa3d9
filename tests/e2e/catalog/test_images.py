"""A merchant's photo on its way: uploaded, put into a product, seen by Meta, and never taken away under a product."""

import asyncio
import time
from collections.abc import AsyncGenerator
from io import BytesIO
from typing import Any

import httpx
import pytest
from PIL import Image

from tests.support.files.image_server import ImageServer, serve_images
from tests.support.files.pictures import encoded, exif, halves
from tests.support.pace import PATIENCE_SECONDS
from tests.support.running.installation import Shop


@pytest.fixture
async def image_server() -> AsyncGenerator[ImageServer]:
    """Somebody else's web server."""
    async with serve_images() as serving:
        yield serving


async def upload(http: httpx.AsyncClient, data: bytes) -> dict[str, Any]:
    answer = await http.post("/images", files={"file": ("photo.jpg", data, "image/jpeg")})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def pictures_at_meta(shop: Shop, sku: str) -> list[str]:
    """The addresses that Meta was told for an item, once it has it."""
    assert shop.file.whatsapp is not None
    items = shop.services.world.catalogs[shop.file.whatsapp.catalog_id or ""].items
    limit = time.monotonic() + PATIENCE_SECONDS
    while sku not in items:
        assert time.monotonic() < limit, "Meta never heard of it."
        await shop.services.hurry()
        await asyncio.sleep(0.05)
    return [each["url"] for each in items[sku].data["image"]]


async def test_a_sideways_phone_photo_reaches_meta_upright_and_without_its_place(
    shop: Shop, http: httpx.AsyncClient
) -> None:
    held = halves(4000, 3000).transpose(Image.Transpose.ROTATE_90)
    image = await upload(http, encoded(held, quality=95, exif=exif(6)))
    product = {
        "title": "Faro de madera",
        "images": [image["url"]],
        "variants": [{"sku": "FARO", "price": {"amount_minor": 3900, "currency": "EUR"}, "stock": 3}],
    }
    assert (await http.post("/products", json=product)).status_code == 201

    (address,) = await pictures_at_meta(shop, "FARO")
    crawled = await shop.services.http.get(address, headers={"user-agent": "facebookexternalhit/1.1"})
    assert (crawled.status_code, crawled.headers["content-type"]) == (200, "image/jpeg")
    picture = Image.open(BytesIO(crawled.content))
    assert (picture.format, picture.size) == ("JPEG", (2048, 1536))
    assert dict(picture.getexif()) == {}
    assert len(crawled.content) < 5_000_000


async def test_a_picture_stays_while_a_product_shows_it_and_its_file_goes_with_it(
    shop: Shop, http: httpx.AsyncClient
) -> None:
    image = await upload(http, encoded(halves(900, 900), "PNG"))
    product = {
        "title": "Boya",
        "images": [image["url"]],
        "variants": [{"sku": "BOYA", "price": {"amount_minor": 900, "currency": "EUR"}, "stock": 1}],
    }
    created = (await http.post("/products", json=product)).json()
    refused = await http.delete(f"/images/{image['id']}")
    assert (refused.status_code, "“Boya”" in refused.json()["detail"]) == (409, True)
    assert (await shop.services.http.get(image["path"])).status_code == 200

    assert (await http.patch(f"/products/{created['id']}", json={"images": []})).status_code == 200
    assert (await http.delete(f"/images/{image['id']}")).status_code == 204
    await shop.wait_until_idle()
    assert (await shop.services.http.get(image["path"])).status_code == 404
    assert await shop.held_jobs() == []


async def test_an_address_becomes_a_picture_of_the_shop(
    shop: Shop, http: httpx.AsyncClient, image_server: ImageServer
) -> None:
    ordered = await http.post(
        "/images", json={"url": image_server.say("/boya.png", encoded(halves(700, 900), "PNG"))}
    )
    assert (ordered.status_code, ordered.json()["state"]) == (202, "pending")
    await shop.wait_until_idle()
    image = (await http.get(f"/images/{ordered.json()['id']}")).json()
    assert (image["state"], image["width"], image["height"]) == ("ready", 700, 900)
    shown = await shop.services.http.get(image["path"])
    assert shown.headers["content-type"] == "image/jpeg"


async def test_an_address_in_a_private_network_ends_as_a_sentence(
    shop: Shop, http: httpx.AsyncClient, image_server: ImageServer
) -> None:
    """The worker's fetcher may ask the loopback here, and still nobody else inside."""
    moved = image_server.lead("/moved.jpg", "http://169.254.169.254/latest/meta-data/")
    ordered = await http.post("/images", json={"url": moved})
    await shop.wait_until_idle()
    image = (await http.get(f"/images/{ordered.json()['id']}")).json()
    assert (image["state"], image["url"]) == ("failed", None)
    assert image["fault"] == "169.254.169.254 leads into a private network; give an address on the internet."
    assert await shop.held_jobs() == []
