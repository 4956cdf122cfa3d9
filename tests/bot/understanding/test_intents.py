"""What shoppers' words ask for, in three languages."""

import re

import pytest

from shop.bot.understanding.intents import Intent, intent_of
from shop.kit.translations import languages
from tests.support.gettext_catalogs import read, texts

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
    (Intent.OPT_IN, ["ALTA", "start", "Quero receber", "inscrever", "dame de alta", "I'd like to opt in"]),
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
    (
        Intent.YES,
        [
            "perfecto",
            "genial",
            "de acuerdo",
            "sí, por favor",
            "👍",
            "👌🏽",
            "vale, adelante",
            "great",
            "beleza",
        ],
    ),
    (
        Intent.NO,
        ["no, gracias", "mejor no", "ahora no", "no thanks", "não, obrigada", "no me interesa", "👎"],
    ),
    (Intent.FAREWELL, ["adiós", "hasta luego", "bye", "see you later", "tchau", "até logo", "hasta mañana"]),
    (
        Intent.THANKS,
        [
            "ok, gracias",
            "vale, muchas gracias, hasta luego",
            "thank you so much 🙏",
            "valeu",
            "gracias por el pedido",
        ],
    ),
    (Intent.GREETING, ["holaaa", "Wenas", "buenass tardess", "Holaaa q tal", "👋", "ola", "hola, ¿qué tal?"]),
    (Intent.SMALL_TALK, ["entendido", "jaja", "😊", "🛍️", "❤️❤️", "got it", "muy bien", "de nada", "legal"]),
    (
        Intent.TROUBLE,
        ["me llegó el pedido equivocado", "la taza ha llegado rota", "I got the wrong order", "😡😡😡"],
    ),
    (Intent.TROUBLE, ["quiero un reembolso", "thanks for nothing, worst shop ever", "veio o pedido errado"]),
    (
        Intent.TROUBLE,
        ["tengo una queja", "I want to make a complaint", "uma reclamação", "no he recibido mi pedido"],
    ),
    (
        Intent.ORDER_STATUS,
        [
            "1041",
            "pedido 1041",
            "¿cómo va el 1041? mi pedido",
            "quiero pagar",
            "no se abre el enlace",
            "where's my parcel",
        ],
    ),
    (
        Intent.ORDER_MATTER,
        ["cambiar la dirección de mi pedido", "quita el café del pedido", "change my order to blue"],
    ),
    (
        Intent.CANCEL,
        [
            "cancela el pedido 1041",
            "sí, cancela el pedido",
            "cancel order no. 1041",
            "cancela o pedido nº 1041",
            "podéis cancelar el pedido 1041",
        ],
    ),
    (
        Intent.CANCEL_DOUBT,
        [
            "¿puedo cancelar?",
            "¿podéis cancelar el pedido 1041?",
            "ya no quiero el pedido",
            "cancela el 1041, no el 1042",
        ],
    ),
    (
        Intent.PERSON,
        [
            "¿hay alguien?",
            "¿hay alguien ahí?",
            "can I talk to someone please",
            "prefiero hablar con una persona de verdad",
        ],
    ),
    (
        Intent.PERSON,
        ["no quiero hablar con un robot, quiero una persona", "posso falar com alguém?", "real person"],
    ),
    (
        Intent.HOURS,
        ["¿abrís los domingos?", "when do you close?", "Is it open on Sunday?", "¿a qué hora cerráis?"],
    ),
    (Intent.OPT_OUT_DOUBT, ["para", "no more", "¿cómo me doy de baja?"]),
    (Intent.UNKNOWN, ["", "   ", "xyzzy", "123", "\u200d", "ｈｍｍ", "???"]),
    (
        Intent.UNKNOWN,
        ["where is your shop?", "¿dónde está la tienda?", "busco un regalo para una persona mayor"],
    ),
    (
        Intent.UNKNOWN,
        ["algo para alguien especial", "something for someone special", "un presente para alguém especial"],
    ),
    (
        Intent.UNKNOWN,
        ["my agent of insurance told me", "it came in 24 hours", "nada que ver"],
    ),
]


@pytest.mark.parametrize(("intent", "words"), [(intent, words) for intent, all_ in ASKED for words in all_])
def test_plain_words_ask_for_one_thing(intent: Intent, words: str) -> None:
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


@pytest.mark.parametrize(
    "words",
    [
        "alguien me recomendó vuestra tienda",
        "someone told me about your shop",
        "es para una persona mayor",
        "for someone special",
        "una persona me habló de vosotros",
        "I spoke to a person yesterday",
        "alguém me indicou a loja",
    ],
)
def test_a_person_of_whom_one_tells_is_not_called(words: str) -> None:
    assert intent_of(words) is not Intent.PERSON


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
