"""Harm, and questions about one's own data, call a person at once, whatever else is going on."""

import pytest

from shop.bot.actions import HandOver, OptOut
from shop.bot.facts import BotDecision
from shop.customers.models import Marketing
from shop.inbox.conversations.models import Holder
from shop.kit.translations import languages
from shop.templates.definitions import STOP_PAYLOAD
from shop.whatsapp.incoming import IncomingKind, IncomingMessage, SenderProfile
from tests.bot.facts import MUG, OPEN_AT_NIGHT, PENDING, facts, reasons, tap, text, turn, words_of

HARM = ["bot.harm", "HandOver"]
DATA = ["bot.data_request", "HandOver"]


def why(answer: BotDecision) -> str:
    """The reason with which a person is called."""
    (called,) = [action for action in answer.actions if isinstance(action, HandOver)]
    return called.reason


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize(
    "words",
    [
        "me ha dado una reacción alérgica",
        "my son got sick after eating your biscuits",
        "passei mal com o produto",
    ],
)
def test_harm_calls_a_person_whoever_holds_the_conversation(words: str, holder: Holder) -> None:
    answer = turn(text(words), known=facts(holder=holder))
    assert reasons(answer) == HARM
    assert "112" in words_of(answer)
    assert "harm" in why(answer)


@pytest.mark.parametrize("language", languages())
def test_harm_is_answered_in_every_language_and_out_of_hours(language: str) -> None:
    answer = turn(text("se me hincha la cara"), known=facts(locale=language, hours=OPEN_AT_NIGHT))
    assert reasons(answer) == HARM
    assert "21:00" in words_of(answer) or "9:00" in words_of(answer)


def test_harm_is_never_answered_with_a_price() -> None:
    answer = turn(text("hay cristal dentro", product="TAZA"), known=facts(product=MUG))
    assert reasons(answer) == HARM
    assert "12,50" not in words_of(answer)


def test_harm_comes_before_everything_else_in_a_burst() -> None:
    burst = [text("hola"), text("persona"), text("mi pedido"), text("no puedo respirar"), text("gracias")]
    assert reasons(turn(*burst, known=facts(orders=(PENDING,)))) == HARM


def test_harm_is_heard_below_a_picture_and_after_a_question() -> None:
    picture = IncomingMessage(
        wamid="wamid.1", kind=IncomingKind.IMAGE, profile=SenderProfile(), text="mirad, se me hincha la cara"
    )
    assert reasons(turn(picture)) == HARM
    asked = turn(text("cancelar"), known=facts(orders=(PENDING,)))
    assert reasons(turn(text("vale, pero passei mal"), known=facts(orders=(PENDING,)), after=asked)) == HARM


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize("words", ["eliminad mis datos", "delete my account", "apaguem os meus dados"])
def test_who_wants_their_data_erased_gets_a_person_and_the_question_about_promotions(
    words: str, holder: Holder
) -> None:
    known = facts(holder=holder)
    answer = turn(text(words), known=known)
    assert reasons(answer) == [*DATA, "consent.asked_to_stop"]
    assert "data" in why(answer)
    waiting = facts(holder=Holder.PERSON if holder is Holder.PERSON else Holder.NOBODY)
    for yes in (text("sí"), tap(STOP_PAYLOAD)):
        assert reasons(turn(yes, known=waiting, after=answer)) == ["OptOut", "consent.withdrawn"]


@pytest.mark.parametrize(
    "words", ["borra mi número", "delete my number", "quiero que me borren de su base de datos"]
)
def test_what_is_a_stop_as_well_stops_at_once(words: str) -> None:
    answer = turn(text(words))
    assert reasons(answer) == ["OptOut", "consent.withdrawn", "HandOver"]
    assert [each.wamid for each in answer.actions if isinstance(each, OptOut)] == ["wamid.1"]


def test_who_asks_what_is_known_of_them_gets_a_person() -> None:
    assert reasons(turn(text("what data do you have on me"))) == DATA


def test_who_gets_no_promotions_is_not_asked_about_them_when_data_is_erased() -> None:
    known = facts(marketing=Marketing.WITHDRAWN)
    assert reasons(turn(text("borrad mis datos"), known=known)) == DATA
