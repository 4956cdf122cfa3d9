"""Words of politeness: greetings, thanks, goodbyes, a yes, a no. None of them is a question, so none is a miss."""

import re
import unicodedata
from enum import StrEnum

from shop.bot.understanding.normalising import finds, found_phrases, listed, without, words_in

GREETINGS = listed(
    es="""
    hola, holi, buenass, buenass tardess, buenass noches, ola, buenas, wenas, buenos dias, buen dia, buenas tardes,
    buenas noches, que tal, q tal, k tal, ke tal, k ase, que haces, muy buenas, como estas, como estais, como va,
    saludos
    """,
    en="""
    hello, hi, hey, hi there, hello there, good morning, good afternoon, good evening, how are you, morning
    """,
    pt="oi, bom dia, boa tarde, boa noite, tudo bem, tudo bom, como vai, e ai, ola bom dia",
)
THANKS = listed(
    es="""
    gracias, muchas gracias, mil gracias, muchisimas gracias, gracias por todo, graciass, te lo agradezco, se
    agradece, muy amable, muy amables
    """,
    en="""
    thanks, thank you, thx, ty, tysm, tyvm, thanks a lot, many thanks, thank you very much, thank you so much,
    cheers
    """,
    pt="""
    obrigado, obrigada, muito obrigado, muito obrigada, brigado, brigada, valeu, agradecido, agradecida
    """,
)
FAREWELLS = listed(
    es="""
    adios, hasta luego, hasta pronto, hasta manana, hasta otra, nos vemos, chao, chau, un saludo, buen finde, buen
    fin de semana, que tengas buen dia, un abrazo, abrazos, besos, un beso, muchos besos, bss, feliz navidad,
    felices fiestas, feliz ano, feliz ano nuevo, feliz dia, que vaya bien, cuidaos, cuidate, hasta la proxima
    """,
    en="""
    bye, bye bye, goodbye, see you, see you later, see you soon, have a nice day, have a good day, take care, best
    regards, regards, merry christmas, happy christmas, happy holidays, happy new year, happy easter, xoxo, see ya,
    have a good one, all the best, have a great day, have a nice weekend
    """,
    pt="""
    tchau, xau, adeus, ate logo, ate mais, ate amanha, ate breve, ate ja, bom fim de semana, abraco, abracos,
    cumprimentos, beijo, beijos, beijinhos, bjs, feliz natal, boas festas, feliz ano novo, bom ano, feliz pascoa,
    ate a proxima, fica bem, fique bem
    """,
)
YES = listed(
    es="""
    si, sip, sii, claro, claro que si, por supuesto, vale, ok, okay, okey, oka, adelante, dale, venga, perfecto,
    genial, okey makey, oki, okidoki, de acuerdo, estupendo, fenomenal, me parece bien, si quiero, eso es, correcto,
    okis, okk, okas
    """,
    en="""
    yes, yeah, yep, yup, sure, of course, go on, go ahead, perfect, great, fine, alright, all right, sounds good,
    ok, that s fine, that s right
    """,
    pt="""
    sim, claro que sim, perfeito, otimo, beleza, certo, combinado, ta bom, esta bem, pode ser, com certeza, por mim
    tudo bem, isso, blz, ta
    """,
)
NO = listed(
    es="""
    no, nop, mejor no, ahora no, no hace falta, no quiero, no lo quiero, ya no, olvidalo, dejalo, no me interesa,
    para nada, claro que no, por supuesto que no, ni hablar, por ahora no, todavia no, aun no, ya no me interesa, no
    quiero mas, no quiero nada mas, no quiero nada, nada, nada mas, es todo, eso es todo, mejor espero, prefiero esperar
    """,
    en="""
    no, nope, nah, not now, never mind, nevermind, forget it, no need, of course not, absolutely not, not at the
    moment, not interested, i m not interested, not yet, not interested anymore, nothing, nothing else, nothing
    thanks, no more, i don t want any more, i don t want anything, that s all, that is all, i d
    rather wait
    """,
    pt="""
    nao, agora nao, melhor nao, nao quero, nao precisa, deixa pra la, claro que nao, de jeito nenhum, por enquanto
    nao, nao me interessa, esquece, deixe estar, ja nao me interessa, nao estou interessado, nao estou interessada,
    nada, mais nada, nao quero mais, nao quero mais nada, nao quero nada, so isso, e so isso, prefiro
    esperar, melhor esperar
    """,
)
# A yes to what the bot asked, and to nothing else: "do it", "confirmo".
GO_AHEAD = listed(
    es="""
    s, hazlo ya, ya te dije que si, ya te dije q si, ya os dije que si, hazlo, hacedlo, hagalo, haganlo, confirmo, lo
    confirmo, te lo confirmo, confirmado, confirmalo, confirmar, exacto, exactamente, asi es, eso mismo,
    efectivamente, afirmativo, que si, procede, proceded, eso quiero, obvio, eso
    """,
    en="""
    uh huh, mhm, yas, aye, do it, please do, do so, do that, go for it, i confirm, confirm, confirmed, exactly,
    absolutely, definitely, correct, right, affirmative, indeed, that s it, that s what i want, i do, yea, proceed
    """,
    pt="""
    aham, uhum, pode, podes, podem, pode sim, podes sim, pode fazer, podes fazer, faz isso, faca isso, facam isso,
    faz, faca, confirmo, confirmado, confirma, isso mesmo, exato, exatamente, positivo, e isso, pode seguir, podes
    avancar, avanca, claro
    """,
)
SMALL_TALK = listed(
    es="""
    entendido, aha, ya te aviso, ya os aviso, te aviso, bien, muy bien, bueno, listo, hecho, ya, ah, aja, ah vale,
    de nada, igualmente, no pasa nada, no hay problema, jaja, jajaja, jeje, que bien, que bonito, me encanta,
    buenisimo, buenisima, brutal, maravilloso, maravillosa, magnifico, excelente, que ilusion, que gracia, k, xd,
    espera, esperad, espere, un momento, un momentito, un segundo, un minuto, ahora vuelvo, ahora te digo, ahora lo
    miro, lo pienso, me lo pienso, lo voy a pensar, dame un minuto, dame un segundo, luego te digo, luego miro,
    luego lo miro, ya te digo, no te preocupes, no os preocupeis, ahh, ok ok, va, recibido, anotado, lo tengo,
    visto, super, guay, top, chevere, ya te digo algo, lo miro y te digo, lo miro, luego os digo, ya os digo, disculpa la
    molestia, disculpad la molestia, perdona la molestia, perdona, perdonad, perdone, lo consulto, voy a consultarlo, lo
    hablo con mi marido, lo hablo con mi mujer, lo consulto con mi marido, lo consulto con mi mujer
    """,
    en="""
    got it, i ll let you know, noted, good, cool, nice, awesome, lovely, wow, ah, oh, i see, you re welcome, no
    problem, haha, lol, received, understood, love it, done, super, k, kk, wait, hold on, one moment, one second, just
    a moment, just a second, one sec, a moment, a minute, one minute, give me a minute, give me a second, brb, be
    right back, let me think, i ll think about it, excellent, brilliant, wonderful, amazing, fantastic, so nice, let
    me check, let me check with my wife, let me check with my husband, let me ask my wife, let me ask my husband, i ll
    check, i ll ask, aight, alrighty, sorry for the trouble, hahaha, lmao, yay, np, will do, you too, same to you,
    fair enough, no worries
    """,
    pt="""
    entendi, entendido, bom, muito bem, fixe, legal, que bom, de nada, sem problema, kkk, kkkk, haha, recebi, pronto,
    adorei, show, show de bola, top, k, espera, espere, um momento, um momentinho, um segundo, um minuto, ja volto, ja
    te digo, vou pensar, deixa eu ver, deixa me ver, maravilha, excelente, espetaculo, incrivel, rs, rsrs, vou ver,
    vou ver com o meu marido, vou ver com a minha mulher, vou falar com o meu marido, desculpa o incomodo, desculpe o
    incomodo, hehe, que lindo, que linda, que fofo, ta bem, ta, perai, pera ai, depois vejo, logo vejo, blz, ok ok
    """,
)
SOFTENERS = listed(
    es="""
    por favor, porfa, porfavor, xfa, porfi, porfis, plis, pliss, pues, senor, senora, amigo, amigos, amiga, chicos,
    chicas, equipo, todo,
    mucho, entonces, y, perdon, disculpa, disculpe, a todos, en efecto, os, te
    """,
    en="""
    please, pls, plz, sorry, excuse me, sir, madam, team, guys, everyone, and, then, so much, very much, mate, there
    """,
    pt="""
    por favor, se faz favor, faz favor, pf, pfv, desculpe, desculpa, senhor, senhora, amigos, pessoal, e, entao
    """,
)

POLITENESS = (GREETINGS, THANKS, FAREWELLS, SOFTENERS)
_ALL = (GREETINGS, THANKS, FAREWELLS, YES, NO, SMALL_TALK, SOFTENERS)
_MEANT_BY = {
    "yes": "👍👌✅🆗🙆☑✔💯",
    "no": "👎❌🙅",
    "greeting": "👋",
    "upset": "😡🤬😠💢🖕",
}


_LAUGHTER = re.compile(r"(?:j[aei]){2,}j?|(?:a?h[aei]){2,}h?|(?:rs){2,}|k+|lo+l")


class Courtesy(StrEnum):
    """What a message of nothing but politeness says."""

    GREETING = "greeting"
    THANKS = "thanks"
    FAREWELL = "farewell"
    YES = "yes"
    NO = "no"
    SMALL_TALK = "small_talk"
    UPSET = "upset"


def courtesy_of(text: str) -> Courtesy | None:
    """What it says, if it holds nothing but courtesies or emoji; None if it holds more, or nothing."""
    written = words_in(text)
    if not written:
        return _courtesy_of_emoji(text)
    words = [word for word in written if not _LAUGHTER.fullmatch(word)]
    if without(words, *_ALL):
        return None
    if words and not without(words, YES, SOFTENERS):
        return Courtesy.YES if finds(words, YES) else Courtesy.SMALL_TALK
    if _refuses(words):
        return Courtesy.NO
    kinds = ((THANKS, Courtesy.THANKS), (FAREWELLS, Courtesy.FAREWELL), (GREETINGS, Courtesy.GREETING))
    return next((kind for table, kind in kinds if finds(words, table)), Courtesy.SMALL_TALK)


def _refuses(words: list[str]) -> bool:
    """A no, whatever politeness stands beside it; "no, perfecto" is none, "vale, no" is one."""
    said = set(found_phrases(words, *_ALL))
    return bool(said & NO) and not (said & YES) - _MILD


_MILD = frozenset({"vale", "ok", "okay"})


def affirms(text: str) -> bool:
    """A yes, with thanks or without: "vale, gracias" says yes where something was asked."""
    words = words_in(text)
    if not words:
        return courtesy_of(text) is Courtesy.YES
    return finds(words, YES, GO_AHEAD) and not without(words, YES, GO_AHEAD, THANKS, SOFTENERS)


def says_yes_firmly(text: str) -> bool:
    """A yes that is more than an "ok", which people also say to what they were told."""
    return finds(words_in(text), _FIRM, GO_AHEAD)


_FIRM = YES - listed(
    words="""
    vale, ok, okay, okey, oka, okis, okk, okas, oki, okidoki, okey makey, perfecto, genial, estupendo, fenomenal,
    great, fine, perfect, alright, all right, perfeito, otimo, beleza, certo, ta bom, esta bem, blz, ta, combinado
    """,
)


def without_courtesies(words: list[str]) -> list[str]:
    """What is asked for when the politeness is taken away; a yes or a no is no mere politeness."""
    return without(words, *POLITENESS)


def says_only(text: str, meant: frozenset[str], *beside: frozenset[str]) -> bool:
    """A phrase of `meant` with politeness and words of `beside` around it, and nothing else; a question is more."""
    words = words_in(text)
    phrases = set(found_phrases(words, meant, *beside, *POLITENESS))
    return "?" not in text and bool(phrases & meant) and not without(words, meant, *beside, *POLITENESS)


def _courtesy_of_emoji(text: str) -> Courtesy | None:
    """The first emoji that has a meaning; any other is a smile."""
    emoji = [c for c in text if unicodedata.category(c) in ("So", "Sk")]
    for name, meaning in _MEANT_BY.items():
        if any(c in meaning for c in emoji):
            return Courtesy(name)
    return Courtesy.SMALL_TALK if emoji or _trails_off(text) else None


def _trails_off(text: str) -> bool:
    """ "...": dots and nothing that is asked."""
    return bool(text.strip()) and not set(text.strip()) - set(".…-, ")
