"""ETags: a thing's tag is its last edit; what is counted, and Meta's review, may move without spoiling `If-Match`."""

from datetime import UTC, datetime, timedelta
from typing import Annotated, Protocol, TypeVar

from litestar import Response
from litestar.datastructures import ResponseHeader
from litestar.params import HeaderParameter

from shop.catalog.editing import EditedMeanwhile

IfMatch = Annotated[
    str | None,
    HeaderParameter(
        name="If-Match",
        required=False,
        max_length=200,
        description="The `ETag` that was read: 412 if somebody changed it since.",
    ),
]
ETAG = ResponseHeader("ETag", documentation_only=True, description="Send it as `If-Match` with a change.")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_TICK = timedelta(microseconds=1)
View = TypeVar("View")


class Edited(Protocol):
    """What knows when it was last edited."""

    """What remembers its last edit."""

    updated_at: datetime


def with_etag(view: View, thing: Edited, *, status: int = 200, **headers: str) -> Response[View]:
    """What is shown of it, with the tag of its present state."""
    tag = f'"{(thing.updated_at - _EPOCH) // _TICK:x}"'
    return Response(view, status_code=status, headers={"ETag": tag, **headers})


def known_version(if_match: str | None) -> datetime | None:
    """The `updated_at` behind a tag, None where any will do. Raises EditedMeanwhile if it is no tag of ours."""
    if if_match is None or if_match.strip() == "*":
        return None
    try:
        return _EPOCH + int(if_match.strip().strip('"'), 16) * _TICK
    except (ValueError, OverflowError) as error:
        raise EditedMeanwhile("If-Match: this is no ETag of ours; read it again.") from error
