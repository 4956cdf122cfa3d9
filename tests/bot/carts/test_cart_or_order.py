"""A cart waits unanswered and something is cancelled: the cart, the order, or one asks which."""

from uuid import UUID

import pytest
from sqlmodel import select

from shop.bot.actions import Question, Reply
from shop.bot.dialogue.respond import respond
from shop.bot.facts import BotFacts, BotState
from shop.bot.replies.cart import DROP
from shop.bot.replies.orders.questions import CANCEL, KEEP
from shop.carts.models import Cart, CartState
from shop.orders.models import OrderStatus
from shop.whatsapp.outgoing import ButtonsMessage
from tests.bot.carts.waiting_orders import WORK, orders, sends, waiting
from tests.bot.facts import CART_ID, MONDAY_NOON, checked, facts, line, order, reasons, tap, text, turn
from tests.support.inbox import InboxUnderTest

DROPPED = ["DropCart", "bot.cart_dropped"]
CANCELLED = ["CancelOrder", "bot.cancelled"]
ALONE = facts(cart_id=CART_ID, check=checked(line()))
OLD = facts(cart_id=CART_ID, check=checked(line()), orders=(order(1030, OrderStatus.PAID, days=60),))
BESIDE = facts(
    cart_id=CART_ID,
    check=checked(line()),
    waiting_order=waiting({UUID(int=7): 1}),
    orders=(order(1041),),
)
PAID = facts(cart_id=CART_ID, check=checked(line()), orders=(order(1041, OrderStatus.PAID),))
WORDS = (
    "cancela el pedido",
    "anula mi pedido por favor",
    "cancel my order",
    "please cancel the order",
    "cancela o pedido",
    "quero cancelar a encomenda",
)


def asked(question: Question, *, passed: bool = False) -> BotState:
    return BotState(asked=question, asked_at=MONDAY_NOON, is_passed=passed, order_id=UUID(int=1041))


@pytest.mark.parametrize("known", [ALONE, OLD], ids=["no order", "an old order"])
@pytest.mark.parametrize("state", [BotState(), asked(Question.REST)], ids=["later", "right behind"])
@pytest.mark.parametrize("words", [*WORDS, "cancela el carrito", "cancel", "cancela"])
def test_a_cart_that_waits_alone_is_what_is_meant(words: str, state: BotState, known: BotFacts) -> None:
    assert reasons(respond(state, [text(words)], known)) == DROPPED


@pytest.mark.parametrize(
    "words", ["¿puedo cancelar?", "can I cancel?", "posso cancelar?", "how do I cancel?"]
)
def test_in_doubt_the_cart_is_shown_with_its_two_buttons(words: str) -> None:
    assert reasons(turn(text(words), known=ALONE)) == ["bot.cart_part"]


@pytest.mark.parametrize("known", [BESIDE, PAID], ids=["unpaid", "paid"])
@pytest.mark.parametrize("words", [*WORDS, "cancela", "¿puedo cancelar?"])
def test_beside_an_order_one_asks_which(words: str, known: BotFacts) -> None:
    answer = turn(text(words), known=known)
    assert reasons(answer) == ["bot.cart_or_order"]
    (said,) = answer.actions
    assert isinstance(said, Reply)
    assert isinstance(said.content, ButtonsMessage)
    assert [each.id for each in said.content.buttons] == [
        f"{CANCEL}{UUID(int=1041)}",
        f"{DROP}{CART_ID}",
        KEEP,
    ]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        *(
            (words, DROPPED)
            for words in ("el carrito", "the cart", "o carrinho", "cancela el carrito", "basket")
        ),
        *((words, CANCELLED) for words in ("el pedido", "the order", "a encomenda", "cancela el pedido")),
        *((words, [*DROPPED, "bot.ask_cancel"]) for words in ("los dos", "both", "os dois")),
        *((words, ["bot.order_kept"]) for words in ("ninguno", "neither", "nenhum")),
        *((words, ["bot.no_noted"]) for words in ("no", "mejor no", "no, gracias")),
        *((words, ["bot.cart_or_order"]) for words in ("sí", "yes", "el pedido no", "¿el carrito?")),
        ("horario", ["bot.open_now"]),
        ("cancela el 1041", CANCELLED),
    ],
)
def test_which_is_answered_in_words(words: str, done: list[str]) -> None:
    first = turn(text("cancela el pedido"), known=BESIDE)
    assert reasons(turn(text(words), known=BESIDE, after=first)) == done


def test_a_tap_decides() -> None:
    first = turn(text("cancela el pedido"), known=BESIDE)
    assert reasons(turn(tap(f"{DROP}{CART_ID}"), known=BESIDE, after=first)) == DROPPED
    assert reasons(turn(tap(KEEP), known=BESIDE, after=first)) == ["bot.order_kept"]


@pytest.mark.parametrize("words", WORDS)
def test_below_the_question_that_names_both_the_order_goes_and_the_cart_is_asked_about(words: str) -> None:
    answer = respond(asked(Question.SECOND), [text(words)], BESIDE)
    assert reasons(answer) == [*CANCELLED, "bot.cart_part"]
    assert answer.state.asked is Question.REST


@pytest.mark.parametrize("words", ["cancela el 1041", "cancel order 1041", "cancela o 1041"])
def test_an_order_that_is_named_by_its_number_is_that_order(words: str) -> None:
    assert reasons(turn(text(words), known=BESIDE)) == CANCELLED


async def test_the_cart_is_dropped_though_no_order_is_open(inbox: InboxUnderTest) -> None:
    await sends(inbox, 9)  # three are left
    assert (await inbox.last()).reason == "bot.cart_part"
    await inbox.hears("cancela el pedido")
    await inbox.work(*WORK)
    assert (await inbox.last()).reason == "bot.cart_dropped"
    assert await orders(inbox) == []
    assert [each.state for each in await inbox.all(select(Cart))] == [CartState.DROPPED]
