"""Messages in a row are read together as well as alone: a stop or harm said in pieces is one."""

import pytest
from sqlmodel import select

from shop.bot.dialogue.split_messages import said_together
from shop.carts.models import Cart
from shop.customers.models import Customer, Marketing
from tests.bot.facts import CART_ID, checked, facts, line, reasons, text, turn
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages
from tests.support.webhook_payloads import text as text_payload

STOPPED = ["OptOut", "consent.withdrawn"]


@pytest.mark.parametrize(
    ("pieces", "done"),
    [
        (["no me", "escribáis", "más"], STOPPED),
        (["para", "de mandarme", "mensajes"], STOPPED),
        (["hola", "no quiero", "más mensajes", "gracias"], STOPPED),
        (["stop", "sending me", "messages"], STOPPED),
        (["não quero", "mais mensagens"], STOPPED),
        (["no", "más mensajes"], STOPPED),
        (["no me", "escribáis", "al trabajo"], ["consent.asked_to_stop"]),
        (["se me hincha", "la cara"], ["bot.harm", "HandOver"]),
        (["my son got", "sick after", "your biscuits"], ["bot.harm", "HandOver"]),
        (["para", "mi madre"], ["bot.help"]),
        (["no", "mi pedido"], ["bot.no_order"]),
        (["no quiero", "la taza azul"], ["bot.help"]),
    ],
)
def test_pieces_are_read_together(pieces: list[str], done: list[str]) -> None:
    assert reasons(turn(*(text(each) for each in pieces))) == done


def test_what_is_asked_beside_the_pieces_is_answered() -> None:
    answer = turn(text("no me"), text("escribáis"), text("más"), text("horario"))
    assert reasons(answer) == STOPPED
    assert "abiertos" in str(answer.actions)


def test_a_no_that_belongs_to_a_stop_drops_no_cart() -> None:
    known = facts(cart_id=CART_ID, check=checked(line()))
    assert reasons(turn(text("no"), text("más mensajes"), known=known)) == STOPPED


def test_messages_that_say_it_alone_are_not_joined() -> None:
    assert said_together([text("BAJA"), text("gracias")]) is None
    assert said_together([text("hola"), text("mi pedido")]) is None
    assert said_together([text("no"), text("más mensajes"), text("horario")]) == range(2)


async def test_pieces_in_one_breath_stop_promotions(inbox: InboxUnderTest) -> None:
    second = seconds_now()
    said = (
        text_payload(f"wamid.{n}", words, second=second) for n, words in enumerate(("no", "más mensajes"))
    )
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.work("bot.handle_conversation", "bot.answer_conversation")
    (customer,) = await inbox.all(select(Customer))
    assert customer.marketing is Marketing.WITHDRAWN
    assert [message.reason for message in await inbox.outgoing()] == ["consent.withdrawn"]
    assert await inbox.all(select(Cart)) == []


@pytest.mark.parametrize(
    ("pieces", "done"),
    [
        (["me corté", "el pelo ayer"], ["bot.help"]),
        (["me corté", "con la taza"], ["bot.harm", "HandOver"]),
        (["me quemé", "la mano con la vela"], ["bot.harm", "HandOver"]),
        (["I cut myself", "the mug broke"], ["bot.harm", "HandOver"]),
    ],
)
def test_what_goes_on_takes_the_harm_away_only_where_the_whole_tells_of_none(
    pieces: list[str], done: list[str]
) -> None:
    assert reasons(turn(*(text(each) for each in pieces))) == done
