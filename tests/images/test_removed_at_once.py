"""A picture is uploaded or imported again while its image is removed: what the merchant is told of is there."""

from pathlib import Path

import pytest
from sqlmodel import select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.images.importing import import_image
from shop.images.library import keep_upload, lock_image, remove_image
from shop.images.models import Image
from shop.images.rendering import Rendition
from shop.images.store import DiskStore
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.merchants.models import Merchant
from tests.support.postgres.waiting import Step, while_uncommitted

URL = "https://pictures.example/taza.jpg"


@pytest.fixture
def upload(tmp_path: Path) -> Step:
    """The same picture whenever it is sent."""

    async def uploads(session: AsyncSession) -> object:
        picture = Rendition(b"a picture", 600, 600)
        return (await keep_upload(session, DiskStore(tmp_path), picture, at=now()))[0].id

    return uploads


async def imports(session: AsyncSession) -> object:
    return (await import_image(session, URL, at=now())).id


async def removes(session: AsyncSession) -> None:
    await remove_image(session, await lock_image(session, (await session.exec(select(Image.id))).one()))


async def told_and_there(database: Database, merchant: Merchant, again: Step) -> tuple[object, list[object]]:
    """Which image the second is told of, and which there are."""
    async with database.transaction(merchant.id) as session:
        before = await again(session)
    async with while_uncommitted(database, merchant.id, removes, again) as second:
        told = second.result()
    assert told != before
    async with database.transaction(merchant.id) as session:
        return told, list((await session.exec(select(Image.id))).all())


async def test_a_picture_sent_again_is_a_new_image(
    database: Database, merchant: Merchant, upload: Step
) -> None:
    told, there = await told_and_there(database, merchant, upload)
    assert there == [told]


async def test_an_address_imported_again_is_a_new_image(database: Database, merchant: Merchant) -> None:
    told, there = await told_and_there(database, merchant, imports)
    assert there == [told]
