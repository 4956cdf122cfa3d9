"""What is said to go on or to praise, and asks nothing."""

from shop.bot.understanding.normalising import listed

SMALL_TALK = listed(
    es="""
    entendido, aha, ya te aviso, ya os aviso, te aviso, bien, muy bien, bueno, listo, hecho, ya, ah, aja, ah vale, de
    nada, igualmente, no pasa nada, no hay problema, jaja, jajaja, jeje, que bien, que bonito, me encanta, buenisimo,
    buenisima, brutal, maravilloso, maravillosa, magnifico, excelente, que ilusion, que gracia, k, xd, espera,
    esperad, espere, un momento, un momentito, un segundo, un minuto, ahora vuelvo, ahora te digo, ahora lo miro, lo
    pienso, me lo pienso, lo voy a pensar, dame un minuto, dame un segundo, luego te digo, luego miro, luego lo miro,
    ya te digo, no te preocupes, no os preocupeis, ahh, ok ok, va, recibido, anotado, lo tengo, visto, super, guay,
    top, chevere, ya te digo algo, lo miro y te digo, lo miro, luego os digo, ya os digo, disculpa la molestia,
    disculpad la molestia, perdona la molestia, perdona, perdonad, perdone, lo consulto, voy a consultarlo, lo hablo
    con mi marido, lo hablo con mi mujer, lo consulto con mi marido, lo consulto con mi mujer, buen trabajo, bien
    hecho, buen servicio, un placer, encantada, encantado, sin prisa, sin prisas, tranquilo, tranquila, tranquilos,
    cuando podais, cuando puedas, cuando puedan, ya esta, orale, mola, mola mucho, molan, como mola, ole, olé, todo
    bien, todo ok, todo en orden, todo correcto, todo perfecto, todo genial, todo claro, esta bien, esta genial, esta
    perfecto, buena onda, barbaro, de lujo, de diez, un diez, de maravilla, sois los mejores, eres el mejor, eres la
    mejor, son los mejores, sois geniales, son geniales, os quiero, sois un encanto, da gusto, da gusto con vosotros,
    me alegro, que alegria, que maravilla, que detalle, bueno pues nada, pues nada, nada mas por ahora, me sirve, me
    vale, tiene sentido, es un placer, asi si, hasta aqui bien, te lo confirmo manana, te lo confirmo luego, os lo
    confirmo, os lo confirmo luego, te confirmo luego, te confirmo manana, luego te confirmo, os digo algo, te digo
    algo, manana te digo, manana os digo, te cuento luego, chido, joya, oops, ups, quedo atento, quedo atenta,
    quedamos atentos, quedo a la espera, quedo pendiente, ahora lo pago, ahora pago, luego lo pago, luego pago, en un
    rato lo pago, ahorita lo pago, ahorita pago, manana lo pago, padrisimo, sale pues
    """,
    en="""
    got it, i ll let you know, noted, good, cool, nice, awesome, lovely, wow, ah, oh, i see, you re welcome, no
    problem, haha, lol, received, understood, love it, done, super, k, kk, wait, hold on, one moment, one second, just
    a moment, just a second, one sec, a moment, a minute, one minute, give me a minute, give me a second, brb, be
    right back, let me think, i ll think about it, excellent, brilliant, wonderful, amazing, fantastic, so nice, fab,
    let me check, let me check with my wife, let me check with my husband, let me ask my wife, let me ask my husband,
    i ll check, i ll ask, aight, alrighty, sorry for the trouble, hahaha, lmao, yay, np, will do, you too, same to
    you, fair enough, no worries, all good, all good here, all set, spot on, well done, good to know, good to hear,
    nice to hear, glad to hear, glad to hear it, glad to hear that, makes sense, that makes sense, happy days, happy
    with that, okie dokie, okey dokey, righto, right on, right you are, gotcha, roger, roger that, cool beans, awesome
    sauce, phew, yum, yummy, yippee, woohoo, hooray, legend, you re a legend, absolute legend, you re the best, you
    are the best, you guys are the best, you guys rock, you rock, you re a star, no rush, no hurry, take your time,
    whenever you can, no probs, no prob, no bother, no biggie, it s ok, it s okay, it s fine, that s ok, that s okay,
    why not, my pleasure, pleasure, same here, fair play, fair dos, works for me, good for me, i like it, i love it, i
    m happy, im happy, so happy, thrilled, top notch, first class, five stars, 5 stars, ten out of ten, keep it up,
    keep up the good work, nice work, i ll get back to you, i will get back to you, let me get back to you, i ll
    confirm later, i ll confirm tomorrow, will let you know, i ll think it over, let me sleep on it, i ll be in touch,
    oops, whoops, i ll pay now, i ll pay later, i ll pay in a bit, i ll pay it now, paying now
    """,
    pt="""
    entendi, entendido, bom, muito bem, fixe, legal, que bom, de nada, sem problema, kkk, kkkk, haha, recebi, pronto,
    adorei, show, show de bola, top, k, espera, espere, um momento, um momentinho, um segundo, um minuto, ja volto, ja
    te digo, vou pensar, deixa eu ver, deixa me ver, maravilha, excelente, espetaculo, incrivel, rs, rsrs, vou ver,
    vou ver com o meu marido, vou ver com a minha mulher, vou falar com o meu marido, desculpa o incomodo, desculpe o
    incomodo, hehe, que lindo, que linda, que fofo, ta bem, ta, perai, pera ai, depois vejo, logo vejo, blz, ok ok, de
    boa, tranquilo, tranquila, suave, firmeza, na boa, tamo junto, tmj, bom trabalho, otimo trabalho, bom servico,
    impecavel, um prazer, foi um prazer, com calma, sem pressa, quando puderem, quando puder, tudo certo, tudo ok,
    tudo perfeito, tudo otimo, tudo em ordem, ta otimo, esta otimo, ta perfeito, esta perfeito, fixolas, porreiro,
    baril, maneiro, bacana, arrasou, arrasaram, voces sao demais, sao os melhores, es o maior, voces sao os melhores,
    amei, gostei, gostei muito, adorei isso, fico feliz, que alegria, que coisa boa, nota dez, nota 10, cinco
    estrelas, faz sentido, serve, por mim tudo, boa, boas, e isso ai, isso ai, beleza pura, joia, depois te falo,
    depois falo, depois digo, te digo depois, te digo, digo ja, logo digo, ja confirmo, depois confirmo, confirmo
    depois, amanha digo, dou noticias, vou dormir sobre o assunto, fico a aguardar, fico no aguardo, fico aguardando,
    no aguardo, agora pago, ja pago, depois pago, ops
    """,
)


def _praising(*, words: str, frames: str) -> frozenset[str]:
    """Each word of praise in each frame: "great stuff", "sounds great"."""
    return frozenset(
        frame.replace("-", each) for each in listed(words=words) for frame in listed(frames=frames)
    )


_OF_ENGLISH = _praising(
    words="""
    great, good, nice, lovely, awesome, amazing, brilliant, fantastic, wonderful, excellent, super, fab, fabulous,
    terrific
    """,
    frames="""
    - stuff, - one, - job, - work, - news, - service, that s -, that is -, that s so -, so -, sounds -, looks -, very
    -, really -, you re -, you are -, how -, it s -, this is -, all -, absolutely -, just -
    """,
)
_OF_THINGS = _praising(words="top, sweet, solid, quality", frames="- stuff, - one, - job, - work")
_OF_SPANISH = _praising(
    words="""
    bueno, buena, bonito, bonita, majo, maja, majos, majas, guay, chulo, chula, lindo, linda, amable, amables, padre,
    chido, bacano, rapido, rapidos, bien, genial, geniales, top, simpaticos, simpaticas, atentos, ilusion, maravilla
    """,
    frames="que -, muy -, que - todo, que - sois, que - son, sois muy -, son muy -, sois -, esta muy -, que cosa mas -",
)
_OF_PORTUGUESE = _praising(
    words="""
    bom, boa, otimo, otima, lindo, linda, fofo, fofa, massa, legal, bacana, fixe, incrivel, top, giro, gira, rapidos,
    simpaticos, maravilha
    """,
    frames="que -, muito -, que - mesmo, foi -, ficou -, - demais, voces sao -, sao muito -, voces sao muito -",
)
_ARRIVED = (
    _praising(
        words="""
        safely, safe and sound, well, fine, ok, perfectly, perfect, in one piece, on time, quickly, fast, today, safe,
        in perfect condition, intact
        """,
        frames="arrived -, it arrived -, all arrived -, everything arrived -, it came -, it got here -, they arrived -",
    )
    | _praising(
        words="""
        perfecto, perfecta, bien, todo bien, genial, rapido, a tiempo, intacto, intacta, sin problemas, en perfecto
        estado
        """,
        frames="""
        llego -, ha llegado -, llego todo -, todo llego -, ha llegado todo -, todo ha llegado -, me llego -, ya llego
        -
        """,
    )
    | _praising(
        words="""
        bem, tudo bem, certinho, direitinho, tudo certo, rapido, perfeito, intacto, intacta, a tempo, sem problemas
        """,
        frames="chegou -, chegou tudo -, tudo chegou -, ja chegou -, ja chegou tudo -, veio -, chegaram -",
    )
    | listed(
        es="que rapido ha llegado, que rapido llego, que bien ha llegado, ya me llego, ya ha llegado, ya lo tengo",
        en="that was fast, that was quick, got it safely, got it today, received it safely",
        pt="que rapido chegou, ja recebi, recebi tudo, recebi direitinho",
    )
)
PRAISE = _ARRIVED | _OF_ENGLISH | _OF_THINGS | _OF_SPANISH | _OF_PORTUGUESE
