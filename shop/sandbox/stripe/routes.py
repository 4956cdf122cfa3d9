"""Every address of the pretend Stripe: /v1, the buyer's pages, /_control/stripe."""

from typing import Any

from litestar import Router

from shop.sandbox.stripe import control, link_calls
from shop.sandbox.stripe.control import answer_refusal
from shop.sandbox.stripe.door import answer_call
from shop.sandbox.stripe.errors import Refused

NOUNS = (link_calls,)  # importing a noun registers its addresses

control_router = Router(
    "/",
    route_handlers=[
        control.register_account,
        control.open_link,
        control.pay_link,
        control.pay_session,
        control.settle_session,
        control.open_dispute,
        control.close_dispute,
        control.fail_refund,
        control.complete_refund,
        control.emit,
        control.resend,
        control.list_objects,
        control.show_faults,
        control.set_faults,
        control.clear_faults,
        control.set_knobs,
        control.reset,
    ],
    exception_handlers={Refused: answer_refusal},
)
stripe_routes: list[Any] = [answer_call, control_router]
