"""A whole sentence outweighs what was noted; a word that we told people to write is noted of nobody."""

import pytest

from shop.bot.understanding.languages import language_heard, language_of
from tests.bot.understanding.countries import BRITAIN, GERMANY, PORTUGAL, SPAIN

SENTENCES = {
    "en": [
        *(
            "Where is my order?",
            "has it shipped yet",
            "I paid yesterday",
            "did you send it already?",
            "is 1041 paid?",
        ),
        *("I have not received anything", "nobody answered me", "the mug broke", "order 1041 has not come"),
        *(
            "why is it not here",
            "mine is late",
            "I ordered two, one came",
            "send me the invoice",
            "Sorry, wrong size",
        ),
        *("Could somebody look at my parcel", "tell me about the blue mug", "which colours are left"),
    ],
    "pt": [
        *(
            "onde está o meu pedido?",
            "quando chega a minha encomenda?",
            "ainda não recebi nada",
            "paguei ontem",
        ),
        *(
            "queria saber se já enviaram",
            "vocês entregam em Lisboa?",
            "preciso de fatura",
            "quero trocar a cor",
        ),
        *("ninguém me respondeu", "quais cores tem", "gostei da azul", "cancela o pedido 1041 por favor"),
        *("qual é o prazo de entrega", "a caneca chegou partida", "é muito caro"),
    ],
    "es": [
        *("¿dónde está mi pedido?", "quiero ver el catálogo", "todavía no recibí nada", "la taza llegó rota"),
        *("nadie me contestó", "cuánto tardan", "se puede pagar con tarjeta", "cambiar la dirección"),
        *(
            "cancela el pedido 1041 por favor",
            "necesito una factura",
            "¿qué colores quedan?",
            "es muy caro para mí",
        ),
    ],
}
WRITTEN = [(language, sentence) for language, sentences in SENTENCES.items() for sentence in sentences]


@pytest.mark.parametrize(("language", "sentence"), WRITTEN)
def test_a_whole_sentence_wins_over_what_was_noted_and_turns_no_talk_of_its_own(
    language: str, sentence: str
) -> None:
    others = [each for each in SENTENCES if each != language]
    assert {language_of([sentence], known=known) for known in others} == {language}
    assert language_of([sentence], known=language) is None


@pytest.mark.parametrize(
    "word", ["pedido", "catálogo", "horario", "order", "BAJA", "STOP", "SAIR", "start", "pessoa"]
)
@pytest.mark.parametrize("phone", [BRITAIN, SPAIN, PORTUGAL, GERMANY])
def test_a_word_of_ours_is_answered_and_noted_of_nobody(word: str, phone: str) -> None:
    assert language_of([word], known=None, phone=phone, default="es") is not None
    assert language_heard([word], known=None, phone=phone, default="es") is None


@pytest.mark.parametrize(
    ("words", "language"),
    [("hola", "es"), ("pedido por favor, hola", "es"), ("where is my order", "en"), ("oi", "pt")],
)
def test_a_word_of_their_own_is_noted(words: str, language: str) -> None:
    assert language_heard([words], known=None, phone=BRITAIN, default="es") == language


@pytest.mark.parametrize(
    ("words", "known"),
    [
        *(
            ("Taza Roja 2", "en"),
            ("order Taza Faro", "en"),
            ("Mug Blue 3 units", "es"),
            ("2 x Caneca Azul", "es"),
        ),
        *(
            ("1041", "es"),
            ("catálogo", "en"),
            ("pedido 1041", "en"),
            ("order 1041", "es"),
            ("ok perfecto", "en"),
        ),
        *(("so", "pt"), ("envio gratis?", "pt"), ("la 2", "pt"), ("o 1041", "es")),
    ],
)
def test_a_name_a_number_and_a_word_of_ours_turn_nothing(words: str, known: str) -> None:
    assert language_of([words], known=known) is None
