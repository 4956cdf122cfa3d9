"""Words of a stop that are about something else, or that only perhaps end what we write. Pure."""

from collections.abc import Sequence

from shop.bot.understanding.languages import language_asked_for
from shop.bot.understanding.normalising import finds, listed, without, words_in
from shop.bot.understanding.requests import waits_for_an_answer
from shop.bot.understanding.stops.afterthoughts import is_an_afterthought
from shop.bot.understanding.stops.deliveries import calls_instead
from shop.bot.understanding.words import stop_words as says
from shop.bot.understanding.words.courtesies.greetings import SOFTENERS
from shop.bot.understanding.words.courtesies.yes_and_no import YES
from shop.bot.understanding.words.removal_words import LISTS, REMOVALS
from shop.bot.understanding.words.reproach_words import STRANGERS

# Goods, a gift's card, the door's bell: not what we write.
OTHER_THINGS = listed(
    es="""
    tarjeta, taza, tazas, plato, platos, camiseta, grabado, grabar, regalo, enlace, codigo, paquete, pago, foto,
    seguimiento, timbre, cartel, placa, felicitacion, dedicatoria, recepcion, portero, porteria, conserje, la puerta,
    el buzon, vecino, vecina, todo el carrito, del carrito una, del carrito uno, mi ultimo mensaje, mi nombre en, el
    nombre en, el precio en, en la caja, en el albaran, en el grabado
    """,
    en="""
    card, mug, mugs, plate, shirt, engraved, engraving, gift, link, code, parcel, package, payment, photo, ships,
    tracking, doorbell, bell, at the door, reception, porch, mailbox, neighbour, neighbor, doorman, a sign, the sign,
    my last message, before, my name on, the name on, the price on, on the box
    """,
    pt="""
    cartao, caneca, prato, camiseta, camisola, gravado, presente, link, codigo, pacote, pagamento, foto, campainha,
    placa, dedicatoria, portaria, porteiro, na porta, vizinho, vizinha, a minha ultima mensagem, meu nome na, o nome
    na, o preco na, na caixa
    """,
)
_ONE_OF_THEM = frozenset(
    f"{verb} {count}"
    for verb in (
        "quitame",
        "sacame",
        "borrame",
        "eliminame",
        "quitadme",
        "sacadme",
        "borradme",
        "eliminadme",
        "me tira",
        "tira me",
    )
    for count in (
        "una",
        "uno",
        "un",
        "dos",
        "tres",
        "cuatro",
        "media",
        "la",
        "el",
        "uma",
        "um",
        "duas",
        "dois",
        "2",
        "3",
    )
)
_SORRY = listed(
    es="perdona por, perdon por, perdonad por, disculpa por, disculpad por, lo siento por",
    en="sorry for, sorry about, apologies for",
    pt="desculpa por, desculpe por, desculpa pelas, desculpe pelas, desculpem",
)
# Of a product somebody speaks as of one: "no me la mandéis más"; of what we write as of many.
_ONE_PRODUCT = listed(
    es="""
    me la, me lo, nos la, nos lo, de esa, de ese, de esta, de este, mas esa, mas ese, esa no, ese no, de ella, de el
    """,
    en="""
    send it, sending it, sent it, send me it, sending me it, send that, sending that, send me that, sending me that,
    that one, this one, of it, of that, of those, of them, it again, it anymore
    """,
    pt="""
    essa, esse, dessa, desse, desta, deste, ela, ele, dela, dele, me a, me o, ma, mo
    """,
)
_NOT_KNOWN = listed(
    es="no se que, no se como, no se si, esta en spam, en spam, en la carpeta",
    en="don t know, not sure what, in spam, in my spam, in the spam",
    pt="nao sei, esta no spam, no meu spam, na pasta",
)
_NOT_TO_TROUBLE_YOU = listed(
    es="""
    quiero molestar, quiero molestaros, quiero dar la lata, quiero escribir, queria molestar, pretendo molestar
    """,
    en="""
    to bother you, to annoy you, to disturb you, to pester you, to write anything, want to write, to spam you
    """,
    pt="quero incomodar, quero escrever, queria incomodar, quero chatear",
)
_NO_NEED = listed(
    es="no hace falta, no es necesario, no avisar, sin avisar, no avises, no aviseis",
    en="do you stop, no need to, you don t need to, not necessary",
    pt="nao precisa, nao e preciso, sem avisar, nao avisar",
)


def is_another_matter(text: str) -> bool:
    """ "No message on the card", "quítame una", "sorry for so many messages"."""
    words = without(words_in(text), STRANGERS, _ASKED_BEFORE)
    if " ".join(words) in _ARRIVES or finds(words, _SORRY, _NOT_KNOWN, _OTHER_LISTS, _WANTED_ALL_THE_SAME):
        return True
    if language_asked_for(text) is not None or waits_for_an_answer(words) or calls_instead(text):
        return True
    return finds(words, OTHER_THINGS, _ONE_OF_THEM) and not finds(words, LISTS, _PROMOTIONS)


_ARRIVES = frozenset(
    {"chega hoje", "chega amanha", "chega quando", "chega a tempo", "chega logo", "chega essa semana"}
)
_WANTED_ALL_THE_SAME = listed(
    es="""
    perderme, no me molesta, no me molestan, no nos molesta, no me importa recibir, no molesta, no molestan, no es
    molestia, ninguna molestia
    """,
    en="miss any, miss out, miss a single, don t mind the, don t mind getting, no bother at all",
    pt="""
    perder nenhuma, perder nada, nao me incomoda, nao me incomodam, nao me importo de receber, nao incomoda, nao
    incomodam, nao chateia, nao e incomodo
    """,
)
_OTHER_LISTS = listed(
    es="lista de espera, lista de boda, lista de deseos, lista de la compra",
    en="""
    waiting list, wait list, waitlist, wedding list, wish list, wishlist, shopping list, end of season, end of summer,
    end of year, end of the year, end of the season
    """,
    pt="lista de espera, lista de casamento, lista de desejos, lista de compras",
)
_ASKED_BEFORE = frozenset(
    f"{said} before" for said in ("asked", "told you", "asked you", "said", "said it", "said this")
)
_SOMEBODY_ELSE = listed(
    es="""
    le, les, a el, a ella, a ellos, mi madre, mi padre, mi marido, mi mujer, mi hijo, mi hija, mi hermana, mi hermano
    """,
    en="""
    him, her, them, my mother, my mum, my mom, my dad, my father, my wife, my husband, my son, my daughter
    """,
    pt="lhe, lhes, a ele, a ela, para ele, para ela, minha mae, meu pai, meu marido, minha mulher, meu filho",
)


def _is_of_somebody_else(words: Sequence[str]) -> bool:
    """ "No le escribáis a él": whose messages shall end? With a "me" in it, the writer's own."""
    said_of_oneself = any(word.endswith(("rme", "rnos", "ndome", "ndonos")) for word in words)
    return (
        finds(words, _SOMEBODY_ELSE)
        and not said_of_oneself
        and not {"me", "nos", "us", "mi", "i"} & set(words)
    )


_OTHER_CHANNELS = listed(
    es="por telefono, por correo, por email, por e mail, por carta, por llamada",
    en="by phone, by email, by e mail, by mail, by post, on the phone",
    pt="por telefone, por correio, por email, por e mail, por ligacao",
)


def is_of_others(words: Sequence[str]) -> bool:
    """ "No me aviséis por teléfono", "no llaméis", "no le escribáis a él": of another channel, or somebody else's."""
    if finds(words, _OTHER_CHANNELS) or _is_of_somebody_else(words):
        return True
    return only_calls(words)


def only_calls(words: Sequence[str]) -> bool:
    """ "No me llaméis", and nothing of what we write."""
    return finds(words, says.CALLING) and not finds(without(words, says.CALLING), says.WRITING, says.MESSAGES)


def may_be_another(text: str, clauses: Sequence[Sequence[str]]) -> bool:
    """Said of oneself ("I don't want to bother you"), of one message ("no need to message me"), or asked ("stop?")."""
    words = [word for clause in clauses for word in clause]
    if finds(words, _NOT_TO_TROUBLE_YOU, _NO_NEED):
        return True
    if not text.rstrip().endswith("?") or (len(clauses) > 1 and _asks_nothing(clauses[-1])):
        return False
    return len(words) <= _SHORT and not {"me", "nos"} & set(words)


def is_of_one_thing(words: Sequence[str]) -> bool:
    """ "No more info, thanks", "quita el mensaje", "cancela la oferta": of one thing, perhaps, and not of all we write."""
    strong = says.MESSAGES - says.ONE_MESSAGE
    if not finds(words, says.ONE_MESSAGE) or finds(words, says.CEASING, _TEXT_ME):
        return False
    writing = says.WRITING - says.ONE_MESSAGE
    return not finds(words, strong, writing, says.SENDING, says.RECEIVING, REMOVALS)


_TEXT_ME = frozenset({"text me", "text us", "message me", "message us"})


def _asks_nothing(clause: Sequence[str]) -> bool:
    """Behind a stop: "can you read?", "ok?"."""
    return is_an_afterthought(clause) or not without(clause, YES, SOFTENERS)


def is_of_one_product(words: Sequence[str]) -> bool:
    """ "No me la mandéis más", "don't send it to me again": a product, or what we write? Nothing names it."""
    if not finds(words, says.SENDING, says.RECEIVING) or not finds(words, _ONE_PRODUCT):
        return False
    return not finds(words, says.MESSAGES, LISTS) and not finds(without(words, says.SENDING), says.WRITING)


_SHORT = 4  # words of a question that may be a stop
_PROMOTIONS = says.MESSAGES & listed(
    words="""
    publicidad, promociones, promos, ofertas, marketing, newsletter, newsletters, anuncios, propaganda, promotions,
    offers, ads, advertising, promocoes, publicidade, suscripcion, subscription, mensajes, messages, mensagens,
    recordatorios, reminders, lembretes, texts
    """
)
