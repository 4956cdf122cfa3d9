"""What may be a stop, or shows that somebody is tired of messages, for each language. `stops/doubtful.py` weighs it."""

from shop.bot.understanding.normalising import listed

# Each half says "enough" and may mean a stop.
MAYBE = listed(
    es="""
    parenle, parale, no insistan, no insistas, no insistais, no insista, ya chole, no tengo interes, es spam, eso es
    spam, me quiero salir, quiero salirme, me salgo, os he bloqueado, los he bloqueado, te he bloqueado, os bloquee,
    los bloquee, como dejo de recibir mensajes, como dejo de recibirlos, como paro esto, no mandes mas, no mandeis
    mas, no mande mas, no manden mas, no envies mas, no envieis mas, no envien mas, para, no mandeis nada mas, no
    mandes nada mas, no envieis nada mas, salir, quiero salir, basta, basta ya, ya basta ya, no mas, ya basta, spam,
    esto es spam, dejar, cancelar todo, no me escribas, salirme, no quiero mas, no quiero nada mas, no quiero nada, no
    quiero saber nada, no quiero saber nada mas, borrar, eliminar, bloquear, silenciar, desactivar, dejar de recibir,
    quiero dejar de recibir, me siguen mandando, me seguis mandando, me siguen escribiendo, me seguis escribiendo, me
    siguen llegando, sigo recibiendo mensajes, me siguen mandando mensajes, quit it, os bloqueo, te bloqueo, los
    bloqueo, os voy a bloquear, me bombardeais a mensajes, me bombardean a mensajes, me bombardeais, cansado de
    mensajes, como salgo de esta lista, como salgo de la lista, como salgo de aqui, ya no soy cliente, ya no soy
    clienta, no soy cliente, no soy clienta, no mas de esto, no mas de estos, salir de aqui, quiero salir de aqui,
    podeis parar, ya podeis parar, pueden parar, ya pueden parar, ya no manden, ya no mandes, ya no mandeis, ya no
    envien, ya no envies, ya no envieis, ya no manden nada
    """,
    en="""
    can you stop these, could you stop these, stop these, make it stop, make this stop, make them stop, it s spam, i
    blocked you, i ve blocked you, blocked you, blocked, bugger off, bog off, no interest, don t send me anything
    else, don t send me anything, how do i stop these messages, how do i stop this, don t send more, don t send any
    more, don t send anymore, no more, enough, enough already, don t send anything, send nothing more, spam, this is
    spam, remove, exit, leave, cancel all, go away, block, delete, end it, i want out, let me out, no thanks no more,
    mute, stop receiving, you keep sending, you keep messaging, you keep texting me, still getting messages, i still
    get messages, cut the spam, quit it, blocking you, i m blocking you, i will block you, i ll block you, i m not a
    customer, i m not a customer anymore, no longer a customer, i m no longer a customer, not a customer anymore, no
    more of these, no more of this, no more of that, get me out of here, you can stop, you can stop now, don t want
    these anymore, please remove, don t want these
    """,
    pt="""
    e spam, seja spam, isto seja spam, isso seja spam, bloqueei voces, bloqueei voce, bloqueei, nao tenho interesse,
    nao insistam, como faco para sair, como paro de receber mensagens, como paro de receber, como faco para parar,
    como saio, nao mande mais, nao mandem mais, nao manda mais, nao envie mais, nao enviem mais, para, nao mandem mais
    nada, nao manda mais nada, nao enviem mais nada, chega, basta, nao mais, chega disso, spam, isto e spam, isso e
    spam, saida, nao quero mais, nao quero nada, nao quero mais nada, apagar, excluir, parar, bloquear, silenciar,
    quero parar de receber, parar de receber, deixar de receber, quero deixar de receber, continuam mandando,
    continuam a mandar, continuo recebendo, continuo a receber, ja chega, ja basta, vou bloquear, vou bloquear voces,
    vou bloquear vos, muita propaganda, ja pedi pra parar, ja pedi para parar, cansei de receber mensagem, cansei de
    receber mensagens, cansei de mensagens, como saio dessa lista, como saio desta lista, como saio da lista, como
    saio daqui, ja nao sou cliente, nao sou cliente, nao sou mais cliente, parem com isto, para com isto, pare com
    isto, parem la com isto, parem la com isso, para la com isso, para la com isto, sair daqui, quero sair daqui,
    podem parar, pode parar, ja podem parar, chega disto, ja pedi para pararem, ja pedi pra pararem, ja falei para
    parar, ja falei pra parar, ja disse para parar, ja disse pra parar, ja disse para pararem, ja nao mandem, ja nao
    enviem
    """,
)
# What follows if we write once more.
THREATS = listed(
    es="""
    si me volveis a escribir, si me vuelves a escribir, si me vuelven a escribir, si volveis a escribirme, como me
    volvais a escribir, si me escribis otra vez, si me mandais otro mensaje, si me mandan otro mensaje
    """,
    en="""
    if you message me again, if you text me again, if you contact me again, if i get another message, if you send me
    another, message me again and
    """,
    pt="""
    se me voltarem a escrever, se me escreverem de novo, se me mandarem outra mensagem, se mandarem mais uma mensagem,
    se me mandar mais
    """,
)
# Of these the order may be meant as well, or whatever was offered.
# Whom one wants nothing more of: "no quiero saber nada más de vosotros".
OF_YOU = listed(
    es="""
    por aqui, de vosotros, de ustedes, de vuestra tienda, de esta tienda, de ti, de vos, de usted, con vosotros, con
    ustedes
    """,
    en="from you, of you, with you, from this shop, from your shop, to do with you, from you guys",
    pt="de voces, de voce, de vos, desta loja, dessa loja, com voces",
)
NOTHING_WANTED = listed(
    es="""
    no quiero mas, no quiero nada mas, no quiero nada, ya no quiero, ya no quiero nada, ya no quiero mas, no quiero
    mas nada, cancelar todo, no quiero saber nada, no quiero saber nada mas, no quiero saber mas, no quiero saber mas
    nada, no quiero volver a saber, no quiero volver a saber nada, no quiero volver a saber nada mas
    """,
    en="""
    i don t want these, don t want these, i don t want these anymore, no more, i don t want anything, i don t want any
    more, i don t want anything more, cancel all, i want out, i want nothing, i want nothing more, i don t want
    anything else, i don t want to know anything, i don t want to hear, i don t want to hear any more, i don t want to
    know
    """,
    pt="""
    nao quero saber, nao quero saber de nada, nao quero saber mais nada, nao quero saber mais, nao quero saber nada,
    nao quero mais, nao quero nada, nao quero mais nada, ja nao quero, ja nao quero mais, ja nao quero nada, cancelar
    tudo
    """,
)
# Behind our keyword, and only there: nothing of ours is wanted.
UNWANTED = listed(
    es="""
    no quiero esto, no quiero eso, no lo quiero, no necesito nada, no necesito esto, no voy a comprar nada, no voy a
    comprar, no compro nada, no quiero comprar nada, no me hace falta nada, no compro, ya no me interesa, no me
    interesa
    """,
    en="""
    i don t want this, don t want this, i don t want it, i don t need anything, don t need anything, i don t need
    this, don t need this, i don t need it, i need nothing, i m not buying anything, not buying anything, i m not
    buying, not buying, i won t buy anything, i don t want to buy anything, i m not going to buy anything, i m not
    interested, not interested, no longer interested, i m no longer interested, i am no longer interested
    """,
    pt="""
    nao quero isto, nao quero isso, nao preciso de nada, nao preciso disto, nao preciso disso, nao vou comprar nada,
    nao vou comprar, nao compro nada, nao quero comprar nada, nao compro, ja nao me interessa, nao me interessa
    """,
)
# Who is annoyed by what we send; beside "enough" it is one, and alone it may be.
ANNOYED = listed(
    es="""
    dejen de joder, deja de joder, dejad de joder, no jodan, no jodais, iros a la mierda, vete a la mierda, que
    pesados, que pesado, que pesadez, que pesadilla, pesados, que pesados sois, sois unos pesados, sois muy pesados,
    que plastas, plastas, que cansinos, cansinos, que conazo, ya vale, ya esta bien, nunca me apunte a esto, no me
    apunte a esto, nunca me suscribi, nunca me he suscrito, yo no pedi esto, olvidadme, olvidaos de mi, esto es acoso,
    acoso, me estais molestando, numero equivocado, has equivocado de numero, habeis equivocado de numero, ha
    equivocado de numero, han equivocado de numero, me arrepiento de haberme apuntado, me arrepiento de apuntarme, me
    arrepiento de haberme suscrito, me teneis frita, me teneis frito, me tienen harta, me teneis harta, me teneis
    harto, dejense de joder, dejate de joder, dejaos de joder, no jodan mas, no rompan, no rompan mas, no rompas mas,
    no hinchen, no hinchen mas, no hinches, cortala, cortenla, ya estuvo, ya estuvo bueno, bajenle, ya bajenle,
    bajale, ya bajale, me tienen podrido, me tienen podrida, me tenes podrido, me tenes podrida
    """,
    en="""
    so annoying, this is annoying, how annoying, you re annoying, you are annoying, never signed up for this, didn t
    sign up for this, did not sign up for this, never subscribed, never subscribed to this, i never asked for this,
    didn t ask for this, fuck off, piss off, get lost, forget me, let me be, give it a rest, spamming, harassment,
    this is harassment, wrong number, did not subscribe to this, didn t subscribe to this, did not sign up, i regret
    signing up, i regret subscribing, wish i never signed up, i m done with
    """,
    pt="""
    vai se foder, vao se foder, parem de encher, vai a merda, que saco, que chatos, que chato, que chatice, voces sao
    chatos, sao muito chatos, que pesadelo, nunca me inscrevi nisto, nunca me inscrevi nisso, nunca me inscrevi, nao
    me inscrevi nisto, nao pedi isto, nao pedi isso, para com isso, parem com isso, pare com isso, esquecam me, me
    esquece, me esquecam, assedio, isto e assedio, isso e assedio, numero errado, foi engano, e engano, arrependi me
    de me inscrever, me arrependi de me inscrever, arrependo me de me ter inscrito, estou pelos cabelos
    """,
)
# Beside messages these are a complaint about them.
TOO_MANY = listed(
    es="""
    harto, harta, cansan, molestan, hartan, hartos, cansado, cansada, demasiados, demasiada, tantos, tanta, aburrido,
    aburrida, bloquear, bloqueo, bloqueare, bloquearos, denunciar, denunciare, me tienen podrido, me tienen podrida,
    me tenes podrido, me tenes podrida, me tienen hasta
    """,
    en="""
    too many, so many, sick of, tired of, annoyed by, annoying, fed up, enough of, so much, too much, block, blocking,
    report, reporting
    """,
    pt="""
    farto, farta, cansado, cansada, demasiadas, tantas, muitas, tanta, bloquear, bloqueio, denunciar, saco cheio, de
    saco cheio
    """,
)
# Said of a message that is none.
NO_SPAM = listed(
    es="no es spam, no era spam, no son spam, no parece spam",
    en="not spam, isn t spam, wasn t spam, is no spam, no spam folder",
    pt="nao e spam, nao seja spam, nao era spam, nao parece spam",
)
