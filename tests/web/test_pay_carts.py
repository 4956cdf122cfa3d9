"""Our short link to a cart that waits: it shows, and places the order on a click."""

import asyncio

import httpx
import pytest
from sqlmodel import col, select

from shop.carts.models import Cart, CartState
from shop.kit.clock import now
from shop.orders.models import Order, OrderStatus
from tests.support.shop import ShopUnderTest
from tests.web.pay_links import PHONE, give_link, token_of


async def test_a_waiting_cart_shows_what_it_would_be_today(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    cart_id = await shop.open_cart([("MUG", 2), ("FISH", 1)])
    await shop.set_price("MUG", 2000)
    answer = await doors.get(f"/pay/{await token_of(shop, cart_id)}", headers=PHONE)
    assert answer.status_code == 200
    assert "2 × Taza del faro" in answer.text
    assert "47,70 €" in answer.text
    assert '<form method="post">' in answer.text
    assert 'href="https://wa.me/34600' in answer.text
    assert await shop.all(select(Order)) == []


async def test_a_yes_places_the_order_at_todays_prices_and_leads_to_its_payment(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    cart_id = await shop.open_cart([("MUG", 2)])
    await shop.set_price("MUG", 2000)
    answer = await doors.post(f"/pay/{await token_of(shop, cart_id)}", headers=PHONE)
    order = await shop.one(select(Order))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/pay/{order.pay_token}")
    assert order.total_minor == 4000
    assert await shop.stock_of("MUG") == (10, 2)


async def test_pressing_twice_at_once_places_one_order(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    url = f"/pay/{await token_of(shop, await shop.open_cart([('MUG', 2)]))}"
    answers = await asyncio.gather(*(doors.post(url, headers=PHONE) for _ in range(5)))
    order = await shop.one(select(Order))
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["Location"].rsplit("/", 1)[-1] for answer in answers} == {order.pay_token}
    assert await shop.stock_of("MUG") == (10, 2)


async def test_pressing_again_later_leads_to_the_same_order(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    url = f"/pay/{await token_of(shop, await shop.open_cart([('MUG', 2)]))}"
    first = await doors.post(url, headers=PHONE)
    again = [await doors.post(url, headers=PHONE), await doors.get(url, headers=PHONE)]
    assert {answer.headers["Location"] for answer in again} == {first.headers["Location"]}
    assert len(await shop.all(select(Order))) == 1


async def test_a_cart_that_sold_out_meanwhile_places_nothing_and_says_so(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    url = f"/pay/{await token_of(shop, await shop.open_cart([('MUG', 2)]))}"
    await shop.order([("MUG", 10)])
    answer = await doors.post(url, headers=PHONE)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert len(await shop.all(select(Order))) == 1


async def test_a_cart_that_was_dropped_places_nothing(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    cart_id = await shop.open_cart([("MUG", 2)])
    url = f"/pay/{await token_of(shop, cart_id)}"
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(Cart, (shop.merchant.id, cart_id))).state = CartState.DROPPED
    assert (await doors.post(url, headers=PHONE)).status_code == 200
    assert await shop.all(select(Order)) == []


@pytest.mark.parametrize(
    ("wish", "first", "quantities"),
    [
        ("replace", OrderStatus.CANCELLED, [2]),
        ("add", OrderStatus.CANCELLED, [3]),
        ("both", OrderStatus.PENDING, [1, 2]),
    ],
)
async def test_beside_an_unpaid_order_the_button_says_what_becomes_of_it(
    doors: httpx.AsyncClient, shop: ShopUnderTest, wish: str, first: OrderStatus, quantities: list[int]
) -> None:
    order = await shop.order([("MUG", 1)])
    cart_id = await shop.open_cart([("MUG", 2)], order.conversation_id)
    address = f"/pay/{await token_of(shop, cart_id)}"
    answer = await doors.get(address, headers=PHONE)
    assert f"pedido {order.number}" in answer.text
    assert "12,10 €" in answer.text
    assert answer.text.count("<button name=") == 3
    answer = await doors.post(address, headers=PHONE)  # an old page without buttons decides nothing
    assert (answer.status_code, await shop.stock_of("MUG")) == (200, (10, 1))
    answer = await doors.post(address, headers=PHONE, data={"wish": f"{wish}:{order.id}"})
    assert answer.status_code == 303
    assert (await shop.fresh(order)).status is first
    pending = await shop.all(
        select(Order).where(Order.status == OrderStatus.PENDING).order_by(col(Order.number))
    )
    assert await shop.stock_of("MUG") == (10, sum(quantities))
    assert len(pending) == len(quantities)


async def test_what_the_order_gives_back_counts_as_free(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 8)])
    cart_id = await shop.open_cart([("MUG", 2)], order.conversation_id)
    await shop.order([("MUG", 2)])
    answer = await doors.post(
        f"/pay/{await token_of(shop, cart_id)}", headers=PHONE, data={"wish": f"replace:{order.id}"}
    )
    assert answer.status_code == 303
    assert await shop.stock_of("MUG") == (10, 4)


async def test_an_order_with_money_is_not_replaced(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    await shop.pay(order, amount_total=1209)
    cart_id = await shop.open_cart([("MUG", 2)], order.conversation_id)
    address = f"/pay/{await token_of(shop, cart_id)}"
    assert "<button name=" not in (await doors.get(address, headers=PHONE)).text
    await doors.post(address, headers=PHONE, data={"wish": f"replace:{order.id}"})
    assert (await shop.fresh(order)).status is OrderStatus.PENDING


async def test_the_page_shows_what_its_button_orders(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 8)])
    cart_id = await shop.open_cart([("MUG", 2)], order.conversation_id)
    await shop.order([("MUG", 2)])  # nothing is left but what the order would give back
    address = f"/pay/{await token_of(shop, cart_id)}"
    page = (await doors.get(address, headers=PHONE)).text
    assert "2 × Taza del faro" in page
    assert "24,20 €" in page
    assert page.count("<button name=") == 2  # both cannot be had
    await doors.post(address, headers=PHONE, data={"wish": f"replace:{order.id}"})
    placed = (await shop.all(select(Order).order_by(col(Order.number))))[-1]
    assert placed.total_minor == 2420


async def test_a_button_decides_about_the_order_that_was_shown(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    first = await shop.order([("MUG", 1)])
    second = await shop.order([("MUG", 2)], first.conversation_id)
    cart_id = await shop.open_cart([("MUG", 3)], first.conversation_id)
    address = f"/pay/{await token_of(shop, cart_id)}"
    assert str(second.number) in (await doors.get(address, headers=PHONE)).text
    await give_link(shop, second)
    await shop.pay(second)
    answer = await doors.post(address, headers=PHONE, data={"wish": f"replace:{second.id}"})
    assert (await shop.fresh(first)).status is OrderStatus.PENDING
    assert str(first.number) in answer.text


async def test_of_a_cart_that_was_dropped_no_order_is_called_cancelled(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    cart_id = await shop.open_cart([("MUG", 2)])
    address = f"/pay/{await token_of(shop, cart_id)}"
    async with shop.database.transaction(shop.merchant.id) as session:
        cart = await session.get_one(Cart, (shop.merchant.id, cart_id))
        cart.drop(at=now())
    answer = await doors.get(address, headers=PHONE)
    assert "Este carrito ya no está abierto" in answer.text
    assert "cancelado" not in answer.text


async def test_of_a_cart_that_sold_out_that_is_said(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    cart_id = await shop.open_cart([("MUG", 2)])
    await shop.order([("MUG", 10)])
    answer = await doors.get(f"/pay/{await token_of(shop, cart_id)}", headers=PHONE)
    assert "No queda nada de este carrito" in answer.text
    assert "cancelado" not in answer.text
