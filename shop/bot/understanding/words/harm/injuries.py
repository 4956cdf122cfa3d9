"""Injuries, poisonings and accidents by their own words, and who is hurt how, for each language. See `harm`."""

from shop.bot.understanding.normalising import listed

# Each tells of harm by itself, like the signs.
INJURIES = listed(
    es="""
    coser la mano, coser el dedo, coserme, dado puntos, dieron puntos, puntos en la mano, puntos en el dedo, puntos de
    sutura, opresion en el pecho, presion en el pecho, me cuesta respirar, dificultad para respirar, veo borroso,
    vision borrosa, no veo bien desde, se puso azul, se puso morado, se puso morada, toxicologia, centro de
    intoxicaciones, intoxicado, intoxicada, intoxicados, envenenado, envenenada, envenenasteis, habeis envenenado,
    estoy mala desde, estoy malo desde, me he puesto fatal, me puse fatal, me puse malo, me puse mala, me he puesto
    malo, me he puesto mala, nos pusimos malos, se derritio, se me derritio, se prendio, se prendio fuego, prendio
    fuego, monoxido de carbono, esta convulsionando, tiene convulsiones, con convulsiones, usar la adrenalina, puse la
    adrenalina, dimos el autoinyector, usar el autoinyector, ha quemado el mueble, quemo el mueble, quemado la mesa,
    quemo la mesa, salimos ardiendo, ha dado una alergia, dio una alergia, estoy fatal desde, estamos fatal desde,
    perdi el sentido, cayendo el pelo con, caido el pelo con, cae el pelo con, esta grave por, en el bano por culpa,
    ha dado un chispazo, dio un chispazo, un patatus, garganta cerrada, se me cierra la garganta, se me cerro la
    garganta, se le cierra la garganta, no puedo tragar, no puede tragar, me cuesta tragar, siento que me muero, creo
    que me muero, dolor en el pecho, dolor de pecho, duele el pecho, dolores en el pecho
    """,
    en="""
    hair is falling out after, hair is falling out since, needed stitches, got stitches, had stitches, need stitches,
    chest tightness, tight chest, chest feels tight, difficulty breathing, trouble breathing, blurry vision, vision is
    blurry, turned blue, turning blue, poison control, poisoned me, poisoned us, been sick since, feeling sick since,
    felt sick after, burned my house, melted while, caught fire, carbon monoxide, having seizures, had a seizure, has
    seizures, have blisters, got blisters, rushed to hospital, rushed to the hospital, foaming at the mouth, used the
    epipen, use the epipen, used her epipen, used his epipen, lost my hair from, six stitches, to get stitches, burned
    the table, burned my table, sparked and, can t swallow, cannot swallow, throat closed, throat is closing, throat
    closing, think i m dying, feel like i m dying, chest pain, chest pains, chest hurts, tight chest
    """,
    pt="""
    perdi os sentidos, perdeu os sentidos, perdi a consciencia, perdeu a consciencia, cabelo a cair com, cabelo caindo
    com, levei pontos, levou pontos, pontos na mao, pontos no dedo, aperto no peito, dificuldade pra respirar,
    dificuldade para respirar, dificuldade em respirar, visao turva, vejo turvo, vejo embacado, ficou azul, ficou
    roxo, ficou roxa, intoxicado, intoxicada, me envenenaram, envenenado, me sentindo mal depois, me senti mal depois,
    passei mal, passou mal, derreteu, pegou fogo, monoxido de carbono, com convulsoes, tendo convulsoes, usei a
    adrenalina, usar a adrenalina, perdi cabelo com, queimou a mesa, queimou o movel, espumando pela boca, garganta
    fechada, garganta a fechar, garganta fechou, nao consigo engolir, nao consegue engolir, falta o ar, me falta o ar,
    falta me o ar, sinto que vou morrer, acho que vou morrer, dor no peito, dores no peito, doi o peito, doi me o
    peito
    """,
)
# Of a person: "mi hija se quemó", "my son cut himself".
HURT_ITSELF = listed(
    es="""
    se quemo, se ha quemado, se corto, se ha cortado, se hizo dano, se ha hecho dano, se lastimo, se ha lastimado, se
    pincho, se ha pinchado, se clavo, se electrocuto, se atraganto, se ha atragantado, se intoxico
    """,
    en="""
    burned herself, burned himself, burnt herself, burnt himself, cut herself, cut himself, hurt herself, hurt
    himself, scalded herself, scalded himself, got burned, got burnt, got hurt, got cut, choked
    """,
    pt="""
    se queimou, queimou se, se cortou, cortou se, se machucou, machucou se, magoou se, se feriu, feriu se, se
    engasgou, engasgou se, levou choque
    """,
)
# Cut without harm.
NOT_THE_BODY = listed(words="pelo, unas, flequillo, hair, nails, cabelo, unhas, conexion, llamada, luz, line")
# Nobody is there for nothing.
INTENSIVE_CARE = listed(words="uci, uvi, uti, icu, intensive care, cuidados intensivos, terapia intensiva")
HOSPITAL = listed(words="hospital, urgencias, emergency room, er, pronto socorro, urgencia, ambulatorio")
WENT = listed(
    es="""
    he ido al, fui al, fue al, fuimos al, hemos ido al, tuve que ir al, tuvo que ir al, acabe en el, acabo en el
    """,
    en="""
    went to the, had to go to the, had to see a, had to see the, ended up at the, taken to the, i saw a, i saw my
    """,
    pt="""
    fui ao, fui no, foi ao, foi no, foi pro, fui pro, foi para o, fui para o, fomos ao, tive que ir ao, tive de ir ao
    """,
)
WHY = listed(
    es="""
    por la, por el, por los, por las, por vuestra, por vuestro, por vuestras, por vuestros, por culpa, despues de,
    tras
    """,
    en="because of, after your, after using, after eating, after the, due to, from your, thanks to your",
    pt="por causa, depois de, depois do, depois da, por culpa, apos",
)
# A bone broken by goods; one that was broken already only asks for a parcel to be carried.
BROKEN_BONES = listed(
    es="""
    rompi la muneca, roto la muneca, rompi el brazo, roto el brazo, roto la pierna, rompi la pierna, roto el tobillo
    """,
    en="broke my wrist, broke my arm, broke my leg, broke my ankle, broke my nose, broke my hip",
    pt="quebrei o braco, quebrei o pulso, quebrei a perna, parti o braco, parti o pulso, parti a perna",
)
GAVE_WAY = listed(
    es="""
    la silla se rompio, se rompio la silla, la escalera se rompio, se rompio la escalera, se vencio, cedio, se hundio,
    con vuestra, con vuestro, por vuestra, por vuestro
    """,
    en="collapsed, gave way, the chair broke, the ladder broke, the stool broke, snapped, with your, because of your",
    pt="""
    a cadeira quebrou, quebrou a cadeira, a escada quebrou, a cadeira partiu, cedeu, desabou, com a vossa, com o
    vosso, com a sua, por causa da
    """,
)
