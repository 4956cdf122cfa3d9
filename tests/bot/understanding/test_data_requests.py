"""What somebody asks about their own data: to erase it, to see it, where it comes from."""

import pytest

from shop.bot.understanding.data_requests import DataRequest, data_request
from shop.bot.understanding.intents import Intent, intent_of

ERASE = [
    *(
        "eliminad mis datos",
        "quiero que borréis todos mis datos",
        "borra mi número",
        "borrar mi cuenta",
        "RGPD: supresión",
    ),
    *(
        "delete my account",
        "please erase all my data",
        "delete everything you have on me",
        "right to be forgotten",
    ),
    *(
        "apaguem os meus dados",
        "quero excluir minha conta",
        "apaga o meu número",
        "eliminem os meus dados pessoais",
    ),
    *(
        "quiero que me borren de su base de datos",
        "close my account",
        "delete my number",
        "apague meus dados",
    ),
    *(
        "ejerzo mi derecho al olvido",
        "remove my personal information",
        "removam os meus dados",
        "wipe my data",
    ),
]
SEE = [
    *("what data do you have on me", "¿qué datos tenéis sobre mí?", "quais dados vocês têm sobre mim?"),
    *(
        "I want a copy of my data",
        "quiero una copia de mis datos",
        "¿qué sabéis de mí?",
        "what do you know about me",
    ),
    *("¿de dónde habéis sacado mi número?", "how did you get my number", "como conseguiram o meu número?"),
    *(
        "who gave you my number?",
        "protección de datos",
        "data protection",
        "LGPD",
        "qué información guardáis de mí",
    ),
]
NEITHER = [
    *(
        "cambiar mis datos de envío",
        "¿qué datos necesitáis?",
        "what information do you need from me",
        "my number is 611000001",
        "borra la taza del carrito",
    ),
    *(
        "delete the mug",
        "mi número de pedido es 1041",
        "baja",
        "hola",
        "what do you have?",
        "apaga a luz",
        "",
        "account",
    ),
    *(
        "quiero eliminar un producto de mi pedido",
        "¿qué tenéis para mí?",
        "tenéis mi pedido?",
        "remove me from your list",
    ),
]


@pytest.mark.parametrize("words", ERASE)
def test_who_wants_their_data_erased_is_heard(words: str) -> None:
    assert data_request(words) is DataRequest.ERASE
    assert intent_of(words) is Intent.DATA


@pytest.mark.parametrize("words", SEE)
def test_who_asks_what_is_known_of_them_is_heard(words: str) -> None:
    assert data_request(words) is DataRequest.SEE
    assert intent_of(words) is Intent.DATA


@pytest.mark.parametrize("words", NEITHER)
def test_other_words_ask_nothing_about_data(words: str) -> None:
    assert data_request(words) is None
