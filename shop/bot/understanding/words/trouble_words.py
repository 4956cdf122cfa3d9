"""The words of a complaint, for each language."""

from shop.bot.understanding.normalising import listed

# Trouble with what was sold; staff put it right.
TROUBLE = listed(
    es="""
    moho en, hay moho, vino con moho, tenian moho, tenia moho, no funciona, no funcionan, todavia no me llega,
    aun no me llega, sigo sin recibir, llevo esperando, semanas esperando, dias esperando, otro producto, llego
    abierto, llego abierta, vino abierto, no corresponde, no coincide, decepcionado, decepcionada, pedi dos y
    llego, me llego solo, llego solo, devuelvan el dinero, devolverme el dinero, devuelvanme, me devuelvan, me
    devuelva, me devolvais, no la que pedi, no el que pedi, no los que pedi, no las que pedi, no es la que pedi,
    no es el que pedi, no he pedido esto, reclamacion, reclamar, reclamo, queja, quejarme, equivocado,
    equivocada, equivocados, equivocadas, roto, rota, rotos, rotas, danado, danada, danados, danadas,
    defectuoso, defectuosa, defecto, incompleto, incompleta, mal estado, otro pedido que, no es lo que pedi, no
    era lo que pedi, devolver, devolucion, devuelvo, devolverlo, reembolso, reembolsar, mi dinero, mohoso,
    mohosa, con moho, tiene moho, podrido, podrida, rancio, rancia, sabe raro, sabe rara, sabe mal, estafa,
    estafadores, estafador, estafado, estafada, estafan, fraude, timado, timador, timadores, robado, robais,
    ladron, enganado, enganada, enganais, devolvedme, un robo, nadie contesta, nadie responde, nadie me
    contesta, nadie me responde, no contestais, no respondeis, nadie atiende, devolved, devuelveme, el dinero de
    vuelta, ladrones, timo, verguenza, denuncia, denunciar, consumo, la peor, el peor, pesimo, pesima, no ha
    llegado, no me ha llegado, no me llego, nunca llego, sigue sin llegar, no llega, no he recibido, no recibi,
    ha llegado mal, llego mal, vino mal, falta, faltan, faltaba, faltaban, me falta, caducado, caducada, cobrado
    dos veces, me habeis cobrado, doble cobro, cobro duplicado, otra direccion, direccion equivocada, cobrarme,
    cobro no reconocido, cargo no reconocido, no reconozco el cargo, no reconozco ese cargo, rechazada,
    rechazado, denegada, denegado, pago fallido, devolveis el dinero, devolveis mi, denuncio, denunciare,
    reclamaciones, desistimiento, desistir de la compra, me arrepiento de la compra, caducados, caducadas,
    mohosos, mohosas, moho, podridas, podridos, rancios, rancias, me rechaza la tarjeta, rechaza mi tarjeta,
    rechaza la tarjeta, me equivoque de, me he equivocado de, me confundi de, me he confundido de, gracias por nada
    """,
    en="""
    mold in, mould in the jam, mold on, had mould, had mold, doesn t work, does not work, isn t working, not
    working, still hasn t come, still waiting for my, weeks waiting, different product, arrived open, came open,
    doesn t match, disappointed, only got one, only one arrived, give me my money, not what i ordered, not the
    one i ordered, isn t what i ordered, complaint, complain, wrong, broken, damaged, faulty, defective, defect,
    incomplete, refund, refunded, return it, return my, to return, money back, my money, mouldy, moldy, rotten,
    tastes off, tastes funny, smells off, scam, scams, scammer, scammers, scammed, fraud, fraudulent,
    fraudsters, robbery, nobody answers, nobody replies, nobody responds, no one answers, no one replies, no one
    responds, nobody is answering, stole, stolen, steal, crooks, cheated, overcharged, double charged, never
    came, never got it, never got my, thief, thieves, shame, the worst, worst, terrible, awful, hasn t arrived,
    has not arrived, never arrived, haven t received, have not received, didn t receive, not received, didn t
    arrive, did not arrive, not arrived, hasn t come, missing, expired, charged twice, double charge, thanks for
    nothing, rip off, wrong address, stop charging, unknown charge, unrecognised charge, unrecognized charge,
    don t recognise, don t recognize, declined, payment failed, right of withdrawal, cooling off, has mold, has
    mould, got no order, lawyer, have mould, have mold, got mould, got mold, full of mould, full of mold, mould
    on, mould inside, mold inside
    """,
    pt="""
    tinham mofo, tinha mofo, tinham bolor, nao funciona, nao funcionam, nao abre, ainda nao me chegou, semanas a
    espera, semanas esperando, outro produto, chegou aberto, chegou aberta, nao corresponde, decepcionado,
    decepcionada, desiludido, desiludida, nao recebi nada, so chegou um, so chegou uma, devolvam o dinheiro, me
    devolvam, devolver o dinheiro, nao foi o que pedi, nao e o que pedi, nao o que pedi, reclamacao, reclamar, queixa,
    errado, errada, errados, erradas, trocado, trocada, quebrado, quebrada, quebrados, partido, partida, danificado,
    danificada, defeito, defeituoso, incompleto, devolver, devolucao, reembolso, estorno, meu dinheiro, com mofo, tem
    mofo, com bolor, tem bolor, bolorento, estragado, estragada, podre, golpe, golpista, golpistas, burla, burloes,
    burlado, burlada, fraude, enganado, enganada, roubado, roubada, roubaram, ladrao, nunca veio, um roubo, ninguem
    responde, ninguem me responde, nao respondem, ninguem atende, nao veio, nunca recebi, devolvam, devolvam me,
    ladroes, vergonha, pior, pessimo, nao chegou, ainda nao chegou, nunca chegou, nao recebi, chegou mal, veio mal,
    falta, faltam, faltou, vencido, cobrado duas vezes, cobraram duas vezes, cobranca indevida, nao reconheco,
    recusado, recusada, pagamento falhou, pare de me cobrar, parem de me cobrar, reclamacoes, direito de
    arrependimento, me arrependi da compra, arrependi me da compra, desisto da compra, obrigado por nada, obrigada por
    nada, me enganei no, me enganei na, enganei me no, enganei me na, errei o, errei a, vencidos, vencidas, mofo,
    bolor, mofado, mofada, mofados, mofadas
    """,
)
PAID = listed(
    es="he pagado, pague, pagado, pagamos, hemos pagado, esta pagado",
    en="paid, payed, have paid, payment went through",
    pt="paguei, pagamos, pago, paga, pagou",
)
CHARGED = listed(
    es="""
    cobrado, cobrasteis, cobraste, cobraron, cobro, cobros, cargado, cargo, cargos, debitaron, debitado,
    debitasteis
    """,
    en="charged, charge, charges, debited, billed, taken, took",
    pt="cobrado, cobrada, cobraram, cobrou, cobranca, debitado, debitaram, descontado, descontaram",
)
TWICE = listed(
    es="dos veces, 2 veces, doble, duplicado, duplicada, de mas, tres veces",
    en="twice, two times, 2 times, double, three times, too much, 2x",
    pt="duas vezes, 2 vezes, dobro, duplicado, duplicada, a mais, tres vezes",
)
NOTHING = listed(
    es="nada, sin noticias, sigo esperando, seguimos esperando, sin respuesta, no llega, no contestan",
    en="nothing, no news, no reply, no answer, no response, still waiting, nowhere",
    pt="""
    nada, sem noticias, continuo a espera, continuo esperando, sem resposta, nao chega, estou esperando
    """,
)
# Nothing was paid: then nothing is missing.
UNPAID = listed(
    es="no he pagado, no pague, sin pagar, no lo he pagado, todavia no he pagado",
    en="not paid, haven t paid, havent paid, didn t pay, unpaid, paid nothing",
    pt="nao paguei, sem pagar, ainda nao paguei, por pagar",
)
# Trouble with money or arrival, where the state of the order says something.
ABOUT_THE_ORDER = listed(
    es="""
    dinero, cobrado, cobro, cobraron, cobrasteis, cargo, pagado, pague, reembolso, reembolsar, devolvedme, estafa,
    estafadores, no ha llegado, no me ha llegado, no me llego, no llego, nunca llego, nunca me llego, sin llegar, no
    llega, no he recibido, no recibi, rechazada, rechazado, denegada, denegado, pago fallido
    """,
    en="""
    money, charged, charge, paid, refund, refunded, payment, scam, scammers, hasn t arrived, has not arrived, never
    arrived, haven t received, have not received, didn t receive, not received, didn t arrive, did not arrive, not
    arrived, hasn t come, never came, never got it, never got my, declined, payment failed, got no order
    """,
    pt="""
    dinheiro, cobrado, cobraram, paguei, pagou, reembolso, estorno, devolvam, burla, golpe, nao chegou, nunca
    chegou, nao recebi, nunca recebi, nao veio, nunca veio, recusado, recusada, pagamento falhou
    """,
)
# Charged, and this follows.
MISSING = listed(
    es="y no tengo, pero no tengo, y no me ha llegado, sin confirmacion, y sigo sin",
    en="no confirmation, but no, and no order, but i have no, and i have no",
    pt="e nao tenho, mas nao tenho, sem confirmacao, e nao recebi",
)
# Ways to pay that are called like a trouble.
NO_TROUBLE = listed(
    es="""
    contra reembolso, contrareembolso, a contra reembolso, pago contra reembolso, contra el moho, contra moho,
    anti moho, antimoho
    """,
    en="cash on delivery, pay on delivery",
    pt="""
    contra reembolso, pagamento na entrega, contra o mofo, contra o bolor, anti mofo, antimofo
    """,
)
# Behind "why don't you", of who waits for us.
ANSWERING = listed(
    es="""
    escribis, escribes, escribe, escriben, contestais, contestas, contesta, contestan, respondeis, respondes, responde,
    responden, decis nada, dice nada, dicen nada, llamais, llamas, llaman, atendeis, atiende, atienden
    """,
    en="""
    write, writing, answer, answering, reply, replying, respond, responding, text, texted, message, written, answered,
    replied, get back, call, called
    """,
    pt="""
    escrevem, escreve, escreveu, respondem, responde, respondes, responderam, respondeu, dizem nada, ligam, atendem, atende
    """,
)
NOBODY = listed(es="nadie", en="nobody, no one, noone", pt="ninguem")
