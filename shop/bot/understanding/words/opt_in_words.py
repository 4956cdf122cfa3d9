"""The words by which promotions are asked for, for each language. A whole message of one of these is a yes to them."""

from shop.bot.understanding.normalising import listed

OPT_IN = listed(
    es="""
    alta, suscribirme, quiero suscribirme, alta promociones, darme de alta, quiero darme de alta, quiero recibir
    ofertas, quiero recibir promociones, quiero promociones, si quiero promociones, quiero ofertas, si quiero recibir
    ofertas, si quiero recibir promociones, si quiero ofertas, quiero recibir vuestras ofertas, quiero recibir
    vuestras promociones, quiero volver a recibir ofertas, quiero recibir ofertas otra vez, dame de alta, dadme de
    alta, deme de alta, denme de alta, mandame las promociones, mandadme las promociones, mandame promociones, mandame
    las ofertas, mandame ofertas, mandenme las promociones, mandenme las ofertas, enviame las ofertas, enviame las
    promociones, mandame las promos, quiero las promos, quiero las promociones
    """,
    en="""
    start, subscribe, opt in, optin, sign me up, i want offers, i want promotions, send me offers, i want to receive
    offers, i want to receive promotions, i want to get offers, yes i want offers, yes send me offers, subscribe me, i
    want to subscribe, i want to opt in, i d like to opt in, i would like to opt in, opt me in, send me the offers,
    send me promotions, send me the promotions, send me your offers, sign me up again, i d like to subscribe
    """,
    pt="""
    inscrever, quero receber, me inscrever, quero me inscrever, quero receber promocoes, quero receber ofertas, quero
    promocoes, sim quero receber ofertas, sim quero receber promocoes, quero ofertas, quero voltar a receber ofertas,
    sim quero ofertas, sim quero promocoes, me inscreva, inscreva me, me manda as promocoes, me mande as promocoes,
    manda me as promocoes, mandem me as promocoes, me manda as ofertas, mandem as promocoes, quero as promocoes
    """,
)
