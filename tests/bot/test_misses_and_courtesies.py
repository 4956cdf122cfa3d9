"""What is understood, what is a miss, and what needs no answer."""

import pytest

from shop.bot.replies.person import CALL_PERSON
from shop.whatsapp.incoming import IncomingKind, IncomingMessage, SenderProfile
from tests.bot.facts import (
    OPEN_AT_NIGHT,
    facts,
    reasons,
    tap,
    text,
    turn,
    words_of,
)


def test_not_understood_twice_gets_help_and_the_third_time_a_person_is_offered() -> None:
    first = turn(text("xyzzy"))
    second = turn(text("plugh"), after=first)
    third = turn(text("frotz"), after=second)
    fourth = turn(text("¿de qué color son?"), after=third, known=facts(hours=OPEN_AT_NIGHT))
    assert reasons(first) == reasons(second) == ["bot.help"]
    assert reasons(third) == reasons(fourth) == ["bot.person_offered"]
    assert "cerrad" not in words_of(fourth)
    assert reasons(turn(tap(CALL_PERSON), after=fourth)) == ["bot.handover", "HandOver"]
    assert reasons(turn(text("sí"), after=fourth)) == ["bot.handover", "HandOver"]


def test_being_understood_forgets_earlier_misses() -> None:
    assert turn(text("gracias"), misses=2).state.misses == 0


def test_several_words_in_one_breath_are_one_miss() -> None:
    answer = turn(text("xyzzy"), text("plugh"), text("frotz"))
    assert reasons(answer) == ["bot.help"]
    assert answer.state.misses == 1


def test_the_same_answer_is_given_once() -> None:
    assert reasons(turn(text("hola"), text("buenas"))) == ["bot.welcome"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["Hola", "quería saber si", "enviáis a Portugal"], ["bot.welcome"]),
        (["xyzzy", "hola", "plugh"], ["bot.welcome"]),
        (["hola", "¿qué tal?", "catálogo"], ["bot.catalog"]),
        (["gracias", "horario"], ["bot.open_now"]),
        (["mi pedido", "horario"], ["bot.no_order"]),
        (["xyzzy", "horario"], ["bot.open_now"]),
        (["persona", "BAJA"], ["OptOut", "consent.withdrawn", "HandOver"]),
        (["hola", "gracias", "adiós"], ["bot.welcome"]),
        (["jaja", "😊"], []),
    ],
)
def test_a_burst_gets_one_answer(words: list[str], said: list[str]) -> None:
    answer = turn(*(text(each) for each in words))
    assert reasons(answer) == said


def test_two_questions_in_a_burst_are_answered_in_one_message() -> None:
    words = words_of(turn(text("mi pedido"), text("horario")))
    assert "ningún pedido" in words
    assert "abiertos" in words


def test_a_greeting_with_a_question_that_is_not_understood_counts_as_a_miss() -> None:
    first = turn(text("hola, ¿enviáis a Portugal?"))
    second = turn(text("hola, ¿enviáis a Portugal?"), after=first)
    assert (reasons(first), first.state.misses) == (["bot.welcome"], 1)
    assert reasons(second) == ["bot.help"]


def test_after_calling_a_person_the_bot_says_no_more() -> None:
    assert reasons(turn(text("persona"), text("hola"))) == ["bot.handover", "HandOver"]


@pytest.mark.parametrize("kind", ["image", "video", "audio", "document", "contacts", "location"])
def test_what_only_a_person_can_judge_goes_to_one(kind: str) -> None:
    message = IncomingMessage(wamid="wamid.1", kind=IncomingKind(kind), profile=SenderProfile())
    assert reasons(turn(message)) == ["bot.media", "HandOver"]


@pytest.mark.parametrize("kind", ["sticker", "edit", "revoke"])
def test_what_says_nothing_is_met_by_silence_and_is_no_miss(kind: str) -> None:
    message = IncomingMessage(wamid="wamid.1", kind=IncomingKind(kind), profile=SenderProfile())
    answer = turn(message, message, message)
    assert (reasons(answer), answer.state.misses) == ([], 0)


@pytest.mark.parametrize("kind", ["unsupported", "other", "flow"])
def test_what_cannot_be_opened_is_said_once_and_is_no_miss(kind: str) -> None:
    message = IncomingMessage(wamid="wamid.1", kind=IncomingKind(kind), profile=SenderProfile())
    first = turn(message)
    second = turn(message, after=first)
    third = turn(message, after=second)
    assert reasons(first) == ["bot.unreadable"]
    assert reasons(second) == reasons(third) == []
    assert third.state.misses == 0
    assert reasons(turn(message, after=turn(text("hola"), after=third))) == ["bot.unreadable"]


def test_a_chat_that_opens_without_a_word_is_greeted() -> None:
    message = IncomingMessage(wamid="wamid.1", kind=IncomingKind.REQUEST_WELCOME, profile=SenderProfile())
    assert reasons(turn(message)) == ["bot.welcome"]


@pytest.mark.parametrize(
    ("words", "said"),
    [("horario", ["bot.open_now"]), ("xyzzy", []), ("BAJA", ["OptOut", "consent.withdrawn"])],
)
def test_an_edited_message_is_read_and_is_no_miss(words: str, said: list[str]) -> None:
    message = IncomingMessage(
        wamid="wamid.2", kind=IncomingKind.EDIT, profile=SenderProfile(), text=words, original="wamid.1"
    )
    answer = turn(message)
    assert (reasons(answer), answer.state.misses) == (said, 0)


@pytest.mark.parametrize(
    "words", ["vale", "ok", "perfecto", "👍", "genial", "de acuerdo", "sí", "entendido", "❤️", "jaja", "ok 👌"]
)
def test_a_courtesy_is_no_miss(words: str) -> None:
    answer = turn(text(words), misses=2)
    assert (reasons(answer), answer.state.misses) == ([], 0)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("adiós", "bot.farewell"),
        ("hasta luego", "bot.farewell"),
        ("ok, gracias", "bot.thanks"),
        ("no", "bot.no_noted"),
        ("mejor no", "bot.no_noted"),
        ("no, gracias", "bot.no_noted"),
        ("👎", "bot.no_noted"),
    ],
)
def test_other_courtesies_get_a_short_word(words: str, said: str) -> None:
    assert reasons(turn(text(words), misses=2)) == [said]


@pytest.mark.parametrize(
    "words", ["alguien me recomendó vuestra tienda", "for someone special", "es para una persona mayor"]
)
def test_a_person_of_whom_one_tells_is_not_called(words: str) -> None:
    assert "HandOver" not in reasons(turn(text(words)))


@pytest.mark.parametrize(
    "words", ["me llegó el pedido equivocado", "la taza ha llegado rota", "😡😡😡", "I want a refund"]
)
def test_who_has_trouble_is_offered_a_person(words: str) -> None:
    first = turn(text(words))
    assert reasons(first) == ["bot.trouble"]
    assert reasons(turn(text(words), after=first)) == ["bot.handover", "HandOver"]
    assert reasons(turn(text("sí, por favor"), after=first)) == ["bot.handover", "HandOver"]


@pytest.mark.parametrize("words", ["¿eres un robot?", "is this a bot?", "você é um robô?", "are you human?"])
def test_asked_whether_it_is_a_machine_it_says_so_and_offers_a_person(words: str) -> None:
    answer = turn(text(words))
    assert reasons(answer) == ["bot.machine"]
    assert "máquina" in words_of(answer)
    assert reasons(turn(text("sí"), after=answer)) == ["bot.handover", "HandOver"]
