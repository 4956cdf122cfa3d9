"""What is written about a cart in a message of its own is its note."""

from uuid import UUID

import pytest
from sqlmodel import select

from shop.bot.actions import AddNote, NoteCart, Question
from shop.bot.dialogue.respond import respond
from shop.bot.dialogue.split_messages import with_joined
from shop.bot.facts import BotState
from shop.carts.models import Cart
from shop.orders.models import Order
from tests.bot.carts.waiting_orders import WORK, cart_of, sends, waiting
from tests.bot.facts import CART_ID, MONDAY_NOON, cart, checked, facts, line, reasons, text, turn
from tests.support.inbox import InboxUnderTest, seconds_now
from tests.support.webhook_payloads import messages
from tests.support.webhook_payloads import text as text_payload

FINE = facts(check=checked(line()))
KEPT = facts(cart_id=CART_ID, check=checked(line()))
ORDERED = facts(waiting_order=waiting({UUID(int=7): 1}))
LONG_AGO = facts(waiting_order=waiting({UUID(int=7): 1}, minutes=300))
NOTES = (
    *(
        "es para regalo",
        "envolvedlo para regalo porfa",
        "dejadlo con el portero",
        "poned una tarjeta de cumpleaños",
    ),
    *("it's a gift", "please wrap it as a gift", "leave it with the neighbour", "it is a birthday surprise"),
    *("é para presente", "embrulhem para presente, por favor", "é uma prenda", "deixem com o porteiro"),
)


@pytest.mark.parametrize(
    "note", [*NOTES, "sin cebolla, que no le gusta", "the blue ribbon would be nice", "com laço azul"]
)
def test_right_behind_a_cart_it_is_the_carts(note: str) -> None:
    (whole,) = with_joined([cart(), text(note)])
    assert whole.cart is not None
    assert whole.cart.note == note
    assert reasons(turn(cart(), text(note), known=FINE)) == ["PlaceOrder"]


def test_two_lines_are_both_its_note() -> None:
    (whole, thanks) = with_joined(
        [cart(), text("es para regalo"), text("y sin precio porfa"), text("gracias")]
    )
    assert whole.cart is not None
    assert whole.cart.note == "es para regalo\ny sin precio porfa"
    assert thanks.text == "gracias"


@pytest.mark.parametrize(
    "words",
    [
        "¿tenéis papel de regalo?",
        "BAJA",
        "me ha salido un sarpullido",
        "cancela",
        "soy alérgica a las nueces",
    ],
)
def test_what_says_something_of_its_own_is_no_note(words: str) -> None:
    whole = with_joined([cart(), text(words)])
    assert len(whole) == 2


@pytest.mark.parametrize("note", NOTES)
def test_a_while_later_it_is_the_orders(note: str) -> None:
    answer = turn(text(note), known=ORDERED)
    assert reasons(answer) == ["AddNote", "bot.note_read"]
    assert answer.actions[0] == AddNote(UUID(int=9), note)


@pytest.mark.parametrize("note", NOTES)
@pytest.mark.parametrize("question", [Question.REST, Question.SECOND])
def test_below_a_question_about_the_cart_it_is_noted_and_asked_again(question: Question, note: str) -> None:
    answer = respond(BotState(asked=question, asked_at=MONDAY_NOON), [text(note)], KEPT)
    assert reasons(answer) == ["NoteCart", "bot.note_read", "bot.cart_part"]
    assert answer.actions[0] == NoteCart(note)


@pytest.mark.parametrize(
    "words", ["busco un regalo para mi madre", "quiero un regalo", "looking for a gift", "xyzzy"]
)
def test_who_looks_for_a_present_writes_no_note(words: str) -> None:
    assert "AddNote" not in reasons(turn(text(words), known=ORDERED))


def test_of_an_order_of_long_ago_nothing_is_noted() -> None:
    assert "AddNote" not in reasons(turn(text("es para regalo"), known=LONG_AGO))


async def test_in_one_bunch_the_order_bears_it(inbox: InboxUnderTest) -> None:
    second = seconds_now()
    said = (
        text_payload("wamid.1", second=second, **cart_of(1)),
        text_payload("wamid.2", "es para regalo", second=second),
    )
    await inbox.takes_in(messages(inbox.part, *said))
    await inbox.work(*WORK)
    (order,) = await inbox.all(select(Order))
    assert order.note == "es para regalo"
    assert "bot.help" not in [message.reason for message in await inbox.outgoing()]


async def test_a_moment_later_the_order_bears_it_too(inbox: InboxUnderTest) -> None:
    await sends(inbox, 1)
    await inbox.hears("it's a gift")
    await inbox.work(*WORK)
    (order,) = await inbox.all(select(Order))
    assert order.note == "it's a gift"
    assert (await inbox.last()).reason == "bot.note_read"


async def test_a_cart_that_waits_bears_it(inbox: InboxUnderTest) -> None:
    await sends(inbox, 9)
    await inbox.hears("é para presente")
    await inbox.work(*WORK)
    (kept,) = await inbox.all(select(Cart))
    assert kept.note == "é para presente"
    assert (await inbox.last()).reason == "bot.cart_part"
