"""The words of a complaint, for each language."""

from shop.bot.understanding.normalising import listed

# Trouble with what was sold; staff put it right.
TROUBLE = listed(
    es="""
    reclamacion, reclamar, reclamo, queja, quejarme, equivocado, equivocada, equivocados, equivocadas, roto,
    rota, rotos, rotas, danado, danada, danados, danadas, defectuoso, defectuosa, defecto, incompleto,
    incompleta, mal estado, otro pedido que, no es lo que pedi, no era lo que pedi, devolver, devolucion,
    devuelvo, devolverlo, reembolso, reembolsar, mi dinero, estafa, estafadores, ladrones, timo, verguenza,
    denuncia, denunciar, consumo, la peor, el peor, pesimo, pesima, no ha llegado, no me ha llegado, no me
    llego, nunca llego, sigue sin llegar, no llega, no he recibido, no recibi, ha llegado mal, llego mal, vino
    mal, falta, faltan, faltaba, faltaban, me falta, caducado, caducada, cobrado dos veces, me habeis cobrado,
    doble cobro, cobro duplicado, otra direccion, direccion equivocada
    """,
    en="""
    complaint, complain, wrong, broken, damaged, faulty, defective, defect, incomplete, refund, refunded, return
    it, return my, to return, money back, my money, scam, thieves, shame, the worst, worst, terrible, awful,
    hasn t arrived, has not arrived, never arrived, haven t received, have not received, didn t receive, not
    received, didn t arrive, did not arrive, not arrived, hasn t come, missing, expired, charged twice, double
    charge, thanks for nothing, rip off, wrong address
    """,
    pt="""
    reclamacao, reclamar, queixa, errado, errada, errados, erradas, trocado, trocada, quebrado, quebrada,
    quebrados, partido, partida, danificado, danificada, defeito, defeituoso, incompleto, devolver, devolucao,
    reembolso, estorno, meu dinheiro, golpe, burla, ladroes, vergonha, pior, pessimo, nao chegou, ainda nao
    chegou, nunca chegou, nao recebi, chegou mal, veio mal, falta, faltam, faltou, vencido, cobrado duas vezes,
    cobraram duas vezes
    """,
)
