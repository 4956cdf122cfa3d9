"""A cart while an order waits for its payment: never a second payable order that nobody asked for."""

import pytest
from sqlmodel import col, select

from shop.attention.models import Attention
from shop.bot.replies.cart import GO
from shop.bot.replies.second_cart import ADD, BOTH, REPLACE
from shop.carts.check import LineStatus
from shop.catalog.models import Stock
from shop.kit.clock import now
from shop.kit.translations import languages
from shop.orders.models import Order, OrderStatus
from shop.orders.stock import take_stock
from tests.bot.carts.waiting_orders import MUG, SENT, orders, pieces, sends, taps, waiting
from tests.bot.facts import (
    CART_ID,
    checked,
    facts,
    line,
    reasons,
    tap,
    text,
    turn,
    words_of,
)
from tests.support.inbox import InboxUnderTest


def test_another_cart_asks_what_shall_become_of_the_order() -> None:
    answer = turn(SENT, known=facts(check=checked(line()), waiting_order=waiting({MUG: 1})))
    assert reasons(answer) == ["SaveCart"]


def test_the_same_cart_within_minutes_is_the_same_order() -> None:
    known = facts(check=checked(line(wanted=2)), waiting_order=waiting({MUG: 2}))
    answer = turn(SENT, known=known)
    assert reasons(answer) == ["bot.order_same"]
    assert "1041" in words_of(answer)
    assert "https://shop.test/pay/abc" in words_of(answer)


def test_the_same_goods_later_are_asked_about() -> None:
    known = facts(check=checked(line(wanted=2)), waiting_order=waiting({MUG: 2}, minutes=11))
    assert reasons(turn(SENT, known=known)) == ["SaveCart"]


@pytest.mark.parametrize(
    ("verb", "done"),
    [
        (REPLACE, ["ReplaceOrder", "bot.order_replaced", "PlaceOrder"]),
        (ADD, ["ReplaceOrder", "bot.order_added_to", "PlaceOrder"]),
        (BOTH, ["PlaceOrder"]),
    ],
)
def test_each_button_does_what_it_says(verb: str, done: list[str]) -> None:
    known = facts(cart_id=CART_ID, check=checked(line()), waiting_order=waiting({MUG: 1}))
    assert reasons(turn(tap(f"{verb}{CART_ID}"), known=known)) == done


@pytest.mark.parametrize("verb", [REPLACE, ADD, BOTH])
def test_an_order_that_was_paid_meanwhile_is_left_alone(verb: str) -> None:
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(tap(f"{verb}{CART_ID}"), known=known)) == ["PlaceOrder"]


@pytest.mark.parametrize("verb", [REPLACE, ADD, BOTH])
def test_where_nothing_is_left_the_order_that_waits_is_kept(verb: str) -> None:
    sold_out = checked(line(LineStatus.SOLD_OUT))
    known = facts(cart_id=CART_ID, check=sold_out, waiting_order=waiting({MUG: 1}))
    assert reasons(turn(tap(f"{verb}{CART_ID}"), known=known)) == ["DropCart", "bot.cart_nothing_left"]


def test_going_on_with_the_rest_of_a_cart_asks_as_well() -> None:
    known = facts(cart_id=CART_ID, check=checked(line()), waiting_order=waiting({MUG: 1}))
    for message in (tap(f"{GO}{CART_ID}"), text("sí")):
        assert reasons(turn(message, known=known)) == ["bot.cart_second"]


def test_a_button_that_is_tapped_twice_tells_of_the_order_it_made() -> None:
    known = facts(waiting_order=waiting({MUG: 1}, cart_id=CART_ID))
    assert reasons(turn(tap(f"{GO}{CART_ID}"), known=known)) == ["bot.order_same"]


@pytest.mark.parametrize("locale", sorted(languages()))
def test_the_question_fits_its_buttons_in_every_language(locale: str) -> None:
    lines = [line(name="Taza de un nombre muy largo " * 3) for _ in range(60)]
    known = facts(locale=locale, cart_id=CART_ID, check=checked(*lines), waiting_order=waiting({MUG: 1}))
    answer = turn(tap(f"{GO}{CART_ID}"), known=known)
    (asked,) = answer.actions
    asked.content.check()  # type: ignore[union-attr]


# --- through the database -------------------------------------------------------------------------------------------


async def reserved(inbox: InboxUnderTest) -> int:
    (stock,) = await inbox.all(select(Stock))
    return int(stock.reserved)


async def test_a_cart_sent_twice_is_one_order(inbox: InboxUnderTest) -> None:
    await sends(inbox, 2)
    await sends(inbox, 2)
    (order,) = await orders(inbox)
    assert (order.status, (await inbox.last()).reason) == (OrderStatus.PENDING, "bot.order_same")
    assert await reserved(inbox) == 2


async def test_a_note_with_the_same_cart_again_is_kept_and_shown(inbox: InboxUnderTest) -> None:
    await sends(inbox, 2, note="Para regalo")
    await sends(inbox, 2, note="Soy alérgica a los frutos secos")
    await sends(inbox, 2, note="Soy alérgica a los frutos secos")
    (order,) = await orders(inbox)
    assert order.note == "Para regalo\nSoy alérgica a los frutos secos"
    (call,) = await inbox.all(select(Attention).where(col(Attention.subject_id) == order.id))
    assert "alérgica" in call.detail
    said = [message.text for message in await inbox.outgoing()]
    assert any("Soy alérgica a los frutos secos" in text for text in said)


async def test_a_note_that_says_a_part_of_another_says_something_else(inbox: InboxUnderTest) -> None:
    await sends(inbox, 2, note="No quitar el precio")
    await sends(inbox, 2, note="quitar el precio")
    (order,) = await orders(inbox)
    assert order.note == "No quitar el precio\nquitar el precio"


async def test_replacing_counts_what_the_order_holds_as_free(inbox: InboxUnderTest) -> None:
    """Three there are, and the order holds them all: a cart of two is not sold out for its own shopper."""
    await sends(inbox, 3)
    await sends(inbox, 2)
    await taps(inbox, REPLACE)
    first, second = await orders(inbox)
    assert (first.status, second.status) == (OrderStatus.CANCELLED, OrderStatus.PENDING)
    assert (await pieces(inbox, second), await reserved(inbox)) == (2, 2)


async def test_adding_makes_one_order_of_both_with_both_notes(inbox: InboxUnderTest) -> None:
    await sends(inbox, 1, note="Para regalo")
    await sends(inbox, 2, note="Sin lazo")
    await taps(inbox, ADD)
    first, second = await orders(inbox)
    assert (first.status, second.status) == (OrderStatus.CANCELLED, OrderStatus.PENDING)
    assert (await pieces(inbox, second), second.note) == (3, "Para regalo\nSin lazo")


async def test_keeping_both_is_the_shoppers_own_choice(inbox: InboxUnderTest) -> None:
    await sends(inbox, 1)
    await sends(inbox, 2)
    assert len(await orders(inbox)) == 1
    await taps(inbox, BOTH)
    assert [order.status for order in await orders(inbox)] == [OrderStatus.PENDING] * 2
    assert await reserved(inbox) == 3


async def test_keeping_both_sells_nothing_twice(inbox: InboxUnderTest) -> None:
    await sends(inbox, 3)
    await sends(inbox, 2)
    await taps(inbox, BOTH)
    assert [(order.status, await pieces(inbox, order)) for order in await orders(inbox)] == [
        (OrderStatus.PENDING, 3)
    ]
    assert (await inbox.last()).reason == "bot.cart_nothing_left"


async def test_after_the_order_is_paid_a_cart_is_a_new_order(inbox: InboxUnderTest) -> None:
    await sends(inbox, 1)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        order = (await session.exec(select(Order))).one()
        order.mark_paid(at=now())
        await take_stock(session, order, at=now())
    await sends(inbox, 1)
    assert [order.status for order in await orders(inbox)] == [OrderStatus.PAID, OrderStatus.PENDING]


@pytest.mark.parametrize("verb", [REPLACE, ADD])
def test_a_button_about_another_order_brings_the_question_again(verb: str) -> None:
    known = facts(cart_id=CART_ID, check=checked(line()), waiting_order=waiting({MUG: 1}))
    shown = known.waiting_order.id if known.waiting_order is not None else None
    assert "ReplaceOrder" in reasons(turn(tap(f"{verb}{CART_ID}:{shown}"), known=known))
    assert reasons(turn(tap(f"{verb}{CART_ID}:{MUG}"), known=known)) == ["bot.cart_second"]
