"""Whatever cannot be said or printed, the money stands; every text about an order fits by construction."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.invoices.models import Invoice
from shop.kit.translations import languages
from shop.kit.vendors.webhook_events import WebhookState
from shop.merchants.models import Merchant
from shop.orders.models import Order, OrderStatus
from shop.orders.order_line import OrderLine
from shop.orders.words import order_paid, order_placed, with_question
from shop.payments.models import Payment, PaymentVerdict, StripeEvent
from shop.payments.refunds.models import Refund
from shop.payments.refunds.words import refund_done, refund_failed
from shop.payments.words import payment_words
from shop.templates.filling import check_filling
from tests.payments.buyers import open_kinds
from tests.support.shop import ShopUnderTest, move_by

LONG = st.text(min_size=1, max_size=400).filter(lambda text: text.strip() and "\0" not in text)


async def test_four_sold_out_goods_with_long_titles_roll_nothing_back(shop: ShopUnderTest) -> None:
    """The input of the fault: the apology had 1,048 characters."""
    goods = [(f"SKU-{n}", 1) for n in range(4)]
    for sku, _ in goods:
        await shop.stock(sku, 1, 1000, title=f"{sku} " + "largo " * 32)
    order = await shop.order([*goods, ("MUG", 1)])
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.pay(await shop.order(goods))
    payment = await shop.pay(order)
    assert payment is not None
    assert payment.verdict is PaymentVerdict.SETTLED
    assert (await shop.fresh(order)).is_paid
    (told,) = await shop.messages(conversation_id=order.conversation_id)
    assert len(told.text) <= 1024
    assert "SKU-0" in told.text
    assert "y 1 más" in told.text


async def test_an_event_that_is_set_aside_is_shown_on_its_order(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order, amount_total="a lot"))
    with pytest.raises(ValueError, match="a lot"):
        await shop.job("payments.settle", event_id=event_id)
    await shop.give_up("payments.settle", "ValueError: a lot", event_id=event_id)
    assert await open_kinds(shop, order) == {AttentionKind.PAYMENT_EVENT_SET_ASIDE}
    assert "could not be used" in (await shop.attention(order) or "")


async def test_an_event_that_is_replayed_and_used_bothers_nobody_any_more(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order))
    await shop.give_up("payments.settle", "a fault that was mended", event_id=event_id)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(StripeEvent, (shop.merchant.id, event_id))).try_again()
    await shop.job("payments.settle", event_id=event_id)
    assert (await shop.fresh(order)).is_paid
    assert await open_kinds(shop, order) == set()
    assert (await shop.one(select(StripeEvent))).state is WebhookState.DONE


async def test_an_invoice_that_cannot_be_made_is_shown_and_made_later_with_the_payments_day(
    shop: ShopUnderTest,
) -> None:
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order))
    await shop.job("payments.settle", event_id=event_id)
    await shop.give_up("invoices.issue", "no seller", order_id=order.id)
    assert await open_kinds(shop, order) == {AttentionKind.INVOICE_FAILED}
    move_by(days=2)
    for _ in range(2):
        await shop.job("invoices.issue", order_id=order.id)
    (invoice,) = await shop.all(select(Invoice))
    assert invoice.issued_at == (await shop.fresh(order)).paid_at


@pytest.mark.parametrize("job", ["payments.tell_paid", "payments.tell_payment"])
async def test_words_that_cannot_be_said_are_shown_to_staff(shop: ShopUnderTest, job: str) -> None:
    order = await shop.order([("MUG", 1)])
    payment = await shop.pay(order)
    assert payment is not None
    about: dict[str, Any] = {"order_id": order.id} if job.endswith("paid") else {"payment_id": payment.id}
    await shop.give_up(job, "TooLong", **about)
    assert await open_kinds(shop, order) == {AttentionKind.MESSAGE_REFUSED}
    assert (await shop.fresh(order)).status is OrderStatus.PAID


def merchant(name: str) -> Merchant:
    return Merchant(
        name=name,
        legal_name="F",
        tax_id="1",
        address={"country": "ES"},
        currency="EUR",
        locale="es",
        time_zone="Europe/Madrid",
    )


def order(locale: str, amount: int) -> Order:
    fields: dict[str, Any] = {"total_minor": amount, "tax_minor": amount // 5, "pay_token": "token"}
    return Order(number=2**62, locale=locale, currency="EUR", status=OrderStatus.PENDING, **fields)


@settings(max_examples=60, deadline=None)
@given(
    locale=st.sampled_from([*languages(), "es_MX"]),
    shop=LONG,
    names=st.lists(LONG, min_size=1, max_size=40),
    amount=st.integers(0, 10**14),
    currency=st.sampled_from(["EUR", "JPY", "KWD", "ZZZ", ""]),
)
def test_every_text_about_money_fits_whatever_things_are_called(
    locale: str, shop: str, names: list[str], amount: int, currency: str
) -> None:
    seller, sale = merchant(shop), order(locale, amount)
    said = [order_paid(seller, sale, missing=missing) for missing in ([], names)]
    words = with_question(said[0][0], locale)
    facts: dict[str, Any] = {"amount_minor": amount, "currency": currency}
    refund = Refund(**facts)
    said += [refund_failed(seller, sale, refund, is_whole=whole) for whole in (True, False)]  # type: ignore[misc]
    said += [refund_done(seller, sale, refund, url) for url in (None, "https://x")]  # type: ignore[misc]
    for verdict in set(PaymentVerdict) - {PaymentVerdict.SETTLED, PaymentVerdict.PENDING}:
        for gone in ([], names):
            payment = Payment(verdict=verdict, **facts)
            for other in (True, False):
                words_of = payment_words(seller, sale, payment, gone, "https://x", has_other_money=other)
                said.append(words_of)  # type: ignore[arg-type]
    lines: list[dict[str, Any]] = [
        {
            "name": name,
            "quantity": 9999,
            "unit_minor": amount,
            "total_minor": amount,
            "claimed_minor": 1,
            "rate": "21",
        }
        for name in names
    ]
    said.append(order_placed(seller, sale, [OrderLine(**line) for line in lines], "https://x"))  # type: ignore[arg-type]
    words.check()
    assert len(words.body) <= 1024
    for content, template in said:
        content.check()
        assert len(content.body) <= 1024
        if template is not None:
            template.check()
            check_filling(template)
