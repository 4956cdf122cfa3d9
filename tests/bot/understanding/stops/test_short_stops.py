"""A stop in few words, in lines that belong together, and out of weariness."""

import pytest

from shop.bot.understanding.stops.meaning import Stop, stop_meant

MEANT = {
    Stop.YES: [
        *("no me\nescribáis\nmás", "para\nde mandarme\nmensajes", "hola\nno quiero\nmás mensajes\ngracias"),
        *("para de me encher", "take me off", "dejad de molestar", "stop bugging me", "parem de me chatear"),
        *("retiro mi consentimiento", "retirar consentimento", "revogo o meu consentimento", "Dame la baja"),
        *(
            "I withdraw my consent",
            "baixa",
            "me dá baixa",
            "unsuscribe",
            "unsubcribe",
            "UNSUBSCRIBEE",
            "stopp",
        ),
        *(
            "no me interesan sus ofertas",
            "no me interesan vuestros mensajes",
            "¿me podéis quitar de la lista?",
        ),
        *(
            "¿me puede sacar de la lista?",
            "me borráis?",
            "no quiero seguir recibiendo esto",
            "stop everything",
        ),
        *("No deseo recibir más información de ustedes", "stop!! ya os lo dije", "pode me tirar da lista?"),
        *(
            "tira-me da lista por favor",
            "retirem-me da lista",
            "por favor parem de enviar",
            "não desejo receber",
        ),
        *("bajaa", "descadastar", "stopp please", "quiero retirar mi consentimiento"),
        *("deja de dar la lata", "stop\nsending me\nmessages", "não quero\nmais mensagens"),
    ],
    Stop.NO: [
        *(
            "para de llover?",
            "para\nmi madre",
            "qué pesada es la taza",
            "basta con una taza",
            "how do I sign up?",
        ),
        *("quiero más información", "no he recibido información de mi pedido", "quita el azul de la lista"),
        *("me interesan sus ofertas", "can you take 2 mugs off my list?", "do you have info on the mug?"),
        *(
            "no quiero más, gracias",
            "no more, thanks",
            "não quero mais, obrigada",
            "subscribe",
            "step",
            "shop",
        ),
        *(
            "para isso serve?",
            "too many mugs",
            "tantas mensagens bonitas nas canecas",
            "¿para cuándo los mensajes de la tarjeta?",
        ),
    ],
    Stop.ASK: [
        *(
            "para com isso",
            "I never signed up for this",
            "qué pesados, basta",
            "basta ya, qué pesados",
            "que saco, chega",
        ),
        *("no quiero saber nada de vosotros", "no quiero nada más de ustedes", "I want nothing from you"),
        *("não mande mais", "no mandéis más", "não tenho interesse nas promoções"),
        *("não quero saber de vocês", "no quiero más"),
        *(
            "too many messages",
            "estoy harta de tantos mensajes",
            "I'm sick of your messages",
            "qué pesados sois",
        ),
        *(
            "I didn't sign up for this",
            "nunca me apunté a esto",
            "nunca me inscrevi nisto",
            "parem com isso",
            "fuck off",
        ),
    ],
}


@pytest.mark.parametrize(("stop", "words"), [(stop, words) for stop, all_ in MEANT.items() for words in all_])
def test_short_words_are_weighed(stop: Stop, words: str) -> None:
    assert stop_meant(words) is stop
