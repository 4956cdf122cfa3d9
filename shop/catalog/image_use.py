"""Products and the images they show. Images lie below the catalog and cannot know who shows them.

Who stores a product locks its images until the transaction ends, and who removes an image locks it before looking for a
product that shows it: of two at once, one waits and sees what the other did. Images are locked before anything else of
the catalog.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote
from uuid import UUID

import msgspec
from msgspec import UNSET, UnsetType
from sqlalchemy import text
from sqlmodel.ext.asyncio.session import AsyncSession

from shop.catalog.rules import BadProduct, ProductFault
from shop.images.library import lock_image, lock_images_shared, remove_image
from shop.images.models import Image
from shop.kit.db.session import execute_core, public_url_of
from shop.kit.errors import Conflict
from shop.kit.processes.pauses import with_pauses

_SHOWING = text("SELECT product_showing(:name)")  # a policy would cost the index (decision 9)
_NAME = re.compile(r"/images/([0-9a-f]{64})\.jpg")  # as `image_names` of the database reads them


class ImageInUse(Conflict):
    """A product shows the image."""


class ImageRemoved(BadProduct):
    """A product was to be stored with an image that went, or that there is none of."""


class LockedImages(msgspec.Struct, frozen=True):
    """What is certain of the images of some products until the transaction ends: all stay but those that went.

    `unknown` are names that no image has: addresses of ours (`own_url`) that lead nowhere.
    """

    went: frozenset[str] = frozenset()
    unknown: frozenset[str] = frozenset()
    own_url: str = ""

    def faults(self, item: msgspec.Struct) -> Iterator[ProductFault]:
        """Where the product or variant shows one that is not there, or one of ours that is written another way."""
        for path, address in _addresses(item):
            names = _NAME.findall(address)
            if self.went.intersection(names) or (self._is_ours(address) and self.unknown.intersection(names)):
                yield ProductFault(path, "This picture is not here any more: upload it again.")
            elif self._is_ours(address) and not names and _NAME.search(unquote(address).lower()):
                yield ProductFault(path, "Give the address of this picture as it was given to you.")

    def _is_ours(self, address: str) -> bool:
        return address.startswith((self.own_url, "/")) if self.own_url else False


async def lock_images_of(session: AsyncSession, items: Iterable[msgspec.Struct]) -> LockedImages:
    """Hold the images that these products or variants (drafts or changes of them) show from now on."""
    names: set[str] = set()
    async for item in with_pauses(items):
        names.update(name for _, address in _addresses(item) for name in _NAME.findall(address))
    own_url = f"{public_url_of(session)}/"
    if not names:
        return LockedImages(own_url=own_url)
    locked = await lock_images_shared(session, names)
    return LockedImages(locked.went, locked.unknown, own_url)


async def lock_images_or_refuse(session: AsyncSession, item: msgspec.Struct) -> None:
    """The same for one. Raises ImageRemoved."""
    for fault in (await lock_images_of(session, [item])).faults(item):
        raise ImageRemoved(fault.message, fault.path)


async def remove_unused_image(session: AsyncSession, image_id: UUID) -> None:
    """Delete an image that no product shows. Archived products count: they may come back. Raises NotFound, ImageInUse."""
    image = await lock_image(session, image_id)
    await _check_unused(session, image)
    await remove_image(session, image)


async def _check_unused(session: AsyncSession, image: Image) -> None:
    if image.name is not None and (title := await _title_of_user(session, image.name)) is not None:
        raise ImageInUse(f"The product “{title}” shows this image. Take it from there first.")


async def _title_of_user(session: AsyncSession, name: str) -> str | None:
    """A product that shows the file under its path, or under any address that ends in it: hosts get new names."""
    title: str | None = (await execute_core(session, _SHOWING, {"name": name})).scalar()
    return title


def _addresses(item: msgspec.Struct, path: str = "") -> Iterator[tuple[str, str]]:
    """The pictures that are given, each with its place."""
    images: Sequence[str] | UnsetType = getattr(item, "images", UNSET)
    if not isinstance(images, UnsetType):
        yield from ((f"{path}images[{nth}]", address) for nth, address in enumerate(images))
    for nth, variant in enumerate(getattr(item, "variants", ())):
        yield from _addresses(variant, f"{path}variants[{nth}].")
