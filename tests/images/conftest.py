"""A merchant in the database without a worker, a folder for pictures, a picture server; jobs are run by the test."""

from collections.abc import AsyncGenerator, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from shop.images.fetching import Fetcher
from shop.images.importing import import_image
from shop.images.library import keep_upload
from shop.images.models import Image
from shop.images.pipeline import ImagePipeline
from shop.images.rendering import render_picture
from shop.images.store import DiskStore
from shop.kit.clock import now
from shop.kit.db.database import Database
from tests.support.files.image_server import ImageServer, local_fetcher, serve_images
from tests.support.shop import ShopUnderTest, open_shop


@dataclass
class ImagesUnderTest:
    """A merchant's images, and what a worker would have at hand."""

    shop: ShopUnderTest
    pipeline: ImagePipeline
    fetcher: Fetcher
    folder: Path

    async def upload(self, data: bytes) -> Image:
        """Keep a picture."""
        return (await self.upload_noting(data))[0]

    async def upload_noting(self, data: bytes) -> tuple[Image, bool]:
        """Keep a picture; is it new?"""
        picture = render_picture(data)
        async with self.shop.database.transaction(self.shop.merchant.id) as session:
            return await keep_upload(session, self.pipeline.store, picture, at=now())

    async def order(self, url: str) -> Image:
        """Note an address."""
        async with self.shop.database.transaction(self.shop.merchant.id) as session:
            return await import_image(session, url, at=now())

    async def run(self, name: str, **payload: Any) -> None:
        """A job, as a worker runs it."""
        vendors: dict[type, Any] = {ImagePipeline: self.pipeline, Fetcher: self.fetcher}
        await self.shop.job(name, vendors, **payload)

    async def fetch(self, image: Image) -> Image:
        """Run an image's job once; how it stands then."""
        await self.run("images.fetch_image", image_id=image.id)
        return await self.fresh(image.id)

    async def fresh(self, image_id: UUID) -> Image:
        found: Image = await self.shop.one(select(Image).where(Image.id == image_id))
        return found

    def files(self) -> list[str]:
        """What lies in the folder."""
        return sorted(path.name for path in self.folder.rglob("*") if path.is_file())


@pytest.fixture
async def image_server() -> AsyncGenerator[ImageServer]:
    async with serve_images() as serving:
        yield serving


@pytest.fixture
def fetcher() -> Generator[Fetcher]:
    """One that may ask the loopback."""
    made = local_fetcher()
    yield made
    made.close()


@pytest.fixture
async def library(database_without_worker: Database, fetcher: Fetcher, tmp_path: Path) -> ImagesUnderTest:
    return await open_images(database_without_worker, fetcher, tmp_path)


async def open_images(database: Database, fetcher: Fetcher, folder: Path) -> ImagesUnderTest:
    """A new merchant's."""
    shop = await open_shop(database)
    return ImagesUnderTest(shop, ImagePipeline(DiskStore(folder)), fetcher, folder)
