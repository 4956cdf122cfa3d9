"""Every address of the control API."""

from litestar import Router

from shop.sandbox.control import faults, knobs, world
from shop.sandbox.control.chat.routes import chat_router
from shop.sandbox.control.meta import businesses, messages, reviews, shoppers
from shop.sandbox.control.requests import answer_refusal
from shop.sandbox.control.stripe import accounts, bank, buyer
from shop.sandbox.stripe.objects.errors import Refused

meta_router = Router(
    "/", route_handlers=[*businesses.routes, *shoppers.routes, *messages.routes, *reviews.routes]
)
stripe_router = Router(
    "/stripe",
    route_handlers=[*accounts.routes, *buyer.routes, *bank.routes],
    exception_handlers={Refused: answer_refusal},
)
control_router = Router(
    "/_control",
    route_handlers=[*world.routes, *faults.routes, *knobs.routes, meta_router, stripe_router, chat_router],
)
