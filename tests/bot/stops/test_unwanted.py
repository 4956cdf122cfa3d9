"""Nothing more is wanted: the order or the messages? And what a stop says where a later word stands."""

from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from sqlmodel import select

from shop.bot.actions import OptIn, OptOut, Reply
from shop.bot.facts import BotDecision
from shop.bot.replies.orders.questions import CANCEL, KEEP, WHICH
from shop.customers.models import Customer, Marketing
from shop.kit.clock import now
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.outgoing import ButtonsMessage
from tests.bot.facts import MONDAY_NOON, facts, order, reasons, tap, text, turn, words_of
from tests.support.inbox import InboxUnderTest, seconds_now

ONE = facts(orders=(order(1042),))
TWO = facts(orders=(order(1042), order(1041)))
STOPPED = ["OptOut", "consent.withdrawn"]


def buttons(answer: BotDecision) -> list[str]:
    (said,) = [action for action in answer.actions if isinstance(action, Reply)]
    assert isinstance(said.content, ButtonsMessage)
    said.content.check()
    return [button.id for button in said.content.buttons]


@pytest.mark.parametrize(
    "words", ["não quero mais", "no quiero nada más", "ya no quiero", "I don't want anything", "no more"]
)
def test_with_an_unpaid_order_one_asks_what_is_unwanted(words: str) -> None:
    assert buttons(turn(text(words), known=ONE)) == [f"{CANCEL}{UUID(int=1042)}", STOP_PAYLOAD, KEEP]
    assert buttons(turn(text(words), known=TWO)) == [WHICH, STOP_PAYLOAD, KEEP]
    assert reasons(turn(text(words))) == ["consent.asked_to_stop"]


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("el pedido", ["CancelOrder", "bot.cancelled"]),
        ("cancela a encomenda", ["CancelOrder", "bot.cancelled"]),
        ("the order", ["CancelOrder", "bot.cancelled"]),
        ("los mensajes", STOPPED),
        ("as mensagens", STOPPED),
        ("BAJA", STOPPED),
        ("ninguno", ["bot.no_noted"]),
        ("no", ["bot.no_noted"]),
        ("sí", ["bot.which_unwanted"]),
    ],
)
def test_the_answer_may_be_typed(words: str, done: list[str]) -> None:
    asked = turn(text("não quero mais"), known=ONE)
    assert reasons(asked) == ["bot.which_unwanted"]
    assert reasons(turn(text(words), known=ONE, after=asked)) == done


def test_of_several_orders_the_tap_asks_which() -> None:
    assert len(buttons(turn(tap(WHICH), known=TWO))) == 2


@pytest.mark.parametrize(
    ("marketing", "words"), [(Marketing.GIVEN, "Después"), (Marketing.WITHDRAWN, "Ya no recibes")]
)
def test_a_stop_that_an_older_word_says_is_not_claimed_to_be_done(marketing: Marketing, words: str) -> None:
    late = msgspec.structs.replace(text("BAJA"), sent_at=MONDAY_NOON - timedelta(minutes=9))
    answer = turn(late, known=facts(marketing=marketing, marketing_at=MONDAY_NOON - timedelta(minutes=5)))
    assert words in words_of(answer)
    assert "Hecho" not in words_of(answer)
    (noted,) = [each for each in answer.actions if isinstance(each, OptOut)]
    assert noted.text_shown == words_of(answer)


def test_who_had_stopped_before_hears_that_nothing_comes_already() -> None:
    known = facts(marketing=Marketing.WITHDRAWN, marketing_at=MONDAY_NOON - timedelta(days=9))
    answer = turn(text("BAJA"), known=known)
    assert "Ya no recibes" in words_of(answer)
    assert reasons(answer) == STOPPED


def test_an_older_yes_does_not_undo_a_later_stop() -> None:
    late = msgspec.structs.replace(text("ALTA"), sent_at=MONDAY_NOON - timedelta(minutes=9))
    known = facts(marketing=Marketing.WITHDRAWN, marketing_at=MONDAY_NOON - timedelta(minutes=5))
    answer = turn(late, known=known)
    assert "Hecho" not in words_of(answer)
    assert [each for each in answer.actions if isinstance(each, OptIn)]


async def test_a_stop_that_arrives_late_tells_that_the_later_yes_stands(inbox: InboxUnderTest) -> None:
    await inbox.hears("ALTA")
    await inbox.work("bot.handle_conversation", "inbox.deliver")
    await inbox.hears("BAJA", second=seconds_now() - 60)
    await inbox.work("bot.handle_conversation", "inbox.deliver")
    (customer,) = await inbox.all(select(Customer))
    assert customer.marketing is Marketing.GIVEN
    assert customer.marketing_at is not None
    assert customer.marketing_at <= now()
    assert (await inbox.last()).reason == "consent.later_stands"
