"""Plain words about money, returns, data, people and politeness, and what they are taken for."""

import pytest

from shop.bot.understanding.intents import Intent, intent_of

MEANT = {
    Intent.TROUBLE: [
        *("quiero que me devuelvan el dinero", "devuélvanme el dinero", "me llegó otra taza, no la que pedí"),
        *(
            "no funciona",
            "it doesn't work",
            "o link não abre",
            "llevo dos semanas esperando",
            "llegó abierto",
        ),
        *("me habéis enviado otro producto", "no corresponde con la foto", "I am very disappointed"),
        *("stop charging me", "parad de cobrarme", "cobro no reconocido", "unknown charge on my card"),
        *("cobrança indevida", "mi tarjeta ha sido rechazada", "card declined", "o pagamento falhou"),
        *("¿cuándo me devolvéis el dinero?", "I was charged but got no order", "denunciaré esto"),
        *("hoja de reclamaciones", "livro de reclamações", "quiero ejercer el derecho de desistimiento"),
        *("me arrepiento de la compra", "quero exercer o direito de arrependimento", "the jam has mold"),
        *(
            "estas galletas están caducadas",
            "right of withdrawal",
            "hay moho en la mermelada",
            "vino con moho",
        ),
        *("a geleia tem bolor", "mold in the jam", "the jam is mouldy"),
    ],
    Intent.ORDER_MATTER: [
        *("quiero cambiar la dirección", "change my address please", "quero mudar a morada"),
        *["quiero factura a nombre de mi empresa", "invoice please", "preciso da fatura"],
    ],
    Intent.CANCEL: [
        *("cancélame el 1041", "anúlame el 1041", "cancélame el pedido", "anuladme el pedido 1042"),
        *("cancela el pedido 1.041", "cancel order 1,041"),
    ],
    Intent.ORDER_STATUS: [
        *(
            "where is #1042",
            "dónde está el 1042",
            "onde está o 1042",
            "¿qué pasa con el 1041?",
            "has 1041 shipped?",
        ),
        *("when will 1042 arrive?", "já enviaram o 1041?", "ya pagué el 1041", "já paguei o 1041", "orden"),
        *("mi orden", "estado de mi orden", "where is order 1,041"),
        *[
            "status 1041",
            "estado 1041",
            "mi factura",
            "¿ha llegado mi pedido?",
            "has my order arrived yet?",
        ],
    ],
    Intent.CATALOG: [
        *("how do I order?", "how can I order", "otro pedido", "quiero otro pedido", "¿cómo hago un pedido?"),
        *("como faço uma encomenda?", "outra encomenda", "can I order here?", "another order please"),
    ],
    Intent.CANCEL_DOUBT: [
        *(
            "ya no quiero el 1041",
            "no quiero pagar",
            "não vou pagar",
            "no quiero el 1041",
            "delete order 1041",
            "desiste do pedido 1041",
        ),
        *(
            "elimina mi pedido",
            "I don't want order 1041 anymore",
            "remove my order please",
            "já não quero o 1041",
        ),
    ],
    Intent.LANGUAGE: [
        *("english please", "English", "do you speak English?", "en español por favor", "¿hablas español?"),
        *("português", "fala português?", "no hablo inglés", "I don't speak Spanish"),
    ],
    Intent.FAREWELL: [
        *("besos", "feliz navidad", "happy new year", "boas festas", "beijinhos"),
        *("talk to you later", "good night", "falou", "hasta la vista"),
    ],
    Intent.DATA: [
        *("de onde tiraram o meu número", "quiero mis datos", "I want my data", "no cedáis mis datos"),
        *("¿dónde guardáis mis datos?", "do you sell my data?", "vendéis mis datos?", "cancela mi cuenta"),
        *("quero os meus dados", "ejercer mi derecho de oposición", "cancel my account", "LOPD"),
    ],
    Intent.PAYING: [
        *("¿se puede pagar con tarjeta?", "aceptáis bizum?", "posso pagar com pix?", "do you take paypal?"),
        *("puedo pagar contra reembolso?", "what payment methods do you have?", "can I pay by card?"),
    ],
    Intent.PERSON: [
        *("me puede llamar alguien?", "que me llamen", "podem me ligar?"),
        *("quiero hablar con Marta", "can I speak to Anna?", "me llamas?", "can you call me?"),
        *("llámame al 611000001", "podem me ligar?", "representante", "queria falar com a Joana"),
    ],
    Intent.OPT_IN: [
        "quiero recibir ofertas",
        "sí quiero promociones",
        "quero receber promoções",
        "mándame las promociones",
    ],
    Intent.NO: [
        *("no lo quiero ya", "vale, no gracias", "ok no", "ya no me interesa", "já não me interessa"),
        *("no, adiós", "nada", "não estou interessado", "nothing", "no quiero más, gracias", "that's all"),
    ],
    Intent.YES: ["oki", "okis", "blz", "okk", "tá"],
    Intent.SMALL_TALK: [
        *(
            "buenísimo",
            "kkkk",
            "kkk",
            "espera",
            "un momento",
            "hold on",
            "um momento",
            "...",
            "…",
            "jajajaja",
        ),
        *("luego te digo", "let me think", "vou pensar"),
        *("super", "show de bola", "no pasa nada", "top"),
    ],
    Intent.UNKNOWN: [
        *(
            "no quiero 1041 tazas",
            "quiero el libro en inglés",
            "no quiero el azul",
        ),
        *("quiero hablar con mi madre antes", "los datos del faro", "te paso mis datos"),
        *("noise cancelling headphones", "té inglés"),
        *("someone special", "llámalo taza", "are you real sellers?", "no recibo vuestros mensajes"),
    ],
}


@pytest.mark.parametrize(
    ("intent", "words"), [(intent, words) for intent, all_ in MEANT.items() for words in all_]
)
def test_plain_words_are_heard(intent: Intent, words: str) -> None:
    assert intent_of(words) is intent


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        *(
            (words, Intent.LANGUAGE)
            for words in ("puede ser en ingles?", "em inglês pode ser?", "in spanish please?")
        ),
        *(
            (words, Intent.PERSON)
            for words in ("no hay nadie?", "quiero q me llame alguien", "quiero hablar")
        ),
        *((words, Intent.PERSON) for words in ("is anybody there?", "não tem ninguém aí?", "hay alguien?")),
    ],
)
def test_a_language_or_a_person_is_wished_in_few_words(words: str, intent: Intent) -> None:
    assert intent_of(words) is intent


@pytest.mark.parametrize(
    "words",
    [
        *(
            "ahh ok ok",
            "tá bem",
            "va",
            "np",
            "will do",
            "you too",
            "tysm",
            "peraí",
            "no te preocupes",
            "ok luego miro",
        ),
        *(
            "vale vale",
            "ok luego te digo",
            "ya te digo",
            "igualmente",
            "no worries",
            "tá",
            "blz",
            "depois vejo",
        ),
    ],
)
def test_a_courtesy_is_no_miss(words: str) -> None:
    assert intent_of(words) in (
        Intent.SMALL_TALK,
        Intent.THANKS,
        Intent.YES,
        Intent.FAREWELL,
        Intent.NO,
        Intent.NOT_MEANT,
    )
