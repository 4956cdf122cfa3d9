"""What the control calls share: who they speak to, and how they are refused."""

from typing import Any

from litestar import Request, Response
from litestar.datastructures import State

from shop.sandbox.stripe.errors import Refused
from shop.sandbox.stripe.values import Json
from shop.sandbox.stripe.world import StripeWorld

ControlRequest = Request[None, None, State]


def world_of(request: ControlRequest) -> StripeWorld:
    """The pretend Stripe."""
    world: StripeWorld = request.app.state.world.stripe
    return world


def answer_refusal(_: Request[Any, Any, Any], refused: Refused) -> Response[Json]:
    """A refusal of a control call, in the same shape as the API's."""
    return Response(refused.body(), status_code=refused.status)
