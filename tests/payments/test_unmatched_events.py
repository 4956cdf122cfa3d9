"""Stripe's events that match no order of this merchant: tried again, set aside, or ignored with the reason."""

import pytest
from sqlmodel import select

from shop.kit.db.columns import new_id
from shop.kit.errors import NotFound
from shop.kit.vendors.webhook_events import WebhookState
from shop.payments.models import Payment
from shop.payments.receipts import SETTLING
from shop.payments.settlement import FAILED
from tests.payments.event_rows import event_of
from tests.support.shop import ShopUnderTest, open_shop


async def test_an_event_whose_order_is_missing_is_tried_again_then_set_aside(shop: ShopUnderTest) -> None:
    stranger = {"order_id": str(new_id()), "revision": "1", "merchant_id": str(shop.merchant.id)}
    event_id = await shop.tell({"id": "cs_9", "payment_status": "paid", "metadata": stranger})
    with pytest.raises(NotFound):
        await shop.job("payments.settle", event_id=event_id)
    assert (await event_of(shop, event_id)).state is WebhookState.WAITING
    await shop.give_up("payments.settle", "NotFound: not stored here", event_id=event_id)
    event = await event_of(shop, event_id)
    assert event.state is WebhookState.SET_ASIDE
    assert "not stored" in (event.reason or "")


async def test_another_merchants_order_is_ignored(shop: ShopUnderTest) -> None:
    other = await open_shop(shop.database, goods=True)
    order = await other.order([("MUG", 1)])
    event_id = await shop.tell(other.session_of(order))
    await shop.job("payments.settle", event_id=event_id)
    assert (await event_of(shop, event_id)).state is WebhookState.IGNORED
    assert not (await other.fresh(order)).is_paid


@pytest.mark.parametrize(
    "metadata",
    [
        None,
        {},
        {"order_id": "123"},
        {"order_id": "b3c1", "revision": "1"},
        {"revision": "1"},
        {"order_id": None},
        {"order_id": "0196a0a0-0000-7000-8000-000000000000", "revision": "1"},  # ours name the merchant
    ],
)
@pytest.mark.parametrize("kind", sorted(SETTLING | {FAILED}))
async def test_a_payment_that_is_not_ours_is_ignored(
    shop: ShopUnderTest, metadata: dict[str, str] | None, kind: str
) -> None:
    event_id = await shop.tell({"id": "cs_8", "payment_status": "paid", "metadata": metadata}, kind)
    await shop.job("payments.settle", event_id=event_id)
    assert (await event_of(shop, event_id)).state is WebhookState.IGNORED
    assert await shop.all(select(Payment)) == []


async def test_an_order_of_ours_is_paid_although_its_session_names_no_merchant(shop: ShopUnderTest) -> None:
    """As links were made long ago."""
    order = await shop.order([("MUG", 1)])
    await shop.pay(order, metadata={"order_id": str(order.id), "revision": "1"})
    assert (await shop.fresh(order)).is_paid


async def test_a_letter_that_no_database_holds_undoes_no_payment(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    payment = await shop.pay(order, customer_details={"email": "a\x00na@example.com"})
    assert payment is not None
    assert payment.email == "ana@example.com"
    assert (await shop.fresh(order)).is_paid


@pytest.mark.parametrize("kind", ["checkout.session.expired", "charge.updated", "payment_intent.succeeded"])
async def test_an_event_of_no_use_is_ignored_with_the_reason(shop: ShopUnderTest, kind: str) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order), kind)
    await shop.job("payments.settle", event_id=event_id)
    event = await event_of(shop, event_id)
    assert (event.state, event.reason) == (WebhookState.IGNORED, f"Nothing here uses {kind}.")
    assert not (await shop.fresh(order)).is_paid
