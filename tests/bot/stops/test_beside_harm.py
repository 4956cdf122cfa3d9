"""Harm and a stop in one message: a person is called and the stop counts. A doubtful one below a picture is asked about."""

import msgspec
import pytest

from shop.bot.actions import HandOver, Question
from shop.customers.models import Marketing
from shop.inbox.conversations.models import Holder
from shop.whatsapp.incoming import IncomingKind, IncomingMessage
from tests.bot.facts import cart, checked, facts, line, reasons, text, turn, words_of

BOTH = ["bot.harm", "HandOver", "OptOut"]  # the words are one message, and harm comes first in it
HARM = ["bot.harm", "HandOver"]
ASKED = "consent.asked_to_stop"


def picture(caption: str) -> IncomingMessage:
    return msgspec.structs.replace(text(caption), kind=IncomingKind.IMAGE)


BESIDE = (
    *(
        "me ha dado alergia la crema. BAJA",
        "me ha salido un sarpullido con el jabón, no me mandéis más mensajes",
    ),
    *(
        "mi hija se quemó con la vela y dadme de baja",
        "nos intoxicamos con las conservas\nno me escribáis más",
    ),
    *("your soap burned my skin, stop messaging me", "I got food poisoning from your cookies. STOP"),
    *("my son choked on the toy! unsubscribe me", "the cream gave me hives and I want no more messages"),
    *(
        "tive uma reação alérgica ao creme. Não me mandem mais mensagens",
        "passei mal com o doce, quero sair da lista",
    ),
    *("o sabonete deu alergia na pele. SAIR", "queimei a mão com a vela, não quero mais mensagens"),
)


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize("words", BESIDE)
def test_both_happen(words: str, holder: Holder) -> None:
    answer = turn(text(words), known=facts(holder=holder))
    assert reasons(answer) == BOTH
    assert words_of(answer).split("\n\n")[0].count("112") == 1
    assert isinstance(answer.actions[1], HandOver)
    assert answer.actions[1].is_urgent


@pytest.mark.parametrize("words", BESIDE)
def test_both_happen_below_a_picture_and_in_a_carts_note(words: str) -> None:
    assert reasons(turn(picture(words))) == BOTH
    noted = msgspec.structs.replace(cart(), text=words)
    assert reasons(turn(noted, known=facts(check=checked(line())))) == [*BOTH, "PlaceOrder"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "no para de sangrar, me corté con el cuchillo",
            "me ha dado alergia la crema, no la quiero más",
        ),
        *(
            "can't stop bleeding after your knife cut me",
            "I got a rash from the cream, I had to stop using it",
        ),
        *("não para de sangrar, cortei o dedo com a faca", "deu alergia na pele, parei de usar"),
    ],
)
def test_harm_in_words_of_a_stop_stops_nothing(words: str) -> None:
    assert "OptOut" not in reasons(turn(text(words)))
    assert reasons(turn(text(words)))[:2] == HARM


DOUBTFUL = ("no más", "basta", "qué pesados", "enough", "no more", "chega", "que chatos")


@pytest.mark.parametrize("words", DOUBTFUL)
@pytest.mark.parametrize("holder", [Holder.BOT, Holder.NOBODY])
def test_a_doubtful_stop_below_a_picture_is_asked_about(words: str, holder: Holder) -> None:
    known = facts(holder=holder, held_since=None if holder is Holder.BOT else facts().at)
    for answer in (turn(picture(words), known=known), turn(picture(""), text(words), known=known)):
        assert ASKED in reasons(answer)
        assert ("HandOver" in reasons(answer)) is (holder is Holder.BOT)
        assert answer.state.asked is Question.STOP


@pytest.mark.parametrize("words", DOUBTFUL)
def test_beside_the_wish_for_a_person_it_is_asked_about_too(words: str) -> None:
    answer = turn(text("quiero hablar con una persona"), text(words))
    assert "HandOver" in reasons(answer)
    assert ASKED in reasons(answer)


def test_neither_is_lost_where_the_stop_is_said_again() -> None:
    again = turn(text("me ha dado alergia la crema. BAJA"), text("BAJA"))
    assert {"HandOver", "OptOut"} <= set(reasons(again))
    data = turn(text("borrad mis datos y no me escribáis más"), text("BAJA"))
    assert {"HandOver", "OptOut"} <= set(reasons(data))


def test_a_doubtful_stop_in_a_message_beside_harm_is_asked_about() -> None:
    answer = turn(text("me ha dado alergia la crema"), text("no más"))
    assert reasons(answer) == [*HARM, ASKED]


def test_a_plain_stop_beside_a_doubtful_one_counts() -> None:
    assert "OptOut" in reasons(turn(picture("BAJA"), text("qué pesados")))
    known = facts(marketing=Marketing.GIVEN)
    assert "OptOut" in reasons(turn(picture("qué pesados"), text("BAJA"), known=known))


@pytest.mark.parametrize("caption", ["¿es esta la taza?", "mi pedido", "", "la blanca"])
def test_any_other_picture_asks_nothing(caption: str) -> None:
    assert reasons(turn(picture(caption))) == ["bot.media", "HandOver"]
