"""Every address of the pretend Stripe: /v1, the buyer's pages, /_control/stripe."""

from typing import Any

from litestar import Router

from shop.sandbox.stripe import (
    after_calls,
    catalog_calls,
    control,
    control_bank,
    control_buyer,
    endpoints,
    link_calls,
    own_account,
    pages,
    payment_calls,
    session_calls,
)
from shop.sandbox.stripe.control_common import answer_refusal
from shop.sandbox.stripe.door import answer_call
from shop.sandbox.stripe.errors import Refused

NOUNS = (
    after_calls,
    catalog_calls,
    endpoints,
    link_calls,
    own_account,
    payment_calls,
    session_calls,
)  # importing a noun registers its addresses

control_router = Router(
    "/",
    route_handlers=[
        control.register_account,
        control_buyer.open_link,
        control_buyer.pay_link,
        control_buyer.pay_session,
        control_buyer.settle_session,
        control_bank.open_dispute,
        control_bank.close_dispute,
        control_bank.fail_refund,
        control_bank.complete_refund,
        control_bank.emit,
        control_bank.resend,
        control.list_objects,
        control.show_faults,
        control.set_faults,
        control.clear_faults,
        control.set_knobs,
        control.reset,
    ],
    exception_handlers={Refused: answer_refusal},
)
pages_router = Router(
    "/",
    route_handlers=[
        pages.open_link,
        pages.show_session,
        pages.leave,
        pages.pay,
        pages.answer_bank,
        pages.choose_shipping,
        pages.decide,
    ],
    exception_handlers={Refused: pages.answer_missing},
)
stripe_routes: list[Any] = [answer_call, pages_router, control_router]
