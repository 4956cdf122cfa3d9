"""Is a delivery spoken of: who is to be called at the door, and who did not write? Then no promotions are meant. Pure."""

from collections.abc import Sequence

from shop.bot.understanding.normalising import clauses_of, finds, listed, words_in

_CALL_INSTEAD = listed(
    es="""
    llamadme, llamame, llameme, llamenme, llamad, llama, llamen, llame, mejor llamadme, mejor llamame, mejor llameme,
    mejor llamad, mejor llamar, prefiero que me llameis, prefiero que me llamen, prefiero una llamada, solo llamadme,
    solo llamad, marcame, marquenme, me llamais, me llamas, que me llamen, que me llame, tocad, tocad el timbre
    """,
    en="""
    call me, ring me, phone me, give me a call, give me a ring, give us a call, just call, just ring, call instead,
    call us, better call, rather call, please call, please ring, call, ring, knock, just knock, i prefer a call, i d
    rather you call, i d prefer a call, ring the bell
    """,
    pt="""
    liga me, ligue me, liguem me, me liga, me ligue, me liguem, liga, ligue, liguem, pode ligar, podem ligar, prefiro
    que liguem, prefiro que me liguem, prefiro uma chamada, melhor ligar, telefonem, telefone me, toquem, toque a
    campainha
    """,
)
_WRITE_INSTEAD = listed(
    es="""
    escribidme, escribeme, escribanme, escribame, mejor escribidme, mandadme un mensaje, mandame un mensaje
    """,
    en="text me, message me, write to me, whatsapp me, just text me",
    pt="me escreva, escreva me, escrevam me, me escrevam, me manda mensagem, manda mensagem",
)
# That something arrives, and where.
_ARRIVING = listed(
    es="""
    cuando llegue, cuando lleguen, cuando llegueis, cuando llegues, cuando este, cuando esteis, cuando esten, cuando
    venga, cuando vengan, cuando vengais, al llegar, antes de venir, antes de llegar, antes de entregar, para la
    entrega, abajo, en la puerta, en el portal, el repartidor, la repartidora, el mensajero, repartidor, reparto, el
    paquete, la entrega
    """,
    en="""
    when it arrives, when it comes, when it s here, when you arrive, when you re here, when you are here, when you
    come, when you get here, when he arrives, when they arrive, on arrival, before you come, before delivery, before
    delivering, outside, downstairs, at the door, at the gate, the courier, the driver, courier, the delivery,
    delivery man, the parcel
    """,
    pt="""
    quando chegar, quando chegarem, quando chegares, quando estiver, quando estiverem, quando vier, quando vierem, ao
    chegar, antes de vir, antes de chegar, antes de entregar, la embaixo, la em baixo, em baixo, na porta, no portao,
    o entregador, o estafeta, estafeta, a encomenda, a entrega, o carteiro
    """,
)


def calls_instead(text: str) -> bool:
    """ "Don't text, call me when it arrives": how somebody at the door is to speak to them."""
    begins = any(
        " ".join(clause[:length]) in _CALL_INSTEAD
        for clause in clauses_of(text)
        for length in (1, 2, 3, 4, 5)
    )
    return begins and finds(words_in(text), _ARRIVING)


def asks_to_write(clause: Sequence[str]) -> bool:
    """ "no me llaméis, escribidme"; "do not text me" begins otherwise."""
    return any(" ".join(clause[:length]) in _WRITE_INSTEAD for length in (1, 2, 3))


def did_not_write(words: Sequence[str]) -> bool:
    """ "No me escribió nadie": told of the past, by who waited for a word."""
    return any(word.startswith(_WRITING) and word.endswith(_PAST) for word in words) or finds(
        words, _HAVE_WRITTEN
    )


_WRITING = (
    *(
        "escrib",
        "escrev",
        "avis",
        "contact",
        "contat",
        "mand",
        "envi",
        "notific",
        "text",
        "messag",
        "wrote",
        "whatsapp",
    ),
    *("email", "contest", "respond"),
)
# Of the past; "contacto" and "aviso" have lost their accents, and may be nouns.
_PAST = (
    *("ibio", "ieron", "aron", "iste", "isteis", "aste", "asteis"),
    *("eveu", "everam", "aram", "ou", "ondeu", "onderam", "ed", "wrote"),
)
_HAVE_WRITTEN = listed(
    es="ha escrito, han escrito, habeis escrito, has escrito, ha avisado, han avisado, habeis avisado, ha contactado",
    en="has written, have written, haven t written, hasn t written, had written",
    pt="tem escrito, tenho recebido, foi avisado, fui avisado, fui avisada, fui contactado, fui contactada",
)
