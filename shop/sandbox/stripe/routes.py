"""Every address of the pretend Stripe: /v1 and the buyer's pages."""

from typing import Any

from shop.sandbox.stripe.api import (
    checkout_sessions,
    disputes,
    events,
    own_account,
    payment_links,
    payments,
    refunds,
    shipping_rates,
    webhook_endpoints,
)
from shop.sandbox.stripe.http.answer import answer_call
from shop.sandbox.stripe.pages.routes import pages_router

# Importing a noun adds its addresses.
NOUNS = (
    checkout_sessions,
    disputes,
    events,
    own_account,
    payment_links,
    payments,
    refunds,
    shipping_rates,
    webhook_endpoints,
)

stripe_routes: list[Any] = [answer_call, pages_router]
