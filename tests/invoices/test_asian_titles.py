"""Titles in the scripts of East Asia are printed; what no font has is named by its SKU, and staff are told."""

import httpx
import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.invoices.fonts import can_print
from shop.invoices.models import Invoice
from shop.kit.db.database import Database
from shop.whatsapp.api.client import WhatsApp
from tests.invoices.printed import text, thing, ticket
from tests.support.shop import ShopUnderTest, open_shop


@pytest.mark.parametrize("title", ["商店的杯子", "灯台のマグカップ", "등대 머그잔", "ประภาคาร"])
def test_a_title_in_an_asian_script_is_printed(title: str) -> None:
    assert can_print(title)
    assert title in text(ticket(thing(title))).replace("\u200b", "")


def test_a_title_that_no_font_has_is_named_by_its_sku() -> None:
    said = text(ticket(thing("កែវ", sku="CUP-7")))
    assert "CUP-7" in said
    assert "?" not in said


@pytest.mark.parametrize(("title", "told"), [("ចានគោម", True), ("灯台", False)])
async def test_staff_hear_of_a_title_that_cannot_be_printed(
    shop: ShopUnderTest, title: str, told: bool
) -> None:
    await shop.stock("CUP-7", 5, 500, title=title)
    calls = await invoiced(shop)
    assert [call.kind for call in calls] == ([AttentionKind.TITLE_UNPRINTABLE] if told else [])
    assert all("CUP-7" in call.detail for call in calls)


async def test_staff_hear_of_a_seller_whose_name_cannot_be_printed(database_without_worker: Database) -> None:
    shop = await open_shop(database_without_worker, legal_name="ხელოსანი")
    await shop.stock("CUP-7", 5, 500, title="Taza")
    (call,) = await invoiced(shop)
    assert 'shows "?" for letters that its fonts lack: ხელოსანი' in call.detail


async def invoiced(shop: ShopUnderTest) -> list[Attention]:
    """What staff are told once an order of the cup is paid and its invoice sent."""
    order = await shop.order([("CUP-7", 1)])
    await shop.pay(order)
    invoice = await shop.one(select(Invoice).where(Invoice.order_id == order.id))
    media = httpx.MockTransport(lambda _: httpx.Response(200, json={"id": "1001"}))
    vendor = WhatsApp(base_url="https://graph.test", version="v26.0", transport=media)
    await shop.job("invoices.send", {WhatsApp: vendor}, invoice_id=invoice.id)
    await vendor.aclose()
    return [call for call in await shop.all(select(Attention)) if call.subject_id == order.id]
