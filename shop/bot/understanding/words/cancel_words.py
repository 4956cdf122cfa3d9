"""The words of cancelling an order, for each language, and of not cancelling it."""

from shop.bot.understanding.normalising import listed

CANCEL = listed(
    es="""
    cancelar, cancela, cancelad, cancele, cancelen, cancelalo, canceladlo, cancelarlo, cancelo, anular, anula, anulad,
    anule, anulalo, anularlo, cancelame, cancelamelo, cancelamela, cancelenme, canceladme, canceladmelo, cancelas,
    cancelais, anulame, anulamelo, anuladme, anulenme, anulas, anulais
    """,
    en="cancel, cancelling, canceling, cancell, cancle",
    pt="""
    cancelar, cancela, cancele, cancelem, cancelo, desistir, anular, anule, anulem, cancelas, cancela me, cancele me,
    cancelem me, anula me
    """,
)
CANCELLED = CANCEL | listed(es="canceles, canceleis, anules, anuleis", pt="canceles")
# Words that turn "cancel" into a question or its opposite; an order is not closed on a guess.
UNSURE = listed(
    es="no, si, puedo, se puede, como, cuando, podria, tampoco, nunca, he cancelado, cancelado, ni",
    en="not, don t, dont, if, can i, could i, how, when, may i, never, should i",
    pt="nao, se, posso, como, quando, poderia, nunca, nem",
)
# What may stand beside "cancel" and the order, and leave no doubt.
AROUND_CANCELLING = listed(
    es="""
    quiero, kiero, quisiera, queria, deseo, necesito, me gustaria, prefiero, mejor, puedes, podeis, podrias, podriais,
    me, lo, la, el, los, las, mi, mis, un, una, de, del, ese, este, eso, esto, y, ya, ahora, entonces, todavia, sin
    pagar, pendiente, numero, n, num, por, que, al final, ultimo, anterior, otro, primero
    """,
    en="""
    i, want, need, to, would, like, d, ll, wish, prefer, please, you, can you, could you, my, the, it, that, this, a,
    and, now, then, just, go ahead, unpaid, pending, number, no, last, first, one, other, of, for me, me, let s
    """,
    pt="""
    os, meus, minhas, quero, queria, gostaria, preciso, prefiro, melhor, pode, podes, podem, poderia, me, o, a, as,
    meu, minha, um, uma, de, do, da, esse, este, essa, esta, isso, isto, e, ja, agora, entao, ainda, por pagar, sem
    pagar, pendente, numero, n, num, que, ultimo, ultima, anterior, outro, outra, primeiro, primeira, voce, favor
    """,
)
EXCEPT = listed(
    es="menos, excepto, salvo, quitando, aparte de",
    en="except, but, apart from, other than, save for",
    pt="menos, exceto, salvo, fora, tirando",
)
# After "shall I cancel it?"
KEEPING_IT = listed(
    es="""
    quiero los dos, deja los dos, dejad los dos, quiero las dos, me lo quedo, me la quedo, me los quedo, quedarmelo,
    quedarme, lo quiero, la quiero, los quiero, si lo quiero, lo pago, lo pagare, voy a pagar, ya lo pago, pagar
    manana, pago manana, pago luego, pago hoy, mantenlo, mantenerlo, dejalo como esta, dejalo asi, que siga, sigue con
    el, no no, esta bien asi, dejalo estar, lo dejo asi, lo dejamos asi, dejadlo asi, dejadlo estar, mejor lo dejo
    asi, asi esta bien
    """,
    en="""
    keep both, i want both, keep it, keep, leave it, i want it, i still want it, i ll pay, i will pay, going to pay,
    pay later, pay tomorrow, don t cancel, do not cancel, fine as it is, good as it is, let it be, leave it be, let it
    stand
    """,
    pt="""
    quero os dois, deixa os dois, fico com ele, fico com ela, quero ficar, ficar com ele, eu quero, quero sim, ainda
    quero, vou pagar, pago amanha, pago depois, pago hoje, mantem, mantenha, deixa como esta, deixe como esta, esta
    bem assim, deixa estar, deixe estar, deixa assim, deixe assim, fica assim
    """,
)
# The same, and nothing besides: "deixa de brincadeira" is another matter.
KEEPING_ALONE = listed(
    es="""
    dejadlo, dejelo, dejala, lo dejamos estar, deja, dejad, me lo quedo, no hagas nada, no hagais nada, que no, no lo
    hagas, no lo hagais, no lo haga, no lo hagan
    """,
    en="""
    leave it, leave it be, do nothing, don t do anything, don t bother, let it go, don t, do not, don t do it
    """,
    pt="""
    deixa, deixe, deixem, deixa la, deixa ficar, nao faca nada, nao faz nada, nao facam nada, que nao, nao faca isso,
    nao faz isso, nao facas isso, nao facam isso
    """,
)
# What was thought before: of the cancelling, or of the order?
MIND_CHANGED = listed(
    es="""
    he cambiado de idea, cambie de idea, he cambiado de opinion, cambie de opinion, me lo he pensado mejor, lo he
    pensado mejor, lo pense mejor, me lo pense mejor
    """,
    en="""
    i changed my mind, changed my mind, i ve changed my mind, i have changed my mind, on second thought, on second
    thoughts
    """,
    pt="mudei de ideia, mudei de ideias, mudei de opiniao, pensei melhor",
)
# Said again: "que sí, cancélalo, te he dicho".
SAYING_SO = listed(
    es="te digo, os digo, he dicho, te he dicho, os he dicho, ya te he dicho, ya os he dicho, ya dije, ya",
    en="i said, i told you, told you, i say, already",
    pt="ja disse, eu disse, ja te disse, ja vos disse, ja falei, eu ja disse",
)
# After "shall I cancel it?", neither a yes nor a no: "lo dejo" leaves the order, or leaves off buying.
HEDGING = listed(
    es="""
    bueno, venga va, va, ya, por favor, listo, lo dejo, lo dejamos, si no hay mas remedio, si no queda otra, si no
    queda otro remedio, que remedio, supongo, supongo que si, creo que si, creo, quiza, quizas, tal vez, a lo mejor,
    no se, no lo se, no estoy seguro, no estoy segura, da igual, me da igual, me da lo mismo, lo que quieras, como
    quieras, depende, por que no, porque no, esta bien, todo bien, todo ok, bien, sin problema, no hay problema, lo
    que digas
    """,
    en="""
    please, done, i guess, i guess so, i suppose, i suppose so, i think so, maybe, perhaps, not sure, i m not sure, i
    don t know, dunno, idk, whatever, if there s no other way, if i must, it depends, up to you, why not, it s ok, it
    s okay, it s fine, that s ok, that s okay, all good, no problem, no probs, no worries, as you wish, as you like, i
    m easy, good
    """,
    pt="""
    bom, pronto, por favor, se nao houver outro jeito, se nao ha outro remedio, se nao tem outro jeito, acho que sim,
    acho, talvez, nao sei, sei la, nao tenho certeza, nao tenho a certeza, tanto faz, como quiser, depende, por que
    nao, porque nao, tudo bem, tudo bom, esta tudo bem, ta tudo bem, sem problema, por mim
    """,
)
# Behind these, an order or its number is to be cancelled: "ya no quiero el 1041", "delete order 1041".
REFUSING = listed(
    es="""
    ya no quiero, no quiero ya, no quiero mas, no quiero, borra, borrad, borrar, elimina, eliminad, eliminar, quita,
    quitad, quitar, desisto, desistir, deshacer, deshaz, retira, retirad, retirar
    """,
    en="""
    don t want, dont want, do not want, no longer want, delete, deleting, remove, drop, scrap, undo, void, forget
    about
    """,
    pt="""
    ja nao quero, nao quero mais, nao quero, desiste, desisto, desistir, apaga, apague, apagar, remove, remova,
    remover, exclui, exclua, excluir, tira, tire, retira, retire, elimina, elimine
    """,
)
# The order is not to be touched: "cancela el 1041 y deja el 1042".
LEAVING = listed(
    es="""
    deja, dejad, dejar, manten, mantened, mantener, conserva, conservad, sigue con, quiero quedarme
    """,
    en="keep, leave, don t touch",
    pt="deixa, deixe, deixem, mantem, mantenha, mantenham, fica com",
)
CARTS = listed(es="carrito, carro, cesta, cesto", en="cart, basket", pt="carrinho, cesto, cesta, carro")
UNWANTED = listed(
    es="""
    ya no quiero el pedido, no quiero el pedido, ya no quiero mi pedido, no quiero mi pedido, ya no lo quiero, desisto
    del pedido, renuncio al pedido
    """,
    en="""
    i don t want the order, don t want my order, don t want the order, i don t want it anymore, gave up on the order,
    giving up on the order, give up on the order, gave up on my order
    """,
    pt="""
    nao quero o pedido, nao quero mais o pedido, nao quero a encomenda, nao quero mais a encomenda, ja nao quero o
    pedido, desisti do pedido, desisti da encomenda, desisto do pedido, desisto da encomenda, desisti do meu pedido,
    desisti da minha encomenda
    """,
)
# The same, and nothing besides: "no quiero pagar gastos de envío" is another matter.
NOT_PAYING = listed(
    es="no quiero pagar, no lo quiero pagar, no lo voy a pagar, no voy a pagar, no pienso pagar",
    en="i don t want to pay, don t want to pay, i m not going to pay, i won t pay, not paying",
    pt="nao quero pagar, nao vou pagar, ja nao vou pagar",
)
# Said of what was done, so that only a no before them counts.
BEING_CANCELLED = listed(
    es="cancelado, cancelada, anulado, anulada",
    en="cancelled, canceled",
    pt="cancelado, cancelada, anulado, anulada",
)
NOT = listed(words="no, nao, don t, dont, do not, not, never, nunca, didn t, didnt, tampoco, wasn t, won t")
# What may stand between the no and the cancelling.
BETWEEN = listed(
    es="""
    lo, la, los, las, me, se, nos, os, te, quiero, queria, quisiera, deseo, que, hace, falta, hay, vayas, vayais,
    vaya, vayan, a, el, mi, pedido, nada, pienso, pretendia, pretendo, era, para, mas, ya
    """,
    en="""
    want, wanted, to, the, my, order, need, mean, meant, going, please, it, this, that, wish, you, have, be, me, like
    """,
    pt="""
    o, a, os, as, me, se, quero, queria, quis, que, precisa, preciso, desejo, vou, vai, meu, minha, pedido, encomenda,
    e, para, nada, mais, era
    """,
)
WHY = listed(
    es="por que, porque no, como es que",
    en="why, how come",
    pt="por que, porque e que, porque nao, porque ninguem",
)
# The order is to stay, said without a no.
KEEPING = listed(
    es="""
    deja el pedido, dejad el pedido, manten el pedido, mantener el pedido, mantener mi pedido, dejadlo como esta
    """,
    en="keep my order, keep the order, leave my order, leave the order as it is, keep it as it is",
    pt="""
    manter o pedido, mantenham o pedido, mantem o pedido, manter a encomenda, mantenham a encomenda
    """,
)
# Goods, and what is done elsewhere.
NO_CANCELLING = listed(
    words="""
    noise cancelling, noise canceling, noise cancellation, cancelacion de ruido, cancelamento de ruido
    """
)
# What is cancelled elsewhere, right behind the word or before it.
ELSEWHERE = listed(
    es="""
    tarjeta, tarjetas, cita, citas, cuenta, vuelo, vuelos, viaje, boda, fiesta, reunion, clase, contrato, seguro,
    linea, internet, hotel, evento, concierto, netflix
    """,
    en="""
    card, cards, appointment, appointments, bank account, account, flight, flights, trip, wedding, party, meeting,
    class, contract, insurance, hotel, event, concert, netflix
    """,
    pt="""
    cartao, cartoes, consulta, conta, voo, voos, viagem, casamento, festa, reuniao, aula, contrato, hotel, evento,
    concerto, netflix
    """,
)
