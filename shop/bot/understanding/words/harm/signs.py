"""The words in which somebody tells of harm, for each language. `harm` says how they belong together."""

from shop.bot.understanding.normalising import listed

# Each says by itself that somebody was harmed.
SIGNS = listed(
    es="""
    llamar a una ambulancia, llame a una ambulancia, vino la ambulancia, en ambulancia, nos hemos puesto malos, hice
    un corte, hice un tajo, un tajo en, me lastime, se lastimo, nos lastimamos, me brote toda, me brote todo, carne
    viva, convulsiones, no reacciona mi, mi hijo no reacciona, mi hija no reacciona, casi ahoga, casi se ahoga, me
    estoy muriendo, quiero morir, quiero morirme, me exploto, exploto en la mano, explotado en la mano, hay sangre
    por, una alergia horrible, me siento fatal, me pille el dedo, se pillo el dedo, me infecte, ha dado una reaccion,
    dio una reaccion, tuve una reaccion, se ha cortado, se corto con, se corto el, se corto la, me corte, me sangra,
    clavado una astilla, clavo una astilla, me cayo el cafe, me cayo encima, una quemadura, quemaduras, la bateria
    esta hinchada, bateria se esta derritiendo, se esta derritiendo, fui al hospital, fuimos al hospital, estoy en el
    hospital, tengo fiebre desde, salmonella, listeria, me pico la cara, me escuece, arde la piel, me arde, manchas en
    la piel, me encuentro fatal, un diente roto, me maree, me mareo, se mareo, me intoxique, nos intoxicamos, se
    intoxico, me hice dano, se hizo dano, nos hicimos dano, hice dano con, me abraso, abrasado, en el hospital por, he
    acabado en, salido una alergia, salido alergia, salio una alergia, salido un sarpullido, hijo esta mal, hija esta
    mal, nino esta mal, nina esta mal, bebe esta mal, esta muy mal, me cai, se cayo mi, se me cayo encima, dio
    calambre, dado calambre, dio una descarga, reaccion alergica, mala reaccion, dado reaccion, dado alergia, dio
    alergia, dando alergia, provocado alergia, hecho alergia, anafilactico, anafilactica, anafilaxia, intoxicado,
    intoxicada, intoxicados, intoxicadas, intoxicacion, envenenado, envenenada, urticaria, ronchas, sarpullido,
    erupcion, vomitando, vomitado, vomito, vomitos, vomite, vomita, diarrea, sentado mal, sento mal, sentaron mal,
    cayo mal, cayeron mal, caido mal, en urgencias, a urgencias, en el hospital con, acabe en el hospital, acabado en
    el hospital, acabo en el hospital, no puedo respirar, no puede respirar, no respira, respirar bien, cuesta
    respirar, falta el aire, falta aire, me ahogo, se ahoga, ahogando, atraganto, atragantado, atragantada,
    asfixiando, asfixia, he quemado, me queme, se quemo la mano, me ha quemado, he cortado, me corte con, me ha
    cortado, sangrando, estoy herido, estoy herida, una herida, mareado, mareada, mareos, desmayado, desmayada, me
    desmaye, se desmayo, inconsciente, calambrazo, descarga electrica, se ha incendiado, se incendio, prendio fuego,
    prendido fuego, atragante, puesto malo, puesto mala, puesto malos, puesto malas, puse malo, puse mala, puso malo,
    puso mala, pusimos malos, pusimos malas, puesto enfermo, puesto enferma, puso enfermo, puso enferma, puse enfermo,
    puse enferma, enfermado, me enferme, se enfermo, enfermaron, enfermamos, me encuentro mal, nos encontramos mal, se
    encuentra mal, se siente mal, sienten mal, hecho dano, hizo dano, dolor de barriga, dolor de tripa, dolor de
    estomago, duele la barriga, duele la tripa, duele el estomago, roto un diente, rompi un diente, partido un diente,
    roto una muela, rompi una muela, partido una muela, irritado la piel, sentado fatal, sento fatal, sentaron fatal,
    y me corte, me corte el dedo, me corte la mano, me quemo, casi quema, casi se quema, no me encuentro bien, no nos
    encontramos bien, no se encuentra bien, no me siento bien, pica todo, dio corriente, dado corriente, da corriente,
    da calambre, dio un calambre, echa humo, echo humo, echando humo, sale humo, salia humo, saltaron chispas, saltan
    chispas, echa chispas, huele a quemado, olia a quemado, bateria se hincho, bateria hinchada, bateria se ha
    hinchado, pila se hincho, fatal del estomago, fatal de la tripa, mal del estomago, mal de la tripa, suicidarme,
    quiero matarme, quitarme la vida, salido una reaccion, tengo una reaccion, tengo reaccion a la, tengo reaccion al,
    se ahogo, se ha ahogado, socorro, necesito una ambulancia, una ambulancia ya, llamad a una ambulancia, llamen a
    una ambulancia, ingresado por, ingresada por, ingresados por, se me inflaron los labios, se me inflo la cara, me
    han inflado los labios, se me han inflado los labios, una roncha, rompio un diente, partio un diente, sangra
    mucho, no para de sangrar, cagalera, hubo un incendio, provoco un incendio, llamar a los bomberos, vinieron los
    bomberos, quema la casa, quemo la casa, quemado la casa, quiero suicidar, suicidio, me clave un cristal, me clave
    un, me he clavado un, perdi el conocimiento, estamos en el hospital, mi hijo esta en el hospital, mi hija esta en
    el hospital, necesito un medico, sentado como un tiro, sento como un tiro, sentaron como un tiro
    """,
    en="""
    called an ambulance, call an ambulance, ambulance came, ambulance took, it cut me, cut me with, cut me and, fell
    off the chair, i fell off, he fell off, she fell off, blood everywhere, there is blood, having a fit, lost
    consciousness, in a e, went to a e, want to die, exploded in my, exploded in his, exploded in her, blew up in my,
    finger got trapped, fingers got trapped, finger trapped, alergic reaction, allergic reation, food poisening,
    guests were sick, were all sick, feel terrible after, feel terrible since, raw skin, got cut, i bled, splinter in,
    swallowed glass, spilled on me, spilled on my, coffee spilled, smoke is coming, battery swelling, it sparked, i m
    in hospital, i am in hospital, i m in the hospital, salmonella, listeria, epipen, i itch, red spots all over, was
    sour and my, in hospital because of, in the hospital because, and i fell, and he fell, and she fell, shattered in
    my, shattered in his, shattered in her, burned my scalp, scalded, made me ill, got burned, got burnt, got scalded,
    was burned by, was burnt by, scalded me, allergic reaction, bad reaction, severe reaction, had a reaction, having
    a reaction, got a reaction, skin reaction, anaphylactic, anaphylaxis, food poisoning, poisoned, hives, rash,
    rashes, vomiting, vomited, throwing up, threw up, puking, puked, diarrhea, diarrhoea, in the er, to the er,
    emergency room, in hospital because, in hospital after, ended up in hospital, ended up in the hospital, can t
    breathe, cant breathe, cannot breathe, can not breathe, can t breath, trouble breathing, difficulty breathing,
    struggling to breathe, hard to breathe, short of breath, choking on, is choking, am choking, i m choking, s
    choking, choked, burned myself, burnt myself, burned my, burnt my, burned me, burnt me, burned her, burned his,
    cut myself, cut my hand, cut my finger, cut my lip, cut my lips, cut my mouth, cut my tongue, am bleeding, i m
    bleeding, is bleeding, s bleeding, started bleeding, bleeding from, bleeding a lot, stop bleeding, was injured,
    got injured, is injured, am injured, injured by, hurt myself, got hurt, unconscious, passed out, fainted, electric
    shock, electrocuted, caught fire, stomach ache, stomach pain, stomach pains, tummy ache, chipped a tooth, chipped
    my tooth, broke a tooth, broke my tooth, cracked my tooth, cracked a tooth, feeling sick, feeling ill, feeling
    unwell, feel sick, feel ill, feel unwell, on fire because, curtains on fire, set on fire, house on fire, went on
    fire, is smoking, started smoking, smoke coming, burning smell, smells of burning, smells like burning, smells of
    gas, smells like gas, sparks coming, sparks flew, is sparking, got blisters, gave me blisters, me a shock, got
    shocked, got a shock, feel awful, feels awful, don t feel well, not feeling well, battery is swollen, battery
    swelled, battery swelled up, swollen battery, kill myself, end my life, having a reaction to, i m having a
    reaction, i have a reaction to the, i have a reaction to your, i had a reaction to the, i had a reaction to your,
    shattered and cut me, cut me when, lamp shocked me, shocked me, there was a fire, caused a fire, started a fire,
    call 911, call 999, call 112, in a and e, to a and e, to a e, baby choking, suicide, suicidal, need an ambulance,
    fire brigade came, fire department came, my kid is in hospital, my kid is in the hospital, my son is in hospital,
    my daughter is in hospital, we are in hospital, got the runs, need a doctor
    """,
    pt="""
    queimei a mao, queimei o dedo, queimei o braco, queimei a cara, chamar uma ambulancia, tomei choque, levei um
    susto eletrico, veio a ambulancia, nao acorda, convulsoes, alergia no rosto, alergia na cara, alergia no corpo,
    explodiu na minha, explodiu me, quero morrer, estou a morrer, estou morrendo, prendi o dedo, passamos todos mal,
    sangrou, cafe caiu em mim, caiu em mim, e eu cai, sai fumaca, saindo fumo, faisca, estou no hospital, fui ao
    hospital, fui para o hospital, coceira, salmonela, listeria, me senti tonto, me senti tonta, no hospital por, no
    hospital por causa, cai da, e cai, meu filho esta mal, minha filha esta mal, o meu filho esta mal, a minha filha
    esta mal, morreu depois, levou um choque, me deu choque, me deu um choque, reacao alergica, ma reacao, uma reacao,
    deu reacao, deu alergia, deu me alergia, dando alergia, anafilatico, anafilactico, anafilaxia, intoxicado,
    intoxicada, intoxicados, intoxicacao, envenenado, envenenada, urticaria, passei mal, passou mal, passamos mal,
    passaram mal, passando mal, a passar mal, sinto me mal, me sinto mal, senti me mal, sentiu se mal, me senti mal,
    sente se mal, estou mal depois, vomitando, vomitei, vomitou, vomitamos, a vomitar, diarreia, fez me mal, me fez
    mal, fez mal, fizeram mal, caiu mal, caiu me mal, pronto socorro, parar no hospital, parar ao hospital, parei no
    hospital, foi para o hospital, nas urgencias, para as urgencias, nao consigo respirar, nao consegue respirar, nao
    respira, falta de ar, engasgou, engasguei, engasgado, engasgada, engasgando, sufocando, a sufocar, me queimei,
    queimei me, queimei a, queimou a mao, queimou me, me queimou, me cortei, cortei me, cortou me, me cortou, cortei
    a, cortei o dedo, sangrando, a sangrar, ferido, ferida, feri me, me machuquei, me machucou, machucou se, magoei
    me, desmaiou, desmaiei, choque eletrico, levei um choque, levei choque, pegou fogo, fiquei doente, ficou doente,
    ficamos doentes, ficaram doentes, adoeci, adoeceu, adoecemos, dor de barriga, dores de barriga, dor de estomago,
    parti um dente, partiu um dente, quebrei um dente, quebrou um dente, tonturas, enjoado depois, alergia na pele,
    tive alergia, teve alergia, fiquei com alergia, ficou com alergia, nao me sinto bem, deu choque, deu me um choque,
    apanhei um choque, saindo fumaca, saiu fumaca, a deitar fumo, deita fumo, cheira a queimado, cheiro a queimado,
    cheiro de queimado, saiu faisca, saindo faisca, a fazer faisca, bateria inchou, bateria inchada, me suicidar,
    suicidar me, quero me matar, quero matar me, tirar a minha vida, estou com alergia ao creme, estou com alergia ao
    sabonete, estou com alergia ao produto, estou com alergia ao gel, estou com alergia ao vosso, estou com alergia a
    vossa, estou com uma reacao, estou a ter uma reacao, estou tendo uma reacao, empolada, empolado, pele queimou,
    queimou a pele, machuquei, quebrei o dente, parti o dente, chamem uma ambulancia, preciso de uma ambulancia, chama
    uma ambulancia, me matar, suicidar, suicidio, se afogou, houve um incendio, chamar os bombeiros, vieram os
    bombeiros, socorro, estamos no hospital, preciso de um medico, hospital por causa
    """,
)
BODY = listed(
    es="""
    cara, labio, labios, lengua, garganta, ojo, ojos, boca, piel, mano, manos, brazo, brazos, cuello, barriga, tripa,
    estomago, cuerpo, oreja, orejas, nariz, pie, pies, pierna, piernas, dedo, dedos, rodilla, cadera, costilla
    """,
    en="""
    face, lip, lips, tongue, throat, eye, eyes, mouth, skin, hand, hands, arm, arms, neck, stomach, tummy, belly, ear,
    ears, nose, foot, feet, leg, legs, finger, fingers, toe, wrist, knee, hip, ankle, rib
    """,
    pt="""
    rosto, cara, labio, labios, lingua, garganta, olho, olhos, boca, pele, mao, maos, braco, bracos, pescoco, barriga,
    estomago, corpo, orelha, orelhas, nariz, pe, pes, perna, pernas, dedo, dedos, pulso, joelho, anca
    """,
)
# It aches for many reasons: harm only where one is told.
HEAD = listed(words="cabeza, head, cabeca")
SWELLING = listed(
    es="""
    hincha, hinchan, hinchadisima, hinchadisimo, hinchadisimos, hinchadisimas, hinchado, hinchada, hinchados,
    hinchadas, hinchando, hincho, inflamado, inflamada, inflamados, inflama, ampollas, adormecida, paralizada,
    hincharon, infecto, infectado, infectada
    """,
    en="""
    swell, swells, swelling, swollen, swelled, puffed up, blisters, blistered, numb, closing up, closing
    """,
    pt="""
    incha, inchou, inchadissima, inchadissimo, inchadissimos, inchado, inchada, inchados, inchadas, inchando, inchar,
    inchaco, bolhas, dormente, dormentes, inflamada, inflamado, infetou, infeccionou, fechando, a fechar
    """,
)
# Beside the body these are harm where it is one's own.
HURTING = listed(
    es="""
    ardor, escozor, quemazon, pica, pican, picor, picores, picando, escuece, escuecen, arde, arden, quema, queman,
    ardiendo, sangra, sangre, cierra, cerrando, irritada, irritado, irritados, duele, duelen, enrojecida, cortado,
    dormida, granos, fatal, revuelto, revuelta
    """,
    en="""
    itch, itches, itching, itchy, burn, burns, burning, burned, burnt, hurts, hurt, hurting, bleeds, irritated,
    tingling, tingles, sore, peeling, stings, stinging, weird, numb, tingly
    """,
    pt="""
    ardor, ardencia, queimacao, coca, cocando, coceira, comichao, arde, ardem, ardendo, arder, queima, queimando,
    sangra, sangue, irritada, irritado, irritou, doi, doem, doendo, cocou, cocaram, formigando
    """,
)
ONES_OWN = listed(
    es="me, mi, mis, nos, hijo, hija, hijos, nino, nina, bebe, madre, padre, marido, mujer",
    en="my, our, his, her, son, daughter, kid, kids, baby, child, husband, wife",
    pt="meu, minha, meus, minhas, filho, filha, filhos, crianca, bebe, mae, pai, marido",
)
ILL = listed(
    es="""
    enfermo, enferma, enfermos, enfermas, malito, malita, fiebre, descompuesto, descompuesta, descompuestos, da
    vueltas la cabeza, me da vueltas, se me esta cayendo el pelo, se me cae el pelo, se cae el pelo, indispuesto,
    indispuesta
    """,
    en="""
    head is spinning, hair is falling out, sick, ill, unwell, nauseous, dizzy, poorly, fever, hair fell out, hair
    falls out
    """,
    pt="""
    cabeca a andar a roda, cabelo a cair, cabelo esta caindo, doente, doentes, enjoado, enjoada, febre, perdi o
    cabelo, caiu o cabelo, o cabelo cai, maldisposto, maldisposta, maldispostos, indisposto, indisposta
    """,
)
BECAUSE_OF = listed(
    es="""
    despues de, despues del, tras, por culpa, por vuestra culpa, desde que, por vuestro, por vuestra, por vuestros,
    por vuestras, desde las, desde los, desde el, desde la
    """,
    en="after, because of, since, from eating, from your, from the, from these, by your",
    pt="depois de, depois do, depois da, depois dos, depois das, apos, por causa, desde que, por culpa",
)
# "Can it …?" is asked before.
ASKING = listed(
    es="""
    puede, pueden, podria, podrian, causa, causan, provoca, provocan, produce, producen, riesgo, peligro, evitar,
    previene, en caso de
    """,
    en="""
    can it, can they, can this, could it, could they, could this, may it, might, will it, will this, would it, does,
    do they, does it, hazard, risk, prevent, avoid, in case of, cause, causes
    """,
    pt="""
    pode, podem, poderia, causa, causam, provoca, provocam, risco, perigo, evitar, em caso de, causar
    """,
)
DONE = listed(
    es="ha, he, han, hemos, hubo, tuve, tuvo, dio, dado, despues, tras, desde, estoy, esta, estamos",
    en="had, have, having, has, got, gave, after, i m, is",
    pt="tive, teve, deu, depois, fiquei, ficou, estou, foi, passei, passou, fui, fomos",
)
REMEDY = listed(
    es="para, contra, tipo",
    en="for, against",
    pt="para, contra, pra",
)
# For somebody who is ill already, or with a trouble that goods shall ease.
SEEKING = listed(
    es="""
    regalo, regalar, flores, recomendais, recomiendas, busco, buscaba, algo para, teneis, teneis algo
    """,
    en="gift, gifts, present, flowers, recommend, looking for, something for, do you have, to send",
    pt="presente, prenda, flores, recomendam, recomenda, procuro, algo para, voces tem",
)
ARTICLES = listed(
    words="""
    a, an, the, el, la, los, las, un, una, o, os, as, um, uma, my, mi, minha, meu, your, his, her, our, mis
    """
)
# These wait for nothing, however they are said: "mi hija no puede respirar" asks nothing.
VITAL = listed(
    es="""
    no puede respirar, no puedo respirar, no respira, se ahoga, se esta ahogando, no se despierta, inconsciente, ha
    dejado de respirar, esta convulsionando, en urgencias, en el hospital por
    """,
    en="""
    can t breathe, cannot breathe, can not breathe, cant breathe, not breathing, isn t breathing, stopped breathing,
    is choking, unconscious, won t wake up, having a seizure
    """,
    pt="""
    nao consegue respirar, nao consigo respirar, nao respira, nao esta respirando, nao esta a respirar, parou de
    respirar, nao pode respirar, inconsciente, esta convulsionando, nas urgencias, hospital por causa, no hospital por
    causa
    """,
)
