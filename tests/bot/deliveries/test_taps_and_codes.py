"""A delivery is chosen by a tap and a code is typed: what the order costs follows, and its link with it."""

from typing import Any

import pytest
from sqlmodel import col, select

from shop.bot.actions import AskForAddress, ChooseDelivery, Reply, UseCode
from shop.bot.facts import CodeFact
from shop.bot.understanding.discount_codes import code_candidates, code_written
from shop.discounts.evaluation import DiscountKind
from shop.kit.clock import now
from shop.orders.delivering.choosing import choose_delivery
from shop.orders.delivering.offering import DeliveryChoice
from shop.orders.models import Order, OrderStatus
from tests.bot.facts import PENDING, facts, order, text, turn
from tests.support.checkout.deliveries import ANA_AT_HOME, IN_LISBON, collect_at, deliver_to, discount
from tests.support.inbox import InboxUnderTest

CART = {
    "type": "order",
    "order": {
        "catalog_id": "1",
        "text": "",
        "product_items": [
            {"product_retailer_id": "TAZA", "quantity": 1, "item_price": 12.5, "currency": "EUR"}
        ],
    },
}


async def sends_cart(inbox: InboxUnderTest) -> Order:
    await inbox.hears("", **CART)
    await inbox.work("bot.handle_conversation")
    return (await orders(inbox))[-1]


async def taps(inbox: InboxUnderTest, choice: str, kind: str = "list_reply") -> None:
    await inbox.hears("", type="interactive", interactive={"type": kind, kind: {"id": choice, "title": "x"}})
    await inbox.work("bot.handle_conversation")


async def orders(inbox: InboxUnderTest) -> list[Order]:
    return await inbox.all(select(Order).order_by(col(Order.number)))


async def rows(inbox: InboxUnderTest) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await inbox.last()).content["sections"][0]["rows"]
    return found


async def brought_before(inbox: InboxUnderTest, method_id: Any, address: Any = ANA_AT_HOME) -> None:
    """An order of theirs was brought to an address, and is closed since."""
    before = await sends_cart(inbox)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        choice = DeliveryChoice(method_id=method_id, address=address)
        chosen = await choose_delivery(session, before.id, choice, at=now(), accepts_minor=None)
        chosen.close(OrderStatus.EXPIRED, at=now())


async def test_a_tap_collects_it(inbox: InboxUnderTest) -> None:
    await collect_at(inbox)
    await sends_cart(inbox)
    await taps(inbox, (await rows(inbox))[0]["id"])
    chosen = (await orders(inbox))[-1]
    assert (chosen.waits_for_delivery, chosen.total_minor) == (False, 1250)


async def test_a_tap_brings_it_where_the_last_order_went(inbox: InboxUnderTest) -> None:
    await brought_before(inbox, await deliver_to(inbox))
    await sends_cart(inbox)
    await taps(inbox, (await rows(inbox))[0]["id"])
    chosen = (await orders(inbox))[-1]
    assert chosen.delivery is not None
    assert (chosen.delivery.address, chosen.total_minor) == (ANA_AT_HOME, 1740)


async def test_another_address_is_written_on_our_page(inbox: InboxUnderTest) -> None:
    await collect_at(inbox)
    await deliver_to(inbox)
    placed = await sends_cart(inbox)
    await taps(inbox, (await rows(inbox))[1]["id"])
    said = await inbox.last()
    assert said.content["url"].endswith(f"/pay/{placed.pay_token}")


async def test_only_to_addresses_the_page_is_shown_at_once(inbox: InboxUnderTest) -> None:
    await deliver_to(inbox)
    placed = await sends_cart(inbox)
    said = await inbox.last()
    assert said.content["url"].endswith(f"/pay/{placed.pay_token}")
    assert "¿Adónde lo enviamos?" in said.text


async def test_goods_that_cost_something_else_there_are_asked_about_first(inbox: InboxUnderTest) -> None:
    await inbox.set_merchant(tax_at_destination=True, kept_price="net")
    method_id = await deliver_to(inbox, "PT")
    placed = await sends_cart(inbox)
    async with inbox.database.transaction(inbox.merchant.id) as session:
        choice = DeliveryChoice(method_id=method_id, address=IN_LISBON)
        closed = await choose_delivery(session, placed.id, choice, at=now(), accepts_minor=1271 + 490)
        closed.close(OrderStatus.EXPIRED, at=now())
    await sends_cart(inbox)
    await taps(inbox, (await rows(inbox))[0]["id"])
    asked = await inbox.last()
    assert "17,61" in asked.text
    assert (await orders(inbox))[-1].waits_for_delivery
    await taps(inbox, asked.content["buttons"][0]["id"], "button_reply")
    assert (await orders(inbox))[-1].total_minor == 1761


async def test_a_code_takes_something_off_and_says_so(inbox: InboxUnderTest) -> None:
    await discount(inbox, DiscountKind.AMOUNT, amount_minor=250, code="FARO2")
    await sends_cart(inbox)
    await inbox.hears("faro2")
    await inbox.work("bot.handle_conversation")
    assert (await orders(inbox))[-1].total_minor == 1000
    said = [message.text for message in (await inbox.outgoing())[-2:]]
    assert "FARO2: 2,50" in said[0]
    assert "FARO2: −2,50" in said[1]


async def test_a_code_nobody_knows_is_answered(inbox: InboxUnderTest) -> None:
    await sends_cart(inbox)
    await inbox.hears("tengo el código NADA99")
    await inbox.work("bot.handle_conversation")
    assert "NADA99" in (await inbox.last()).text
    assert (await orders(inbox))[-1].revision == 1


async def test_a_code_before_the_cart_is_told_when(inbox: InboxUnderTest) -> None:
    await discount(inbox, DiscountKind.AMOUNT, amount_minor=250, code="FARO2")
    await inbox.hears("mi código es FARO2")
    await inbox.work("bot.handle_conversation")
    assert "FARO2" in (await inbox.last()).text


async def test_a_stop_that_is_a_code_is_a_stop(inbox: InboxUnderTest) -> None:
    await discount(inbox, DiscountKind.AMOUNT, amount_minor=250, code="STOP")
    await sends_cart(inbox)
    await inbox.hears("stop")
    await inbox.work("bot.handle_conversation")
    assert (await orders(inbox))[-1].total_minor == 1250


@pytest.mark.parametrize(
    ("line", "candidate"),
    [
        ("VERANO10", "VERANO10"),
        ("verano 10", "verano 10"),
        ("tengo un cupón: VERANO10", "VERANO10"),
        ("does the code FARO5 still work?", "FARO5"),
        ("aplica el código verano 10 por favor", "verano 10"),
        ("usa o cupom BEMVINDO", "BEMVINDO"),
    ],
)
def test_codes_are_found_in_what_is_written(line: str, candidate: str) -> None:
    assert candidate in code_candidates(line)


@pytest.mark.parametrize(
    "line",
    [
        "código postal 28004",
        "tenéis algún descuento?",
        "any discount for students?",
        "hola",
        "gracias",
        "¿hay 10% de descuento?",
        "TENEIS ALGUN CODIGO DE DESCUENTO?",
        "what is my tracking code CX123",
        "código 12345",
    ],
)
def test_not_every_word_is_surely_a_code(line: str) -> None:
    assert code_written(line) is None


def test_taps_on_a_delivery() -> None:
    waiting = order()
    home = f"delivery:{waiting.id}:home:::"
    method = f"delivery:{waiting.id}:00000000-0000-0000-0000-000000000005:::"
    assert isinstance(tapped(home, orders=(waiting,))[0], AskForAddress)
    assert isinstance(tapped(method, orders=(waiting,))[0], ChooseDelivery)
    assert isinstance(tapped(method, orders=())[0], Reply)
    assert isinstance(tapped(method, orders=(order(status=OrderStatus.PAID),))[0], Reply)


def test_a_code_goes_to_the_order_that_waits() -> None:
    known = facts(code=CodeFact("FARO2", is_known=True), orders=(PENDING,))
    assert turn(text("FARO2"), known=known).actions == (UseCode(PENDING.id, "FARO2"),)


def tapped(choice: str, **known: Any) -> tuple[Any, ...]:
    return turn(text("x", choice=choice), known=facts(**known)).actions
