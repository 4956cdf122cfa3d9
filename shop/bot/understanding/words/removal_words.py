"""The words by which somebody is taken off a list, for each language: a keyword alone, or inside a sentence."""

from shop.bot.understanding.normalising import listed

# A whole message of one of these is a stop; inside a sentence they mean many things ("stop by", "la temperatura baja").
KEYWORDS = listed(
    es="""
    baja, la baja, vaja, darme de vaja, dar de vaja, darme d baja, d baja, ya stop, parenle, parale, ya parenle, ya
    parale, parar, parad, alto, baja ya, baja inmediata, baja total, baja definitiva, baja baja, de baja, dar baja,
    baja please, baixa, detener, detengan, detened
    """,
    en="""
    stop, stop x, ya stop, stopall, stop everything, stop all of it, stop all, end, quit, stop it, just stop, stop
    now, stop already, stop this, stop stop, please stop, opt out, optout, unsub, revoke, optout all, cease, desist
    """,
    pt="""
    paren, sair, pare, parem, remover, para ja, para ya, quero sair, baixa, dar baixa, a baixa, pare ja, parem ja
    """,
)
# These say it inside a sentence, too: nothing else is called so.
REMOVALS = listed(
    es="""
    saca mi numero, saca mi telefono, sacad mi numero, sacad mi telefono, saquen mi numero, saquen mi telefono, borra
    mi telefono, borrad mi telefono, borren mi telefono, quita mi telefono, quitad mi telefono, quiten mi telefono,
    quiten mi numero, elimina mi telefono, eliminen mi telefono, me dan de baja, me da de baja, darme de vaja, darme d
    baja, me doy d baja, dar d baja, bajenme, bajeme, no quiero ser parte de este grupo, no quiero estar en este
    grupo, salirme del grupo, me quiero borrar, no quiero estar en la lista, salir del grupo, quiero salir del grupo,
    me podeis borrar, me puedes borrar, me podeis quitar de, me puedes quitar de, me podeis sacar, me puedes sacar, me
    borrais, me quitais, me sacais, me das de baja, me dais de baja, me borras, me quitas, me sacas, dame la baja,
    dadme la baja, deme la baja, denme la baja, retiro mi consentimiento, retirar mi consentimiento, retiro el
    consentimiento, retirar el consentimiento, retirar consentimiento, revoco mi consentimiento, revocar mi
    consentimiento, revoco el consentimiento, retiro mi permiso, retiro mi autorizacion, revoco mi autorizacion, anulo
    mi consentimiento, quito mi consentimiento, darme de baja, dad de baja, dar me de baja, darnos de baja, dame de
    baja, dadme de baja, deme de baja, denme de baja, dame baja, darme la baja, doy de baja, me doy de baja, dar de
    baja, den de baja, dar baja, dais de baja, das de baja, da de baja, deis de baja, des de baja, causar baja,
    solicito la baja, solicito baja, pido la baja, quiero la baja, quiero baja, quisiera la baja, tramitar la baja,
    tramitad la baja, borrame, borradme, borrenme, borrarme, quitame, quitadme, quitenme, quitarme, eliminame,
    eliminadme, eliminarme, elimineme, sacame, sacadme, saquenme, sacarme, desuscribir, desuscribirme, desuscribeme,
    desapuntarme, desapuntame, desapuntadme, borrad mi numero, borra mi numero, borren mi numero, elimina mi numero,
    eliminad mi numero, eliminen mi numero, quita mi numero, quitad mi numero, cancelar suscripcion, cancelar la
    suscripcion, cancelar mi suscripcion, cancela mi suscripcion, cancelad mi suscripcion, cancela la suscripcion,
    anular suscripcion, anular mi suscripcion, anular la suscripcion, dejadme en paz, dejame en paz, dejenme en paz,
    dejame tranquilo, dejame tranquila, dejadme tranquilo, dejadme tranquila, bajadme, bajame, me borren, me borreis,
    me borres, me borre, me eliminen, me elimineis, me elimines, me quiten, me quiteis, me quites, me saquen, me
    saqueis, me saques, no molestar, no molesten, no molesteis, paso de vuestros mensajes, paso de tus mensajes, paso
    de sus mensajes, paso de mensajes, me di de baja, dado de baja, pedi la baja, pedi baja, pedido la baja, pedido
    baja, darse de baja, solicite la baja, me quito de aqui, me quito de la lista, me borro de aqui, me borro de la
    lista, me salgo de aqui, me salgo de esto, me salgo de la lista, dejadnos en paz, dejennos en paz, dejanos en paz,
    me desuscribo, desuscribidme, me quiero desapuntar, me desapunto, eliminenme, retirenme, retiradme, retirame, ya
    no me envies, ya no me envieis, ya no me envien, ya no me mandes, ya no me mandeis, ya no me manden, me opongo al
    tratamiento, me opongo a recibir, revocar mi permiso, revocar el permiso, revoco el permiso, retirar mi permiso,
    dejenme tranquilo, dejenme tranquila, anula mi alta, anulad mi alta, anulen mi alta, anular mi alta, cancela mi
    alta, cancelad mi alta, cancelen mi alta, cancelar mi alta, borrad mi nombre, borra mi nombre, quita mi nombre,
    quitad mi nombre, quiten mi nombre, eliminad mi nombre, borrad este numero, borra este numero, borren este numero,
    quitad este numero, quiten este numero, eliminad este numero, eliminen este numero, saquen este numero, retiro
    consentimiento, revoco consentimiento, retiro permiso, desuscribanme
    """,
    en="""
    unsubscribe, unsubscribed, unsubscribing, opt me out, opting out, opt out, optout, remove me, delete me, take me
    off, get me off, remove my number, delete my number, erase my number, lose my number, take my number off, remove
    this number, cancel subscription, cancel my subscription, cancel the subscription, end my subscription, stop my
    subscription, leave me alone, withdraw my permission, withdrawing my consent, withdraw the consent, revoke my
    permission, take back my consent, withdraw my consent, revoke my consent, withdraw consent, revoke consent, opted
    out, take my name off, remove my name, delete my name, get my name off, strike my name, take this number off, take
    that number off, remove that number, delete this number, un subscribe, take me of, take us off
    """,
    pt="""
    podem me tirar, pode me tirar, podem tirar me, podes tirar me, revogo o consentimento, retiro o consentimento,
    tirame da lista, tira me, tira me da lista, tirem me da lista, retirem me da lista, retira me da lista, me tirem
    da lista, me tira da lista, me tirar da lista, apaguem me, retirar consentimento, retirar o consentimento, retirar
    o meu consentimento, retirar meu consentimento, retiro o meu consentimento, retiro meu consentimento, revogo o meu
    consentimento, revogo meu consentimento, revogar o consentimento, revogar o meu consentimento, revogar meu
    consentimento, retiro a minha autorizacao, retiro minha autorizacao, me de baixa, me da baixa, da me baixa, dar me
    baixa, dar me de baixa, descadastrar, descadastre, descadastra, me descadastrar, descadastrem, desinscrever,
    desinscreva, desinscrevam, cancelar inscricao, cancelar a inscricao, cancelar minha inscricao, cancelar a minha
    inscricao, cancelar subscricao, cancelar a subscricao, anular a subscricao, anular subscricao, cancelar
    assinatura, me remova, me remove, me remover, me removam, remova me, remover me, removam me, retire me, retirar
    me, me retire, me retira, me retirem, me tira, me tire, me tirem, tire me, tirem me, tirar me, me exclua, me
    excluir, exclua me, me apaga, me apague, apague me, apaguem o meu numero, apague meu numero, apague o meu numero,
    remova meu numero, remova o meu numero, exclua meu numero, sair da lista, sair desta lista, sair dessa lista, me
    deixe em paz, me deixa em paz, deixem me em paz, deixe me em paz, me deixem em paz, dar baixa, retirem o meu
    numero, retire o meu numero, tirem o meu numero, tire o meu numero, retirem meu numero, tirem meu numero, nao
    quero receber isto, nao quero receber isso, salir de la lista, salir de esta lista, salirme de la lista, me
    descadastrei, descadastrei me, me desinscrevi, desinscrevi me, pedi para sair, cancelei a inscricao, cancelei a
    subscricao, me tiro daqui, me tiro da lista, saio daqui, saio disto, saio disso, saio da lista, deixa me em paz,
    deixem nos em paz, deixa nos em paz, me deixa quieto, me deixa quieta, deixa me quieto, deixa me quieta, deixem me
    sossegado, deixem me sossegada, deixa me sossegado, deixa me sossegada, cancelar o recebimento, cancela o
    recebimento, cancelem o recebimento, cancelar recebimento, oponho me ao tratamento, me oponho ao tratamento, tirem
    o meu nome, tire o meu nome, tira o meu nome, retirem o meu nome, apaguem o meu nome, tirem meu nome, tira meu
    nome, tirem este numero, tire este numero, retirem este numero, apaguem este numero, excluam este numero, me
    descadastro, descadastro, me desinscrevo, desinscricao, retiro consentimento, revogo consentimento
    """,
)
# "Exijo la baja", "tramítenme mi baja", "anulen mi suscripción": a verb and what is to end.
_ASKING = listed(
    es="""
    exijo, exigimos, solicito, solicitamos, pido, pedimos, reclamo, ruego, deseo, quiero, quisiera, tramitar, tramita,
    tramitad, tramiten, tramite, tramitame, tramitadme, tramitenme, tramiteme, gestionar, gestiona, gestionad,
    gestionen, gestione, gestioname, gestionadme, gestionenme, procesar, procesa, procesad, procesen, procese,
    procesenme, cursar, cursad, cursen, confirmad, confirmen
    """,
)
_ENDING = listed(
    words="""
    anula, anulad, anulen, anule, anulo, anulame, anuladme, anulenme, cancela, cancelad, cancelen, cancele, cancelo,
    cancelem, elimina, eliminad, eliminen, anulem, anule, encerra, encerrem, encerre
    """,
)
REMOVALS |= {f"{verb} {noun}" for verb in _ASKING for noun in ("baja", "la baja", "mi baja", "nuestra baja")}
REMOVALS |= {
    f"{verb} {noun}"
    for verb in _ENDING
    for noun in (
        *("suscripcion", "mi suscripcion", "la suscripcion", "minha inscricao", "a minha inscricao"),
        *("a inscricao", "a subscricao", "a minha subscricao", "minha assinatura", "a minha assinatura"),
    )
}
# With the list they say it too: "¿me podéis quitar de vuestra lista?".
TAKING_OFF = listed(
    es="""
    quitar, quita, quitad, quiten, quite, sacar, saca, sacad, saquen, borrar, borra, borrad, borren, eliminar,
    elimina, eliminad
    """,
    en="take, remove, delete, get, drop",
    pt="""
    tirar, tira, tire, tirem, retirar, retira, retire, retirem, remover, remove, remova, apagar, apaga, apague
    """,
)
LISTS = listed(
    es="""
    de la lista, de vuestra lista, de su lista, de tu lista, de esta lista, de las listas, de la lista de difusion
    """,
    en="""
    off the list, off your list, off this list, from the list, from your list, from this list, off the mailing list
    """,
    pt="da lista, da vossa lista, da sua lista, desta lista, das listas",
)
