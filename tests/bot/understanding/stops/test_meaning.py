"""A stop is known by its meaning, in three languages; what is about something else is none; in doubt one asks."""

import pytest

from shop.bot.understanding.stops.meaning import Stop, stop_meant

STOPS = [
    *(
        "BAJA",
        "baja.",
        "Stop!",
        " STOP ",
        "unsubscribe",
        "sair",
        "¡Darme de baja!",
        "ＳＴＯＰ",
        "STOPALL",
        "stop all",
    ),
    *("Quiero darme de baja", "Baja por favor", "Stop. Thank you", "STOP, gracias", "no quiero más mensajes"),
    *("unsubscribe please", "Please unsubscribe me", "dejad de escribirme", "pare de me mandar mensagens"),
    *("remove me from your list", "Take me off your mailing list, please", "Hola, quiero darme de baja"),
    *(
        "no me escribáis más",
        "no me escribas nunca más",
        "não quero mais receber mensagens",
        "quero sair da lista",
    ),
    *(
        "don't text me",
        "Don’t message me again",
        "do not contact me anymore",
        "stop texting me",
        "stop sending me messages",
    ),
    *("please stop messaging me", "I don't want to receive any more messages", "no more messages please"),
    *(
        "I no longer want to receive your promotions",
        "I'd like to unsubscribe",
        "I want to opt out",
        "stop spamming me",
    ),
    *(
        "ya no quiero recibir más publicidad",
        "no quiero publicidad",
        "no quiero recibir ofertas",
        "no más mensajes",
    ),
    *(
        "no me mandéis más ofertas",
        "no me envíes más promociones",
        "deja de mandarme mensajes",
        "basta de mensajes",
    ),
    *(
        "dame de baja",
        "dadme de baja de la lista",
        "¿me podéis dar de baja?",
        "me doy de baja",
        "solicito la baja",
    ),
    *(
        "quiero cancelar mi suscripción",
        "cancelar suscripción",
        "bórrame de vuestra lista",
        "borrad mi número",
    ),
    *(
        "quítame de la lista por favor",
        "sácame de este grupo",
        "déjame en paz",
        "leave me alone",
        "delete my number",
    ),
    *(
        "parem de me enviar mensagens",
        "não me mandem mais promoções",
        "não me escrevam mais",
        "me tira da lista",
    ),
    *(
        "quero descadastrar",
        "me descadastre por favor",
        "cancelar a subscrição",
        "não quero receber publicidade",
    ),
    *(
        "chega de mensagens",
        "deixem de me escrever",
        "remova-me da lista",
        "não quero mais mensagens, obrigada",
    ),
    *(
        "Quiero darme de baja, ya no me interesa",
        "Unsubscribe me because I moved",
        "BAJA 600111222",
        "stop promotions",
    ),
    *(
        "no quiero que me escribáis más",
        "no deseo recibir más comunicaciones comerciales",
        "baja de la lista",
    ),
    *("Stop. Stop. Stop.", "STOP STOP", "stop now", "stop please 🙏", "buenas tardes, baja, gracias"),
    *(
        "Por favor no me mandéis nada más",
        "stop sending me this stuff",
        "I withdraw my consent",
        "holaaa, stoooop",
    ),
    *(
        "I said stop",
        "no me interesa, baja",
        "not interested, please stop",
        "quiero que me borren de su base de datos",
    ),
    *(
        "cancelar promociones",
        "cancelad los mensajes",
        "quero cancelar o recebimento de mensagens",
        "stop reminding me",
    ),
    *(
        "deja de recordarme el carrito",
        "no me recordéis más el carrito",
        "desactivar notificaciones",
        "no me mandes más cosas",
    ),
]
ABOUT_SOMETHING_ELSE = [
    *(
        "stop, the van is late",
        "please stop by tomorrow",
        "la temperatura baja mañana",
        "quiero sair com a caneca",
    ),
    *(
        "at the end of the week",
        "don't stop",
        "no mas mensajes de voz, por favor",
        "para mi madre",
        "es para mi madre",
    ),
    *("quiero dar de baja la luz", "me doy de baja del gimnasio", "estoy de baja", "estoy de baja médica"),
    *(
        "no quiero darme de baja",
        "don't unsubscribe me",
        "não quero sair",
        "para regalar",
        "para llevar, por favor",
    ),
    *(
        "no he recibido ningún mensaje",
        "I didn't get your message",
        "no me llegó el mensaje",
        "não recebi a mensagem",
    ),
    *("no me mandéis la taza azul", "don't send it yet", "stop the order", "deja un mensaje a mi marido"),
    *(
        "¿tenéis tazas?",
        "hola",
        "no",
        "no, gracias",
        "cancelar",
        "cancela el pedido 1041",
        "my order",
        "",
        "🛍️",
    ),
    *(
        "no quiero el pedido",
        "baja el precio",
        "¿la planta baja?",
        "quiero quitar el café",
        "stop sending the wrong size",
    ),
    *(
        "no puedo enviar mensajes",
        "no entiendo el mensaje",
        "send me a message",
        "mándame un mensaje",
        "oferta",
    ),
    *(
        "¿tenéis ofertas?",
        "any offers?",
        "quero receber mensagens",
        "alta",
        "start",
        "no me gusta",
        "end of season?",
    ),
    *("no more lighthouse mugs?", "não quero a caneca", "para amanhã?", "para ti", "me quita el sueño"),
]
IN_DOUBT = [
    *(
        "¿cómo me doy de baja?",
        "how do I unsubscribe?",
        "como posso descadastrar?",
        "para",
        "no more",
        "basta",
    ),
    *("no más", "spam", "BAJA Juan García", "chega", "deja de mandarme mensajes hasta que llegue el pedido"),
    *("no me escribáis al trabajo", "si no llega hoy me doy de baja", "can I opt out?", "salir"),
    *(
        "No promotions please",
        "sin publicidad, por favor",
        "nada de publicidad",
        "I never signed up for this, stop",
    ),
    *("no he dado permiso para recibir publicidad", "don't text me today"),
]


@pytest.mark.parametrize("words", STOPS)
def test_a_message_that_means_a_stop_is_one(words: str) -> None:
    assert stop_meant(words) is Stop.YES
    assert stop_meant(words) is Stop.YES


@pytest.mark.parametrize("words", ABOUT_SOMETHING_ELSE)
def test_a_message_about_something_else_is_no_stop(words: str) -> None:
    assert stop_meant(words) is Stop.NO


@pytest.mark.parametrize("words", IN_DOUBT)
def test_in_doubt_one_asks(words: str) -> None:
    assert stop_meant(words) is Stop.ASK


def test_the_name_of_the_shop_is_no_other_subject() -> None:
    said = "quiero darme de baja de La Tienda del Faro"
    assert stop_meant(said, shop="La Tienda del Faro") is Stop.YES
    assert stop_meant("me doy de baja del gimnasio", shop="La Tienda del Faro") is Stop.NO


def test_a_message_of_any_length_is_read_in_no_time() -> None:
    assert stop_meant("stop " * 200_000) in Stop
    assert stop_meant("no quiero " * 100_000) in Stop
