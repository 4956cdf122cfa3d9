"""Is this or that asked for? One function for each thing that shoppers ask; `intents` says which comes first. Pure."""

from collections.abc import Sequence

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.normalising import finds, listed, without
from shop.bot.understanding.orders.order_numbers import order_numbers
from shop.bot.understanding.words import intent_words as asks
from shop.bot.understanding.words import shopping_words as shopping
from shop.bot.understanding.words import trouble_words as troubles
from shop.bot.understanding.words.cancel_words import NOT, WHY
from shop.bot.understanding.words.courtesies.greetings import THANKS
from shop.bot.understanding.words.courtesies.small_talk import SMALL_TALK
from shop.bot.understanding.words.courtesies.yes_and_no import YES
from shop.bot.understanding.words.stop_words import CEASING

_LONGEST_CALL = 12  # words; a call for a person in a long text is a phrase like "talk to a person"
_BETWEEN = 4  # words between "talk to" and the person


def calls_a_person(words: Sequence[str]) -> bool:
    """A person and nothing besides, or "talk to" one: "alguien me recomendó la tienda" calls nobody."""
    core = without_courtesies(list(words))
    names_one = len(core) <= _LONGEST_CALL and finds(core, asks.PEOPLE)
    if names_one and not without(core, asks.PEOPLE, asks.TALKING, asks.AROUND):
        return True
    if finds(words, _WITH_PEOPLE) or (finds(core, _NO_BOT) and not without(core, _NO_BOT, asks.AROUND)):
        return True
    if _asks_for_a_call(core) or _names_somebody(core) or _ends_in_wanting_one(core) or _ends_in_one(core):
        return True
    return any(_talks_to(words[place:]) for place in range(len(words)))


_WITH_PEOPLE = frozenset({"falar com gente", "hablar con gente"})
# No machine is wanted, and nothing else is said.
_NO_BOT = listed(
    es="no quiero un bot, no quiero bots, no quiero un robot, no quiero una maquina, sin bot, un bot no",
    en="not a bot, no bot, no bots, not a robot, i don t want a bot, don t want a bot, no more bot",
    pt="nao quero um bot, nao quero bot, nao quero um robo, nao quero robo, nao quero uma maquina, sem robo",
)


def _asks_for_a_call(words: Sequence[str]) -> bool:
    """ "¿me llamas?", "call me at 611000001"."""
    rest = [word for word in without(words, asks.CALL_ME, asks.AROUND) if not word.isdigit()]
    return finds(words, asks.CALL_ME) and not set(rest) - _AT


def _names_somebody(words: Sequence[str]) -> bool:
    """ "hablar con Marta"; "hablar con mi madre" is another matter."""
    said = " ".join(words)
    named = without(words, asks.TALKING, asks.AROUND)
    return any(f"{verb} " in said for verb in _TALK_TO) and len(named) == 1 and not finds(named, asks.LATER)


def _ends_in_wanting_one(words: Sequence[str]) -> bool:
    """ "No entiendes nada, quiero una persona": whatever stands before, they are wanted, and nothing stands behind."""
    place = next((n for n in reversed(range(len(words))) if words[n] in _WANTING), None)
    if place is None or any(" ".join(words[max(0, place - length) : place]) in NOT for length in (1, 2)):
        return False
    behind = words[place + 1 :]
    return finds(behind, _SOMEBODY) and not without(behind, _SOMEBODY, _ONE, asks.PEOPLE)


def _ends_in_one(words: Sequence[str]) -> bool:
    """ "No entiendo nada, una persona": nothing is understood, and a person is named last."""
    return finds(words, _NOT_UNDERSTOOD) and any(
        finds(words[-length:], _SOMEBODY) and not without(words[-length:], _SOMEBODY, _ONE)
        for length in (2, 3)
    )


_WANTING = frozenset(
    {"quiero", "necesito", "prefiero", "exijo", "want", "need", "quero", "preciso", "prefiro"}
    | {"dame", "dadme", "deme", "denme", "me"}
)
_NOT_UNDERSTOOD = listed(
    es="no entiendo, no entiendes, no me entiendes, no entendeis, no entiende, no entienden, no me entiende, no sirve",
    en="don t understand, doesn t understand, do not understand, not understanding, don t get it, useless",
    pt="nao entendi, nao entendeu, nao entende, nao entendo, nao percebo, nao percebeu, nao percebe, nao adianta",
)
_SOMEBODY = listed(
    es="persona, humano, humana, agente, asesor, asesora, encargado, encargada, responsable, supervisor, supervisora",
    en="person, human, agent, representative, manager, supervisor, human being",
    pt="pessoa, atendente, gerente, responsavel",
)
_ONE = listed(
    words="un, una, uno, a, an, um, uma, de, otra, outra, real, verdad, verdade, live, actual, al, the, el, la, por"
)
_AT = frozenset({"al", "at", "on", "no", "para", "o", "numero", "number"})
_TALK_TO = ("hablar con", "talk to", "talk with", "speak to", "speak with", "falar com")


def _talks_to(words: Sequence[str]) -> bool:
    """ "hablar con …" at the beginning, and a person soon after."""
    for length in (4, 3, 2):
        phrase = " ".join(words[:length])
        if phrase in asks.TALKING and phrase not in _WEAK:
            return finds(words[length : length + _BETWEEN], asks.PEOPLE)
    return False


_WEAK = frozenset({"i want", "i need", "help me", "quiero hablar"})


def gives_thanks(words: Sequence[str]) -> bool:
    """ "gracias por el pedido" asks nothing."""
    return finds(words, THANKS) and not without(
        without_courtesies(list(words)), asks.ORDERS, asks.THANKED_FOR
    )


def thanks_for_something(words: Sequence[str]) -> bool:
    """ "Gracias por la rapidez", "thanks for letting me know": whatever it is, nothing is asked behind it."""
    rest = _behind_thanks(without(list(words), YES, SMALL_TALK))
    return 0 < len(without(rest, asks.THANKED_FOR)) <= _LONGEST_REASON and not finds(rest, _GOES_ON)


def _behind_thanks(words: list[str]) -> list[str]:
    """What stands behind "thanks for", where nothing stands before it but politeness."""
    for place, word in enumerate(words):
        if word in _FOR and finds(words[:place], THANKS):
            return words[place + 1 :] if not without_courtesies(words[:place]) else []
    return []


_LONGEST_REASON = 5  # words
_FOR = frozenset({"por", "for", "pela", "pelo", "pelas", "pelos", "de"})
# Behind the thanks something is wanted, or is not right.
_GOES_ON = listed(
    es="""
    pero, quiero, quisiera, necesito, cuando, donde, como, cuanto, puedo, podeis, puedes, tambien, no, nada, tarde, mal,
    falta, ahora, busco, si, tengo, me gustaria
    """,
    en="""
    but, want, need, when, where, how, what, can, could, also, not, nothing, late, wrong, missing, looking, if, have, would,
    does, is, are, don, didn, never
    """,
    pt="""
    mas, quero, queria, preciso, quando, onde, como, quanto, posso, podem, pode, tambem, nao, nada, tarde, mal, falta,
    agora, procuro, se, tenho, gostaria
    """,
)


def only_thanks(words: Sequence[str]) -> bool:
    """ "Mil gracias guapa": thanks with a word or two that nobody knows; whatever else is said is not answered by them."""
    return finds(words, THANKS) and len(without_courtesies(list(words))) <= _LONGEST_ASIDE


_LONGEST_ASIDE = 2


def is_place(words: Sequence[str]) -> bool:
    return finds(words, asks.PLACES)


def is_about_orders(words: Sequence[str]) -> bool:
    return finds(words, asks.ORDERS)


def asks_for_its_contents(words: Sequence[str]) -> bool:
    """ "¿El 1001 qué lleva?": of an order, and no question about health."""
    return bool(order_numbers(" ".join(words))) and finds(words, shopping.CONTENTS)


def asks_how_it_stands(words: Sequence[str]) -> bool:
    """An order, and nothing around it that is another matter."""
    if finds(words, asks.TRACKING):
        return True
    rest = [word for word in without(without_courtesies(list(words)), asks.ORDERS) if not word.isdigit()]
    names_one = is_about_orders(words) or any(order_numbers(word) for word in words)
    return names_one and not without(rest, asks.AROUND_ORDERS, asks.TRACKING_ALONE, troubles.PAID, YES)


def wants_to_order(words: Sequence[str]) -> bool:
    """ "how do I order?", "otro pedido"."""
    alone = " ".join(without_courtesies(list(words))) in shopping.ORDERING_ALONE
    return alone or (finds(words, shopping.ORDERING) and not finds(words, _NOT_WANTED))


_NOT_WANTED = listed(
    words="no quiero, no voy a, don t want, do not want, not going to, won t, nao quero, nao vou"
)


def asks_for_hours(words: Sequence[str]) -> bool:
    return finds(words, asks.HOURS) or " ".join(without_courtesies(list(words))) in asks.HOURS_ALONE


def asks_for_catalog(words: Sequence[str]) -> bool:
    return (
        finds(words, shopping.CATALOG) or " ".join(without_courtesies(list(words))) in shopping.CATALOG_ALONE
    )


def names_only_numbers(words: Sequence[str]) -> bool:
    """ "1041", "el 1041 y el 1042"."""
    core = [word for word in without_courtesies(list(words)) if word not in _BEFORE_NUMBERS]
    return bool(core) and all(order_numbers(word) for word in core)


_BEFORE_NUMBERS = frozenset({"el", "la", "o", "a", "the", "n", "no", "status", "estado", "track"})


def waits_for_an_answer(words: Sequence[str]) -> bool:
    """ "Why don't you write to me?": asked by who waits, and not by who has enough ("why don't you stop?")."""
    if not finds(words, WHY) or not finds(words, NOT, troubles.NOBODY):
        return False
    return finds(words, troubles.ANSWERING) and not finds(words, CEASING)


def is_a_complaint(words: Sequence[str]) -> bool:
    """Named so, charged twice, or paid and nothing came. To pay on delivery ("contra reembolso") is none."""
    if waits_for_an_answer(words):
        return True
    words = without(words, troubles.NO_TROUBLE)
    if finds(words, troubles.TROUBLE):
        return True
    if finds(words, troubles.CHARGED, troubles.PAID) and finds(words, troubles.TWICE, troubles.MISSING):
        return True
    paid = finds(words, troubles.PAID) and not finds(words, troubles.UNPAID)
    return paid and finds(words, troubles.NOTHING)


def asks_for_ones_own(words: Sequence[str]) -> bool:
    """ "¿y lo mío?", "cadê?", "ya he pagado": without a word for the order."""
    return " ".join(without_courtesies(list(words))) in asks.TRACKING_ALONE
