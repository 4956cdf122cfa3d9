"""The words by which a language is known, and by which another is asked for. `languages` weighs them."""

from shop.bot.understanding.normalising import listed

# What our texts tell people to write.
KEYWORDS = {
    "es": listed(es="catalogo, pedido, persona, baja, alta, horario, stop"),
    "en": listed(en="catalog, catalogue, order, person, stop, start, hours"),
    "pt": listed(pt="catalogo, pedido, encomenda, pessoa, sair, inscrever, horario, parar, stop"),
}
SPOKEN = {
    "es": listed(
        es="""
    hola, buenas, buenos, dias, tardes, noches, gracias, quiero, quisiera, queria, tienen, teneis, tienes, hay,
    cuanto, cuanta, cuantos, cuesta, cuestan, donde, cuando, por favor, porfa, el, la, los, las, una, unos, y, es,
    esta, estan, estoy, soy, mi, mis, tu, vuestro, vuestra, vuestros, vuestras, con, sin, pero, porque, muy, mas,
    puedo, podeis, puedes, pueden, hasta, luego, adios, genial, perfecto, de acuerdo, claro, si, algo, alguien, nada,
    envio, enviais, envian, tienda, taza, tazas, precio, precios, talla, otra, otro, eso, este, ese, lo, le, me llego,
    ya, ahora, hacer, hoy, manana, ayer, ver, los productos, k, q, ase, del, al, han, ha, he, llega, llegado, mandar,
    escribais, dejad, darme, oye, vale, recomendo, ponme, abris, abren, equivocado, roto, busco, dos, tres, habeis,
    ten, me, rica, veces, necesito, necesitamos, todavia, aun, recibi, recibido, hacen, haceis, hace, haces, nadie,
    contesta, contestan, contestais, contesto, gusto, gusta, gustan, gustaria, puede, tarjeta, direccion, cambiar,
    tardan, tardais, llego, llegaron, llegan, llegar, colores, queda, quedan, cual, cuales, quien, quienes, ahi, alli,
    asi, entonces, despues, siempre, tambien, demasiado, mucho, mucha, muchos, muchas, bueno, buena, nuevo, nueva,
    dinero, nombre, telefono, tengo, tiene, tenemos, tenia, quieres, quereis, quieren, hablar, hablo, decir, decidme,
    dime, sabeis, creo, pienso, sois, fue, estaba, estais, hemos, habia, adonde, aunque, jamas, lunes, martes,
    miercoles, jueves, viernes, hijo, hija, mujer, madre, padre, hermana, hermano, puerta, calle, vecino, 
    hecho, dicho, pagar con, se puede, no me ha, no ha, enviado ya, ninguno, ninguna,
    ningun, unas, estos, estas, esos, esas, ellos, ellas, nosotros, vosotros, ustedes, usted, vuestras deme,
    dame, dadme, mandadme, mandame, mandeis, mandais, mandan, escribidme, digame, podria, podrian, podriais, seria,
    deberia, habeis mandado, descuento, descuentos, gastos de envio, el envio, pagar con tarjeta, cuanto tarda,
    perdon, perdona, disculpa, disculpe, bienvenido, cuenta, faltan, nuestro, nuestra, mismo, misma, voy, vamos a,
    vais, quedo, llevar, llevo, lleva, puse, dejar, deja, abierto, cerrado
    """
    ),
    "en": listed(
        en="""
    hello, hi, hey, thanks, thank, please, want, would, have, how, much, many, where, when, what, which, the, an, is,
    are, am, you, your, yours, my, i, it, this, that, these, those, and, or, but, with, without, for, from, of, to,
    can, could, do, does, did, don, not, any, some, there, here, good, morning, afternoon, evening, ship, shipping,
    open, closed, buy, need, like, looking, see, show, be, will, was, were, at, on, in, out, if, about, still, yes,
    great, bye, goodbye, today, tomorrow, yesterday, arrived, wrong, broken, someone, somebody, we, they, got, me,
    help, has, had, been, get, getting, gets, yet, tell, who, whose, why, just, too, also, then, than, because,
    should, let, make, made, take, took, went, sent, send, paid, pay, ordered, nobody, anybody, anyone, everyone, one,
    two, three, came, come, comes, coming, arrive, arrives, mine, ours, us, our, his, her, hers, their, she, he, him,
    them, into, onto, over, under, again, already, never, ever, always, late, later, soon, early, size, colour,
    colours, invoice, receipt, parcel, package, deliver, delivers, delivered, shipped, answered, answer, answers,
    sorry, know, think, thought, say, said, says, ask, asked, change, cancel, cancelled, return, money, back, more,
    less, only, other, another, same, each, every, both, left, right, new, old, expensive, cheap, cheaper, broke,
    wasn, weren, aren, doesn, didn, won, couldn, wouldn, shouldn, hasn, haven, ll, ve, having, being, done, doing,
    going, gonna, give, gave, put, keep, try, using, used, card, price, prices, week, weeks, days, day, month, monday,
    tuesday, wednesday, thursday, friday, saturday, sunday, looks, seems, work, works, working, long, until, since,
    after, before, while, during, all, most, very, really, well, something, anything, nothing, everything, item,
    items, address, number, phone, talk, speak, call, people, rather, maybe, probably, no one
    """
    ),
    "pt": listed(
        pt="""
    oi, obrigado, obrigada, valeu, quero, queria, gostaria, voces, voce, quanto, quanta, custa, custam, onde, quando,
    meu, minha, meus, minhas, seu, sua, encomenda, bom dia, boa, boas, tarde, noite, nao, sim, preco, precos, tem,
    tens, uma, um, uns, umas, o, os, as, e, esta, estao, estou, sou, com, sem, mas, muito, mais, posso, pode, podem,
    ate, logo, tchau, adeus, perfeito, otimo, algo, alguem, nada, envio, enviam, loja, caneca, canecas, tamanho,
    outra, outro, isso, isto, esse, este, eu, ja, agora, hoje, amanha, ontem, ver, do, da, dos, das, ao, na, nos, em,
    pra, falar, fazer, chegou, comprar, por favor, se faz favor, beleza, entao, tambem, aqui, la, abrem, fecham,
    mensagem, mensagens, mandar, me, de me, vezes, ainda, recebi, recebemos, recebido, paguei, enviaram, enviou,
    desconto, descontos, preciso, precisamos, fatura, trocar, cor, cores, ninguem, respondeu, responderam, respondem,
    quais, qual, gostei, gosto, gosta, pelo, pela, pelos, pelas, numa, nesse, nessa, neste, nesta, dele, dela, deles,
    delas, seus, suas, nossa, nosso, vossa, vosso, ela, ele, eles, elas, foi, sao, estava, estavam, tenho, tinha,
    temos, vou, vai, vao, fiz, fez, feito, dizer, disse, saber se, sei, quem, depois, sempre, demais, pouco, pouca,
    bom, novo, nova, comprei, dinheiro, nome, telefone, telemovel, falo, fala, falam, enquanto, embora, nem, terca,
    quarta, filho, filha, mulher, mae, pai, irma, irmao, rua, vizinho, 
    chegar, chegaram, chega, chegam, chegando, cade, aonde, deixa, deixar, deixem, encomendei,
    encomendas, entregam, entregue, entregaram, prazo, endereco, cartao, pagamento, caixa, quebrado, quebrada, errado,
    errada, mandem, mandou, mandaram, dao, dava, fica, ficou, ficar, fiquei, querem, quer, quero saber, poderia,
    poderiam, gostariamos, esses, essas, estes, estas, aquele, aquela, aquilo, algum, alguma, nenhum, nenhuma, cada
    um, segunda feira, sexta, feira, devolucao, porque e que, e que, ha, aos, da me, digam, avisem, somos nos, ate
    quando, quantos, quantas, havia, seria, deveria, veio, vem, vieram, faz, fazem, dias, bem, muita, muitos, muitas,
    mesmo, mesma, outros, outras
    """
    ),
}
# Who asks for a language, in whichever words, and the small words around it.
ASKED_FOR = {
    "es": listed(words="espanol, castellano, spanish, espanhol, castelhano"),
    "en": listed(words="english, ingles"),
    "pt": listed(words="portugues, portuguese, brazilian"),
}
# Who does not speak the language they name says it in their own.
NOT_SPOKEN = {
    "es": listed(
        words="""
        no hablo, no entiendo, no se, no leo, no me escribais, no me escribas, no me escriba, no me escriban, no me hableis,
        no me hables, no me hable, no me hablen, no me contesteis, no me contestes, no me contesten
        """
    ),
    "en": listed(
        words="""
        don t speak, do not speak, dont speak, don t understand, do not understand, can t read, don t write, do not write,
        don t text, do not text, don t message, do not message, don t talk, don t answer, don t reply
        """
    ),
    "pt": listed(
        words="""
        nao falo, nao entendo, nao percebo, nao sei, nao leio, nao me escrevam, nao me escreva, nao me falem, nao me fale,
        nao falem, nao fale, nao me respondam, nao me responda, nao escrevam, nao escreva, nao me mandem mensagens
        """
    ),
}
AROUND_LANGUAGES = listed(
    es="""
    en, hablas, hablais, hablan, habla, hablar, puedes, podeis, pueden, puedo, escribes, escribir, escribidme,
    escribeme, cambia, cambiar, cambiad, idioma, a, al, el, me, mejor, solo, hablo, prefiero, quiero, quisiera, si,
    no, puede, ser, se habla, se puede hablar, podemos, hablemos, seguir, contestame, responde
    """,
    en="""
    in, do, does, you, speak, talk, can, could, we, i, only, write, to, switch, change, language, the, my, is, prefer,
    want, would, like, d, anyone, there, me, it, rather, speaking, reply, answer, s, let
    """,
    pt="""
    em, fala, falam, falas, falar, pode, podem, podes, posso, podemos, escreve, escrever, escreva, muda, mudar,
    idioma, lingua, para, pra, o, voce, voces, eu, falo, prefiro, quero, queria, so, melhor, responde, responda, ser
    """,
)
