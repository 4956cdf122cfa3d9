"""In which language somebody writes, and how much it takes to believe it.

A word of our own texts that shoppers are told to write ("*pedido*", "STOP") says nothing of the language of who writes
it. For somebody of whom nothing is known one word is enough, and the country of the number decides between languages
that share it; who wrote in a language before is not taken for a speaker of another by one word.
"""

import re
from collections.abc import Sequence

from shop.bot.understanding.courtesies import Courtesy, courtesy_of, without_courtesies
from shop.bot.understanding.normalising import (
    LONGEST_READ,
    finds,
    found_phrases,
    listed,
    normalised,
    without,
    words_in,
)
from shop.bot.understanding.requests import gives_thanks, thanks_for_something

CLEARLY = 2  # words more than the other language has
# What our texts tell people to write.
KEYWORDS = {
    "es": listed(es="catalogo, pedido, persona, baja, alta, horario, stop"),
    "en": listed(en="catalog, catalogue, order, person, stop, start, hours"),
    "pt": listed(pt="catalogo, pedido, encomenda, pessoa, sair, inscrever, horario, parar, stop"),
}
_SPOKEN = {
    "es": listed(
        es="""
    hola, buenas, buenos, dias, tardes, noches, gracias, quiero, quisiera, queria, tienen, teneis, tienes, hay,
    cuanto, cuanta, cuantos, cuesta, cuestan, donde, cuando, por favor, porfa, el, la, los, las, una, unos, y, es,
    esta, estan, estoy, soy, mi, mis, tu, vuestro, vuestra, vuestros, vuestras, con, sin, pero, porque, muy, mas,
    puedo, podeis, puedes, pueden, hasta, luego, adios, genial, perfecto, de acuerdo, claro, si, algo, alguien,
    nada, envio, enviais, envian, tienda, taza, tazas, precio, precios, talla, otra, otro, eso, este, ese, lo, le,
    me llego, ya, ahora, hacer, hoy, manana, ayer, ver, los productos, k, q, ase, del, al, han, ha, he, llega,
    llegado, mandar, escribais, dejad, darme, oye, vale, recomendo, ponme, abris, abren, equivocado, roto, busco,
    dos, tres, habeis, ten, me, rica, veces
    """
    ),
    "en": listed(
        en="""
    hello, hi, hey, thanks, thank, please, want, would, have, how, much, many, where, when, what, which, the, an,
    is, are, am, you, your, yours, my, i, it, this, that, these, those, and, or, but, with, without, for, from, of,
    to, can, could, do, does, did, don, not, any, some, there, here, good, morning, afternoon, evening, ship,
    shipping, open, closed, buy, need, like, looking, see, show, be, will, was, were, at, on, in, out, if, about,
    still, yes, great, bye, goodbye, today, tomorrow, yesterday, arrived, wrong, broken, someone, somebody, we,
    they, got, me, help
    """
    ),
    "pt": listed(
        pt="""
    oi, obrigado, obrigada, valeu, quero, queria, gostaria, voces, voce, quanto, quanta, custa, custam, onde,
    quando, meu, minha, meus, minhas, seu, sua, encomenda, bom dia, boa, boas, tarde, noite, nao, sim, preco,
    precos, tem, tens, uma, um, uns, umas, o, os, as, e, esta, estao, estou, sou, com, sem, mas, muito, mais, posso,
    pode, podem, ate, logo, tchau, adeus, perfeito, otimo, algo, alguem, nada, envio, enviam, loja, caneca, canecas,
    tamanho, outra, outro, isso, isto, esse, este, eu, ja, agora, hoje, amanha, ontem, ver, do, da, dos, das, ao,
    na, nos, em, pra, falar, fazer, chegou, comprar, por favor, se faz favor, beleza, entao, tambem, aqui, la,
    abrem, fecham, mensagem, mensagens, mandar, me, de me, vezes
    """
    ),
}
# Who asks for a language, in whichever words, and the small words around it.
_ASKED_FOR = {
    "es": listed(words="espanol, castellano, spanish, espanhol, castelhano"),
    "en": listed(words="english, ingles"),
    "pt": listed(words="portugues, portuguese, brazilian"),
}
# Who does not speak the language they name says it in their own.
_NOT_SPOKEN = {
    "es": listed(
        words="""
        no hablo, no entiendo, no se, no leo, no me escribais, no me escribas, no me escriba, no me escriban, no me hableis,
        no me hables, no me hable, no me hablen, no me contesteis, no me contestes, no me contesten
        """
    ),
    "en": listed(
        words="""
        don t speak, do not speak, dont speak, don t understand, do not understand, can t read, don t write, do not write,
        don t text, do not text, don t message, do not message, don t talk, don t answer, don t reply
        """
    ),
    "pt": listed(
        words="""
        nao falo, nao entendo, nao percebo, nao sei, nao leio, nao me escrevam, nao me escreva, nao me falem, nao me fale,
        nao falem, nao fale, nao me respondam, nao me responda, nao escrevam, nao escreva, nao me mandem mensagens
        """
    ),
}
_AROUND_LANGUAGES = listed(
    es="""
    en, hablas, hablais, hablan, habla, hablar, puedes, podeis, pueden, puedo, escribes, escribir, escribidme,
    escribeme, cambia, cambiar, cambiad, idioma, a, al, el, me, mejor, solo, hablo, prefiero, quiero, quisiera, si,
    no, puede, ser, se habla, se puede hablar, podemos, hablemos, seguir, contestame, responde
    """,
    en="""
    in, do, does, you, speak, talk, can, could, we, i, only, write, to, switch, change, language, the, my, is,
    prefer, want, would, like, d, anyone, there, me, it, rather, speaking, reply, answer, s, let
    """,
    pt="""
    em, fala, falam, falas, falar, pode, podem, podes, posso, podemos, escreve, escrever, escreva, muda, mudar,
    idioma, lingua, para, pra, o, voce, voces, eu, falo, prefiro, quero, queria, so, melhor, responde, responda, ser
    """,
)
_ONLY_IN = {"es": "ñ¿¡", "pt": "ãõçêôà"}
_WRITTEN_SO = {
    "es": ("sí", "qué", "cómo", "cuánto", "más", "está"),
    "pt": ("olá", "é", "está", "você", "até", "só"),
}
_SHARED = {"ola": ("es", "pt")}  # "ola" is a Spanish "hola" in a hurry as often as an "olá"
# Country calling codes (ITU E.164) of the countries whose language is one of these.
_COUNTRIES = {
    "es": (
        "34",
        "52",
        "54",
        "56",
        "57",
        "51",
        "58",
        "591",
        "593",
        "595",
        "598",
        "502",
        "503",
        "504",
        "505",
        "506",
        "507",
    ),
    "en": ("44", "353", "61", "64", "1"),
    "pt": ("351", "55", "244", "258", "238", "245", "239", "670"),
}
_SPANISH_IN_NANP = ("1787", "1939", "1809", "1829", "1849")


def language_of(
    texts: Sequence[str], *, known: str | None, phone: str | None = None, default: str = ""
) -> str | None:
    """The language to answer in, None to keep what is. `known` is what they wrote in before, `default` the shop's."""
    if chosen := [language for text in texts if (language := language_asked_for(text))]:
        return chosen[-1]
    if known is not None:
        return _changed(votes_of(_beside_courtesies(texts)), known.partition("_")[0])
    votes = votes_of(texts)
    own = default.replace("-", "_").partition("_")[0]
    if own and own not in _SPOKEN:  # words that we cannot read look like a few of another language
        return _changed(votes, own)
    candidates = _most(votes) or _keyword_languages(texts)
    if not candidates:
        return None
    likely = (country_language(phone), own)
    return next((language for language in likely if language in candidates), candidates[0])


def language_asked_for(text: str) -> str | None:
    """The language that is wished for and nothing besides: "english please", "no hablo inglés"; else None."""
    if words_in(text)[:1] == ["te"]:
        return None  # "té inglés"
    words = without_courtesies(words_in(text))
    asked = [language for language, names in _ASKED_FOR.items() if names & set(words)]
    if len(asked) != 1 or without(words, _ASKED_FOR[asked[0]], _AROUND_LANGUAGES, *_NOT_SPOKEN.values()):
        return None
    return next((own for own, denied in _NOT_SPOKEN.items() if finds(words, denied)), asked[0])


def _beside_courtesies(texts: Sequence[str]) -> list[str]:
    """ "Ok thank you", "muito obrigada, boa noite" are said by people of any language; a no is more than that."""
    return [each for each in texts if courtesy_of(each) in (None, Courtesy.NO) and not _only_thanks(each)]


def _only_thanks(text: str) -> bool:
    words = words_in(text)
    return gives_thanks(words) or thanks_for_something(words)


def votes_of(texts: Sequence[str]) -> dict[str, int]:
    """How many words speak for each language; a word of ours for none."""
    votes = dict.fromkeys(_SPOKEN, 0)
    for text in map(_own_words, texts):
        words = words_in(text)
        for language, table in _SPOKEN.items():
            found = set(found_phrases(words, table)) - _ANY_KEYWORD
            votes[language] += len(found) + _letters(text[:LONGEST_READ].lower(), language, found)
        for word, languages in _SHARED.items():
            for language in languages if word in words else ():
                votes[language] += 1
    return votes


def _own_words(text: str) -> str:
    """Without what stands in quotation marks or is to be written on something: "que ponga: happy birthday"."""
    said = _QUOTED.sub(" ", text[:LONGEST_READ])
    dictated = _DICTATED.search(said)
    return said[: dictated.end()] if dictated else said


_QUOTED = re.compile(r"\"[^\"]*\"|“[^“”]*”|«[^«»]*»|‘[^‘’]*’|(?<!\w)'[^']*'(?!\w)")
_DICTATED = re.compile(
    r"\b(?:que (?:ponga|diga|lleve escrito|esteja escrito)|pone(?:d|r)?(?:le)? en la tarjeta|(?:that|which) (?:says|reads)|"
    r"saying|(?:tarjeta|dedicatoria|felicitaci[oó]n|grabado|grabar|texto|mensaje|nota|card|dedication|engrav(?:e|ed|ing)|"
    r"message|text|note|inscription|cart[aã]o|grava(?:r|do|[cç][aã]o)|dedicat[oó]ria|mensagem)(?: [^\s:]{1,20}){0,4}\s?:)",
    re.IGNORECASE,
)


def country_language(phone: str | None) -> str | None:
    """The language of the country that a number belongs to, if it is one of ours."""
    digits = (phone or "").lstrip("+")
    if digits.startswith(_SPANISH_IN_NANP):
        return "es"
    return next((language for language, codes in _COUNTRIES.items() if digits.startswith(codes)), None)


def _changed(votes: dict[str, int], known: str) -> str | None:
    """Another language only where it is clearly written."""
    others = {language: count for language, count in votes.items() if language != known}
    best = max(others, key=lambda language: others[language])
    is_clear = others[best] >= votes.get(known, 0) + CLEARLY
    return best if is_clear and list(others.values()).count(others[best]) == 1 else None


def _most(votes: dict[str, int]) -> list[str]:
    most = max(votes.values())
    return [language for language, count in votes.items() if count == most] if most else []


def _letters(text: str, language: str, found: set[str]) -> int:
    """Letters and accents that only this language writes; a word that is known already counts once."""
    words = {word.strip(".,!?;:") for word in text.split()}
    marked = {word for word in words if any(letter in word for letter in _ONLY_IN.get(language, ""))}
    written = {word.strip("¿¡") for word in words} & set(_WRITTEN_SO.get(language, ()))
    return sum(any(normalised(word) not in found for word in each) for each in (marked, written))


def _keyword_languages(texts: Sequence[str]) -> list[str]:
    """Of somebody new, a keyword says at least in which languages it stands."""
    words = {word for text in texts for word in words_in(text)}
    return [language for language, table in KEYWORDS.items() if words and words <= table]


_ANY_KEYWORD = frozenset().union(*KEYWORDS.values())
