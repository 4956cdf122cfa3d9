"""Is what was said before taken back: it was not meant, or not for us? Pure."""

from shop.bot.understanding.courtesies import without_courtesies
from shop.bot.understanding.normalising import finds, listed, without, words_in

TAKING_BACK = listed(
    es="""
    espera, espera no, no espera, no no, olvidalo, olvida eso, ignora eso, ignoralo, era broma, es broma, me
    equivoque, me equivoque de chat, me he equivocado, me he equivocado de chat, chat equivocado, equivocado de
    chat, no era para vosotros, no era para ti, no era para vos, no era para usted, era para otro, era para
    otra, era para otra persona, no queria decir eso, no quise decir eso, sin querer, fue sin querer, ha sido
    sin querer
    """,
    en="""
    i pressed wrong, pressed wrong, wrong button, wait, no wait, wait no, hold on, never mind, nevermind, ignore
    that, forget that, just kidding, kidding, i was joking, wrong chat, wrong person, wrong window, wasn t for
    you, that wasn t for you, not for you, meant for somebody else, meant for someone else, was for somebody
    else, was for someone else, didn t mean that, i didn t mean that, by mistake, my mistake
    """,
    pt="""
    nao espera, espera nao, esquece isso, esquece, ignora isso, era brincadeira, to brincando, estava a brincar,
    chat errado, conversa errada, mensagem errada, enganei me, me enganei, foi engano, nao era para voces, nao
    era para ti, nao era pra voces, nao era pra voce, era para outra pessoa, era pra outra pessoa, foi sem
    querer, sem querer
    """,
)
WANTED_ON = listed(
    es="""
    quiero seguir, quiero seguir recibiendo, quiero seguir recibiendolas, seguid mandando, sigue mandando, las
    quiero
    """,
    en="""
    i want to keep getting them, i want to keep them, keep them coming, keep sending, i want them, i still want
    them
    """,
    pt="quero continuar, quero continuar a receber, quero continuar recebendo, continuem mandando, eu quero",
)
AROUND_TAKING_BACK = listed(
    words="""
    perdon, perdona, sorry, oops, ups, uy, desculpa, desculpe, lo siento, that, it, was, no, nao, y, and, e, de, ay,
    es que
    """
)


def takes_back(text: str) -> bool:
    """ "No, wait", "sorry, wrong chat", and nothing besides."""
    words = words_in(text)
    if not finds(words, TAKING_BACK):
        return False
    return not without(without_courtesies(without(words, TAKING_BACK, WANTED_ON)), AROUND_TAKING_BACK)
