"""A stop that was asked for before, said beside a threat or by the wrong person, or repeated."""

import pytest

from shop.bot.understanding.stops.meaning import Stop, stop_meant

MEANT = {
    Stop.YES: [
        *("Ya me di de baja y me seguís escribiendo", "me he dado de baja tres veces", "ya pedí la baja"),
        *(
            "I already unsubscribed, why do I keep getting these",
            "I already unsubscribed why do I keep getting these",
        ),
        *("já me descadastrei", "já pedi para sair", "no quiero más publi", "stop please, you are spamming"),
        *(
            "ok baja",
            "sí, baja",
            "ok, stop",
            "vale, baja por favor",
            "sim, sair",
            "stop stop stop",
            "darse de baja",
        ),
    ],
    Stop.ASK: [
        *("os voy a bloquear si seguís mandando mensajes", "I will report you for these messages"),
        *("No recibir promociones", "não receber promoções", "wrong number", "te has equivocado de número"),
        *("número equivocado", "you have the wrong number", "foi engano", "I did not subscribe to this"),
        *("bloquear", "silenciar", "no me llaméis por favor", "don't call me", "quero parar de receber"),
    ],
    Stop.NO: [
        *("¿habéis dado de baja el producto?", "me he dado de baja del gimnasio", "stop, the van is late"),
        *(
            "ok, el que no para de sonar",
            "sí, la mesa baja",
            "no me llaméis, escribidme",
            "don't call, text me",
        ),
        *("the wrong number of mugs", "no puedo recibir paquetes", "me equivoqué de número de pedido"),
        *("ya me di cuenta", "ok, the bus stop", "no recibir en domingo"),
    ],
}


@pytest.mark.parametrize(("stop", "words"), [(stop, words) for stop, all_ in MEANT.items() for words in all_])
def test_a_stop_is_heard_again(stop: Stop, words: str) -> None:
    assert stop_meant(words) is stop
