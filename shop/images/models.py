"""The table of images.

An image, from state to state, by verb (an upload is stored ready, and stored again when it is sent again):

    pending -> ready: become_ready
    ready -> ready: become_ready
    pending -> failed: fail
    failed -> pending: try_anew
"""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, Index, UniqueConstraint
from sqlmodel import Field

from shop.kit.db.columns import enum_column, time_column
from shop.kit.db.tenancy import MerchantOwned
from shop.kit.states import Transitions, check_transition


class ImageState(StrEnum):
    """Where an image stands."""

    PENDING = "pending"  # its URL is still to be fetched; `fault` says what went wrong so far
    READY = "ready"
    FAILED = "failed"


IMAGE_TRANSITIONS: Transitions[ImageState] = {
    ImageState.PENDING: frozenset({ImageState.READY, ImageState.FAILED}),
    ImageState.READY: frozenset({ImageState.READY}),
    ImageState.FAILED: frozenset({ImageState.PENDING}),
}


class Image(MerchantOwned, table=True):
    """A picture of a merchant. `name` is its file's; several images of one merchant may share a file."""

    __table_args__ = (
        # An upload is known by what is in it, an import by its address.
        Index("uq_image_upload", "merchant_id", "name", unique=True, postgresql_where="source_url IS NULL"),
        UniqueConstraint("merchant_id", "source_url"),
        Index(None, "merchant_id", "name"),
        Index(None, "merchant_id", "state", "id"),
        Index("ix_image_pending", "merchant_id", postgresql_where="state = 'pending'"),
    )

    state: ImageState = enum_column(ImageState, default=ImageState.READY)
    name: str | None = None
    width: int | None = None
    height: int | None = None
    bytes: int | None = Field(default=None, sa_type=BigInteger)
    source_url: str | None = None
    fault: str | None = None
    tries: int = 0
    created_at: datetime = time_column()

    @property
    def path(self) -> str | None:
        """Where the web process shows it; None until it is ready."""
        return f"/images/{self.name}.jpg" if self.state is ImageState.READY else None

    def become_ready(self, name: str, *, width: int, height: int, size: int) -> None:
        """The picture is stored in a file of `size` bytes."""
        self._become(ImageState.READY, None)
        self.name, self.width, self.height, self.bytes = name, width, height, size

    def fail(self, fault: str) -> None:
        """The import failed; `fault` is a sentence for the merchant."""
        self._become(ImageState.FAILED, fault)

    def try_anew(self) -> None:
        """Fetch a failed import again."""
        self._become(ImageState.PENDING, None)
        self.tries = 0

    def _become(self, state: ImageState, fault: str | None) -> None:
        check_transition(IMAGE_TRANSITIONS, self.state, state, f"Image {self.id}")
        self.state, self.fault = state, fault
