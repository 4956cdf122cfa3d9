"""What a door takes from its request: who calls."""

from litestar import Request
from litestar.datastructures import State

from shop.merchants.keys import Caller

ApiRequest = Request[Caller, None, State]


def actor(request: ApiRequest) -> str:
    """Who did it, as movements and histories keep it."""
    return f"api key {request.user.key_id}"
