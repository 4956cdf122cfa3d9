"""Who threatens or accuses us over what we write is asked whether it shall stop; who speaks of a delivery is not."""

import pytest

from tests.bot.facts import reasons, text, turn

ASKED = [
    *("cesen los envíos", "esto es spam, os denuncio", "los voy a bloquear si siguen escribiendo"),
    *("paren los envíos", "suspendan los envíos ya", "cessem os envios", "BAJA, que no me entero de nada"),
    *("esto es spam!!! os voy a denunciar a la aepd", "os bloqueo si seguís así con los mensajes"),
    *(
        "I'll block you if you keep texting",
        "keep texting me and I'll report you",
        "this is spam, I'm reporting you",
    ),
    *("one more message and I'm blocking you", "this is harassment, I'll call my lawyer"),
    *("vou bloquear vocês se continuarem a mandar mensagens", "isto é spam, vou denunciar"),
    *(
        "mais uma mensagem e denuncio",
        "si no paráis de escribir os bloqueo",
        "son unos spammers, los voy a reportar",
    ),
    *("si siguen escribiendo llamo a la policía", "estoy harta de vuestro spam, os denuncio"),
]
OTHERS = [
    *("no me escribió nadie del reparto", "don't text, call me when it arrives", "nadie me escribió"),
    *(
        "is this spam?",
        "no es spam, tranquilos",
        "this is not spam, is it",
        "os denuncio si no llega mi pedido",
    ),
    *("os voy a denunciar por estafa", "voy a denunciar al repartidor", "I'll report the courier"),
    *("block my card please", "me han bloqueado la tarjeta", "vou denunciar o entregador"),
    *(
        "you charged me twice, I'll report you",
        "nobody texted me about the delivery",
        "no me avisasteis de la entrega",
    ),
    *("no one has written to me", "ninguém me escreveu da transportadora", "não me avisaram da entrega"),
    *("no me escribáis, llamadme cuando llegue", "não mandem mensagem, liguem quando chegar"),
    *("don't message me, ring the bell when you're downstairs", "no me escribas, llama al llegar"),
    *("detengan el envío", "stop the shipment", "cuánto cuestan los envíos?", "no hacen envíos a Chile?"),
    *("STOP, the van is late", "el repartidor no me escribió", "no me mandasteis más que una taza"),
]


@pytest.mark.parametrize("words", ASKED)
def test_of_what_we_write_one_asks(words: str) -> None:
    assert reasons(turn(text(words))) == ["consent.asked_to_stop"]


@pytest.mark.parametrize("words", OTHERS)
def test_of_anything_else_nobody_asks_about_promotions(words: str) -> None:
    said = reasons(turn(text(words)))
    assert "OptOut" not in said
    assert "consent.asked_to_stop" not in said
