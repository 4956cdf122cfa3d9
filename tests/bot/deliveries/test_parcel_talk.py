""" "Where is my order?": with whom and by which link, ready where and when, arrived on which day."""

import msgspec
import pytest

from shop.bot.facts import OrderFact, ParcelFact
from shop.orders.fulfilments.models import FulfilmentState
from shop.orders.life.stages import OrderStage
from shop.orders.models import OrderStatus
from shop.payments.financial_status.status import FinancialStatus
from tests.bot.facts import facts, order, reasons, text, turn, words_of
from tests.support.goods.parcels import CORREOS, GoodsUnderTest
from tests.support.inbox import InboxUnderTest
from tests.support.shop import ShopUnderTest

SENT = ParcelFact(
    state=FulfilmentState.SHIPPED,
    carrier="SEUR",
    tracking_number="123",
    tracking_url="https://seur.example/123",
)
READY = ParcelFact(state=FulfilmentState.READY, where=("Calle Mayor 1, 28013 Madrid", "lun 9:00-14:00"))
THERE = ParcelFact(state=FulfilmentState.DELIVERED, day="23 de noviembre", goods="1 × Taza")


def asked(*parcels: ParcelFact, words: str = "¿dónde está mi pedido?", **known: object) -> str:
    """What is answered about one paid order."""
    about: OrderFact = msgspec.structs.replace(order(1001, OrderStatus.PAID), parcels=parcels, **known)
    answer = turn(text(words), known=facts(orders=(about,)))
    return words_of(answer)


@pytest.mark.parametrize("words", ["¿dónde está mi pedido?", "pedido 1001", "no me ha llegado el pedido"])
def test_what_is_on_its_way_is_told_with_carrier_number_and_link(words: str) -> None:
    said = asked(SENT, words=words)
    assert "Tu pedido *1001* va de camino con SEUR." in said
    assert "Número de seguimiento: 123" in said
    assert "https://seur.example/123" in said
    assert "preparando" not in said


def test_what_is_ready_is_told_with_place_and_hours() -> None:
    said = asked(READY)
    assert said.splitlines() == [
        "Tu pedido *1001* está listo para recoger.",
        "Calle Mayor 1, 28013 Madrid",
        "lun 9:00-14:00",
    ]


def test_of_several_parcels_each_is_told_and_the_rest() -> None:
    said = asked(THERE, msgspec.structs.replace(SENT, goods="1 × Anchoas"), has_rest=True)
    assert "Parte de tu pedido *1001* se entregó el 23 de noviembre: 1 × Taza." in said
    assert "Parte de tu pedido *1001* va de camino con SEUR: 1 × Anchoas." in said
    assert said.endswith("Estamos preparando el resto.")


def test_what_came_back_is_told() -> None:
    assert "ha vuelto a la tienda" in asked(THERE, stage=OrderStage.RETURNED)


def test_where_nothing_has_left_it_is_being_prepared_as_ever() -> None:
    known = facts(orders=(order(1001, OrderStatus.PAID),))
    assert reasons(turn(text("mi pedido"), known=known)) == ["bot.order_paid"]


def test_what_is_so_about_the_money_comes_first() -> None:
    said = asked(SENT, financial_status=FinancialStatus.PAID_TWICE)
    assert not said.startswith("Tu pedido *1001* va")
    assert "va de camino con SEUR" in said


async def test_the_facts_are_those_of_the_order(inbox: InboxUnderTest) -> None:
    number = await inbox.number()
    goods = GoodsUnderTest(ShopUnderTest(inbox.database, inbox.merchant, number.id, ""))
    conversation = await inbox.conversation()
    order = await goods.shop.order([("TAZA", 2)], conversation.id)
    await goods.shop.pay(order)
    await goods.ship(await goods.pack(order, (1, 1)), CORREOS)
    await inbox.forget()
    await inbox.hears("¿dónde está mi pedido?", second=30)
    await inbox.work("bot.handle_conversation")
    said = (await inbox.last()).text
    assert f"Parte de tu pedido *{order.number}* va de camino con Correos Express: 1 × Taza." in said
    assert "https://s.correosexpress.com/c?n=1234567890123456" in said
    assert "Estamos preparando el resto." in said
