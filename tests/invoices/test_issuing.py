"""Invoices: numbers without a gap, the order's own totals, one document in the chat."""

import asyncio
import io
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import httpx
import msgspec
import pytest
from pypdf import PdfReader
from sqlmodel import col, select

from shop.catalog.enums import TaxClass
from shop.inbox.conversations.models import Conversation
from shop.inbox.sending.pausing import NumberPaused, resume_number
from shop.invoices.after_payment import ask_for_invoice, issue
from shop.invoices.contents import InvoiceDocument
from shop.invoices.models import Invoice
from shop.merchants.accounts import number_by_id
from shop.orders.models import Order
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import VendorFailure
from tests.support.shop import ShopUnderTest, move_to, open_shop


class PretendMedia:
    """Takes uploads, and can be out of order."""

    def __init__(self) -> None:
        self.uploads: list[bytes] = []
        self.failures = 0
        self.token_is_good = True

    async def answer(self, request: httpx.Request) -> httpx.Response:
        if not self.token_is_good:
            return httpx.Response(401, json={"error": {"code": 190, "message": "The token has expired"}})
        if self.failures:
            self.failures -= 1
            return httpx.Response(500, json={"error": {"code": 131000, "message": "Something went wrong"}})
        self.uploads.append(request.content)
        return httpx.Response(200, json={"id": f"{len(self.uploads)}001"})


@pytest.fixture
def media() -> PretendMedia:
    return PretendMedia()


async def send(
    shop: ShopUnderTest, media: PretendMedia, invoice: Invoice, *, replaces: UUID | None = None
) -> None:
    vendor = WhatsApp(
        base_url="https://graph.test", version="v26.0", transport=httpx.MockTransport(media.answer)
    )
    try:
        await shop.job("invoices.send", {WhatsApp: vendor}, invoice_id=invoice.id, replaces=replaces)
    finally:
        await vendor.aclose()


async def invoice_of(shop: ShopUnderTest, order: Order) -> Invoice:
    found: Invoice = await shop.one(select(Invoice).where(Invoice.order_id == order.id))
    return found


async def paid(shop: ShopUnderTest, *goods: tuple[str, int], locale: str = "es") -> tuple[Order, Invoice]:
    order = await shop.order(list(goods) or [("MUG", 1)], locale=locale)
    await shop.pay(order)
    return order, await invoice_of(shop, order)


async def test_twenty_payments_at_once_leave_no_gap(shop: ShopUnderTest) -> None:
    await shop.stock("PEN", 100, 100)
    events = [await shop.tell(shop.session_of(await shop.order([("PEN", 1)]))) for _ in range(20)]
    await asyncio.gather(*(shop.job("payments.settle", event_id=event_id) for event_id in events))
    left = await shop.jobs("invoices.issue")
    await asyncio.gather(*(shop.job("invoices.issue", order_id=UUID(each["order_id"])) for each in left))
    numbers = [i.number for i in await shop.all(select(Invoice).order_by(col(Invoice.number)))]
    assert numbers == list(range(1, 21))


async def test_an_invoice_that_is_rolled_back_leaves_no_gap(shop: ShopUnderTest) -> None:
    await shop.stock("PEN", 100, 100)
    events = [await shop.tell(shop.session_of(await shop.order([("PEN", 1)]))) for _ in range(12)]
    for event_id in events:
        await shop.job("payments.settle", event_id=event_id)
    left = await shop.jobs("invoices.issue")

    async def number(position: int) -> None:
        async with shop.database.transaction(shop.merchant.id) as session:
            await issue(session, order_id=UUID(left[position]["order_id"]))
            if position % 3 == 0:
                raise RuntimeError("the machine fell over before its commit")

    outcomes = await asyncio.gather(*(number(n) for n in range(12)), return_exceptions=True)
    assert sum(isinstance(outcome, RuntimeError) for outcome in outcomes) == 4
    numbers = [i.number for i in await shop.all(select(Invoice).order_by(col(Invoice.number)))]
    assert numbers == list(range(1, 9))


async def test_numbers_are_each_merchants_own(shop: ShopUnderTest) -> None:
    other = await open_shop(shop.database, goods=True)
    labels = [(await paid(each))[1].label for each in (shop, other, shop)]
    series = labels[0].split("-")[0]
    assert labels == [f"{series}-000001", f"{series}-000001", f"{series}-000002"]


async def test_the_totals_are_the_orders(shop: ShopUnderTest) -> None:
    order, invoice = await paid(shop, ("MUG", 3), ("FISH", 1))
    document = msgspec.convert(invoice.content, InvoiceDocument)
    fresh = await shop.fresh(order)
    assert document.totals.gross_minor == fresh.total_minor == 3 * 1210 + 770
    assert (document.totals.net_minor, document.totals.tax_minor) == (fresh.net_minor, fresh.tax_minor)
    assert {group.rate for group in document.totals.groups} == {Decimal(21), Decimal(10)}


@pytest.mark.parametrize(
    ("zone", "at", "label"),
    [
        ("Europe/Madrid", datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "S2026-000001"),
        ("Europe/Madrid", datetime(2026, 12, 31, 23, 1, tzinfo=UTC), "S2027-000001"),
        ("Atlantic/Canary", datetime(2026, 12, 31, 23, 30, tzinfo=UTC), "S2026-000001"),
    ],
)
async def test_the_year_is_the_merchants_own(
    shop: ShopUnderTest, zone: str, at: datetime, label: str
) -> None:
    await shop.change_merchant(time_zone=zone)
    order = await shop.order([("MUG", 1)])
    move_to(at)
    await shop.pay(order)
    assert (await invoice_of(shop, order)).label == label


async def test_a_new_year_begins_a_new_series_at_one(shop: ShopUnderTest) -> None:
    move_to(datetime(2026, 12, 31, 12, 0, tzinfo=UTC))
    labels = [(await paid(shop))[1].label for _ in range(2)]
    move_to(datetime(2027, 1, 1, 12, 0, tzinfo=UTC))
    labels.append((await paid(shop))[1].label)
    assert labels == ["S2026-000001", "S2026-000002", "S2027-000001"]


@pytest.mark.parametrize("locale", ["es", "en", "pt"])
async def test_the_pdf_names_number_seller_and_total(
    shop: ShopUnderTest, media: PretendMedia, locale: str
) -> None:
    _, invoice = await paid(shop, ("MUG", 2), ("FISH", 1), locale=locale)
    await send(shop, media, invoice)
    pdf = (await shop.one(select(Invoice))).pdf
    assert pdf is not None
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages)
    for part in (invoice.label, "ESB12345674", "La Tienda del Faro S.L.", "Taza del faro"):
        assert part in text
    assert "€31.90" in text if locale == "en" else "31,90" in text


async def test_it_is_said_as_a_document_with_a_name(shop: ShopUnderTest, media: PretendMedia) -> None:
    _, invoice = await paid(shop)
    await send(shop, media, invoice)
    (message,) = await shop.messages(reason="invoice.issued")
    assert message.content["filename"] == f"Factura {invoice.label}.pdf"
    assert message.content["media_id"] == "1001"
    assert message.fallback is not None
    assert (await shop.one(select(Invoice))).message_id == message.id


async def test_sent_twice_it_is_said_once(shop: ShopUnderTest, media: PretendMedia) -> None:
    _, invoice = await paid(shop)
    await asyncio.gather(*(send(shop, media, invoice) for _ in range(3)))
    await send(shop, media, invoice)
    assert len(await shop.messages(reason="invoice.issued")) == 1


async def test_an_upload_that_fails_is_tried_again_with_nothing_said_yet(
    shop: ShopUnderTest, media: PretendMedia
) -> None:
    order, invoice = await paid(shop)
    media.failures = 1
    with pytest.raises(VendorFailure):
        await send(shop, media, invoice)
    assert await shop.messages(reason="invoice.issued") == []
    kept = (await invoice_of(shop, order)).pdf
    assert kept is not None
    await send(shop, media, invoice)
    assert len(await shop.messages(reason="invoice.issued")) == 1
    assert (await invoice_of(shop, order)).pdf == kept


async def test_an_upload_that_never_succeeds_is_shown_to_staff(shop: ShopUnderTest) -> None:
    order, invoice = await paid(shop)
    await shop.give_up("invoices.send", "WhatsAppError: down", invoice_id=invoice.id)
    assert (await shop.attention(order)) == (
        f"Invoice {invoice.label} could not be sent: WhatsAppError: down"
    )


async def test_while_the_number_is_paused_it_waits_and_goes_on_once_the_number_works(
    shop: ShopUnderTest, media: PretendMedia
) -> None:
    order, invoice = await paid(shop)
    media.token_is_good = False
    for _ in range(2):  # Meta's refusal, and then without asking Meta at all
        with pytest.raises(NumberPaused) as waits:
            await send(shop, media, invoice)
        assert waits.value.is_away  # tried again for as long as an outage
        media.token_is_good = True
    assert media.uploads == []
    async with shop.database.transaction(shop.merchant.id) as session:
        conversation = await session.get_one(Conversation, (order.merchant_id, order.conversation_id))
        await resume_number(session, await number_by_id(session, conversation.number_id))
    await send(shop, media, invoice)
    assert len(await shop.messages(reason="invoice.issued")) == 1


async def test_above_3000_euros_staff_is_told_that_a_full_invoice_is_due(shop: ShopUnderTest) -> None:
    await shop.stock("BOAT", 5, 300_000, tax_class=TaxClass.STANDARD)
    await shop.stock("SHIP", 5, 300_001)
    assert await shop.attention((await paid(shop, ("BOAT", 1)))[0]) is None
    attention = await shop.attention((await paid(shop, ("SHIP", 1)))[0])
    assert "full invoice" in (attention or "")


async def test_asked_for_again_it_is_said_once_more_with_the_same_document(
    shop: ShopUnderTest, media: PretendMedia
) -> None:
    order, invoice = await paid(shop)
    await send(shop, media, invoice)
    first = await invoice_of(shop, order)
    before = len(await shop.jobs("invoices.send"))
    for _ in range(3):
        async with shop.database.transaction(shop.merchant.id) as session:
            await ask_for_invoice(session, order.id)
    asked = (await shop.jobs("invoices.send"))[before:]
    assert asked == [{"invoice_id": str(invoice.id), "replaces": str(first.message_id)}]
    for _ in range(2):
        await send(shop, media, invoice, replaces=first.message_id)
    again = await invoice_of(shop, order)
    assert len(await shop.messages(reason="invoice.issued")) == 2
    assert (again.pdf, again.label) == (first.pdf, first.label)


async def test_what_was_never_issued_is_issued_when_asked_for(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await shop.job("payments.settle", event_id=await shop.tell(shop.session_of(order)))
    await shop.give_up("invoices.issue", "ValueError: no rate", order_id=order.id)
    async with shop.database.transaction(shop.merchant.id) as session:
        await ask_for_invoice(session, order.id)
    assert await shop.jobs("invoices.issue") == [{"order_id": str(order.id)}] * 2
