"""Does an answer to "do you want no more promotions?" agree, in other words than yes? Pure."""

from shop.bot.understanding.courtesies import says_only
from shop.bot.understanding.normalising import finds, listed, words_in
from shop.bot.understanding.words.courtesies.yes_and_no import NO, YES
from shop.bot.understanding.words.removal_words import KEYWORDS
from shop.bot.understanding.words.stop_words import MESSAGES, NEGATIONS

_AGREEING = listed(
    es="""
    exacto, exactamente, asi es, eso mismo, obvio, por supuesto, hazlo, hacedlo, ya, listo, todo, todos, todas,
    para, parar, para ya, si x favor, x favor, afirmativo, efectivamente, por favor si, cuanto antes, quiero
    parar, eso quiero, quiero, quitalas, quitalos, quitadlas, borralas, borradlas, que si, ya te he dicho que
    si, ya os he dicho que si, pesados, que pesados
    """,
    en="""
    exactly, absolutely, definitely, do it, please do, yess, yesss, yea, ya, yh, indeed, correct, right, all,
    all of them, everything, stop them, stop it, them, i do, i do want, that s it, affirmative, confirm,
    confirmed, i want that, that is what i want, for real
    """,
    pt="""
    isso mesmo, exato, exatamente, obvio, pode parar, pode, quero parar, parar, para, pare, parem, faz isso,
    faca isso, ja, tudo, todas, confirmo, com certeza, positivo, quero, quero sim, e isso que quero, ja disse
    que sim
    """,
)


_WANTED = listed(
    es="quiero las, quiero los, quiero ofertas, quiero promos, quiero recibir, me gustan, quiero seguir, mantener, dejalas",
    en="i want, want them, want the, keep, i like, like them, leave them",
    pt="quero as, quero os, quero promocoes, quero ofertas, quero receber, gosto, manter, quero continuar",
)
_ARTICLES = listed(
    words="it, las, los, la, el, the, your, as, os, a, o, de, of, x, eso, esto, that, this, isso, isto"
)


def agrees_to_stop(text: str) -> bool:
    """ "Exactly", "stop them", "las promos", and nothing besides: neither a no nor that they are wanted."""
    if finds(words_in(text), NEGATIONS, NO, _WANTED):
        return False
    return says_only(text, _AGREEING | KEYWORDS | MESSAGES, YES, _ARTICLES)


def speaks_of_stopping(text: str) -> bool:
    """ "No stop": a few words with one of a stop among them, and nobody knows which way."""
    words = words_in(text)
    return len(words) <= _LONGEST_ANSWER and finds(words, KEYWORDS, MESSAGES)


_LONGEST_ANSWER = 4
