"""Whatever the way of an event, an order is paid once: duplicates, twins, disorder, a door that was closed."""

from typing import Any

import pytest
from sqlmodel import select

from shop.attention.models import Attention
from shop.events.models import SubjectKind
from shop.invoices.models import Invoice
from shop.kit.vendors.webhook_events import WebhookState
from shop.orders.models import Order
from shop.payments.models import Payment, PaymentVerdict, StripeEvent
from shop.sandbox.control_client import link_of, text_of
from tests.support.running.installation import Shop


async def ordered(shop: Shop) -> tuple[Any, str]:
    """A shopper with an order of two mugs, and its link."""
    ana = await shop.shopper()
    await ana.send_cart_of([("TAZA-AZUL", 2, "12.50")])
    return ana, link_of(await ana.hears())


async def paid_once(shop: Shop, ana: Any) -> None:
    await ana.hears(lambda message: message["type"] == "document")
    await shop.wait_until_idle()
    (payment,) = await shop.all(select(Payment))
    assert payment.verdict is PaymentVerdict.SETTLED
    assert len(await shop.all(select(Invoice))) == 1
    assert await shop.stock_of("TAZA-AZUL") == (38, 0)
    heard = [message for message in await ana.received() if "Pago recibido" in text_of(message)]
    assert len(heard) == 1


@pytest.mark.parametrize(
    "fault", [{"duplicate": 4}, {"twins": True}, {"shuffle": True, "twins": True, "duplicate": 2}]
)
async def test_chaos_on_the_way_settles_once(shop: Shop, fault: dict[str, Any]) -> None:
    ana, url = await ordered(shop)
    await shop.services.control_client.post("/stripe/faults", {"webhooks": fault})
    await shop.pay(url)
    await paid_once(shop, ana)


async def test_who_comes_back_first_settles_what_no_webhook_told(shop: Shop) -> None:
    ana, url = await ordered(shop)
    await shop.services.control_client.post("/stripe/faults", {"webhooks": {"drop": True}})
    session = await shop.pay(url)
    back = await shop.services.http.get(
        f"{url}?from=checkout&session={session['id']}", headers={"User-Agent": "Mozilla/5.0"}
    )
    assert "Estamos confirmando" in back.text
    await paid_once(shop, ana)


async def test_nobody_comes_back_and_no_webhook_comes_and_it_is_paid_all_the_same(shop: Shop) -> None:
    ana, url = await ordered(shop)
    await shop.services.control_client.post("/stripe/faults", {"webhooks": {"drop": True}})
    await shop.pay(url)
    await shop.services.advance(minutes=10)
    await paid_once(shop, ana)


async def test_an_event_sent_again_by_hand_changes_nothing(shop: Shop) -> None:
    ana, url = await ordered(shop)
    await shop.pay(url)
    await paid_once(shop, ana)
    event = next(e for e in await shop.all(select(StripeEvent)) if e.type == "checkout.session.completed")
    await shop.services.control_client.post(f"/stripe/events/{event.event_id}/resend")
    await shop.wait_until_idle()
    await paid_once_still(shop)


async def paid_once_still(shop: Shop) -> None:
    assert len(await shop.all(select(Payment))) == 1
    assert await shop.stock_of("TAZA-AZUL") == (38, 0)


async def test_two_open_checkouts_of_one_link_are_one_payment_and_one_surplus(shop: Shop) -> None:
    ana, url = await ordered(shop)
    answer = await shop.services.http.get(url, headers={"User-Agent": "Mozilla/5.0"})
    token = answer.headers["Location"].rsplit("/", 1)[-1]
    sessions = [await shop.services.control_client.post(f"/stripe/links/{token}/open") for _ in range(2)]
    for session in sessions:
        await shop.services.control_client.post(f"/stripe/sessions/{session['id']}/pay", {"outcome": "paid"})
    await ana.hears(lambda message: message["type"] == "document")
    await shop.wait_until_idle()
    verdicts = {payment.verdict for payment in await shop.all(select(Payment))}
    assert verdicts == {PaymentVerdict.SETTLED, PaymentVerdict.SURPLUS}
    (call,) = await shop.all(select(Attention).where(Attention.subject_kind == SubjectKind.ORDER))
    assert "second time" in call.detail
    assert await shop.stock_of("TAZA-AZUL") == (38, 0)


async def test_a_declined_card_settles_nothing_and_may_be_tried_again(shop: Shop) -> None:
    ana, url = await ordered(shop)
    await shop.pay(url, "declined")
    await shop.wait_until_idle()
    assert not (await shop.one(select(Order))).is_paid
    await shop.pay(url)
    await paid_once(shop, ana)


async def test_a_payment_that_is_not_the_shops_is_ignored_and_not_sent_for_days(shop: Shop) -> None:
    assert shop.file.stripe is not None
    thing = {
        "id": "cs_foreign",
        "payment_status": "paid",
        "amount_total": 5,
        "currency": "eur",
        "metadata": {},
    }
    await shop.services.control_client.post(
        "/stripe/emit",
        {
            "type": "checkout.session.completed",
            "object": thing,
            "secret_key": shop.file.stripe.secret_key,
        },
    )
    await shop.wait_until_idle()
    event = await shop.one(select(StripeEvent))
    assert event.state is WebhookState.IGNORED
    assert shop.services.world.idle
