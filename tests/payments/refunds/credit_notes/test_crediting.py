"""Refunds in our books: each that arrived is credited once, in a series of its own, never above the invoice."""

from sqlmodel import select

from shop.catalog.models import Stock
from shop.invoices.contents import DocumentKind
from shop.orders.models import Order
from shop.payments.refunds.models import RefundReason
from tests.payments.refunds.credit_notes.credited import (
    credit,
    documents,
    invoice_of,
    notes_of,
    paid,
    refunded,
    told,
)
from tests.payments.refunds.wanting import pieces, refunds_here, want
from tests.support.shop import ShopUnderTest


async def test_a_line_is_credited_as_it_was_invoiced(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await refunded(shop, order, lines=pieces((1, 1)), reason=RefundReason.RETURNED)
    (note,), (document,) = await notes_of(shop, order), await documents(shop, order)
    invoice = await invoice_of(shop, order)
    year = document.issued_on.year
    assert (note.label, note.amount_minor) == (f"R{year}-000001", 1210)
    assert (document.kind, document.corrects) == (DocumentKind.CREDIT_NOTE, invoice.number)
    assert (document.totals.net_minor, document.totals.tax_minor) == (-1000, -210)
    (line,) = document.totals.lines
    assert (line.line.sku, line.line.quantity, line.line.unit_minor) == ("MUG", -1, 1210)
    assert document.notes == ("Causa de la rectificación: devolución de mercancía.",)
    assert (document.locale, document.seller, document.country) == ("es", invoice.seller, "ES")
    assert {"credit_note_id": str(note.id)} in await shop.jobs("invoices.send_credit_note")


async def test_an_amount_is_spread_over_the_rates(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await refunded(shop, order, amount_minor=1000, reason=RefundReason.GOODWILL)
    (document,) = await documents(shop, order)
    assert [(str(group.rate), group.gross_minor) for group in document.totals.groups] == [
        ("21", -759),
        ("10", -241),
    ]
    assert {line.line.name for line in document.totals.lines} == {"Reducción del precio"}


async def test_whatever_is_refunded_the_credits_are_the_invoice_to_the_cent(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await refunded(shop, order, amount_minor=333)
    await refunded(shop, order, lines=pieces((1, 1), (2, 1)))
    await refunded(shop, order, amount_minor=1)
    await refunded(shop, order)
    notes, invoice = await documents(shop, order), (await invoice_of(shop, order)).totals
    assert len(notes) == 4
    for rate, net, tax in [(group.rate, group.net_minor, group.tax_minor) for group in invoice.groups]:
        groups = [group for note in notes for group in note.totals.groups if group.rate == rate]
        assert -sum(group.net_minor for group in groups) == net
        assert -sum(group.tax_minor for group in groups) == tax


async def test_a_whole_refund_credits_the_whole_invoice(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await refunded(shop, order)
    (document,) = await documents(shop, order)
    assert [(line.line.sku, line.line.quantity) for line in document.totals.lines] == [
        ("MUG", -2),
        ("FISH", -1),
    ]
    assert document.totals.gross_minor == -3190


async def test_a_refund_is_credited_when_it_arrives_and_not_before(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    refund = await want(shop, order, amount_minor=500)
    await credit(shop, order)
    await told(shop, refund, "pending")
    await credit(shop, order)
    assert await notes_of(shop, order) == []
    await told(shop, refund)
    assert {"order_id": str(order.id)} in await shop.jobs("payments.credit_refunds")
    await credit(shop, order)
    assert [note.refund_id for note in await notes_of(shop, order)] == [refund.id]


async def test_one_that_fails_later_stays_credited_and_what_replaces_it_is_not_credited_again(
    shop: ShopUnderTest,
) -> None:
    """The shop owes that money still; only what goes beyond it is new."""
    order = await paid(shop)
    first = await refunded(shop, order, lines=pieces((1, 1)))
    await told(shop, first, "failed")
    await credit(shop, order)
    assert [note.amount_minor for note in await notes_of(shop, order)] == [1210]
    await refunded(shop, order, lines=pieces((1, 1)))
    assert [note.amount_minor for note in await notes_of(shop, order)] == [1210]
    await refunded(shop, order)
    assert [note.amount_minor for note in await notes_of(shop, order)] == [1210, 1980]


async def test_refunds_that_arrive_in_another_order_are_each_credited(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    slow, fast = [await want(shop, order, amount_minor=amount) for amount in (300, 700)]
    for refund in (fast, slow):
        await told(shop, refund)
        await credit(shop, order)
    credited = {note.refund_id: note.amount_minor for note in await notes_of(shop, order)}
    assert credited == {slow.id: 300, fast.id: 700}


async def test_what_was_never_invoiced_is_not_credited(shop: ShopUnderTest) -> None:
    """The anchovies sold out before the payment came: paid, not invoiced, given back."""
    order = await shop.order([("MUG", 2), ("FISH", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        fresh = await session.get_one(Order, (order.merchant_id, order.id))
        fresh.held = False
        for stock in (await session.exec(select(Stock))).all():
            stock.reserved = 0
    other = await shop.order([("FISH", 10)])
    await shop.pay(other)
    await shop.pay(order)
    assert (await invoice_of(shop, order)).totals.gross_minor == 2420
    await refunded(shop, order, lines=pieces((2, 1)))
    assert await notes_of(shop, order) == []
    await refunded(shop, order, amount_minor=500)
    await refunded(shop, order)
    assert [note.amount_minor for note in await notes_of(shop, order)] == [500, 1920]


async def test_without_an_invoice_there_is_nothing_to_correct_until_there_is_one(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.job("payments.settle", event_id=await shop.tell(shop.session_of(order)))
    refund = await want(shop, order, amount_minor=500)
    await told(shop, refund)
    await credit(shop, order)
    assert await notes_of(shop, order) == []
    await shop.job("invoices.issue", order_id=order.id)
    assert {"order_id": str(order.id)} in await shop.jobs("payments.credit_refunds")
    await credit(shop, order)
    assert len(await notes_of(shop, order)) == 1


async def test_a_second_payment_that_goes_back_corrects_no_invoice(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await shop.pay(order)
    (refund,) = await refunds_here(shop)
    await told(shop, refund)
    await credit(shop, order)
    assert await notes_of(shop, order) == []
