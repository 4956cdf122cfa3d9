"""A credit note goes into the chat as an invoice does: made once, said once, and staff hear where it cannot be."""

import httpx
import pytest
from sqlmodel import select

from shop.attention.models import AttentionKind
from shop.invoices.models import CreditNote
from shop.notices.subjects import order_id_of
from shop.templates.names import CREDIT_NOTE
from shop.whatsapp.api.client import WhatsApp
from shop.whatsapp.errors import VendorFailure
from tests.payments.buyers import open_kinds
from tests.payments.refunds.credit_notes.credited import paid, refunded
from tests.support.shop import ShopUnderTest


async def send(shop: ShopUnderTest, note: CreditNote, *, status: int = 200) -> None:
    async def answer(request: httpx.Request) -> httpx.Response:
        error = {"error": {"code": 131000, "message": "Something went wrong"}}
        return httpx.Response(status, json={"id": "1001"} if status == 200 else error)

    vendor = WhatsApp(base_url="https://graph.test", version="v26.0", transport=httpx.MockTransport(answer))
    try:
        await shop.job("invoices.send_credit_note", {WhatsApp: vendor}, credit_note_id=note.id)
    finally:
        await vendor.aclose()


async def test_it_is_said_once_in_the_window_or_by_its_template(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await refunded(shop, order, amount_minor=500)
    note = await shop.one(select(CreditNote))
    for _ in range(2):
        await send(shop, note)
    (message,) = await shop.messages(reason="credit_note.issued")
    assert message.content["filename"] == f"Factura rectificativa {note.label}.pdf"
    assert f"Factura rectificativa {note.label} de tu pedido" in message.content["caption"]
    assert message.fallback is not None
    assert message.fallback["name"] == CREDIT_NOTE
    async with shop.database.transaction(shop.merchant.id) as session:
        assert await order_id_of(session, message) == order.id
    assert (await shop.one(select(CreditNote))).pdf.startswith(b"%PDF-")


async def test_one_that_cannot_be_sent_leaves_its_pdf_and_calls_a_person(shop: ShopUnderTest) -> None:
    order = await paid(shop)
    await refunded(shop, order, amount_minor=500)
    note = await shop.one(select(CreditNote))
    with pytest.raises(VendorFailure):
        await send(shop, note, status=500)
    assert (await shop.one(select(CreditNote))).pdf is not None
    await shop.give_up("invoices.send_credit_note", "down", credit_note_id=note.id)
    assert AttentionKind.CREDIT_NOTE_FAILED in await open_kinds(shop, order)
    await send(shop, note)
    assert AttentionKind.CREDIT_NOTE_FAILED not in await open_kinds(shop, order)
