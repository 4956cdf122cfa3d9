"""`/_control/faults`: the mishaps of both vendors; `/_control/stripe/faults`: Stripe's part alone."""

from litestar import delete, get, post
from litestar.params import JSONBody

from shop.sandbox.control.requests import ControlRequest, world_of
from shop.sandbox.faults import Faults, FaultsChange, StripeFaults


@get("/faults")
async def show_faults(request: ControlRequest) -> Faults:
    """The mishaps in force."""
    return world_of(request).faults


@post("/faults", status_code=200)
async def set_faults(request: ControlRequest, data: JSONBody[FaultsChange]) -> Faults:
    """Replace the kinds that are named."""
    world = world_of(request)
    world.faults.change(data)
    world.publish("faults")
    return world.faults


@delete("/faults", status_code=200)
async def clear_faults(request: ControlRequest) -> Faults:
    """No mishaps."""
    world = world_of(request)
    world.faults.clear()
    world.publish("faults")
    return world.faults


@get("/stripe/faults")
async def show_stripe_faults(request: ControlRequest) -> StripeFaults:
    """Stripe's mishaps in force."""
    return world_of(request).faults.stripe


@post("/stripe/faults", status_code=200)
async def set_stripe_faults(request: ControlRequest, data: JSONBody[StripeFaults]) -> StripeFaults:
    """Replace all of Stripe's mishaps."""
    world_of(request).faults.stripe = data
    return data


@delete("/stripe/faults", status_code=200)
async def clear_stripe_faults(request: ControlRequest) -> StripeFaults:
    """No mishaps of Stripe's."""
    cleared = world_of(request).faults.stripe = StripeFaults()
    return cleared


routes = [
    show_faults,
    set_faults,
    clear_faults,
    show_stripe_faults,
    set_stripe_faults,
    clear_stripe_faults,
]
