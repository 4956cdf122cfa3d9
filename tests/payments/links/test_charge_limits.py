"""What costs too little or too much for a link is explained before Stripe is asked."""

import pytest

from shop.orders.models import Order
from shop.payments.charging.limits import LARGEST, SMALLEST, limit_passed, limit_words
from tests.payments.stripe_under_test import StripeUnderTest


async def test_too_little_is_explained_and_stripe_is_not_asked(at_stripe: StripeUnderTest) -> None:
    await at_stripe.shop.stock("PIN", 5, 30)
    order = await at_stripe.shop.order([("PIN", 1)])
    await at_stripe.create(order)
    assert at_stripe.links() == []
    (message,) = await at_stripe.shop.messages()
    assert "0,50 €" in message.text
    assert "A payment link takes at least €0.50." in str(await at_stripe.shop.attention(order))


async def test_the_smallest_amount_itself_gets_its_link(at_stripe: StripeUnderTest) -> None:
    await at_stripe.shop.stock("PIN", 5, SMALLEST["EUR"])
    await at_stripe.create(await at_stripe.shop.order([("PIN", 1)]))
    assert len(at_stripe.links()) == 1


@pytest.mark.parametrize(
    ("currency", "total_minor", "is_below"),
    [
        ("EUR", 0, None),
        ("EUR", 49, True),
        ("EUR", 50, None),
        ("GBP", 29, True),
        ("MXN", 999, True),
        ("JPY", 49, True),
        ("XOF", 1, None),  # nobody told us: Stripe says
        ("EUR", LARGEST, None),
        ("EUR", LARGEST + 1, False),
    ],
)
def test_limits_by_currency(currency: str, total_minor: int, is_below: bool | None) -> None:
    order = Order(number=1001, locale="es", currency=currency, total_minor=total_minor)  # type: ignore[call-arg]
    limit = limit_passed(order)
    assert (None if limit is None else limit.is_below) is is_below
    if limit is not None:
        assert "1001" in limit_words(order, limit)
