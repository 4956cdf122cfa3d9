"""The words by which a shopper asks for something, for each language. `intents` says in which order they count."""

from shop.bot.understanding.normalising import listed

# Somebody of the shop.
PEOPLE = listed(
    es="""
    persona, personas, humano, humana, agente, asesor, asesora, operador, operadora, alguien, encargado, encargada,
    dependiente, dependienta, responsable, dueno, duena, comercial, persona real, atencion al cliente, soporte,
    servicio al cliente, alguno de vosotros, equipo, representante, nadie, supervisor, supervisora, ejecutivo,
    ejecutiva
    """,
    en="""
    person, human, agent, someone, somebody, anyone, anybody, representative, operator, manager, owner, real person,
    human being, customer service, customer support, support, staff, assistant, advisor, the team, supervisor
    """,
    pt="""
    ninguem, pessoa, pessoas, humano, humana, atendente, alguem, agente, operador, operadora, responsavel, gerente,
    dono, dona, pessoa real, atendimento, atendimento ao cliente, apoio ao cliente, suporte, vendedor, vendedora,
    representante, supervisor, supervisora, colega, gente de verdade
    """,
)
TALKING = listed(
    es="""
    hablar con, hablar, hablo con, hable con, comunicarme con, contactar con, contacto con, charlar con, pasame con,
    pasadme con, paseme con, ponme con, ponedme con, que me llame, que me atienda, me atiende, atenderme, llamarme,
    conversar con, me puede ayudar, me puede atender, que me responda, quiero hablar, hay, que me conteste, ayuda de,
    pasame a, pasadme a, paseme a, pasenme a, pasenme con, me pasas a, me pasas con, me pasan con, me pasa con, me
    pasais con, ponme a, ponedme a, poneme a, ponganme a, me pones con, me poneis con, me comunica con, me comunicas
    con, me comunican con, comuniqueme con, comunicame con, comuniquenme con, me transfiere con, me transfiere a, me
    transfieres con, me transfieres a, me transfieren con, transfierame con, transfiereme con, transfierame a,
    transfiereme a, conteste, atienda, responda
    """,
    en="""
    talk to, talk with, speak to, speak with, chat with, chat to, contact, connect me with, connect me to, transfer me
    to, put me through to, put me through, pass me to, put me on to, get me, call me, reach, get hold of, can help me,
    help me, there, i want, i need, give me a, give me
    """,
    pt="""
    tem, falar com, falar, conversar com, contactar, contatar, passar para, passa me a, me passa para, que me ligue,
    pode me ajudar, me ajudar, me atender, me atenda, ajuda de, ser atendido por, ser atendida por, atendido por,
    atendida por, me passa pra, me passa para, passa me para, passe me para, me passe para, me passe pra, me passem
    para, me transfere pra, me transfere para, transfere me para, transfira me para, me transfira para, chama o, chama
    a, chame o, chame a, chamem o, chamem a, chamar o, chamar a, chama um, chame um, atenda, responda, passe me a um,
    passe me a, passem me a, passa me a um
    """,
)
# What may stand around them, all told: nothing of it makes the person somebody else.
AROUND = listed(
    es="""
    q, quiero, quisiera, queria, necesito, me gustaria, puedo, podria, prefiero, busco, con, a, al, de, del, un, una,
    el, la, otra, otro, alguna, algun, real, verdad, verdadera, mejor, ya, me, favor, que, no, bot, robot, maquina,
    ahora, aqui, ser, si, puede, ayudar, ayude, vuestro, vuestra, tienda, en, lo, ahi, alli, por, antes, posible,
    directamente, podeis, podriais
    """,
    en="""
    i, want, need, to, a, an, the, would, like, d, can, could, may, please, real, actual, live, with, your, some,
    from, now, not, bot, robot, machine, is, are, rather, prefer, get, give, me, you, just, let, help, in, at, shop,
    store, of
    """,
    pt="""
    ai, quero, queria, gostaria, preciso, posso, poderia, prefiro, com, um, uma, o, a, de, da, do, verdade, real, me,
    por, favor, que, nao, robo, bot, maquina, agora, ser, pode, ajudar, ajude, alguma, algum, na, loja, para, pra,
    podem, poderiam, voces, esta
    """,
)
CALL_ME = listed(
    es="""
    q me llame alguien, q me llamen, q me llame, quiero hablar, necesito hablar, me puede llamar alguien, puede
    llamarme alguien, que me llamen, que me llame alguien, me podeis llamar, podeis llamarme, puedes llamarme, me
    puedes llamar, me pueden llamar, me llama alguien, llamame, llamadme, llameme, llamenme, me llamas, me llamais,
    llamarme, que me llameis, me pueden marcar, me puedes marcar, me puede marcar, me marcan, marquenme, marqueme, que
    me marquen, pueden marcarme, con quien puedo hablar, con quien hablo, con quien tengo que hablar
    """,
    en="""
    i want to talk, i need to talk, can someone call me, could someone call me, can you call me, have someone call me,
    call me, ring me, phone me, give me a call, who can i talk to, who can i speak to, who do i talk to, who do i
    speak to, who should i talk to
    """,
    pt="""
    com quem posso falar, com quem falo, com quem eu falo, quero falar, preciso falar, alguem me liga, pode me ligar,
    podem me ligar, alguem pode me ligar, que me liguem, me liga, me ligue, me liguem, ligue me, liguem me, me ligar,
    ligar me, me telefona, telefone me, telefonem me, telefona me, me telefone, me telefonem, me telefonam, telefone
    nos
    """,
)
# Is a machine talking?
MACHINE = listed(
    es="""
    eres real, eres un robot, eres un bot, eres una maquina, eres una persona, eres humano, eres humana, eres una ia,
    es un bot, es un robot, hablo con un bot, hablo con un robot, hablando con un bot, hablando con un robot, hablando
    con una maquina
    """,
    en="""
    are you a real person, are you a bot, are you a robot, are you human, are you a human, are you a person, is this a
    bot, is this a robot, are you an ai, talking to a bot, talking to a robot, talking to a machine
    """,
    pt="""
    voce e um robo, e um robo, es um robo, sao um robo, e um bot, voce e humano, voce e uma pessoa, isto e um bot,
    isso e um robo, falando com um robo, a falar com um robo
    """,
)
# "Talk to you later" names nobody.
LATER = listed(words="later, soon, tomorrow, luego, pronto, manana, despues, depois, amanha, logo, breve")
# What stands around the order that somebody gives thanks for.
THANKED_FOR = listed(
    es="""
    por, el, mi, la, todo, lo, vuestro, ayuda, la ayuda, vuestra ayuda, tu ayuda, atencion, la atencion, vuestra
    atencion
    """,
    en="for, the, my, all, your, help, a lot, support",
    pt="pelo, pela, o, meu, a, minha, ajuda, atencao",
)
ORDERS = listed(
    es="""
    mi orden, la orden, una orden, mis ordenes, ordenes, de orden, pedido, pedidos, mi compra, mi paquete, mi envio
    """,
    en="order, orders, my parcel, my package, my purchase, my delivery",
    pt="pedido, pedidos, encomenda, encomendas, minha compra, meu pacote, minha entrega",
)
# Papers of an order, and where it goes.
PAPERS = listed(
    es="""
    cambiar la direccion, cambiar direccion, cambiar mi direccion, cambio de direccion, cambiar el envio, modificar la
    direccion, factura, facturas, el recibo, un recibo, ticket de compra
    """,
    en="""
    change the address, change my address, change the delivery address, change address, update my address, invoice,
    invoices, receipt
    """,
    pt="""
    mudar o endereco, mudar a morada, alterar o endereco, alterar a morada, trocar o endereco, mudar endereco, fatura,
    faturas, o recibo, nota fiscal
    """,
)
# Asks how an order stands, without naming one.
TRACKING = listed(
    es="""
    cuanto debo, cuanto falta pagar, se hizo el pago, llego mi pago, ha llegado mi pago, mandame el link, manda el
    link, manda el enlace, mandame el enlace, seguimiento, rastrear, rastreo, cuando llega, cuando me llega, cuando
    llegara, donde esta mi, por donde va, cuando sale, ya ha salido, quiero pagar, como pago, pagar, enlace de pago,
    link de pago, el enlace, pagarlo, mi factura, mis pedidos, que hay de lo mio, que pasa con lo mio, algo de lo mio,
    como va lo mio, donde esta lo mio, cuando llega lo mio, donde estan mis, cuando me lo mandais, cuando lo enviais,
    donde anda mi, cuando me llega lo mio, y mi paquete, y mi pedido, y mi carrito, que paso con mi carrito, que ha
    pasado con mi carrito, hay novedades, alguna novedad, alguna noticia, que fue de lo mio, que ha sido de lo mio,
    que fue de mi, que ha sido de mi
    """,
    en="""
    did my payment go through, has my payment arrived, did i pay, how much do i owe, send the link, send me the link,
    send the link again, tracking, track, when will it arrive, when does it arrive, where is my, where s my, has it
    shipped, payment link, how do i pay, how can i pay, want to pay, pay now, my invoice, where are my, when is it
    coming, when s it coming, when will i get, when do i get, my stuff, my things, my goods, on its way yet, has it
    been sent, have you sent my, what happened to my cart, what happened with my cart, what about my cart, what
    happened to my order, any news, any update, any updates, what became of my
    """,
    pt="""
    quanto devo, caiu o pagamento, manda o link, mande o link, meu pagamento, rastreio, rastrear, rastreamento, quando
    chega, quando vai chegar, onde esta meu, onde esta minha, onde esta o meu, onde esta a minha, ja saiu, e o meu
    carrinho, o que aconteceu com o meu carrinho, alguma novidade, ha novidades, tem novidades, quero pagar, como
    pago, link de pagamento, pagar, minha fatura, quando vem, quando e que chega, cade meu, cade minha, cade o meu,
    cade a minha, cade o pedido, cade a encomenda, cade os meus, cade as minhas, onde estao, quando recebo, quando vou
    receber, quando voces enviam, minha encomenda, o que e feito do meu, o que e feito da minha, que fim levou
    """,
)
# The same, and nothing besides.
TRACKING_ALONE = listed(
    es="""
    esta pagado, link, estado, novedades, mi carrito, mi carro, mi cesta, me llegara hoy, ya salio, esta cancelado, se
    ha cancelado, esta anulado, orden, lo mio, el mio, el mio para cuando, para cuando lo mio, ya he pagado, ya pague,
    ya lo he pagado, ya lo pague, ya esta pagado, acabo de pagar, he pagado, lo habeis enviado ya, llega hoy, llega
    manana, ya lo habeis enviado, lo habeis mandado, ya lo habeis mandado, ya esta enviado
    """,
    en="""
    status, my cart, news, updates, link please, is it cancelled, was it cancelled, is it canceled, mine, what about
    mine, i have paid, i ve paid, i paid, already paid, i already paid, i just paid, i ve already paid, i have already
    paid, paid, did you ship it, did you ship it yet, have you shipped it, have you sent it, is it shipped, is it on
    its way
    """,
    pt="""
    esta cancelado, foi cancelado, esta cancelada, novidades, o meu carrinho, meu carrinho, cade, o meu, a minha, ja
    paguei, paguei, acabei de pagar, ja esta pago, ja enviaram, voces ja enviaram, ja mandaram, ja foi enviado, chega
    hoje, chega amanha
    """,
)
# What may stand around the word for an order while it is still the question how it stands.
AROUND_ORDERS = listed(
    es="""
    es, num, nro, sabeis, sabes, pague, pagamos, mi, mis, el, los, un, del, de, donde, esta, estan, como, va, van,
    cuando, llega, llegara, llegan, sale, estado, ver, saber, quiero, quisiera, queria, que, pasa, paso, con, sobre,
    hay, alguna, noticia, noticias, novedad, info, informacion, ya, me, lo, se, sabe, algo, numero, n, ultimo,
    enviado, enviasteis, habeis, ha, salido, preparado, pagado, pagar, pago, consultar, consulta, esperando, espero,
    sigo, tardara, tarda, cuanto, a, y, o, hice, hecho, ayer, hoy, por, este, ese, otro, esperaba, preguntar, tengo,
    todavia, aun, seguimiento, enlace, link, podeis, puedes, decir, decirme, dime, llegado, entregado, entregaron,
    han, camino, salio, enviaron
    """,
    en="""
    shipped, shipping, my, the, an, a, is, are, where, how, when, will, it, arrive, come, status, of, what, s, about,
    with, any, news, check, see, know, want, i, to, on, for, update, number, no, last, latest, has, have, been, sent,
    ready, paid, pay, please, doing, going, happened, happening, waiting, still, long, yesterday, today, made, placed,
    arrived, delivered, yet, here, way, coming, this, that, tf, hell, fuck, earth, me, can, you, tell, us, d, like,
    link, did, do, does, get, be
    """,
    pt="""
    paguei, enviou, mandaram, meu, meus, minha, minhas, o, a, os, as, do, da, de, onde, esta, estao, como, vai, vao,
    quando, chega, chegam, sai, estado, status, ver, saber, quero, queria, que, passa, se, com, sobre, ha, alguma,
    noticia, noticias, novidade, info, informacao, ja, numero, n, ultimo, ultima, enviado, enviada, saiu, pronto,
    pronta, pago, paga, pagar, esperando, espero, demora, quanto, e, fiz, feito, ontem, hoje, por, este, outro, tenho,
    ainda, kd, kade, cade, link, pode, podem, dizer, me, anda, chegou, chegado, entregue, enviaram, caminho
    """,
)
HOURS = listed(
    es="""
    horario, horarios, abris, abren, abiertos, estais abiertos, cerrais, a que hora abre, a que hora cierra, a que
    hora cierran, esta abierto, esta abierta, esta abierta la tienda, cuando abre, cuando abren, cuando cierra, cuando
    cierran, cierran, que dias abre, abre hoy, abre manana, abre el, que hora abre, que hora cierra, que hora abren
    """,
    en="""
    opening hours, opening times, business hours, your hours, what hours, are you open, you open, open now, open
    today, open tomorrow, open on, you close, are you closed, is it open, what time do you open, when does it open,
    still open, shop hours, store hours, working hours, opening
    """,
    pt="""
    horario, horarios, abrem, fecham, aberto, abertos, aberta, estao abertos, a que horas abre, que horas abre, que
    horas abrem, que horas fecham, que horas fecha, a que horas fecha, quando abre, quando fecha
    """,
)
HOURS_ALONE = listed(
    es="abierto, abierta",
    en="hours, open",
    pt="horas",
)
STARTS = listed(
    es="""
    estas ahi, estais ahi, hay alguien ahi, sigues ahi, me lees, menu, inicio, empezar, opciones, ayuda
    """,
    en="""
    are you there, you there, anyone there, hello anyone there, still there, menu, start over, options, help
    """,
    pt="estas ai, voce esta ai, alguem ai, ta ai, esta ai, menu, inicio, opcoes, ajuda",
)
# Where something is: the shop's own address, which is no catalog.
PLACES = listed(
    es="donde esta la tienda, donde estais, donde esta vuestra tienda, donde queda, vuestra direccion",
    en="""
    where is your shop, where is the shop, where are you, where is your store, your address, where is the store
    """,
    pt="onde fica, onde esta a loja, onde ficam, onde e a loja, vossa morada",
)
