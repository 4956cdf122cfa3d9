"""What the control calls share: the world they speak to, and how Stripe's refusals are answered."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from shop.sandbox.state import World
from shop.sandbox.stripe.objects.errors import Refused
from shop.sandbox.types import Json

ControlRequest = Request[None, None, State]


def world_of(request: ControlRequest) -> World:
    """The world this server plays."""
    world: World = request.app.state.world
    return world


def answer_refusal(_: Request[Any, Any, Any], refused: Refused) -> Response[Json]:
    """A refusal by the pretend Stripe, in the same shape as its API's."""
    return Response(refused.body(), status_code=refused.status)
