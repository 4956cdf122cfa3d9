"""What shoppers' words ask for, in three languages."""

import re

import pytest

from shop.bot.intents import Intent, intent_of, language_spoken
from shop.kit.translations import languages
from tests.translations.catalogs import read, texts

ASKED = [
    (Intent.GREETING, ["hola", "Buenos días!", "hello", "Hi there", "olá", "Bom dia", "menu"]),
    (Intent.CATALOG, ["catálogo", "quiero ver los productos", "show me the catalog", "quero ver os preços"]),
    (Intent.CATALOG, ["quiero hacer un pedido", "I want to order two mugs", "quero fazer um pedido"]),
    (
        Intent.ORDER_STATUS,
        ["¿dónde está mi pedido?", "pedido", "order", "my order?", "onde está o meu pedido", "encomenda"],
    ),
    (Intent.CANCEL, ["cancelar", "quiero cancelar mi pedido", "please cancel my order", "cancela o pedido"]),
    (
        Intent.PERSON,
        ["persona", "quiero hablar con alguien", "a human please", "pessoa", "falar com atendente"],
    ),
    (Intent.OPT_IN, ["ALTA", "start", "Quero receber", "inscrever"]),
    (
        Intent.OPT_OUT,
        ["BAJA", "baja.", "Stop!", " STOP ", "unsubscribe", "sair", "¡Darme de baja!", "ＳＴＯＰ"],
    ),
    (
        Intent.HOURS,
        ["horario", "¿a qué hora abren?", "opening hours", "are you open?", "estão abertos? horário"],
    ),
    (Intent.THANKS, ["gracias", "Muchas gracias", "thanks a lot", "obrigada"]),
    (Intent.YES, ["sí", "Si", "vale", "OK", "yes", "sim", "Claro!"]),
    (Intent.NO, ["no", "No.", "nope", "não"]),
    (Intent.UNKNOWN, ["", "   ", "🛍️", "xyzzy", "12345", "\u200d", "ｈｍｍ"]),
]


@pytest.mark.parametrize(("intent", "words"), [(intent, words) for intent, all_ in ASKED for words in all_])
def test_words_are_understood(intent: Intent, words: str) -> None:
    assert intent_of(words) is intent


@pytest.mark.parametrize(
    "words",
    [
        "stop, the van is late",
        "please stop by tomorrow",
        "la temperatura baja mañana",
        "quiero sair com a caneca",
        "at the end of the week",
        "don't stop",
        "no mas mensajes de voz, por favor",
    ],
)
def test_a_stop_word_inside_a_sentence_is_no_stop(words: str) -> None:
    assert intent_of(words) is not Intent.OPT_OUT


@pytest.mark.parametrize(
    "words",
    [
        "no canceles, no cancelar mi pedido",
        "don't cancel my order",
        "¿puedo cancelar mi pedido después?",
        "can I cancel later?",
        "si cancelo, ¿pierdo el dinero? cancelar",
        "não cancelar",
        "how do I cancel?",
    ],
)
def test_a_doubt_about_cancelling_cancels_nothing(words: str) -> None:
    assert intent_of(words) is not Intent.CANCEL


@pytest.mark.parametrize("words", ["sí, pero otra talla", "no sé", "yes but blue", "ok, gracias"])
def test_a_yes_or_no_inside_a_sentence_is_neither(words: str) -> None:
    assert intent_of(words) not in (Intent.YES, Intent.NO)


def test_people_come_before_machines() -> None:
    assert intent_of("hola, quiero hablar con una persona sobre mi pedido") is Intent.PERSON


@pytest.mark.parametrize("language", languages())
def test_every_word_we_tell_people_to_write_is_understood(language: str) -> None:
    told = " {} ".join(text for message in read(language) for text in texts(message.string))
    words = set(re.findall(r"\*([^*{}]+)\*", told)) | set(
        re.findall(r"\b(?:BAJA|STOP|SAIR|ALTA|START|INSCREVER)\b", told)
    )
    assert len(words) >= 5
    assert [word for word in words if intent_of(word) is Intent.UNKNOWN] == []
    assert {intent_of(word) for word in words if word.isupper()} == {Intent.OPT_IN, Intent.OPT_OUT}


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("hola, quiero una taza", "es"),
        ("hello, how much is it?", "en"),
        ("olá, quanto custa?", "pt"),
        ("xyzzy", None),
        ("", None),
        ("STOP", None),
        ("ok", None),
    ],
)
def test_the_language_is_heard(words: str, language: str | None) -> None:
    assert language_spoken(words) == language
