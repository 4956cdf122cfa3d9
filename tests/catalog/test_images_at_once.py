"""A picture is removed while a product is stored with it: either the picture stays, or the product is refused."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.add_variant import add_variant
from shop.catalog.bulk.batch import UpsertOutcome
from shop.catalog.bulk.rows import ProductUpsert, VariantUpsert
from shop.catalog.bulk.upsert import upsert_products
from shop.catalog.editing import ProductChanges, VariantChanges, edit_product
from shop.catalog.image_use import ImageInUse, ImageRemoved, remove_unused_image
from shop.catalog.products import ProductDraft, VariantDraft, create_product
from shop.config import DEFAULT_PUBLIC_URL
from shop.images.models import Image, ImageState
from shop.kit.clock import now
from shop.kit.db.database import Database
from shop.kit.db.session import public_url_of
from shop.kit.errors import NotFound
from shop.merchants.models import Merchant
from tests.support.postgres.waiting import while_uncommitted

NAME = "ab" * 32
ADDRESS = f"{DEFAULT_PUBLIC_URL}/images/{NAME}.jpg"


@dataclass
class Gallery:
    """A merchant with a product and a picture that nothing shows."""

    database: Database
    merchant: Merchant
    product_id: UUID
    image_id: UUID

    async def removes(self, session: AsyncSession) -> None:
        await remove_unused_image(session, self.image_id)

    async def creates(self, session: AsyncSession) -> None:
        await create_product(session, draft("NEW", ADDRESS), currency="EUR", at=now(), actor="test")

    async def edits(self, session: AsyncSession) -> None:
        await edit_product(session, self.product_id, ProductChanges(images=[ADDRESS]), at=now())

    async def edits_a_variant(self, session: AsyncSession) -> None:
        changes = ProductChanges(variants=[VariantChanges(sku="OLD", images=[ADDRESS])])
        await edit_product(session, self.product_id, changes, at=now())

    async def adds_a_variant(self, session: AsyncSession) -> None:
        blue = VariantDraft(sku="BLUE", price_minor=100, images=[ADDRESS], options={"color": "azul"})
        await add_variant(session, self.product_id, blue, currency="EUR", at=now(), actor="test")

    async def upserts(self, session: AsyncSession) -> UpsertOutcome:
        item = ProductUpsert(variants=[VariantUpsert(sku="OLD", images=[ADDRESS])])
        (result,) = await upsert_products(session, [item], currency="EUR", at=now(), actor="test")
        return result.outcome


def draft(sku: str, *images: str) -> ProductDraft:
    variant = VariantDraft(sku=sku, price_minor=100, options={"color": "rojo"})
    return ProductDraft(title="Taza", images=list(images), variants=[variant])


@pytest.fixture
async def gallery(database: Database, merchant: Merchant) -> Gallery:
    image = Image(merchant_id=merchant.id, state=ImageState.READY, name=NAME, bytes=1, created_at=now())
    async with database.transaction(merchant.id) as session:
        session.add(image)
        product = await create_product(session, draft("OLD"), currency="EUR", at=now(), actor="test")
    return Gallery(database, merchant, product.id, image.id)


WAYS = ["creates", "edits", "edits_a_variant", "adds_a_variant", "upserts"]


@pytest.mark.parametrize("way", WAYS)
async def test_a_picture_stays_where_a_product_is_just_stored_with_it(gallery: Gallery, way: str) -> None:
    shows = getattr(gallery, way)
    async with while_uncommitted(gallery.database, gallery.merchant.id, shows, gallery.removes) as removal:
        with pytest.raises(ImageInUse):
            removal.result()


@pytest.mark.parametrize("way", WAYS)
async def test_no_product_is_stored_with_a_picture_that_is_just_removed(gallery: Gallery, way: str) -> None:
    shows = getattr(gallery, way)
    async with while_uncommitted(gallery.database, gallery.merchant.id, gallery.removes, shows) as storing:
        if way == "upserts":
            assert storing.result() is UpsertOutcome.REFUSED
        else:
            with pytest.raises(ImageRemoved):
                storing.result()


async def test_of_two_that_remove_it_at_once_one_is_told_that_it_is_gone(gallery: Gallery) -> None:
    removes = gallery.removes
    async with while_uncommitted(gallery.database, gallery.merchant.id, removes, removes) as second:
        with pytest.raises(NotFound):
            second.result()


@pytest.mark.parametrize("way", WAYS)
async def test_no_product_is_stored_with_a_picture_of_ours_that_was_removed_before(
    gallery: Gallery, way: str
) -> None:
    async with gallery.database.transaction(gallery.merchant.id) as session:
        await gallery.removes(session)
    assert await refused(gallery, way)


@pytest.mark.parametrize("written", ["/%69mages/{}.jpg", "/images/{}%2ejpg", "/images/{}.JPG"])
async def test_an_address_of_ours_is_taken_only_as_it_was_given(gallery: Gallery, written: str) -> None:
    async with gallery.database.transaction(gallery.merchant.id) as session:
        address = public_url_of(session) + written.format(NAME)
        with pytest.raises(ImageRemoved):
            await create_product(session, draft("NEW", address), currency="EUR", at=now(), actor="test")


async def test_pictures_of_other_houses_are_theirs(gallery: Gallery) -> None:
    address = f"https://elsewhere.example/images/{'cd' * 32}.jpg"
    async with gallery.database.transaction(gallery.merchant.id) as session:
        made = await create_product(session, draft("NEW", address), currency="EUR", at=now(), actor="test")
    assert made.images == [address]


async def refused(gallery: Gallery, way: str) -> bool:
    try:
        async with gallery.database.transaction(gallery.merchant.id) as session:
            return await getattr(gallery, way)(session) is UpsertOutcome.REFUSED
    except ImageRemoved:
        return True
