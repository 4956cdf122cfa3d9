"""The words of which a stop is made, for each language. `stops` says how they belong together."""

from shop.bot.understanding.normalising import listed

CEASING = listed(
    es="""
    parale con, parale a, parenle con, ya chole con, chole con, deja de, dejad de, dejen de, deje de, dejar de, dejeis
    de, dejes de, parad de, para de, paren de, pare de, parar de, basta de, ya vale de, vale ya de, basta con, parad
    con, cesad de, cese de, dejar ya de, deja ya de, dejad ya de, dejen ya de, dejo de, paro de, paro, detengan,
    detened, deten, detener, suspendan, suspended, suspende, suspender, cesen, no sigan, no sigais, no sigas, para ya
    de, para ya con, cortenla con, cortala con, corten con, corta con, prohibido, prohibo, os prohibo, les prohibo, te
    prohibo, pareis con, pareis de, pareis ya con, pareis ya de, parad ya con, paren ya con, paren con, dejeis ya de,
    pare ya con, dejas de, dejais de, dejan de, dejense de
    """,
    en="""
    stop, quit, cease, stopping, enough with, enough of, enough, stop blowing up, blowing up, i forbid you to, i
    forbid you from, desist from, desist
    """,
    pt="""
    pare de, parem de, parar de, pare com, parem com, para com, parar com, deixe de, deixem de, deixar de, deixa de,
    chega de, basta de, deixo de, paro de, paro, cansei de, cansado de, cansada de, proibido, proibo, proibo vos de,
    proibo voces de, sai fora com, saiam fora com, larga de, parem la com, para la com, parem la de
    """,
)
# They say it of messages alone: an order is cancelled otherwise.
CANCELLING = listed(
    es="""
    cancelar, cancela, cancelad, cancelen, cancele, anular, anula, anulad, desactivar, desactiva, desactivad,
    silenciar, recepcion, la recepcion de, elimina, eliminar, eliminad, quitar, quita, quitad, cancelo, anulo,
    desactivo, silencio, elimino, quito, desactivadme, desactivame, desactivenme, bloquear, bloquea, bloquead,
    bloqueen, rechazo, rechazamos, rechazar
    """,
    en="cancel, disable, turn off, switch off, deactivate, end, remove, mute, block, refuse, reject",
    pt="""
    cancelar, cancela, cancele, cancelem, anular, desativar, desative, desativem, desactivar, o recebimento de,
    recebimento, parar, remover, remova, cancelo, anulo, desativo, removo, silencio, desistir, desistir de, desistir
    das, desistir dos, desisto, bloquear, bloqueia, bloqueiem, bloqueie, recuso, recusamos, rejeito
    """,
)
NEGATIONS = listed(
    es="no, nunca, jamas, ni, tampoco, sin",
    en="don t, t, dont, do not, never, no, not, no longer, don, doesn t, without",
    pt="nao, nunca, nem, jamais, sem",
)
WANTING = listed(
    es="""
    interesan, interesado, interesada, tengo interes, me interesan, quiero, quisiera, queria, deseo, necesito,
    interesa, quiero que, preferiria, prefiero, me gustaria, autorizo, permiso, consentimiento, quiera, acepto,
    queremos, solicito, solicitamos, pido, exijo, ruego
    """,
    en="""
    interest, have interest, desire, want, wish, would like, like, interested, care, need, want to, agree, consent,
    permission, d like, request, demand
    """,
    pt="""
    interessam, tenho interesse, interesse, interessado, interessada, quero, queria, desejo, gostaria, interessa,
    preciso, prefiro, autorizo, permissao, consentimento, aceito, queremos, solicito, peco, exijo
    """,
)
RECEIVING = listed(
    es="recibir, recibiendo, recibirlos, recibirlas, que me lleguen, me lleguen, me llegue",
    en="receive, receiving, get, getting, hear, to hear from, hear from, hearing from",
    pt="receber, recebendo, a receber",
)
# Writing to somebody, as it is forbidden or asked to end; "no me escribisteis" tells of the past and is not here.
WRITING = listed(
    es="""
    escribir, escribirme, escribirnos, escribais, escribas, escriba, escriban, escribiendo, escribiendome, contactar,
    contactarme, contacteis, contactes, contacten, contacte, contactando, molestar, molestarme, molesteis, molestes,
    molesten, moleste, molestando, llameis, llames, llamen, llamarme, acosarme, spamear, recordar, recordarme,
    recordeis, recuerdes, recuerden, recuerde, recordando, avisar, avisarme, aviseis, avises, avisen, dar la lata, dar
    la brasa, dar el conazo, incordiar, incordiando, agobiar, fastidiar, insistir, insistiendo, insistais, insistas,
    insistan, notifiqueis, notifiques, notifiquen, notificarme, bombardeais, hincharme, hinchar, joderme, jodiendo
    """,
    en="""
    text, texting, txting, msging, message, messaging, contact, contacting, contacted, writing, write, spam, spamming,
    bother, bothering, pestering, harassing, whatsapping, disturb, call, calling, advertise, advertising, bombarding,
    annoying, pinging, remind, reminding, notify, notifying, bug, bugging, badgering, hassling, annoy, insisting,
    blowing up my phone
    """,
    pt="""
    escrever, escreva, escrevam, escreve, escrevendo, contatar, contate, contatem, contactar, contacte, contactem,
    incomodar, incomode, incomodem, perturbar, perturbe, perturbem, ligar, ligue, liguem, chatear, chateie, chateiem,
    me escrever, a escrever, lembrar, lembre, lembrem, avisar, avise, avisem, encher, me encher, encher o saco,
    aborrecer, atazanar, a chatear, insistir
    """,
)
SENDING = listed(
    es="""
    mandar, mandarme, mandarnos, mandeis, mandes, mande, manden, mandando, mandandome, enviar, enviarme, enviarnos,
    envieis, envies, envie, envien, enviando, enviandome, mandar me, enviar me, bombardear, bombardearme
    """,
    en="send, sending, sent",
    pt="""
    mandar, mande, mandem, mandando, manda, enviar, envie, enviem, enviando, envia, mandarem, enviarem
    """,
)
MESSAGES = listed(
    es="""
    informacion, info, mensaje, mensajes, mensajito, mensajitos, msj, msjs, publicidad, promocion, promociones, promo,
    promos, oferta, ofertas, aviso, avisos, notificacion, notificaciones, whatsapp, whatsapps, wasap, wasaps, spam,
    anuncio, anuncios, propaganda, recordatorio, recordatorios, novedades, newsletter, boletin, boletines, correo,
    correos, comunicaciones, comunicacion, suscripcion, suscripciones, informacion comercial, comerciales, comercial,
    publicitarios, publicitario, promocionales, promocional, marketing, noticias, difusion, publi
    """,
    en="""
    information, info, message, messages, msg, msgs, text, texts, promotion, promotions, promo, promos, offer, offers,
    ad, ads, advert, adverts, advertising, advertisements, marketing, notification, notifications, reminder,
    reminders, spam, newsletter, newsletters, updates, promotional, alerts, mailing, mailings, mails, emails,
    subscription, whatsapps, broadcasts, communications, whatsapp, communication
    """,
    pt="""
    informacao, informacoes, info, mensagem, mensagens, msg, msgs, publicidade, promocao, promocoes, oferta, ofertas,
    aviso, avisos, notificacao, notificacoes, anuncio, anuncios, propaganda, propagandas, lembrete, lembretes,
    novidades, newsletter, spam, comunicacoes, comunicacao, promocional, promocionais, publicitarias, publicitaria,
    inscricao, subscricao, zap
    """,
)
# Of one of these it is not all that is unwanted.
ONE_MESSAGE = listed(
    es="informacion, info, mensaje, mensajito, promocion, promo, oferta, aviso, anuncio",
    en="information, info, message, msg, text, promotion, promo, offer, ad",
    pt="informacao, informacoes, mensagem, promocao, oferta, aviso, anuncio",
)
# Where one is taken off from, and the small words between: they add nothing to what is meant.
FILLING = listed(
    es="""
    seguir, continuar, porfa, dije, gente, me, os, te, le, les, nos, se, lo, la, los, las, el, un, una, mi, mis,
    vuestra, vuestras, vuestro, vuestros, su, sus, tu, tus, este, esta, estos, estas, esto, ese, esa, esos, esas, de,
    del, en, por, a, al, con, para, que, mas, ya, nada, nunca, jamas, ningun, ninguno, ninguna, ni, tipo, carrito,
    carritos, bajo, cosas, numero, telefono, movil, lista, listas, grupo, canal, servicio, tienda, sistema, base,
    datos, contacto, contactos, agenda, favor, ruego, gracias, ahora, inmediatamente, cuanto antes, urgente,
    definitivamente, todo, todos, todas, toda, hacer, hagan, haced, haga, podeis, podria, podrias, podriais, puedes,
    pueden, pido, solicito, otra vez, vez, nuevo, siempre, mismo, tanto, tantos, tanta, tantas, mucho, muchos, muchas,
    demasiado, demasiados, demasiadas, es, yo, personal, proceso, aqui, ahi, realmente, eh, darme, desde, via,
    procedan, semana, pasada, ayer, mes, pasado, ustedes, vosotros, usted, quiero, quisiera, deseo, necesito, queria,
    baja, de baja, he, veces, dos, tres, vuelvas, vuelvan, volvais, vuelva, tambien, anda, cuando puedas, cuando
    podais, antemano, saludo, saludos, porfis, oye, atentamente, he pedido, les he pedido, os he pedido, te he pedido,
    varias, punetera, puneteros, maldita, malditas, malditos, maldito, dichosa, dichosos, dichosas, puta, puto, putos,
    putas, mierda, basura, chorradas, tonterias, que me llega, que me llegan, que me mandais, que me mandan, que me
    enviais, que me envian, que recibo, aca, de aca
    """,
    en="""
    last, week, yesterday, month, everything, guys, continue, me, my, us, i, you, your, yours, this, that, these,
    those, the, a, an, any, all, of, off, from, to, for, on, in, by, with, at, more, anymore, any more, again, longer,
    no longer, ever, please, now, right now, immediately, cart, carts, number, phone, list, lists, group, channel,
    service, shop, store, database, contacts, contact, mailing, kindly, would, could, can, will, want, wish, like, d,
    ll, m, am, it, and, or, just, so, many, much, too, such, kind, sort, thing, things, stuff, nothing, anything,
    here, really, up, be, being, out, stop, via, through, asap, need, system, further, future, have, do, going, keep,
    already, twice, times, two, three, are, re, still, as well, also, bro, lol, regards, cheers, advance, haha, texts,
    fucking, bloody, freaking, damn, crap, shit, bullshit, rubbish, garbage, nonsense, you keep sending, you send me,
    whatever, you re sending, that i get, i m getting, i keep getting, that you send, is
    """,
    pt="""
    seguir, continuar, continuem, a, gente, me, nos, te, lhe, lhes, o, os, as, um, uma, meu, minha, meus, minhas, seu,
    sua, seus, suas, vosso, vossa, vossos, vossas, voces, voce, este, esta, estes, estas, esse, essa, esses, essas,
    isto, isso, de, da, do, das, dos, desta, deste, dessa, desse, em, no, na, por, para, pra, com, que, mais, ja,
    nada, nunca, nenhum, nenhuma, nem, tipo, numero, telefone, telemovel, celular, lista, grupo, canal, servico, loja,
    sistema, base, dados, contato, contatos, contacto, favor, agora, carrinho, carrinhos, coisas, imediatamente,
    urgente, tudo, todos, todas, pode, podem, poderia, poderiam, novo, sempre, tanto, tanta, tantas, tantos, muito,
    muita, muitas, e, eu, aqui, realmente, quero, queria, gostaria, desejo, preciso, solicito, peco, se, ser, fazer,
    facam, dai, semana, passada, ontem, vezes, duas, tres, voltem, volte, voltes, tambem, gentileza, obg, ta, viu, ne,
    atenciosamente, merda, porcaria, porcarias, lixo, bobagens, bobagem, malditas, malditos, que me mandam, que me
    enviam, que recebo, que estou recebendo, que estou a receber, la
    """,
)
# "How do I …?", "if it does not come …": asked about, not said.
DOUBTING = listed(
    es="como, puedo, se puede, si, cuando, donde, tengo que, hay que, que pasa, podria yo",
    en="""
    how, can i, could i, may i, if, when, where, do i, should i, what happens, is it possible, how do i
    """,
    pt="""
    como, posso, se, quando, onde, tenho que, o que acontece, da para, como faco, como faz, como fazer
    """,
)
# About a voice note, not about promotions.
OTHER_MESSAGES = listed(
    es="voz, audio, audios",
    en="voice, audio, audios",
    pt="voz, audio, audios",
)
# "I said stop."
SAYING = listed(
    es="""
    ya os lo dije, ya te lo dije, ya lo dije, os lo dije, te lo dije, ya os lo he dicho, ya lo he dicho, he dicho, ya
    he dicho, dije, ya dije, digo, os he dicho, repito, escribo, envio, escribi, puse, os escribi, ya escribi, ya
    puse, hostia, joder, por dios, coño, tambien, anda, hoy mismo, hoy, cuando puedas, cuando podais, cuando puedan,
    de antemano, un saludo, saludos, porfis, oye, tio, tia, os lo pido, te lo pido, cordialmente, atentamente, ok,
    vale, jaja, jajaja
    """,
    en="""
    i told you, i told you already, i already told you, already told you, i said, said, i repeat, i say, told you, i m
    saying, i am saying, i told you to, told you to, i already said, already said, i asked you to, i already told you
    to, i already asked you to, ffs, omg, wtf, for god s sake, jesus, damn, i wrote, i texted, i sent, today, as well,
    too, also, bro, lol, regards, kind regards, best regards, cheers, in advance, thanks in advance, when you can,
    mate, ok, haha, immediately please
    """,
    pt="""
    ja vos disse, ja te disse, eu ja tinha dito, eu disse, disse, ja disse, eu ja disse, repito, digo, escrevo,
    escrevi, ja escrevi, mandei, pelo amor de deus, porra, poxa, caramba, tambem, por gentileza, obg, ta, ta bom, viu,
    ne, atenciosamente, abracos, hoje, hoje mesmo, quando puder, gente, ok
    """,
)
CONJUNCTIONS = listed(
    es="porque, pq, xq, pues, pero, ya que, y, e, puesto que, aunque",
    en="because, cause, since, but, and, although, as i, why",
    pt="porque, pois, ja que, e, embora, pq",
)
# What may follow a keyword without messages being named.
WHERE = listed(
    words="""
    list, lista, listas, grupo, group, canal, channel, servicio, service, servico, numero, number, newsletter, ya,
    now, ahora, agora, immediately, inmediatamente, todo, all, tudo, asap, already
    """,
)
# "Stop sending me things": what follows is no goods of ours.
NOTHING_NAMED = listed(
    words="""
    cosas, things, stuff, coisas, this, these, esto, estas, estos, isto, isso, crap, shit, bullshit, rubbish, garbage,
    nonsense, mierda, basura, chorradas, merda, porcaria, porcarias, lixo, bobagens
    """,
)
# What makes of "no" and messages a wish for the future.
MORE = listed(
    words="""
    mas, more, mais, anymore, again, longer, nunca, never, jamas, jamais, nada, anything, ningun, nenhuma, any
    """,
)
# "I did not get your message", "no puedo enviar el mensaje": a trouble, no wish.
TROUBLE = listed(
    words="""
    recibido, recibi, recibo, llega, llego, llegan, llegado, llegaron, puedo, pude, puede, deja, funciona, veo, didn,
    did, received, got, can, cannot, couldn, couldnt, cant, wasn, hasn, isn, recebi, recebo, chegou, chega, consigo,
    posso, enviasteis, mandasteis, enviaste, mandaste, tengo, hay, entiendo, understand, entendo, see
    """,
)
# How "no promotions" begins.
NONE = listed(
    words="no, nada, sin, nao, sem, nothing, without, zero, cero",
)
# Not to call is no stop of what is written.
CALLING = listed(
    es="llameis, llames, llamen, llamarme, llamar",
    en="call, calling",
    pt="ligar, ligue, liguem",
)
