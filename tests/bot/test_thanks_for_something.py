"""Thanks for whatever it is are a courtesy; what is asked or wrong behind them is answered."""

import pytest

from tests.bot.facts import facts, order, reasons, text, turn

ONE = facts(orders=(order(1041),))


@pytest.mark.parametrize(
    "words",
    [
        *(
            "gracias por la rapidez",
            "ok gracias por avisar",
            "muchas gracias por contestar tan rápido",
            "vale, gracias por la info",
        ),
        *(
            "gracias por vuestra paciencia 😊",
            "hola, gracias por escribir",
            "mil gracias por el detalle de la tarjeta",
        ),
        *(
            "thanks for letting me know",
            "thank you for the quick reply",
            "great, thanks for checking",
            "thanks for getting back to me",
        ),
        *(
            "obrigada pela rapidez",
            "muito obrigado pela atenção",
            "obrigado por avisarem",
            "obrigada por responder tão rápido",
        ),
        *("valeu pela ajuda", "perfeito, obrigada pela informação", "obrigado pela paciência e simpatia"),
    ],
)
def test_thanks_for_something_are_no_miss(words: str) -> None:
    answer = turn(text(words), misses=2)
    assert (reasons(answer), answer.state.misses) == (["bot.thanks"], 0)


@pytest.mark.parametrize(
    ("words", "done"),
    [
        *(
            (words, "bot.trouble")
            for words in ("gracias por nada", "thanks for nothing", "obrigado por nada")
        ),
        *(
            (words, "bot.trouble")
            for words in ("gracias por todo pero falta una taza", "thanks for the wrong size")
        ),
        *(
            (words, "bot.order_pending")
            for words in ("gracias por el pedido, ¿cuándo llega?", "thanks, where is my order")
        ),
        *(
            (words, "bot.ask_cancel")
            for words in ("gracias por cancelar mi pedido", "thanks for cancelling my order")
        ),
        ("gracias por la info, quiero la taza azul", "bot.help"),
        ("gracias por no escribirme más", "OptOut"),
        ("obrigada pela encomenda mas veio partida", "bot.trouble"),
    ],
)
def test_what_stands_behind_the_thanks_is_answered(words: str, done: str) -> None:
    assert reasons(turn(text(words), known=ONE))[0] == done


@pytest.mark.parametrize(
    "words", ["gracias por avisar", "thanks for letting me know", "obrigada pela rapidez"]
)
def test_thanks_for_something_are_no_yes(words: str) -> None:
    asked = turn(text("¿puedo cancelar?"), known=ONE)
    assert "CancelOrder" not in reasons(turn(text(words), known=ONE, after=asked))
