"""Nobody is led to pay for what is gone: our short link holds the stock again, or offers what is left."""

import asyncio

import httpx
import pytest
from sqlmodel import col, select

from shop.kit.clock import now
from shop.orders.holding import order_what_is_left
from shop.orders.models import HOLD, Order, OrderStatus
from shop.payments.refunds.models import Refund
from tests.support.shop import ShopUnderTest, move_by
from tests.web.pay_links import PHONE, URL, give_link


async def lapsed(shop: ShopUnderTest, goods: list[tuple[str, int]], *, swept: bool = True) -> Order:
    """An order with a link whose promise of stock is over."""
    order = await shop.order(goods)
    await give_link(shop, order)
    move_by(minutes=31)
    if swept:
        await shop.job("orders.lapse_hold", order_id=order.id)
    return order


async def follow(doors: httpx.AsyncClient, order: Order) -> httpx.Response:
    return await doors.get(f"/pay/{order.pay_token}", headers=PHONE)


@pytest.mark.parametrize("swept", [True, False])
async def test_following_the_link_holds_the_stock_for_another_half_hour(
    doors: httpx.AsyncClient, shop: ShopUnderTest, swept: bool
) -> None:
    order = await lapsed(shop, [("MUG", 4)], swept=swept)
    answer = await follow(doors, order)
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    assert await shop.stock_of("MUG") == (10, 4)
    held = await shop.fresh(order)
    assert held.held
    assert held.held_until is not None
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    assert await shop.stock_of("MUG") == (10, 0)


async def test_it_is_held_once_for_half_an_hour_however_often_it_is_followed(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await lapsed(shop, [("MUG", 4)])
    await asyncio.gather(*(follow(doors, order) for _ in range(8)))
    first = (await shop.fresh(order)).held_until
    assert first is not None
    move_by(minutes=10)
    await follow(doors, order)
    assert (await shop.fresh(order)).held_until == first
    assert await shop.stock_of("MUG") == (10, 4)
    assert HOLD.total_seconds() == 1800


@pytest.mark.parametrize("agent", ["WhatsApp/2.25.1 A", "facebookexternalhit/1.1", "", "curl/8.9"])
async def test_previews_and_crawlers_hold_nothing(
    doors: httpx.AsyncClient, shop: ShopUnderTest, agent: str
) -> None:
    order = await lapsed(shop, [("MUG", 4)])
    await doors.get(f"/pay/{order.pay_token}", headers={"User-Agent": agent})
    await doors.head(f"/pay/{order.pay_token}", headers=PHONE)
    assert await shop.stock_of("MUG") == (10, 0)


@pytest.mark.parametrize(
    ("method", "agent"),
    [
        ("GET", "WhatsApp/2.25.1 A"),
        ("GET", "Mozilla/5.0 (Linux; Android 10; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/142 Mobile"),
        ("GET", "Telegram-Android/10.2.3 (Samsung SM-A546B; Android 14; SDK 34; HIGH)"),
        ("GET", ""),
        ("HEAD", PHONE["User-Agent"]),
    ],
)
async def test_nobody_whoever_it_seems_to_be_is_led_to_pay_for_what_is_gone(
    doors: httpx.AsyncClient, shop: ShopUnderTest, method: str, agent: str
) -> None:
    order = await lapsed(shop, [("MUG", 6)])
    await shop.order([("MUG", 10)])
    address = f"/pay/{order.pay_token}"
    answer = await doors.request(method, address, headers={"User-Agent": agent})
    assert answer.status_code == 200
    assert "Location" not in answer.headers


async def test_an_order_that_is_still_promised_is_led_on_though_the_shelf_is_empty(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 10)])
    await give_link(shop, order)
    assert (await follow(doors, order)).status_code == 302


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("es", "Se ha agotado mientras tanto"),
        ("en", "This sold out meanwhile"),
        ("pt_BR", "Esgotou nesse"),
        ("pt_PT", "Esgotou entretanto"),
    ],
)
async def test_what_is_gone_is_said_before_anybody_pays(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str
) -> None:
    order = await shop.order([("MUG", 6)], locale=locale)
    await give_link(shop, order)
    move_by(minutes=31)
    await shop.job("orders.lapse_hold", order_id=order.id)
    await shop.pay(await shop.order([("MUG", 10)]))
    answer = await follow(doors, order)
    assert answer.status_code == 200
    assert words in answer.text
    assert "https://wa.me/34600" in answer.text
    assert (await shop.fresh(order)).clicks == 0
    posted = await doors.post(f"/pay/{order.pay_token}", headers=PHONE)
    assert posted.status_code == 303
    assert (await shop.fresh(order)).status is OrderStatus.PENDING


async def test_what_is_left_can_be_ordered_instead(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await lapsed(shop, [("MUG", 6), ("FISH", 2)])
    await shop.order([("MUG", 8)])
    answer = await follow(doors, order)
    assert answer.status_code == 200
    assert "Ya no queda: 4 × Taza del faro" in answer.text
    assert 'href="https://wa.me/34600' in answer.text
    assert "Pedir lo que queda y pagar" in answer.text
    assert await shop.stock_of("MUG") == (10, 8)
    answers = [await doors.post(f"/pay/{order.pay_token}", headers=PHONE) for _ in range(2)]
    (_, _, new) = await shop.all(select(Order).order_by(col(Order.id)))
    for each in answers:
        assert (each.status_code, each.headers["Location"].endswith(f"/pay/{new.pay_token}")) == (303, True)
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    assert new.total_minor == 2 * 1210 + 2 * 770
    assert await shop.stock_of("MUG") == (10, 10)
    assert {"order_id": str(order.id)} in await shop.jobs("payments.close_links")
    assert {"order_id": str(new.id)} in await shop.jobs("payments.create_link")


async def test_nothing_is_changed_by_a_click_where_nothing_is_missing(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await lapsed(shop, [("MUG", 6)])
    answer = await doors.post(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.headers["Location"].endswith(order.pay_token)
    assert (await shop.fresh(order)).status is OrderStatus.PENDING
    await shop.pay(order)
    answer = await doors.post(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, (await shop.fresh(order)).is_paid) == (303, True)


async def test_money_for_the_order_that_the_rest_replaced_goes_back(shop: ShopUnderTest) -> None:
    order = await lapsed(shop, [("MUG", 6), ("FISH", 2)])
    await shop.order([("MUG", 7)])
    async with shop.database.transaction(shop.merchant.id) as session:
        rest = await order_what_is_left(session, order.id, at=now())
    await shop.pay(order)  # in a tab that was open before
    assert (await shop.fresh(order)).status is OrderStatus.CANCELLED
    assert [refund.order_id for refund in await shop.all(select(Refund))] == [order.id]
    assert (await shop.fresh(rest)).status is OrderStatus.PENDING
