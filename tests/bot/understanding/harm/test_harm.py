"""Somebody was harmed, or what may harm was found in the goods: told apart from questions asked before buying."""

import pytest

from shop.bot.understanding.harm import tells_of_harm
from shop.bot.understanding.intents import Intent, intent_of

HARMED = [
    *(
        "me ha dado una reacción alérgica",
        "Se me hincha la cara",
        "tengo los labios hinchados",
        "no puedo respirar",
    ),
    *("mi hijo se ha puesto malo con las galletas", "me han sentado mal", "estamos vomitando desde ayer"),
    *("estoy en urgencias por vuestro producto", "me he quemado con la taza", "me he cortado con el borde"),
    *("la crema me ha irritado la piel", "me pica mucho la boca", "me ha salido un sarpullido"),
    *("hay cristal dentro", "he encontrado un trozo de plástico en la galleta", "venía lleno de gusanos"),
    *("mi perra se ha intoxicado", "se me cierra la garganta", "me he roto un diente con el turrón"),
    *("my son got sick after eating your biscuits", "I had an allergic reaction", "my face is swelling up"),
    *("I can't breathe", "we all got food poisoning", "your soap gave me a rash", "I found glass in the jam"),
    *("there's a worm in it", "the kettle caught fire", "I cut my lip on the mug", "it made me ill"),
    *("my daughter is throwing up", "I burned my hand", "she is unwell after eating it"),
    *("passei mal com o produto", "meu filho passou mal depois de comer", "tive uma reação alérgica"),
    *(
        "fiquei com a cara inchada",
        "os meus lábios estão a inchar",
        "tem vidro dentro",
        "encontrei um bicho dentro",
    ),
    *("me queimei com a caneca", "a bolacha fez-me mal", "fui parar no hospital", "estou com falta de ar"),
    *(
        "hola buenas, ayer compré y me ha dado alergia",
        "¿qué hago? se me hincha la lengua",
        "se me hincha\nla cara",
    ),
]
UNHARMED = [
    *("¿puede dar reacción alérgica?", "can it cause an allergic reaction?", "pode causar alergia?"),
    *(
        "sou alérgica a amendoim, posso comer?",
        "soy celíaca",
        "does this soap cause a rash?",
        "choking hazard?",
        "a mug with a bleeding heart",
    ),
    *("una crema para la urticaria", "something for a rash", "té para el dolor de barriga", "contains nuts?"),
    *(
        "¿enviáis al hospital La Paz?",
        "a get well gift for a sick friend",
        "my mum got sick, I want to send a gift",
    ),
    *(
        "¿hay tazas de cristal?",
        "I found a glass mug in your shop",
        "una taza con labios rojos",
        "red face mask",
    ),
    *(
        "me hincho a galletas",
        "la taza llegó rota",
        "corta el pan bien?",
        "taza con un bicho",
        "I found a bug on your website",
        "¿el farol es de vidrio?",
    ),
    *(
        "estoy harto de esperar",
        "no me sienta bien la talla",
        "hola",
        "catálogo",
        "",
        "busco algo, me pican las manos",
    ),
]


@pytest.mark.parametrize("words", HARMED)
def test_harm_is_heard(words: str) -> None:
    assert tells_of_harm(words)
    assert intent_of(words) is Intent.HARM


@pytest.mark.parametrize("words", UNHARMED)
def test_a_question_a_gift_or_a_remedy_is_no_harm(words: str) -> None:
    assert not tells_of_harm(words)
