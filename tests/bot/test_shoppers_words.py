"""What shoppers write in a hurry, in slang or with a sign: a stop, a pointer at an order, a courtesy, harm."""

import pytest

from shop.bot.understanding.harm import tells_of_harm
from tests.bot.facts import facts, order, reasons, text, turn

TWO = facts(orders=(order(1042), order(1041)))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "xfa no me mandéis + cosas 🙏",
            "no quiero + mensajes",
            "¿me podéis borrar de ahí?",
            "dejen de joder",
        ),
        *("podem me tirar da lista?", "vai se foder", "tira-me daí"),
    ],
)
def test_a_stop_in_slang_counts_or_is_asked_about(words: str) -> None:
    assert reasons(turn(text(words)))[0] in ("OptOut", "consent.asked_to_stop")


@pytest.mark.parametrize("words", ["el de ayer", "el más barato", "the cheaper one", "a da semana passada"])
@pytest.mark.parametrize(
    ("question", "asked"), [("cancela", "bot.which_order_cancel"), ("mi pedido", "bot.which_order_status")]
)
def test_a_pointer_at_an_order_brings_the_buttons_again_and_then_help(
    question: str, asked: str, words: str
) -> None:
    first = turn(text(question), known=TWO)
    again = turn(text(words), known=TWO, after=first)
    assert (reasons(first), reasons(again)) == ([asked], [asked])
    assert reasons(turn(text(words), known=TWO, after=again)) == ["bot.help"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "chévere",
            "ok, lo miro y te digo",
            "disculpa la molestia",
            "ya te digo algo",
            "lo consulto con mi mujer",
        ),
        *("aight", "let me check with my wife", "sorry for the trouble", "i'll ask"),
        *("vou ver com o meu marido", "desculpa o incômodo", "vou ver"),
    ],
)
def test_a_courtesy_is_no_miss(words: str) -> None:
    answer = turn(text(words), misses=2)
    assert (reasons(answer), answer.state.misses) == ([], 0)


@pytest.mark.parametrize(
    "words", ["es todo", "só isso", "that's all", "mejor espero", "i'd rather wait", "prefiro esperar"]
)
def test_a_no_in_other_words(words: str) -> None:
    assert reasons(turn(text(words))) == ["bot.no_noted"]


@pytest.mark.parametrize(
    "words",
    [
        *(
            "tengo la cara hinchadísima",
            "me da vueltas la cabeza desde que tomé la infusión",
            "la leche sabe a lejía",
        ),
        *(
            "estoy fatal desde ayer por la cena",
            "creo que me ha dado una alergia",
            "la silla se partió conmigo encima",
        ),
        *(
            "the swing snapped while my son was on it",
            "the milk tastes like bleach",
            "my hair is falling out after the shampoo",
        ),
        *(
            "ardor nos olhos depois do creme",
            "perdi os sentidos",
            "o iogurte sabe a lixívia",
            "a cadeira partiu comigo em cima",
        ),
    ],
)
def test_harm_in_the_words_of_the_hurt(words: str) -> None:
    assert tells_of_harm(words)


@pytest.mark.parametrize(
    "words",
    [
        "la vela huele a pintura",
        "the candle smells of paint",
        "me caí del guindo",
        "la silla se partió",
        "sabe a poco",
    ],
)
def test_words_of_no_harm(words: str) -> None:
    assert not tells_of_harm(words)
