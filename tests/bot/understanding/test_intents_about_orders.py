"""What shoppers say of their orders, and of trouble with them, in three languages."""

import pytest

from shop.bot.understanding.intents import Intent, intent_of

ASKED = [
    (
        Intent.KEEP,
        [
            "no quiero cancelar",
            "no lo canceles",
            "não quero cancelar",
            "don't cancel it",
            "no me lo canceléis, por favor",
        ],
    ),
    (
        Intent.KEEP,
        [
            "please do not cancel my order",
            "mejor no canceles",
            "no hace falta cancelar nada",
            "não precisa cancelar",
        ],
    ),
    (
        Intent.KEEP,
        [
            "I don't want to cancel",
            "não cancele o meu pedido",
            "no, no lo canceles",
            "I never wanted it cancelled",
        ],
    ),
    (
        Intent.CANCEL_DOUBT,
        [
            "no, cancélalo",
            "no canceles el 1041, cancela el 1042",
            "why did you not cancel it?",
            "no puedo cancelar",
        ],
    ),
    (
        Intent.ORDER_STATUS,
        [
            "cadê meu pedido?",
            "onde está minha encomenda",
            "where's my stuff?",
            "y lo mío?",
            "qué hay de lo mío",
        ],
    ),
    (
        Intent.ORDER_STATUS,
        [
            "cadê a minha encomenda",
            "when is it coming?",
            "any news on my stuff",
            "quando vem?",
            "¿sabéis algo de lo mío?",
        ],
    ),
    (
        Intent.ORDER_STATUS,
        [
            "¿ya lo habéis enviado?",
            "did you ship it yet?",
            "vocês já enviaram?",
            "ya he pagado",
            "já paguei",
            "I have paid",
        ],
    ),
    (
        Intent.ORDER_STATUS,
        [
            "1041 y 1042",
            "what happened to my stuff",
            "e o meu?",
            "cadê?",
            "where are my things",
            "¿para cuándo lo mío?",
        ],
    ),
    (
        Intent.TROUBLE,
        [
            "you charged me twice",
            "scammers",
            "estafadores",
            "ya he pagado el 1041 y nada",
            "já paguei e nada",
        ],
    ),
    (
        Intent.TROUBLE,
        [
            "me habéis cobrado dos veces",
            "I want my money back",
            "nunca llegó",
            "me cobraram em dobro",
            "sois un fraude",
        ],
    ),
    (
        Intent.TROUBLE,
        [
            "I paid and got nothing",
            "paguei e até agora nada",
            "it never came",
            "devolvedme el dinero",
            "golpistas!",
        ],
    ),
    (
        Intent.TROUBLE,
        [
            "me habéis robado",
            "you stole my money",
            "quero meu dinheiro de volta",
            "double charged on my card",
            "pagué dos veces",
        ],
    ),
    (Intent.TROUBLE, ["este pan está mohoso", "the cheese is mouldy", "o bolo veio estragado"]),
    (Intent.CATALOG, ["cadê o catálogo?"]),
    (
        Intent.KEEP,
        ["keep my order please", "quiero mantener el pedido", "não cancelem por favor", "que no se cancele"],
    ),
    (Intent.ORDER_STATUS, ["kd meu pedido", "where tf is my order", "donde estan mis tazas"]),
    (
        Intent.TROUBLE,
        ["esto es un robo", "my card was charged but no confirmation", "nadie contesta", "nobody answers me"],
    ),
    (
        Intent.DATA,
        ["apaga tudo o que têm sobre mim", "I want to be forgotten", "¿qué datos míos tenéis guardados?"],
    ),
    (
        Intent.HARM,
        ["a minha filha engoliu um pedaço de vidro", "vuestra vela ha prendido fuego a la cortina"],
    ),
    (Intent.OPT_OUT, ["ya vale de mensajes"]),
    (Intent.OPT_OUT_DOUBT, ["me cansan vuestros mensajes", "enough already", "não mandem mais nada"]),
]


@pytest.mark.parametrize(("intent", "words"), [(intent, words) for intent, all_ in ASKED for words in all_])
def test_words_about_orders_are_understood(intent: Intent, words: str) -> None:
    assert intent_of(words) is intent
