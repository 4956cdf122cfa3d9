"""`/_control/knobs`: speeds and limits of both vendors; `/_control/stripe/knobs`: Stripe's part alone."""

import msgspec
from litestar import get, post
from litestar.exceptions import ClientException
from litestar.params import JSONBody

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.knobs import Knobs, StripeKnobs
from shop.sandbox.types import Json


@get("/knobs")
async def show_knobs(request: ControlRequest) -> Knobs:
    """Speeds and limits."""
    return world_of(request).knobs


@post("/knobs", status_code=200)
async def set_knobs(request: ControlRequest) -> Knobs:
    """Change the named ones."""
    world = world_of(request)
    try:
        asked = msgspec.json.decode(await request.body(), type=Json)
        changed = msgspec.convert({**msgspec.to_builtins(world.knobs), **asked}, Knobs)
    except msgspec.MsgspecError as wrong:
        raise ClientException(detail=str(wrong)) from wrong
    if unknown := asked.keys() - set(Knobs.__struct_fields__):
        raise ClientException(detail=f"There is no knob {', '.join(sorted(unknown))}.")
    world.knobs = changed
    world.publish("knobs")
    return world.knobs


@post("/stripe/knobs", status_code=200)
async def set_stripe_knobs(request: ControlRequest, data: JSONBody[StripeKnobs]) -> StripeKnobs:
    """Set Stripe's; what is not named goes back to its default."""
    world_of(request).knobs.stripe = data
    return data


routes = [show_knobs, set_knobs, set_stripe_knobs]
