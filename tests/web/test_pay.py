"""Our short link: where it leads, what it says, whom it counts."""

import asyncio

import httpx
import pytest

from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from tests.support.shop import ShopUnderTest, move_by, open_shop
from tests.web.pay_links import PHONE, URL, give_link, token_of


async def test_it_leads_to_the_payment_link_and_is_never_stored(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_it_leads_to_the_link_of_the_present_revision(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order, revision=1)
    async with shop.database.transaction(shop.merchant.id) as session:
        (await session.get_one(Order, (order.merchant_id, order.id))).revision = 2
    assert (await doors.get(f"/pay/{order.pay_token}", headers=PHONE)).status_code == 200
    await give_link(shop, order, revision=2, url="https://buy.stripe.com/test_new")
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.headers["Location"] == "https://buy.stripe.com/test_new"


@pytest.mark.parametrize(
    ("locale", "words"), [("es", "Pedido pagado"), ("en", "Order paid"), ("pt", "Pedido pago")]
)
async def test_a_paid_order_says_so(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    await give_link(shop, order)
    await shop.pay(order)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 200
    assert words in answer.text
    assert "refresh" not in answer.text


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "El pedido ha caducado"), ("en", "The order has expired"), ("pt", "O pedido expirou")],
)
async def test_an_order_whose_time_is_over_says_so_even_before_the_sweep(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    await give_link(shop, order)
    move_by(hours=72, seconds=1)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, words in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "El pedido está cancelado"), ("en", "The order is cancelled"), ("pt", "O pedido está cancelado")],
)
async def test_a_cancelled_order_says_so(
    doors: httpx.AsyncClient, shop: ShopUnderTest, locale: str, words: str
) -> None:
    order = await shop.order([("MUG", 1)], locale=locale)
    await give_link(shop, order)
    async with shop.database.transaction(shop.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    assert words in (await doors.get(f"/pay/{order.pay_token}", headers=PHONE)).text


async def test_a_person_is_counted(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (await shop.fresh(order)).clicks == 1


async def test_head_is_answered_like_get_and_not_counted(
    doors: httpx.AsyncClient, shop: ShopUnderTest
) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    answer = await doors.head(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, answer.headers["Location"], answer.content) == (302, URL, b"")
    assert (await shop.fresh(order)).clicks == 0


async def test_many_clicks_at_once_are_all_counted(doors: httpx.AsyncClient, shop: ShopUnderTest) -> None:
    order = await shop.order([("MUG", 1)])
    await give_link(shop, order)
    await asyncio.gather(*(doors.get(f"/pay/{order.pay_token}", headers=PHONE) for _ in range(12)))
    assert (await shop.fresh(order)).clicks == 12


@pytest.mark.parametrize("method", ["GET", "POST", "HEAD"])
@pytest.mark.parametrize("token", ["nothing", "%00", "a" * 300, "%F0%9F%90%9F", "%ff"])
async def test_an_unknown_token_is_not_found(doors: httpx.AsyncClient, method: str, token: str) -> None:
    answer = await doors.request(method, f"/pay/{token}", headers=PHONE)
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("spoken", "words"),
    [
        ("en-GB,en", "find this order"),
        ("pt-BR", "Não encontramos este pedido"),
        ("pt-PT,pt;q=0.9", "Não encontramos esta encomenda"),
        ("ja", "No encontramos"),
    ],
)
async def test_an_unknown_token_is_answered_in_the_browsers_language(
    doors: httpx.AsyncClient, spoken: str, words: str
) -> None:
    answer = await doors.get("/pay/nothing", headers={**PHONE, "Accept-Language": spoken})
    assert words in answer.text


async def test_a_name_from_outside_is_text_and_never_markup(
    doors: httpx.AsyncClient, database_without_worker: object
) -> None:
    evil = '<script>alert("1")</script>'
    shop = await open_shop(database_without_worker, name=evil)  # type: ignore[arg-type]
    await shop.stock("X", 5, title=f"Mug {evil}")
    cart_id = await shop.open_cart([("X", 1)])
    order = await shop.order([("X", 1)])
    pages = [f"/pay/{await token_of(shop, cart_id)}", f"/pay/{order.pay_token}"]
    for url in pages:
        answer = await doors.get(url, headers=PHONE)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert "&lt;script&gt;" in answer.text
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert policy.endswith("frame-ancestors 'none'")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
