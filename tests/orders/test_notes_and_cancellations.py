"""What a shopper wrote with a cart is acknowledged and shown; a shop's cancellation is told; nothing paid is no payment."""

import pytest
from sqlmodel import select

from shop.attention.models import Attention, AttentionKind
from shop.carts.check import check_cart_message
from shop.carts.models import Cart, CartState
from shop.carts.open_cart import save_cart
from shop.events.models import OPERATOR
from shop.inbox.locking import lock_conversation
from shop.inbox.models import Message
from shop.kit.clock import now
from shop.orders.cancelling import cancel_for_merchant, cancel_order
from shop.orders.checkout import place_order
from shop.orders.models import Order
from shop.orders.reading import lines_of
from shop.orders.stock import expire_order
from shop.orders.words import order_paid, order_placed
from shop.whatsapp.incoming import CartMessageLine
from shop.whatsapp.outgoing import LinkMessage
from tests.support.shop import ShopUnderTest, move_by

NOTE = "Es un regalo.\nSoy alérgica a las nueces"


async def noted(shop: ShopUnderTest, note: str = NOTE, *, locale: str = "es") -> Order:
    """An order whose cart came with a note."""
    chat = await shop.person()
    line = CartMessageLine(retailer_id="MUG", quantity=1, price=None, currency=None)
    async with shop.database.transaction(shop.merchant.id) as session:
        conversation = await lock_conversation(session, chat)
        check = await check_cart_message(session, [line], currency="EUR", locale=locale, at=now())
        cart: Cart = await save_cart(
            session, conversation, check.available, state=CartState.ORDERED, at=now(), note=note
        )
        return await place_order(session, shop.merchant, conversation, cart, check, locale=locale, at=now())


async def placed(shop: ShopUnderTest, order: Order) -> LinkMessage:
    async with shop.database.transaction(shop.merchant.id) as session:
        kept = await session.get_one(Order, (shop.merchant.id, order.id))
        return order_placed(shop.merchant, kept, await lines_of(session, kept), "https://shop.test/pay/x")[0]


async def open_kinds(shop: ShopUnderTest) -> list[AttentionKind]:
    return [call.kind for call in await shop.all(select(Attention)) if call.is_open]


async def test_a_note_is_acknowledged_and_shown_to_staff(shop: ShopUnderTest) -> None:
    order = await noted(shop)
    assert "Es un regalo. Soy alérgica a las nueces" in (await placed(shop, order)).body
    assert "alérgica" in (await shop.attention(order) or "")
    assert await open_kinds(shop) == [AttentionKind.ORDER_NOTE]


@pytest.mark.parametrize("note", ["", "  \n "])
async def test_no_note_is_no_call(shop: ShopUnderTest, note: str) -> None:
    order = await noted(shop, note)
    assert await open_kinds(shop) == []
    assert "nota" not in (await placed(shop, order)).body


async def test_a_long_note_does_not_make_the_message_too_long(shop: ShopUnderTest) -> None:
    said = await placed(shop, await noted(shop, "x" * 2000))
    said.check()
    assert "…" in said.body


async def test_the_call_ends_with_an_order_that_nobody_packs(shop: ShopUnderTest) -> None:
    first, second = await noted(shop), await noted(shop)
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, first.id, at=now())
    move_by(hours=73)
    async with shop.database.transaction(shop.merchant.id) as session:
        await expire_order(session, order_id=second.id)
    assert await open_kinds(shop) == []


async def test_a_cancellation_by_the_shop_is_told(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_for_merchant(session, order.id, actor=OPERATOR, at=now())
    (message,) = await shop.all(select(Message).where(Message.reason == "order.cancelled"))
    assert str(order.number) in message.text
    assert "No se ha cobrado nada" in message.text


async def test_a_cancellation_by_the_shopper_is_not_told_twice(shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    assert await shop.all(select(Message).where(Message.reason == "order.cancelled")) == []


@pytest.mark.parametrize(
    ("locale", "payment"), [("es", "pago"), ("en", "payment"), ("pt_BR", "pagamento"), ("pt_PT", "pagamento")]
)
@pytest.mark.parametrize("missing", [(), ("Taza",)])
async def test_a_free_order_speaks_of_no_payment(
    shop: ShopUnderTest, locale: str, payment: str, missing: tuple[str, ...]
) -> None:
    await shop.stock("GIFT", 5, 0)
    order = await shop.order([("GIFT", 1)], locale=locale)
    words, fallback = order_paid(shop.merchant, order, missing=missing)
    assert payment not in words.body.lower()
    assert fallback is None


@pytest.mark.parametrize(
    ("before", "later", "after", "is_new"),
    [
        ("", "Para Ana\nPara Ana", "Para Ana", True),
        ("Para Ana", "Para Ana\n sin lazo \nsin lazo", "Para Ana\nsin lazo", True),
        ("Para Ana", " Para Ana ", "Para Ana", False),
        ("Para Ana", "\n \n", "Para Ana", False),
    ],
)
async def test_what_is_noted_later_stands_once_below(
    shop: ShopUnderTest, before: str, later: str, after: str, *, is_new: bool
) -> None:
    order = await noted(shop, before)
    assert order.add_note(later) is is_new
    assert order.note == after
