"""Does somebody complain of being written to: a threat to block or report us over it, a charge of spam? Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import finds, listed, without, words_in
from shop.bot.understanding.stops.afterthoughts import is_an_afterthought
from shop.bot.understanding.stops.keywords import is_said_alone
from shop.bot.understanding.words import annoyance_words as annoyance
from shop.bot.understanding.words import stop_words as says
from shop.bot.understanding.words.cancel_words import NOT

GOING_ON = listed(
    es="seguis, sigues, siguen, sigue, otra vez, tanto, tantos, tantas, todo el dia, a todas horas",
    en="keep, still, again, so many, so much, all the time, constantly",
    pt="continuam, continua, continuas, outra vez, tanto, tantas, tantos, de novo, o tempo todo",
)
_THREATENING = listed(
    es="""
    denuncio, denunciare, denunciaros, denunciarlos, denunciarles, denunciarte, denunciar, denunciados, denuncia,
    poner una denuncia, una denuncia, pongo una denuncia, bloqueo, bloqueare, bloquear, bloquearos, bloquearlos,
    bloquearles, bloquearte, bloqueados, reporto, reportare, reportar, reportarlos, reportaros, reportados, pongo una
    queja, voy a, vamos a, ire a, llamo a, llamare a, aepd, agencia de proteccion de datos, proteccion de datos,
    policia, guardia civil, abogado, mi abogado, whatsapp, a consumo
    """,
    en="""
    block you, blocking you, i ll block, i will block, i m blocking, i block, going to block, gonna block, you ll be
    blocked, you will be blocked, report you, reporting you, i ll report, i will report, i m reporting, i report,
    going to report, gonna report, you ll be reported, sue you, i ll sue, i will sue, to the police, the police, my
    lawyer, lawyer, ico, ftc, data protection, block, report, going to
    """,
    pt="""
    denuncio, denunciarei, denunciar, denunciar vos, denuncia los, denunciados, faco queixa, fazer queixa, apresento
    queixa, apresentar queixa, uma denuncia, faco uma denuncia, fazer uma denuncia, bloqueio, bloquearei, bloquear,
    bloquear vos, bloqueados, reporto, reportar, vou, vamos, policia, advogado, meu advogado, procon, anpd, cnpd,
    protecao de dados, whatsapp
    """,
)
_ACCUSING = listed(
    es="""
    esto es spam, es spam, eso es spam, vuestro spam, spam, spammers, esto es acoso, es acoso, acoso, acosadores, esto
    es publicidad no deseada, publicidad no deseada, esto es ilegal, es ilegal
    """,
    en="""
    this is spam, it s spam, that s spam, spam, spammers, spammer, this is harassment, it s harassment, harassment,
    this is illegal, it s illegal, that s illegal, unsolicited
    """,
    pt="""
    isto e spam, isso e spam, e spam, isto seja spam, isso seja spam, seja spam, spam, isto e assedio, isso e assedio,
    isto seja assedio, assedio, seja ilegal, e ilegal, isto e ilegal, isto seja ilegal
    """,
)
_OF_WRITING = (says.WRITING, says.MESSAGES, says.CEASING, _ACCUSING)
_AROUND = (
    *(
        GOING_ON,
        says.FILLING,
        says.DOUBTING,
        says.SENDING,
        says.NEGATIONS,
        annoyance.ANNOYED,
        annoyance.MAYBE,
    ),
    *(annoyance.OF_YOU, says.CONJUNCTIONS),
    listed(
        es="""
        a, asi, volveis a, vuelven a, vuelves a, vuelve a, uno mas, una mas, parais, paran, dejais de, dejan de, unos,
        son, sois
        """,
        en="don t, another, one more, next, next time, you re, you are, this time, then, stop, leave me alone, to",
        pt="""
        a, assim, voltam a, voltarem a, voltar a, mais um, mais uma, param, pararem, deixam de, deixarem de, sao,
        continuarem, continuar
        """,
    ),
)


def threatens_over_messages(text: str, clauses: Sequence[Sequence[str]]) -> bool:
    """ "Esto es spam, os denuncio", "I'll block you if you keep texting"; over a parcel it is another complaint."""
    words = words_in(text)
    if not finds(words, _THREATENING, _ACCUSING) or not finds(words, *_OF_WRITING):
        return False
    if "?" in text and not finds(words, _THREATENING):
        return False  # "is this spam?"
    if _denies_spam(words):
        return False
    return all(
        is_an_afterthought(clause) or not without(clause, _THREATENING, *_OF_WRITING, *_AROUND)
        for clause in clauses
    )


def is_or_else(words: Sequence[str]) -> bool:
    """ "Baja o denuncio", "pare ou vou denunciar": our keyword, and what follows otherwise."""
    place = next((n for n, word in enumerate(words) if word in _OR), 0)
    behind = words[place + 1 :]
    threatens = finds(behind, _THREATENING) and not without(behind, _THREATENING, *_AROUND)
    return threatens and place > 0 and is_said_alone(words[:place])


_OR = frozenset({"o", "ou", "or"})


def _denies_spam(words: Sequence[str]) -> bool:
    """ "No es spam, ¿verdad?", "this is not spam"."""
    return finds(words, NOT) and finds(words, _ACCUSING) and not finds(words, _THREATENING)
