"""A question about one's own data and a stop in one message: a person is called, and the stop counts; in doubt one asks."""

import pytest

from shop.customers.models import Marketing
from shop.inbox.conversations.models import Holder
from tests.bot.facts import facts, reasons, text, turn

DATA = ["bot.data_request", "HandOver"]
ASKED = "consent.asked_to_stop"


@pytest.mark.parametrize("holder", list(Holder))
@pytest.mark.parametrize(
    "words",
    [
        *("según el RGPD dejen de mandarme publicidad", "según la LOPD les pido que dejen de escribirme"),
        *("por ley de protección de datos denme de baja", "¿quién os dio mi número? baja"),
        *("¿de dónde habéis sacado mi número? no me escribáis más", "RGPD: no quiero más mensajes"),
        *("who gave you my number? stop", "according to gdpr stop texting me", "GDPR: unsubscribe me"),
        *("under the GDPR stop sending me messages", "where did you get my number? take me off your list"),
        *("quem deu meu número? sair", "LGPD: sair", "de acordo com a LGPD parem de me mandar mensagens"),
        *(
            "onde conseguiram o meu número? não me escrevam mais",
            "conforme al RGPD solicito no recibir comunicaciones comerciales",
        ),
    ],
)
def test_both_count(words: str, holder: Holder) -> None:
    told = reasons(turn(text(words), known=facts(holder=holder)))
    assert "OptOut" in told
    assert "HandOver" in told


@pytest.mark.parametrize(
    "words",
    [
        *("ejerzo mi derecho de oposición", "¿quién os dio mi número? qué pesados"),
        *("I exercise my right to object", "who gave you my number? enough"),
        *("exerço o meu direito de oposição", "quem deu meu número? chega"),
        *("LGPD: solicito exclusão", "RGPD: solicito la supresión"),
    ],
)
def test_in_doubt_it_is_asked_as_well(words: str) -> None:
    assert reasons(turn(text(words))) == [*DATA, ASKED]
    assert reasons(turn(text(words), known=facts(marketing=Marketing.WITHDRAWN))) == DATA


@pytest.mark.parametrize(
    "words",
    [
        *("¿quién os dio mi número?", "¿qué datos tenéis de mí?", "¿cumplís el RGPD?"),
        *("who gave you my number?", "what is your privacy policy?", "are you under the GDPR?"),
        *("quem deu meu número?", "que dados têm sobre mim?", "cumprem a LGPD?"),
    ],
)
def test_a_mere_question_about_data_asks_nothing_about_promotions(words: str) -> None:
    assert reasons(turn(text(words))) == DATA
