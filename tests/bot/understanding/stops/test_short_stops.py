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
