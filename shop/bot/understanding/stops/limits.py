"""Does what is said behind a stop set a limit to it ("until I pay", "after 10pm"), or name goods ("mugs")? Pure."""

from shop.bot.understanding.intents import Intent, intent_of
from shop.bot.understanding.normalising import finds, listed, words_in
from shop.bot.understanding.stops.taking_back import WANTED_ON
from shop.bot.understanding.words.annoyance_words import TOO_MANY
from shop.bot.understanding.words.removal_words import REMOVALS
from shop.bot.understanding.words.stop_words import MESSAGES, SENDING, WRITING

_LONGEST_LIMIT = 7  # words
_LONGEST_GOODS = 4
# How a limit begins: a time, a place or a condition.
_LIMITS = listed(
    es="""
    hasta, si, cuando, mientras, manana, despues, antes, a partir, por la, por las, por ahora, de noche, de momento,
    tan tarde, tan pronto, tan temprano, los fines, los domingos, los sabados, en fin, en fines, el fin, el lunes, el
    martes, el miercoles, el jueves, el viernes, el sabado, el domingo, en el trabajo, al trabajo, en horario, en
    horas, en vacaciones, en agosto, hoy, esta noche, esta semana, esta tarde, entre semana, a estas horas, a las,
    salvo, excepto, menos, a no ser, solo si
    """,
    en="""
    until, till, if, when, while, unless, before, after, tomorrow, at night, at work, at weekends, at the weekend,
    at this hour, during, on sundays, on saturdays, on weekends, on the weekend, on monday, this late, so late,
    so early, this early, late, today, tonight, this week, for now, for the moment, yet, between, except, past
    """,
    pt="""
    ate, se, quando, enquanto, amanha, depois, antes, a noite, de noite, de manha, tao tarde, tao cedo, no domingo,
    aos domingos, aos sabados, no fim, ao fim, nos fins, aos fins, hoje, esta semana, esta noite, por agora, por
    enquanto, no trabalho, durante, a partir, exceto, a nao ser, a essa hora, a esta hora
    """,
)
_NO_LIMIT = listed(
    es="cuando puedas, cuando podais, cuando pueda, cuando puedan, hasta nunca, hasta siempre, hasta nunca mas",
    en="when you can, late now",
    pt="quando puder, quando puderem, ate nunca, ate nunca mais",
)
_IF_OR_WHEN = frozenset({"si", "if", "se", "cuando", "when", "quando"})
_SAYS_ITS_OWN = frozenset(
    {
        *(Intent.YES, Intent.NO, Intent.THANKS, Intent.FAREWELL, Intent.OPT_OUT, Intent.OPT_OUT_DOUBT),
        *(
            Intent.HARM,
            Intent.DATA,
            Intent.CANCEL,
            Intent.CANCEL_DOUBT,
            Intent.PERSON,
            Intent.HOURS,
        ),
    }
)


def is_limited(first: str, then: str) -> bool:
    """Together the two end nothing for good: "don't text me", "after 10pm"; "no me mandéis más", "tazas"."""
    if "?" in then or not (_sets_a_limit(then) or _names_goods(first, then)):
        return False
    return intent_of(f"{first} {then}") is not Intent.OPT_OUT


def _sets_a_limit(text: str) -> bool:
    words = words_in(text)
    begins = any(" ".join(words[:length]) in _LIMITS for length in (1, 2, 3))
    if not begins or len(words) > _LONGEST_LIMIT or finds(words, _NO_LIMIT, TOO_MANY):
        return False
    intent = intent_of(text)
    if words[0] in _IF_OR_WHEN and intent in (Intent.ORDER_STATUS, Intent.TROUBLE):
        return False  # "when does it arrive", "si seguís os denuncio"
    return intent not in _SAYS_ITS_OWN


def _names_goods(first: str, then: str) -> bool:
    """Sending may be of goods; writing is always of what we write."""
    words = words_in(first)
    if then.istitle() and " " in then.strip():
        return False  # a name: who writes
    if not finds(words, SENDING) or finds(words, MESSAGES, WRITING, REMOVALS) or finds(words, WANTED_ON):
        return False
    return len(words_in(then)) <= _LONGEST_GOODS and intent_of(then) in (Intent.UNKNOWN, Intent.CATALOG)
