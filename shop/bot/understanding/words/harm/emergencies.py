"""Who is at a doctor's, what bursts or sparks, what a child has in its mouth, for each language. See `harm`."""

from shop.bot.understanding.normalising import listed

# The whole of what is written.
ALONE = listed(
    es="""
    emergencia, es una emergencia, esto es una emergencia, tengo una emergencia, tenemos una emergencia, una
    emergencia, es emergencia, ayuda urgente, ayuda es urgente, es urgente ayuda, necesito ayuda urgente, necesito
    ayuda es urgente, ayuda urgentemente, ayudadme es urgente, ayudenme es urgente, ayudame es urgente, exploto, ha
    explotado, se exploto, estallo, exploto solo, exploto sola
    """,
    en="""
    emergency, it s an emergency, this is an emergency, its an emergency, an emergency, we have an emergency, i have an
    emergency, urgent help, help urgent, help it s urgent, help its urgent, help this is urgent, i need urgent help,
    need urgent help, i need help urgently, help urgently, urgent help needed, it exploded, it blew up, exploded
    """,
    pt="""
    emergencia, e uma emergencia, isto e uma emergencia, isso e uma emergencia, uma emergencia, tenho uma emergencia,
    temos uma emergencia, ajuda urgente, ajuda e urgente, e urgente ajuda, preciso de ajuda urgente, preciso de ajuda e
    urgente, explodiu, explotou, estourou, rebentou, explodiu sozinho, explodiu sozinha
    """,
)
# Told of what happened, and no question.
HAPPENED = listed(
    es="""
    una ampolla en, me salio una ampolla, me ha salido una ampolla, le salio una ampolla, se me cayo el pelo, se me ha
    caido el pelo, me descompuse, nos descompusimos, me he descompuesto, nos hemos descompuesto, llame a la ambulancia,
    llamamos a la ambulancia, llame una ambulancia, llamamos a una ambulancia, llame al 112, llamamos al 112, llamamos
    a emergencias, llame a emergencias, hizo cortocircuito, ha hecho cortocircuito, hizo un cortocircuito, un
    cortocircuito y, hizo corto circuito, se recalento, se sobrecalento, se ha sobrecalentado, se ha recalentado, solto
    chispas, suelta chispas, soltaba chispas, salieron chispas, salen chispas, ha soltado chispas
    """,
    en="""
    got a blister, gave me a blister, a blister on my, my hair fell out, my hair is falling out, her hair fell out, his
    hair fell out, hair came out in clumps, called the ambulance, called for an ambulance, called 911, called 999,
    called 112, it overheated, has overheated, overheated and, short circuited, it short circuits, gave off sparks,
    giving off sparks, made sparks, throwing sparks, shooting sparks
    """,
    pt="""
    uma bolha na, uma bolha no, apareceu me uma bolha, apareceu uma bolha, meu cabelo caiu, meu cabelo esta caindo, meu
    cabelo esta a cair, caiu me o cabelo, chamei a ambulancia, chamamos a ambulancia, chamei uma ambulancia, chamamos
    uma ambulancia, liguei para o 112, liguei pro samu, chamei o samu, chamamos o samu, fez curto circuito, deu curto
    circuito, deu curto, entrou em curto, sobreaqueceu, superaqueceu, deitou faiscas, deita faiscas, deitava faiscas,
    soltou faiscas, solta faiscas, saiu faiscas, sairam faiscas, deu faiscas, fez faiscas
    """,
)
# Nobody is there for nothing, unless a gift is sought or a parcel waited for.
AT_A_DOCTORS = listed(
    es="""
    esta en el hospital, estan en el hospital, esta ingresado, esta ingresada, estoy ingresado, estoy ingresada, estan
    ingresados, me han ingresado, lo han ingresado, la han ingresado, me ingresaron, lo ingresaron, la ingresaron,
    esta internado, esta internada, estoy internado, estoy internada, lo internaron, la internaron, tuvimos que ir al
    medico, tuve que ir al medico, tuvo que ir al medico, tuvimos que ir al hospital, tuve que ir al hospital, tuvo que
    ir al hospital, tuvimos que ir a urgencias, tuvimos que llevarlo al medico, tuvimos que llevarla al medico, tuvimos
    que llevarlo al hospital, tuvimos que llevarla al hospital, tuve que llevarlo al medico, tuve que llevarla al medico
    """,
    en="""
    we re at the hospital, we are at the hospital, i m at the hospital, i am at the hospital, we re in hospital, we re in
    the hospital, is in hospital, is in the hospital, is at the hospital, he s in hospital, she s in hospital, he s in
    the hospital, she s in the hospital, was hospitalised, was hospitalized, had to go to the doctor, had to go to the
    hospital, had to take him to the doctor, had to take her to the doctor, had to take him to the hospital, had to take
    her to the hospital
    """,
    pt="""
    to no hospital, tou no hospital, ta no hospital, tamo no hospital, tamos no hospital, esta no hospital, estao no
    hospital, esta internado, esta internada, estou internado, estou internada, foi internado, foi internada, fui
    internado, fui internada, tivemos que ir ao medico, tivemos de ir ao medico, teve que ir ao medico, tivemos que ir
    ao hospital, tivemos de ir ao hospital, tive que ir ao hospital, tive de ir ao hospital
    """,
)
# Whom something is bought for, or who works there.
FOR_SOMEBODY = listed(
    es="para mi, para un, para una, para el, para la, trabajando, trabaja, visitando, visita, repartidor",
    en="for my, for a, for the, for her, for him, who is, who s, visiting, working, works, courier",
    pt="para minha, para meu, para a, para o, pra minha, pro meu, para um, para uma, visitando, a visitar, trabalha",
)
# Behind "tengo": somebody shows it.
HAVING = listed(
    es="tengo, tiene, se me puso, se le puso, me quedo, se me quedo, se me ha puesto, se me quedaron, se me pusieron",
    en="i have, i ve got, i got, he has, she has",
    pt="fiquei com, ficou com, estou com, esta com, tenho, tou com, to com",
)
IRRITATED = listed(
    es="irritado, irritada, irritados, irritadas, en carne viva",
    en="irritated",
    pt="irritado, irritada, irritados, irritadas, em carne viva",
)
IN_ITS_MOUTH = listed(
    es="""
    lo metio en la boca, la metio en la boca, metio en la boca, ha metido en la boca, lo puso en la boca, la puso en la
    boca, se lo llevo a la boca, se la llevo a la boca
    """,
    en="""
    put it in his mouth, put it in her mouth, put it in its mouth, put one in his mouth, put one in her mouth, had it in
    his mouth, had it in her mouth, got it in his mouth, got it in her mouth, put them in his mouth, put them in her mouth
    """,
    pt="colocou na boca, pos na boca, meteu na boca, botou na boca, levou a boca, enfiou na boca, meteu o na boca",
)
NOT_WAKING = listed(
    es="no despierta, no se despierta, no reacciona, no responde a nada",
    en="not waking up, isn t waking up, doesn t wake up, won t wake, can t wake him, can t wake her, unresponsive",
    pt="nao acorda, nao desperta, nao reage",
)
