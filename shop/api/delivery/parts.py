"""What the endpoints of the set-up have in common: scopes, names, positions, headers, who changes."""

from typing import Annotated

from litestar.datastructures import ResponseHeader
from litestar.params import QueryParameter
from msgspec import Meta

from shop.api.authentication import ApiRequest, key_actor, requires
from shop.api.http.etags import known_version
from shop.delivery.editing.parts import Change
from shop.delivery.rules import HIGHEST_POSITION, LONGEST_NAME, MOST_DAYS
from shop.kit.clock import now

READ = [requires("delivery:read")]
WRITE = [requires("delivery:write")]
LOCATION = ResponseHeader("Location", documentation_only=True, description="Where it can be read.")

Name = Annotated[str, Meta(min_length=1, max_length=LONGEST_NAME, pattern=r"\S", examples=["Península"])]
Position = Annotated[
    int,
    Meta(
        ge=0,
        le=HIGHEST_POSITION,
        description="Its place in your order, the lowest first. Left out: the last.",
    ),
]
Days = Annotated[int, Meta(ge=0, le=MOST_DAYS, description="Working days.")]
StatusFilter = QueryParameter(
    required=False, description="Those that are offered, or those that were archived."
)


def change_by(request: ApiRequest, if_match: str | None = None) -> Change:
    """Who changes it, now, and what they had read. Raises EditedMeanwhile."""
    return Change(key_actor(request), now(), known_version(if_match))
