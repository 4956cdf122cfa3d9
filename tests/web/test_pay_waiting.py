"""The page behind our short link while there is nothing to lead to: it waits, but not for ever."""

import re
from html import unescape

import httpx
import pytest
from sqlmodel import select

from shop.merchants.models import WhatsAppNumber
from shop.orders.models import Order
from tests.support.shop import ShopUnderTest
from tests.web.pay_links import PHONE, URL, give_link


def again(html: str) -> tuple[int, str] | None:
    """In how many seconds and where a page looks again by itself."""
    found = re.search(r'<meta http-equiv="refresh" content="(\d+);url=([^"]*)">', html)
    return (int(found[1]), unescape(found[2])) if found else None


async def look_until(doors: httpx.AsyncClient, url: str, *, looks: int) -> tuple[str, float]:
    """What a browser shows that was left alone for so many looks, and how many seconds that took."""
    address, seconds = url, 0.0
    html = (await doors.get(address, headers=PHONE)).text
    for _ in range(looks):
        if (next_ := again(html)) is None:
            break
        seconds += next_[0]
        html = (await doors.get(url.split("?")[0] + next_[1], headers=PHONE)).text
    return html, seconds


async def ask_attention(shop: ShopUnderTest, order: Order) -> None:
    """Stripe refused: the shop was told."""
    reason = "No such currency."
    await shop.give_up("payments.create_link", reason, order_id=order.id)


@pytest.mark.parametrize(
    ("locale", "words", "button"),
    [
        ("es", "tardando más", "Escribir a la tienda"),
        ("en", "longer than usual", "Write to the shop"),
        ("pt", "demorando mais", "Escrever para a loja"),
        ("pt_PT", "demorar mais", "Escrever à loja"),
    ],
)
async def test_after_half_a_minute_it_says_that_nobody_need_wait_and_how_to_reach_the_shop(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str, button: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    html, seconds = await look_until(doors, f"/pay/{order.pay_token}", looks=14)
    assert words not in html
    assert seconds == 28
    html, _ = await look_until(doors, f"/pay/{order.pay_token}", looks=15)
    assert words in html
    assert button in html
    number = await shop.one(select(WhatsAppNumber))
    assert f'href="https://wa.me/{number.display_phone_number.removeprefix("+")}"' in html


@pytest.mark.parametrize(
    ("locale", "words", "button"),
    [
        ("es", "Hemos avisado a la tienda", "Escribir a la tienda"),
        ("en", "The shop has been told", "Write to the shop"),
        ("pt", "Avisamos a loja", "Escrever para a loja"),
        ("pt_PT", "Avisámos a loja", "Escrever à loja"),
    ],
)
async def test_where_no_link_could_be_made_it_says_at_once_that_the_shop_was_told(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str, button: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    await ask_attention(shop, order)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 200
    assert words in answer.text
    assert button in answer.text
    assert "https://wa.me/34600" in answer.text


async def test_a_page_that_nobody_closes_looks_again_ever_more_seldom_and_then_no_more(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    html, seconds = await look_until(doors, f"/pay/{order.pay_token}", looks=1000)
    assert again(html) is None
    assert "tardando" in html
    assert seconds == 15 * 2 + 30 * 20


async def test_who_waits_for_a_confirmation_looks_no_longer_either(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    html, seconds = await look_until(doors, f"/pay/{order.pay_token}?from=checkout", looks=1000)
    assert "confirmando tu pago" in html
    assert seconds == 15 * 2 + 30 * 20


@pytest.mark.parametrize("told", [False, True])
async def test_a_link_that_is_made_later_is_led_to_all_the_same(
    doors: httpx.AsyncClient, shop: ShopUnderTest, told: bool
) -> None:
    order = await shop.order([("MUG", 1)])
    if told:
        await ask_attention(shop, order)
    await give_link(shop, order)
    answer = await doors.get(f"/pay/{order.pay_token}?reloads=20", headers=PHONE)
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)


@pytest.mark.parametrize("look", ["", "-1", "1e9", "99999999999999999999", "٣", "<b>"])
async def test_a_look_that_no_page_of_ours_wrote_counts_as_the_first(
    doors: httpx.AsyncClient, shop: ShopUnderTest, look: str
) -> None:
    order = await shop.order([("MUG", 1)])
    answer = await doors.get(f"/pay/{order.pay_token}", params={"look": look}, headers=PHONE)
    assert again(answer.text) == (2, "?reloads=1")


@pytest.mark.parametrize(
    ("locale", "words"), [("es", "Un momento"), ("en", "One moment"), ("pt_BR", "Um momento")]
)
async def test_while_there_is_no_link_it_waits_and_looks_again(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 200
    assert words in answer.text
    assert 'http-equiv="refresh"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("es", "confirmando tu pago"),
        ("en", "confirming your"),
        ("pt", "confirmando o seu"),
        ("pt_PT", "a confirmar o seu"),
    ],
)
async def test_who_comes_back_from_paying_is_not_led_to_the_spent_link(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    await give_link(shop, order)
    back = f"/pay/{order.pay_token}?from=checkout"
    answer = await doors.get(back, headers=PHONE)
    assert (answer.status_code, words in answer.text) == (200, True)
    assert 'http-equiv="refresh"' in answer.text
    assert (await shop.one(select(Order).where(Order.id == order.id))).clicks == 0
    await shop.pay(order)
    assert "refresh" not in (await doors.get(back, headers=PHONE)).text


async def test_the_waiting_page_leads_back_to_the_chat(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert 'href="https://wa.me/34600' in answer.text


async def test_the_waiting_page_counts_nobody(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (await shop.fresh(order)).clicks == 0
