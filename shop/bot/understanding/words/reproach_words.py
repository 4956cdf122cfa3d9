"""What is said beside a stop and adds nothing to it: that it was asked before, a sigh, a form of address, "can you read?".

`stops/afterthoughts.py` says how they belong together.
"""

from shop.bot.understanding.normalising import listed

# That it was said or asked before; of what was ordered ("pedido") they are none.
TOLD = listed(
    es="""
    dije, decia, dicho, pedi, he pedido, habia pedido, hemos pedido, solicite, he solicitado, avise, he avisado,
    adverti, he advertido, escribi, he escrito, puse, he puesto, repeti, repito, he repetido, llevo pidiendo, llevo
    diciendo, llevo pidiendolo, llevo diciendolo, estoy pidiendo, estoy diciendo, insisto, lo digo en serio, va en
    serio, te lo pedi, es la ultima, ultimo aviso, ultima vez que lo digo, ultima vez que lo pido, no me hagais
    repetirlo
    """,
    en="""
    said, told, asked, requested, begged, wrote, replied, texted, i m asking, i am asking, i keep asking, i keep
    telling, i keep saying, i m telling, i am telling, i m saying, i am saying, repeat, i mean it, mean it, i m
    serious, i am serious, final warning, last warning, final notice, don t make me say it again, don t make me
    repeat, asked before, told you before, asked you before, said before, said it before, said this before
    """,
    pt="""
    disse, dizia, pedi, tinha pedido, tinha dito, avisei, escrevi, solicitei, falei, repeti, repito, estou pedindo,
    estou a pedir, estou dizendo, estou a dizer, tou a pedir, to pedindo, ando a pedir, insisto, falo serio, e serio,
    seja serio, ultimo aviso, nao me facam repetir
    """,
)
# That it was asked, before what was asked: "já falei pra parar de mandar".
ASKED_TO = listed(
    es="""
    ya pedi que, ya dije que, ya os dije que, ya les dije que, ya te dije que, ya le dije que, ya les pedi que, ya os
    pedi que, ya te pedi que, he pedido que, he dicho que
    """,
    en="i ve asked you to, i have asked you to, i ve told you to, i have told you to, i asked for you to",
    pt="""
    ja falei pra, ja falei para, ja pedi pra, ja pedi para, ja disse pra, ja disse para, eu falei pra, eu pedi pra, ja
    vos pedi para, ja vos disse para
    """,
)
# How often: "por tercera vez", "how many times".
OFTEN = listed(
    es="""
    de una vez, de una vez por todas, de una santa vez, por ultima vez, por segunda vez, por tercera vez, por cuarta
    vez, por enesima vez, cuantas veces, mil veces, cien veces, veinte veces, muchas veces, tres veces, dos veces,
    cuatro veces, cinco veces, es la segunda vez, es la tercera vez, es la cuarta vez, es la enesima vez, ya van, otra
    vez mas, y van, segunda vez, tercera vez, cuarta vez, segunda vez que, tercera vez que, cuarta vez que, enesima
    vez que, es la segunda vez que, es la tercera vez que, por segunda vez que
    """,
    en="""
    once and for all, for the last time, for the second time, for the third time, for the fourth time, for the nth
    time, for the hundredth time, for the umpteenth time, how many times, a hundred times, a thousand times, a million
    times, many times, several times, second time, third time, fourth time, umpteenth time, how often
    """,
    pt="""
    de uma vez, de uma vez por todas, pela ultima vez, pela segunda vez, pela terceira vez, pela quarta vez, pela
    enesima vez, quantas vezes, mil vezes, cem vezes, muitas vezes, varias vezes, tres vezes, duas vezes, seja a
    terceira vez, seja a segunda vez, e a terceira vez, e a segunda vez, segunda vez que, terceira vez que, quarta vez
    que
    """,
)
# Who writes is not known, or writes to the wrong person; about no goods.
STRANGERS = listed(
    es="""
    quien eres, quien es, quienes sois, quienes son, quien sos, quien es este, y tu quien eres, quien sois, no os
    conozco, no te conozco, no los conozco, no les conozco, no la conozco, no lo conozco, no se quien sois, no se quien
    eres, no se quienes sois, no se quienes son, no se quien es, ni os conozco, ni te conozco, persona equivocada
    """,
    en="""
    who are you, who is this, who s this, who are u, who dis, who the hell are you, who the hell is this, i don t know
    you, don t know you, i don t know who you are, don t know who you are, i don t know who this is, don t know who
    this is, i do not know you, i have no idea who you are, no idea who you are, i don t even know you, wrong person,
    you have the wrong person, you ve got the wrong person, you got the wrong person, this is the wrong person
    """,
    pt="""
    quem e, quem seja, quem es, quem sao, quem sao voces, quem e voce, quem seja voce, quem fala, nao vos conheco, nao
    conheco voces, nao conheco voce, nem conheco voces, nao te conheco, nao os conheco, nao sei quem sao, nao sei quem
    e, nao sei quem seja, nao sei quem sao voces, nao sei quem es, pessoa errada
    """,
)
# Whether it is read and heard at all: "a ver si contestáis", "can you read?".
HEEDED = listed(
    es="""
    contestais, contestas, contesta, contestan, contestad, respondeis, respondes, responden, responded, haceis caso,
    haces caso, hacen caso, hace caso, haced caso, hagan caso, hacedme caso, haganme caso, enterais, enteras, enteran,
    entera, enteraos, leeis, lees, leen, sabeis leer, saben leer, sabes leer, escuchais, escuchas, escuchan, escuchad,
    entendeis, entiendes, entienden, entendido, entendeis o no, queda claro, esta claro, ha quedado claro, os queda
    claro, quedo claro, aprendeis, os parece normal, estamos, capisci, capito, me oyes, me ois, me oyen
    """,
    en="""
    listen, listening, do you listen, can you read, can t you read, do you read, are you listening, are you deaf, are
    you blind, answer me, reply to me, pay attention, get it, do you get it, do you understand, understand,
    understood, is that clear, clear, clear enough, do you hear me, hear me, does anyone read, does anybody read,
    anyone reading, take note
    """,
    pt="""
    respondem, respondes, respondam, responde, ouvem, oucam, ouve, ouviram, escutem, escutam, prestem atencao, leem,
    leiam, sabem ler, sabes ler, entendem, entenderam, entendeu, percebem, perceberam, percebeu, ficou claro, esta
    claro, estao a ouvir, estao ouvindo, me ouvem, facam caso
    """,
)
SIGHS = listed(
    es="""
    hombre, mujer, madre mia, dios, dios mio, por dios, por el amor de dios, caramba, jolin, jope, jo, hostia,
    hostias, ostras, leches, leche, joder, cono, uf, uff, puf, buf, ay, que paciencia, vaya tela, manda narices, manda
    huevos, venga ya, en serio, de verdad, carajo, puta madre, no mames, no manches, por favor os lo pido, porfavor,
    hazme el favor, hacedme el favor, haganme el favor
    """,
    en="""
    jeez, geez, gosh, christ, jesus, jesus christ, ugh, argh, good grief, good lord, bloody hell, for god s sake, for
    goodness sake, for heaven s sake, for christ s sake, for fuck s sake, for fucks sake, for the love of god, my god,
    oh my god, omg, ffs, wtf, damn, damn it, dammit, goddamn, come on, seriously, honestly, man, oh man, sigh, enough
    is enough
    """,
    pt="""
    meu deus, credo, poxa, puxa, caramba, porra, caraca, caracas, caralho, pelo amor de deus, por amor de deus, fogo,
    bolas, irra, livra, nossa senhora, seja serio, a serio, serio, francamente, que paciencia, haja paciencia, ufa,
    aff, afe
    """,
)
ADDRESSES = listed(
    es="""
    senorita, senoritas, senores, senoras, senores mios, caballero, caballeros, joven, jovenes, maja, majo, majos,
    guapa, guapo, guapos, guapas, cielo, carino, jefe, jefa, jefes, chaval, tio, tia, tios, colega, colegas,
    companero, companeros, amiguitos, reina, mi reina, corazon, gente, familia, estimados, compadre, wey, guey, che,
    parce, hermano
    """,
    en="""
    dude, dudes, buddy, pal, folks, people, ladies, gentlemen, miss, ma am, love, darling, sweetheart, honey, hun,
    boss, bro, bruv, lads, lady, mister, dear, my friend, friends
    """,
    pt="""
    moca, moco, mocas, mocos, senhora, senhores, senhoras, meu senhor, minha senhora, menina, meninas, querida,
    querido, queridos, amor, meu bem, cara, mano, galera, malta, gente, chefe, jovem, doutor, doutora, patrao, meu
    amigo, minha amiga
    """,
)
# When it was asked.
WHEN = listed(
    es="""
    ayer, anteayer, antier, anoche, esta manana, el otro dia, la semana pasada, el mes pasado, hace dias, hace tiempo,
    hace una semana, hace un mes, hace meses, hace semanas, hace rato, desde hace tiempo, desde hace meses, desde hace
    semanas
    """,
    en="""
    yesterday, earlier, the other day, last week, last month, last night, this morning, days ago, weeks ago, months
    ago, ages ago, a week ago, a month ago, a while ago, for ages, for weeks, for months, for days
    """,
    pt="""
    ontem, anteontem, outro dia, semana passada, a semana passada, na semana passada, mes passado, ha dias, ha tempos,
    ha semanas, ha meses, faz dias, faz tempo, faz semanas, ha muito tempo, faz muito tempo
    """,
)
# How they hope, and the small words between; none says anything by itself.
AROUND = listed(
    es="""
    ayer, anteayer, antes, antier, anoche, esta manana, el lunes, el martes, el miercoles, el jueves, el viernes, el
    sabado, el domingo, el otro dia, la semana pasada, el mes pasado, hace dias, hace tiempo, hace una semana, hace un
    mes, hace meses, hace semanas, hace rato, a ver si, a ver cuando, a ver, espero que, esperemos que, ojala, tengo
    que, hay que, hace falta, decirlo, decir, repetir, repetirlo, pedirlo, pedir, os, se, ya, que, no, lo, van, con
    esta, bien claro, clarito, claro, alguien, nadie, por escrito, esto, o que, si
    """,
    en="""
    yesterday, before, earlier, the other day, last week, last month, last night, this morning, days ago, weeks ago,
    months ago, ages ago, a week ago, a month ago, a while ago, i hope, hopefully, let s see if, let s see, do i have
    to, do i need to, must i, have to, say, tell, ask, repeat, say it, say this, ask again, you people, already,
    politely, nicely, clearly, very, once, i ve, i have, we, we ve, people, anyone, somebody, does, did, is, if, it s,
    s, ve, who
    """,
    pt="""
    ontem, anteontem, antes, outro dia, semana passada, a semana passada, na semana passada, mes passado, ha dias, ha
    tempos, ha semanas, ha meses, faz dias, faz tempo, faz semanas, ve se, vejam se, ver se, a ver se, vamos ver se,
    espero que, tomara, tenho que, tenho de, preciso, dizer, repetir, pedir, falar, que, ja, claramente, bem claro,
    por escrito, alguem, ninguem, ou que, se, foi, eu, tem, com esta
    """,
)
