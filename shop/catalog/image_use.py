"""Does a product show an image? Images lie below the catalog and cannot know."""

from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.images.models import Image
from shop.kit.db.session import execute_core
from shop.kit.errors import Conflict

_SHOWING = text("SELECT product_showing(:name)")  # a policy would cost the index (decision 9)


class ImageInUse(Conflict):
    """A product shows the image."""


async def check_unused(session: AsyncSession, image: Image) -> None:
    """Raises ImageInUse. Archived products count: they may come back."""
    if image.name is not None and (title := await _title_of_user(session, image.name)) is not None:
        raise ImageInUse(f"The product “{title}” shows this image. Take it from there first.")


async def _title_of_user(session: AsyncSession, name: str) -> str | None:
    """A product that shows the file under its path, or under any address that ends in it: hosts get new names."""
    title: str | None = (await execute_core(session, _SHOWING, {"name": name})).scalar()
    return title
