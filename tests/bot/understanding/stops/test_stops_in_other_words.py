"""Stops that no table spells out: they count, or are asked about; and what speaks of something else is none."""

import pytest

from shop.bot.understanding.intents import Intent, intent_of
from tests.bot.facts import facts, order, reasons, text, turn

HEARD = [
    *("q dejeis de mandarme cosas", "quiero que paréis de escribirme", "dad de baja este numero"),
    *("basta ya de publicidad", "baja inmediata", "solicito ser eliminado de la lista"),
    *(
        "me opongo a recibir publicidad",
        "stop txting me",
        "pls stop msging me",
        "I'd rather not get these messages",
    ),
    *(
        "Hi, I asked you last week to stop messaging me",
        "nao quero receber mais nada de vcs",
        "me exclui da lista",
    ),
    *("tira eu da lista", "retirem o meu contacto", "não quero ser incomodado"),
    *("sigo recibiendo mensajes y no quiero", "ya os pedí la baja la semana pasada"),
    *(
        "os pedi que no me escribierais mas",
        "no me interesa que me escribáis",
        "dejar de molestarme con mensajitos",
    ),
    *("please no further texts", "quit msging", "can you stop w the promos", "ya no me mandeis promos"),
    *("parem de me mandar coisa", "não me mandem mensagens todos os dias", "quero me descadastrar"),
    *("no autorizo mensajes publicitarios", "I do not consent to marketing", "me saquen de su base"),
]
HEARD += [
    *(
        "ya bájenme de su lista",
        "ya párale con los mensajes",
        "ya chole con sus mensajes",
        "ya stop",
        "stop pls x",
    ),
    *("darme d baja", "darme de vaja", "qiero darme de vaja", "revogo o consentimento", "párenle"),
    *("no quiero ser parte de este grupo", "no insistan", "não tenho interesse", "bugger off"),
]
DATA_TOO = [
    "borrad mi contacto",
    "exclua meu contato",
    "tira meu número daí",
    "eliminem o meu número da vossa base",
]
ASKED = [
    *("no necesito mas informacion", "I don't need any more info", "no need for more info thanks"),
    *("ya no necesito info", "no me interesa esa oferta", "not interested in that offer"),
    *("no quiero la promo, quiero el precio normal", "quita la oferta del carrito", "cancela la oferta"),
    *("quita el mensaje", "remove the message please", "without text"),
    *("no está en spam", "not in spam", "not in my spam", "não está no spam", "no quiero molestar"),
    *("no quiero dar la lata", "don't want to bother you", "don't want to annoy you", "nao quero incomodar"),
    *("i don't want to write anything", "no quiero escribir nada", "não quero escrever nada"),
    *("no need to message me", "no need to notify me", "no avisar", "sin avisar", "no more offers?"),
    *("do you stop texts", "¿baja?", "stop?", "¿stop?"),
]
OTHER = [
    *(
        "no he recibido el mensaje con el enlace",
        "no puedo enviar el mensaje",
        "¿no vais a enviar mi pedido?",
    ),
    *("no recibí el código por mensaje", "stop, the van is late", "para mi madre", "la temperatura baja"),
    *("do you send messages when it ships?", "no sé cómo mandar el carrito", "não recebi a mensagem"),
    *("quítame una", "quítame dos", "sácame dos", "sacame del carrito una", "bórrame una", "eliminame una"),
    *(
        "bórrame todo el carrito",
        "quítame la taza",
        "sácame el plato",
        "quita una",
        "take one off",
        "tira uma",
    ),
    *("no message on the card please", "no quiero mensaje en la taza", "no se que escribir en la tarjeta"),
    *("perdona por tantos mensajes", "sorry for so many messages", "no llaméis al timbre"),
    *("please don't call before 5", "delete my last message", "cartel no molestar"),
    *("the message on the card: never stop loving", "una taza con mensaje: no pares"),
]


@pytest.mark.parametrize("words", HEARD)
def test_it_counts_or_is_asked_about(words: str) -> None:
    assert intent_of(words) in (Intent.OPT_OUT, Intent.OPT_OUT_DOUBT)


@pytest.mark.parametrize("words", DATA_TOO)
def test_to_be_erased_is_passed_on_and_the_messages_are_asked_about(words: str) -> None:
    said = reasons(turn(text(words)))
    assert {"consent.asked_to_stop", "consent.withdrawn"} & set(said)


@pytest.mark.parametrize("words", ASKED)
def test_of_one_offer_or_a_piece_of_news_nothing_ends_unasked(words: str) -> None:
    assert intent_of(words) is not Intent.OPT_OUT


@pytest.mark.parametrize("words", OTHER)
def test_what_speaks_of_something_else_is_none(words: str) -> None:
    assert intent_of(words) not in (Intent.OPT_OUT, Intent.OPT_OUT_DOUBT)


@pytest.mark.parametrize(
    ("first", "then"),
    [
        ("cancela", "las promos"),
        ("cancela", "mi suscripcion"),
        ("cancelar", "mensajes"),
        ("cancel", "my subscription"),
    ],
)
def test_a_cancel_whose_second_half_is_of_messages_ends_them(first: str, then: str) -> None:
    said = reasons(turn(text(first), text(then), known=facts(orders=(order(1041),))))
    assert said in (["OptOut", "consent.withdrawn"], ["consent.asked_to_stop"])
