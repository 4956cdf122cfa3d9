"""Images as the API shows them."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from shop.api.http.pages import PageView
from shop.api.http.types import Timestamp
from shop.images.models import Image, ImageState


class ImageView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture. Once it is `ready`, put `url` or `path` into `images` of a product."""

    id: UUID
    state: ImageState
    url: Annotated[str | None, Meta(description="Public, and the same for ever; null until it is ready.")]
    path: Annotated[str | None, Meta(description="The same without the host.")]
    width: Annotated[int | None, Meta(description="Pixels of what is shown, not of what was sent.")]
    height: int | None
    bytes: int | None
    source_url: Annotated[str | None, Meta(description="Where it was fetched; null for an upload.")]
    fault: Annotated[str | None, Meta(description="Why it could not be fetched, or not yet.")]
    created_at: Timestamp

    @classmethod
    def of(cls, image: Image, *, public_url: str) -> "ImageView":
        path = image.path
        return cls(
            id=image.id,
            state=image.state,
            url=public_url + path if path is not None else None,
            path=path,
            width=image.width,
            height=image.height,
            bytes=image.bytes,
            source_url=image.source_url,
            fault=image.fault,
            created_at=image.created_at,
        )


class ImagePage(PageView[ImageView], frozen=True):
    """Some images, newest first; `next_cursor` is null on the last page."""
