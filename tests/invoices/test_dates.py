"""The date of the payment decides, not the hour at which a worker came to it."""

from datetime import UTC, date, datetime, timedelta

import msgspec
from sqlmodel import select

from shop.invoices.contents import InvoiceDocument
from shop.invoices.issuing import issue_invoice
from shop.invoices.layout import layout
from shop.invoices.models import Invoice
from shop.orders.models import Order
from shop.orders.reading import lines_of, lock_with_conversation
from tests.support.shop import ShopUnderTest, move_to

EVE = datetime(2026, 12, 31, 22, 50, tzinfo=UTC)  # ten to midnight in Madrid
NINE = datetime(2027, 1, 1, 8, 0, tzinfo=UTC)


async def issued(shop: ShopUnderTest, *, paid_at: datetime, at: datetime, sku: str = "MUG") -> Invoice:
    """An order that was paid then, and invoiced later."""
    order = await shop.order([(sku, 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await lock_with_conversation(session, order.id)
        locked = await session.get_one(Order, (shop.merchant.id, order.id))
        locked.mark_paid(at=paid_at)
        await issue_invoice(session, shop.merchant, locked, await lines_of(session, locked), at=at)
    found: Invoice = await shop.one(select(Invoice).where(Invoice.order_id == order.id))
    return found


def document(invoice: Invoice) -> InvoiceDocument:
    return msgspec.convert(invoice.content, InvoiceDocument)


async def test_a_payment_of_new_years_eve_that_is_read_in_the_morning_is_of_the_old_year(
    shop: ShopUnderTest,
) -> None:
    move_to(NINE)
    invoice = await issued(shop, paid_at=EVE, at=NINE)
    said = document(invoice)
    assert invoice.series == "S2026"
    assert said.issued_on == date(2026, 12, 31)
    assert said.payment is not None
    assert said.payment.on == date(2026, 12, 31)
    assert "31 de diciembre de 2026" in str(layout(said))
    assert "1 de enero" not in str(layout(said))


async def test_dates_do_not_go_back_within_a_series_and_the_payments_stands_beside(
    shop: ShopUnderTest,
) -> None:
    noon = datetime(2026, 12, 10, 11, 0, tzinfo=UTC)
    await issued(shop, paid_at=noon, at=noon)
    late = document(await issued(shop, paid_at=noon - timedelta(days=2), at=noon))
    assert (late.issued_on, late.operation_on) == (date(2026, 12, 10), date(2026, 12, 8))
    facts = dict(layout(late)["facts"])
    assert "8 de diciembre de 2026" in facts.values()


async def test_what_comes_late_into_the_old_series_is_not_dated_in_the_new_year(
    shop: ShopUnderTest,
) -> None:
    await issued(shop, paid_at=NINE, at=NINE)
    late = await issued(shop, paid_at=EVE, at=NINE)
    assert (late.label, document(late).issued_on) == ("S2026-000001", date(2026, 12, 31))


async def test_a_free_order_has_a_document_that_speaks_of_no_card(shop: ShopUnderTest) -> None:
    await shop.stock("GIFT", 5, 0)
    said = document(await issued(shop, paid_at=NINE, at=NINE, sku="GIFT"))
    assert said.payment is None
    assert layout(said)["payment"] == ""


async def test_stripes_time_is_the_payments_though_the_worker_comes_later(shop: ShopUnderTest) -> None:
    """The whole way: the event is told at ten to midnight and settled at nine."""
    move_to(EVE)
    order = await shop.order([("MUG", 1)])
    event_id = await shop.tell(shop.session_of(order))
    move_to(NINE)
    await shop.job("payments.settle", event_id=event_id)
    await shop.after_payment(order)
    invoice: Invoice = await shop.one(select(Invoice).where(Invoice.order_id == order.id))
    assert (invoice.label, document(invoice).issued_on) == ("S2026-000001", date(2026, 12, 31))
