"""Does a product show an image? Images lie below the catalog and cannot know."""

from sqlalchemy import Text, cast
from sqlmodel import col, or_, select
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.models import Product, Variant
from shop.images.models import Image
from shop.kit.db.session import merchant_of
from shop.kit.errors import Conflict


class ImageInUse(Conflict):
    """A product shows the image."""


async def check_unused(session: AsyncSession, image: Image) -> None:
    """Raises ImageInUse. Archived products count: they may come back."""
    if image.name is not None and (title := await _title_of_user(session, image.name)) is not None:
        raise ImageInUse(f"The product “{title}” shows this image. Take it from there first.")


async def _title_of_user(session: AsyncSession, name: str) -> str | None:
    """A product that shows the file under its path, or under any address that ends in it: hosts get new names."""
    address = f"%/images/{name}.jpg%"
    statement = (
        select(Product.title)
        .join(
            Variant,
            (col(Variant.merchant_id) == Product.merchant_id) & (col(Variant.product_id) == Product.id),
        )
        .where(
            Product.merchant_id == merchant_of(session),
            or_(cast(Product.images, Text).like(address), cast(Variant.images, Text).like(address)),
        )
    )
    return (await session.exec(statement.limit(1))).first()
