"""The words by which promotions are asked for, for each language. A whole message of one of these is a yes to them."""

from shop.bot.understanding.normalising import listed

OPT_IN = listed(
    es="""
    alta, suscribirme, quiero suscribirme, alta promociones, darme de alta, quiero darme de alta, quiero recibir
    ofertas, quiero recibir promociones, quiero promociones, si quiero promociones, quiero ofertas, si quiero
    recibir ofertas, si quiero recibir promociones, si quiero ofertas, quiero recibir vuestras ofertas, quiero
    recibir vuestras promociones, quiero volver a recibir ofertas, quiero recibir ofertas otra vez
    """,
    en="""
    start, subscribe, opt in, optin, sign me up, i want offers, i want promotions, send me offers, i want to
    receive offers, i want to receive promotions, i want to get offers, yes i want offers, yes send me offers,
    subscribe me, i want to subscribe, i want to opt in
    """,
    pt="""
    inscrever, quero receber, me inscrever, quero me inscrever, quero receber promocoes, quero receber ofertas,
    quero promocoes, sim quero receber ofertas, sim quero receber promocoes, quero ofertas, quero voltar a
    receber ofertas, sim quero ofertas, sim quero promocoes
    """,
)
