"""Our short link: where it leads, what it says, whom it counts."""

import asyncio
from uuid import UUID

import httpx
import pytest
from sqlmodel import select

from shop.carts.models import Cart, CartState
from shop.kit.clock import now
from shop.orders.cancelling import cancel_order
from shop.orders.models import Order
from shop.payments.models import LinkState, PaymentLink
from tests.backroom import Backroom, later, open_backroom

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 16) AppleWebKit/537.36 Chrome/142 Mobile Safari/537.36"}
URL = "https://buy.stripe.com/test_abc"


async def give_link(
    backroom: Backroom,
    order: Order,
    *,
    revision: int = 1,
    url: str = URL,
    state: LinkState = LinkState.ACTIVE,
) -> None:
    async with backroom.database.transaction(backroom.merchant.id) as session:
        session.add(
            PaymentLink(
                merchant_id=order.merchant_id,
                order_id=order.id,
                revision=revision,
                stripe_id=f"plink_{order.id}_{revision}",
                url=url,
                amount_minor=order.total_minor,
                currency=order.currency,
                state=state,
                created_at=now(),
            )
        )


async def token_of(backroom: Backroom, cart_id: UUID) -> str:
    cart: Cart = await backroom.one(select(Cart).where(Cart.id == cart_id))
    assert cart.pay_token is not None
    return cart.pay_token


async def test_it_leads_to_the_payment_link_and_is_never_stored(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    order = await backroom.order([("MUG", 1)])
    await give_link(backroom, order)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, answer.headers["Location"]) == (302, URL)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"


async def test_it_leads_to_the_link_of_the_present_revision(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    order = await backroom.order([("MUG", 1)])
    await give_link(backroom, order, revision=1)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        (await session.get_one(Order, (order.merchant_id, order.id))).revision = 2
    assert (await doors.get(f"/pay/{order.pay_token}", headers=PHONE)).status_code == 200
    await give_link(backroom, order, revision=2, url="https://buy.stripe.com/test_new")
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.headers["Location"] == "https://buy.stripe.com/test_new"


@pytest.mark.parametrize(
    ("locale", "words"), [("es", "Un momento"), ("en", "One moment"), ("pt_BR", "Um momento")]
)
async def test_while_there_is_no_link_it_waits_and_looks_again(
    doors: httpx.AsyncClient, backroom: Backroom, locale: str, words: str
) -> None:
    order = await backroom.order([("MUG", 1)], locale=locale)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 200
    assert words in answer.text
    assert 'http-equiv="refresh"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "confirmando tu pago"), ("en", "confirming your"), ("pt", "confirmando o seu")],
)
async def test_who_comes_back_from_paying_is_not_led_to_the_spent_link(
    doors: httpx.AsyncClient, backroom: Backroom, locale: str, words: str
) -> None:
    order = await backroom.order([("MUG", 1)], locale=locale)
    await give_link(backroom, order)
    back = f"/pay/{order.pay_token}?from=checkout"
    answer = await doors.get(back, headers=PHONE)
    assert (answer.status_code, words in answer.text) == (200, True)
    assert 'http-equiv="refresh"' in answer.text
    assert (await backroom.one(select(Order).where(Order.id == order.id))).clicks == 0
    await backroom.pay(order)
    assert "refresh" not in (await doors.get(back, headers=PHONE)).text


@pytest.mark.parametrize(
    ("locale", "words"), [("es", "Pedido pagado"), ("en", "Order paid"), ("pt", "Pedido pago")]
)
async def test_a_paid_order_says_so(
    doors: httpx.AsyncClient, backroom: Backroom, locale: str, words: str
) -> None:
    order = await backroom.order([("MUG", 1)], locale=locale)
    await give_link(backroom, order)
    await backroom.pay(order)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert answer.status_code == 200
    assert words in answer.text
    assert "refresh" not in answer.text


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "El pedido ha caducado"), ("en", "The order has expired"), ("pt", "O pedido expirou")],
)
async def test_an_order_whose_time_is_over_says_so_even_before_the_sweep(
    doors: httpx.AsyncClient, backroom: Backroom, locale: str, words: str
) -> None:
    order = await backroom.order([("MUG", 1)], locale=locale)
    await give_link(backroom, order)
    later(hours=72, seconds=1)
    answer = await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, words in answer.text) == (200, True)


@pytest.mark.parametrize(
    ("locale", "words"),
    [("es", "El pedido está cancelado"), ("en", "The order is cancelled"), ("pt", "O pedido está cancelado")],
)
async def test_a_cancelled_order_says_so(
    doors: httpx.AsyncClient, backroom: Backroom, locale: str, words: str
) -> None:
    order = await backroom.order([("MUG", 1)], locale=locale)
    await give_link(backroom, order)
    async with backroom.database.transaction(backroom.merchant.id) as session:
        await cancel_order(session, order.id, at=now())
    assert words in (await doors.get(f"/pay/{order.pay_token}", headers=PHONE)).text


async def test_a_person_is_counted(doors: httpx.AsyncClient, backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await give_link(backroom, order)
    await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (await backroom.fresh(order)).clicks == 1


@pytest.mark.parametrize(
    "agent",
    [
        "WhatsApp/2.25.1 A",
        "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)",
        "TelegramBot (like TwitterBot)",
        "Slackbot-LinkExpanding 1.0",
        "Mozilla/5.0 (compatible; Googlebot/2.1)",
        "curl/8.9",
        "python-requests/2.32",
        "",
    ],
)
async def test_link_previews_and_crawlers_are_led_on_but_not_counted(
    doors: httpx.AsyncClient, backroom: Backroom, agent: str
) -> None:
    order = await backroom.order([("MUG", 1)])
    await give_link(backroom, order)
    answer = await doors.get(f"/pay/{order.pay_token}", headers={"User-Agent": agent})
    assert answer.status_code == 302
    assert (await backroom.fresh(order)).clicks == 0


async def test_head_is_answered_like_get_and_not_counted(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    order = await backroom.order([("MUG", 1)])
    await give_link(backroom, order)
    answer = await doors.head(f"/pay/{order.pay_token}", headers=PHONE)
    assert (answer.status_code, answer.headers["Location"], answer.content) == (302, URL, b"")
    assert (await backroom.fresh(order)).clicks == 0


async def test_the_waiting_page_counts_nobody(doors: httpx.AsyncClient, backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await doors.get(f"/pay/{order.pay_token}", headers=PHONE)
    assert (await backroom.fresh(order)).clicks == 0


async def test_many_clicks_at_once_are_all_counted(doors: httpx.AsyncClient, backroom: Backroom) -> None:
    order = await backroom.order([("MUG", 1)])
    await give_link(backroom, order)
    await asyncio.gather(*(doors.get(f"/pay/{order.pay_token}", headers=PHONE) for _ in range(12)))
    assert (await backroom.fresh(order)).clicks == 12


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
        ("pt-BR", "Não encontramos"),
        ("ja", "No encontramos"),
    ],
)
async def test_an_unknown_token_is_answered_in_the_browsers_language(
    doors: httpx.AsyncClient, spoken: str, words: str
) -> None:
    answer = await doors.get("/pay/nothing", headers={**PHONE, "Accept-Language": spoken})
    assert words in answer.text


async def test_a_name_from_outside_is_text_and_never_markup(doors: httpx.AsyncClient, quiet: object) -> None:
    evil = '<script>alert("1")</script>'
    backroom = await open_backroom(quiet, name=evil)  # type: ignore[arg-type]
    await backroom.stock("X", 5, title=f"Mug {evil}")
    cart_id = await backroom.open_cart([("X", 1)])
    order = await backroom.order([("X", 1)])
    pages = [f"/pay/{await token_of(backroom, cart_id)}", f"/pay/{order.pay_token}"]
    for url in pages:
        answer = await doors.get(url, headers=PHONE)
        assert answer.status_code == 200
        assert "<script" not in answer.text
        assert "&lt;script&gt;" in answer.text
        assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


async def test_a_waiting_cart_shows_what_it_would_be_today(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    cart_id = await backroom.open_cart([("MUG", 2), ("FISH", 1)])
    await backroom.set_price("MUG", 2000)
    answer = await doors.get(f"/pay/{await token_of(backroom, cart_id)}", headers=PHONE)
    assert answer.status_code == 200
    assert "2 × Taza del faro" in answer.text
    assert "47,70 €" in answer.text
    assert '<form method="post">' in answer.text
    assert await backroom.all(select(Order)) == []


async def test_a_yes_places_the_order_at_todays_prices_and_leads_to_its_payment(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    cart_id = await backroom.open_cart([("MUG", 2)])
    await backroom.set_price("MUG", 2000)
    answer = await doors.post(f"/pay/{await token_of(backroom, cart_id)}", headers=PHONE)
    order = await backroom.one(select(Order))
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith(f"/pay/{order.pay_token}")
    assert order.total_minor == 4000
    assert await backroom.stock_of("MUG") == (10, 2)


async def test_pressing_twice_at_once_places_one_order(doors: httpx.AsyncClient, backroom: Backroom) -> None:
    url = f"/pay/{await token_of(backroom, await backroom.open_cart([('MUG', 2)]))}"
    answers = await asyncio.gather(*(doors.post(url, headers=PHONE) for _ in range(5)))
    order = await backroom.one(select(Order))
    assert {answer.status_code for answer in answers} == {303}
    assert {answer.headers["Location"].rsplit("/", 1)[-1] for answer in answers} == {order.pay_token}
    assert await backroom.stock_of("MUG") == (10, 2)


async def test_pressing_again_later_leads_to_the_same_order(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    url = f"/pay/{await token_of(backroom, await backroom.open_cart([('MUG', 2)]))}"
    first = await doors.post(url, headers=PHONE)
    again = [await doors.post(url, headers=PHONE), await doors.get(url, headers=PHONE)]
    assert {answer.headers["Location"] for answer in again} == {first.headers["Location"]}
    assert len(await backroom.all(select(Order))) == 1


async def test_a_cart_that_sold_out_meanwhile_places_nothing_and_says_so(
    doors: httpx.AsyncClient, backroom: Backroom
) -> None:
    url = f"/pay/{await token_of(backroom, await backroom.open_cart([('MUG', 2)]))}"
    await backroom.order([("MUG", 10)])
    answer = await doors.post(url, headers=PHONE)
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")
    assert len(await backroom.all(select(Order))) == 1


async def test_a_cart_that_was_dropped_places_nothing(doors: httpx.AsyncClient, backroom: Backroom) -> None:
    cart_id = await backroom.open_cart([("MUG", 2)])
    url = f"/pay/{await token_of(backroom, cart_id)}"
    async with backroom.database.transaction(backroom.merchant.id) as session:
        (await session.get_one(Cart, (backroom.merchant.id, cart_id))).state = CartState.DROPPED
    assert (await doors.post(url, headers=PHONE)).status_code == 200
    assert await backroom.all(select(Order)) == []
