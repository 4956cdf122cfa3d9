"""Carts as they come: what is not there is said kindly, what is wrong orders nothing, nobody gets the same thing twice."""

import asyncio

from sqlmodel import select

from shop.carts.models import Cart, CartState
from shop.inbox.conversations.models import Conversation, Holder
from shop.orders.order_line import OrderLine
from shop.sandbox.control_client import said, text_of
from tests.e2e.carts.bad_carts import (
    add_goods,
    answer_to,
    answers_to_each,
    archive,
    hand_to_person,
    item,
    leave,
    ordered,
    orders,
    send,
)
from tests.support.running.installation import Shop


async def test_a_product_that_does_not_exist_is_said_to_be_gone(shop: Shop) -> None:
    ana = await shop.shopper()
    words = await answer_to(shop, ana, item("NADA"))
    assert "NADA: ya no lo vendemos" in words
    assert await orders(shop) == []


async def test_an_archived_product_is_said_to_be_gone(shop: Shop) -> None:
    await archive(shop, "VELA")
    words = await answer_to(shop, await shop.shopper(), item("VELA"))
    assert "Vela de sal: ya no lo vendemos" in words
    assert await orders(shop) == []


async def test_a_sold_out_product_is_said_to_be(shop: Shop) -> None:
    await leave(shop, "VELA", 0)
    words = await answer_to(shop, await shop.shopper(), item("VELA"))
    assert "Vela de sal: agotado" in words
    assert await orders(shop) == []


async def test_the_shopper_can_go_on_with_the_rest(shop: Shop) -> None:
    ana = await shop.shopper()
    await send(ana, item("TAZA-AZUL", 2), item("NADA"), item("VELA", 5))
    offer = await ana.hears()
    assert "NADA: ya no lo vendemos" in text_of(offer)
    assert "Vela de sal: pediste 5, quedan 2" in text_of(offer)
    assert await orders(shop) == []

    await ana.tap(offer, "Sí, seguir")
    link = await ana.hears()
    await shop.wait_until_idle()
    assert said(link)["type"] == "cta_url"
    assert await ordered(shop) == {"TAZA-AZUL": 2, "VELA": 2}


async def test_the_shopper_can_leave_the_rest(shop: Shop) -> None:
    ana = await shop.shopper()
    await send(ana, item("VELA", 5))
    await ana.tap(await ana.hears(), "No, dejarlo")
    assert "lo dejo" in text_of(await ana.hears())
    await shop.wait_until_idle()
    assert await orders(shop) == []
    assert await shop.stock_of("VELA") == (2, 0)


async def test_the_rest_that_sold_out_meanwhile_is_not_ordered(shop: Shop) -> None:
    ana = await shop.shopper()
    await send(ana, item("VELA", 5))
    offer = await ana.hears()
    await leave(shop, "VELA", 0)
    await ana.tap(offer, "Sí, seguir")
    assert "agotado" in text_of(await ana.hears())
    await shop.wait_until_idle()
    assert await orders(shop) == []


async def test_a_second_tap_orders_nothing_more(shop: Shop) -> None:
    ana = await shop.shopper()
    await send(ana, item("VELA", 5))
    offer = await ana.hears()
    await ana.tap(offer, "Sí, seguir")
    await ana.hears(lambda message: said(message).get("type") == "cta_url")
    await ana.tap(offer, "Sí, seguir")
    assert "ya es tu pedido 1001" in text_of(await ana.hears())
    await shop.wait_until_idle()
    assert len(await orders(shop)) == 1


async def test_a_quantity_that_is_none_orders_nothing(shop: Shop) -> None:
    odd: tuple[object, ...] = (0, -1, 10_000, 10**12, 10**30, 2.5, "2", "dos", None, True, [1], {})
    heard = await answers_to_each(shop, *([item("ANCHOA"), item("TAZA-AZUL", quantity)] for quantity in odd))
    assert [words for words in heard if "la cantidad debe estar entre 1 y 9999" not in words] == []
    assert await orders(shop) == []
    assert await shop.stock_of("ANCHOA") == (60, 0)


async def test_a_bad_quantity_is_not_hidden_by_a_good_one(shop: Shop) -> None:
    ana = await shop.shopper()
    words = await answer_to(shop, ana, item("TAZA-AZUL", 3), item("TAZA-AZUL", -1))
    assert "la cantidad debe estar" in words
    assert await orders(shop) == []


async def test_a_foreign_currency_orders_nothing(shop: Shop) -> None:
    ana = await shop.shopper()
    words = await answer_to(shop, ana, item("ANCHOA"), item("TAZA-AZUL", currency="USD"))
    assert "vendemos solo en EUR" in words
    assert await orders(shop) == []


async def test_an_empty_cart_is_said_to_be(shop: Shop) -> None:
    heard = await answers_to_each(shop, [], [None], ["TAZA-AZUL"], [[]])
    assert [words for words in heard if "vacío" not in words] == []
    assert await orders(shop) == []


async def test_a_cart_without_lines_is_said_to_be_empty(shop: Shop) -> None:
    for order in ({}, {"product_items": None}, {"product_items": {"1": 1}}, None, "cart"):
        ana = await shop.shopper()
        await ana.send({"type": "order", "order": order})
        assert "vacío" in text_of(await ana.hears())
    await shop.wait_until_idle()
    assert await orders(shop) == []


async def test_a_line_without_a_product_is_told(shop: Shop) -> None:
    words = await answer_to(shop, await shop.shopper(), item(None), item({"id": 1}))
    assert "artículo sin nombre" in words
    assert await orders(shop) == []


async def test_our_price_counts_and_the_difference_is_shown(shop: Shop) -> None:
    words = await answer_to(shop, await shop.shopper(), item(item_price=0.01))
    assert "12,50 € cada uno; tu carrito decía 0,01 €" in words
    (order,) = await orders(shop)
    assert order.total_minor == 1250


async def test_a_price_that_is_none_does_not_matter(shop: Shop) -> None:
    prices: tuple[object, ...] = (None, -5, "free", 10**40, "1e400", {})
    await answers_to_each(shop, *([item(item_price=price)] for price in prices))
    assert [order.total_minor for order in await orders(shop)] == [1250] * len(prices)


async def test_the_same_product_twice_counts_once(shop: Shop) -> None:
    await answer_to(shop, await shop.shopper(), item("VELA"), item("VELA"))
    assert await ordered(shop) == {"VELA": 2}
    assert len(await shop.all(select(OrderLine))) == 1


async def test_the_same_product_with_and_without_currency_is_not_promised_twice(shop: Shop) -> None:
    words = await answer_to(shop, await shop.shopper(), item("VELA", 2), item("VELA", 2, currency=None))
    assert "Vela de sal: pediste 4, quedan 2" in words
    assert await orders(shop) == []


async def test_sixty_lines_are_one_order_with_a_link(shop: Shop) -> None:
    skus = await add_goods(shop, 60)
    ana = await shop.shopper()
    await send(ana, *(item(sku, 2, item_price=1) for sku in skus))
    link = await ana.hears()
    await shop.wait_until_idle()
    assert said(link)["type"] == "cta_url"
    assert "líneas más" in text_of(link)
    assert [order.total_minor for order in await orders(shop)] == [12_000]
    assert len(await shop.all(select(OrderLine))) == 60


async def test_sixty_lines_of_which_none_is_left_are_answered(shop: Shop) -> None:
    words = await answer_to(shop, await shop.shopper(), *(item(f"NADA-{n}") for n in range(60)))
    assert "(+" in words
    assert await orders(shop) == []


async def test_very_long_names_are_answered_and_sold(shop: Shop) -> None:
    skus = await add_goods(shop, 8, title="Postal {n} " + "muy larga " * 110)
    ana = await shop.shopper()
    await send(ana, *(item(sku, 99 if n % 2 else 1) for n, sku in enumerate(skus)))
    offer = await ana.hears()
    await ana.tap(offer, "Sí, seguir")
    link = await ana.hears()
    await shop.wait_until_idle()
    assert said(link)["type"] == "cta_url"
    assert len(await orders(shop)) == 1


async def test_a_cart_is_an_order_while_a_person_holds_the_conversation(shop: Shop) -> None:
    ana = await shop.shopper()
    await ana.say("hola")
    await ana.hears()
    await shop.wait_until_idle()
    await hand_to_person(shop)
    await send(ana, item("VELA", 1))
    assert "18,00" in text_of(await ana.hears())
    await shop.wait_until_idle()
    assert len(await orders(shop)) == 1
    (chat,) = await shop.all(select(Conversation))
    assert chat.held_by is Holder.PERSON


async def test_a_cart_that_is_told_five_times_is_one_order(shop: Shop) -> None:
    ana = await shop.shopper()
    order = {"catalog_id": "1", "product_items": [item("VELA", 1)]}
    await ana.send({"type": "order", "order": order}, duplicate=4)
    await ana.hears()
    await shop.wait_until_idle()
    assert len(await orders(shop)) == 1
    assert len(await ana.received()) == 1
    assert await shop.stock_of("VELA") == (2, 1)


async def test_the_same_cart_sent_twice_at_once_is_one_order(shop: Shop) -> None:
    ana = await shop.shopper()
    await asyncio.gather(send(ana, item("VELA", 1)), send(ana, item("VELA", 1)))
    await shop.wait_until_idle()
    assert [order.number for order in await orders(shop)] == [1001]
    assert await shop.stock_of("VELA") == (2, 1)
    assert len(await shop.all(select(Cart).where(Cart.state == CartState.ORDERED))) == 1


async def test_of_two_different_carts_at_once_the_second_is_asked_about(shop: Shop) -> None:
    ana = await shop.shopper()
    await asyncio.gather(send(ana, item("VELA", 1)), send(ana, item("VELA", 2)))
    await shop.wait_until_idle()
    (order,) = await orders(shop)
    assert order.number == 1001
    (waiting,) = await shop.all(select(Cart).where(Cart.state == CartState.OPEN))
    assert waiting.id != order.cart_id


async def test_of_many_shoppers_one_gets_the_last_one(shop: Shop) -> None:
    await leave(shop, "VELA", 1)
    people = [await shop.shopper(f"Ana {n}") for n in range(6)]
    await asyncio.gather(*(send(person, item("VELA", 1)) for person in people))
    heard = await asyncio.gather(*(person.hears() for person in people))
    await shop.wait_until_idle()
    assert len(await orders(shop)) == 1
    assert await shop.stock_of("VELA") == (1, 1)
    assert sum("agotado" in text_of(message) for message in heard) == 5
    assert await shop.held_jobs() == []
