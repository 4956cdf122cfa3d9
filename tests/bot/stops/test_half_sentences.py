"""What was taken for a stop may be half a sentence: the whole decides, and in doubt one question with a button."""

from datetime import timedelta

import pytest

from shop.bot.facts import BotDecision
from shop.customers.models import Marketing
from shop.orders.words import CONSENT_YES
from shop.whatsapp.outgoing import ButtonsMessage
from tests.bot.facts import MONDAY_NOON, facts, reasons, text, turn

STOPPED = ["OptOut", "consent.withdrawn"]
ASKED = "consent.asked_to_stop"
WANTED = facts(marketing=Marketing.GIVEN, marketing_at=MONDAY_NOON - timedelta(days=9))
JUST_STOPPED = facts(marketing=Marketing.WITHDRAWN, marketing_at=MONDAY_NOON - timedelta(seconds=20))
HALVES = [
    *(("stop", "it's the wrong size"), ("stop", "that's the wrong address"), ("Stop", "don't ship it yet")),
    *(
        ("para", "me he equivocado de talla"),
        ("alto", "la dirección está equivocada"),
        ("parad", "no es lo que pedí"),
    ),
    *(("pare", "é o tamanho errado"), ("para", "me enganei na morada"), ("parem", "a cor está errada")),
]


@pytest.mark.parametrize("pieces", HALVES)
def test_in_one_bunch_it_is_asked(pieces: tuple[str, str]) -> None:
    answer = reasons(turn(*(text(each) for each in pieces)))
    assert "OptOut" not in answer
    assert ASKED in answer or answer == ["bot.trouble"]


@pytest.mark.parametrize(
    "pieces",
    [
        *(
            ("no me escribáis", "en inglés"),
            ("no me escribas", "en inglés por favor"),
            ("no me habléis", "en inglés"),
        ),
        *(("don't write to me", "in spanish"), ("don't text me", "in portuguese please")),
        *(("não me escrevam", "em inglês"), ("não me escreva", "em espanhol")),
    ],
)
def test_who_names_a_language_is_answered_in_their_own(pieces: tuple[str, str]) -> None:
    assert reasons(turn(*(text(each) for each in pieces))) == ["bot.welcome"]
    assert reasons(turn(text(" ".join(pieces)))) == ["bot.welcome"]


def test_messages_in_a_language_are_asked_about() -> None:
    assert reasons(turn(text("no me mandéis mensajes"), text("en inglés")))[0] == ASKED


@pytest.mark.parametrize(
    "pieces",
    [
        *(
            ("stop",),
            ("stop", "gracias"),
            ("stop", "please"),
            ("stop", "i told you already"),
            ("STOP", "it's the wrong size"),
        ),
        *(
            ("stop", "¿cuándo llega mi pedido?"),
            ("BAJA", "y el pedido llegó roto"),
            ("stop", "you are so annoying"),
        ),
        *(
            ("no me escribáis", "más"),
            ("no me escribáis", "nunca más"),
            ("não me escrevam", "mais"),
            ("parem", "obrigada"),
        ),
        *(("unsubscribe", "the mug arrived broken"), ("stop messaging me", "my mug is broken")),
    ],
)
def test_a_whole_stop_counts_whatever_stands_behind(pieces: tuple[str, ...]) -> None:
    assert reasons(turn(*(text(each) for each in pieces)))[:2] == STOPPED


@pytest.mark.parametrize(
    "pieces",
    [
        ("stop", "this is ridiculous"),
        ("stop", "i dont want this"),
        ("stop", "por dios ya vale"),
        ("pare", "não quero mais nada"),
    ],
)
def test_a_stop_of_somebody_annoyed_counts_and_is_not_asked_about(pieces: tuple[str, str]) -> None:
    assert reasons(turn(*(text(each) for each in pieces))) == STOPPED


def stopped(words: str) -> BotDecision:
    answer = turn(text(words), known=WANTED)
    assert reasons(answer) == STOPPED
    return answer


@pytest.mark.parametrize(
    ("first", "then"),
    [
        *(("stop", "it's the wrong size"), ("parad", "no es lo que pedí"), ("pare", "é o tamanho errado")),
        *(
            ("no me escribáis", "en inglés"),
            ("don't text me", "in spanish"),
            ("não me escrevam", "em inglês"),
        ),
    ],
)
def test_a_moment_later_one_tap_brings_promotions_back(first: str, then: str) -> None:
    answer = turn(text(then), known=JUST_STOPPED, after=stopped(first))
    assert reasons(answer)[-1] == "consent.asked_if_meant"
    assert len(answer.actions) == 2
    content = answer.actions[-1].content  # type: ignore[union-attr]
    assert isinstance(content, ButtonsMessage)
    assert [each.id for each in content.buttons] == [CONSENT_YES]


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("stop", "gracias"),
        ("stop", "mi pedido"),
        ("BAJA", "it's the wrong size"),
        ("unsubscribe", "it's the wrong size"),
    ],
)
def test_a_whole_stop_is_not_asked_about_later(first: str, then: str) -> None:
    assert "consent.asked_if_meant" not in reasons(turn(text(then), known=JUST_STOPPED, after=stopped(first)))


def test_much_later_or_where_none_were_wanted_nothing_is_asked() -> None:
    long_ago = facts(marketing=Marketing.WITHDRAWN, marketing_at=MONDAY_NOON - timedelta(minutes=20))
    assert reasons(turn(text("it's the wrong size"), known=long_ago, after=stopped("stop"))) == [
        "bot.trouble"
    ]
    unasked = turn(text("stop"))
    assert reasons(turn(text("it's the wrong size"), known=JUST_STOPPED, after=unasked)) == ["bot.trouble"]


@pytest.mark.parametrize(
    "words",
    [
        *("¿por qué no me escribís?", "por qué no contestáis", "¿por qué nadie me responde?"),
        *("why don't you write to me?", "why are you not answering?", "why didn't you reply"),
        *("por que não me respondem?", "porque ninguém me responde?", "por que não me escrevem"),
    ],
)
def test_who_waits_for_an_answer_stops_nothing(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.trouble"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "¿por qué me seguís escribiendo?",
            "¿por qué no dejáis de escribirme?",
            "why do you keep messaging me?",
        ),
        *("why don't you stop texting me?", "por que continuam a escrever?", "¿por qué tantos mensajes?"),
    ],
)
def test_who_asks_why_it_goes_on_is_asked_whether_to_stop(words: str) -> None:
    assert reasons(turn(text(words))) == [ASKED]
