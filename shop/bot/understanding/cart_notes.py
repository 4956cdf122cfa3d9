"""Is a text a note to a cart: that it is a present, how to wrap it, where to leave it? Pure."""

from shop.bot.understanding.health_questions import is_about_health
from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.normalising import finds, listed, words_in

_LONGEST = 60  # words
_MAY_BE = frozenset({Intent.UNKNOWN, Intent.ORDER_MATTER, Intent.ORDER_STATUS})

NOTED = listed(
    es="""
    regalo, regalos, regalar, envolver, envuelto, envuelta, envuelvelo, envolvedlo, envolvedme, papel de regalo, tarjeta,
    dedicatoria, felicitacion, sin precio, dejadlo, dejarlo, dejad el, portero, porteria, conserje, vecino, vecina, timbre,
    buzon, por la manana, por la tarde, a partir de las, sorpresa, cumpleanos, aniversario
    """,
    en="""
    gift, gifts, a present, wrap, wrapped, wrapping, gift wrap, gift card, a card, greeting card, no price, without the
    price, leave it, doorman, concierge, neighbour, neighbor, doorbell, porch, in the morning, in the afternoon, surprise,
    birthday, anniversary
    """,
    pt="""
    presente, prenda, oferta para, embrulhar, embrulho, embrulhado, embrulhem, papel de presente, cartao, dedicatoria, sem
    preco, deixem, deixar com, porteiro, portaria, vizinho, vizinha, campainha, de manha, a tarde, de tarde, surpresa,
    aniversario
    """,
)
# Who looks for something wants another thing than what they sent.
_LOOKING = listed(
    es="quiero un, quiero una, quiero algo, busco, buscaba, tambien quiero, necesito, recomendais",
    en="i want a, i want some, i want something, looking for, i need a, i need some, recommend, i also want",
    pt="quero um, quero uma, quero algo, procuro, tambem quero, preciso de, recomendam",
)


_BEGINS_A_QUESTION = listed(
    es="cuanto, cuanta, cuantos, cuantas, cuando, donde, cual, cuales, teneis, tienen, hay, se puede, por que",
    en="how, what, when, where, which, why, do you, does it, is it, is there, are there, have you",
    pt="quanto, quanta, quando, onde, qual, quais, tem, voces tem, ha, por que",
)


def follows_a_cart(text: str) -> bool:
    """Right behind a cart whatever asks nothing, and nobody would understand by itself, is said of it."""
    words = words_in(text)
    is_said = len(words) > 1 or finds(words, NOTED)
    return is_said and intent_of(text) is Intent.UNKNOWN and _asks_nothing(text)


def is_note(text: str) -> bool:
    """A while later: what names a present, its wrapping, or where it is to be left."""
    return finds(words_in(text), NOTED) and intent_of(text) in _MAY_BE and _asks_nothing(text)


def _asks_nothing(text: str) -> bool:
    words = words_in(text)
    if "?" in text or len(words) > _LONGEST or finds(words, _LOOKING) or finds(words[:2], _BEGINS_A_QUESTION):
        return False
    return not is_about_health(text)
