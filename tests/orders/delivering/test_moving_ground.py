"""What was shown and what is so may part while somebody chooses: nobody pays or receives what they did not see."""

import pytest
from sqlmodel import select

from shop.carts.models import Cart
from shop.delivery.models import DeliveryMethod, SetupStatus
from shop.discounts.evaluation import DiscountKind
from shop.discounts.models import Discount, DiscountUse, UseState
from shop.kit.clock import now
from shop.orders.cart_checkout import resume_cart
from shop.orders.cost.codes import apply_code
from shop.orders.delivering.choosing import TotalMoved, choose_delivery
from shop.orders.delivering.offering import DeliveryChoice
from shop.orders.models import Order, OrderStatus
from shop.orders.reading import unpaid_orders
from shop.payments.asked_again import ask_for_link
from tests.support.checkout.deliveries import ANA_AT_HOME, deliver_to, discount
from tests.support.shop import ShopUnderTest, move_by

IN_COPENHAGEN = ANA_AT_HOME.__class__("Ana", "Nyhavn 1", "København", "1051", "DK")


async def choose(
    shop: ShopUnderTest, order: Order, choice: DeliveryChoice, accepts: int | None = None
) -> Order:
    async with shop.database.transaction(shop.merchant.id) as session:
        return await choose_delivery(session, order.id, choice, at=now(), accepts_minor=accepts)


async def test_the_order_in_its_place_keeps_delivery_and_code(shop: ShopUnderTest) -> None:
    method_id, conversation_id = await deliver_to(shop), await shop.person()
    await discount(shop, DiscountKind.AMOUNT, amount_minor=200, code="DOS", max_uses=1)
    order = await shop.order([("MUG", 1)], conversation_id)
    await choose(shop, order, DeliveryChoice(method_id, address=ANA_AT_HOME))
    async with shop.database.transaction(shop.merchant.id) as session:
        await apply_code(session, order.id, "DOS", at=now())
    cart_id = await shop.open_cart([("FISH", 1)], conversation_id)
    async with shop.database.transaction(shop.merchant.id) as session:
        (waiting,) = await unpaid_orders(session, conversation_id)
        cart = await session.get_one(Cart, (shop.merchant.id, cart_id))
        placed = await resume_cart(session, cart, at=now(), instead_of=waiting, adds=True)
    fresh = await shop.fresh(placed)
    assert (fresh.total_minor, fresh.codes) == (1210 + 770 - 200 + 490, ["DOS"])
    assert fresh.delivery is not None
    assert fresh.delivery.address == ANA_AT_HOME
    assert (await shop.one(select(Discount))).uses == 1


async def test_a_dearer_delivery_than_was_shown_is_asked_about(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(DeliveryMethod, (shop.merchant.id, method_id))).price_minor = 990
    choice = DeliveryChoice(method_id, address=ANA_AT_HOME)
    with pytest.raises(TotalMoved):
        await choose(shop, order, choice, 1700)
    assert (await choose(shop, order, choice, 2200)).total_minor == 2200


async def test_an_address_of_before_where_it_cannot_be_sold_stops_no_order(shop: ShopUnderTest) -> None:
    await shop.configure(tax_at_destination=True)
    method_id, conversation_id = await deliver_to(shop, "ES", "DK"), await shop.person()
    before = await shop.order([("MUG", 1)], conversation_id)
    await choose(shop, before, DeliveryChoice(method_id, address=IN_COPENHAGEN))
    order = await shop.order([("FISH", 1)], conversation_id)
    assert (await shop.fresh(order)).waits_for_delivery


async def test_an_order_that_was_free_and_costs_something_now_is_not_paid(shop: ShopUnderTest) -> None:
    method_id = await deliver_to(shop)
    await discount(shop, DiscountKind.PERCENTAGE, percent_hundredths=10_000, code="GRATIS")
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await apply_code(session, order.id, "GRATIS", at=now())
    await shop.job("payments.create_link", order_id=order.id)
    assert (await shop.fresh(order)).status is OrderStatus.PENDING  # it waits for its delivery
    await choose(shop, order, DeliveryChoice(method_id, address=ANA_AT_HOME))
    assert ((await shop.fresh(order)).status, (await shop.fresh(order)).total_minor) == (
        OrderStatus.PENDING,
        490,
    )


async def test_where_nobody_delivers_any_more_orders_ask_for_no_delivery(shop: ShopUnderTest) -> None:
    method_id, conversation_id = await deliver_to(shop), await shop.person()
    await shop.order([("MUG", 1)], conversation_id)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(DeliveryMethod, (shop.merchant.id, method_id))).status = SetupStatus.ARCHIVED
    order = await shop.order([("FISH", 1)], conversation_id)
    assert not (await shop.fresh(order)).needs_delivery


async def test_what_is_paid_and_gone_gives_its_use_back(shop: ShopUnderTest) -> None:
    await discount(shop, DiscountKind.AMOUNT, amount_minor=200, max_uses=1)
    await shop.stock("LAST", 1, 1000)
    order = await shop.order([("LAST", 1)])
    move_by(hours=1)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.pay(await shop.order([("LAST", 1)]))
    await shop.pay(await shop.fresh(order))
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    states = {use.order_id: use.state for use in await shop.all(select(DiscountUse))}
    assert states[order.id] is UseState.RELEASED


async def test_the_question_is_asked_again_where_staff_want_it(shop: ShopUnderTest) -> None:
    await deliver_to(shop)
    order = await shop.order([("MUG", 1)])
    async with shop.database.transaction(shop.merchant.id) as session:
        await ask_for_link(session, order.id, at=now())
    asked = await shop.messages(reason="order.delivery_asked")
    assert [message.about for message in asked] == [f"choice:{order.id}"] * 2
